"""A page of text on top of a place: scrolls, and Esc goes back to where one was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import ModalScreen
from textual.widgets import Static

from taskwell.records.text import visible
from taskwell.tui.place import Rule

if TYPE_CHECKING:
    from taskwell.tui.app import TaskwellApp

MARGINS = 3
"""Cells at the sides of the text: one left, one right, the scrollbar."""
KEYS = "esc back   j k scroll"


Lines = Sequence[str | Content]


class Pager(ModalScreen[None], inherit_bindings=False):
    """Lines of literal text, with a heading. A function gives them for a width in cells."""

    DEFAULT_CSS = """
    Pager { background: $background; layout: vertical; overflow: hidden; }
    Pager > Rule { color: $accent; }
    Pager > VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    Pager .pager-text { padding: 0 1; }
    Pager > .pager-keys { height: 1; background: $panel; }
    """
    BINDINGS = [  # noqa: RUF012 - the toolkit declares it as a class variable
        Binding("escape,q,enter,question_mark", "back"),
        Binding("j,down", "scroll_lines(1)"),
        Binding("k,up", "scroll_lines(-1)"),
        Binding("space,pagedown,ctrl+f", "scroll_pages(1)"),
        Binding("b,pageup,ctrl+b", "scroll_pages(-1)"),
        Binding("g,home", "scroll_end_(False)"),
        Binding("G,end", "scroll_end_(True)"),
        Binding("ctrl+c", "back"),
    ]

    def __init__(self, heading: str, lines: Lines | Callable[[int], Lines]) -> None:
        super().__init__()
        self._heading = heading
        self._lines = lines

    @property
    def text(self) -> str:
        """Everything on the page."""
        return self._page(self.app.size.width - MARGINS).plain

    def _page(self, width: int) -> Content:
        lines = self._lines(width) if callable(self._lines) else self._lines
        return Content("\n").join(
            line if isinstance(line, Content) else Content(visible(line)) for line in lines
        )

    def compose(self) -> ComposeResult:
        """The heading, the text, the keys."""
        yield Rule(self._heading)
        with VerticalScroll(can_focus=False):
            yield Static(self._page(self.app.size.width - MARGINS), classes="pager-text")
        yield Static(f" {KEYS}", classes="pager-keys", markup=False)

    def on_resize(self, event: Resize) -> None:
        """Fits the new width."""
        if callable(self._lines):
            text = self._page(event.size.width - MARGINS)
            self.query_one(".pager-text", Static).update(text)

    def action_back(self) -> None:
        """Back to the place."""
        self.dismiss()

    def action_scroll_lines(self, lines: int) -> None:
        """Scrolls by lines."""
        self._scroll.scroll_relative(y=lines, animate=False)

    def action_scroll_pages(self, pages: int) -> None:
        """Scrolls by pages."""
        self._scroll.scroll_relative(y=pages * max(self._scroll.size.height - 1, 1), animate=False)

    def action_scroll_end_(self, last: bool) -> None:
        """Scrolls to the first or the last line."""
        if last:
            self._scroll.scroll_end(animate=False)
        else:
            self._scroll.scroll_home(animate=False)

    @property
    def _scroll(self) -> VerticalScroll:
        return self.query_one(VerticalScroll)

    @property
    def taskwell(self) -> TaskwellApp:
        """The app, by its own type."""
        return cast("TaskwellApp", self.app)
