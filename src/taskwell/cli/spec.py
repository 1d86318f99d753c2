"""What a command takes, said once: for reading it, for its help, and for the shells' completion."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from taskwell.errors import BadInput
from taskwell.records.text import visible

if TYPE_CHECKING:
    from taskwell.cli.context import Context


@dataclass(frozen=True, slots=True)
class Option:
    """An option: long name first. `value` is what stands for its value, "" for a plain switch.

    `complete` is what a shell offers for the value: "file", "place" (platforms) or "".
    """

    names: tuple[str, ...]
    help: str
    value: str = ""
    many: bool = False
    choices: tuple[str, ...] = ()
    complete: str = ""
    hidden: bool = False

    @property
    def key(self) -> str:
        """The long name without dashes."""
        return self.names[0].lstrip("-")


@dataclass(frozen=True, slots=True)
class Word:
    """A word without dashes that a command takes; `most` None means as many as there are."""

    name: str
    help: str
    least: int = 1
    most: int | None = 1
    choices: tuple[str, ...] = ()
    complete: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `run` returns the exit code; a `query` takes --plain; all but `mute` --json."""

    name: str
    run: Callable[[Context, Given], int]
    words: tuple[Word, ...] = ()
    options: tuple[Option, ...] = ()
    about: str = ""
    examples: tuple[str, ...] = ()
    query: bool = False
    mute: bool = False

    @property
    def every_option(self) -> tuple[Option, ...]:
        """Its own options and the ones that all of its sort have."""
        common: tuple[Option, ...] = () if self.mute else (_JSON,)
        return (*self.options, *common, *((_PLAIN,) if self.query else ()), _HELP)

    def usage(self) -> str:
        """Its form on one line: `taskwell stop [--at T] [--all]`."""
        parts = [f"taskwell {self.name}"]
        for word in self.words:
            shown = word.name + ("..." if word.most != 1 else "")
            parts.append(shown if word.least else f"[{shown}]")
        for option in self.every_option:
            if option.hidden or option is _HELP:
                continue
            shown = option.names[-1] if len(option.names) > 1 else option.names[0]
            text = f"{shown} {option.value}" if option.value else shown
            parts.append(f"[{text}]" + ("..." if option.many else ""))
        return " ".join(parts)


_JSON = Option(("--json",), "print one JSON document for scripts")
_PLAIN = Option(("--plain",), "one fact a line, no columns, for screen readers and grep")
_HELP = Option(("--help", "-h"), "show this help")


@dataclass(slots=True)
class Given:
    """What was typed after the command, by the names of its words and options."""

    options: dict[str, list[str]] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)

    def text(self, key: str) -> str | None:
        """The value of an option, or None."""
        values = self.options.get(key)
        return values[-1] if values else None

    def many(self, key: str) -> list[str]:
        """Every value of an option that may be repeated."""
        return list(self.options.get(key, ()))

    def flag(self, key: str) -> bool:
        """Whether a switch was given."""
        return key in self.options

    def word(self, name: str) -> str:
        """The one word of a name, "" if it was left out."""
        values = self.words.get(name, [])
        return values[0] if values else ""

    def all_words(self, name: str) -> list[str]:
        """All words of a name."""
        return list(self.words.get(name, ()))

    def whole_number(self, key: str, what: str) -> int | None:
        """An option's value as a whole number of zero or more; BadInput otherwise."""
        typed = self.text(key)
        return None if typed is None else whole_number(typed, what)


def whole_number(typed: str, what: str, *, least: int = 0) -> int:
    """A whole number from `least` up, as typed; BadInput otherwise."""
    digits = typed.strip().removeprefix("-")
    if not digits.isascii() or not digits.isdecimal() or len(digits) > 9:
        raise BadInput(f"'{visible(typed[:40])}' is no whole number for {what}", "write digits")
    number = int(typed)
    if number < least:
        raise BadInput(f"{typed.strip()} is too small for {what}", f"write {least} or more")
    return number


def looks_like_option(word: str) -> bool:
    """Whether a word may be meant as an option: `-20m`, `-`, `-$3` and "- a note" never are."""
    stem = word.partition("=")[0].lstrip("-")
    return word.startswith("-") and stem[:1].isalpha() and not any(map(str.isspace, stem))


def read(command: Command, typed: Sequence[str]) -> Given:
    """Sort the words after a command into its words and options; BadInput in one sentence."""
    known = {name: option for option in command.every_option for name in option.names}
    given = Given()
    loose: list[str] = []
    at = 0
    while at < len(typed):
        word = typed[at]
        at += 1
        if word == "--":
            loose += typed[at:]
            break
        if not looks_like_option(word):
            loose.append(word)
            continue
        name, equals, value = word.partition("=")
        option = known.get(name)
        if option is None and word[:2] in known and known[word[:2]].value:
            option, equals, value = known[word[:2]], "=", word[2:]
        if option is None:
            raise _unknown_option(command, name, known)
        if option.value and not equals:
            if at >= len(typed) or _ends_option(typed[at], known):
                raise BadInput(f"{name} needs a value", f"write {name} {option.value}")
            value = typed[at]
            at += 1
        elif equals and not option.value:
            raise BadInput(f"{name} takes no value", f"write {name} alone")
        if option.key in given.options and option.value and not option.many:
            raise BadInput(f"{name} is given twice", "keep one")
        given.options.setdefault(option.key, []).append(value)
    if "help" not in given.options:
        _hand_out(command, loose, given, known)
    return given


def _ends_option(word: str, known: Mapping[str, Option]) -> bool:
    return word.partition("=")[0] in known or (word.startswith("--") and looks_like_option(word))


def _unknown_option(command: Command, name: str, known: Mapping[str, Option]) -> BadInput:
    if name == "--store":
        return BadInput(
            "--store stands before the command", f"write taskwell --store DIR {command.name} ..."
        )
    near = near_words(name, [each for each in known if each.startswith("--")])
    hint = f"did you mean {near}?" if near else f"taskwell help {command.name} lists the options"
    return BadInput(f"'{command.name}' has no option {visible(name[:60])}", hint)


def _hand_out(
    command: Command, loose: list[str], given: Given, known: Mapping[str, Option]
) -> None:
    """Give each word of the command its share; a later word's need comes before a greedy one."""
    left = list(loose)
    for place, word in enumerate(command.words):
        later = sum(each.least for each in command.words[place + 1 :])
        share = max(word.least, len(left) - later)
        if word.most is not None:
            share = min(share, word.most)
        taken, left = left[:share], left[share:]
        if len(taken) < word.least:
            raise BadInput(f"'{command.name}' needs {word.name}", f"write {command.usage()}")
        given.words[word.name] = taken
    if left:
        shown = visible(left[0][:60])
        near = near_words(f"--{left[0].lower()}", list(known))
        hint = f"did you mean {near}?" if near else f"write {command.usage()}"
        raise BadInput(f"'{command.name}' cannot use the word '{shown}'", hint)


def near_words(typed: str, known: Sequence[str], *, most: int = 2) -> str:
    """Known words that resemble what was typed, joined with "or"; "" when none does."""
    begun = [each for each in known if len(typed) > 2 and each.startswith(typed)]
    near = dict.fromkeys([*begun, *get_close_matches(typed, known, n=most, cutoff=0.65)])
    return " or ".join(list(near)[:most])
