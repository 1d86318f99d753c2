"""The sections of the money page, each a pure function from what was asked to lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from textual.content import Content

from taskwell.money.amounts import Money
from taskwell.queries.adjustments import adjustments, words
from taskwell.queries.buckets import buckets, withdrawals
from taskwell.queries.deposits import OPEN, missing
from taskwell.queries.deposits import deposits as deposits_of
from taskwell.queries.exchange_loss import by_method, realised
from taskwell.queries.expenses import by_category, expense_words, expenses
from taskwell.queries.goals import goals
from taskwell.queries.hour_pieces import pieces_of
from taskwell.queries.income import income
from taskwell.queries.money import Hours, overview
from taskwell.queries.pay_ladder import RUNGS, Ladder, group_label, ladders
from taskwell.queries.payouts import payouts
from taskwell.queries.reference_rates import last_day
from taskwell.queries.settings import calendar
from taskwell.queries.terms import terms
from taskwell.records.text import visible
from taskwell.store.store import Store
from taskwell.timekeeping.durations import hm
from taskwell.timekeeping.periods import Period
from taskwell.tui.drawing import fit, veiled, wrapped
from taskwell.tui.glyphs import Glyphs
from taskwell.tui.money.drawing import lean_text
from taskwell.tui.widgets.bars import bar
from taskwell.tui.widgets.cells import HIDDEN, MUTED, STRONG, WARNING

NEWEST = 40
"""Rows of a list that are shown; the shell's lists show all."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the sections are drawn from."""

    store: Store
    now: datetime
    period: Period
    hours: Hours

    @property
    def today(self) -> date:
        """The person's present day."""
        return calendar(self.store).day_of(self.now)


Section = Callable[[Asked, int, Glyphs, bool], list[Content]]


def _text(text: str, width: int, style: str = "", *, hidden: bool = False) -> Iterator[Content]:
    for piece in wrapped(veiled(text) if hidden else text, max(width - 2, 8)):
        yield Content.styled(f" {piece}", style) if style else Content(f" {piece}")


def _rows(
    rows: Sequence[Sequence[str]], width: int, right: str, marks: Glyphs, *, style: str = ""
) -> Iterator[Content]:
    """Columns as wide as their widest cell; the first is cut where all do not fit."""
    if not rows:
        return
    from rich.cells import cell_len

    widths = [max(cell_len(visible(cell)) for cell in column) for column in zip(*rows, strict=True)]
    spare = width - 1 - sum(widths) - 2 * (len(widths) - 1)
    if spare < 0:
        widths[0] = max(6, widths[0] + spare)
    for row in rows:
        cells = [
            fit(cell, size, "right" if side == "r" else "left", marks)
            for cell, size, side in zip(
                row, widths, right.ljust(len(widths))[: len(widths)], strict=True
            )
        ]
        text = fit(f" {'  '.join(cells)}", width, marks=marks)
        yield Content.styled(text, style) if style else Content(text)


def _amount(amount: Money | None, hidden: bool) -> str:
    return "-" if amount is None else HIDDEN if hidden else amount.text()


def ladder(page: Asked, width: int, marks: Glyphs, hidden: bool) -> list[Content]:
    """Each rung with how it was worked out; then by platform, project, kind of time and month."""
    title = page.period.title(calendar(page.store), page.today)
    lines = list(_text(title, width, MUTED))
    if not page.hours.ladders:
        return [*lines, *_text("No work in these days.", width)]
    for each in page.hours.ladders:
        lines += _explained(each, width, hidden=hidden)
    job = page.hours.job
    if job is not None:
        told = (
            f"As a job: {_amount(job.all_in, hidden)} an hour after fees, exchange and expenses of"
            f" these days compares to a wage of about {_amount(job.equivalent, hidden)}, paid leave"
            " and benefits counted in. An estimate; the settings job_days_off, job_benefits and"
            " job_social are yours."
        )
        lines += [Content(""), *_text(told, width)]
    for by, name in (("platform", "By platform"), ("project", "By project"),
                     ("kind", "By kind of time"), ("month", "By month")):  # fmt: skip
        found = ladders(page.store, page.now, page.period, by)
        if by == "month":
            found = sorted(found, key=lambda each: each.group[1:], reverse=True)
        lines += [Content(""), Content.styled(f" {name}", STRONG)]
        lines += _grouped(page, found, by, width, marks, hidden=hidden)
    return lines


