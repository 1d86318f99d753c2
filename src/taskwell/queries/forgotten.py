"""Timers that may have been forgotten: when there was a last sign of life, and what could be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from taskwell.queries.directory import directory
from taskwell.queries.sessions import SessionView, open_sessions
from taskwell.queries.settings import calendar
from taskwell.records.session import Session
from taskwell.store.store import Store
from taskwell.timekeeping.durations import hm

GAP = timedelta(minutes=10)
"""A silence of the program itself that is asked about: a dropped line, a suspend, a night."""
STILL_AFTER = 120
"""Minutes of silence before "Still UHRS?", where the platform has no interval of its own."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """An open session nobody gave a sign of for long.

    `suggested` is the latest sign of life: key, task or heartbeat; never before the start. `why` is
    "gap" when no program ran meanwhile, "silence" when one ran and nobody touched it.
    """

    id: int
    uid: str
    label: str
    started: datetime
    last_key: datetime | None
    last_task: datetime | None
    last_beat: datetime | None
    suggested: datetime
    seconds_if_ended: int
    seconds_if_kept: int
    why: Literal["gap", "silence"]


def forgotten(store: Store, now: datetime, *, gap: bool) -> Forgotten | None:
    """The open session to ask about, the one in front first; None when all is well.

    `gap` is True at a program's start and after the clock jumped: then a silence of every program
    for more than 10 minutes is reason enough. A paused session asks nothing.
    """
    for each in open_sessions(store, now):
        if each.session.paused:
            continue
        found = _ask(store, now, each, gap=gap)
        if found is not None:
            return found
    return None


def last_sign(store: Store, now: datetime, session: Session) -> datetime:
    """The latest sign of life on a session: key, task, heartbeat, or what was done to it."""
    signs = store.signs_of_life()
    return _latest(session, now, signs.key, signs.heartbeat)


def _latest(session: Session, now: datetime, *signs: datetime | None) -> datetime:
    own = [session.started, session.fronted, session.last_task]
    own += [each for pause in session.pauses for each in (pause.started, pause.ended)]
    known = [sign for sign in (*own, *signs) if sign is not None and sign <= now]
    return max(session.started, *known) if known else session.started


def _ask(store: Store, now: datetime, each: SessionView, *, gap: bool) -> Forgotten | None:
    session = each.session
    signs = store.signs_of_life()
    touched = _latest(session, now, signs.key)
    alive = _latest(session, now, signs.key, signs.heartbeat)
    platform = directory(store).platforms.get(session.platform)
    minutes = STILL_AFTER
    if platform is not None and platform.still_after is not None:
        minutes = platform.still_after
    silent = bool(minutes) and now - touched >= 2 * timedelta(minutes=minutes)
    if gap and now - alive > GAP:
        why: Literal["gap", "silence"] = "gap"
        suggested = alive
    elif silent:
        why, suggested = "silence", touched
    else:
        return None
    # Time that was answered for ("keep") is a sign of its own: it lies in `fronted`.
    return Forgotten(
        each.id,
        session.uid,
        directory(store).label(session),
        session.started,
        signs.key if signs.key and signs.key >= session.started else None,
        session.last_task,
        signs.heartbeat if signs.heartbeat and signs.heartbeat >= session.started else None,
        suggested,
        session.seconds(now) - _worked_after(session, suggested, now),
        each.seconds,
        why,
    )


def _worked_after(session: Session, moment: datetime, now: datetime) -> int:
    return sum(
        int((end - max(start, moment)).total_seconds())
        for start, end in session.worked(now)
        if end > moment
    )


def still(store: Store, now: datetime) -> str | None:
    """`Still UHRS? 2:10, last key 14:02`: one silent line after the platform's interval."""
    running = [each for each in open_sessions(store, now) if not each.session.paused]
    if not running:
        return None
    first = running[0]
    platform = directory(store).platforms.get(first.session.platform)
    minutes = STILL_AFTER
    if platform is not None and platform.still_after is not None:
        minutes = platform.still_after
    signs = store.signs_of_life()
    touched = _latest(first.session, now, signs.key)
    if not minutes or now - touched < timedelta(minutes=minutes):
        return None
    label = directory(store).label(first.session)
    return f"Still {label}? {hm(first.seconds)}, last sign {calendar(store).clock(touched)}"
