"""`m`: whether a platform has tasks, noted with one key more."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from taskwell.commands.marks import mark
from taskwell.queries.directory import directory
from taskwell.queries.settings import calendar
from taskwell.tui.drawing import fit
from taskwell.tui.glyphs import DRAWN, Glyphs
from taskwell.tui.part import Handler, Part
from taskwell.tui.place import Place
from taskwell.tui.roster.parts.which import About, AnotherPart, about, label_of, letter_keys
from taskwell.tui.widgets.cells import MUTED, STRONG

MARK_KEYS = (("t", "tasks"), ("f", "few"), ("n", "none"))


def open_mark(place: Place, found: About | None = None) -> None:
    """The line of choices for a platform; without one for that which the place is about."""
    place.open_part(MarkPart(place, About((found or about(place)).platform)))


class MarkPart(Part):
    """One key notes it; another platform's letter names that one instead."""

    DEFAULT_CSS = """
    MarkPart > .part-heading { display: none; }
    """

    def __init__(self, place: Place, found: About) -> None:
        super().__init__()
        self._on = place
        self._about = found
        self._label = label_of(place, found)
        taken = "".join(key for key, _ in MARK_KEYS)
        others = letter_keys(place, taken, lambda other: open_mark(place, other), stays=False)
        known = directory(place.store)
        self._others = [
            (letter, known.letters[letter].name)
            for letter in sorted(others, key=lambda each: known.letters[each].name.casefold())
            if known.letters[letter].uid != found.platform
        ]
        self.choices = {
            **others,
            "/": self._another,
            **{key: self._noter(word) for key, word in MARK_KEYS},
        }

    def lines(self, width: int) -> Sequence[str | Content]:
        """The choices, and the letters of other platforms."""
        return render_mark(self._label, self._others, width, self.taskwell.glyphs)

    def _noter(self, word: str) -> Handler:
        def note() -> None:
            place = self._on
            made = mark(place.store, place.now(), self._about.platform, word)
            self.close()
            clock = calendar(place.store).clock(made.at)
            self.taskwell.say(f"{made.label}: {made.state} at {clock}", undo=True)

        return note

    def _another(self) -> None:
        place, found = self._on, self._about

        def then(other: About) -> None:
            open_mark(place, other)

        place.open_part(AnotherPart("Mark another", then, lambda: open_mark(place, found)))


def render_mark(
    label: str, others: Sequence[tuple[str, str]], width: int, marks: Glyphs = DRAWN
) -> list[Content]:
    """`UHRS: t tasks  f few  n none   / another platform`, and the letters of the others."""
    keys = "  ".join(f"{key} {word}" for key, word in MARK_KEYS)
    tail = f": {keys}   / another platform   esc back"
    room = max(width - len(tail) - 1, 8)
    name = fit(label, min(room, cell_len(label)), marks=marks)
    lines = [Content.assemble((f" {name}", STRONG), tail)]
    row = ""
    for letter, other in others:
        piece = f"{letter} {fit(other, min(16, cell_len(other)), marks=marks)}"
        if cell_len(row) + cell_len(piece) + 3 > width:
            break  # one line of them: / finds the rest
        row += f"{'  ' if row else ' '}{piece}"
    return [*lines, Content.styled(row, MUTED)] if row else lines
