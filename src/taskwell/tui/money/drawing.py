"""The Money tab in lines: pure functions from values to text of an exact width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import zip_longest

from rich.cells import cell_len
from textual.content import Content

from taskwell.money.amounts import Money
from taskwell.queries.money import Hours, Overview
from taskwell.queries.pay_ladder import Ladder
from taskwell.queries.pending import Coming
from taskwell.timekeeping.durations import hm
from taskwell.tui.drawing import fit, heading, veiled
from taskwell.tui.glyphs import DRAWN, Glyphs
from taskwell.tui.widgets.bars import bar, progress, sparkline
from taskwell.tui.widgets.cells import HIDDEN, MUTED, STRONG, WARNING, Piece, line

WIDE = 76
"""From this width on two halves stand side by side."""
LEFT, GAP = 37, 2
_NAME, _AMOUNT, _BAR = 12, 9, 38
_GOALS = 100
"""Cells of a goal with its bar: farther apart they are hard to read as one."""
LONGEST = 36
"""Months of a runway that are told as a number."""
UNLOGGED = "unpaid time not logged: the real rate is lower"


@dataclass(frozen=True, slots=True)
class Shown:
    """What there is to draw; parts that are still worked out are None. `title` is the period's."""

    title: str
    hours: Hours | None
    overview: Overview | None
    today: date
    filter: str = ""


def render_body(
    found: Shown, width: int, height: int, marks: Glyphs = DRAWN, *, hidden: bool = False
) -> list[Content]:
    """All lines of the tab, from top to bottom, `height` of them at most."""
    lines = list(_ladder(found, width, marks, hidden=hidden))
    more = found.overview
    if more is None:
        return lines[:height]
    left = height - len(lines)
    if width >= WIDE:
        below = list(_lower_wide(more, found.today, width, marks, hidden=hidden))
        rows = max(3, left - len(below) - 1)
        lines += _upper_wide(more, found.today, width, rows, marks, hidden=hidden)
        lines += below
    else:
        lines += _narrow(more, found.today, width, left, marks, hidden=hidden)
    if len(lines) + 2 <= height and more.goals:
        lines += _goals(more, width, height - len(lines), marks, hidden=hidden)
    return lines[:height]


def money_text(amount: Money, *, hidden: bool) -> str:
    """`$4.20`, or stars while private things are hidden."""
    return HIDDEN if hidden else amount.shown()


def sums_text(amounts: Sequence[Money], *, hidden: bool, nothing: str = "") -> str:
    """`$68.30 + GBP 4.50`."""
    if not amounts:
        return nothing
    return HIDDEN if hidden else " + ".join(each.shown() for each in amounts)


def whole_text(amount: Money, *, hidden: bool = False) -> str:
    """`$178`: an amount in whole units, half up, for what is no exact amount."""
    if hidden:
        return HIDDEN
    units = int(abs(amount.decimal()).quantize(Decimal(1), ROUND_HALF_UP))
    shown = Money(abs(amount.minor), amount.currency)
    sign = "-" if amount.minor < 0 else ""
    return f"{sign}{shown.shown().replace(shown.text(), str(units))}"


def _rule(width: int, left: str, right: str, marks: Glyphs) -> Content:
    return Content.styled(heading(width, left, right, marks), MUTED)


# The ladder


def _ladder(found: Shown, width: int, marks: Glyphs, *, hidden: bool) -> Iterator[Content]:
    hour = found.hours
    code = f", {hour.first.currency}" if hour is not None and hour.first is not None else ""
    only = f" /{found.filter}" if found.filter else ""
    keys = "h/l month  ,/. longer" if width >= WIDE else "h/l  ,/."
    yield _rule(width, f"What an hour paid{code}: {found.title}{only}", keys, marks)
    if hour is None:
        yield line([(" ...", MUTED)], width)
        return
    if hour.first is None:
        yield line(
            [(" No work in these days. s starts the timer, n on Timer logs some.", "")], width
        )
        return
    yield from _rungs(hour, hour.first, width, marks, hidden=hidden)
    job, apart = _job(hour, hidden=hidden), _apart(hour, hidden=hidden)
    if not apart or 41 + cell_len(apart) <= width:
        yield line([(job, ""), (" " * max(0, 41 - cell_len(job)) if apart else "", ""),
                    (apart, MUTED)], width)  # fmt: skip
    else:
        if job:
            yield line([(job, "")], width)
        yield line([(fit(f" {apart}", width, marks=marks), MUTED)], width)
    if hour.first.unlogged:
        yield line([(f" {UNLOGGED}", WARNING)], width)


