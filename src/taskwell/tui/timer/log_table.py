"""The log of a period as a table: its columns by width, its rows, its heading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from rich.cells import cell_len
from textual.geometry import Region

from taskwell.queries.log import LogRow
from taskwell.tui.drawing import fit
from taskwell.tui.glyphs import DRAWN, Glyphs
from taskwell.tui.widgets.cells import HIDDEN
from taskwell.tui.widgets.columns import TableModel
from taskwell.tui.widgets.virtual_table import VirtualTable


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in cells of the log's columns; 0 where a column is left out.

    The first three cells of a row are a mark, a glyph and an overlap's sign.
    """

    day: int
    start: int
    end: int
    time: int
    label: int
    kind: int
    tasks: int
    earned: int
    note: int
    gap: int


def columns_for(width: int, day: int) -> Columns:
    """The columns that fit: where names would get too little room, first the kind goes, then the
    end, then the amount; a note comes where there is room to spare.

    `day` is the width of the column that names the day, 0 for the log of one day.
    """
    wide = width >= 80
    gap = 3 if wide else 2
    kind, tasks = (8, 5) if wide else (0, 0)
    end = 5 if width >= 52 else 0
    earned = 11 if wide else 10 if width >= 46 else 8
    label, note = 0, 0
    for dropped in range(4):
        kind = 0 if dropped >= 1 else kind
        end = 0 if dropped >= 2 else end
        earned = 0 if dropped >= 3 else earned
        fixed = 3 + (day + 2 if day else 0) + 5 + (2 + end if end else 0) + gap - 1 + 5 + gap
        fixed += kind + tasks + (earned + 1 if earned else 0) + (0 if wide else 1)
        label = width - fixed
        if label >= (20 if wide else 12):
            break
    if label > 60:
        kind = 18
        note, label = label - 52, 40
    return Columns(day, 5, end, 5, max(6, label), kind, tasks, earned, note, gap)


_SHORT_KINDS = {"qualification": "test", "guidelines": "guides"}
"""Kinds that are longer than their column where there is none for notes."""


@dataclass(frozen=True, slots=True)
class _Cells:
    day: str = "day"
    start: str = "start"
    end: str = "end"
    time: str = "time"
    label: str = "platform / project"
    kind: str = "kind"
    tasks: str = "tasks"
    earned: str = "earned"
    note: str = "note"


def header_text(columns: Columns) -> str:
    """The line with the columns' names."""
    return "   " + _text(_Cells(), columns, DRAWN)


def _text(cells: _Cells, columns: Columns, marks: Glyphs) -> str:
    day = f"{fit(cells.day, columns.day, marks=marks)}  " if columns.day else ""
    end = f"  {fit(cells.end, columns.end)}" if columns.end else ""
    gap = " " * columns.gap
    text = f"{day}{fit(cells.start, columns.start)}{end}{gap[1:]}"
    text += fit(cells.time, columns.time, "right")
    apart = 2 if columns.kind or columns.tasks else 0
    text += gap + fit(cells.label, columns.label - apart, marks=marks) + " " * apart
    if columns.kind:
        text += fit(cells.kind, columns.kind, marks=marks)
    if columns.tasks:
        text += fit(cells.tasks, columns.tasks, "right", marks)
    if columns.earned:
        text += " " + fit(cells.earned, columns.earned, "right", marks)
    if columns.note:
        text += "  " + fit(cells.note, columns.note, marks=marks)
    return text


