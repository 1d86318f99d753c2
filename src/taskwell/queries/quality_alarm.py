"""The early warning in words: since when, how many were right since, how often it comes by chance."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from math import isinf

from taskwell.figures.drifts import BATCH
from taskwell.figures.shifts import Design, run_length
from taskwell.queries.quality_cards import Alarm
from taskwell.queries.quality_changes import changes
from taskwell.queries.quality_words import level_text
from taskwell.queries.roster_words import day_text
from taskwell.queries.settings import calendar
from taskwell.queries.tracks import Track
from taskwell.records.metric import PLACES, Metric, plain_number, scaled, unscaled
from taskwell.store.store import Store
from taskwell.timekeeping.instants import from_text

_HUNDREDTH = Decimal("0.01")
STEADY_BATCHES = 500
"""Batches between two warnings that mean nothing, for scores (see figures.drifts)."""


def alarm_of(store: Store, now: datetime, track: Track) -> Alarm | None:
    """The warning that stands for a metric's readings; None without one, or once it was seen."""
    step = track.step()
    if step.watch.alarm is not None and track.warner.counts is not None:
        began = step.watch.alarm_began
        first = step.watch.alarm if began is None else began
        since, noticed = _day(store, track, first), _day(store, track, step.watch.alarm)
        right = track.rights[-1] - track.rights[first]
        answers = track.totals[-1] - track.totals[first]
        design = track.warner.counts
        return Alarm(
            since,
            noticed,
            steady_text(track.metric, design),
            chance_of(design),
            right,
            answers,
            changes=changes(store, now, track.metric, since),
        )
    if step.drift.alarm is not None and track.warner.scores is not None:
        began = step.drift.alarm_began
        first = step.drift.alarm if began is None else began
        n = track.counts[-1] - track.counts[first]
        total = track.sums[-1] - track.sums[first]
        mean = track.turned(round(Fraction(total, n))) if n else 0
        usual = track.turned(round(track.warner.scores.mean * scaled(Decimal(1))))
        since = _day(store, track, first)
        return Alarm(
            since,
            _day(store, track, _batch_end(track, step.drift.alarm)),
            level_text(track.metric, unscaled(usual)),
            STEADY_BATCHES * BATCH,
            recent_n=n,
            recent_mean=unscaled(mean),
            changes=changes(store, now, track.metric, since),
            unit="scores",
        )
    return None


def _batch_end(track: Track, first: int) -> int:
    """The index of the last reading of a batch: only then its mean was known."""
    return bisect_left(track.counts, track.counts[first] + BATCH) - 1


def _day(store: Store, track: Track, index: int) -> date:
    return calendar(store).day_of(from_text(track.rows[index].at))


def steady_text(metric: Metric, design: Design) -> str:
    """The level that is taken as steady, in the metric's percent: `95 %`."""
    return share_text(metric, design.good)


def share_text(metric: Metric, share: float) -> str:
    """A share of right answers in the metric's percent, of which the direction may be down.

    One decimal, more where that would make it all or nothing.
    """
    percent = Decimal(str(share)) * 100
    if metric.direction == "down":
        percent = 100 - percent
    places = next((each for each in range(1, PLACES) if 0 < round(percent, each) < 100), PLACES)
    return f"{plain_number(round(percent, places))} %"


def chance_of(design: Design) -> int:
    """After how many answers at the good level a warning comes by chance, as a person says it."""
    return said(run_length(design, design.good))


def said(number: float) -> int:
    """A number as it is said: 1448 as 1450, 76.7 as 77, 12 345 as 12 500."""
    if isinf(number):
        return 0
    step = 1
    while number / step >= 100:
        step *= 10
    step = max(1, step // 2)
    return round(number / step) * step


def alarm_sentences(alarm: Alarm, today: date) -> tuple[str, ...]:
    """The warning in whole sentences: what is known, how sure it is, and what changed about then."""
    found = [f"Warning since {day_text(alarm.since, today)}."]
    if alarm.recent is not None:
        were = "was" if alarm.recent == 1 else "were"
        found.append(f"Of the last {alarm.recent_n} answers {alarm.recent} {were} right.")
    elif alarm.recent_mean is not None:
        mean = plain_number(alarm.recent_mean.quantize(_HUNDREDTH))
        found.append(f"The mean of the last {alarm.recent_n} scores is {mean}.")
    if alarm.chance:
        found.append(
            f"At a steady {alarm.steady} an alarm comes by chance about once in {alarm.chance}."
        )
    if alarm.changes:
        found.append(f"Changed about then: {', '.join(alarm.changes)}. Not proof of cause.")
    else:
        found.append("Nothing else that is kept changed about then.")
    return tuple(found)