def _explained(each: Ladder, width: int, *, hidden: bool) -> Iterator[Content]:
    yield Content("")
    yield Content.styled(f" {each.currency}", STRONG)
    for rung in each.rungs:
        yield Content(f" {rung.name:<12}{_amount(rung.amount, hidden):>9}")
        for piece in wrapped(veiled(rung.how) if hidden else rung.how, max(width - 14, 8)):
            yield Content.styled(f" {'':<12}{piece}", MUTED)
    if each.unlogged:
        yield from _text("unpaid time not logged: the real rate is lower", width, WARNING)
    if each.estimated:
        yield from _text("Rates have worked out part of it; ~ marks that.", width, MUTED)


def _grouped(
    page: Asked, found: Sequence[Ladder], by: str, width: int, marks: Glyphs, *, hidden: bool
) -> Iterator[Content]:
    single = pieces_of(page.store, page.now, page.period) if by in ("platform", "project") else {}
    narrow = width < 76
    names = RUNGS[1:4] if narrow else RUNGS
    head = ["", *(name.removesuffix(" time") for name in names), "paid", "unpaid"]
    if single and not narrow:
        head.append("middle piece")
    rows = [head]
    for each in found[:NEWEST]:
        row = [
            f"{group_label(page.store, each)}{'' if by != 'kind' else f', {each.currency}'}",
            *(_amount(each.rung(name), hidden) for name in names),
            hm(each.paid_seconds),
            hm(each.unpaid_seconds),
        ]
        if single and not narrow:
            piece = single.get(each.group[1:])
            told = f"{piece.middle_text}, n {piece.n}" if piece is not None else "too early"
            row.append(HIDDEN if hidden and piece is not None else told)
        rows.append(row)
    lines = list(_rows(rows, width, " " + "r" * 8, marks))
    yield Content.styled(lines[0].plain, MUTED)
    yield from lines[1:]


def income_lines(page: Asked, width: int, marks: Glyphs, hidden: bool) -> list[Content]:
    """Weeks and months that came in, and what they say."""
    came, found = income(page.store, page.now), overview(page.store, page.now)
    code = came.currency

    def shown(minor: int) -> str:
        return HIDDEN if hidden else Money(minor, code).shown()

    lines = list(_text(f"What arrived, in {code}; weeks without any are counted.", width, MUTED))
    if came.spread is not None:
        low, middle, high = map(shown, (came.spread.low, came.spread.middle, came.spread.high))
        told = f"Of {came.spread.n} weeks one in ten brought {low} or less, half {middle} or less,"
        lines += _text(f"{told} nine in ten {high} or less.", width)
    else:
        lines += _text(f"Weeks: too early to tell, {len(came.weeks)} of 12.", width)
    if came.variation is not None:
        n = min(12, len(came.months))
        lines += _text(
            f"Months differ by {round(100 * came.variation)} % of their mean (n {n}).", width
        )
    else:
        lines += _text(f"Months: too early to tell, {len(came.months)} of 6.", width)
    if came.drought is not None:
        lines += _text(
            f"Longest time without income {came.drought} days; the last came {came.since_last} days"
            " ago.",
            width,
        )
    if came.salary is not None:
        lines += _text(
            f"Salary mode: {shown(came.salary.minor)} a month, 80 % of the middle of the last six"
            " months.",
            width,
        )
    if came.runway is not None:
        lean = f"; with lean months coming in {lean_text(came.lean)}" if came.lean else ""
        lines += _text(f"What is saved lasts {came.runway} months of costs{lean}.", width)
    else:
        lines += _text(
            "Runway: set buffer and monthly_costs in the settings to see it.", width, MUTED
        )
    back = found.pay_back
    if back is not None:
        done = f"paid back on {back.done}" if back.done else f"{shown(back.left.minor)} still open"
        ways = [f"{back.weeks} middle weeks" if back.weeks is not None else "",
                f"{back.hours} hours" if back.hours is not None else ""]  # fmt: skip
        more = " or ".join(each for each in ways if each)
        tail = f", {more}" if more and not back.done else ""
        lines += _text(f"Start-up costs {shown(back.spent.minor)}: {done}{tail}.", width)
    if came.apart:
        told = " + ".join(each.shown() for each in came.apart)
        lines += _text(f"Unconverted, in no figure: {HIDDEN if hidden else told}", width)
    most = max((minor for _, minor in came.weeks), default=0)
    for day, minor in reversed(came.weeks):
        drawn = "" if hidden else bar(minor / most if most > 0 else 0, min(30, width - 26), marks)
        lines.append(Content(f"  {day}  {shown(minor):>10}  {drawn}"))
    return lines