def _rungs(
    hour: Hours, ladder: Ladder, width: int, marks: Glyphs, *, hidden: bool
) -> Iterator[Content]:
    most = max((each.amount.minor for each in ladder.rungs if each.amount is not None), default=0)
    beside = {
        "paid time": hm(ladder.paid_seconds),
        "all time": f"+ {hm(ladder.unpaid_seconds)} unpaid",
        **_compared(hour, hidden=hidden),
    }
    words = max(map(cell_len, beside.values()))
    room = min(_BAR, width - _NAME - _AMOUNT - 4 - words - 2)
    for each in ladder.rungs:
        shown = "-" if each.amount is None else HIDDEN if hidden else each.amount.text()
        mark = (
            "~"
            if ladder.estimated and each.amount is not None and each.name != "advertised"
            else ""
        )
        part = each.amount.minor / most if each.amount is not None and most > 0 else 0.0
        drawn = progress(0.0 if hidden else part, room, marks) if room >= 8 else ""
        yield line(
            [
                (f" {each.name:<{_NAME}}", ""),
                (f"{mark + shown:>{_AMOUNT}}  ", STRONG),
                (f"{drawn}  " if drawn else "", MUTED),
                (beside.get(each.name, ""), MUTED),
            ],
            width,
        )


def _compared(hour: Hours, *, hidden: bool) -> dict[str, str]:
    """What an hour is held against, beside the two last rungs."""
    found = {}
    if hour.beside.reference is not None:
        found["after fees"] = f"reference wage {_number(hour.beside.reference, hidden=hidden)}"
    if hour.beside.floor is not None:
        found["after tax"] = f"your floor {_number(hour.beside.floor, hidden=hidden)}"
    if hour.beside.target is not None:
        found["advertised"] = f"your target {_number(hour.beside.target, hidden=hidden)}"
    return found


def _number(amount: Money, *, hidden: bool) -> str:
    return HIDDEN if hidden else amount.text()


def _job(hour: Hours, *, hidden: bool) -> str:
    if hour.job is None:
        return ""
    about = HIDDEN if hidden else hour.job.equivalent.text()
    return f" as a job   about {about:>5}, an estimate"


def _apart(hour: Hours, *, hidden: bool) -> str:
    told = [f"{money_text(each.gross, hidden=hidden)}, {hm(each.paid_seconds + each.unpaid_seconds)}"
            for each in hour.others]  # fmt: skip
    if hour.first is not None:
        told += [money_text(each, hidden=hidden) for each in hour.first.apart]
    return f"apart: {'; '.join(told)}" if told else ""


# What comes, and how old it is


def _upper_wide(
    found: Overview, today: date, width: int, rows: int, marks: Glyphs, *, hidden: bool
) -> Iterator[Content]:
    pending = sums_text(found.pending, hidden=hidden, nothing="nothing")
    mark = "~" if found.estimated and found.pending and not hidden else ""
    left = heading(LEFT, "Coming", "", marks)
    right = heading(width - LEFT - GAP, f"Pending {mark}{pending}", "", marks)
    yield Content.styled(f"{left}{' ' * GAP}{right}", MUTED)
    coming = list(_coming(found.coming, today, LEFT, rows, marks, hidden=hidden))
    ages = list(_ages(found, width - LEFT - GAP, marks, hidden=hidden))
    yield from _both(coming, ages[:rows], width)


def _both(
    left: Sequence[list[Piece]], right: Sequence[list[Piece]], width: int
) -> Iterator[Content]:
    nothing: list[Piece] = []
    for one, other in zip_longest(left, right, fillvalue=nothing):
        yield _halves(one, other, width)


def _halves(left: Sequence[Piece], right: Sequence[Piece], width: int) -> Content:
    used = sum(cell_len(text) for text, _ in left)
    return line([*left, (" " * max(0, LEFT + GAP - used), ""), *right], width)


