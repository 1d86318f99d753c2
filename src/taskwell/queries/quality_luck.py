"""How often a rule over the last answers is broken by chance alone, for somebody as good as you."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from taskwell.figures.luck import Rule, exact, needed, trips
from taskwell.queries.quality_cards import Luck
from taskwell.queries.quality_state import share_of
from taskwell.queries.tracks import Track
from taskwell.records.metric import Metric, Threshold, plain_number

LEAST = 30
"""Answers from which one's own rate is taken; before, a good one."""
LOWEST, HIGHEST = 50.0, 99.9
"""Between these, in percent, a rate is taken."""
GOOD = 0.95


def luck_of(track: Track, *, wait: bool = True) -> tuple[Luck, ...]:
    """The luck of every rule that restricts or bans over the last answers, or from so many on.

    A rule that has to be drawn by lot takes up to half a second when it is asked first: without
    `wait` it is left out.
    """
    metric = track.metric
    if not metric.counted:
        return ()
    found = []
    for threshold in metric.dangers:
        rule = rule_of(metric, threshold)
        if rule is None or (not wait and not exact(rule)):
            continue
        at = own_rate(track)
        safe = needed(rule)
        found.append(
            Luck(
                rule_words(metric, threshold),
                Decimal(str(at)),
                100 * trips(rule, at / 100),
                None if safe is None else Decimal(str(round(100 * safe, 1))),
                exact(rule),
            )
        )
    return tuple(found)


def rule_of(metric: Metric, threshold: Threshold) -> Rule | None:
    """A threshold as a rule over answers; None where it looks at all of them from the first on, or
    is one that nobody can break or keep."""
    if threshold.last is None and threshold.least is None:
        return None
    share: Fraction = share_of(metric, threshold.value)
    if not 0 < share <= 1:
        return None
    return Rule(share, threshold.last, threshold.least or 1)


def rule_words(metric: Metric, threshold: Threshold) -> str:
    """`<80 % of last 10, from 5 on`; with less better `>20 % of last 10`."""
    sign = "<" if metric.direction == "up" else ">"
    of = f" of last {threshold.last}" if threshold.last is not None else ""
    least = f", from {threshold.least} on" if threshold.least is not None else ""
    return f"{sign}{plain_number(threshold.value)} %{of}{least}"


def own_rate(track: Track) -> float:
    """One's own share of right answers in whole percent; the level that is taken as steady while
    there are fewer than 30 answers, or while a warning says that they fall."""
    right, n = track.answers(track.metric.last)
    if n < LEAST or track.step().watch.alarm is not None:
        design = track.warner.counts
        return round(100 * (design.good if design is not None else GOOD), 1)
    percent = round(100 * right / n)
    return min(HIGHEST, max(LOWEST, float(percent)))
