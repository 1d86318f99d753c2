"""The curve of a metric over a period: dots, thresholds, incidents, and where a warning began."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import ceil, floor

from taskwell.queries.incidents import incidents
from taskwell.queries.quality import metric_state
from taskwell.queries.quality_cards import Curve, Dot, Event
from taskwell.queries.roster_words import day_text
from taskwell.queries.settings import calendar
from taskwell.queries.tracks import Track, track
from taskwell.records.metric import PLACES, Metric, unscaled
from taskwell.store.store import Store
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.instants import from_text, to_text

MOST_DOTS = 60
BATCH = 20
"""Answers in a dot, at least: the share of fewer jumps about."""
_STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class Span:
    """A period of the curve: so many days (None: everything), so many periods back from today."""

    days: int | None = 90
    back: int = 0


SPANS = (30, 90, 365, None)
"""The lengths of a period, shorter to longer."""


def curve(store: Store, now: datetime, uid: str, span: Span) -> Curve | None:
    """The curve of a metric; None where access is the only sign. KeyError for an unknown uid."""
    readings = track(store, uid)
    metric = readings.metric
    if metric.kind == "access":
        return None
    days = calendar(store)
    first, last = _period(readings, days, days.day_of(now), span)
    start, end = days.bounds(first)[0], days.bounds(last)[1]
    low = bisect_left(readings.rows, to_text(start), key=_at)
    high = bisect_left(readings.rows, to_text(end), key=_at)
    if readings.counted:
        dots, of = _batches(readings, days, low, high)
    else:
        dots, of = _values(readings, days, low, high)
    alarm = metric_state(store, now, metric).alarm
    bottom, top = _bounds(metric, [each.value for each in dots])
    return Curve(
        first,
        last,
        bottom,
        top,
        tuple(dots),
        tuple(
            (float(each.value), each.meaning)
            for each in metric.thresholds
            if bottom <= float(each.value) <= top
        ),
        tuple(_events(store, now, metric, first, last)),
        alarm.since if alarm is not None and first <= alarm.since <= last else None,
        of,
        f"{day_text(first, last)} - {day_text(last, days.day_of(now))}",
        low > 0,
        high < len(readings.rows),
    )


def _at(row: Sequence[object]) -> str:
    return str(row[0])


def _period(readings: Track, days: Calendar, today: date, span: Span) -> tuple[date, date]:
    """The first and the last day; everything begins with the first reading, a period no earlier than
    it has to for the oldest."""
    oldest = min(today, days.day_of(from_text(readings.rows[0].at))) if readings.rows else today
    if span.days is None:
        return oldest, today
    last = today - timedelta(days=span.days * span.back)
    first = last - timedelta(days=span.days - 1)
    if span.back == 0:
        # A young metric fills the picture: there is nothing to see before its first reading.
        first = max(first, min(oldest, today - timedelta(days=13)))
    return first, last


def _batches(readings: Track, days: Calendar, low: int, high: int) -> tuple[list[Dot], str]:
    """Right answers in percent, so many answers to a dot."""
    size = _size(readings.totals[high] - readings.totals[low], BATCH)
    dots = []
    for first, last in _groups(readings.totals, size, low, high):
        total = readings.totals[last] - readings.totals[first]
        percent = 100 * (readings.rights[last] - readings.rights[first]) / total
        if readings.metric.direction == "down":
            percent = 100 - percent
        dots.append(Dot(_day(readings, days, last - 1), percent))
    return dots, f"batches of {size}"


def _values(readings: Track, days: Calendar, low: int, high: int) -> tuple[list[Dot], str]:
    """Scores in the metric's unit, each or the means of several."""
    size = _size(readings.counts[high] - readings.counts[low], 1)
    dots = []
    for first, last in _groups(readings.counts, size, low, high):
        n = readings.counts[last] - readings.counts[first]
        mean = round(Fraction(readings.sums[last] - readings.sums[first], n))
        dots.append(Dot(_day(readings, days, last - 1), float(unscaled(readings.turned(mean)))))
    return dots, "each reading" if size == 1 else f"means of {size}"


def _size(many: int, least: int) -> int:
    """How many make a dot: 1, 2, 5, 10, 20, 50 ..., as few as leave no more than MOST_DOTS."""
    ten = 1
    while True:
        for size in (ten, 2 * ten, 5 * ten):
            if size >= least and size * MOST_DOTS >= many:
                return size
        ten *= 10


def _groups(sums: Sequence[int], size: int, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Stretches of readings [first, last) between two indexes with `size` or more in each, by running
    sums. What is left at the end belongs to the newest: fewer than `size` are in one only where there
    are no more. None holds nothing, and the last reading of each is one that counts."""
    total = sums[high]
    at = low
    while sums[at] < total:
        following = bisect_left(sums, min(sums[at] + size, total), at + 1, high + 1)
        if total - sums[following] < size:
            following = bisect_left(sums, total, following, high + 1)
        yield at, following
        at = following


def _day(readings: Track, days: Calendar, index: int) -> date:
    return days.day_of(from_text(readings.rows[index].at))


def _events(
    store: Store, now: datetime, metric: Metric, first: date, last: date
) -> Iterator[Event]:
    for each in incidents(store, now, metric.platform):
        mine = each.incident
        about = metric.project is None or mine.project in (None, metric.project)
        if about and first <= mine.opened <= last:
            yield Event(mine.opened, mine.kind, f"{mine.kind} {day_text(mine.opened, last)}")


def _bounds(metric: Metric, values: Sequence[float]) -> tuple[float, float]:
    """Round ends that hold the dots and the thresholds near them, inside the range."""
    low, high = float(metric.low), float(metric.high)
    if not values:
        near = [float(each.value) for each in metric.thresholds] or [low, high]
        values = near
    bottom, top = min(values), max(values)
    reach = max(top - bottom, (high - low) / 20)
    near = [
        float(each.value)
        for each in metric.thresholds
        if bottom - reach <= float(each.value) <= top + reach
    ]
    bottom, top = min([bottom, *near]), max([top, *near])
    if bottom == top:
        bottom, top = max(low, bottom - (high - low) / 20), min(high, top + (high - low) / 20)
    step = next((each for each in _STEPS if (top - bottom) / each <= 5), _STEPS[-1])
    bottom, top = floor(bottom / step + 1e-9) * step, ceil(top / step - 1e-9) * step
    return max(low, round(bottom, PLACES)), min(high, round(top, PLACES))
