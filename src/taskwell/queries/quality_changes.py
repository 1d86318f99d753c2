"""What changed about the day a score began to fall: pace, hours, the project, the time of day.

Two things that changed together; never why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from taskwell.queries.directory import directory
from taskwell.queries.settings import calendar
from taskwell.records import session as sessions
from taskwell.records.metric import Metric
from taskwell.records.text import visible
from taskwell.store.store import Store
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.durations import hm

BEFORE, AFTER = timedelta(days=28), timedelta(days=14)
"""The days before that are held against those from the day on."""
LEAST = 5
"""Sessions, or days, on each side from which a difference is told."""
PACE, HOURS, CLOCK = 0.15, 0.25, 3
"""Differences that are told: a share of the time a task took, of a day's hours, hours of the clock."""


@dataclass(frozen=True, slots=True)
class _Worked:
    day: date
    hour: float
    seconds: int
    tasks: int
    project: str | None
    here: bool


def changes(store: Store, now: datetime, metric: Metric, since: date) -> tuple[str, ...]:
    """What was different in the two weeks from a day on and the four weeks before, a few words each:
    `36 to 30 s a task`, `4:10 to 6:20 h a day`, `now mostly Side by side`, `start 9:00 to 14:00`."""
    days = calendar(store)
    first, last = since - BEFORE, min(since + AFTER, days.day_of(now) + timedelta(days=1))
    worked = list(_worked(store, now, metric, days, first, last))
    before = [each for each in worked if each.day < since]
    after = [each for each in worked if each.day >= since]
    found = (
        _pace(before, after),
        _hours(before, after),
        _project(store, metric, before, after),
        _clock(before, after),
    )
    return tuple(each for each in found if each)


def _worked(
    store: Store, now: datetime, metric: Metric, days: Calendar, first: date, last: date
) -> Iterator[_Worked]:
    start, end = days.bounds(first)[0], days.bounds(last)[0]
    for _, document in store.sessions.between(start, end):
        session = sessions.from_document(document)
        if not start <= session.started < end:
            continue
        local = days.local(session.started)
        yield _Worked(
            days.day_of(session.started),
            local.hour + local.minute / 60,
            session.seconds(now),
            session.tasks or 0,
            session.project,
            session.platform == metric.platform and session.kind == "paid",
        )


def _pace(before: Sequence[_Worked], after: Sequence[_Worked]) -> str:
    old, new = (
        [each.seconds / each.tasks for each in side if each.here and each.tasks and each.seconds]
        for side in (before, after)
    )
    if min(len(old), len(new)) < LEAST:
        return ""
    was, now = median(old), median(new)
    return f"{was:.0f} to {now:.0f} s a task" if abs(now - was) >= PACE * was else ""


def _hours(before: Sequence[_Worked], after: Sequence[_Worked]) -> str:
    old, new = (_by_day(before), _by_day(after))
    if min(len(old), len(new)) < LEAST:
        return ""
    was, now = median(old), median(new)
    return f"{hm(round(was))} to {hm(round(now))} h a day" if abs(now - was) >= HOURS * was else ""


def _by_day(worked: Sequence[_Worked]) -> list[int]:
    """Seconds of each day on which anything was worked, on any platform."""
    found: Counter[date] = Counter()
    for each in worked:
        found[each.day] += each.seconds
    return list(found.values())


def _project(
    store: Store, metric: Metric, before: Sequence[_Worked], after: Sequence[_Worked]
) -> str:
    if metric.project is not None:
        return ""
    old, new = ([each for each in side if each.here] for side in (before, after))
    if min(len(old), len(new)) < LEAST:
        return ""
    was, now = _most(old), _most(new)
    name = directory(store).project_name(now)
    return f"now mostly {visible(name)}" if name is not None and was != now else ""


def _most(worked: Sequence[_Worked]) -> str | None:
    """The project worked on longest."""
    seconds: Counter[str | None] = Counter()
    for each in worked:
        seconds[each.project] += each.seconds
    return max(seconds, key=lambda each: (seconds[each], each or ""))


def _clock(before: Sequence[_Worked], after: Sequence[_Worked]) -> str:
    old, new = ([each.hour for each in side if each.here] for side in (before, after))
    if min(len(old), len(new)) < LEAST:
        return ""
    was, now = median(old), median(new)
    if abs(now - was) < CLOCK:
        return ""
    return f"start {int(was)}:00 to {int(now)}:00"
