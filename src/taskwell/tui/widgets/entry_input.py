"""An input that says below, at every key, how it was read."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from taskwell.tui.drawing import fit
from taskwell.tui.glyphs import DRAWN, Glyphs
from taskwell.tui.widgets.echo import echo_of
from taskwell.tui.widgets.line_input import LineInput


class EntryInput(Widget):
    """A prompt, a line to type into, and a line that echoes how it was read.

    `read` turns what is typed into words, and raises TaskwellError for what it cannot read; it is
    asked at every change and has to be quick. Nothing is said about an empty line.
    """

    DEFAULT_CSS = """
    EntryInput { height: auto; width: 100%; }
    EntryInput Horizontal { height: 1; }
    EntryInput .entry-prompt { width: auto; color: $accent; text-style: bold; }
    EntryInput .entry-echo { height: 1; color: $text-muted; display: none; }
    EntryInput.-said .entry-echo { display: block; }
    EntryInput.-wrong .entry-echo { color: $warning; }
    """

    class Entered(Message):
        """Enter was pressed on a line that can be read."""

        def __init__(self, entry: EntryInput, text: str) -> None:
            super().__init__()
            self.entry = entry
            self.text = text

    def __init__(
        self,
        read: Callable[[str], str],
        *,
        prompt: str = "",
        placeholder: str = "",
        id: str | None = None,  # noqa: A002 - as the toolkit names it
        marks: Glyphs = DRAWN,
    ) -> None:
        super().__init__(id=id)
        self._read = read
        self._prompt = prompt
        self._placeholder = placeholder
        self._glyphs = marks
        self.echo = ""

    def compose(self) -> ComposeResult:
        """Prompt and input on one line, the echo below."""
        with Horizontal():
            yield Static(Content(f" {self._prompt} "), classes="entry-prompt")
            yield LineInput(placeholder=self._placeholder)
        yield Static(classes="entry-echo", markup=False)

    @property
    def input(self) -> LineInput:
        """The line itself."""
        return self.query_one(LineInput)

    @property
    def value(self) -> str:
        """What is typed."""
        return self.input.value

    def put(self, text: str) -> None:
        """Replaces what is typed."""
        self.input.put(text)
        self._say(text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Echoes how it is read now."""
        event.stop()
        self._say(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hands the line on; one that cannot be read stays, with the reason below."""
        event.stop()
        self._say(event.value)
        if event.value.strip() and not self.has_class("-wrong"):
            self.post_message(self.Entered(self, event.value))

    def on_resize(self, event: Resize) -> None:
        """Fits the echo to the new width."""
        self._draw()

    def _say(self, text: str) -> None:
        echo, wrong = echo_of(self, self._read, text)
        self.set_class(wrong, "-wrong")
        self.set_class(bool(echo), "-said")
        if echo != self.echo:
            self.echo = echo
            self._draw()

    def _draw(self) -> None:
        if self.size.width:
            line = fit(f"   {self.echo}", self.size.width, marks=self._glyphs)
            self.query_one(".entry-echo", Static).update(Content(line.rstrip()))
