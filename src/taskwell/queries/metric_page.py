"""Everything about one metric, for its page and for the shell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from math import isinf

from taskwell.figures.shifts import run_length
from taskwell.queries.catalogue import facts
from taskwell.queries.directory import directory
from taskwell.queries.ladder import rungs_of
from taskwell.queries.quality import metric_state
from taskwell.queries.quality_alarm import STEADY_BATCHES, chance_of, said, share_text
from taskwell.queries.quality_cards import MetricPage, MetricState, ThresholdView
from taskwell.queries.quality_curve import Span
from taskwell.queries.quality_detail import detail, probability_words, row_words
from taskwell.queries.quality_luck import luck_of
from taskwell.queries.quality_words import level_text, limit_text, number_text
from taskwell.queries.readings import reading_lines
from taskwell.queries.roster_words import weekday_text
from taskwell.queries.settings import calendar
from taskwell.queries.tracks import Track, track
from taskwell.queries.watching import BASELINE
from taskwell.records.metric import plain_number, unscaled
from taskwell.records.text import visible
from taskwell.store.store import Store

READINGS = 100
"""The newest readings that are listed."""
FACTS = ("quality", "threshold", "quality_rules")
"""Facts of the catalogue that speak of quality."""
_KINDS = {
    "percent": "a percentage",
    "passfail": "right and wrong answers",
    "rating": "a rating",
    "score": "a score",
    "access": "no number is shown: whether there is work is the only sign",
}


def metric_page(store: Store, now: datetime, uid: str) -> MetricPage:
    """The page of the metric of a uid; KeyError when there is none."""
    readings = track(store, uid)
    state = metric_state(store, now, readings.metric)
    today = calendar(store).day_of(now)
    return MetricPage(
        state,
        detail(store, now, uid, Span(None)),
        (
            *_what_it_is(state),
            *_thresholds(state),
            *_warning(store, readings, today),
            *_catalogue(store, now, state, today),
        ),
        luck_of(readings),
        rungs_of(store, now, uid),
        reading_lines(store, now, uid, READINGS),
        max(0, len(readings.rows) - READINGS),
    )


def _what_it_is(state: MetricState) -> Iterator[tuple[str, str]]:
    metric = state.metric
    told = _KINDS[metric.kind]
    if metric.kind in ("rating", "score"):
        told += f" from {plain_number(metric.low)} to {plain_number(metric.high)}"
    if metric.direction == "down":
        told += ", less is better"
    yield "kind", told
    if metric.last is not None:
        yield "counts", f"the newest {metric.last} answers"
    if metric.pending is not None:
        yield "pending", f"{metric.pending} are not judged yet, as you entered it"
    if metric.closed:
        yield "closed", "it is no longer followed; its readings stay"


def _thresholds(state: MetricState) -> Iterator[tuple[str, str]]:
    metric = state.metric
    words = {"watch": "watch", "restrict": "restricts", "ban": "bans", "unlock": "opens"}
    for view in state.thresholds:
        parts = [view.words.partition(" ")[2]]
        if view.margin is not None:
            side = "to spare" if view.margin >= 0 else "short of it"
            parts.append(f"{number_text(metric, abs(view.margin))} {side}, n {view.n}")
        parts += _room(view)
        if view.below is not None:
            parts.append(f"on the wrong side: {probability_words(view)}")
        yield f"{limit_text(metric, view.value)} {words[view.meaning]}", "; ".join(parts)


def _room(view: ThresholdView) -> Iterator[str]:
    room = view.headroom
    if room is None:
        return
    if room.future is not None:
        if room.future >= 0:
            yield f"{room.future} more may be wrong"
        elif room.clean is not None:
            yield f"{room.clean} right ones in a row bring it back"
    if room.in_a_row is not None:
        yield f"wrong ones: {row_words(room.in_a_row)}"
    if room.worst_scores is not None:
        yield f"{room.worst_scores} of the worst in a row hold"


def _warning(store: Store, readings: Track, today: date) -> Iterator[tuple[str, str]]:
    """What the early warning is set by, how often it comes by chance, and when it was seen."""
    metric, warner = readings.metric, readings.warner
    turn, side = ("fall", "under") if metric.direction == "up" else ("rise", "over")
    if warner.counts is not None and (readings.counted or not readings.rows):
        design = warner.counts
        good, bad = share_text(metric, design.good), share_text(metric, design.bad)
        after = run_length(design, design.bad)
        seen = "" if isinf(after) else f"; a real {turn} shows after about {said(after)}"
        chance = chance_of(design)
        often = f" by chance about once in {chance} answers" if chance else ""
        yield "warning", f"of a {turn} from a steady {good} to {bad};{often}{seen}"
    elif warner.scores is not None:
        usual = unscaled(readings.turned(round(warner.scores.mean * 10_000)))
        yield (
            "warning",
            f"when batches of 5 stay {side} the usual {level_text(metric, usual)};"
            f" by chance about once in {STEADY_BATCHES} batches",
        )
    elif metric.kind != "access":
        yield "warning", f"from {BASELINE} scores on: {readings.counts[-1]} so far"
    if metric.seen:
        days = calendar(store)
        told = ", ".join(weekday_text(days.day_of(each), today) for each in metric.seen[-3:])
        yield "seen", f"warnings acknowledged {told}"


def _catalogue(
    store: Store, now: datetime, state: MetricState, today: date
) -> Iterator[tuple[str, str]]:
    platform = directory(store).platforms.get(state.metric.platform)
    if platform is None:
        return
    for fact in facts(store, now, platform):
        if fact.key in FACTS:
            read = f", {fact.as_of}" if fact.as_of is not None else ""
            verify = f" (verify{read})" if fact.verify else ""
            yield "known", f"{visible(fact.text)}{verify}"
