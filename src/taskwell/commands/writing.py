"""What the acts on sessions have in common: one named transaction, places by name, stretches cut."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from msgspec import structs

from taskwell.commands.roster import ensure_platform, ensure_project
from taskwell.errors import BadInput, CouldNot
from taskwell.queries.directory import Directory, directory
from taskwell.queries.sessions import SessionView, open_sessions, overlapping, shared_by
from taskwell.queries.settings import calendar
from taskwell.records import session as records
from taskwell.records.documents import Document
from taskwell.records.ids import new_uid
from taskwell.records.platform import Platform
from taskwell.records.project import Project
from taskwell.records.session import Pause, Session
from taskwell.store.store import Store
from taskwell.store.transactions import REMOVED, Transaction
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.intervals import Interval, merged

SESSIONS = "sessions"
_UNNAMED = "change"
_SECOND = timedelta(seconds=1)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Changed:
    """A session that was changed."""

    uid: str
    label: str


@dataclass(frozen=True, slots=True)
class Edited:
    """A session that was changed, with what it overlaps now as (label, seconds)."""

    uid: str
    label: str
    overlaps: tuple[tuple[str, int], ...] = ()


@contextmanager
def writing(store: Store, now: datetime) -> Iterator[Transaction]:
    """One act: everything read and changed inside is one step, or nothing at all.

    What it is about is known only when other programs wait already: `name` says it from inside.
    """
    with store.transaction(_UNNAMED, at=now) as act:
        yield act


def name(act: Transaction, why: str, *, fold: str | None = None) -> None:
    """Say what an act does, for undo and history; inside a larger act that one's words stay."""
    if act.why == _UNNAMED:
        act.why, act.fold = why, fold


def place_of(
    store: Store, now: datetime, platform: str, project: str | None, *, create: bool
) -> tuple[Platform, Project | None]:
    """The platform and project of names, their beginnings, or uids.

    An unknown one is added with `create`; else BadInput names what comes near.
    """
    names = directory(store)
    home = names.platforms.get(platform)
    if home is None:
        try:
            home = names.platform(platform)
        except BadInput:
            if not create:
                raise
            uid = ensure_platform(store, now, platform)
            names = directory(store)
            home = names.platforms[uid]
    if not project:
        return home, None
    known = names.projects.get(project)
    if known is not None and known.platform == home.uid:
        return home, known
    try:
        return home, names.project(home, project)
    except BadInput:
        if not create:
            raise
        uid = ensure_project(store, now, home.uid, project)
        return home, directory(store).projects[uid]


def replace(
    act: Transaction,
    number: int,
    before: Session,
    after: Session,
    *,
    unknown: Mapping[str, object] | None = None,
) -> None:
    """Update what differs; fields at their default are taken out, unknown ones stay."""
    old, new = records.to_document(before), records.to_document(after)
    changes: Document = {
        key: new.get(key, REMOVED) for key in {**old, **new} if old.get(key) != new.get(key)
    }
    changes |= unknown or {}
    if changes:
        act.update(SESSIONS, number, changes)


def unknown_fields(document: Mapping[str, object]) -> Document:
    """The fields of a document that only a newer version knows."""
    known = Session.__struct_fields__
    return {key: value for key, value in document.items() if key not in known}


def add_like(act: Transaction, number: int, made: Session) -> str:
    """Add a session made from the one of a document, with a uid of its own; that uid."""
    fresh = structs.replace(made, uid=new_uid(), source=None)
    act.insert(SESSIONS, records.to_document(fresh) | unknown_fields(act.get(SESSIONS, number)))
    return fresh.uid


def in_front(others: list[SessionView], now: datetime) -> datetime:
    """A `fronted` later than that of every open session, even if the clock was set back."""
    latest = [each.session.fronted or each.session.started for each in others]
    return max([now, *(each + _SECOND for each in latest)])


def told(at: datetime, now: datetime, days: Calendar) -> str:
    """An instant in a sentence: `14:05` of today, else `Wed 18 Nov 14:05`; seconds if it has any."""
    wall = days.local(at)
    clock = f"{wall:%H:%M:%S}" if wall.second else f"{wall:%H:%M}"
    if wall.date() == days.local(now).date():
        return clock
    year = "" if wall.year == days.local(now).year else f" {wall.year}"
    return f"{wall:%a} {wall.day} {wall:%b}{year} {clock}"


def not_later(at: datetime, now: datetime, what: str, days: Calendar) -> None:
    """BadInput when an instant lies in the future."""
    if at > now:
        raise BadInput(
            f"The {what} lies in the future ({told(at, now, days)})", "give an earlier time"
        )


def ended(
    session: Session, at: datetime | None, now: datetime, label: str, days: Calendar
) -> Session:
    """The session, stopped at `at`, or now (None: then never before its start).

    A rest that lasts ends with it. BadInput for a time to come, before the start or inside a rest.
    """
    if at is not None:
        not_later(at, now, "end", days)
        if at < session.started:
            raise BadInput(
                f"{label} began at {told(session.started, now, days)}, after {told(at, now, days)}",
                "give a later time, or edit its start first",
            )
        for pause in session.pauses:
            if pause.ended is not None and pause.started < at < pause.ended:
                raise BadInput(
                    f"{label} rested from {told(pause.started, now, days)}"
                    f" to {told(pause.ended, now, days)}",
                    f"{told(at, now, days)} lies between: give a time outside",
                )
    else:
        at = max(now, session.started)  # the system's clock may have been set back
    pauses = _inside(session.pauses, session.started, at)
    return structs.replace(session, ended=at, pauses=pauses, fronted=None, pace=())


