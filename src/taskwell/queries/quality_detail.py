"""The lower half of the Quality tab: the metric under the cursor with its curve, room and way up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from taskwell.queries.ladder import rungs_of
from taskwell.queries.quality import metric_state, quality
from taskwell.queries.quality_alarm import alarm_sentences
from taskwell.queries.quality_cards import (
    Curve,
    Headroom,
    Luck,
    MetricDetail,
    MetricState,
    Rung,
    ThresholdView,
)
from taskwell.queries.quality_curve import Span, curve
from taskwell.queries.quality_luck import luck_of
from taskwell.queries.quality_state import nearest
from taskwell.queries.quality_words import level_text, limit_text, number_text
from taskwell.queries.settings import calendar
from taskwell.queries.tracks import track
from taskwell.records.metric import plain_number
from taskwell.store.store import Store

WAYS = 3
"""Other metrics whose way up is told below that of the one under the cursor."""


def detail(store: Store, now: datetime, uid: str, span: Span) -> MetricDetail:
    """More of the metric of a uid; KeyError when there is none."""
    readings = track(store, uid)
    state = metric_state(store, now, readings.metric)
    drawn = curve(store, now, uid, span)
    told = nearest(state.thresholds, state.metric)
    today = calendar(store).day_of(now)
    return MetricDetail(
        uid,
        heading(state, drawn),
        drawn,
        alarm_sentences(state.alarm, today) if state.alarm is not None else (),
        room_heading(state, told),
        (
            *room_lines(state, told),
            *(("luck", luck_words(each)) for each in luck_of(readings, wait=False)),
            *pending_lines(state, told),
        ),
        tuple(_ways(store, now, state)),
    )


def heading(state: MetricState, drawn: Curve | None) -> str:
    """`UHRS / Relevance: spam score, batches of 20`."""
    of = f", {drawn.of}" if drawn is not None and drawn.of else ""
    return f"{state.place}: {state.measure}{of}"


def room_heading(state: MetricState, told: ThresholdView | None) -> str:
    """`Room, if the limit is 90 %`."""
    if told is None:
        return "Room"
    return f"Room, if the limit is {limit_text(state.metric, told.value)}"


def room_lines(state: MetricState, told: ThresholdView | None) -> Iterator[tuple[str, str]]:
    """What is left before the threshold, or what brings it back, line by line."""
    if state.metric.kind == "access":
        yield "access", f"{state.access}, {state.seen}" if state.seen else state.access
        yield "", "no number is shown: whether work is seen is the sign"
        return
    if told is None or told.headroom is None:
        yield "", "no limit is known: e enters what you know"
        return
    room = told.headroom
    if room.in_a_row is not None:
        yield "wrong ones", row_words(room.in_a_row)
    elif room.future is not None:
        yield from _counted(room)
    else:
        yield from _scored(state, room)
    if told.below is not None:
        sign = "under" if state.metric.direction == "up" else "over"
        limit = limit_text(state.metric, told.value)
        yield f"{sign} {limit}?", probability_words(told)


def pending_lines(state: MetricState, told: ThresholdView | None) -> Iterator[tuple[str, str]]:
    """What it comes to if all that is not judged yet turns out wrong."""
    room = told.headroom if told is not None else None
    if room is not None and room.pending is not None and room.worst is not None:
        word = "under the limit" if room.worst_under else "still inside"
        yield "pending", f"all {room.pending} wrong: {level_text(state.metric, room.worst)}, {word}"


def _counted(room: Headroom) -> Iterator[tuple[str, str]]:
    if room.sent is not None:
        yield "sent work", _may(room.sent)
    if room.future is not None and room.future >= 0:
        yield "future work", _may(room.future)
    elif room.clean is None:
        yield "future work", "no number of right ones brings it back"
    else:
        yield "future work", f"{room.clean} right ones in a row bring it back"


def _may(count: int) -> str:
    if count < 0:
        return f"{-count} too many are wrong"
    return f"{count} more may be wrong"


def row_words(room: int) -> str:
    """How many wrong answers in a row a rule over the last ones stands."""
    if room < 0:
        return "the rule is broken now"
    return f"{room} in a row hold, one more breaks it" if room else "the next one breaks it"


def _scored(state: MetricState, room: Headroom) -> Iterator[tuple[str, str]]:
    metric = state.metric
    if room.next_average is not None and room.next_count is not None:
        reach = metric.low <= room.next_average <= metric.high
        average = number_text(metric, room.next_average)
        words = f"must average {average}" if reach else "are too few, whatever they are"
        yield f"next {room.next_count}", words
    if room.lowest is not None:
        yield "next one", f"{number_text(metric, room.lowest)} or better keeps it"
    if room.worst_scores is not None:
        worst = metric.low if metric.direction == "up" else metric.high
        yield "worst case", f"{room.worst_scores} scores of {plain_number(worst)} in a row keep it"


def probability_words(told: ThresholdView) -> str:
    """`12 % on all, 97 % on last 60`."""
    found = f"{_percent(told.below)} on all"
    if told.below_lately is not None:
        found += f", {_percent(told.below_lately)} on last {told.lately_n}"
    return found


def _percent(share: float | None) -> str:
    """A probability, never as certain as it cannot be."""
    if share is None:
        return "-"
    if share < 0.005:
        return "<1 %"
    return ">99 %" if share > 0.995 else f"{100 * share:.0f} %"


def luck_words(luck: Luck) -> str:
    """`<80 % of last 10: 27 in 100 at 95 %`; from how many answers on it holds the page tells."""
    rule = luck.words.partition(",")[0]
    return f"{rule}: {luck.trips:.0f} in 100 at {plain_number(luck.at)} %"


def _ways(store: Store, now: datetime, state: MetricState) -> Iterator[str]:
    """The way up of this metric first, then those of others that have one, the nearest tier each."""
    others = [each for each in quality(store, now).metrics if each.uid != state.uid]
    told = 0
    for each in (state, *others):
        rung = next((one for one in rungs_of(store, now, each.uid) if not one.reached), None)
        if rung is None:
            if each is state:
                yield f"{home_of(each)}: nothing further known"
            continue
        if each is not state:
            told += 1
            if told > WAYS:
                return
        yield from way_lines(each, rung)


def home_of(state: MetricState) -> str:
    """The platform of a metric."""
    return state.place.partition(" / ")[0]


def way_lines(state: MetricState, rung: Rung) -> Iterator[str]:
    """`Outlier 4.21: 4.30 opens $21/h`, and below it what it takes and when."""
    value = "" if state.value is None else f" {number_text(state.metric, state.value)}"
    opens = rung.pay or rung.tier or "a tier"
    yield f"{home_of(state)}{value}: {rung.threshold} opens {opens}"
    if rung.takes:
        yield f"  {rung.takes}"
    if rung.date:
        yield f"  date: {rung.date}"
    if rung.needs:
        yield f"  {rung.needs}"
    if rung.effect:
        yield f"  {rung.effect}"
