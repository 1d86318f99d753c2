"""The line of keys at the bottom: whole hints only, the least important dropped first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

GAP = 2


@dataclass(frozen=True, slots=True)
class ShownHint:
    """A key and its word; of the ranks the lowest is dropped last."""

    key: str
    word: str
    rank: int

    @property
    def cells(self) -> int:
        """How many cells it takes."""
        return cell_len(self.key) + 1 + cell_len(self.word)


def fit_hints(hints: Sequence[ShownHint], width: int) -> list[ShownHint]:
    """The hints that fit into `width` cells in their order, whole, after a leading space."""
    kept = list(hints)
    while kept and sum(hint.cells + GAP for hint in kept) - GAP + 1 > width:
        kept.remove(max(kept, key=lambda hint: hint.rank))
    return kept


class HintLine(Widget):
    """One line of hints, drawn from what the place says applies now."""

    DEFAULT_CSS = """
    HintLine { height: 1; width: 100%; background: $panel; color: $foreground; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._hints: tuple[ShownHint, ...] = ()
        self._aside = ""

    def show(self, hints: Sequence[ShownHint], aside: str = "") -> None:
        """Shows other hints, and at the right what is said aside; draws only when they differ."""
        if (tuple(hints), aside) != (self._hints, self._aside):
            self._hints, self._aside = tuple(hints), aside
            self.refresh()

    @property
    def text(self) -> str:
        """What the line reads at its present width."""
        return self.render().plain

    def render(self) -> Content:
        """The hints that fit."""
        parts: list[str | tuple[str, str]] = []
        width = self.size.width
        room = width - cell_len(self._aside) - 3 if self._aside else width
        kept = fit_hints(self._hints, room)
        for hint in kept:
            parts += ["  " if parts else " ", (hint.key, "bold $accent"), f" {hint.word}"]
        if self._aside:
            line = Content.assemble(*parts)
            return line.pad_right(
                max(1, width - line.cell_length - cell_len(self._aside) - 1)
            ).append(Content.styled(self._aside, "bold"))
        return Content.assemble(*parts)
