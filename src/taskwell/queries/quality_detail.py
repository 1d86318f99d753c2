"""The lower half of the Quality tab: the metric under the cursor with its curve, room and way up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from taskwell.queries.directory import directory
from taskwell.queries.hourly import real_hourly
from taskwell.queries.ladder import rungs_of
from taskwell.queries.quality import metric_state, quality
from taskwell.queries.quality_alarm import alarm_of, alarm_sentences
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
from taskwell.records.metric import Metric, plain_number
from taskwell.records.text import visible
from taskwell.store.store import Store

WAYS = 3
"""Other metrics whose way up is told below that of the one under the cursor."""
_ENOUGH = {"rating": Decimal("0.01"), "score": Decimal("0.1")}
_UNREAD, _NOWHERE = Decimal(2), Decimal("Infinity")


def detail(store: Store, now: datetime, uid: str, span: Span) -> MetricDetail:
    """More of the metric of a uid; KeyError when there is none."""
    readings = track(store, uid)
    state = metric_state(store, now, readings.metric)
    drawn = curve(store, now, uid, span)
    told = nearest(state.thresholds, state.metric)
    # A state is kept while its readings stay the same; what changed about then may not be.
    alarm = alarm_of(store, now, readings)
    today = calendar(store).day_of(now)
    return MetricDetail(
        uid,
        heading(state, drawn),
        drawn,
        alarm_sentences(alarm, today) if alarm is not None else (),
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
    if told is None:
        yield from _without_limit(state)
        return
    room = told.headroom
    if room is None:
        yield "distance", _distance(state.metric, told)
        yield "answers", "how many is not known"
        return
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


def _without_limit(state: MetricState) -> Iterator[tuple[str, str]]:
    """Why no room is told: nothing is read, or no threshold is known that it is left before."""
    if state.metric.thresholds and state.value is None:
        yield "", "no reading yet: r notes one"
        return
    for each in state.thresholds:
        if each.meaning == "watch":
            limit = limit_text(state.metric, each.value)
            yield f"watch {limit}", _distance(state.metric, each)
    if state.metric.unlocks:
        yield "", "every tier that is known is open"
    elif state.metric.thresholds:
        yield "", "no other limit is known: e enters one"
    else:
        yield "", "no limit is known: e enters what you know"


def _distance(metric: Metric, view: ThresholdView) -> str:
    """`5.5 to spare`, `2.0 short of it`: how far the value is from a threshold."""
    margin = view.margin or Decimal(0)
    side = "to spare" if margin >= 0 else "short of it"
    return f"{number_text(metric, abs(margin))} {side}"


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
        average = _enough_text(metric, room.next_average)
        words = f"must average {average}" if reach else "are too few, whatever they are"
        yield f"next {room.next_count}", words
    if room.lowest is not None:
        yield "next one", f"{_enough_text(metric, room.lowest)} or better keeps it"
    if room.worst_scores is not None:
        worst = metric.low if metric.direction == "up" else metric.high
        yield "worst case", f"{room.worst_scores} scores of {plain_number(worst)} in a row keep it"


def _enough_text(metric: Metric, value: Decimal) -> str:
    """A score that is needed, rounded to the better side: what is told has to be enough."""
    better = ROUND_CEILING if metric.direction == "up" else ROUND_FLOOR
    return number_text(metric, value.quantize(_ENOUGH[metric.kind], better))


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
    often = _percent(luck.trips / 100).removesuffix(" %")
    return f"{rule}: {often} in 100 at {plain_number(luck.at)} %"


def _ways(store: Store, now: datetime, state: MetricState) -> Iterator[str]:
    """The way up of this metric first, then those of others that have one, the nearest tier first;
    last the platforms worked on of which nothing further is known."""
    others = [
        each
        for each in quality(store, now).metrics
        if each.uid != state.uid and _to_go(each).is_finite()
    ]
    others.sort(key=_to_go)
    mine = [state] if _to_go(state).is_finite() else []
    known = {each.metric.platform for each in mine + others}
    if state.metric.platform not in known:
        yield f"{home_of(state)}: nothing further known"
    for each in mine + others[:WAYS]:
        rung = next((one for one in rungs_of(store, now, each.uid) if not one.reached), None)
        if rung is not None:
            yield from way_lines(each, rung)
    names = directory(store)
    unknown = real_hourly(store, now).keys() - known - {state.metric.platform}
    for name in sorted((names.platform_name(uid) for uid in unknown), key=str.casefold):
        yield f"{visible(name)}: nothing further known"


def _to_go(state: MetricState) -> Decimal:
    """How far the nearest tier that is not open lies, as a share of the metric's range: more than all
    of it where nothing is read yet, infinite where no tier is left."""
    metric = state.metric
    if metric.unlocks and state.value is None:
        return _UNREAD
    short = [
        -each.margin
        for each in state.thresholds
        if each.meaning == "unlock" and each.margin is not None and each.margin < 0
    ]
    return min(short) / (metric.high - metric.low) if short else _NOWHERE


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
