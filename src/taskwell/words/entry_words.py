"""The words of an entry line, told apart by what they say: notes, tags, tasks, money, the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING

from taskwell.errors import BadInput
from taskwell.money.amounts import SIGNS, Money, exponent, parse_money
from taskwell.records.session import EXPOSURES, KINDS
from taskwell.records.text import clean_text, visible
from taskwell.timekeeping.durations import parse_duration
from taskwell.timekeeping.typed import parse_date

if TYPE_CHECKING:
    from taskwell.timekeeping.days import Calendar

MOST_TASKS = 1_000_000
NUMBER = re.compile(r"-?(?:\d[\d.,]*|[.,]\d+)")
_COUNT = re.compile(r"(-?\d+)(?:tasks?)?", re.IGNORECASE)
_COUNT_JOINED = re.compile(r"-?\d+tasks?", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z]{3}")
_JOINED_MONEY = re.compile(r"-?\d[\d.,]*[A-Za-z]{3}|[A-Za-z]{3}-?(?:\d[\d.,]*|\.\d+)")
_UNIT = re.compile(r"h|hours?|m|min|minutes?|s|sec|seconds?", re.IGNORECASE)


@dataclass(slots=True)
class Words:
    """The words of an entry, sorted by what they say; `rest` may still speak of time."""

    place: str
    rest: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    money: list[Money] = field(default_factory=list)
    tasks: list[int] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    exposures: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a line, or the text of a pair of quotes."""

    text: str
    quoted: bool


def near_choice(typed: str, choices: Sequence[str], what: str) -> str:
    """The one of `choices` that a word names, whole or by its unique beginning; else BadInput."""
    word = typed.strip().lower()
    if word in choices:
        return word
    begun = [choice for choice in choices if word and choice.startswith(word)]
    if len(begun) == 1:
        return begun[0]
    near = begun or get_close_matches(word, choices, n=2, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else f"use one of {', '.join(choices)}"
    raise BadInput(f"There is no {what} '{visible(typed.strip()[:60])}'", hint, field=what)


def cut_up(line: str) -> list[Token]:
    """The words of a line; a text in double quotes is one word, with \\" and \\\\ inside."""
    tokens: list[Token] = []
    at = 0
    while at < len(line):
        if line[at].isspace():
            at += 1
        elif line[at] == '"':
            text, at = _quoted(line, at + 1)
            tokens.append(Token(text, quoted=True))
        else:
            end = at
            while end < len(line) and not line[end].isspace():
                end += 1
            tokens.append(Token(line[at:end], quoted=False))
            at = end
    return tokens


def _quoted(line: str, at: int) -> tuple[str, int]:
    text: list[str] = []
    while at < len(line):
        letter = line[at]
        if letter == '"':
            return "".join(text), at + 1
        if letter == "\\" and line[at + 1 : at + 2] in ('"', "\\"):
            at += 1
            letter = line[at]
        text.append(letter)
        at += 1
    raise BadInput("The note's double quote is never closed", 'end the note with "', field="note")


def sort_out(line: Sequence[Token], calendar: Calendar, now: datetime) -> Words:
    """The words after the place by what they say; BadInput for what is meant and cannot be used."""
    words = Words(line[0].text)
    today = calendar.day_of(now)
    at = 1
    while at < len(line):
        token = line[at]
        after = line[at + 1] if at + 1 < len(line) else None
        following = after.text if after is not None and not after.quoted else ""
        word = token.text
        if token.quoted:
            words.notes.append(clean_text(word, "note"))
        elif word.startswith("+") and len(word) > 1:
            words.tags.append(clean_text(word[1:], "tag"))
        elif word.lower().startswith("kind:"):
            words.kinds.append(near_choice(word[5:], KINDS, "kind"))
        elif word.lower().startswith("exposure:"):
            words.exposures.append(near_choice(word[9:], EXPOSURES, "exposure"))
        elif _COUNT_JOINED.fullmatch(word):
            words.tasks.append(task_count(word))
        elif NUMBER.fullmatch(word) and following.lower() in ("task", "tasks"):
            words.tasks.append(task_count(word))
            at += 1
        elif money := _money(word, following):
            words.money.append(money[0])
            at += money[1]
        elif (
            following and parse_date(word, today, calendar) is None and _code_then(word, following)
        ):
            words.money.append(parse_money(f"{word} {following}"))
            at += 1
        else:
            words.rest.append(word)
        at += 1
    return words


def task_count(word: str) -> int:
    """The number of `37` or `37tasks`; BadInput when it is none or far too large."""
    found = _COUNT.fullmatch(word)
    if found is None:
        raise BadInput(f"'{visible(word)}' is no number of tasks", "write 37 tasks", field="tasks")
    if not found[1].isascii() or len(found[1]) > 9 or not 0 <= int(found[1]) <= MOST_TASKS:
        raise BadInput(
            f"{found[1][:20]} is no number of tasks",
            f"write a number from 0 to {MOST_TASKS}",
            field="tasks",
        )
    return int(found[1])


def _money(word: str, following: str) -> tuple[Money, int] | None:
    """An amount that begins with this word, and how many further words it took."""
    bare = word.removeprefix("-")
    if bare in SIGNS and NUMBER.fullmatch(following):
        return parse_money(word + following), 1
    if bare[:1] in SIGNS:
        return parse_money(word), 0
    if NUMBER.fullmatch(word) and _CODE.fullmatch(following):
        # A code in capitals is meant as one, and an unknown one deserves its own sentence.
        if following.isupper() or _is_currency(following):
            return parse_money(f"{word} {following}"), 1
        return None
    if _JOINED_MONEY.fullmatch(word) and parse_duration(word) is None:
        letters = "".join(letter for letter in word if letter.isalpha())
        if _is_currency(letters) or letters.isupper():
            return parse_money(word), 0
    return None


def _code_then(word: str, following: str) -> bool:
    return (
        _CODE.fullmatch(word) is not None
        and NUMBER.fullmatch(following) is not None
        and (word.isupper() or _is_currency(word))
    )


def _is_currency(code: str) -> bool:
    try:
        exponent(code.upper())
    except BadInput:
        return False
    return True


def units_joined(words: Sequence[str]) -> list[str]:
    """`45 min` as `45min`: people put a space there."""
    joined: list[str] = []
    for word in words:
        if joined and _UNIT.fullmatch(word) and joined[-1].replace(".", "", 1).isdecimal():
            joined[-1] += word.lower()
        else:
            joined.append(word)
    return joined
