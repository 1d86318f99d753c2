"""The Timer: what runs now, today and the week, and the log of any period with its entry line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Resize

from taskwell.queries import timer as queries
from taskwell.queries.forgotten import Forgotten, forgotten
from taskwell.queries.settings import calendar
from taskwell.timekeeping.days import WEEKDAYS
from taskwell.tui.part import Part
from taskwell.tui.place import PartHost, Rule
from taskwell.tui.timer.days_before import LogHalf
from taskwell.tui.timer.entry_place import EntryPlace
from taskwell.tui.timer.forgotten import ForgottenPart, still_runs
from taskwell.tui.timer.log_table import LogTable
from taskwell.tui.timer.now_bar import cuts, figures, held, now_bar_height, render_now_bar
from taskwell.tui.timer.totals import render_today, render_week
from taskwell.tui.timer.work import at_words
from taskwell.tui.widgets.lines import CutLines, Lines
from taskwell.words.act import Facts
from taskwell.words.keys import shown

if TYPE_CHECKING:
    from taskwell.store.documents import Change

SILENT_GAP = timedelta(minutes=10)
ROOMY_HEIGHT = 22
LOW_HEIGHT = 16
LOWEST_HEIGHT = 14


class TimerPlace(EntryPlace):
    """The first tab."""

    TITLE = "Timer"
    place_id = "timer"
    name_shown = "Timer"
    help_text = (
        "The session in front with its clock, today and this week beside your goals, and the log "
        "of a day, week, month or any longer period. s starts, switches and stops; a counts a "
        "task; n types a session after the fact; e changes every field of a row; x shows what "
        "else can be done with it; / filters by platform:x kind:paid >30m or any text."
    )
    example = (
        "s and a platform's letter starts, a a counts two tasks, s s stops. n, then uhrs 45m until "
        "14:00 yesterday 37 tasks $3.40, and enter, logs what was forgotten."
    )
    DEFAULT_CSS = """
    TimerPlace > #body { overflow: hidden; }
    TimerPlace #totals { height: 2; }
    TimerPlace.-part #entry { display: none; }
    TimerPlace.-roomy #entry { margin-top: 1; }
    TimerPlace.-roomy #entry .entry-echo { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._bar: queries.NowBar | None = None
        self._figures: object = None
        self._today: date | None = None
        self._ticked: datetime | None = None
        self._deadline: tuple[object, str] = (None, "")

    # What a place gives

    def compose_body(self) -> ComposeResult:
        """From top to bottom."""
        yield CutLines(4, id="now-bar")
        yield Lines(id="totals")
        yield Rule(id="log-heading")
        yield LogHalf(self.taskwell.glyphs)
        yield self.make_entry()

    def on_mount(self) -> None:
        """The focus in the log, the cursor on the newest session, a forgotten timer's question."""
        now = self.now()
        asked = forgotten(self.store, now, gap=True)
        self._ticked = now
        self._today = calendar(self.store).day_of(now)
        self.open_log(now)
        self._draw_now(now)
        self._draw_totals(now)
        if asked is not None:
            self.ask(asked)
        elif self.store.empty and self.store.read_only is None:
            from taskwell.tui.first_start.questions import go_on

            go_on(self, 0)

    def main_table(self) -> LogTable | None:
        """The log."""
        return self.query_one(LogTable) if self.query(LogTable) else None

    def facts(self) -> Facts:
        """What the row under the cursor is."""
        table = self.main_table()
        row = table.row if table is not None else None
        marked = len(table.marked) if table is not None else 0
        return Facts(
            place=self.place_id,
            row="session" if marked else row.what if row is not None else None,
            marked=marked,
            can_filter=True,
            has_periods=True,
            can_add=True,
        )

    def tick(self, now: datetime) -> None:
        """The clock; what else depends on it is drawn only where it differs."""
        before, self._ticked = self._ticked, now
        if before is not None and abs(now - before) > SILENT_GAP and self.part is None:
            asked = forgotten(self.store, now, gap=True)
            if asked is not None:
                self.ask(asked)
        today = calendar(self.store).day_of(now)
        if self._today is not None and today != self._today:
            self.new_day(self._today, today)
            self._figures = None
        self._today = today
        if self._draw_now(now):
            self._draw_totals(now)
            self.refresh_times(now)

    def on_store_change(self, change: Change | None) -> None:
        """Asks everything again and draws what differs."""
        now = self.now()
        self._figures = None
        self._draw_now(now)
        self._draw_totals(now)
        self.refresh_log(now)
        if isinstance(self.part, ForgottenPart) and not still_runs(self, self.part.asked):
            self.close_part()

    def on_hidden(self, hidden: bool) -> None:
        """Masks notes and amounts."""
        now = self.now()
        table = self.main_table()
        if table is not None:
            table.set_hidden(hidden)
            self.query_one(LogHalf).draw()
            self._draw_now(now)
            self._draw_totals(now)
            self.entry.input.password = hidden
            self.entry.put(self.entry.value)

    def on_resize(self, event: Resize) -> None:
        """Gives up lines by their weight on low screens."""
        height = event.size.height
        self.set_class(height >= ROOMY_HEIGHT, "-roomy")
        self.query_one(LogTable).show_header(height >= LOWEST_HEIGHT)
        self._draw_now(self.now())
        self._draw_totals(self.now())
        lines_around = 4 + now_bar_height(self._bar, height)
        self.query_one(PartHost).styles.max_height = max(3, height - lines_around)

    def open_part(self, part: Part) -> None:
        """A part takes the place of the entry line."""
        self.add_class("-part")
        super().open_part(part)

    def close_part(self, part: Part | None = None) -> None:
        """The entry line comes back."""
        super().close_part(part)
        self.set_class(self.part is not None, "-part")

    def ask(self, asked: Forgotten) -> None:
        """Shows a forgotten timer's question."""
        self.open_part(ForgottenPart(asked))

    # Drawing

    def _draw_now(self, now: datetime) -> bool:
        """Draws the now-bar; whether more than its clocks changed."""
        app = self.taskwell
        bar = queries.now_bar(self.store, now)
        if bar is not None:
            due = self._due(bar, now)
            bar = replace(bar, started_text=at_words(self, bar.started), due=due)
        before, self._figures = self._figures, figures(bar)
        changed = before is None or before != self._figures
        if not changed and bar is not None and self._bar is not None:
            bar = held(bar, self._bar)
        self._bar = bar
        height = now_bar_height(bar, app.size.height)
        still = app.config.motion == "none"
        key = shown(app.keys_of("roster.notebook"))

        def draw(width: int) -> Sequence[tuple[Content, Sequence[int]]]:
            lines = render_now_bar(
                bar,
                width,
                height,
                app.glyphs,
                hidden=app.hidden,
                by_minute=still,
                notes_key=key,
            )
            return list(zip(lines, cuts(width, len(lines)), strict=True))

        self.query_one("#now-bar", CutLines).show(draw)
        return changed

    def _due(self, bar: queries.NowBar, now: datetime) -> str:
        """The platform's nearest deadline, asked for each minute and after a change."""
        if not self.taskwell.roster_known:
            return ""
        from taskwell.queries.deadlines import near

        asked = (self.store.sequence, int(now.timestamp()) // 60, bar.platform_uid)
        if self._deadline[0] != asked:
            self._deadline = (asked, near(self.store, now, bar.platform_uid))
        return self._deadline[1]

    def _draw_totals(self, now: datetime) -> None:
        app = self.taskwell
        today, week = queries.today(self.store, now), queries.week(self.store, now)
        days = calendar(self.store)
        day = days.day_of(now)
        first = days.week_of(day)
        before = [WEEKDAYS[(first.weekday() + n) % 7] for n in range((day - first).days)]
        low = app.size.height < LOW_HEIGHT

        def draw(width: int) -> Sequence[Content]:
            lines = [render_today(today, width, app.glyphs, hidden=app.hidden)]
            if not low:
                lines.append(render_week(week, width, before, app.glyphs))
            return lines

        self.query_one("#totals", Lines).show(draw)
