"""Where a metric stands: its value and how sure that is, each threshold beside it, the state in a word."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from taskwell.figures import headroom as rooms
from taskwell.figures.means import mean_below, mean_interval
from taskwell.figures.posterior import below
from taskwell.figures.proportions import wilson
from taskwell.queries.quality_cards import EARLY, OK, WARNING, WATCH, Headroom, ThresholdView
from taskwell.queries.quality_words import limit_text, number_text
from taskwell.queries.tracks import Track
from taskwell.records.metric import DANGERS, Metric, Threshold, scaled, unscaled
from taskwell.records.threshold_words import threshold_text

LEAST = 10
"""Answers, or readings, from which a state is told."""
WATCH_FROM = 0.25
"""The probability that the true level is on the wrong side from which a metric is to be watched."""
FALLING = 0.9
"""The probability that it is lower than before from which a level counts as falling."""
LATELY = 60
"""The newest answers that are held against all others."""
FEW_LATELY = 10
"""The newest scores that are held against all others, at most; half of them at least five."""
NEXT = 5
"""Scores whose average is told."""
_HUNDRED = Decimal(100)
_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Level:
    """The present level of a metric, in its unit: n answers or readings, the value, its interval."""

    n: int
    value: Decimal | None
    interval: tuple[Decimal, Decimal] | None


def level_of(track: Track) -> Level:
    """The level over the newest `last` of the metric, or over everything.

    Right answers of all with Wilson's interval; the mean of scores with Student's from ten on; of a
    percentage without counts the newest, which the platform worked out itself.
    """
    metric = track.metric
    if track.counted:
        right, n = track.answers(metric.last)
        low, high = wilson(right, n)
        ends = sorted((_percent(metric, Fraction(low)), _percent(metric, Fraction(high))))
        return Level(n, _percent(metric, Fraction(right, n)), (ends[0], ends[1]))
    n, total, squares = track.scores(metric.last)
    if n == 0:
        return Level(0, None, None)
    if metric.counted:
        newest = next(row.value for row in reversed(track.rows) if row.value is not None)
        return Level(n, unscaled(newest), None)
    value = _turned_back(track, Fraction(total, n))
    if n < LEAST:
        return Level(n, value, None)
    unit = scaled(Decimal(1))
    found = mean_interval(n, total / unit, squares / unit**2, float(metric.low), float(metric.high))
    if found is None:
        return Level(n, value, None)
    ends = sorted(_turned_back(track, Fraction(each) * unit) for each in found)
    return Level(n, value, (ends[0], ends[1]))


def views(track: Track, level: Level, pending: int) -> tuple[ThresholdView, ...]:
    """Each threshold beside the level, in the order of the metric."""
    return tuple(_view(track, each, level, pending) for each in track.metric.thresholds)


def _view(track: Track, threshold: Threshold, level: Level, pending: int) -> ThresholdView:
    metric = track.metric
    made = _counted if track.counted else _scored
    n, value, room, all_of_it, lately, lately_n = made(track, threshold, level, pending)
    margin = None if value is None else value - threshold.value
    if margin is not None and metric.direction == "down":
        margin = -margin
    least = threshold.least or LEAST
    return ThresholdView(
        threshold.value,
        threshold.meaning,
        threshold_text(threshold),
        n,
        margin,
        all_of_it,
        lately,
        lately_n,
        margin is not None and margin < 0 and n >= least and threshold.meaning != "unlock",
        room,
    )


_Made = tuple[int, Decimal | None, Headroom | None, float | None, float | None, int]


def _counted(track: Track, threshold: Threshold, level: Level, pending: int) -> _Made:
    metric = track.metric
    share = share_of(metric, threshold.value)
    last = threshold.last or metric.last
    right, n = track.answers(last)
    value = _percent(metric, Fraction(right, n)) if n else None
    everything = below(*track.answers(metric.last), float(share))
    lately_n = min(LATELY, track.totals[-1])
    lately = None
    if lately_n < track.answers(metric.last)[1]:
        lately = below(track.answers(lately_n)[0], lately_n, float(share))
    return n, value, _count_room(track, threshold, share, pending), everything, lately, lately_n


def _count_room(
    track: Track, threshold: Threshold, share: Fraction, pending: int
) -> Headroom | None:
    metric = track.metric
    right, n = track.answers(metric.last)
    wrong = n - right
    worst = rooms.worst_case(n, wrong, pending)
    made = Headroom(
        pending=pending or None,
        worst=_percent(metric, worst) if pending else None,
        worst_under=bool(pending) and worst < share,
    )
    last = threshold.last or metric.last
    if last is not None:  # old answers leave the window as new ones come: only playing it out tells
        seen = track.outcomes(last)
        return replace(made, in_a_row=rooms.window_room(seen, last, threshold.least or 1, share))
    return replace(
        made,
        sent=rooms.room_sent(n, wrong, share),
        future=rooms.room_future(n, wrong, share),
        clean=rooms.clean_needed(n, wrong, share),
    )


def _scored(track: Track, threshold: Threshold, level: Level, pending: int) -> _Made:
    metric = track.metric
    n, total, squares = track.scores(threshold.last or metric.last)
    if not n:
        return 0, None, None, None, None, 0
    if metric.counted:  # the platform's own percentage: no sample of which something could be said
        return n, level.value, None, None, None, 0
    unit = scaled(Decimal(1))
    target = track.turned(scaled(threshold.value))
    limit = target / unit
    value = _turned_back(track, Fraction(total, n))
    lately_n = _newest_scores(n)
    lately = None
    if lately_n:
        few, part, parts = track.scores(lately_n)
        lately = mean_below(few, part / unit, parts / unit**2, limit)
    everything = mean_below(n, total / unit, squares / unit**2, limit) if n >= LEAST else None
    return n, value, _score_room(track, n, total, target), everything, lately, lately_n


def _score_room(track: Track, n: int, total: int, target: int) -> Headroom:
    metric = track.metric
    worst = scaled(metric.low)  # of turned values, too: the range is mirrored in itself
    average = rooms.next_average(n, total, target, NEXT)
    under = total < target * n
    return Headroom(
        next_count=NEXT if under else None,
        next_average=_turned_back(track, average) if under else None,
        lowest=None if under else _within(track, rooms.lowest_next(n, total, target)),
        worst_scores=None if under else rooms.worst_scores(n, total, target, worst),
    )


def _newest_scores(n: int) -> int:
    """How many of the newest scores are held against the others; 0 for too few."""
    newest = min(FEW_LATELY, n // 2)
    return newest if newest >= NEXT else 0


def _within(track: Track, value: Fraction) -> Decimal:
    """A score that can be given: the lower end of the range where less would do as well."""
    low = Fraction(scaled(track.metric.low))
    return _turned_back(track, max(low, value))


def share_of(metric: Metric, value: Decimal) -> Fraction:
    """A value in percent as a share of right answers."""
    share = Fraction(value) / 100
    return share if metric.direction == "up" else 1 - share


def _percent(metric: Metric, share: Fraction) -> Decimal:
    """A share of right answers in the metric's own percent, to four decimals."""
    value = share if metric.direction == "up" else 1 - share
    return (Decimal(value.numerator) * _HUNDRED / Decimal(value.denominator)).quantize(_PLACES)


