"""Styled pieces of text set in lines and columns of an exact width in cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from textual.content import Content

from taskwell.money.amounts import Money
from taskwell.records.text import visible

HIDDEN = "***"
MUTED = "$text-muted"
STRONG = "bold"
WARNING = "bold $warning"
GOOD = "$success"

Piece = tuple[str, str]
"""Some text and its style."""


def line(pieces: Iterable[Piece], width: int) -> Content:
    """One line of exactly `width` cells out of styled pieces; text is literal."""
    content = Content.assemble(*((visible(text), style) for text, style in pieces if text))
    if content.cell_length > width:
        return content.truncate(width)
    return content.pad_right(width - content.cell_length)


def in_columns(cells: Sequence[Piece], columns: Sequence[int], width: int, gap: int) -> Content:
    """Cells that begin at the given columns, or `gap` after a longer one before.

    An empty cell keeps its column; one that would not fit is left out, never cut.
    """
    pieces: list[Piece] = []
    at = 0
    for number, (text, style) in enumerate(cells):
        begin = columns[number] if number < len(columns) else at + gap
        begin = max(begin, at + gap if at else 0)
        size = cell_len(text)
        if not text or begin + size > width:
            continue
        pieces += [(" " * (begin - at), ""), (text, style)]
        at = begin + size
    return line(pieces, width)


def amounts(earned: Sequence[Money], *, estimated: bool, hidden: bool = False) -> str:
    """`~$68.30 + GBP 4.50`, one amount for each currency; stars while private things are hidden."""
    if not earned:
        return ""
    if hidden:
        return HIDDEN
    return ("~" if estimated else "") + " + ".join(each.shown() for each in earned)
