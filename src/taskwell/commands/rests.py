"""Rests: begun, gone on from, and what is said to one that is due.

A rest is a pause of all that runs, kept with the sessions; the answers are kept in the diary.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from msgspec import structs

from taskwell.commands.writing import in_front, name, replace, resting, writing
from taskwell.errors import BadInput, CouldNot
from taskwell.figures.rests import RestClock
from taskwell.queries.directory import directory
from taskwell.queries.rests import clock
from taskwell.queries.sessions import SessionView, open_sessions
from taskwell.queries.settings import calendar, value
from taskwell.records.ids import new_uid
from taskwell.records.rest import POSTPONE, SKIP, SNOOZE, TABLE, RestAnswer, to_document
from taskwell.records.session import Pause
from taskwell.store.store import Store

SNOOZES = (30, 60, 120)
"""Minutes a rest can be snoozed for; afterwards it speaks again by itself."""


@dataclass(frozen=True, slots=True)
class Rested:
    """A rest that was begun or ended: the uid and label of the front session, and how many others."""

    uid: str
    label: str
    others: int = 0


@dataclass(frozen=True, slots=True)
class Answered:
    """What was said to a rest: the uid of the answer, and the clock afterwards."""

    uid: str
    clock: RestClock


def start(store: Store, now: datetime) -> Rested:
    """Pause everything that runs, from now on. CouldNot when nothing does."""
    with writing(store, now) as act:
        found = open_sessions(store, now)
        running = [each for each in found if not each.session.paused]
        if not running:
            what = "A rest goes on already" if found else "Nothing is running"
            hint = "taskwell resume goes on" if found else "a break counts by itself"
            raise CouldNot(what, hint)
        name(act, "rest", fold=f"rest:{now.isoformat()}")
        for each in running:
            over = [pause.ended for pause in each.session.pauses if pause.ended is not None]
            when = max([each.session.started, now, *over])
            replace(act, each.id, each.session, resting(each.session, [], since=when))
    return _told(store, running)


def go_on(store: Store, now: datetime) -> Rested:
    """Go on with everything that was paused together with the front session. CouldNot if it runs."""
    with writing(store, now) as act:
        found = open_sessions(store, now)
        since = _paused_since(found[0]) if found else None
        if since is None:
            raise CouldNot("No rest goes on", "taskwell rest start begins one")
        name(act, "go on after a rest")
        together = [each for each in found if _paused_since(each) == since]
        for each in reversed(together):  # the front one stays in front
            closed = tuple(pause for pause in each.session.pauses if pause.ended is not None)
            if now > since:
                closed = (*closed, Pause(since, now))
            others = [other for other in open_sessions(store, now) if other.id != each.id]
            made = structs.replace(each.session, pauses=closed, fronted=in_front(others, now))
            replace(act, each.id, each.session, made)
    return _told(store, together)


def take_back(store: Store, now: datetime, since: datetime) -> None:
    """A rest that was begun at a moment was none: work went on. Nothing happens when it is gone."""
    with writing(store, now) as act:
        name(act, "no rest", fold=f"rest:{since.isoformat()}")
        for each in open_sessions(store, now):
            if _paused_since(each) == since:
                closed = tuple(pause for pause in each.session.pauses if pause.ended is not None)
                replace(act, each.id, each.session, structs.replace(each.session, pauses=closed))


def postpone(store: Store, now: datetime) -> Answered:
    """Put the next rest off by the time the settings say."""
    seconds = value(store, "rest_postpone")
    return _say(store, now, POSTPONE, seconds if isinstance(seconds, int) else 300)


def skip(store: Store, now: datetime) -> Answered:
    """Let a rest go: the clock begins anew."""
    return _say(store, now, SKIP, 0)


def snooze(store: Store, now: datetime, minutes: int = SNOOZES[0]) -> Answered:
    """Say nothing about rests for a while. BadInput for other minutes than 30, 60 and 120."""
    if minutes not in SNOOZES:
        known = ", ".join(map(str, SNOOZES))
        raise BadInput(f"{minutes} minutes are no time to snooze", f"use one of {known}")
    return _say(store, now, SNOOZE, minutes * 60)


def _say(store: Store, now: datetime, answer: str, seconds: int) -> Answered:
    before = clock(store, now)
    if before.due_in is None:
        raise CouldNot("Rests are switched off", "taskwell config set rest_after 50m begins them")
    if not open_sessions(store, now):
        raise CouldNot("Nothing is running", "a break counts by itself")
    made = RestAnswer(
        uid=new_uid(), at=now, answer=answer, seconds=seconds, zone=calendar(store).zone_name
    )
    with store.diary.transaction(f"{answer} a rest", at=now) as act:
        act.insert(TABLE, to_document(made))
    return Answered(made.uid, clock(store, now))


def _paused_since(each: SessionView) -> datetime | None:
    return next((pause.started for pause in each.session.pauses if pause.ended is None), None)


def _told(store: Store, found: list[SessionView]) -> Rested:
    first = found[0]
    return Rested(first.session.uid, directory(store).label(first.session), len(found) - 1)
