"""Questions answered with one key each: 1 to 5, or x to skip."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rich.cells import cell_len
from textual.content import Content

from taskwell.records.checkin import Item
from taskwell.tui.drawing import in_rows, wrapped
from taskwell.tui.part import Handler, Part
from taskwell.tui.widgets.cells import HIDDEN, MUTED, STRONG, Piece


class QuestionsPart(Part):
    """A part of this kind says what it asks, what was answered, and where an answer goes.

    `at` is the question that stands; a digit answers it and goes on, and after the last one `done`.
    """

    def __init__(self, *, heading: str, heading_right: str) -> None:
        super().__init__(heading=heading, heading_right=heading_right)
        self.at = 0

    # What a part of this kind gives

    def items(self) -> Sequence[Item]:
        """The questions, in order."""
        raise NotImplementedError

    def answered(self, item: Item) -> int | None:
        """What is known of one of them."""
        raise NotImplementedError

    def keep(self, item: Item, answer: int | None) -> None:
        """Writes an answer down; None is skipped. TaskwellError when it cannot be."""
        raise NotImplementedError

    def done(self) -> object:
        """After the last question, or sooner when it is to be saved now."""
        raise NotImplementedError

    def more_keys(self) -> Mapping[str, Handler]:
        """Keys besides the digits."""
        return {}

    def foot(self) -> Sequence[str]:
        """The words of all keys, each with its key."""
        return ()

    def follow(self, item: Item, answer: int | None) -> bool:
        """Whether something else is asked before the next question."""
        return False

    # What they all do

    def on_mount(self) -> None:
        """Ready for the first key."""
        self.arm()

    @property
    def item(self) -> Item:
        """The question that stands."""
        return self.items()[self.at]

    def arm(self) -> None:
        """The keys of the question that stands."""
        self.choices = {
            **{str(number): self._answerer(number) for number in range(1, 6)},
            "x": self._answerer(None),
            "enter": self.step_on,
            "backspace": self._back,
            "s": self._save,
            **self.more_keys(),
        }
        self.redraw()

    def _answerer(self, answer: int | None) -> Handler:
        def give() -> object:
            item = self.item
            self.keep(item, answer)
            return None if self.follow(item, answer) else self.step_on()

        return give

    def step_on(self) -> object:
        """The next question, or the end."""
        if self.at + 1 >= len(self.items()):
            return self.done()
        self.at += 1
        self.arm()
        return None

    def _back(self) -> None:
        self.at = max(0, self.at - 1)
        self.arm()

    def _save(self) -> object:
        return self.done()

    def lines(self, width: int) -> Sequence[str | Content]:
        """What was answered, the question, its ends, and the keys."""
        hidden = self.taskwell.hidden
        at = self.item
        known = [(each, self.answered(each)) for each in self.items()]
        return [
            *overview(known, at, width, hidden=hidden),
            *(Content.styled(f" {line}", STRONG) for line in wrapped(at.question, width - 2)),
            Content(scale(at, width)),
            *(Content.styled(f" {line}", MUTED) for line in in_rows(self.foot(), width - 2)),
        ]


def overview(
    known: Sequence[tuple[Item, int | None]], at: Item, width: int, *, hidden: bool
) -> list[Content]:
    """`mood 4  tired 2  [tense]`: every question with its answer, the one that stands in brackets."""
    lines: list[list[Piece]] = [[]]
    used = 0
    for item, answer in known:
        name = item.name.replace("_", " ")
        shown = "" if answer is None else f" {HIDDEN if hidden else answer}"
        word = f"[{name}{shown}]" if item is at else f" {name}{shown} "
        if used and used + cell_len(word) + 1 > width:
            lines.append([])
            used = 0
        lines[-1].append((f" {word}", STRONG if item is at else ""))
        used += cell_len(word) + 1
    return [Content.assemble(*pieces) for pieces in lines]


def scale(item: Item, width: int) -> str:
    """`1 fresh   2   3   4   5 exhausted`."""
    gap = "   " if width >= 50 else "  "
    return f" 1 {item.low}{gap}2{gap}3{gap}4{gap}5 {item.high}"


class OneOfPart(Part):
    """One letter of a few names something; x names nothing."""

    def __init__(
        self,
        heading: str,
        words: Mapping[str, str],
        take: Callable[[str], object],
        back: Callable[[], object],
        none: str,
    ) -> None:
        super().__init__(heading=heading, heading_right="esc back")
        self._words = words
        self._none = none
        self._back = back
        self.choices = {
            **{letter: self._taker(take, word) for letter, word in words.items()},
            "x": self._taker(take, ""),
            "backspace": back,
        }

    def _taker(self, take: Callable[[str], object], word: str) -> Handler:
        return lambda: take(word)

    def act_app_back(self) -> object:
        """Back to the question."""
        self._back()
        return True

    def lines(self, width: int) -> Sequence[str | Content]:
        """The letters and their words."""
        words = [f"{letter} {word}" for letter, word in self._words.items()]
        return [f" {line}" for line in in_rows([*words, f"x {self._none}"], width - 2)]