def _coming(
    coming: Sequence[Coming], today: date, width: int, rows: int, marks: Glyphs, *, hidden: bool
) -> Iterator[list[Piece]]:
    if not coming:
        yield [(fit(" nothing is owed that is known", width, marks=marks), MUTED)]
        return
    shown = coming if len(coming) <= rows else coming[: rows - 1]
    before = ""
    for each in shown:
        when = "now" if each.state == "payable" else _day(each.due, today) if each.due else "?"
        amount = HIDDEN if hidden else " + ".join(money.shown() for money in each.amounts)
        amount = f"{'~' if each.estimated and not hidden else ''}{amount}"
        room = width - 13 - cell_len(amount) - 1
        name = fit(each.name, max(4, room), marks=marks)
        yield [(f" {'' if when == before else when:<11} ", MUTED), (f"{name} {amount}", "")]
        before = when
    if len(shown) < len(coming):
        yield [(f" {'':<11} and {len(coming) - len(shown)} more: enter", MUTED)]


def _day(day: date, today: date) -> str:
    year = "" if day.year == today.year else f" {day.year % 100:02d}"
    return f"{day:%a} {day.day:>2} {day:%b}{year}"


def _ages(found: Overview, width: int, marks: Glyphs, *, hidden: bool) -> Iterator[list[Piece]]:
    code = found.income.currency
    main = {
        age: next((each.minor for each in sums if each.currency == code), 0)
        for age, sums in found.ages
    }
    total = sum(minor for minor in main.values() if minor > 0)
    apart = {age: [each for each in sums if each.currency != code] for age, sums in found.ages}
    tails = {
        age: f" + {sums_text(each, hidden=hidden)}" if each else "" for age, each in apart.items()
    }
    room = min(22, width - 19 - max(map(cell_len, tails.values()), default=0) - 2)
    for age in main:
        amount = Money(main[age], code)
        shown = f"{money_text(amount, hidden=hidden)}"
        label = age if age.startswith("60") else age.replace("-", "- ") if len(age) < 4 else age
        share = 0.0 if hidden or not total else max(0, main[age]) / total
        drawn = progress(share, room, marks) if room >= 5 and not hidden else ""
        yield [(f" {label:>5} d {shown:>9}  ", ""), (drawn, MUTED), (tails[age], "")]
    if found.expected.n and found.expected.amounts != found.pending:
        told = " + ".join(whole_text(each, hidden=hidden) for each in found.expected.amounts)
        yield [(fit(f" expected ~{told}, from approvals", width, marks=marks), "")]
    if found.past_rule:
        late = sums_text(found.past_rule, hidden=hidden)
        yield [(fit(f" past its rule: {late}", width, marks=marks), WARNING)]
    elif found.pending:
        yield [(fit(" nothing past its rule", width, marks=marks), MUTED)]


# Weeks, and what is put aside


def _lower_wide(
    found: Overview, today: date, width: int, marks: Glyphs, *, hidden: bool
) -> Iterator[Content]:
    n = len(found.income.weeks)
    left = heading(LEFT, f"Weeks received, {found.income.currency}, n {n}", "", marks)
    right = heading(width - LEFT - GAP, "Put aside", "", marks)
    yield Content.styled(f"{left}{' ' * GAP}{right}", MUTED)
    weeks = list(_weeks(found, LEFT, marks, hidden=hidden))
    aside = list(_aside(found, today, width - LEFT - GAP, marks, hidden=hidden))
    yield from _both(weeks, aside, width)


