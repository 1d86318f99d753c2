"""One line to type into, without a border and without a blinking cursor."""

from __future__ import annotations

from rich.highlighter import Highlighter
from rich.text import Text
from textual.widgets import Input

from taskwell.records.text import visible


class _Literal(Highlighter):
    """Shows control characters as symbols; the value keeps them as they are.

    The toolkit sends an input's text to the terminal as it stands, escape sequences and all.
    """

    def highlight(self, text: Text) -> None:
        """Puts a symbol in the place of each character that a terminal would obey."""
        text.plain = visible(text.plain)


class LineInput(Input):
    """An input one line high. Its cursor does not blink: that would be bytes for nothing."""

    DEFAULT_CSS = """
    LineInput { height: 1; width: 1fr; border: none; padding: 0; }
    LineInput:focus { border: none; background-tint: transparent; }
    LineInput > .input--placeholder { color: $text-muted; }
    """

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002 - as the toolkit names it
        select_on_focus: bool = False,
    ) -> None:
        super().__init__(
            value,
            placeholder=placeholder,
            highlighter=_Literal(),
            id=id,
            compact=True,
            select_on_focus=select_on_focus,
        )
        self.cursor_blink = False

    def put(self, text: str) -> None:
        """Replaces what is typed and puts the cursor behind it."""
        self.value = text
        self.cursor_position = len(text)
