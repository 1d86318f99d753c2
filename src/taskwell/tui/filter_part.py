"""`/`: the line for the filter of a place whose rows are all at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from taskwell.errors import TaskwellError
from taskwell.records.text import visible
from taskwell.tui.part import Part
from taskwell.tui.widgets.cells import WARNING
from taskwell.tui.widgets.line_input import LineInput


class FilterPart(Part):
    """Filters while it is typed; Enter and Esc both leave the line, the filter stays.

    `act` takes what is typed, or raises TaskwellError; `hint` says what the line takes.
    """

    title = "Filter"
    takes_text = True
    DEFAULT_CSS = """
    FilterPart Horizontal { height: 1; }
    FilterPart Horizontal Static { width: auto; }
    FilterPart Input { width: 1fr; }
    """

    def __init__(self, typed: str, act: Callable[[str], None], hint: str) -> None:
        super().__init__(heading_right="enter keeps it   empty: none")
        self._typed = typed
        self._act = act
        self._hint = hint
        self._error = ""

    def compose_part(self) -> ComposeResult:
        """The line, and what it takes or what is wrong with it."""
        with Horizontal():
            yield Static(" / ", markup=False)
            yield LineInput(self._typed, id="filter")
        yield Static(classes="part-lines", markup=False)

    def take_focus(self) -> None:
        """Into the line."""
        line = self.query_one(Input)
        line.focus()
        line.cursor_position = len(line.value)

    def lines(self, width: int) -> Sequence[str | Content]:
        """What it takes, or what is wrong."""
        if self._error:
            return [Content.styled(f" ! {visible(self._error)}", WARNING)]
        return [f" {self._hint}"]

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        try:
            self._act(event.value)
            self._error = ""
        except TaskwellError as error:
            self._error = str(error)
        self.redraw()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if not self._error:
            self.close()
