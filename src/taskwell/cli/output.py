"""What a command prints: columns by cell width, plain facts, JSON and CSV; text always literal."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence

from taskwell.records.text import markdown_table, neutral_cell, visible

GAP = "  "
NARROWEST = 10
"""Cells that a text keeps before columns are left out."""


def cell_width(text: str) -> int:
    """How many cells a text takes on a terminal: two for wide letters and emoji, none for marks."""
    if text.isascii():
        return len(text)
    return sum(_width(letter) for letter in text)


def _width(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1


def fit(text: str, cells: int) -> str:
    """The text cut to a number of cells, with ".." where something is missing."""
    if cell_width(text) <= cells:
        return text
    kept, used = "", 0
    for letter in text:
        if used + _width(letter) > cells - 2:
            break
        kept += letter
        used += _width(letter)
    return kept.rstrip() + ".."


def columns(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    right: str = "",
    *,
    drop: Sequence[str] = (),
    room: int | None = None,
) -> str:
    """Rows under their heads in aligned columns, control characters shown as symbols.

    `right` marks with "r" the columns that are aligned to the right. Where `room` cells (those of
    the terminal; endless without one) are too few, texts are cut, then columns of the heads in
    `drop` left out, the first of them first.
    """
    room = room or terminal_width()
    drawn = [list(heads), *([visible(cell) for cell in row] for row in rows)]
    marks = list(right.ljust(len(heads)))
    gone = list(drop)
    while True:
        widths = [max(map(cell_width, column)) for column in zip(*drawn, strict=True)]
        if room is None or _squeezed(widths, marks, room) or not gone:
            break
        at = drawn[0].index(gone.pop(0))
        for line in (*drawn, marks):
            del line[at]
    lines = [_line(row, widths, marks) for row in drawn]
    lines.insert(1, GAP.join("-" * width for width in widths))
    return "\n".join(lines)


def _squeezed(widths: list[int], marks: Sequence[str], room: int) -> bool:
    """Narrow the widest texts until all fits; False when that is not enough."""
    while sum(widths) + len(GAP) * (len(widths) - 1) > room:
        texts = [at for at, mark in enumerate(marks) if mark != "r" and widths[at] > NARROWEST]
        if not texts:
            return False
        widths[max(texts, key=lambda at: widths[at])] -= 1
    return True


def _line(row: Sequence[str], widths: Sequence[int], marks: Sequence[str]) -> str:
    parts = []
    for cell, width, mark in zip(row, widths, marks, strict=True):
        cut = fit(cell, width)
        space = " " * (width - cell_width(cut))
        parts.append(space + cut if mark == "r" else cut + space)
    return GAP.join(parts).rstrip()


def terminal_width() -> int | None:
    """The width of the terminal on standard output, None when there is none."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except (OSError, ValueError, AttributeError):
        return None


def facts(records: Iterable[Sequence[tuple[str, str]]]) -> str:
    """One `name: value` a line, records parted by an empty line; empty values are left out."""
    blocks = []
    for record in records:
        block = "\n".join(f"{name}: {visible(value)}" for name, value in record if value)
        if block:
            blocks.append(block)
    return "\n\n".join(blocks)


def json_text(value: object) -> str:
    """One JSON document in ASCII, so that nothing in it can drive a terminal."""
    return json.dumps(value, ensure_ascii=True, allow_nan=False).replace("\x7f", "\\u007f")


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A CSV table that a spreadsheet takes as text: no cell can be a formula."""
    import csv
    import io

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([neutral_cell(visible(cell, one_line=False)) for cell in row])
    return buffer.getvalue().rstrip("\n")


def markdown_text(heads: Sequence[str], rows: Iterable[Sequence[str]], right: str = "") -> str:
    """A Markdown table; what marks up and control characters in cells are made harmless."""
    return markdown_table(heads, rows, right)


def count_of(number: int, what: str) -> str:
    """`1 task`, `3 tasks`, `2 entries`, `5 days`."""
    if number == 1:
        return f"1 {what}"
    plural = f"{what[:-1]}ies" if what.endswith("y") and what[-2] not in "aeo" else f"{what}s"
    return f"{number} {plural}"