def fees(page: Asked, width: int, marks: Glyphs, hidden: bool) -> list[Content]:
    """What fees and exchange cost by method and year; the rate of each payout, with its kind."""
    known = last_day(page.store)
    told = f"Reference rates of the ECB up to {known}." if known else (
        "No reference rates: taskwell rates import eurofxref-hist.csv takes them."
    )  # fmt: skip
    lines = list(_text(told, width, MUTED))
    rows = [["method", "year", "", "payouts", "fees", "exchange"]]
    for (method, year, code), cost in by_method(page.store).items():
        fee = "?" if cost.fee_share is None else f"{100 * cost.fee_share:.1f} %"
        loss = "-" if cost.loss_share is None else f"{100 * cost.loss_share:.1f} %"
        rows.append([method or "not said", str(year), code, str(cost.n), fee, loss])
    if len(rows) > 1:
        made = list(_rows(rows, width, "   rrr", marks))
        lines += [Content.styled(made[0].plain, MUTED), *made[1:]]
    lines.append(Content(""))
    recorded = [each for each in payouts(page.store, page.now) if each.uid and each.due]
    for each in sorted(recorded, key=lambda each: each.due or date.min, reverse=True)[:NEWEST]:
        arrived = each.received or each.amount
        rate = ""
        if each.conversion is not None:
            kind = {"typed": "your rate", "ecb": "ECB", "carried": "ECB, carried"}[
                each.conversion.kind
            ]
            rate = f"1 {arrived.currency} = {each.conversion.rate.normalize():f} {each.conversion.currency}, {kind}"
        elif each.received is not None and each.received.currency != each.amount.currency:
            rate = _realised(page.store, each.uid or "")
        if rate:
            text = f"{each.due} {visible(each.platform)} {each.amount.shown()}: {rate}"
            lines += _text(text, width, hidden=hidden)
    return lines


def _realised(store: Store, uid: str) -> str:
    from taskwell.queries.payouts import payout_named

    told = realised(payout_named(store, uid)[1])
    return f"{told}, realised" if told else ""


def put_aside(page: Asked, width: int, marks: Glyphs, hidden: bool) -> list[Content]:
    """Buckets with their balances, and what was taken out."""
    found = buckets(page.store)
    if not found:
        return list(
            _text(
                "Nothing is put aside. n names a bucket and its percent of each payout: tax 20. Often"
                " used: tax 20, holiday 8, sick 2, pension 5, gear 2 (verify yours).",
                width,
            )
        )
    rows = [
        [
            each.name,
            "closed" if each.bucket.closed else f"{each.bucket.percent:f} %",
            HIDDEN if hidden else " + ".join(money.shown() for money in each.balance) or "-",
        ]
        for each in found
    ]
    lines = list(_rows(rows, width, " rr", marks))
    names = {each.bucket.uid: each.name for each in found}
    for each in reversed(withdrawals(page.store)[-NEWEST:]):
        note = f", {visible(each.note)}" if each.note else ""
        told = f"{each.day} {each.amount.shown()} out of {names.get(each.bucket, '?')}{note}"
        lines += _text(told, width, MUTED, hidden=hidden)
    return lines


