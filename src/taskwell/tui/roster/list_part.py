"""A short list to choose from below the roster: up and down, Enter, and a few keys more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content

from taskwell.tui.drawing import fit
from taskwell.tui.glyphs import DRAWN, Glyphs
from taskwell.tui.part import Handler, Part

MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in the list, by a key that stays with it."""

    key: str
    text: str


class ListPart(Part):
    """`items` is asked at every drawing; `act` gets the key of the one that Enter chose, and `more`
    gives other keys with what they do with it. `hint` names the keys, `empty` stands there when
    there is nothing."""

    def __init__(
        self,
        heading: str,
        items: Callable[[], Sequence[Item]],
        act: Callable[[str], object],
        *,
        hint: str,
        empty: str,
        more: Mapping[str, Callable[[str | None], object]] | None = None,
    ) -> None:
        super().__init__(heading=heading, heading_right="esc back")
        self._items = items
        self._act = act
        self._hint = hint
        self._empty = empty
        self._key: str | None = None
        self.choices = {
            "down": lambda: self._move(1),
            "j": lambda: self._move(1),
            "up": lambda: self._move(-1),
            "k": lambda: self._move(-1),
            "enter": self._choose,
            **{key: self._with_key(handler) for key, handler in (more or {}).items()},
        }

    def lines(self, width: int) -> Sequence[str | Content]:
        """The items around the chosen one, and the keys."""
        items = list(self._items())
        at = self._at(items)
        return list_lines(items, at, width, self.taskwell.glyphs, self._hint, self._empty)

    def _at(self, items: Sequence[Item]) -> int:
        return next((at for at, item in enumerate(items) if item.key == self._key), 0)

    def _move(self, step: int) -> None:
        items = list(self._items())
        if items:
            at = max(0, min(self._at(items) + step, len(items) - 1))
            self._key = items[at].key
        self.redraw()

    def chosen_key(self) -> str | None:
        """The key of the item under the cursor."""
        items = list(self._items())
        return items[self._at(items)].key if items else None

    def _choose(self) -> object:
        key = self.chosen_key()
        return None if key is None else self._act(key)

    def _with_key(self, handler: Callable[[str | None], object]) -> Handler:
        return lambda: handler(self.chosen_key())


def list_lines(
    items: Sequence[Item],
    at: int,
    width: int,
    marks: Glyphs = DRAWN,
    hint: str = "",
    empty: str = "",
) -> list[str | Content]:
    """The items around the one at `at`, each in one line of at most `width` cells, and the keys."""
    first = max(0, min(at - MOST_SHOWN // 2, len(items) - MOST_SHOWN))
    lines: list[str | Content] = []
    for number, item in enumerate(items[first : first + MOST_SHOWN], first):
        sign = marks.running if number == at else " "
        text = fit(f" {sign} {item.text}", width - 1, marks=marks).rstrip()
        lines.append(Content.styled(text, "reverse") if number == at else text)
    left = len(items) - first - MOST_SHOWN
    more = f"   {left} more" if left > 0 else ""
    if not items:
        lines.append(f"   {empty}")
    lines.append(Content.styled(f" {hint}{more}", "$text-muted"))
    return lines
