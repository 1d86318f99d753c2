"""Income that varies: quantiles of weeks, variation of months, droughts, runway and a salary.

After "Income that varies" of the design's page of figures. Minor units of one currency throughout;
below its least number of periods a figure is None, "too early".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from statistics import fmean, stdev

LEAST_WEEKS = 12
LEAST_MONTHS = 6
SALARY_MONTHS = 6
SALARY_SHARE = Decimal("0.8")


@dataclass(frozen=True, slots=True)
class Spread:
    """The 10th, 50th and 90th percentile of weeks, weeks without income among them."""

    low: int
    middle: int
    high: int
    n: int


def quantile(values: Sequence[int], share: Decimal) -> int:
    """The value a share (0 to 1) of the way up, drawn out in a straight line between neighbours
    (type 7 of Hyndman and Fan 1996), rounded half up. ValueError without values."""
    return _half_up(_exact_quantile(values, share))


def _exact_quantile(values: Sequence[int], share: Decimal) -> Decimal:
    ordered = sorted(values)
    if not ordered:
        raise ValueError("there is no quantile of nothing")
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _half_up(exact: Decimal) -> int:
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def spread(weeks: Sequence[int]) -> Spread | None:
    """P10, median and P90 of weeks; None under LEAST_WEEKS."""
    if len(weeks) < LEAST_WEEKS:
        return None
    low, middle, high = (quantile(weeks, Decimal(part) / 100) for part in (10, 50, 90))
    return Spread(low, middle, high, len(weeks))


def variation(months: Sequence[int]) -> float | None:
    """The coefficient of variation of months: standard deviation over mean; None under LEAST_MONTHS,
    or where the mean is zero or less."""
    if len(months) < LEAST_MONTHS:
        return None
    mean = fmean(months)
    return stdev(months) / mean if mean > 0 else None


def longest_drought(paid: Iterable[date], today: date) -> int | None:
    """The most days between two days with income, today as the end of the last; None without any."""
    days = sorted({*paid})
    if not days:
        return None
    return max((after - before).days for before, after in pairwise([*days, max(today, days[-1])]))


def runway(buffer: int, monthly_costs: int) -> Decimal | None:
    """How many months a buffer lasts, to a tenth; None where nothing is spent."""
    if monthly_costs <= 0:
        return None
    return (Decimal(buffer) / monthly_costs).quantize(Decimal("0.1"), ROUND_HALF_UP)


def lean_runway(buffer: int, monthly_costs: int, months: Sequence[int]) -> Decimal | None:
    """The same while lean months (the 10th percentile) come in; None under LEAST_MONTHS, or where
    a lean month pays for everything."""
    if len(months) < LEAST_MONTHS:
        return None
    return runway(buffer, monthly_costs - quantile(months, Decimal("0.1")))


def salary(months: Sequence[int]) -> int | None:
    """What can be paid out to oneself each month: 0.8 x the median of the last six whole months,
    oldest first; None under six."""
    if len(months) < SALARY_MONTHS:
        return None
    return _half_up(SALARY_SHARE * _exact_quantile(months[-SALARY_MONTHS:], Decimal("0.5")))