def _inside(pauses: tuple[Pause, ...], start: datetime, end: datetime | None) -> tuple[Pause, ...]:
    """The pauses as far as they lie in a stretch; one that lasts is closed by an `end`."""
    found = []
    for pause in pauses:
        begun = max(pause.started, start)
        over = pause.ended if end is None else min(pause.ended or end, end)
        if over is None or begun < over:
            found.append(Pause(begun, over))
    return tuple(found)


def within(
    whole: Session, start: datetime, end: datetime | None, now: datetime, label: str
) -> Session:
    """The session with other ends (None: it runs on); rests outside fall away.

    BadInput when nothing would be left.
    """
    if start >= (end or now):
        raise BadInput(f"Nothing would be left of {label}", "delete it instead")
    return structs.replace(
        whole, started=start, ended=end, pauses=_inside(whole.pauses, start, end)
    )


def resting(whole: Session, rests: list[Interval], *, since: datetime | None = None) -> Session:
    """The session with more rests, those that touch put together; a rest that lasts goes on.

    `since` begins one that lasts.
    """
    lasting = [pause.started for pause in whole.pauses if pause.ended is None]
    closed = [(each.started, each.ended) for each in whole.pauses if each.ended is not None]
    if since is not None:
        lasting.append(since)
    found = merged([*closed, *rests])
    if not lasting:
        return structs.replace(whole, pauses=tuple(Pause(*each) for each in found))
    begun = min(lasting)
    while found and found[-1][1] >= begun:
        begun = min(begun, found.pop()[0])
    return structs.replace(whole, pauses=(*(Pause(*each) for each in found), Pause(begun)))


def without(whole: Session, hole: Interval, now: datetime, label: str) -> Session:
    """The session without a stretch: shorter where that lies at an end, else with a rest in it.

    BadInput when nothing would be left, or when its end is cut while it runs.
    """
    start, end = whole.interval(now)
    if hole[1] <= start or hole[0] >= end:
        return whole
    if hole[0] <= start:
        return within(whole, hole[1], whole.ended, now, label)
    if hole[1] < end:
        return resting(whole, [hole])
    if whole.ended is None:
        raise BadInput(f"{label} still runs", "stop it before its end is trimmed")
    return within(whole, start, hole[0], now, label)


def overlaps(
    store: Store, now: datetime, mine: Session, number: int | None = None
) -> list[tuple[SessionView, int]]:
    """The other sessions that work at the same time as this one, with the seconds they share."""
    start, end = mine.interval(now)
    found = []
    for each, _ in overlapping(store, now, start, end, number):
        seconds = shared_by(mine, each.session, now)
        if seconds:
            found.append((each, seconds))
    return found


def named_overlaps(
    found: list[tuple[SessionView, int]], names: Directory
) -> tuple[tuple[str, int], ...]:
    """Overlaps as (label, seconds)."""
    return tuple((names.label(each.session), seconds) for each, seconds in found)


def after_the_last(store: Store, now: datetime, at: datetime) -> datetime:
    """A start typed to the minute, moved to the end of a session that stopped in that minute.

    So a stop and a start in the same minute never overlap.
    """
    if at.second:
        return at
    ends = [
        each.session.ended
        for each, _ in overlapping(store, now, at, at + _MINUTE)
        if each.session.started <= at and each.session.ended is not None
    ]
    return max([at, *(end for end in ends if end < min(at + _MINUTE, now))])


def open_session(store: Store, now: datetime, uid: str | None = None) -> SessionView:
    """The open session in front, or the one whose uid begins so; CouldNot when there is none."""
    others = open_sessions(store, now)
    if uid is None:
        if not others:
            raise CouldNot("Nothing is running", "start with taskwell start PLATFORM")
        return others[0]
    found = [each for each in others if each.session.uid.startswith(uid.strip().lower())]
    if len(found) != 1:
        raise CouldNot(
            "That session does not run any more" if not found else f"'{uid}' could be several",
            "taskwell status says what runs",
        )
    return found[0]


def stop_open(
    store: Store, act: Transaction, each: SessionView, at: datetime | None, now: datetime
) -> Session:
    """Stop an open session in the running transaction, at `at` or now."""
    label = directory(store).label(each.session)
    made = ended(each.session, at, now, label, calendar(store))
    replace(act, each.id, each.session, made)
    return made


def refuse_outside(
    session: Session, at: datetime, now: datetime, label: str, over: datetime, store: Store
) -> None:
    """BadInput when a moment is to come, or lies before a session's start or its last rest's end."""
    days = calendar(store)
    not_later(at, now, "time", days)
    if at < session.started:
        raise BadInput(
            f"{label} began at {told(session.started, now, days)}, after {told(at, now, days)}",
            "give a later time",
        )
    if at < over:
        raise BadInput(
            f"{label} rested until {told(over, now, days)}, after {told(at, now, days)}",
            "give a later time",
        )
