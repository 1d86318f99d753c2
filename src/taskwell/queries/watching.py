"""The early warning along a metric's readings: set by its thresholds or its first readings, started
anew where a person has seen it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from taskwell.figures.drifts import BATCH, Chart, Drift, chart_of, watch_mean
from taskwell.figures.shifts import Design, Watch, design, good_and_bad, watch_counts
from taskwell.records.metric import PLACES, Metric
from taskwell.timekeeping.instants import to_text

BASELINE = 20
"""Scores from which the usual level and its spread are taken; the warning watches those after."""
USUAL = 30
"""Answers from which the usual rate is taken, where no threshold says what to be warned of."""
_HUNDRED = Decimal(100)
_UNIT = 10**PLACES


class Step(NamedTuple):
    """The early warning after a reading: on answers, on scores, and the scores of a batch begun.

    Both name readings by their index, a batch by that of its first, `batch_from`.
    """

    watch: Watch = Watch()
    drift: Drift = Drift()
    batch: tuple[int, ...] = ()
    batch_from: int = 0
    acknowledged: int = 0


@dataclass(frozen=True)
class Warner:
    """What the early warning of a metric is set by; None where too little is known.

    `seen` are instants, as text, at which a person acknowledged it.
    """

    counts: Design | None
    scores: Chart | None
    seen: tuple[str, ...] = ()

    def after(
        self, step: Step, number: int, at: str, right: int, wrong: int, value: int | None, nth: int
    ) -> Step:
        """The step after reading `number`: its answers, or its value (turned, ten-thousandths),
        the `nth` of all values. A warning ends by itself once the level is back where it was."""
        step = self._renewed(step, at)
        if right + wrong and self.counts is not None:
            watch = watch_counts(self.counts, step.watch, number, right, wrong)
            step = step._replace(watch=watch if watch.level else Watch())
        if value is None or self.scores is None or nth <= BASELINE:
            return step
        begun = step.batch_from if step.batch else number
        batch = (*step.batch, value)
        if len(batch) < BATCH:
            return step._replace(batch=batch, batch_from=begun)
        mean = sum(batch) / len(batch) / _UNIT
        drift = watch_mean(self.scores, step.drift, begun, mean)
        over = drift.alarm is not None and drift.level >= 0
        return step._replace(drift=Drift() if over else drift, batch=())

    def now(self, step: Step) -> Step:
        """The step with everything that was acknowledged since."""
        return self._renewed(step, "~")

    def _renewed(self, step: Step, at: str) -> Step:
        """A fresh step if it was acknowledged between the last reading and `at`."""
        passed = sum(1 for each in self.seen if each < at)
        return step if passed == step.acknowledged else Step(acknowledged=passed)


def warner_for(
    metric: Metric, first_counts: tuple[int, int], first_values: Sequence[int]
) -> Warner:
    """The early warning of a metric: by `good` and `bad` where they are set, else by the threshold
    that restricts, else by what was usual at first.

    `first_counts` are (right, all) of the first answers, `first_values` the first values, turned.
    """
    return Warner(
        _design(metric, *first_counts) if metric.counted else None,
        _chart(metric, first_values),
        tuple(to_text(each) for each in metric.seen),
    )


def _design(metric: Metric, right: int, total: int) -> Design:
    usual = right / total if total >= USUAL else None
    feared = [each.value for each in metric.dangers] or [
        each.value for each in metric.thresholds if each.meaning == "watch"
    ]
    threshold = None
    if feared:
        worst = max(feared) if metric.direction == "up" else min(feared)
        threshold = float(_share(metric, worst))
    good, bad = good_and_bad(threshold, usual)
    if metric.good is not None:
        good = float(_share(metric, metric.good))
    if metric.bad is not None:
        bad = float(_share(metric, metric.bad))
    if not 0 < bad < good < 1:
        good, bad = good_and_bad(None, None)
    return design(good, bad)


def _share(metric: Metric, value: Decimal) -> Decimal:
    """A value in percent as a share of right answers."""
    return (value if metric.direction == "up" else _HUNDRED - value) / _HUNDRED


def _chart(metric: Metric, values: Sequence[int]) -> Chart | None:
    if len(values) < BASELINE:
        return None
    found = chart_of([each / _UNIT for each in values[:BASELINE]])
    if found is None or metric.good is None:
        return found
    good = metric.good if metric.direction == "up" else metric.low + metric.high - metric.good
    return Chart(float(good), found.sd)
