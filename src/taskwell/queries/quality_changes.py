"""What changed about the day a score began to fall: pace, hours, project, time of day, tiredness.

Two things that changed together; never why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median
from weakref import WeakKeyDictionary

from taskwell.figures.rollup import wall
from taskwell.queries.checkins import entries
from taskwell.queries.directory import directory
from taskwell.queries.settings import calendar
from taskwell.records import session as sessions
from taskwell.records.metric import Metric
from taskwell.records.text import visible
from taskwell.store.store import Store
from taskwell.timekeeping.days import ONE_DAY, Calendar
from taskwell.timekeeping.durations import hm

BEFORE, AFTER = timedelta(days=28), timedelta(days=14)
"""The days before that are held against those from the day on."""
LEAST = 5
"""Sessions, or days, on each side from which a difference is told."""
PACE, HOURS, CLOCK = 0.15, 0.25, 3 * 60
"""Differences that are told: a share of the time a task took, of a day's hours, minutes of the clock."""
TIRED = 1
"""The same for the middle of the check-ins' answers, 1 to 5."""
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class _Worked:
    """A stopped session: its day, the minute of the wall clock it began at, seconds worked, and the
    stretches of them (seconds of the epoch).

    `here`: paid work on the metric's platform; `measured`: and on its project, if it has one.
    """

    day: date
    minute: int
    seconds: int
    stretches: tuple[tuple[int, int], ...]
    tasks: int
    project: str | None
    here: bool
    measured: bool


@dataclass(slots=True)
class _Known:
    """What was found after a change of the store."""

    version: object = None
    found: dict[tuple[str, date, date], tuple[str, ...]] = field(default_factory=dict)


_KNOWN: WeakKeyDictionary[Store, _Known] = WeakKeyDictionary()


def changes(store: Store, now: datetime, metric: Metric, since: date) -> tuple[str, ...]:
    """What was different in the two weeks from a day on and the four weeks before, a few words each:
    `36 to 30 s a task`, `4:10 to 6:20 h a day`, `now mostly Side by side`, `start 9:00 to 14:00`,
    `tired 2 to 3`.

    Only sessions that are stopped count, by the day they start on, and check-ins that were made on
    their day; only those days are read, and again only after a change. What check-ins say is for the
    person's own screen: no evidence may hold it.
    """
    days = calendar(store)
    last = min(since + AFTER, days.day_of(now) + ONE_DAY)
    version, asked = (store.sequence, store.diary.sequence, days), (metric.uid, since, last)
    known = _KNOWN.get(store)
    if known is None or known.version != version:
        known = _KNOWN[store] = _Known(version)
    if asked not in known.found:
        known.found[asked] = tuple(_changes(store, metric, days, since, last))
    return known.found[asked]


def _changes(
    store: Store, metric: Metric, days: Calendar, since: date, last: date
) -> Iterator[str]:
    worked = list(_worked(store, metric, days, since - BEFORE, last))
    before = [each for each in worked if each.day < since]
    after = [each for each in worked if each.day >= since]
    for told in (
        _pace(before, after),
        _hours(before, after),
        _project(store, metric, before, after),
        _clock(before, after),
        _tired(store, since, last - ONE_DAY),
    ):
        if told:
            yield told


def _worked(
    store: Store, metric: Metric, days: Calendar, first: date, last: date
) -> Iterator[_Worked]:
    start, end = days.bounds(first)[0], days.bounds(last)[0]
    for _, document in store.sessions.between(start, end):
        session = sessions.from_document(document)
        if session.ended is None or not start <= session.started < end:
            continue
        local = days.local(session.started)
        here = session.platform == metric.platform and session.kind == "paid"
        yield _Worked(
            days.day_of(session.started),
            local.hour * 60 + local.minute,
            session.seconds(session.ended),
            tuple(
                (int(begun.timestamp()), int(over.timestamp()))
                for begun, over in session.worked(session.ended)
            ),
            session.tasks or 0,
            session.project,
            here,
            here and metric.project in (None, session.project),
        )


def _pace(before: Sequence[_Worked], after: Sequence[_Worked]) -> str:
    old, new = (
        [
            each.seconds / each.tasks
            for each in side
            if each.measured and each.tasks and each.seconds
        ]
        for side in (before, after)
    )
    if min(len(old), len(new)) < LEAST:
        return ""
    was, now = median(old), median(new)
    places = 0 if min(was, now) >= 10 else 1
    told = f"{was:.{places}f} to {now:.{places}f} s a task"
    return told if abs(now - was) >= PACE * was else ""


def _hours(before: Sequence[_Worked], after: Sequence[_Worked]) -> str:
    old, new = (_by_day(before), _by_day(after))
    if min(len(old), len(new)) < LEAST:
        return ""
    was, now = median(old), median(new)
    return f"{hm(round(was))} to {hm(round(now))} h a day" if abs(now - was) >= HOURS * was else ""


def _by_day(worked: Sequence[_Worked]) -> list[int]:
    """Seconds of each day on which anything was worked, on any platform; overlaps count once."""
    found: dict[date, list[tuple[int, int]]] = {}
    for each in worked:
        if each.seconds:
            found.setdefault(each.day, []).extend(each.stretches)
    return [wall(stretches) for stretches in found.values()]


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
    """The project that took more than half of the time; None without one."""
    seconds: Counter[str | None] = Counter()
    for each in worked:
        seconds[each.project] += each.seconds
    most = max(seconds, key=lambda each: seconds[each])
    return most if 2 * seconds[most] > seconds.total() else None


def _clock(before: Sequence[_Worked], after: Sequence[_Worked]) -> str:
    old, new = ([each.minute for each in side if each.measured] for side in (before, after))
    if min(len(old), len(new)) < LEAST:
        return ""
    cut = _cut([*old, *new])
    was, now = (median((each - cut) % _DAY for each in side) for side in (old, new))
    away = abs(now - was)
    if min(away, _DAY - away) < CLOCK:
        return ""
    return f"start {_oclock(was + cut)} to {_oclock(now + cut)}"


def _tired(store: Store, since: date, last: date) -> str:
    told = {
        day: each.tired
        for day, each in entries(store, since - BEFORE, last).items()
        if each.tired is not None and not each.recalled
    }
    old = [tired for day, tired in told.items() if day < since]
    new = [tired for day, tired in told.items() if day >= since]
    if min(len(old), len(new)) < LEAST:
        return ""
    was, now = median(old), median(new)
    return f"tired {was:g} to {now:g}" if abs(now - was) >= TIRED else ""


def _cut(minutes: Sequence[int]) -> int:
    """Where the longest time of the day without a start ends: a night's work is cut by no midnight."""
    ordered = sorted(minutes)
    gaps = [(each - earlier, each) for earlier, each in pairwise([ordered[-1] - _DAY, *ordered])]
    return max(gaps)[1]


def _oclock(minute: float) -> str:
    return f"{round(minute / 60) % 24}:00"
