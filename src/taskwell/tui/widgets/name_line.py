"""One line for a name, and below it what the typed beginning may mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from taskwell.errors import TaskwellError
from taskwell.records.text import visible
from taskwell.tui.drawing import fit
from taskwell.tui.part import Part
from taskwell.tui.widgets.cells import WARNING
from taskwell.tui.widgets.line_input import LineInput

MOST_SHOWN = 6
Named = TypeVar("Named")


class NameLinePart(Part, Generic[Named]):
    """Up and down choose among the names that match, Enter takes the chosen one.

    A part of this kind says with `known` what there is, with `take` what becomes of it, and with
    `nothing` and `take_new` what is said of, and done with, a name that nothing has.
    """

    takes_text = True
    DEFAULT_CSS = """
    NameLinePart .name-line { height: 1; }
    NameLinePart .name-line Static { width: auto; }
    NameLinePart Input { width: 1fr; }
    """

    def __init__(self, heading: str = "", *, heading_right: str = "", typed: str = "") -> None:
        super().__init__(heading=heading, heading_right=heading_right)
        self._typed = typed
        self._error = ""
        self._labels: Mapping[str, Named] = {}
        self._chosen = 0
        self.choices = {"down": lambda: self._move(1), "up": lambda: self._move(-1)}

    # What a part of this kind gives

    def known(self) -> Mapping[str, Named]:
        """What can be named, in the order in which it is offered."""
        raise NotImplementedError

    def take(self, chosen: Named) -> object:
        """Does what the line is for. TaskwellError is said below it."""
        raise NotImplementedError

    def nothing(self, typed: str) -> str:
        """What is said when nothing matches."""
        return f"nothing is called {typed}" if typed else "nothing can be named yet"

    def take_new(self, typed: str) -> object:
        """Does something with a name that nothing has; False when that cannot be."""
        return False

    # What they all do

    def compose_part(self) -> ComposeResult:
        """The line to type in, and what it means."""
        self._labels = self.known()
        with Horizontal(classes="name-line"):
            yield Static(" platform ", markup=False)
            yield LineInput(self._typed, id="name")
        yield Static(classes="part-lines", markup=False)

    def take_focus(self) -> None:
        """Into the line."""
        name = self.query_one(Input)
        name.focus()
        name.cursor_position = len(name.value)

    def lines(self, width: int) -> Sequence[str | Content]:
        """What matches, or what is said where nothing does, or what is wrong."""
        if self._error:
            return [Content.styled(f" ! {visible(self._error)}", WARNING)]
        found, marks = self._matches(), self.taskwell.glyphs
        if not found:
            return [f" {visible(self.nothing(' '.join(self._typed.split())))}"]
        first = max(0, self._chosen - MOST_SHOWN + 1)
        shown = []
        for number, label in enumerate(found[first : first + MOST_SHOWN], first):
            sign = marks.running if number == self._chosen else " "
            shown.append(fit(f" {sign} {label}", width - 1, marks=marks).rstrip())
        more = len(found) - first - MOST_SHOWN
        return [*shown, f"   {more} more"] if more > 0 else shown

    def _matches(self) -> list[str]:
        return matching(self._typed, list(self._labels))

    def _move(self, step: int) -> None:
        self._chosen = max(0, min(self._chosen + step, len(self._matches()) - 1))
        self.redraw()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._typed, self._error, self._chosen = event.value, "", 0
        self.redraw()

    @on(Input.Submitted)
    async def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        await self.taskwell.run_handler(self._run)

    def _run(self) -> None:
        typed = " ".join(self._typed.split())
        found = self._matches()
        try:
            if typed and found:
                exact = [label for label in found if label.casefold() == typed.casefold()]
                self.take(self._labels[exact[0] if exact else found[self._chosen]])
            elif not typed and found and self._chosen:
                self.take(self._labels[found[self._chosen]])
            elif self.take_new(typed) is False:
                return
        except TaskwellError as error:
            self._error = str(error)
            self.redraw()
            return
        self.close()


def matching(typed: str, labels: Sequence[str]) -> list[str]:
    """The labels that a typed name means: those that begin with it, then those that hold it."""
    wanted = " ".join(typed.split()).casefold().replace(" / ", "/")
    if not wanted:
        return list(labels)
    plain = [(label, label.casefold().replace(" / ", "/")) for label in labels]
    begins = [label for label, low in plain if low.startswith(wanted)]
    return begins + [label for label, low in plain if wanted in low and label not in begins]
