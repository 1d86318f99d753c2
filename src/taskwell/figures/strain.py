"""What check-ins come to: strain, recovery, what is usual, medians, and what lasts.

Sources: design of the check-in (strain and recovery are means of answers from 1 to 5 on a scale from
0 to 100); the median absolute deviation times 1.48 estimates a standard deviation (Rousseeuw and
Croux, "Alternatives to the Median Absolute Deviation", 1993).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean, median

NEEDED_FOR_STRAIN = 3
NEEDED_FOR_RECOVERY = 2
LAST = 3
"""Entries that the present is judged by."""
BEFORE = 28
"""Days before those that say what is usual."""
NEEDED_FOR_USUAL = 10
LEAST_RISE = 12.5
MAD_TO_DEVIATION = 1.48
WEEK = 7
DISCOMFORT, OF_ENTRIES, TIMES = 4, 5, 3
"""Body or eyes at 4 or more on 3 of the last 5 entries."""


def strain(
    tired: int | None, tense: int | None, eyes: int | None, body: int | None
) -> float | None:
    """25 * (mean of the answers - 1), 0 to 100; None with fewer than three of the four."""
    return _scaled((tired, tense, eyes, body), NEEDED_FOR_STRAIN)


def recovery(switch_off: int | None, pace: int | None, refuse: int | None) -> float | None:
    """25 * (mean of the answers - 1), 0 to 100, more is better; None with fewer than two of three."""
    return _scaled((switch_off, pace, refuse), NEEDED_FOR_RECOVERY)


def _scaled(answers: Iterable[int | None], needed: int) -> float | None:
    given = [answer for answer in answers if answer is not None]
    return 25 * (fmean(given) - 1) if len(given) >= needed else None


def whole(value: float) -> int:
    """A figure from 0 to 100 as it is shown, halves rounded up."""
    return int(value + 0.5)


@dataclass(frozen=True, slots=True)
class Usual:
    """The present beside what is usual: `now` the mean of the last entries, `usual` the median of the
    `n` before, `limit` from where on it is above; None where there are too few."""

    now: float | None
    usual: float | None
    n: int
    limit: float | None

    @property
    def above(self) -> bool:
        """Whether the present is above the usual."""
        return self.now is not None and self.limit is not None and self.now >= self.limit


def usual(by_day: Mapping[date, float]) -> Usual:
    """What is usual is the median of the 28 days before the last three entries, of ten at least."""
    days = sorted(by_day)
    last = days[-LAST:]
    if len(last) < LAST:
        return Usual(None, None, 0, None)
    now = fmean(by_day[day] for day in last)
    earliest = last[0] - timedelta(days=BEFORE)
    before = [by_day[day] for day in days[:-LAST] if day >= earliest]
    if len(before) < NEEDED_FOR_USUAL:
        return Usual(now, None, len(before), None)
    middle = median(before)
    spread = median(abs(value - middle) for value in before)
    limit = middle + max(LEAST_RISE, MAD_TO_DEVIATION * spread)
    return Usual(now, middle, len(before), limit)


def median_around(by_day: Mapping[date, float], day: date, days: int = WEEK) -> float | None:
    """The median of the `days` days up to and with a day; None without an entry in them."""
    found = [by_day[each] for ago in range(days) if (each := day - timedelta(days=ago)) in by_day]
    return median(found) if found else None


def weekday_medians(by_day: Mapping[date, float]) -> tuple[tuple[float | None, int], ...]:
    """Median and number of entries for Monday to Sunday."""
    groups: list[list[float]] = [[] for _ in range(7)]
    for day, value in by_day.items():
        groups[day.weekday()].append(value)
    return tuple((median(group) if group else None, len(group)) for group in groups)


def lasts(answers: Sequence[int], least: int = DISCOMFORT, of: int = OF_ENTRIES) -> int:
    """How many of the last `of` answers are `least` or more, if that is three or more; else 0."""
    times = sum(answer >= least for answer in answers[-of:])
    return times if times >= TIMES else 0


def lingers(answers: Sequence[int]) -> bool:
    """Whether something came back a lot at the last entry, or clearly in 3 of the last 7."""
    return bool(answers) and (answers[-1] >= 4 or lasts(answers, 3, 7) > 0)
