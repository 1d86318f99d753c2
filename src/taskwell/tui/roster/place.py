"""The Roster: platforms by state above, more of the one under the cursor below."""

from __future__ import annotations

from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.timer import Timer

from taskwell.queries.roster import details, roster
from taskwell.queries.roster_cards import Details, PlatformCard, Roster
from taskwell.queries.roster_filter import RosterFilter
from taskwell.tui.place import Rule
from taskwell.tui.roster.detail import detail_height, render_detail
from taskwell.tui.roster.row_place import RosterRowPlace
from taskwell.tui.roster.table import RosterRows, RosterTable
from taskwell.tui.timer.lines import Lines
from taskwell.tui.widgets.virtual_table import VirtualTable
from taskwell.words.acts import Facts

if TYPE_CHECKING:
    from taskwell.store.documents import Change

AFTER_A_MOVE = 0.06
"""Seconds of stillness after which the details of another platform are drawn."""
AFTER_A_CHANGE = 0.25
"""Seconds of stillness after which a change is drawn: a task that is counted shifts an amount, no more."""
PATIENCE = 1.0
"""Seconds after which it is drawn all the same."""
SHOWN = frozenset(
    {
        "platforms", "projects", "sessions", "marks", "reports", "payouts", "notes", "skills",
        "incidents", "settings",
    }
)  # fmt: skip
"""The tables whose documents the roster shows."""


class Halves(Vertical):
    """The table, and below it the details where there is room for both."""

    DEFAULT_CSS = """
    Halves { height: 1fr; width: 100%; overflow: hidden; }
    Halves > #detail { display: none; }
    Halves.-both > #detail { display: block; }
    """

    def on_resize(self, event: Resize) -> None:
        """Shares the lines out."""
        place = self.screen
        if isinstance(place, RosterPlace):
            place.share_out(event.size.height)


class RosterPlace(RosterRowPlace):
    """The second tab."""

    TITLE = "Roster"
    place_id = "roster"
    help_text = (
        "Your platforms by state: whether there are tasks and when that was seen, what an hour"
        " really paid (a dot: too early to say), what is pending, the next payday, and whether a"
        " warning is open. Below, the one under the cursor: its payments to come, limits,"
        " deadlines, and when there were tasks. enter shows everything about it; n adds one from"
        " the catalogue or by name; e changes its fields; x shows what else can be done; / filters"
        " by state:active country:ke tasks:yes or any text."
    )

    def __init__(self) -> None:
        super().__init__()
        self.shown: Roster = Roster()
        self.filter_text = ""
        self._filter: RosterFilter | None = None
        self._before_filter: str | None = None
        self._landed: str | None = None
        self._height = 0
        self._details: Details | None = None
        self._soon: Timer | None = None
        self._later_by = 0.0
        self._later: Timer | None = None
        self._minute = -1

    # What a place gives

    def compose_body(self) -> ComposeResult:
        """The table, and the details of its row."""
        with Halves():
            yield RosterTable(marks=self.taskwell.glyphs)
            yield Lines(id="detail")

    def on_mount(self) -> None:
        """The first picture."""
        self.refresh_rows()

    @property
    def table(self) -> RosterTable:
        """The platforms."""
        return self.query_one(RosterTable)

    def main_table(self) -> RosterTable | None:
        """The platforms."""
        return self.query_one(RosterTable) if self.query(RosterTable) else None

    def facts(self) -> Facts:
        """Rows are platforms."""
        table = self.main_table()
        row = "platform" if table is not None and table.row is not None else None
        return Facts(place=self.place_id, row=row, can_filter=True, can_add=True)

    def tick(self, now: datetime) -> None:
        """A new minute: what was seen is a minute older."""
        minute = int(now.timestamp()) // 60
        if minute != self._minute:
            self.refresh_rows()

    def on_store_change(self, change: Change | None) -> None:
        """Asks again, once for all changes within a moment; at once where a person added or
        changed a platform."""
        tables = None if change is None or change.whole else {name for name, _ in change.touched}
        if tables is not None and not tables & SHOWN:
            return
        if tables is None or tables & {"platforms", "settings"}:
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
        """Masks amounts and accounts."""
        super().on_hidden(hidden)
        self._draw_detail()
        if self.app.screen is not self:
            from taskwell.tui.roster.page import PlatformPage

            if isinstance(self.app.screen, PlatformPage):
                self.app.screen.redraw()

    # The rows

    def refresh_rows(self, *, at: str | None = None) -> None:
        """Asks for the platforms again and draws what differs; the cursor stays on its record, or
        goes to `at`."""
        if self._later is not None:
            self._later.stop()
            self._later = None
        if not self.is_mounted:
            return
        now = self.now()
        self._minute = int(now.timestamp()) // 60
        self.shown = roster(self.store, now)
        wanted = self._filter
        cards = [card for card in self.shown.rows if wanted is None or wanted.matches(card)]
        table = self.table
        table.set_empty(self._empty_words())
        table.take(RosterRows(cards), at=at)
        told = f"{len(cards)} of {len(self.shown.rows)} /{self.filter_text}" if wanted else ""
        self.query_one("#bar-rule", Rule).show(told)
        self._rest_for_details(0.01)

    def _empty_words(self) -> str:
        if self.filter_text:
            return "Nothing matches: esc takes the filter away"
        return "No platforms yet: n shows the catalogue, s starts one by name"

    def chosen_card(self) -> PlatformCard | None:
        """The platform under the cursor."""
        table = self.main_table()
        return table.row if table is not None else None

    def chosen_platform(self) -> str | None:
        """The uid of the platform under the cursor."""
        card = self.chosen_card()
        return card.uid if card is not None else None

    # The details

    def share_out(self, lines: int) -> None:
        """How many of the body's lines the details take."""
        height = detail_height(lines)
        self.query_one(Halves).set_class(height > 0, "-both")
        if height != self._height:
            self._height = height
            self._show_detail()

    def on_virtual_table_cursor_moved(self, message: VirtualTable.CursorMoved) -> None:
        """Another platform."""
        if self._later is not None:
            self._rest_for_rows()
        self._rest_for_details(AFTER_A_MOVE)

    def _rest_for_details(self, seconds: float) -> None:
        """The details follow once nothing else is to be done, so that no key waits for them."""
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(seconds, self._show_detail)

    def _show_detail(self) -> None:
        if self._soon is not None:
            self._soon.stop()
            self._soon = None
        uid = self.chosen_platform() if self._height else None
        self._details = details(self.store, self.now(), uid) if uid is not None else None
        self._draw_detail()

    def _draw_detail(self) -> None:
        app, height, found = self.taskwell, self._height, self._details

        def draw(width: int) -> list[Content]:
            return render_detail(found, width, height, app.glyphs, hidden=app.hidden)

        if height:
            self.query_one("#detail", Lines).show(draw)

    # The filter

    def act_app_filter(self) -> object:
        """Opens the line for the filter."""
        from taskwell.tui.roster.filter_part import RosterFilterPart

        self.open_part(RosterFilterPart(self.filter_text))
        return True

    def set_filter(self, text: str) -> None:
        """Shows only what matches; an empty text takes the filter away. BadInput for a wrong one."""
        text = text.strip()
        wanted = RosterFilter.parse(text) if text else None
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
