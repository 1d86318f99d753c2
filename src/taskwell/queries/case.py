"""The facts of a case: what the records say of one platform over some days, and their checksum."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from statistics import median

from taskwell.errors import BadInput
from taskwell.money.amounts import Money, add_up
from taskwell.queries.case_scores import SCORE_FIELDS, Score, scores
from taskwell.queries.directory import Directory, directory
from taskwell.queries.incidents import IncidentView, incidents
from taskwell.queries.sessions import SessionView, view
from taskwell.queries.settings import calendar
from taskwell.records.incident import TABLE as INCIDENTS
from taskwell.records.platform import Platform
from taskwell.store.documents import Doc
from taskwell.store.store import Store
from taskwell.timekeeping.days import ONE_DAY, Calendar
from taskwell.timekeeping.periods import period_of

DAYS_BEFORE = 90
"""Days before an incident that its evidence reaches back to."""
WEEKS = 8
SESSION_FIELDS = (
    "uid", "platform", "project", "kind", "outcome", "started", "ended", "zone", "pauses", "tasks",
    "earned",
)  # fmt: skip
INCIDENT_FIELDS = (
    "uid", "platform", "project", "kind", "opened", "reason", "ticket", "until", "appeal_by",
    "appealed", "amount", "tasks", "messages", "closed", "outcome",
)  # fmt: skip
"""What the checksum is taken over: what the evidence rests on; no note, no tag."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds a task over the sessions that counted tasks: the middle one of their own means.

    `sessions` counted any. `floors` are the shortest times set for them, in seconds; `under` of the
    `held` sessions that have one took less.
    """

    each: float | None = None
    sessions: int = 0
    floors: tuple[int, ...] = ()
    held: int = 0
    under: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """The sums of some sessions; seconds without pauses. `outcomes` are sessions and tasks by word.

    `estimated` is what rates say of work that no amount is confirmed for.
    """

    seconds: int
    paid_seconds: int
    sessions: int
    tasks: int
    earned: tuple[Money, ...]
    estimated: tuple[Money, ...]
    pace: Pace
    outcomes: Mapping[str, tuple[int, int]]
    running: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of a platform from `first` to `last`, days of the person, both included.

    A session belongs to the day it starts on. `incidents` were open on any of the days; `subject`
    is the newest open one of them, else the newest. `scores` are the readings of its metrics on
    these days. `lines` are the records the case rests on, and `digest` the SHA-256 over them, each with a line feed.
    """

    platform: Platform
    days: Calendar
    made: datetime
    first: date
    last: date
    total: Figures
    months: tuple[tuple[str, Figures], ...]
    weeks: tuple[tuple[str, Figures], ...]
    incidents: tuple[IncidentView, ...]
    lines: tuple[str, ...]
    digest: str
    scores: tuple[Score, ...] = ()

    @property
    def subject(self) -> IncidentView | None:
        """The incident that a letter is about."""
        return self.incidents[0] if self.incidents else None


def case(
    store: Store,
    now: datetime,
    platform_uid: str,
    *,
    first: date | None = None,
    last: date | None = None,
) -> Case:
    """The facts about a platform; by default from 90 days before its incident (or today) to today.

    BadInput for an end to come, or before the beginning.
    """
    names, days = directory(store), calendar(store)
    platform = names.platforms.get(platform_uid)
    if platform is None:
        raise BadInput("That platform is gone", "taskwell platform list names all")
    today = days.day_of(now)
    told = incidents(store, now, platform_uid)
    last = last or today
    first = first or _reach(told, last)
    if last > today:
        raise BadInput(f"{last} lies in the future", "name an earlier last day")
    if first > last:
        raise BadInput(f"{first} lies after {last}", "name the earlier day first")
    told = tuple(
        each
        for each in told
        if each.incident.opened <= last and (each.incident.closed or last) >= first
    )
    found = _sessions(store, now, platform_uid, first, last, names, days)
    read, documents = scores(store, platform_uid, *days.span(first, last))
    lines = _lines(store, found, told, documents)
    return Case(
        platform,
        days,
        now,
        first,
        last,
        _figures(found, names),
        tuple(_months(found, first, last, names, days)),
        tuple(_weeks(found, first, last, names, days)),
        told,
        lines,
        sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest(),
        read,
    )


