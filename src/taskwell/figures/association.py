"""Whether two daily figures of one person go together, told only where chance is an unlikely reason.

Both series are freed of their straight trend, compared by Spearman's rank correlation, and the
number of days is cut down by what each day has in common with the day before. Sources: Fisher's
transformation with the standard error of Bonett and Wright, "Sample size requirements for estimating
Pearson, Kendall and Spearman correlations", 2000; the effective sample size after Bartlett, 1935.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import atanh, sqrt, tanh
from statistics import fmean, median
from typing import Literal

WINDOW = 180
"""Days that are looked at, the last one included."""
COUNTED, SCATTERED, STABLE = 14, 30, 60
"""Pairs from which on a scatter is drawn, a link may be told, and both halves have to agree."""
Z = 2.64
LEAST_EFFECTIVE = 4.5
LARGEST_PRODUCT = 0.9
NEEDED_IN_GROUP = 10
Verdict = Literal["too few", "too early", "no link", "linked", "not stable"]
Pair = tuple[date, float, float]
"""The day of the second figure, the first figure, the second."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a pair of series says: `rho` and its `interval` where there are 30 pairs or more.

    Only the verdict "linked" is a claim, and never one about causes.
    """

    n: int
    verdict: Verdict
    rho: float | None = None
    effective: float | None = None
    interval: tuple[float, float] | None = None


def paired(
    first: Mapping[date, float], second: Mapping[date, float], last: date, *, later: int = 0
) -> list[Pair]:
    """The days up to `last` with both figures, the second one exactly `later` days after the first."""
    begin = last - timedelta(days=WINDOW - 1)
    found = []
    for day in sorted(second):
        before = day - timedelta(days=later)
        if begin <= day <= last and before in first:
            found.append((day, first[before], second[day]))
    return found


def link(pairs: Sequence[Pair]) -> Link:
    """The verdict on pairs in the order of their days."""
    n = len(pairs)
    if n < COUNTED:
        return Link(n, "too few")
    if n < SCATTERED:
        return Link(n, "too early")
    rho, effective = _correlation(pairs)
    if rho is None:
        return Link(n, "no link")
    error = sqrt((1 + rho * rho / 2) / (effective - 3))
    middle = atanh(max(-0.999999, min(0.999999, rho)))
    interval = (tanh(middle - Z * error), tanh(middle + Z * error))
    verdict: Verdict = "linked" if interval[0] > 0 or interval[1] < 0 else "no link"
    if verdict == "linked" and n >= STABLE and not _both_halves(pairs, rho):
        verdict = "not stable"
    return Link(n, verdict, rho, effective, interval)


def _both_halves(pairs: Sequence[Pair], rho: float) -> bool:
    """Whether each half of the days says the same by itself."""
    middle = len(pairs) // 2
    for half in (pairs[:middle], pairs[middle:]):
        found, _ = _correlation(half)
        if found is None or found * rho <= 0:
            return False
    return True


def _correlation(pairs: Sequence[Pair]) -> tuple[float | None, float]:
    """Spearman's rho of the detrended figures, and the number of pairs they are worth."""
    days = [float(day.toordinal()) for day, _, _ in pairs]
    one = _ranks(_detrended(days, [each for _, each, _ in pairs]))
    other = _ranks(_detrended(days, [each for _, _, each in pairs]))
    rho = _pearson(one, other)
    if rho is None:
        return None, LEAST_EFFECTIVE
    product = max(0.0, min(LARGEST_PRODUCT, _carried(pairs, one) * _carried(pairs, other)))
    n = len(pairs)
    return rho, max(LEAST_EFFECTIVE, n * (1 - product) / (1 + product))


def _detrended(days: Sequence[float], values: Sequence[float]) -> list[float]:
    """What is left when the straight line of least squares is taken away."""
    middle, mean = fmean(days), fmean(values)
    spread = sum((day - middle) ** 2 for day in days)
    if not spread:
        return [value - mean for value in values]
    slope = (
        sum((day - middle) * (value - mean) for day, value in zip(days, values, strict=True))
        / spread
    )
    # Rounded, so that equal figures stay equal whatever the last bit says.
    return [
        round(value - mean - slope * (day - middle), 9)
        for day, value in zip(days, values, strict=True)
    ]


def _ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 1 on; equal values share the mean of theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    at = 0
    while at < len(order):
        end = at
        while end < len(order) and values[order[end]] == values[order[at]]:
            end += 1
        for place in order[at:end]:
            ranks[place] = (at + 1 + end) / 2
        at = end
    return ranks


def _pearson(one: Sequence[float], other: Sequence[float]) -> float | None:
    """The correlation; None when one of them does not vary."""
    if not one:
        return None
    a, b = fmean(one), fmean(other)
    together = sum((x - a) * (y - b) for x, y in zip(one, other, strict=True))
    spread = sqrt(sum((x - a) ** 2 for x in one) * sum((y - b) ** 2 for y in other))
    return together / spread if spread else None


def _carried(pairs: Sequence[Pair], ranks: Sequence[float]) -> float:
    """How much a day has in common with the day before; pairs across gaps are left out."""
    now, before = [], []
    for at in range(1, len(pairs)):
        if (pairs[at][0] - pairs[at - 1][0]).days == 1:
            now.append(ranks[at])
            before.append(ranks[at - 1])
    return (_pearson(before, now) or 0.0) if len(now) >= 3 else 0.0


@dataclass(frozen=True, slots=True)
class TwoMedians:
    """The median of a figure on days with more of something, and on days with less; with the days."""

    more: float
    more_days: int
    less: float
    less_days: int


def two_medians(pairs: Sequence[Pair], border: float) -> TwoMedians | None:
    """The second figure where the first is `border` or more, beside the rest; None with fewer than
    ten days in a group."""
    more = [second for _, first, second in pairs if first >= border]
    less = [second for _, first, second in pairs if first < border]
    if min(len(more), len(less)) < NEEDED_IN_GROUP:
        return None
    return TwoMedians(median(more), len(more), median(less), len(less))
