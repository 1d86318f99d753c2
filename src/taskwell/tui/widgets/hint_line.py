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

    def show(self, hints: Sequence[ShownHint]) -> None:
        """Shows other hints; draws only when they differ."""
        if tuple(hints) != self._hints:
            self._hints = tuple(hints)
            self.refresh()

    @property
    def text(self) -> str:
        """What the line reads at its present width."""
        return self.render().plain

    def render(self) -> Content:
        """The hints that fit."""
        parts: list[str | tuple[str, str]] = []
        for hint in fit_hints(self._hints, self.size.width):
            parts += ["  " if parts else " ", (hint.key, "bold $accent"), f" {hint.word}"]
        return Content.assemble(*parts)
