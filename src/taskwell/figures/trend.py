"""Where a series of values is heading, and when it would reach a threshold.

A straight line by least squares, with Student's interval for its slope. Never a day without ten points
and a slope that is above 0 at both ends of its interval: else the answer "never" is among the likely.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from taskwell.figures.posterior import t_quantile

LEAST = 10
"""Points from which a day is told."""
LONGEST = 730.0
"""Days after which a trend of now says nothing."""
Point = tuple[float, float]
"""A day and a value."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line through `n` points: its slope a day with the 95 % interval, and its value on the last
    day."""

    n: int
    slope: float
    slope_low: float
    slope_high: float
    level: float


@dataclass(frozen=True, slots=True)
class Crossing:
    """When a threshold is reached: "there" (it is), "early" (too few points), "never" (not with this
    trend), or "date": in `days`, with the interval from `first` to `last`."""

    n: int
    word: Literal["there", "early", "never", "date"]
    days: float | None = None
    first: float | None = None
    last: float | None = None


def line(points: Sequence[Point]) -> Line | None:
    """The line through points; None under three, or where all lie on one day."""
    n = len(points)
    if n < 3:
        return None
    mean_day = sum(day for day, _ in points) / n
    mean = sum(value for _, value in points) / n
    wide = sum((day - mean_day) ** 2 for day, _ in points)
    if wide <= 0:
        return None
    slope = sum((day - mean_day) * (value - mean) for day, value in points) / wide
    rest = sum((value - mean - slope * (day - mean_day)) ** 2 for day, value in points)
    half = t_quantile(n - 2) * sqrt(rest / (n - 2) / wide)
    level = mean + slope * (max(day for day, _ in points) - mean_day)
    return Line(n, slope, slope - half, slope + half, level)


def crossing(
    points: Sequence[Point], threshold: float, now_value: float, least: int = LEAST
) -> Crossing:
    """When the trend of the points takes `now_value` to the threshold, both in the points' unit;
    more is better."""
    n = len(points)
    if now_value >= threshold:
        return Crossing(n, "there")
    found = line(points)
    if n < least or found is None:
        return Crossing(n, "early")
    gap = threshold - now_value
    if found.slope_low <= 0 or gap / found.slope > LONGEST:
        return Crossing(n, "never")
    return Crossing(n, "date", gap / found.slope, gap / found.slope_high, gap / found.slope_low)
