"""A text of one or more lines, typed line by line or pasted whole: a note, a message.

Enter puts a line away and begins the next; Enter on an empty line saves, and so does ctrl+s at any
time. That needs no key that a phone has not, and a pasted letter keeps its lines.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Paste
from textual.message import Message
from textual.widgets import Input, Static

from taskwell.errors import TaskwellError
from taskwell.records.text import visible
from taskwell.tui.drawing import fit
from taskwell.tui.part import Part
from taskwell.tui.widgets.cells import MUTED, WARNING
from taskwell.tui.widgets.line_input import LineInput

AROUND = 4
"""Lines of the text that are shown above and below the one that is typed."""
_TEXT = "text"


class PasteLine(LineInput):
    """A line that hands on the other lines of what is pasted into it, where the toolkit drops them."""

    class Pasted(Message):
        """A text of several lines was pasted."""

        def __init__(self, lines: Sequence[str]) -> None:
            super().__init__()
            self.lines = tuple(lines)

    def on_paste(self, event: Paste) -> None:
        """One line goes into the line as it is; several go on as lines."""
        lines = event.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if len(lines) > 1:
            event.stop()
            event.prevent_default()
            self.post_message(self.Pasted(lines))


class WritePart(Part):
    """Lines to write. A part of this kind says with `keep` what becomes of the text, with `back`
    what is open afterwards, and with `told` what stands above it."""

    takes_text = True
    DEFAULT_CSS = """
    WritePart .write-line { height: 1; }
    WritePart .write-line Static { width: auto; color: $accent; }
    WritePart Input { width: 1fr; }
    WritePart > .part-after { height: auto; }
    """

    def __init__(self, heading: str, *, draft_key: str, text: str = "", label: str = "") -> None:
        super().__init__(heading=heading, heading_right="ctrl+s save   esc back")
        self._draft_key = draft_key
        self._before = text
        self._label = label
        self._text = text.split("\n")
        self._at = len(self._text) - 1
        self._error = ""
        self.choices = {
            "up": lambda: self._go(-1),
            "down": lambda: self._go(1),
            "tab": self.turn,
            "ctrl+s": self.save,
        }

    # What a part of this kind gives

    def keep(self, text: str) -> object:
        """Keeps the text. TaskwellError is said below the line."""
        raise NotImplementedError

    def back(self) -> object:
        """Opens what was open before."""
        self.close()
        return True

    def told(self, width: int) -> Sequence[str | Content]:
        """What stands above the lines."""
        return ()

    def turn(self) -> None:
        """What Tab changes."""

    def hint(self) -> str:
        """What stands below the line."""
        return "enter next line, once more: save"

    # What they all do

    def compose_part(self) -> ComposeResult:
        """What stands above, the lines before, the line, the lines after and the hint."""
        draft = self.taskwell.drafts.get(self._draft_key, {}).get(_TEXT)
        if draft is not None:
            self._text = draft.split("\n")
            self._at = len(self._text) - 1
        yield Static(classes="part-lines", markup=False)
        with Horizontal(classes="write-line"):
            yield Static(f" {self._label} ", classes="write-label", markup=False)
            yield PasteLine(self._text[self._at], id="written")
        yield Static(classes="part-after", markup=False)

    def take_focus(self) -> None:
        """Into the line."""
        self._line.focus()
        self._line.cursor_position = len(self._line.value)

    @property
    def _line(self) -> PasteLine:
        return self.query_one(PasteLine)

    @property
    def text(self) -> str:
        """All that is typed, without empty lines at its end."""
        self._text[self._at] = self._line.value
        return "\n".join(self._text).rstrip("\n ")

    def relabel(self, label: str) -> None:
        """Other words before the line."""
        self._label = label
        self.query_one(".write-label", Static).update(Content(f" {label} "))

    def lines(self, width: int) -> Sequence[str | Content]:
        """What stands above, then the lines before the one that is typed."""
        first = max(0, self._at - AROUND)
        more = [Content.styled(f"   {first} lines before", MUTED)] if first else []
        return [*self.told(width), *more, *self._shown(first, self._at, width)]

    def redraw(self) -> None:
        """Also what stands below the line."""
        super().redraw()
        if self.is_mounted:
            width = self.size.width or self.app.size.width
            after = self._shown(self._at + 1, self._at + 1 + AROUND, width)
            if self._error:
                after.append(Content.styled(f" ! {visible(self._error)}", WARNING))
            else:
                after.append(Content.styled(f" {self.hint()}", MUTED))
            self.query_one(".part-after", Static).update(Content("\n").join(after))

    def _shown(self, first: int, last: int, width: int) -> list[Content]:
        """The lines as they stand under the one that is typed."""
        space = " " * (len(self._label) + 2)
        marks = self.taskwell.glyphs
        return [
            Content(fit(f"{space}{text}", width - 1, marks=marks).rstrip())
            for text in self._text[first:last]
        ]

    def _go(self, step: int) -> None:
        self._text[self._at] = self._line.value
        self._at = max(0, min(self._at + step, len(self._text) - 1))
        self._line.put(self._text[self._at])
        self.redraw()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._error:
            self._error = ""
            self.redraw()

    @on(Input.Submitted)
    async def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        at_end = self._at == len(self._text) - 1
        if at_end and not event.value.strip():
            await self.taskwell.run_handler(self.save)
            return
        if at_end:
            self._text.append("")
        self._go(1)

    @on(PasteLine.Pasted)
    def _pasted(self, event: PasteLine.Pasted) -> None:
        event.stop()
        line, at = self._line, self._line.cursor_position
        head, tail = line.value[:at], line.value[at:]
        first, *middle, last = event.lines
        self._text[self._at : self._at + 1] = [head + first, *middle, last + tail]
        self._at += len(middle) + 1
        line.put(self._text[self._at])
        line.cursor_position = len(last)
        self.redraw()

    def save(self) -> None:
        """Keeps the text; what is wrong is said below the line, and it stays."""
        try:
            self.keep(self.text)
        except TaskwellError as error:
            self._error = str(error)
            self.redraw()
            return
        self.taskwell.drafts.pop(self._draft_key, None)
        self.back()

    def act_app_back(self) -> object:
        """Back; what was typed is kept for the next time."""
        text = self.text
        if text != self._before:
            self.taskwell.drafts[self._draft_key] = {_TEXT: text}
            self.taskwell.say("Not saved; what you typed is kept for the next time")
        else:
            self.taskwell.drafts.pop(self._draft_key, None)
        self.back()
        return True

    def act_app_next_pane(self) -> object:
        """Tab belongs to the part."""
        self.turn()
        return True
