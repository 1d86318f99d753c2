"""The one message line."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from taskwell.tui.drawing import fit, veiled
from taskwell.tui.glyphs import DRAWN, Glyphs
from taskwell.tui.voice import Said


class MessageLine(Widget):
    """One line for whatever the program has to say; empty when it has nothing."""

    DEFAULT_CSS = """
    MessageLine { height: 1; width: 100%; background: $panel; color: $foreground; }
    MessageLine.-urgent { color: $warning; text-style: bold; }
    """

    def __init__(self, marks: Glyphs = DRAWN) -> None:
        super().__init__()
        self._marks = marks
        self._said: Said | None = None
        self._veil = False

    def show(self, said: Said | None, *, hidden: bool = False) -> None:
        """Shows another message, or none; draws only when it differs."""
        if said == self._said and hidden == self._veil:
            return
        self._said, self._veil = said, hidden
        self.set_class(said is not None and said.priority <= 1, "-urgent")
        self.refresh()

    @property
    def text(self) -> str:
        """What the line reads."""
        return self.render().plain.strip()

    def render(self) -> Content:
        """The message, literal, cut where the line ends."""
        if self._said is None:
            return Content("")
        text = veiled(self._said.text) if self._veil else self._said.text
        return Content(fit(f" {text}", self.size.width, marks=self._marks))
