"""A table that asks its model for the rows on screen only: ten years scroll like ten rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, Generic

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from taskwell.tui.drawing import fit, veiled, wrapped
from taskwell.tui.glyphs import DRAWN, Glyphs
from taskwell.tui.widgets.columns import Column as Column
from taskwell.tui.widgets.columns import RowT, TableModel
from taskwell.tui.widgets.columns import layout_columns as layout_columns

CACHE_PAGES = 3


class VirtualTable(Widget, Generic[RowT], can_focus=True, inherit_bindings=False):
    """A table on the line API. The cursor is kept by the row's key, so that no refresh, sort,
    filter or undo moves it off its record."""

    DEFAULT_CSS = """
    VirtualTable { height: 1fr; width: 100%; }
    VirtualTable > .table--head { color: $text-muted; }
    VirtualTable > .table--cursor { text-style: reverse; }
    VirtualTable > .table--resting { text-style: underline; }
    VirtualTable > .table--marked { text-style: bold; color: $accent; }
    VirtualTable > .table--quiet { color: $text-muted; }
    VirtualTable > .table--alert { color: $warning; }
    VirtualTable > .table--empty { color: $text-muted; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--head",
        "table--cursor",
        "table--resting",
        "table--marked",
        "table--quiet",
        "table--alert",
        "table--empty",
    }

    class CursorMoved(Message):
        """The cursor stands on another row."""

        def __init__(self, table: VirtualTable[RowT], key: str | None) -> None:
            super().__init__()
            self.table = table
            self.key = key

    class Opened(Message):
        """A row was clicked twice."""

        def __init__(self, table: VirtualTable[RowT], key: str) -> None:
            super().__init__()
            self.table = table
            self.key = key

    def __init__(
        self,
        columns: Sequence[Column[RowT]],
        *,
        id: str | None = None,  # noqa: A002 - as the toolkit names it
        empty: str = "",
        look: Callable[[RowT], str] | None = None,
        header: bool = True,
        marks: Glyphs = DRAWN,
        markable: Callable[[RowT], bool] | None = None,
    ) -> None:
        """`look` gives a row's class: "" , "quiet" or "alert". `empty` is said when it is empty, a
        paragraph a line."""
        super().__init__(id=id)
        self._columns = tuple(columns)
        self._model: TableModel[RowT] | None = None
        self._empty = empty
        self._look = look
        self._header = 1 if header else 0
        self._glyphs = marks
        self._markable = markable
        self._rows: dict[int, RowT] = {}
        self._laid: list[tuple[Column[RowT], int]] = []
        self._top = 0
        self._index = 0
        self._key: str | None = None
        self._hidden = False
        self._styles_at: dict[str, Style] = {}
        self.marked: set[str] = set()

    # What it holds

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._model.count if self._model is not None else 0

    @property
    def key(self) -> str | None:
        """The key of the row under the cursor."""
        return self._key

    @property
    def index(self) -> int:
        """Where the cursor stands, from 0."""
        return self._index

    @property
    def row(self) -> RowT | None:
        """The row under the cursor."""
        return self.row_at(self._index)

    def row_at(self, index: int) -> RowT | None:
        """One row; the page around it is asked for at once and kept."""
        if self._model is None or not 0 <= index < self._model.count:
            return None
        if index not in self._rows:
            page = max(self._page, 1)
            if len(self._rows) > CACHE_PAGES * page + page:
                self._rows.clear()
            first = min(index, self._top) if index - self._top < page else index
            first = max(first, 0)
            for offset, row in enumerate(self._model.rows(first, max(page, index - first + 1))):
                self._rows[first + offset] = row
        return self._rows.get(index)

    def set_model(self, model: TableModel[RowT], *, at: str | None = None) -> None:
        """Shows other rows, or the same anew; the cursor stays on its record, else near its place.

        `at` is the key it should go to instead.
        """
        before = self._index
        self._model = model
        self._rows.clear()
        wanted = at if at is not None else self._key
        found = model.position(wanted) if wanted is not None else None
        if found is None and at is not None and self._key is not None:
            found = model.position(self._key)
        index = before if found is None else found
        offset = before - self._top
        self._index = max(0, min(index, model.count - 1))
        self._top = max(0, self._index - max(offset, 0))
        self._settle(moved=True)
        if self.marked:
            self.marked = {key for key in self.marked if model.position(key) is not None}
        self.refresh()

    def set_columns(self, columns: Sequence[Column[RowT]]) -> None:
        """Other columns, for example when the period is longer than a day."""
        if tuple(columns) != self._columns:
            self._columns = tuple(columns)
            self._lay_out()
            self.refresh()

    def set_empty(self, text: str) -> None:
        """What is said when there are no rows."""
        if text != self._empty:
            self._empty = text
            if not self.count:
                self.refresh()

    def refresh_row(self, key: str) -> None:
        """Asks for one row again and draws it, when it is on screen."""
        if self._model is None:
            return
        index = self._model.position(key)
        if index is None or not self._top <= index < self._top + self._page:
            return
        fresh = self._model.rows(index, 1)
        if fresh and self._rows.get(index) != fresh[0]:
            self._rows[index] = fresh[0]
            self._refresh_line(index)

    def set_hidden(self, hidden: bool) -> None:
        """Masks the private columns, or shows them."""
        if hidden != self._hidden:
            self._hidden = hidden
            self.refresh()

    # Moving

    def move_to(self, index: int) -> None:
        """Puts the cursor on a row; draws two lines unless the page has to move."""
        count = self.count
        if not count:
            return
        index = max(0, min(index, count - 1))
        if index == self._index and self._key is not None:
            return
        old, top = self._index, self._top
        self._index = index
        self._settle(moved=False)
        if self._top != top:
            self.refresh()
        else:
            self._refresh_line(old)
            self._refresh_line(index)

    def move_by(self, rows: int) -> None:
        """Moves the cursor down, or up when negative."""
        self.move_to(self._index + rows)

    def move_page(self, pages: int) -> None:
        """Moves by whole pages."""
        self.move_by(pages * max(self._page - 1, 1))

    def move_first(self) -> None:
        """To the first row."""
        self.move_to(0)

    def move_last(self) -> None:
        """To the last row."""
        self.move_to(self.count - 1)

    def move_to_key(self, key: str) -> bool:
        """To the row of a key; False when it is not here."""
        found = self._model.position(key) if self._model is not None else None
        if found is None:
            return False
        self.move_to(found)
        return True

    def toggle_mark(self) -> None:
        """Marks the row under the cursor, or takes its mark away, and moves on."""
        row = self.row
        if row is None or (self._markable is not None and not self._markable(row)):
            return
        self.marked.symmetric_difference_update({row.key})
        self._refresh_line(self._index)
        self.move_by(1)

    def clear_marks(self) -> None:
        """No row is marked."""
        if self.marked:
            self.marked.clear()
            self.refresh()

    def remembered(self) -> tuple[str | None, int]:
        """The cursor's key and the first row on screen, to come back to."""
        return self._key, self._top

    # Drawing

    @property
    def _page(self) -> int:
        return max(self.size.height - self._header, 0)

    def _settle(self, *, moved: bool) -> None:
        page = self._page
        count = self.count
        if page:
            step = max(page // 3, 1)
            if self._index < self._top:
                self._top = self._index if moved else max(self._index - step + 1, 0)
            elif self._index >= self._top + page:
                self._top = self._index - page + (1 if moved else step)
            self._top = max(0, min(self._top, count - page))
        row = self.row
        key = row.key if row is not None else None
        if key != self._key:
            self._key = key
            if self.is_attached:
                self.post_message(self.CursorMoved(self, key))

    def _lay_out(self) -> None:
        self._laid = layout_columns(self._columns, self.size.width - 1)

    def _refresh_line(self, index: int) -> None:
        y = index - self._top + self._header
        if self._header <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def on_resize(self, event: events.Resize) -> None:
        """Fits the columns and keeps the cursor in sight."""
        self._lay_out()
        self._settle(moved=True)
        self.refresh()

    def on_focus(self) -> None:
        """The cursor row changes its look with the focus."""
        self._refresh_line(self._index)

    def on_blur(self) -> None:
        """The cursor row changes its look with the focus."""
        self._refresh_line(self._index)

    def notify_style_update(self) -> None:
        """Another theme: the colours are asked for again."""
        super().notify_style_update()
        self._styles_at.clear()

    def _style(self, name: str) -> Style:
        if name not in self._styles_at:
            self._styles_at[name] = (
                self.get_component_rich_style(f"table--{name}") if name else self.rich_style
            )
        return self._styles_at[name]

    def render_line(self, y: int) -> Strip:
        """One line of the widget: the header, a row, or nothing."""
        width = self.size.width
        if not self._laid and width:
            self._lay_out()
        if self._header and y == 0:
            return self._strip(self._cells(None), self._style("head"), width)
        if not self.count:
            told = wrapped(self._empty.replace("\n", "\n\n"), max(width - 6, 1))
            at = y - self._header
            text = told[at] if at < len(told) else ""
            return self._strip(fit(f"   {text}", width), self._style("empty"), width)
        index = self._top + y - self._header
        row = self.row_at(index)
        if row is None:
            return Strip.blank(width, self._style(""))
        return self._strip(self._cells(row), self._row_style(row, index), width)

    def _row_style(self, row: RowT, index: int) -> Style:
        style = self._style(self._look(row) if self._look is not None else "")
        if row.key in self.marked:
            style = style + self._style("marked")
        if index == self._index:
            style = style + Style(reverse=True) if self.has_focus else style + Style(underline=True)
        return style

    def _cells(self, row: RowT | None) -> str:
        pieces = []
        for column, size in self._laid:
            text = column.title if row is None else column.cell(row)
            if self._hidden and column.private and row is not None:
                text = veiled(text)
            pieces.append(" " * column.gap + fit(text, size, column.align, self._glyphs))
        line = "".join(pieces)
        if row is not None and row.key in self.marked:
            line = self._glyphs.marked + line[1:]
        return line

    def _strip(self, text: str, style: Style, width: int) -> Strip:
        size = cell_len(text)
        if size < width:
            text += " " * (width - size)
        elif size > width:
            text = fit(text, width, marks=self._glyphs)
        return Strip([Segment(text, style)], width)

    def shown_lines(self) -> Iterable[str]:
        """What stands on screen now, top to bottom, for tests and for copying."""
        for y in range(self.size.height):
            yield self.render_line(y).text

    # The mouse, where it is on

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Three rows down."""
        event.stop()
        self.move_by(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Three rows up."""
        event.stop()
        self.move_by(-3)

    def on_click(self, event: events.Click) -> None:
        """Puts the cursor on the row; twice opens it."""
        index = self._top + event.y - self._header
        if event.y < self._header or index >= self.count:
            return
        self.move_to(index)
        if event.chain == 2 and self._key is not None:
            self.post_message(self.Opened(self, self._key))