def _weeks(found: Overview, width: int, marks: Glyphs, *, hidden: bool) -> Iterator[list[Piece]]:
    came = found.income
    if not came.n:
        yield [(" nothing received yet; p notes a payout", MUTED)]
        return
    if came.weeks and not hidden:
        yield [(f" {sparkline([minor for _, minor in came.weeks][-(width - 2) :], marks)}", "")]
    if came.spread is not None:
        low, middle, high = (
            whole_text(Money(minor, came.currency), hidden=hidden)
            for minor in (came.spread.low, came.spread.middle, came.spread.high)
        )
        yield [(fit(f" P10 {low}  median {middle}  P90 {high}", width, marks=marks), "")]
    else:
        yield [(f" too early to tell, {len(came.weeks)} of 12 weeks", MUTED)]
    if came.drought is not None:
        since = "today" if not came.since_last else f"{came.since_last} d"
        yield [
            (fit(f" longest dry spell {came.drought} d, last pay {since}", width, marks=marks), "")
        ]
    if came.runway is not None:
        lean = f", lean {lean_text(came.lean)}" if came.lean else ""
        yield [(fit(f" runway {came.runway} months{lean}", width, marks=marks), "")]
    elif came.salary is not None:
        yield [
            (
                fit(
                    f" 80 % of a middle month: {whole_text(came.salary, hidden=hidden)}",
                    width,
                    marks=marks,
                ),
                "",
            )
        ]


def lean_text(months: Decimal) -> str:
    """`2.4`, or `over 36`: beyond three years the number itself says nothing."""
    return f"over {LONGEST}" if months > LONGEST else f"{months}"


def _aside(
    found: Overview, today: date, width: int, marks: Glyphs, *, hidden: bool
) -> Iterator[list[Piece]]:
    open_ones = [each for each in found.buckets if not each.bucket.closed or each.balance]
    told = [
        f"{each.name} {each.bucket.percent:f} % {sums_text(each.balance, hidden=hidden, nothing='-')}"
        for each in open_ones
    ]
    if not told:
        yield [(fit(" nothing; x b offers buckets", width, marks=marks), MUTED)]
    row = ""
    for each in told:
        if row and cell_len(row) + 3 + cell_len(each) > width - 1:
            yield [(fit(f" {row}", width, marks=marks), "")]
            row = ""
        row = f"{row}   {each}" if row else each
    if row:
        yield [(fit(f" {row}", width, marks=marks), "")]
    for view in found.terms[:1]:
        if view.next is not None:
            left = (view.next - today).days
            when = "today" if not left else f"in {left} d"
            day = f"{view.next:%a} {view.next.day} {view.next:%b}"
            room = width - cell_len(day) - cell_len(when) - 5
            name = view.name if cell_len(view.name) <= room else fit(view.name, room, marks=marks)
            yield [(f" {day}  {name}, {when}", "")]
    if found.effective is not None and found.most is not None:
        name, share = found.most
        text, part = f" {found.effective:.1f} effective platforms; ", f" {round(100 * share)} %"
        if cell_len(text + name + part) > width:
            text = f" {found.effective:.1f} effective; "
        room = min(cell_len(name), width - cell_len(text) - cell_len(part))
        if room >= 4:
            text += fit(name, room, marks=marks) + part
        yield [(fit(text.rstrip("; "), width, marks=marks), MUTED)]


def _goals(
    found: Overview, width: int, rows: int, marks: Glyphs, *, hidden: bool
) -> Iterator[Content]:
    yield _rule(width, "Goals", "", marks)
    width = min(width, _GOALS)
    for each in found.goals[: rows - 1]:
        text = veiled(each.words) if hidden else each.words
        yield line([(fit(f" {text}", width - 14, marks=marks), ""),
                    (f"  [{bar(min(1.0, each.share), 9, marks)}]", MUTED)], width)  # fmt: skip


# One column


def _narrow(
    found: Overview, today: date, width: int, height: int, marks: Glyphs, *, hidden: bool
) -> Iterator[Content]:
    """The same in one column: what does not fit is on the page."""
    weeks = list(_weeks(found, width, marks, hidden=hidden))
    aside = list(_aside(found, today, width, marks, hidden=hidden))
    rows = max(2, min(len(found.coming), height - 7))
    pending = sums_text(found.pending, hidden=hidden, nothing="nothing")
    yield _rule(width, f"Coming, of {pending} pending", "enter: all", marks)
    for pieces in _coming(found.coming, today, width, rows, marks, hidden=hidden):
        yield line(pieces, width)
    yield _rule(width, f"Received, {found.income.currency}", "", marks)
    for pieces in weeks[1:3] if len(weeks) > 2 else weeks[:2]:
        yield line(pieces, width)
    yield _rule(width, "Put aside", "", marks)
    for pieces in aside:
        yield line(pieces, width)
