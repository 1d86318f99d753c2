"""The table of the roster: one platform a row, by state; the columns follow the width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from taskwell.money.amounts import Money
from taskwell.queries.roster_cards import PlatformCard
from taskwell.tui.drawing import fit, veiled
from taskwell.tui.glyphs import DRAWN, Glyphs
from taskwell.tui.widgets.cells import HIDDEN
from taskwell.tui.widgets.record_table import RecordTable

NARROW, MIDDLE, WIDE, ROOMY = 52, 60, 80, 120
"""From these widths in cells on there is room for the payday, for a word on quality, for every
column of the layout, for account and rate."""
_LEAD = 3
"""A mark, the picker's letter, a space."""
_WORKED = 49
"""Cells of the columns tasks, seen, real/h, pending, pays and quality, where something is worked
on; elsewhere what comes next stands there."""


@dataclass(frozen=True, slots=True)
class RosterColumns:
    """Widths in cells of the columns before and behind the figures; 0 where one is left out."""

    name: int
    state: int
    account: int = 0
    rate: int = 0
    n: int = 0
    projects: int = 0


def columns_for(width: int) -> RosterColumns:
    """The columns that fit into a width in cells."""
    if width < WIDE:
        taken = 46 if width >= MIDDLE else 37 if width >= NARROW else 29
        return RosterColumns(max(6, width - taken), 0)
    if width < ROOMY:
        return RosterColumns(width - 66, 10)
    spare = width - ROOMY
    grown = min(spare // 3, 14)
    account = min(14 + grown + spare // 6, 40)
    rate = min(12 + spare // 4, 24)
    name = width - (_LEAD + 2 + 10 + 2 + _WORKED + 5 + 4 + 1 + account + 1 + rate)
    return RosterColumns(name, 10, account, rate, 5, 4)


def header_text(width: int) -> str:
    """The line with the columns' names."""
    columns = columns_for(width)
    if not columns.state:
        behind = (
            f"  {'pays':<7} quality" if width >= MIDDLE else "  pays" if width >= NARROW else ""
        )
        text = f"   {fit('platform', columns.name)}  {fit('tasks', 10)} {'pending':>11}{behind}"
        return fit(text, width)
    n = f"{'n':>5}" if columns.n else ""
    more = ""
    if columns.account:
        more = f"{'proj':>4} {fit('account', columns.account)} {fit('rate', columns.rate)}"
    text = f"   {fit('platform', columns.name)}  {fit('state', 10)}  tasks seen{'real/h':>7}"
    return fit(f"{text}{n}{'pending':>12}  {'pays':<9}{'quality':<9}{more}", width)


def row_text(
    card: PlatformCard,
    width: int,
    marks: Glyphs = DRAWN,
    *,
    marked: bool = False,
    hidden: bool = False,
) -> str:
    """One row, exactly `width` cells: a mark, the letter, name, state, and its figures or what
    comes next."""
    columns = columns_for(width)
    sign = marks.marked if marked else "!" if card.alert and width < MIDDLE else " "
    lead = f"{sign}{card.letter or ' '} "
    name = fit(card.name, columns.name, marks=marks)
    if not columns.state:
        return fit(
            f"{lead}{name}  {_narrow(card, width, marks, hidden=hidden)}", width, marks=marks
        )
    text = f"{lead}{name}  {fit(card.state, columns.state, marks=marks)}  "
    if card.workable:
        text += _figures(card, columns, marks, hidden=hidden)
    else:
        text += fit(_step(card, hidden=hidden), _WORKED + columns.n - 1, marks=marks) + " "
    return fit(text + _more(card, columns, marks, hidden=hidden), width, marks=marks)


def _figures(card: PlatformCard, columns: RosterColumns, marks: Glyphs, *, hidden: bool) -> str:
    n = f"{card.hourly_n or '-':>5}" if columns.n else ""
    return (
        f"{fit(card.tasks, 4)}{fit(card.seen, 5, 'right')}"
        f"{fit(_hourly(card, marks, hidden=hidden), 8, 'right')}{n}"
        f"{fit(owed(card, 11, hidden=hidden), 12, 'right', marks)}  {fit(card.pays, 8)} "
        f"{fit(card.quality, 9)}"
    )


def _hourly(card: PlatformCard, marks: Glyphs, *, hidden: bool) -> str:
    if card.hourly is None:
        return marks.gap if card.hourly_n else "-"
    return HIDDEN if hidden else card.hourly.text()


def owed(card: PlatformCard, width: int, *, hidden: bool) -> str:
    """What is pending: `~$41.30`, `$96.10 +1` where other currencies find no room, `-`."""
    return money_cell(card.pending, width, estimated=False, hidden=hidden)


def money_cell(
    amounts: Sequence[Money], width: int, *, estimated: bool, hidden: bool = False
) -> str:
    """Amounts in at most `width` cells where that can be: all, else the first and how many more."""
    if not amounts:
        return "-"
    if hidden:
        return HIDDEN
    sign = "~" if estimated else ""
    whole = sign + " + ".join(each.shown() for each in amounts)
    if len(amounts) == 1 or len(whole) <= width:
        return whole
    return f"{sign}{amounts[0].shown()} +{len(amounts) - 1}"


def _step(card: PlatformCard, *, hidden: bool) -> str:
    """What comes next, and what is still to come from where nothing can be worked on."""
    if not card.pending:
        return card.step
    amounts = HIDDEN if hidden else " + ".join(each.shown() for each in card.pending)
    pays = f", {card.pays}" if card.pays not in ("-", "?") else ""
    return f"{card.step}{'; ' if card.step else ''}{amounts} pending{pays}"


def _narrow(card: PlatformCard, width: int, marks: Glyphs, *, hidden: bool) -> str:
    if not card.workable:
        return f"{fit(card.state, 10)} {_step(card, hidden=hidden)}"
    tasks = f"{card.tasks} {card.seen}".strip() if card.tasks != "?" else card.state
    if card.state not in ("active", tasks):  # there is no column for the state here
        tasks = f"{card.state} {card.tasks}"
    text = f"{fit(tasks, 10)} {fit(owed(card, 11, hidden=hidden), 11, 'right', marks)}"
    if width >= MIDDLE:
        return f"{text}  {fit(card.pays, 7)} {card.quality}"
    return f"{text}  {card.pays}" if width >= NARROW else text


def _more(card: PlatformCard, columns: RosterColumns, marks: Glyphs, *, hidden: bool) -> str:
    if not columns.account:
        return ""
    account = veiled(card.account) if hidden else card.account
    return (
        f"{card.projects or '-':>4} {fit(account, columns.account, marks=marks)} "
        f"{fit(card.rate, columns.rate, marks=marks)}"
    )


def look(card: PlatformCard) -> str:
    """The look of a row: what is over is quiet, a warning is not."""
    if card.alert:
        return "alert"
    return "quiet" if card.state in ("banned", "left") else ""


class RosterTable(RecordTable[PlatformCard]):
    """The table of records with the roster's own columns."""

    def __init__(self, *, marks: Glyphs) -> None:
        super().__init__((), look=look, marks=marks, markable=lambda row: False, id="platforms")

    def _cells(self, row: PlatformCard | None) -> str:
        width = self.size.width or WIDE
        if row is None:
            return header_text(width)
        return row_text(
            row, width, self._glyphs, marked=row.key in self.marked, hidden=self._hidden
        )
