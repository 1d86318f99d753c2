"""The Money tab: what an hour paid, what is coming, what came, what is put aside."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Resize
from textual.timer import Timer

from taskwell.errors import CouldNot
from taskwell.queries import money as queries
from taskwell.queries.directory import directory
from taskwell.queries.money import Look
from taskwell.queries.settings import calendar
from taskwell.tui.money.drawing import Shown, render_body
from taskwell.tui.place import Place
from taskwell.tui.widgets.lines import Lines
from taskwell.words.act import Facts

if TYPE_CHECKING:
    from taskwell.store.documents import Change

TABLES = frozenset(
    {"payouts", "adjustments", "expenses", "buckets", "withdrawals", "terms", "goals", "settings"}
)
"""A change to one of these was made by a person, and is drawn soon."""
SESSIONS = frozenset({"sessions", "platforms", "projects"})
AFTER_A_CHANGE = 0.3
AFTER_A_KEY = 0.06
"""Seconds of stillness after which figures follow a key: its own picture, the period, comes first."""
AFTERWARDS = 0.02


class MoneyPlace(Place):
    """One overview; enter and x open the rest."""

    place_id = "money"
    TITLE = "Money"
    help_text = (
        "What the work really pays, what is coming, what came, and what is put aside. The ladder goes"
        " from the advertised rate to what is left after tax: enter says how each step was worked out."
        " h l go by months, , . change between month, quarter, year and all; what stands first are the"
        " last 28 days. n notes an expense, p a payout. x opens the pages: the ladder by platform and"
        " project, income, fees and exchange, buckets, deadlines, expenses, adjustments and goals."
        " Amounts in another currency are listed apart and never guessed."
    )
    example = (
        "n, then 40 internet 60 %, and enter, notes an expense and the share that was for work."
    )
    DEFAULT_CSS = """
    MoneyPlace > #body { overflow: hidden; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.look = Look()
        self.filter_text = ""
        self._only: frozenset[str] | None = None
        self._hours: queries.Hours | None = None
        self._overview: queries.Overview | None = None
        self._soon: Timer | None = None
        self._later: Timer | None = None
        self._minute = 0

    def compose_body(self) -> ComposeResult:
        """One widget of lines."""
        yield Lines(id="money")

    def on_mount(self) -> None:
        """The first picture: the ladder, and the rest right after it."""
        self._ask_hours()
        self.set_timer(AFTERWARDS, self._ask_overview)

    def facts(self) -> Facts:
        """Periods can be moved through, and expenses added."""
        return Facts(
            place=self.place_id, row="record", can_filter=True, has_periods=True, can_add=True
        )

    # Asking and drawing

    def tick(self, now: datetime) -> None:
        """With each minute everything again."""
        minute = int(now.timestamp()) // 60
        if self._minute and minute != self._minute:
            self.refresh_all()
        self._minute = minute

    def on_store_change(self, change: Change | None) -> None:
        """Right after the key where money was noted, else once no key has come for a moment."""
        tables = None if change is None or change.whole else {name for name, _ in change.touched}
        told = tables is None or bool(tables & TABLES)
        if tables is None or told or tables & SESSIONS:
            if self._later is not None:
                self._later.stop()
            self._later = self.set_timer(AFTER_A_KEY if told else AFTER_A_CHANGE, self.refresh_all)

    def refresh_all(self) -> None:
        """Asks for everything again."""
        if self._later is not None:
            self._later.stop()
            self._later = None
        if self.query("#money"):
            self._ask_hours()
            self.set_timer(AFTERWARDS, self._ask_overview)

    def _ask_hours(self) -> None:
        self._soon = None
        if self.query("#money"):
            now = self.now()
            period = self.look.period(calendar(self.store), now)
            self._hours = queries.hours(self.store, now, period, only=self._only)
            self._draw()

    def _ask_overview(self) -> None:
        if self.query("#money"):
            self._overview = queries.overview(self.store, self.now())
            self._draw()

    def _draw(self) -> None:
        app, now = self.taskwell, self.now()
        days = calendar(self.store)
        today = days.day_of(now)
        title = self.look.period(days, now).title(days, today)
        found = Shown(title, self._hours, self._overview, today, self.filter_text)
        height = max(1, app.size.height - 4)

        def draw(width: int) -> list[Content]:
            return render_body(found, width, height, app.glyphs, hidden=app.hidden)

        self.query_one("#money", Lines).show(draw)

    def on_hidden(self, hidden: bool) -> None:
        """Masks every amount."""
        self._draw()

    def on_resize(self, event: Resize) -> None:
        """More or fewer lines."""
        if self.query("#money"):
            self._draw()

    # Periods

    def _go(self, look: Look) -> object:
        if look == self.look:
            return True
        self.look, self._hours = look, None
        self._draw()
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(AFTER_A_KEY, self._ask_hours)
        return True

    def act_period_earlier(self) -> object:
        """The calendar month (quarter, year) before."""
        return self._go(self.look.earlier(calendar(self.store), self.now()))

    def act_period_later(self) -> object:
        """The one after, or the days up to today."""
        return self._go(self.look.later(calendar(self.store), self.now()))

    def act_period_today(self) -> object:
        """The days up to today."""
        return self._go(Look(self.look.unit))

    def act_period_longer(self) -> object:
        """Month, quarter, year, all."""
        return self._go(self.look.resized(1))

    def act_period_shorter(self) -> object:
        """And back."""
        return self._go(self.look.resized(-1))

    # The filter

    def act_app_filter(self) -> object:
        """Opens the line that names platforms."""
        from taskwell.tui.filter_part import FilterPart

        hint = "the beginning of a platform's name; the ladder is of these alone"
        self.open_part(FilterPart(self.filter_text, self.set_filter, hint))
        return True

    def set_filter(self, text: str) -> None:
        """The ladder of platforms whose names hold a text; an empty one takes the filter away."""
        wanted = text.strip().casefold()
        self.filter_text = text.strip()
        self._only = None
        if wanted:
            self._only = frozenset(
                uid
                for uid, each in directory(self.store).platforms.items()
                if wanted in each.name.casefold()
            )
        self._ask_hours()

    def act_app_back(self) -> object:
        """Leaves an input, then takes the filter away."""
        if super().act_app_back():
            return True
        if self.filter_text:
            self.set_filter("")
            return True
        return False

    # Rows, as far as there are any

    def act_row_open(self) -> object:
        """How each step was worked out, and everything else, on a page."""
        from taskwell.tui.money.page import open_page

        open_page(self)
        return True

    def act_row_new(self) -> object:
        """An expense."""
        from taskwell.tui.money.parts.lines import open_line

        open_line(self, "expenses")
        return True

    def act_row_edit(self) -> object:
        """Nothing to edit on the overview."""
        raise CouldNot("The overview has no row to edit", "x opens the pages")

    def act_row_delete(self) -> object:
        """Nothing to delete on the overview."""
        raise CouldNot("The overview has no row to delete", "u takes back what was noted last")

    def act_row_copy(self) -> object:
        """The ladder as one line."""
        ladder = self._hours.first if self._hours is not None else None
        if ladder is None:
            raise CouldNot("There is nothing to copy", "log work first")
        told = [f"{each.name} {each.amount.shown()}" for each in ladder.rungs if each.amount]
        self.taskwell.copy_to_clipboard(f"{', '.join(told)} an hour")
        self.taskwell.say("Sent to your terminal's clipboard")
        return True

    def act_row_more(self) -> object:
        """The pages, and what can be noted."""
        from taskwell.tui.money.page import pages_part

        self.open_part(pages_part(self))
        return True
