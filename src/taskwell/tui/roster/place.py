"""The Roster: platforms by state above, more of the one under the cursor below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from textual.content import Content

from taskwell.queries.roster import details, roster
from taskwell.queries.roster_cards import Details, PlatformCard, Roster
from taskwell.queries.roster_filter import RosterFilter
from taskwell.tui.halved_place import HalvedPlace
from taskwell.tui.roster.detail import detail_height, render_detail
from taskwell.tui.roster.row_place import RosterRowPlace
from taskwell.tui.roster.table import RosterTable
from taskwell.tui.widgets.lines import Draw
from taskwell.words.act import Facts

TOLD_ABOVE = ("", "State", "Pay", "To come", "Tasks seen")
"""Sections of a platform's page that the table and the details hold already."""


class RosterPlace(HalvedPlace[PlatformCard, Details], RosterRowPlace):
    """The second tab."""

    TITLE = "Roster"
    place_id = "roster"
    help_text = (
        "Your platforms by state: whether there are tasks and when that was seen, what an hour"
        " really paid (a dot: too early to say), what is pending, the next payday, and the worst of"
        " its scores. Below, the one under the cursor: its payments to come, limits,"
        " deadlines, and when there were tasks. enter shows everything about it; n adds one from"
        " the catalogue or by name; e changes its fields; x shows what else can be done; / filters"
        " by state:active country:ke tasks:yes or any text."
    )
    example = (
        "p, then 96.10 and enter, notes what the platform under the cursor paid, finds the sessions"
        " it pays and says what is short."
    )
    shown_tables = frozenset(
        {
            "platforms", "projects", "sessions", "marks", "reports", "payouts", "notes", "skills",
            "incidents", "settings", "metrics", "readings",
        }
    )  # fmt: skip
    at_once = frozenset({"platforms", "settings"})
    filter_hint = "state:active country:ke tasks:yes pays:now quality:warning, or any words"

    def __init__(self) -> None:
        super().__init__()
        self.shown: Roster = Roster()

    def make_table(self) -> RosterTable:
        """The platforms."""
        return RosterTable(marks=self.taskwell.glyphs)

    def facts(self) -> Facts:
        """Rows are platforms."""
        row = "platform" if self.chosen_row() is not None else None
        return Facts(place=self.place_id, row=row, can_filter=True, can_add=True)

    def ask_rows(self, now: datetime) -> Sequence[PlatformCard]:
        """Every platform."""
        self.shown = roster(self.store, now)
        return self.shown.rows

    def read_filter(self, text: str) -> Callable[[PlatformCard], bool]:
        """Fields and words."""
        return RosterFilter.parse(text).matches

    def empty_words(self) -> str:
        """How the first platform gets here."""
        return (
            "No platforms yet: n shows the catalogue, s starts one by name.\n"
            "From then on this tab says which of them have tasks, what an hour there really pays, and"
            " what is pending until when. m notes whether there are tasks, p a payout, i a warning."
        )

    def chosen_card(self) -> PlatformCard | None:
        """The platform under the cursor."""
        return self.chosen_row()

    def chosen_platform(self) -> str | None:
        """The uid of the platform under the cursor."""
        card = self.chosen_card()
        return card.uid if card is not None else None

    def ask_detail(self, row: PlatformCard, now: datetime) -> Details | None:
        """Pay, limits, deadlines, and the heat map."""
        return details(self.store, now, row.uid)

    def ask_more(self, row: PlatformCard, now: datetime) -> Draw | None:
        """Payouts, projects, limits and the notebook."""
        from taskwell.queries.platform_page import platform_page
        from taskwell.tui.roster.page import page_lines

        page = platform_page(self.store, now, row.uid)
        more = replace(
            page, sections=tuple(each for each in page.sections if each.title not in TOLD_ABOVE)
        )
        app = self.taskwell
        return lambda width: page_lines(more, width, app.glyphs, hidden=app.hidden)

    def draw_detail(self, detail: Details | None, width: int, height: int) -> list[Content]:
        """Beside each other where there is room."""
        app = self.taskwell
        return render_detail(detail, width, height, app.glyphs, hidden=app.hidden)

    def detail_height(self, lines: int) -> int:
        """Half of the body."""
        return detail_height(lines)
