"""What is wrong with a catalogue, by entry and line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from taskwell.errors import CouldNot
from taskwell.records.text import visible


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: the entry's key ("" outside of any), the line from 1, what it is."""

    entry: str
    line: int
    what: str

    def __str__(self) -> str:
        place = (
            f"line {self.line}, {visible(self.entry[:60])}" if self.entry else f"line {self.line}"
        )
        return f"{place}: {self.what}"


class BadCatalogue(CouldNot):
    """The catalogue cannot be used; `problems` are all that were found, in the order of the lines."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda each: each.line))
        listed = "; ".join(str(each) for each in self.problems)
        super().__init__(f"platforms.toml cannot be used: {listed}", "mend it, or install again")
