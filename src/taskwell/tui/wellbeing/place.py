"""The Wellbeing tab: today, fourteen days and the month, and what is usual."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Resize
from textual.timer import Timer

from taskwell.errors import CouldNot
from taskwell.queries import rests
from taskwell.queries import wellbeing as queries
from taskwell.queries.settings import calendar
from taskwell.queries.wellbeing_messages import PRIVATE
from taskwell.timekeeping.days import ONE_DAY
from taskwell.tui.part import Part
from taskwell.tui.place import Place
from taskwell.tui.wellbeing.drawing import VIEWS, Shown, render_body
from taskwell.tui.widgets.lines import Lines
from taskwell.words.act import Facts
from taskwell.words.keys import shown as key_name

if TYPE_CHECKING:
    from taskwell.store.documents import Change

TABLES = frozenset({"checkins", "reviews", "rests", "overrides", "dismissed"})
"""Those of the diary: a change to one of them was made here, and is drawn at once."""
AFTER_A_CHANGE = 0.3
"""Seconds of stillness after which other changes are drawn."""
AFTERWARDS = 0.02
"""Seconds after which what rests on half a year is worked out: the key's own picture comes first."""


class WellbeingPlace(Place):
    """The fourth tab."""

    TITLE = "Wellbeing"
    place_id = "wellbeing"
    help_text = (
        "A private diary beside the work. c asks how the day was, one key a question, about half a"
        " minute; what is skipped is stored as nothing. b begins a rest: everything that runs pauses,"
        " and any break as long as a rest counts as one. Below today stand the last days, strain being"
        " the middle of tired, tense, eyes and body from 0 to 100, then the month, then what is usual"
        " for you. enter shows pairs of figures, told only where chance is an unlikely reason. n is the"
        " week in review. h l go by months, , . change between days, month and year. The diary has a"
        " file of its own, no export and no backup holds it unless asked, and taskwell wellbeing wipe"
        " removes it."
    )
    example = "c, then a digit for each question, and enter: that is the whole check-in."
    DEFAULT_CSS = """
    WellbeingPlace > #body { overflow: hidden; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.last: date | None = None
        """The last day that is shown; None is today."""
        self.view = VIEWS[0]
        self._today: queries.Today | None = None
        self._days: queries.Days | None = None
        self._trends: queries.Trends | None = None
        self._year: queries.Year | None = None
        self._minute = 0
        self._words = ""
        self._later: Timer | None = None
        self._trends_later: Timer | None = None
        self._wants_trends = False

    def compose_body(self) -> ComposeResult:
        """One widget of lines."""
        yield Lines(id="wellbeing")

    def on_mount(self) -> None:
        """The first picture."""
        self.refresh_all()

    def facts(self) -> Facts:
        """An entry of today can be edited and deleted."""
        told = self._today is not None and self._today.entry is not None
        return Facts(
            place=self.place_id, row="record" if told else "day", has_periods=True, can_add=True
        )

    # Asking and drawing

    def tick(self, now: datetime) -> None:
        """The clock of rests, and with each minute the rest of today."""
        words = rests.clock_words(
            rests.clock(self.store, now), working=rests.state(self.store, now) == "working"
        )
        minute = int(now.timestamp()) // 60
        if minute != self._minute:
            self._minute, self._words = minute, words
            self.refresh_all()
        elif words != self._words:
            self._words = words
            self._today = queries.today(self.store, now)
            self._draw()

    def on_store_change(self, change: Change | None) -> None:
        """At once where the diary changed, else once no key has come for a moment.

        The answers of a check-in are changes too: behind an open part the tab waits for a pause. What
        rests on half a year follows the diary at once, and work with the minute.
        """
        tables = None if change is None or change.whole else {name for name, _ in change.touched}
        told = tables is None or bool(tables & TABLES)
        if told and self.part is None:
            self.refresh_all()
            return
        self._wants_trends = self._wants_trends or told
        if self._later is not None:
            self._later.stop()
        self._later = self.set_timer(AFTER_A_CHANGE, self._refresh_later)

    def close_part(self, part: Part | None = None) -> None:
        """What was told meanwhile is drawn now."""
        super().close_part(part)
        if self.part is None and self._wants_trends:
            self.refresh_all()

    def _refresh_later(self) -> None:
        self._later = None
        if self._wants_trends and self.part is None:
            self.refresh_all()
        else:
            self._refresh_days()

    def refresh_all(self) -> None:
        """Asks for everything again; what rests on half a year comes a moment later."""
        self._wants_trends = False
        self._refresh_days()
        if self._trends_later is None:
            self._trends_later = self.set_timer(AFTERWARDS, self._refresh_trends)

    def _refresh_days(self) -> None:
        if self._later is not None:
            self._later.stop()
            self._later = None
        if not self.query("#wellbeing"):
            return
        now = self.now()
        self._today = queries.today(self.store, now)
        last = self.last or calendar(self.store).day_of(now)
        self._days = queries.days(self.store, now, last)
        self._year = queries.year(self.store, last) if self._wants_year() else None
        self._draw()

    def _refresh_trends(self) -> None:
        self._trends_later = None
        if self.query("#wellbeing"):
            self._trends = queries.trends(self.store, self.now())
            self._draw()

    def _wants_year(self) -> bool:
        size = self.app.size
        return self.view == "year" or (size.width >= 100 and size.height >= 34)

    def _draw(self) -> None:
        if self._today is None or self._days is None:
            return
        app = self.taskwell
        found = Shown(
            self._today,
            self._days,
            self._trends,
            self._year,
            self.view,
            key_name(app.keys_of("checkin.new") or ":checkin"),
        )
        height = max(1, app.size.height - 4)

        def draw(width: int) -> list[Content]:
            return render_body(found, width, height, app.glyphs, hidden=app.hidden)

        self.query_one("#wellbeing", Lines).show(draw)

    def on_hidden(self, hidden: bool) -> None:
        """Masks the entries and what rests on them."""
        self._draw()

    def on_resize(self, event: Resize) -> None:
        """More or fewer lines; a year where there is room."""
        if self._days is not None:
            self._refresh_days()

    # Acts

    def act_period_earlier(self) -> object:
        """The month before, by its last day."""
        last = self.last or calendar(self.store).day_of(self.now())
        return self._go(last.replace(day=1) - ONE_DAY)

    def act_period_later(self) -> object:
        """The month after, or today where that is it."""
        if self.last is None:
            return True
        following = self.last + ONE_DAY
        return self._go((following + timedelta(days=31)).replace(day=1) - ONE_DAY)

    def act_period_today(self) -> object:
        """Back to today."""
        return self._go(None)

    def act_period_longer(self) -> object:
        """From days to the month, to the year."""
        return self._view(1)

    def act_period_shorter(self) -> object:
        """And back."""
        return self._view(-1)

    def _go(self, last: date | None) -> object:
        today = calendar(self.store).day_of(self.now())
        self.last = None if last is None or last >= today else last
        self._refresh_days()
        return True

    def _view(self, step: int) -> object:
        at = VIEWS.index(self.view) + step
        self.view = VIEWS[min(len(VIEWS) - 1, max(0, at))]
        self._refresh_days()
        return True

    def act_row_open(self) -> object:
        """Pairs, trends and what is usual, on a page of their own."""
        from taskwell.tui.wellbeing.page import open_page

        open_page(self)
        return True

    def act_row_new(self) -> object:
        """The week in review."""
        from taskwell.tui.wellbeing.parts.review import open_review

        open_review(self)
        return True

    def act_row_edit(self) -> object:
        """Today's answers again."""
        from taskwell.tui.wellbeing.parts.checkin import open_checkin

        open_checkin(self, calendar(self.store).day_of(self.now()))
        return True

    def act_row_delete(self) -> object:
        """Today's entry; u brings it back."""
        from taskwell.commands.checkins import delete

        day = calendar(self.store).day_of(self.now())
        delete(self.store, self.now(), day)
        self.taskwell.say("Today's entry is deleted", undo=True)
        return True

    def act_row_copy(self) -> object:
        """The entry of today as one line."""
        found = self._today.entry if self._today is not None else None
        if found is None:
            raise CouldNot("There is no entry of today", "c begins one")
        words = [f"{name} {answer}" for name in ("mood", "tired", "tense", "eyes", "body", "linger")
                 if (answer := found.answer(name)) is not None]  # fmt: skip
        self.taskwell.copy_to_clipboard(f"{found.day}: {', '.join(words)}")
        self.taskwell.say("Sent to your terminal's clipboard")
        return True

    def act_row_more(self) -> object:
        """On a message: more, seen, not again; without one what else there is."""
        from taskwell.tui.messages import message_part
        from taskwell.tui.part import PrefixPart

        part = message_part(self.taskwell)
        said = self.taskwell.voice.standing()
        if part is None or said is None or not _about_oneself(said.key or ""):
            app = self.taskwell
            part = PrefixPart(
                "More",
                [
                    ("r", "week in review", self.act_row_new),
                    ("p", "pairs and trends", self.act_row_open),
                    ("l", "lift today's limits of hard material",
                     lambda: app.call_later(app.run_act, "wellbeing.lift")),
                    ("a", "more about what the entries show",
                     lambda: app.call_later(app.run_act, "wellbeing.about")),
                ],
            )  # fmt: skip
        self.open_part(part)
        return True


def _about_oneself(key: str) -> bool:
    return key.startswith((PRIVATE, "rest:", "exposure:", "hours:"))
