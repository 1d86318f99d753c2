"""Where the log of a day leaves a tall screen empty: the days before it, a line each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.timer import Timer

from taskwell.queries.report import Row, report
from taskwell.timekeeping.durations import hm
from taskwell.timekeeping.periods import Period
from taskwell.tui.drawing import fit, heading
from taskwell.tui.glyphs import DRAWN, Glyphs
from taskwell.tui.timer.log_table import LogTable
from taskwell.tui.widgets.bars import progress
from taskwell.tui.widgets.cells import HIDDEN, MUTED, line
from taskwell.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from taskwell.tui.app import TaskwellApp
    from taskwell.tui.timer.log_place import LogPlace

LEAST = 6
"""Lines that have to be empty below the log before days stand in them."""
MOST_DAYS = 28
SOON = 0.3
"""Seconds of stillness after which they are asked for, so that no key waits for them."""
_BAR = 20


class LogHalf(Vertical):
    """The log, and below it the days before where there is room for them."""

    DEFAULT_CSS = """
    LogHalf { height: 1fr; width: 100%; overflow: hidden; }
    LogHalf > #days-before { display: none; }
    LogHalf.-before > #days-before { display: block; }
    """

    def __init__(self, marks: Glyphs) -> None:
        super().__init__(id="log-half")
        self._marks = marks
        self._rows = 0
        self._day: date | None = None
        self._asked: object = None
        self._found: Sequence[Row] = ()
        self._later: Timer | None = None

    def compose(self) -> ComposeResult:
        """The log above."""
        yield LogTable(marks=self._marks)
        yield Lines(id="days-before")

    def on_resize(self, event: Resize) -> None:
        """Other room."""
        self._share()

    def log_shown(self, rows: int, day: date | None) -> None:
        """The log has so many rows; `day` is the one it is of, None for a longer period."""
        if (rows, day) != (self._rows, self._day):
            self._rows, self._day = rows, day
            self._share()
        elif self._height:
            self._ask_soon()

    @property
    def _height(self) -> int:
        """How many lines there are for days: what rows, names and a blank line leave."""
        spare = self.size.height - max(self._rows, 1) - 2
        return min(spare, MOST_DAYS + 1) if self._day is not None and spare >= LEAST else 0

    def _share(self) -> None:
        self.set_class(self._height > 0, "-before")
        if self._height:
            self.draw()
            self._ask_soon()

    def _ask_soon(self) -> None:
        if self._later is not None:
            self._later.stop()
        self._later = self.set_timer(SOON, self.ask)

    def ask(self) -> None:
        """Asks for the days, where anything was written since."""
        self._later = None
        place = cast("LogPlace", self.screen)
        asked = (place.store.sequence, self._day, self._height)
        if self._height and self._day is not None and asked != self._asked:
            self._asked = asked
            self._found = days_before(place, self._day, self._height - 1, place.now())
            self.draw()

    def draw(self) -> None:
        """Draws what is known of them."""
        app = cast("TaskwellApp", self.app)
        height, found = self._height, self._found
        if height:
            self.query_one("#days-before", Lines).show(
                lambda width: render_days(found, width, height, self._marks, hidden=app.hidden)
            )


def days_before(place: LogPlace, day: date, count: int, now: datetime) -> Sequence[Row]:
    """At most `count` days before `day` on which something was worked, the newest first."""
    # Days off take no line, so that some more days are asked for than there are lines.
    period = Period("range", day - timedelta(days=2 * count), day - timedelta(days=1))
    return tuple(reversed(report(place.store, now, period, ("day",)).rows))[:count]


def render_days(
    rows: Sequence[Row], width: int, height: int, marks: Glyphs = DRAWN, *, hidden: bool = False
) -> list[Content]:
    """`height` lines: a heading, then a line for each day; blank without any."""
    blank = line([], width)
    if not rows:
        return [blank] * height
    lines = [Content.styled(heading(width, "The days before", marks=marks), MUTED)]
    most = max(row.wall_seconds for row in rows)
    told = (_told(row, most, marks, hidden=hidden) for row in rows[: height - 1])
    lines += [line([(fit(text, width, marks=marks), "")], width) for text in told]
    return (lines + [blank] * height)[:height]


def _told(row: Row, most: int, marks: Glyphs, *, hidden: bool) -> str:
    """`Wed 18 Nov    4:11  [####....]   6 sessions   38 tasks   $80.12 + ~$3.40`."""
    day = date.fromisoformat(row.key["day"] or "")
    drawn = progress(row.wall_seconds / most if most else 0.0, _BAR, marks)
    sessions = f"{row.sessions} {'session' if row.sessions == 1 else 'sessions'}"
    tasks = f"{row.tasks} {'task' if row.tasks == 1 else 'tasks'}"
    money = [each.shown() for each in row.earned] + [f"~{each.shown()}" for each in row.estimated]
    amounts = HIDDEN if hidden and money else " + ".join(money)
    return (
        f"   {day:%a} {day.day:>2} {day:%b}  {hm(row.wall_seconds):>6}  {drawn}"
        f"   {sessions:<12} {tasks:<10} {amounts}"
    )