def _turned_back(track: Track, value: Fraction) -> Decimal:
    """A turned value in ten-thousandths as one of the metric, to four decimals."""
    found = (Decimal(value.numerator) / Decimal(value.denominator)).scaleb(-4).quantize(_PLACES)
    if track.metric.direction == "down":
        return track.metric.low + track.metric.high - found
    return found


def least_of(metric: Metric) -> int:
    """From how many answers or readings a state is told: ten, or what a rule asks for if less."""
    return min([LEAST, *(each.least for each in metric.dangers if each.least is not None)])


def state_of(metric: Metric, n: int, thresholds: tuple[ThresholdView, ...], *, alarm: bool) -> str:
    """The state in a word."""
    if alarm:
        return WARNING
    if n < least_of(metric):
        return EARLY
    dangers = [each for each in thresholds if each.meaning in DANGERS]
    if any(each.broken for each in dangers):
        return WARNING
    if any(each.below is not None and each.below >= WATCH_FROM for each in dangers):
        return WATCH
    if any(each.broken for each in thresholds if each.meaning == "watch"):
        return WATCH
    return OK


def nearest(thresholds: tuple[ThresholdView, ...], metric: Metric) -> ThresholdView | None:
    """The threshold whose room is told: of those that restrict or ban the one with the least margin,
    before rules over a few of the last answers, which luck speaks of; else the nearest that unlocks
    and is not reached."""
    few = {threshold_text(each) for each in metric.thresholds if each.last is not None}
    dangers = [each for each in thresholds if each.meaning in DANGERS and each.margin is not None]
    if dangers:
        return min(dangers, key=lambda each: (each.words in few, _margin(each)))
    locked = [
        each
        for each in thresholds
        if each.meaning == "unlock" and each.margin is not None and each.margin < 0
    ]
    return max(locked, key=_margin, default=None)


def _margin(view: ThresholdView) -> Decimal:
    return view.margin if view.margin is not None else Decimal(0)


def room_text(metric: Metric, n: int, view: ThresholdView | None) -> str:
    """The room in at most nine cells: `5 left`, `9 clean`, `to 4.30`, `+0.21`, `4 of 10`, `-`."""
    least = least_of(metric)
    if n < least and (view is None or not view.broken):
        return f"{n} of {least}"
    if view is None:
        return "-"
    room = view.headroom
    if view.meaning == "unlock":
        return f"to {limit_text(metric, view.value).removesuffix(' %')}"
    if room is not None and room.in_a_row is not None:
        return f"{room.in_a_row} left" if room.in_a_row >= 0 else "broken"
    if room is None or room.future is None:
        if view.margin is None:
            return "-"
        sign = "+" if view.margin >= 0 else "-"
        return f"{sign}{number_text(metric, abs(view.margin))}"
    if room.future >= 0:
        return f"{room.future} left"
    return f"{room.clean} clean" if room.clean is not None else "broken"


def falls(track: Track) -> bool:
    """Whether the level is lower lately than before, with a probability of 90 % or more.

    The newest 60 answers (at most half of all) against the share of those before, one right and one
    wrong added to these (Laplace's rule, else no wrong one could come after a perfect past): how
    likely their true rate is under it, by the posterior. Scores: the newest ten (at most half, at least five)
    against the mean of those before, by Student's t.
    """
    if track.counted:
        total = track.totals[-1]
        newest = min(LATELY, total // 2)
        if newest < LEAST:
            return False
        right, n = track.answers(newest)
        earlier = (track.rights[-1] - right + 1) / (total - n + 2)
        return right / n < earlier and below(right, n, earlier) >= FALLING
    n = track.counts[-1]
    newest = _newest_scores(n)
    if not newest:
        return False
    few, part, parts = track.scores(newest)
    earlier = (track.sums[-1] - part) / (n - few)
    found = mean_below(few, float(part), float(parts), earlier)
    return found is not None and found >= FALLING