def row_text(
    row: LogRow,
    columns: Columns,
    marks: Glyphs = DRAWN,
    *,
    marked: bool = False,
    hidden: bool = False,
) -> str:
    """One row: a mark, a glyph (running, or paused), `!` for an overlap, times, names, figures."""
    session = row.what == "session"
    glyph = _glyph(row, marks)
    label = row.label if session else f"{glyph} {row.label.removeprefix(row.glyph).strip()}"
    kind = row.kind.partition(", ")[0]
    if session and not columns.kind and kind != "paid":
        # What is no paid time must not look like it, however long the name is.
        tail = f", {_SHORT_KINDS.get(kind, kind)}"
        if cell_len(label) + len(tail) > columns.label:
            label = fit(label, max(columns.label - len(tail), 0), marks=marks).rstrip()
        label += tail
    note = HIDDEN if hidden and row.note else row.note
    if session and row.overlap:
        note = f"overlap{', ' + note if note else ''}"
    cells = _Cells(
        day=short_day(row.day, columns.day),
        start=row.start,
        end=row.end,
        time=row.time,
        label=label,
        kind=(row.kind if columns.note else _SHORT_KINDS.get(kind, kind)) if session else "",
        tasks=row.tasks,
        earned=HIDDEN if hidden and row.earned.strip("- ") else row.earned,
        note=note,
    )
    lead = (marks.marked if marked else " ") + (glyph if session else " ")
    lead += "!" if session and row.overlap and glyph != "!" else " "
    return lead + _text(cells, columns, marks)


def _glyph(row: LogRow, marks: Glyphs) -> str:
    still = marks.paused if row.what == "session" else marks.rest
    drawn = {">": marks.running, ".": marks.gap, "=": still}
    glyph = row.glyph.strip()
    return drawn.get(glyph, glyph) or " "


def short_day(day: str, width: int) -> str:
    """`Thu 19 Nov 2025` in 6 cells (`Thu 19`), 10 (`Thu 19 Nov`) or 11 (`19 Nov 2025`)."""
    words = day.split()
    if width <= 6:
        return " ".join(words[:2])
    return " ".join(words[:3] if width <= 10 else words[1:])


def look(row: LogRow) -> str:
    """The look of a row: gaps and rests are quiet, overlaps are not."""
    if row.what != "session":
        return "quiet"
    return "alert" if row.overlap else ""


class LogTable(VirtualTable[LogRow]):
    """The virtual table with the log's own columns, which change with width and period."""

    def __init__(self, *, marks: Glyphs) -> None:
        super().__init__(
            (), look=look, marks=marks, markable=lambda row: row.what == "session", id="log"
        )
        self._day = 0
        self._width = 0
        self._log_columns = columns_for(80, 0)
        self._quiet = False

    def set_model(self, model: TableModel[LogRow], *, at: str | None = None) -> None:
        """Other rows, or the same anew; only the lines that differ are drawn."""
        if not self.size.height:
            # Nothing is drawn yet: the first size decides how little there is to scroll.
            super().set_model(model, at=at)
            self._top = 0
            return
        before = self._lines_shown()
        self._quiet = True
        try:
            super().set_model(model, at=at)
        finally:
            self._quiet = False
        after = self._lines_shown()
        for y, (old, new) in enumerate(zip(before, after, strict=True)):
            if old != new:
                self.refresh(Region(0, y, self.size.width, 1))

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """As of every widget; while other rows come in, the lines are compared instead."""
        if self._quiet and not regions:
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def _lines_shown(self) -> list[object]:
        """What each line of the widget stands for: its row, and whether cursor or mark is on it."""
        lines: list[object] = []
        for y in range(self.size.height):
            index = self._top + y - self._header
            row = self.row_at(index) if y >= self._header else None
            if row is None:
                lines.append((y < self._header, self._empty if not self.count else ""))
            else:
                lines.append((row, index == self._index, row.key in self.marked))
        return lines

    def show_days(self, width: int) -> None:
        """How many cells the day takes; 0 for the log of one day."""
        if width != self._day:
            self._day = width
            self._lay_out()
            self.refresh()

    def show_header(self, shown: bool) -> None:
        """With or without the line of names, for very low screens."""
        if shown != bool(self._header):
            self._header = int(shown)
            self._settle(moved=True)
            self.refresh()

    def _lay_out(self) -> None:
        self._log_columns = columns_for(self.size.width or 80, self._day)

    def _cells(self, row: LogRow | None) -> str:
        if row is None:
            return header_text(self._log_columns)
        return row_text(
            row,
            self._log_columns,
            self._glyphs,
            marked=row.key in self.marked,
            hidden=self._hidden,
        )