def _reach(told: Sequence[IncidentView], last: date) -> date:
    """90 days before the incident that the last day still knows of, or before that day."""
    begun = next((each.incident.opened for each in told if each.incident.opened <= last), last)
    return begun - timedelta(days=DAYS_BEFORE)


def _sessions(
    store: Store,
    now: datetime,
    platform: str,
    first: date,
    last: date,
    names: Directory,
    days: Calendar,
) -> list[SessionView]:
    """The platform's sessions that start on the days, by start."""
    start, end = days.span(first, last)
    found = [
        view(number, document, now, names, days)
        for number, document in store.sessions.between(start, end)
        if document.get("platform") == platform
    ]
    found = [each for each in found if start <= each.session.started < end]
    return sorted(found, key=lambda each: (each.session.started, each.session.uid))


def _figures(found: Sequence[SessionView], names: Directory) -> Figures:
    outcomes: dict[str, tuple[int, int]] = {}
    for each in found:
        if each.session.outcome:
            sessions, tasks = outcomes.get(each.session.outcome, (0, 0))
            outcomes[each.session.outcome] = sessions + 1, tasks + (each.session.tasks or 0)
    return Figures(
        sum(each.seconds for each in found),
        sum(each.seconds for each in found if each.session.kind == "paid"),
        len(found),
        sum(each.session.tasks or 0 for each in found),
        add_up(each.session.earned for each in found if each.session.earned),
        add_up(each.estimated for each in found if each.estimated),
        _pace(found, names),
        outcomes,
        sum(each.session.open for each in found),
    )


def _pace(found: Iterable[SessionView], names: Directory) -> Pace:
    counted = [
        (each.seconds, each.session.tasks, names.floor(each.session))
        for each in found
        if each.session.kind == "paid" and each.session.tasks and each.seconds
    ]
    if not counted:
        return Pace()
    held = [(seconds, tasks, floor) for seconds, tasks, floor in counted if floor]
    return Pace(
        median(seconds / tasks for seconds, tasks, _ in counted),
        len(counted),
        tuple(sorted({floor for _, _, floor in held})),
        len(held),
        sum(seconds < floor * tasks for seconds, tasks, floor in held),
    )


def _months(
    found: Sequence[SessionView], first: date, last: date, names: Directory, days: Calendar
) -> Iterable[tuple[str, Figures]]:
    """Each month from the first session to the last day."""
    if not found:
        return
    day = max(first, days.day_of(found[0].session.started))
    while day <= last:
        month = period_of("month", day, days)
        yield f"{day:%Y-%m}", _figures(_within(found, month.first, month.last, days), names)
        day = month.last + ONE_DAY


def _weeks(
    found: Sequence[SessionView], first: date, last: date, names: Directory, days: Calendar
) -> Iterable[tuple[str, Figures]]:
    """Each of the last eight weeks that the days reach into."""
    newest = days.week_of(last)
    for back in range(WEEKS - 1, -1, -1):
        begun = newest - timedelta(weeks=back)
        ended = begun + timedelta(days=6)
        if found and ended >= first:
            yield f"{begun} to {ended}", _figures(_within(found, begun, ended, days), names)


def _within(
    found: Iterable[SessionView], first: date, last: date, days: Calendar
) -> list[SessionView]:
    start, end = days.span(first, last)
    return [each for each in found if start <= each.session.started < end]


def _lines(
    store: Store,
    found: Sequence[SessionView],
    told: Iterable[IncidentView],
    read: Iterable[Doc],
) -> tuple[str, ...]:
    """The records as canonical JSON: the sessions by start, the incidents by opening day, then the
    readings by instant."""
    lines = [_canonical(store.sessions.get(each.id) or {}, SESSION_FIELDS) for each in found]
    documents = {str(each.get("uid")): each for each in store.core(INCIDENTS).values()}
    ordered = sorted(told, key=lambda each: (each.incident.opened, each.uid))
    lines += [_canonical(documents[each.uid], INCIDENT_FIELDS) for each in ordered]
    lines += [_canonical(each, SCORE_FIELDS) for each in read]
    return tuple(lines)


def counted(number: int, what: str) -> str:
    """`1 session`, `2 sessions`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _canonical(document: Doc, fields: Sequence[str]) -> str:
    kept = {key: document[key] for key in fields if key in document}
    return json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
