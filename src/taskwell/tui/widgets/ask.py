"""One line that asks for one thing and shows, while it is typed, how it is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from taskwell.errors import TaskwellError
from taskwell.tui.drawing import wrapped
from taskwell.tui.part import Part
from taskwell.tui.widgets.cells import WARNING
from taskwell.tui.widgets.line_input import LineInput

Answer = TypeVar("Answer")


class AskPart(Part, Generic[Answer]):
    """`read` makes something of the typed text or raises; `told` says how it was read; `act` does
    it. `hint` stands there before anything is typed. `back` opens what was open before."""

    takes_text = True
    DEFAULT_CSS = """
    AskPart Horizontal { height: 1; }
    AskPart Horizontal Static { width: auto; }
    AskPart Input { width: 1fr; }
    """

    def __init__(
        self,
        heading: str,
        label: str,
        hint: str,
        *,
        read: Callable[[str], Answer],
        told: Callable[[Answer], str],
        act: Callable[[Answer], object],
        back: Callable[[], object] | None = None,
        typed: str = "",
    ) -> None:
        super().__init__(heading=heading, heading_right="esc back")
        self._label = label
        self._hint = hint
        self._read = read
        self._told = told
        self._act = act
        self._back = back
        self._typed = typed
        self._error = ""

    def compose_part(self) -> ComposeResult:
        """The line, and how it is read."""
        with Horizontal():
            yield Static(f" {self._label} ", markup=False)
            yield LineInput(self._typed, id="asked")
        yield Static(classes="part-lines", markup=False)

    def take_focus(self) -> None:
        """Into the line."""
        asked = self.query_one(Input)
        asked.focus()
        asked.cursor_position = len(asked.value)

    def lines(self, width: int) -> Sequence[str | Content]:
        """The reading, the error or the hint."""
        if self._error:
            return _said("!", self._error, width, WARNING)
        if not self._typed.strip():
            return [f" {text}" for text in wrapped(self._hint, width - 2)]
        try:
            return _said("=", self._told(self._read(self._typed)), width)
        except TaskwellError as error:
            return _said("!", str(error), width, WARNING)

    def act_app_back(self) -> object:
        """Back to what was open before."""
        if self._back is not None:
            self._back()
        else:
            self.close()
        return True

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._typed, self._error = event.value, ""
        self.redraw()

    @on(Input.Submitted)
    async def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        await self.taskwell.run_handler(self._run)

    def _run(self) -> None:
        try:
            answer = self._read(self._typed)
            self._act(answer)
        except TaskwellError as error:
            self._error = str(error)
            self.redraw()
            return
        self.close()


def _said(sign: str, text: str, width: int, style: str = "") -> list[Content]:
    """A text behind its sign, in as many lines as it takes."""
    lines = wrapped(text, max(width - 4, 16))
    return [
        Content.styled(f" {' ' if number else sign} {each}", style)
        for number, each in enumerate(lines)
    ]
