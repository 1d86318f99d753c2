"""The way up: every tier that a metric opens, how far it is, what it takes, and what it would pay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from taskwell.figures.headroom import clean_needed, next_average
from taskwell.figures.trend import LEAST, crossing
from taskwell.money.amounts import Money
from taskwell.queries.directory import Directory, directory
from taskwell.queries.hourly import LEAST_SESSIONS, Real, of_projects, real_hourly
from taskwell.queries.quality import metric_state, quality
from taskwell.queries.quality_cards import Ladder, MetricState, Rung, ThresholdView
from taskwell.queries.quality_curve import Span, curve
from taskwell.queries.quality_state import share_of
from taskwell.queries.quality_words import limit_text, number_text
from taskwell.queries.roster_words import day_text, weekday_text
from taskwell.queries.settings import calendar
from taskwell.queries.tracks import track
from taskwell.records import skill as skills
from taskwell.records.metric import Metric, Threshold, scaled
from taskwell.records.rate import Rate
from taskwell.records.text import visible
from taskwell.store.store import Store

TREND = Span(90, 0)
"""The days whose trend is taken on."""
NEXT = (5, 10, 20, 50)
"""Scores whose average is told: the fewest that can do it."""
STEPS = ((300, "under 3"), (800, "3 to 8, where most begin"), (1500, "8 to 15"),
         (2501, "15 to 25, where the best paid stand"))  # fmt: skip
"""The steps of a usual career in this work, in cents of a dollar an hour: entry-level work pays 3 to
8, top performers 15 to 25 (the document that Taskwell answers, lines on pay)."""
_CAREER = "USD"


def rungs_of(store: Store, now: datetime, uid: str) -> tuple[Rung, ...]:
    """The tiers that the metric of a uid opens, the lowest first; KeyError when there is none."""
    metric = track(store, uid).metric
    if not metric.unlocks:
        return ()
    state = metric_state(store, now, metric)
    real = _real(store, now, metric)
    known = {each.value: each for each in state.thresholds if each.meaning == "unlock"}
    lower = sorted(metric.unlocks, key=lambda each: each.value, reverse=metric.direction == "down")
    return tuple(
        _rung(store, now, state, threshold, known[threshold.value], real) for threshold in lower
    )


def _real(store: Store, now: datetime, metric: Metric) -> Real | None:
    if metric.project is not None:
        found = of_projects(store, now).get(metric.project)
        if found is not None:
            return found
    return real_hourly(store, now).get(metric.platform)


def _rung(
    store: Store,
    now: datetime,
    state: MetricState,
    threshold: Threshold,
    view: ThresholdView,
    real: Real | None,
) -> Rung:
    metric = state.metric
    reached = view.margin is not None and view.margin >= 0 and state.n > 0
    hourly = hourly_of(threshold.pay, real)
    return Rung(
        metric.uid,
        state.place,
        state.measure,
        limit_text(metric, threshold.value),
        visible(threshold.tier),
        pay_text(threshold.pay),
        hourly,
        _distance(metric, view, reached=reached),
        "" if reached or view.margin is None else _takes(store, metric, threshold),
        _needs(store, now, threshold.needs),
        "" if reached else _date(store, now, metric, threshold, state),
        _effect(hourly, real),
        reached,
    )


def pay_text(rate: Rate | None) -> str:
    """`$21/h`, `$0.07/task`; empty without a rate."""
    if rate is None:
        return ""
    basis = "h" if rate.basis == "hour" else rate.basis
    return f"{rate.shown().removesuffix('.00')}/{basis}"


def hourly_of(rate: Rate | None, real: Real | None) -> Money | None:
    """What an hour at a rate pays; by the task with the person's own time a task, None without."""
    if rate is None or rate.basis == "fixed":
        return None
    if rate.basis == "hour":
        return rate.amount
    if real is None or not real.task_seconds:
        return None
    return rate.amount.times(Decimal(3600) / (rate.per * real.task_seconds))


def _distance(metric: Metric, view: ThresholdView, *, reached: bool) -> str:
    if reached:
        return "reached"
    if view.margin is None:
        return "nothing read yet"
    return f"{number_text(metric, abs(view.margin))} {metric.unit}".rstrip() + " to go"


