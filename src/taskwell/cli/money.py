"""Money in a shell: what an hour paid, what is coming, what came, what is put aside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from taskwell.cli.context import Context
from taskwell.cli.expenses import RANGE, range_of
from taskwell.cli.output import columns
from taskwell.cli.spec import Command, Given, Option
from taskwell.errors import BadInput
from taskwell.timekeeping.durations import hm

if TYPE_CHECKING:
    from taskwell.queries.money import Hours, Overview
    from taskwell.timekeeping.periods import Period

_BY = ("platform", "project", "kind", "month")


def _money(context: Context, given: Given) -> int:
    from taskwell.queries.money import hours, money_json, overview

    by = given.text("by")
    if by is not None and by not in _BY:
        raise BadInput(f"There is no ladder by '{by[:40]}'", f"use one of {', '.join(_BY)}")
    period = _period(context, given)
    if by is not None:
        return _grouped(context, period, by)
    hour, found = hours(context.store, context.now, period), overview(context.store, context.now)
    if context.json:
        context.give(money_json(hour, found))
        return 0
    facts = [*_hour_facts(context, hour), *_facts(found)]
    if context.plain:
        context.facts([facts])
    else:
        wide = max(len(name) for name, _ in facts)
        context.say("\n".join(f"{name:<{wide}}  {told}" for name, told in facts if told))
    return 0


def _period(context: Context, given: Given) -> Period:
    from taskwell.queries.money import present

    if given.text("from") or given.text("to"):
        return range_of(context, given)
    return present("month", context.calendar, context.now)


def _hour_facts(context: Context, hour: Hours) -> Iterator[tuple[str, str]]:
    title = hour.period.title(context.calendar, context.calendar.day_of(context.now))
    yield "period", title
    for ladder in hour.ladders:
        for each in ladder.rungs:
            shown = f"{each.amount.shown()}/h" if each.amount is not None else "not known"
            mark = "~" if ladder.estimated and each.amount is not None else ""
            yield f"{each.name}, {ladder.currency}", f"{mark}{shown}: {each.how}"
        if ladder.unlogged:
            yield "note", "unpaid time not logged: the real rate is lower"
        if ladder.apart:
            amounts = " + ".join(money.shown() for money in ladder.apart)
            yield "apart", f"{amounts}, in other currencies, in no rung"
    if hour.job is not None:
        told = f"{hour.job.all_in.shown()}/h after all costs, like a job at"
        yield "as a job", f"{told} {hour.job.equivalent.shown()}/h, an estimate"
    for name in ("floor", "target", "reference"):
        found = getattr(hour.beside, name)
        if found is not None:
            yield name, f"{found.shown()}/h"


def _facts(found: Overview) -> Iterator[tuple[str, str]]:
    for each in found.coming[:10]:
        when = "now" if each.state == "payable" else str(each.due) if each.due else "?"
        amounts = " + ".join(money.shown() for money in each.amounts)
        yield "coming", f"{when} {each.name} {'~' if each.estimated else ''}{amounts}, {each.what}"
    for age, sums in found.ages:
        if sums:
            yield f"pending {age} d", " + ".join(money.shown() for money in sums)
    if found.expected.amounts and found.expected.n:
        told = " + ".join(money.shown() for money in found.expected.amounts)
        yield "expected", f"about {told}, from {found.expected.n} judged sessions"
    yield from _income_facts(found)
    for bucket in found.buckets:
        told = " + ".join(money.shown() for money in bucket.balance) or "nothing yet"
        yield f"put aside, {bucket.name}", f"{bucket.bucket.percent:f} %, holds {told}"
    for view in found.terms[:3]:
        if view.next is not None:
            yield "deadline", f"{view.next} {view.name}"
    for goal in found.goals:
        yield "goal", goal.words
    if found.effective is not None and found.most is not None:
        name, share = found.most
        yield "platforms", f"{found.effective:.1f} effective; {name} {round(100 * share)} %"
    back = found.pay_back
    if back is not None:
        if back.done is not None:
            yield "to begin", f"{back.spent.shown()}, paid back on {back.done}"
        else:
            ways = [f"{back.weeks} weeks" if back.weeks is not None else ""]
            ways.append(f"{back.hours} hours" if back.hours is not None else "")
            told = " or ".join(each for each in ways if each) or "too early to tell how long"
            yield "to begin", f"{back.left.shown()} of {back.spent.shown()} left: {told}"


def _income_facts(found: Overview) -> Iterator[tuple[str, str]]:
    from taskwell.money.amounts import Money

    came = found.income
    code = came.currency
    if came.spread is not None:
        low, middle, high = (
            Money(minor, code).shown()
            for minor in (came.spread.low, came.spread.middle, came.spread.high)
        )
        yield "weeks", f"P10 {low}, median {middle}, P90 {high} (n {came.spread.n})"
    else:
        yield "weeks", f"too early: {len(came.weeks)} of 12"
    if came.variation is not None:
        yield "months vary by", f"{round(100 * came.variation)} % (n {min(12, len(came.months))})"
    if came.drought is not None:
        yield "longest dry spell", f"{came.drought} days; the last pay is {came.since_last} old"
    if came.salary is not None:
        yield "salary mode", f"{came.salary.shown()} a month"
    if came.runway is not None:
        lean = f"; lean {came.lean}" if came.lean is not None else ""
        yield "runway", f"{came.runway} months{lean}"
    if came.apart:
        yield "unconverted", " + ".join(each.shown() for each in came.apart)


def _grouped(context: Context, period: Period, by: str) -> int:
    from taskwell.queries.hour_pieces import pieces_of
    from taskwell.queries.pay_ladder import RUNGS, group_label, ladders

    found = ladders(context.store, context.now, period, by)
    if context.json:
        context.give(
            {
                "by": by,
                "ladders": [
                    each.json() | {"label": group_label(context.store, each)} for each in found
                ],
            }
        )
        return 0
    singles = pieces_of(context.store, context.now, period) if by in ("platform", "project") else {}
    rows = []
    for each in found:
        amounts = [each.rung(name) for name in RUNGS]
        single = singles.get(each.group[1:])
        rows.append(
            [
                group_label(context.store, each),
                *(amount.shown() if amount is not None else "-" for amount in amounts),
                hm(each.paid_seconds),
                hm(each.unpaid_seconds),
                f"{single.middle_text}, n {single.n}" if single is not None else "-",
            ]
        )
    heads = (by, *RUNGS, "paid", "unpaid", "middle piece")
    if context.plain:
        context.facts([list(zip(heads, row, strict=True)) for row in rows])
    elif rows:
        context.say(columns(heads, rows, " rrrrrrrr", drop=("middle piece", "unpaid", "paid")))
    else:
        context.warn("No work in this period")
    return 0


COMMANDS = (
    Command(
        "money",
        _money,
        options=(
            *RANGE,
            Option(("--by",), "the ladder of each", "|".join(_BY), choices=_BY),
        ),
        query=True,
        about="What an hour paid, from advertised to after tax, in the last 28 days or the days named;"
        " what is coming and pending, what came by week, and what is put aside.",
        examples=("money", "money --from 2026-01-01", "money --by platform --json"),
    ),
)
