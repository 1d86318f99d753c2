"""Sessions as every place shows them: names looked up, time and pay worked out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from taskwell.errors import BadInput
from taskwell.figures.pay import estimate
from taskwell.money.amounts import Money
from taskwell.queries.directory import Directory, directory
from taskwell.queries.settings import calendar
from taskwell.records import session as records
from taskwell.records.session import KINDS, Session
from taskwell.store.store import Store
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.instants import to_text
from taskwell.timekeeping.intervals import shared_seconds


@dataclass(frozen=True, slots=True)
class SessionView:
    """One session with what is worked out about it; seconds without pauses, up to `now` if open.

    `estimated` is what the rate says while nothing is confirmed. `overlap` are the seconds that
    other sessions ran at the same time.
    """

    id: int
    session: Session
    platform: str
    project: str | None
    seconds: int
    estimated: Money | None
    overlap: int = 0

    @property
    def money(self) -> Money | None:
        """What it brought, else what it should bring."""
        return self.session.earned or self.estimated

    def json(self) -> dict[str, object]:
        """As scripts read it."""
        session = self.session
        return {
            "uid": session.uid,
            "platform": self.platform,
            "project": self.project,
            "kind": session.kind,
            "outcome": session.outcome,
            "started": to_text(session.started),
            "ended": to_text(session.ended) if session.ended else None,
            "zone": session.zone,
            "seconds": self.seconds,
            "pauses": [
                [to_text(pause.started), to_text(pause.ended) if pause.ended else None]
                for pause in session.pauses
            ],
            "tasks": session.tasks,
            "earned": session.earned.json() if session.earned else None,
            "estimated": self.estimated.json() if self.estimated else None,
            "exposure": session.exposure,
            "note": session.note,
            "tags": list(session.tags),
        }


def view(
    number: int, document: Mapping[str, object], now: datetime, names: Directory, days: Calendar
) -> SessionView:
    """The view of one document."""
    session = records.from_document(document)
    seconds = session.seconds(now)
    rate = names.rate(session, days.day_of(session.started))
    return SessionView(
        number,
        session,
        names.platform_name(session.platform),
        names.project_name(session.project),
        seconds,
        estimate(session, rate, seconds),
    )


def views(
    store: Store, entries: Iterable[tuple[int, Mapping[str, object]]], now: datetime
) -> list[SessionView]:
    """The views of documents, in their order, with what they share with each other."""
    names, days = directory(store), calendar(store)
    found = [view(number, document, now, names, days) for number, document in entries]
    return list(with_overlaps(found, now))


def with_overlaps(found: list[SessionView], now: datetime) -> Iterator[SessionView]:
    """The same views with the seconds that others of them ran at the same time."""
    ordered = sorted(found, key=lambda each: each.session.started)
    shared: dict[int, int] = {}
    active: list[SessionView] = []
    for each in ordered:
        started = each.session.started
        active = [other for other in active if other.session.interval(now)[1] > started]
        for other in active:
            both = shared_by(each.session, other.session, now)
            if both:
                shared[each.id] = shared.get(each.id, 0) + both
                shared[other.id] = shared.get(other.id, 0) + both
        active.append(each)
    for each in found:
        yield replace(each, overlap=shared[each.id]) if each.id in shared else each


def shared_by(one: Session, other: Session, now: datetime) -> int:
    """The seconds in which both sessions were worked on; a rest of either is none of them."""
    if not one.pauses and not other.pauses:
        return shared_seconds(one.interval(now), other.interval(now))
    theirs = other.worked(now)
    return sum(shared_seconds(mine, each) for mine in one.worked(now) for each in theirs)


def sessions(
    store: Store,
    now: datetime,
    *,
    first: date | None = None,
    last: date | None = None,
    platform: str | None = None,
    project: str | None = None,
    kind: str | None = None,
    tag: str | None = None,
) -> list[SessionView]:
    """Sessions that start on the days `first` to `last` (both included), oldest first.

    CouldNot when a confirmed document in the range cannot be read; BadInput for unknown names.
    """
    names, days = directory(store), calendar(store)
    start, end = days.span(first or date.min, last or date.max)
    wanted = names.platform(platform).uid if platform else None
    parts = None
    if project:
        if platform:
            parts = {names.project(names.platform(platform), project).uid}
        else:
            beginning = project.casefold()
            parts = {
                each.uid
                for each in names.projects.values()
                if each.name.casefold().startswith(beginning)
            }
            if not parts:
                raise BadInput(
                    f"There is no project '{project}'", "taskwell project list names all"
                )
    if kind and kind not in KINDS:
        raise BadInput(f"There is no kind '{kind}'", f"use one of {', '.join(KINDS)}")
    entries = store.sessions.between(start, end) if first or last else everything(store)
    found = (view(number, document, now, names, days) for number, document in entries)
    return [
        each
        for each in found
        if start <= each.session.started < end
        and (wanted is None or each.session.platform == wanted)
        and (parts is None or each.session.project in parts)
        and (kind is None or each.session.kind == kind)
        and (tag is None or tag in each.session.tags)
    ]


def everything(store: Store) -> list[tuple[int, Mapping[str, object]]]:
    """Every session document, by start."""
    days = calendar(store)
    start, end = days.span(date.min, date.max)
    return list(store.sessions.between(start, end))


def session(store: Store, now: datetime, uid_beginning: str) -> SessionView:
    """The one session whose uid begins so; BadInput when there is none or more than one."""
    number, document = store.sessions.by_uid(uid_beginning)
    return view(number, document, now, directory(store), calendar(store))


def by_id(store: Store, now: datetime, number: int) -> SessionView | None:
    """The session of a document id."""
    document = store.sessions.get(number)
    if document is None:
        return None
    return view(number, document, now, directory(store), calendar(store))


def open_sessions(store: Store, now: datetime) -> list[SessionView]:
    """The sessions that are not stopped, the one in front first."""
    names, days = directory(store), calendar(store)
    found = [view(number, doc, now, names, days) for number, doc in store.sessions.open()]
    found.sort(
        key=lambda each: (each.session.fronted or each.session.started, each.id), reverse=True
    )
    return found


def front(store: Store, now: datetime) -> SessionView | None:
    """The open session in front: the one fronted last; None when nothing runs."""
    found = open_sessions(store, now)
    return found[0] if found else None


def overlapping(
    store: Store, now: datetime, start: datetime, end: datetime, besides: int | None = None
) -> list[tuple[SessionView, int]]:
    """The other sessions that are worked on inside [start, end), with the seconds they share."""
    margin = timedelta(seconds=1)
    found = []
    for each in views(store, store.sessions.between(start - margin, end + margin), now):
        both = sum(shared_seconds((start, end), piece) for piece in each.session.worked(now))
        if both and each.id != besides:
            found.append((each, both))
    return found
