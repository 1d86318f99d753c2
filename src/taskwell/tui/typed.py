"""A line of shell words, taken apart: the words, and the options among them."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from taskwell.errors import BadInput


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed after a command: its words in order, values by option, and flags."""

    words: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()

    def value(self, option: str) -> str | None:
        """The last value of an option, or None."""
        given = self.values.get(option)
        return given[-1] if given else None

    def every(self, option: str) -> tuple[str, ...]:
        """Every value of an option that may come again."""
        return self.values.get(option, ())


def split(text: str) -> list[str]:
    """The words of a line as a shell splits them; an open quote is taken as a letter."""
    try:
        return shlex.split(text)
    except ValueError:
        return text.split()


def take_apart(text: str, values: Sequence[str] = (), flags: Sequence[str] = ()) -> Typed:
    """A line with options such as `--at`; BadInput for unknown ones, naming the nearest.

    A word that begins with - and a digit is never an option.
    """
    words: list[str] = []
    found: dict[str, tuple[str, ...]] = {}
    seen: set[str] = set()
    queue = split(text)
    while queue:
        word = queue.pop(0)
        if not word.startswith("--") or len(word) < 3:
            words.append(word)
            continue
        name, given, value = word[2:].partition("=")
        if name in flags:
            seen.add(name)
        elif name in values:
            if not given:
                if not queue:
                    raise BadInput(f"--{name} needs a value", f"write --{name} VALUE")
                value = queue.pop(0)
            found[name] = (*found.get(name, ()), value)
        else:
            known = [*values, *flags]
            near = get_close_matches(name, known, n=1, cutoff=0.5)
            hint = (
                f"did you mean --{near[0]}?"
                if near
                else f"it takes {', '.join(f'--{each}' for each in known)}"
                if known
                else "it takes no options here"
            )
            raise BadInput(f"There is no option --{name} here", hint)
    return Typed(tuple(words), found, frozenset(seen))
