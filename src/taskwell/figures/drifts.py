"""Whether scores or ratings drift: an early warning on the means of batches.

An EWMA chart (S. W. Roberts, Technometrics 1, 1959, 239-250) with the weight, the width and the
asymptotic limits of J. M. Lucas and M. S. Saccucci, Technometrics 32, 1990, 1-12: about 500 batches
between false alarms, about 10.3 until a shift by one standard deviation of a batch mean is seen. It
needs means that are near normal. Pass and fail are not: those belong to `shifts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev
from typing import Literal

WEIGHT = 0.1
"""What the newest batch counts of the level."""
WIDTH = 2.814
"""Half the width of the limits, in standard deviations of the level."""
BATCH = 5
"""Scores in a batch, at least: the mean of so many is near enough to normal."""
LEAST = 20
"""Scores that are needed to know what is usual."""
Side = Literal["", "down", "up"]


@dataclass(frozen=True, slots=True)
class Chart:
    """What is usual: the `mean` of the scores and the standard deviation `sd` of a batch's mean."""

    mean: float
    sd: float
    weight: float = WEIGHT
    width: float = WIDTH

    @property
    def limit(self) -> float:
        """How far the level may lie from the mean, in `sd`; the one it has after many batches."""
        return self.width * sqrt(self.weight / (2 - self.weight))


@dataclass(frozen=True, slots=True)
class Drift:
    """Where the level is: its distance from the mean in `sd` of the chart, under zero when lower.

    `began`, `alarm` and `alarm_began` are indexes of batches. `began` is the one at which the level
    last left the mean for the side it is on, None on the mean. `side` is "down" from the batch
    `alarm` on, at which the level went under the lower limit, until the caller goes on from a fresh
    Drift; `alarm_began` is the `began` of then. It is "up" for as long only as the level lies over
    the upper limit, which is no alarm.
    """

    level: float = 0.0
    began: int | None = None
    alarm: int | None = None
    alarm_began: int | None = None
    side: Side = ""


def chart_of(scores: Sequence[float], batch: int = BATCH) -> Chart | None:
    """The chart of one's own first scores, for batches of so many.

    None for fewer than 20 scores, or where all are the same. ValueError for a batch under one.
    """
    if batch < 1:
        raise ValueError(f"a batch of {batch} has no mean")
    if len(scores) < LEAST or min(scores) == max(scores):
        return None
    return Chart(fmean(scores), stdev(scores) / sqrt(batch))


def watch_mean(chart: Chart, before: Drift, index: int, batch_mean: float) -> Drift:
    """The drift after batch `index`, whose scores have this mean, in the unit of the scores."""
    away = (batch_mean - chart.mean) / chart.sd
    level = before.level + chart.weight * (away - before.level)
    began = before.began
    if level == 0:
        began = None
    elif level * before.level <= 0:
        began = index
    if before.alarm is not None:
        return Drift(level, began, before.alarm, before.alarm_began, "down")
    if level < -chart.limit:
        return Drift(level, began, index, began, "down")
    return Drift(level, began, None, None, "up" if level > chart.limit else "")
