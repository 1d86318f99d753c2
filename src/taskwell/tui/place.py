"""A place is one tab: a screen with the tab bar, a body, room for a part, and two lines below."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key, Resize, ScreenResume
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from taskwell.tui.drawing import heading
from taskwell.tui.part import Part
from taskwell.tui.widgets.hint_line import HintLine, ShownHint
from taskwell.tui.widgets.message_line import MessageLine
from taskwell.tui.widgets.tab_bar import TabBar
from taskwell.words.act import Facts
from taskwell.words.acts import ACTS
from taskwell.words.hints import hints_for
from taskwell.words.keys import shown

if TYPE_CHECKING:
    from taskwell.store.documents import Change
    from taskwell.store.store import Store
    from taskwell.tui.app import TaskwellApp
    from taskwell.tui.widgets.virtual_table import VirtualTable

SMALLEST = (40, 12)
_INPUT = "textual.widgets._input"


def takes_letters(widget: Widget | None) -> bool:
    """Whether letters are typed into a widget, so that they are no keys there."""
    if widget is None or _INPUT not in sys.modules:
        return False  # importing the input only to ask would cost time at the start
    from textual.widgets import Input

    return isinstance(widget, Input)


def half_typed(widget: Widget | None) -> bool:
    """Whether something was typed into the input that has the focus."""
    return takes_letters(widget) and bool(getattr(widget, "value", ""))


class Rule(Static):
    """A line across the screen, with words at its left and right."""

    DEFAULT_CSS = """
    Rule { height: 1; width: 100%; color: $text-muted; }
    """

    def __init__(self, left: str = "", right: str = "", *, id: str | None = None) -> None:  # noqa: A002 - as the toolkit names it
        super().__init__(id=id, markup=False)
        self._words = (left, right)

    def show(self, left: str, right: str = "") -> None:
        """Other words; drawn only when they differ."""
        if (left, right) != self._words:
            self._words = (left, right)
            self._draw()

    def on_resize(self) -> None:
        """Fits the new width."""
        self._draw()

    def _draw(self) -> None:
        if self.size.width:
            marks = cast("TaskwellApp", self.app).glyphs
            self.update(Content(heading(self.size.width, *self._words, marks)))


class PartHost(Vertical):
    """Where a part opens; takes no room while it is empty."""

    DEFAULT_CSS = """
    PartHost { height: auto; max-height: 75%; width: 100%; }
    """


class Place(Screen[None], inherit_bindings=False):
    """The base of every tab.

    A place gives `place_id`, `TITLE`, `help_text` and an `example` of its keys, composes its body in `compose_body`, and
    handles an act in a method named after it: row.edit -> `act_row_edit`. Returning False from one
    hands the act on to the app. `tick` comes each second, `on_store_change` after every change.
    """

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    Place { layout: vertical; overflow: hidden; }
    Place > #body { height: 1fr; width: 100%; }
    Place > #too-small { display: none; }
    Place.-too-small > * { display: none; }
    Place.-too-small > #too-small { display: block; height: 1fr; }
    """

    place_id: ClassVar[str] = ""
    help_text: ClassVar[str] = ""
    example: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        self.part: Part | None = None
        self._focus_before: Widget | None = None
        self._missed_change = False

    # What a place gives

    def compose_body(self) -> ComposeResult:
        """The widgets between tab bar and message line."""
        yield from ()

    def main_table(self) -> VirtualTable[Any] | None:
        """The table that the movement keys move in, if there is one."""
        return None

    def facts(self) -> Facts:
        """What the availability of acts depends on here; the app adds what it knows."""
        table = self.main_table()
        return Facts(
            place=self.place_id,
            row="record" if table is not None and table.row is not None else None,
            marked=len(table.marked) if table is not None else 0,
        )

    def tick(self, now: datetime) -> None:
        """Called each second while the place is shown."""

    def on_store_change(self, change: Change | None) -> None:
        """Something was written, here or elsewhere; None means: perhaps, look at everything."""

    def on_hidden(self, hidden: bool) -> None:
        """Private texts and amounts are to be masked, or shown again."""
        table = self.main_table()
        if table is not None:
            table.set_hidden(hidden)

    def bar_status(self, now: datetime) -> str | None:
        """What stands at the right of the tab bar; None lets the app say it."""
        return None

    def focus_body(self) -> None:
        """Puts the focus where the keys of the place work: the table."""
        table = self.main_table()
        if table is not None:
            table.focus()
        else:
            self.set_focus(None)

    # What every place has

    @property
    def taskwell(self) -> TaskwellApp:
        """The app, by its own type."""
        return cast("TaskwellApp", self.app)

    @property
    def store(self) -> Store:
        """The open store."""
        return self.taskwell.store

    def now(self) -> datetime:
        """The instant, by the app's clock."""
        return self.taskwell.clock()

    def compose(self) -> ComposeResult:
        """The frame of every place around its body."""
        marks = self.taskwell.glyphs
        yield TabBar(self.place_id)
        yield Rule(id="bar-rule")
        with Vertical(id="body"):
            yield from self.compose_body()
        yield PartHost()
        yield MessageLine(marks)
        yield HintLine()
        yield Static(id="too-small", markup=False)

    def open_part(self, part: Part) -> None:
        """Opens a part below the body, instead of the one that is open."""
        host = self.query_one(PartHost)
        if self.part is None:
            self._focus_before = self.focused
        else:
            self.part.remove()
        self.part = part
        self.set_focus(None)
        if part.takes_text:
            self.taskwell.hold_keys("part")
        host.mount(part)
        self.refresh_lines_below()

    def close_part(self, part: Part | None = None) -> None:
        """Closes the open part (or only `part`, if that is the open one)."""
        if self.part is None or (part is not None and part is not self.part):
            return
        closing, self.part = self.part, None
        self.taskwell.release_keys("part")
        closing.remove()
        before, self._focus_before = self._focus_before, None
        if before is not None and before.is_attached and before.focusable:
            self.set_focus(before)
        else:
            self.focus_body()
        self.refresh_lines_below()

    def hints(self) -> Sequence[ShownHint]:
        """The hints that apply now, in their order. They do not follow the cursor from row to row:
        a line that changes at every step would be restless, and bytes for nothing."""
        keys = self.taskwell.keys_of
        facts = replace(self.taskwell.facts(), row="session")
        found = []
        for hint in hints_for(self.place_id):
            key = keys(hint.act)
            if key and ACTS[hint.act].available(facts) is None:
                word = hint.idle if hint.idle and not facts.running else hint.word
                found.append(ShownHint(shown(key), word, hint.rank))
        return found

    def refresh_lines_below(self) -> None:
        """Message and hints, drawn only where they differ."""
        if not self.is_mounted:
            return
        app = self.taskwell
        # A place that is being left may have lost its lines already: then there is nothing to draw.
        for hint_line in self.query(HintLine):
            hint_line.show(self.hints(), app.eye_words())
        for message_line in self.query(MessageLine):
            message_line.show(app.voice.current(app.clock()), hidden=app.hidden)

    def store_changed(self, change: Change) -> None:
        """Passes a change on at once when the place is shown, else when it is shown next."""
        if self.is_mounted and self.is_current:
            self.on_store_change(change)
            self.refresh_lines_below()
        else:
            self._missed_change = True

    def on_mount(self) -> None:
        """Puts the focus into the body."""
        self.focus_body()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Shown again: catches up on what changed meanwhile."""
        if self._missed_change:
            self._missed_change = False
            self.on_store_change(None)
        self.taskwell.tick_now()
        self.refresh_lines_below()

    def on_resize(self, event: Resize) -> None:
        """One line of explanation where nothing useful fits."""
        width, height = event.size
        small = width < SMALLEST[0] or height < SMALLEST[1]
        self.set_class(small, "-too-small")
        if small:
            self.query_one("#too-small", Static).update(
                Content(f"Taskwell needs {SMALLEST[0]}x{SMALLEST[1]}, this is {width}x{height}")
            )

    async def on_key(self, event: Key) -> None:
        """Keys of an open part that nothing had focus for."""
        if self.part is not None:
            handler = self.part.chosen(event)
            if handler is not None:
                event.stop()
                await self.taskwell.run_handler(handler)

    # Acts that every place with a table has

    def act_move_down(self) -> object:
        """The next row."""
        return self._move(lambda table: table.move_by(1))

    def act_move_up(self) -> object:
        """The row before."""
        return self._move(lambda table: table.move_by(-1))

    def act_move_page_down(self) -> object:
        """The next page."""
        return self._move(lambda table: table.move_page(1))

    def act_move_page_up(self) -> object:
        """The page before."""
        return self._move(lambda table: table.move_page(-1))

    def act_move_first(self) -> object:
        """The first row."""
        return self._move(lambda table: table.move_first())

    def act_move_last(self) -> object:
        """The last row."""
        return self._move(lambda table: table.move_last())

    def act_row_mark(self) -> object:
        """Marks a row for the next act."""
        return self._move(lambda table: table.toggle_mark())

    def act_app_back(self) -> object:
        """Leaves an input, then takes marks away; what was typed stays."""
        if takes_letters(self.focused):
            self.focus_body()
            return True
        table = self.main_table()
        if table is not None and table.marked:
            table.clear_marks()
            return True
        return False

    def _move(self, step: Any) -> object:
        table = self.main_table()
        if table is None:
            return False
        step(table)
        self.refresh_lines_below()
        return True