def _takes(store: Store, metric: Metric, threshold: Threshold) -> str:
    """`the next 5 must average 4.54`, `24 right ones in a row`."""
    readings = track(store, metric.uid)
    if readings.counted:
        right, n = readings.answers(threshold.last or metric.last)
        needed = clean_needed(n, n - right, share_of(metric, threshold.value))
        return "more than can be made up" if needed is None else f"{needed} right ones in a row"
    if metric.counted:
        return ""  # the platform's own percentage: what it is made of is not known
    n, total, _ = readings.scores(threshold.last or metric.last)
    target = readings.turned(scaled(threshold.value))
    for many in NEXT:
        average = next_average(n, total, target, many)
        if average <= scaled(metric.high):
            mean = Decimal(average.numerator) / Decimal(average.denominator) / 10_000
            if metric.direction == "down":
                mean = metric.low + metric.high - mean
            told = mean.quantize(
                Decimal("0.01"), ROUND_CEILING if metric.direction == "up" else ROUND_FLOOR
            )
            return f"the next {many} must average {told}"
    return f"more than {NEXT[-1]} of the best"


def _needs(store: Store, now: datetime, name: str) -> str:
    """`needs Coding test: failed, again from Wed 2 Dec`."""
    if not name:
        return ""
    today = calendar(store).day_of(now)
    for document in store.core(skills.TABLE).values():
        skill = skills.from_document(document)
        if skill.name.casefold() == name.casefold():
            told = skill.result or "not tried yet"
            if skill.result == "failed" and skill.retake is not None:
                when = "now" if skill.retake <= today else weekday_text(skill.retake, today)
                told += f", again from {when}"
            return f"needs {visible(skill.name)}: {told}"
    return f"needs {visible(name)}: not among your qualifications"


def _date(
    store: Store, now: datetime, metric: Metric, threshold: Threshold, state: MetricState
) -> str:
    """When the trend of 90 days gets there: `about 14 Jan, 20 Dec - 3 Mar`."""
    drawn = curve(store, now, metric.uid, TREND)
    if drawn is None or state.value is None:
        return ""
    sign = 1 if metric.direction == "up" else -1
    points = [(float(dot.day.toordinal()), sign * dot.value) for dot in drawn.dots]
    found = crossing(points, sign * float(threshold.value), sign * float(state.value))
    if found.word == "early" and found.n >= LEAST:
        return "too early: all readings are of one day"
    if found.word == "early":
        return f"too early: {found.n} of {LEAST}"
    if found.word == "never":
        return "not with this trend"
    if found.days is None or found.first is None or found.last is None:
        return ""
    today = calendar(store).day_of(now)
    middle, first, last = (
        day_text(today + timedelta(days=round(each)), today)
        for each in (found.days, found.first, min(found.last, 3650.0))
    )
    return f"about {middle}, {first} - {last}"


def _effect(hourly: Money | None, real: Real | None) -> str:
    """`+$2.90 an hour, +21 %`; empty where one of the two is not known."""
    if hourly is None or real is None or real.hourly is None or real.n < LEAST_SESSIONS:
        return ""
    if hourly.currency != real.hourly.currency or real.hourly.minor <= 0:
        return ""
    more = hourly - real.hourly
    percent = round(100 * more.minor / real.hourly.minor)
    sign = "+" if more.minor >= 0 else ""
    return f"{sign}{more.shown()} an hour, {sign}{percent} %"


def ladder(store: Store, now: datetime) -> Ladder:
    """Every tier of every open metric, those to come by pay, then those that are open; what an hour
    pays now; and where nothing further is known."""
    states = quality(store, now).metrics
    rungs = [rung for state in states for rung in rungs_of(store, now, state.uid)]
    rungs.sort(key=_by_pay)
    real = real_hourly(store, now)
    names = directory(store)
    here = sorted(
        (visible(names.platform_name(uid)), each.hourly)
        for uid, each in real.items()
        if each.hourly is not None and each.n >= LEAST_SESSIONS
    )
    return Ladder(
        tuple(rungs),
        tuple((name, f"{amount.shown()}/h{career(amount)}") for name, amount in here),
        tuple(_unknown(real, states, names)),
    )


def _by_pay(rung: Rung) -> tuple[bool, bool, str, int, str]:
    pay = rung.hourly
    return (
        rung.reached,
        pay is None,
        pay.currency if pay else "",
        pay.minor if pay else 0,
        rung.place,
    )


def career(amount: Money) -> str:
    """Which step of a usual career an hour's pay stands on; empty outside dollars."""
    if amount.currency != _CAREER:
        return ""
    for under, words in STEPS:
        if amount.minor < under:
            return f": {words}"
    return ": over 25"


def _unknown(
    real: Mapping[str, Real], states: Iterable[MetricState], names: Directory
) -> Iterator[str]:
    """Platforms that are worked on and of which no tier is known."""
    known = {state.metric.platform for state in states if state.metric.unlocks}
    for uid in sorted(real, key=lambda each: names.platform_name(each).casefold()):
        if uid not in known:
            yield f"{visible(names.platform_name(uid))}: nothing further known"