def deadlines(page: Asked, width: int, marks: Glyphs, hidden: bool) -> list[Content]:
    """The person's own, each with its day and what its bucket holds."""
    found = terms(page.store, page.today)
    if not found:
        return list(
            _text(
                "None yet. n adds one: estimated payment 15 Jan. taskwell deadline preset lists tax"
                " dates of some countries; verify them.",
                width,
            )
        )
    rows = []
    for each in found:
        left = f"in {(each.next - page.today).days} d" if each.next else "over"
        aside = f"{each.bucket} {' + '.join(money.shown() for money in each.balance)}".strip()
        rows.append([each.name, f"{each.next or ''}", left, veiled(aside) if hidden else aside])
    return list(_rows(rows, width, "  r", marks))


def spent(page: Asked, width: int, marks: Glyphs, hidden: bool) -> list[Content]:
    """Expenses by category, then the newest."""
    found = expenses(page.store)
    if not found:
        return list(_text("None yet. n notes one: 40 internet 60 %.", width))
    year = [each for each in found if each.day.year == page.today.year]
    lines = list(_text(f"{page.today.year}, the part for the work", width, MUTED))
    rows = [
        [visible(name), HIDDEN if hidden else " + ".join(each.shown() for each in sums)]
        for name, sums in by_category(year).items()
    ]
    lines += [*_rows(rows, width, " r", marks), Content("")]
    for each in reversed(found[-NEWEST:]):
        note = f", {visible(each.note)}" if each.note else ""
        receipt = f", {visible(each.receipt)}" if each.receipt else ""
        text = f"{each.uid[:6]} {each.day} {expense_words(each)}{note}{receipt}"
        lines += _text(text, width, hidden=hidden)
    return lines


def adjusted(page: Asked, width: int, marks: Glyphs, hidden: bool) -> list[Content]:
    """Adjustments, the newest first."""
    found = adjustments(page.store)
    if not found:
        return list(_text("None yet. n notes one: outlier -5.00 duplicate tasks.", width))
    lines: list[Content] = []
    for view in reversed(found[-NEWEST:]):
        each = view.adjustment
        text = f"{each.uid[:6]} {each.day} {view.label} {each.amount.shown()}, {words(view)}, {view.state}"
        lines += _text(text, width, hidden=hidden)
    return lines


def goal_lines(page: Asked, width: int, marks: Glyphs, hidden: bool) -> list[Content]:
    """Goals, how far they are, and how far their time is."""
    found = goals(page.store, page.now)
    if not found:
        return list(_text("None. n sets one: week 24h, or month 800 USD.", width))
    lines: list[Content] = []
    for each in found:
        lines += _text(each.words, width, hidden=hidden)
    return lines


def arrived(page: Asked, width: int, marks: Glyphs, hidden: bool) -> list[Content]:
    """What statements say arrived, beside the payouts that were noted."""
    found = deposits_of(page.store, page.now)
    if not found:
        return list(
            _text(
                "None yet. :import paypal FILE (or payoneer, wise) reads a statement; what arrived is"
                " held against the payouts you noted.",
                width,
            )
        )
    lines: list[Content] = []
    for view in [each for each in found if each.state in OPEN][:NEWEST]:
        each = view.deposit
        text = (
            f"{each.uid[:6]} {each.day} {each.service}, {visible(each.payer)}, {each.net.shown()}:"
            f" {view.state}, {view.words}"
        )
        lines += _text(text, width, hidden=hidden)
    for payout in missing(page.store)[:NEWEST]:
        text = f"missing: {payout.day}, {payout.amount.shown()} by {visible(payout.method)}"
        lines += _text(text, width, WARNING, hidden=hidden)
    settled = sum(each.state not in OPEN for each in found)
    lines += _text(
        f"{settled} settled or ignored. :deposit accept takes what matches", width, MUTED
    )
    return lines


SECTIONS: Mapping[str, Section] = {
    "ladder": ladder,
    "income": income_lines,
    "fees": fees,
    "buckets": put_aside,
    "deadlines": deadlines,
    "expenses": spent,
    "adjustments": adjusted,
    "goals": goal_lines,
    "deposits": arrived,
}
