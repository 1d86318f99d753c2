"""The lower half of the roster: pay, limits, deadlines and heat map of one platform. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from taskwell.queries.roster_cards import Details, PayLine
from taskwell.tui.drawing import fit, heading, veiled
from taskwell.tui.glyphs import DRAWN, Glyphs
from taskwell.tui.roster.heat_map import HEIGHT, HOURS_WIDTH, THIRDS_WIDTH, heat_lines, map_width
from taskwell.tui.roster.table import ROOMY, money_cell
from taskwell.tui.widgets.cells import HIDDEN, MUTED, WARNING, Piece, line

BESIDE = 76
"""From this width in cells on the heat map stands beside the rest."""
LOWEST = 12
"""A body of fewer lines holds the table alone."""
MOST = 14
_LABEL = 10
_DAY, _AMOUNT = 10, 9
_OPEN = "whole page, notebook, history"
_SEEN = "tasks seen"


def detail_height(body: int) -> int:
    """How many of the body's lines the details take: half, between none and MOST."""
    return 0 if body < LOWEST else min(body // 2, MOST)


def heat_width(width: int) -> int:
    """The cells of the heat map at a width; 0 where it finds no room."""
    if width < BESIDE:
        return 0
    return HOURS_WIDTH if width >= ROOMY else THIRDS_WIDTH


def render_detail(
    details: Details | None,
    width: int,
    height: int,
    marks: Glyphs = DRAWN,
    *,
    hidden: bool = False,
) -> list[Content]:
    """The heading and `height - 1` lines below it; blank without a platform."""
    if details is None or height < 1:
        return [line([], width) for _ in range(height)]
    right = 0
    if details.heat is not None and height > HEIGHT:
        right = map_width(details.heat, heat_width(width))
    left = width - right
    rows = _kept(list(_rows(details, hidden=hidden)), height - 1)
    beside = heat_lines(details.heat, right, marks) if details.heat is not None and right else []
    lines = [line([(_heading(details, left, right, marks, hidden=hidden), MUTED)], width)]
    gap = 1 if right else 0
    for number in range(height - 1):
        row = rows[number] if number < len(rows) else _Row("", "", 0)
        pieces: list[Piece] = [
            (f" {row.label:<{_LABEL - 1}}", MUTED),
            (fit(fit(row.text, left - _LABEL - gap, marks=marks), left - _LABEL), row.style),
        ]
        if number < len(beside):
            pieces.append((beside[number], ""))
        lines.append(line(pieces, width))
    return lines


def _heading(details: Details, left: int, right: int, marks: Glyphs, *, hidden: bool) -> str:
    account = veiled(details.account) if hidden else details.account
    joined = " " if account.startswith(("through ", "via ")) else ", "
    title = f"{details.name}{joined if account else ''}{account}"
    room = left - 6
    if cell_len(title) > room > 0:
        title = fit(title, room, marks=marks).rstrip()
    text = heading(left, title, marks=marks)
    return f"{text} {_SEEN} {marks.rule * (right - len(_SEEN) - 2)}" if right else text


@dataclass(frozen=True, slots=True)
class _Row:
    """One line; of those that find no room the ones of the highest `rank` go first."""

    label: str
    text: str
    rank: int
    style: str = ""


def _rows(details: Details, *, hidden: bool) -> Iterator[_Row]:
    """Every line there could be, in the order of the screen."""
    rate = details.rate
    yield _Row("rate", rate or "not known: e enters it", 0, "" if rate else MUTED)
    if details.real:
        yield _Row("really", HIDDEN if hidden else details.real, 9)
    for number, pay in enumerate(details.pays):
        rank = (1, 5, 7, 7)[number] if number < 4 else 11
        yield _Row("pays" if number == 0 else "", pay_text(pay, hidden=hidden), rank)
    if not details.pays:
        yield _Row("pays", "nothing pending", 1, MUTED)
    if details.rule:
        yield _Row("rule", details.rule, 10, MUTED)
    if details.minimum:
        yield _Row("minimum", HIDDEN if hidden else details.minimum, 7)
    if details.again:
        yield _Row("again", details.again, 7)
    for number, (when, what) in enumerate(details.due):
        text = f"{when}: {HIDDEN if hidden else what}"
        yield _Row("due" if number == 0 else "", text, 2 if number == 0 else 6, WARNING)
    if details.session:
        yield _Row("session", details.session, 4)
    if details.caps:
        near = details.caps.startswith("!")
        yield _Row("caps", details.caps, 3 if near else 4, WARNING if near else "")
    if details.share:
        yield _Row("share", details.share, 6)
    if details.facts:
        yield _Row("facts", details.facts, 7)
    yield _Row("enter", _OPEN, 8, MUTED)


def _kept(rows: list[_Row], room: int) -> list[_Row]:
    """As many as fit, in their order."""
    order = sorted(range(len(rows)), key=lambda number: (rows[number].rank, number))
    kept = set(order[: max(room, 0)])
    return [row for number, row in enumerate(rows) if number in kept]


def pay_text(pay: PayLine, *, hidden: bool = False) -> str:
    """`Wed 25 Nov   $96.10  week to 17 Oct`."""
    amount = money_cell(pay.amounts, _AMOUNT, estimated=pay.estimated, hidden=hidden)
    day = fit(pay.day, _DAY)
    return f"{day}{fit(amount, max(_AMOUNT, cell_len(amount) + 1), 'right')}  {pay.what}"
