"""A place in two halves: records in a table above, more of the one under the cursor below.

On tall screens what the table leaves over tells more of the same record, as its page does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.timer import Timer

from taskwell.tui.place import Place, Rule
from taskwell.tui.widgets.cells import MUTED
from taskwell.tui.widgets.columns import RowT
from taskwell.tui.widgets.lines import Draw, Lines
from taskwell.tui.widgets.record_table import RecordTable
from taskwell.tui.widgets.virtual_table import VirtualTable

if TYPE_CHECKING:
    from taskwell.store.documents import Change

AFTER_A_MOVE = 0.06
"""Seconds of stillness after which the details of another record are drawn."""
AFTER_A_CHANGE = 0.25
"""Seconds of stillness after which a change is drawn: a task that is counted shifts an amount, no more."""
PATIENCE = 1.0
"""Seconds after which it is drawn all the same."""
LEAST_MORE = 6
"""Lines the table has to leave over before more is told in them."""
Detail = TypeVar("Detail")


class Halves(Vertical):
    """The table, and below it the details where there is room for both."""

    DEFAULT_CSS = """
    Halves { height: 1fr; width: 100%; overflow: hidden; }
    Halves > #detail, Halves > #more { display: none; }
    Halves.-both > #detail, Halves.-more > #more { display: block; }
    """

    def on_resize(self, event: Resize) -> None:
        """Shares the lines out."""
        place = self.screen
        if isinstance(place, HalvedPlace):
            place.share_out(event.size.height)


class HalvedPlace(Place, Generic[RowT, Detail]):
    """A place of this kind says what its rows are, which of them a filter keeps, and what its details
    are and look like.

    `shown_tables` are the tables whose documents it shows; a change to one of `at_once` is drawn
    without waiting, because a person made it here.
    """

    shown_tables: ClassVar[frozenset[str]] = frozenset()
    at_once: ClassVar[frozenset[str]] = frozenset()
    filter_hint: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        self.filter_text = ""
        self._filter: Callable[[RowT], bool] | None = None
        self._before_filter: str | None = None
        self._landed: str | None = None
        self._height = 0
        self._more_height = 0
        self._body = 0
        self._total = 0
        self._detail: Detail | None = None
        self._more: Draw | None = None
        self._soon: Timer | None = None
        self._later_by = 0.0
        self._later: Timer | None = None
        self._minute = -1

    # What a place of this kind gives

    def make_table(self) -> RecordTable[RowT]:
        """The table, without rows."""
        raise NotImplementedError

    def ask_rows(self, now: datetime) -> Sequence[RowT]:
        """Every row, in order."""
        raise NotImplementedError

    def read_filter(self, text: str) -> Callable[[RowT], bool]:
        """Whether a row matches a text. BadInput for a wrong one."""
        raise NotImplementedError

    def empty_words(self) -> str:
        """What an empty place says."""
        raise NotImplementedError

    def ask_detail(self, row: RowT, now: datetime) -> Detail | None:
        """More of a row."""
        raise NotImplementedError

    def draw_detail(self, detail: Detail | None, width: int, height: int) -> list[Content]:
        """The details in lines, `height` of them."""
        raise NotImplementedError

    def detail_height(self, lines: int) -> int:
        """How many of the body's lines the details take."""
        raise NotImplementedError

    def ask_more(self, row: RowT, now: datetime) -> Draw | None:
        """What else there is to tell of a row, as its page tells it."""
        return None

    def rule_words(self, shown: int, total: int) -> str:
        """What stands in the line below the tabs."""
        return f"{shown} of {total} /{self.filter_text}" if self.filter_text else ""

    # What they all do

    def compose_body(self) -> ComposeResult:
        """The table, and the details of its row."""
        with Halves():
            yield self.make_table()
            yield Lines(id="detail")
            yield Lines(id="more")

    def on_mount(self) -> None:
        """The first picture."""
        self.refresh_rows()

    @property
    def table(self) -> RecordTable[RowT]:
        """The table."""
        found: RecordTable[RowT] = self.query_one(RecordTable)
        return found

    def main_table(self) -> VirtualTable[Any] | None:
        """The table."""
        return self.query_one(RecordTable) if self.query(RecordTable) else None

    def chosen_row(self) -> RowT | None:
        """The row under the cursor."""
        return self.table.row if self.query(RecordTable) else None

    def tick(self, now: datetime) -> None:
        """A new minute: what was seen is a minute older."""
        minute = int(now.timestamp()) // 60
        if minute != self._minute:
            self.refresh_rows()

    def on_store_change(self, change: Change | None) -> None:
        """Asks again, once for all changes within a moment; at once where a person changed a row."""
        tables = None if change is None or change.whole else {name for name, _ in change.touched}
        if tables is not None and not tables & self.shown_tables:
            return
        if tables is None or tables & self.at_once:
            self.refresh_rows()
        else:
            self._rest_for_rows()

    def _rest_for_rows(self) -> None:
        """The rows follow once no key and no change has come for a moment, but not for ever."""
        if self._later is None:
            self._later_by = monotonic() + PATIENCE
        elif monotonic() > self._later_by:
            return
        else:
            self._later.stop()
        self._later = self.set_timer(AFTER_A_CHANGE, self.refresh_rows)

    def on_hidden(self, hidden: bool) -> None:
        """Masks amounts and private texts."""
        super().on_hidden(hidden)
        self._draw_detail()
        if self._more_height:
            self._draw_more(self._more, self._more_height)

    # The rows

    def refresh_rows(self, *, at: str | None = None) -> None:
        """Asks for the rows again and draws what differs; the cursor stays on its record, or goes to
        `at`."""
        if self._later is not None:
            self._later.stop()
            self._later = None
        if not self.is_mounted:
            return
        now = self.now()
        self._minute = int(now.timestamp()) // 60
        every = self.ask_rows(now)
        wanted = self._filter
        rows = [row for row in every if wanted is None or wanted(row)]
        table = self.table
        table.set_empty(
            "Nothing matches: esc takes the filter away" if self.filter_text else self.empty_words()
        )
        table.take(rows, at=at)
        self.query_one("#bar-rule", Rule).show(self.rule_words(len(rows), len(every)))
        if len(every) != self._total:
            self._total = len(every)
            self.share_out(self._body)
        self._rest_for_details(0.01)

    # The details

    def share_out(self, lines: int) -> None:
        """How many of the body's lines the details take, and what else is told where rows, the
        line of names and a blank one leave room."""
        self._body = lines
        height = self.detail_height(lines) if self._total else 0
        spare = lines - height - self._total - 2
        more = spare if height and spare >= LEAST_MORE else 0
        halves = self.query_one(Halves)
        halves.set_class(height > 0, "-both")
        halves.set_class(more > 0, "-more")
        if (height, more) != (self._height, self._more_height):
            self._height, self._more_height = height, more
            self._rest_for_details(0.01)

    def on_virtual_table_cursor_moved(self, message: VirtualTable.CursorMoved) -> None:
        """Another record."""
        if self._later is not None:
            self._rest_for_rows()
        self._rest_for_details(AFTER_A_MOVE)

    def _rest_for_details(self, seconds: float) -> None:
        """The details follow once nothing else is to be done, so that no key waits for them."""
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(seconds, self.show_detail)

    def show_detail(self) -> None:
        """Asks for the details again and draws them."""
        if self._soon is not None:
            self._soon.stop()
            self._soon = None
        row = self.chosen_row() if self._height else None
        self._detail = self.ask_detail(row, self.now()) if row is not None else None
        self._draw_detail()
        if self._more_height:
            more = self.ask_more(row, self.now()) if row is not None else None
            self._draw_more(more, self._more_height)

    def _draw_more(self, more: Draw | None, height: int) -> None:
        blank = Content("")

        def draw(width: int) -> list[Content]:
            lines = [Content(" ").append(each) for each in more(width - 1)] if more else []
            if len(lines) > height:
                lines[height - 1 :] = [Content.styled(" enter: the rest", MUTED)]
            return [*lines, *[blank] * (height - len(lines))]

        self._more = more
        self.query_one("#more", Lines).show(draw)

    def _draw_detail(self) -> None:
        height, found = self._height, self._detail
        if height:
            self.query_one("#detail", Lines).show(
                lambda width: self.draw_detail(found, width, height)
            )

    # The filter

    def act_app_filter(self) -> object:
        """Opens the line for the filter."""
        from taskwell.tui.filter_part import FilterPart

        self.open_part(FilterPart(self.filter_text, self.set_filter, self.filter_hint))
        return True

    def set_filter(self, text: str) -> None:
        """Shows only what matches; an empty text takes the filter away. BadInput for a wrong one."""
        text = text.strip()
        wanted = self.read_filter(text) if text else None
        here = self.table.key
        if self._filter is None:
            self._before_filter = here
        self._filter, self.filter_text = wanted, text
        if wanted is not None:
            self.refresh_rows(at=self._before_filter)
            self._landed = self.table.key
            return
        stayed = here is None or here == self._landed
        self.refresh_rows(at=self._before_filter if stayed else here)

    def act_app_back(self) -> object:
        """Leaves an input, then takes the filter away."""
        if super().act_app_back():
            return True
        if self.filter_text:
            self.set_filter("")
            return True
        return False
