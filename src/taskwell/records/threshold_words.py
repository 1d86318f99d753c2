"""Thresholds as people type them: `90 restrict`, `80 ban last 10 min 5`, `4.30 unlock $21/h tier Senior`.

A value and its meaning come first, the rest in any order, each once; several stand apart by
semicolons.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches

from taskwell.errors import BadInput
from taskwell.records.metric import MEANINGS, PLACES, Threshold, plain_number
from taskwell.records.rate import Rate
from taskwell.records.text import clean_text, visible

EXAMPLE = "90 restrict; 80 ban last 10 min 5; 4.30 unlock $21/h tier Senior needs Coding_test"
_PARTS = ("last", "min", "tier", "needs")
_NUMBER = re.compile(rf"\d{{1,9}}(?:\.\d{{1,{PLACES}}})?")
_MOST = 1_000_000
ReadRate = Callable[[str], Rate]


def parse_number(text: str, what: str, field: str) -> Decimal:
    """A plain number with up to four decimals, perhaps with a percent sign; BadInput otherwise."""
    typed = text.strip().removesuffix("%").strip()
    if "," in typed:
        raise BadInput(
            f"'{visible(text.strip()[:40])}' holds a comma", "write 92.1, with a point", field=field
        )
    negative = typed.startswith("-")
    if not _NUMBER.fullmatch(typed.removeprefix("-")):
        raise BadInput(
            f"'{visible(text.strip()[:40])}' is no number for {what}",
            f"write digits, with at most {PLACES} decimals",
            field=field,
        )
    try:
        value = Decimal(typed)
    except InvalidOperation as error:  # pragma: no cover - the pattern leaves nothing that is none
        raise BadInput(f"'{typed}' is no number", "write digits", field=field) from error
    return -abs(value) if negative else value


def parse_thresholds(text: str, read_rate: ReadRate) -> tuple[Threshold, ...]:
    """Thresholds apart by semicolons; none for an empty text. `read_rate` reads what a tier pays.

    BadInput names the word that is not understood.
    """
    return tuple(parse_threshold(each, read_rate) for each in text.split(";") if each.strip())


def parse_threshold(text: str, read_rate: ReadRate) -> Threshold:
    """One threshold as typed. BadInput names the word that is not understood."""
    words = text.replace("%", " ").split()
    if len(words) < 2:
        raise BadInput(
            f"'{visible(text.strip()[:60])}' is no threshold",
            f"write a value and what it means ({', '.join(MEANINGS)}): 95 restrict",
            field="thresholds",
        )
    value = parse_number(words[0], "a threshold", "thresholds")
    meaning = _meaning(words[1])
    given: dict[str, str] = {}
    rate: Rate | None = None
    at = 2
    while at < len(words):
        word = words[at]
        key = word.lower()
        if key in _PARTS:
            if key in given or at + 1 >= len(words):
                twice = key in given
                raise BadInput(
                    f"'{key}' {'stands twice' if twice else 'needs a value'} in a threshold",
                    "keep one" if twice else f"write {key} and its value: {EXAMPLE}",
                    field="thresholds",
                )
            given[key] = words[at + 1]
            at += 2
        elif rate is None and any(sign.isdigit() for sign in word):
            taken = 2 if at + 1 < len(words) and _is_currency(words[at + 1]) else 1
            rate = _rate(" ".join(words[at : at + taken]), read_rate)
            at += taken
        else:
            raise BadInput(
                f"'{visible(word[:40])}' is not understood in a threshold",
                f"write for example {EXAMPLE}",
                field="thresholds",
            )
    made = Threshold(
        value=value,
        meaning=meaning,
        last=_count(given, "last"),
        least=_count(given, "min"),
        tier=clean_text(given.get("tier", "").replace("_", " "), "tier"),
        pay=rate,
        needs=clean_text(given.get("needs", "").replace("_", " "), "qualification"),
    )
    return _checked(made)


def threshold_text(threshold: Threshold) -> str:
    """The words of a threshold; `parse_threshold` reads them back to the same."""
    parts = [plain_number(threshold.value), threshold.meaning]
    if threshold.last is not None:
        parts.append(f"last {threshold.last}")
    if threshold.least is not None:
        parts.append(f"min {threshold.least}")
    if threshold.pay is not None:
        parts.append(rate_text(threshold.pay))
    if threshold.tier:
        parts.append(f"tier {threshold.tier.replace(' ', '_')}")
    if threshold.needs:
        parts.append(f"needs {threshold.needs.replace(' ', '_')}")
    return " ".join(parts)


def thresholds_text(thresholds: tuple[Threshold, ...]) -> str:
    """Several in the words that set them."""
    return "; ".join(threshold_text(each) for each in thresholds)


def rate_text(rate: Rate) -> str:
    """`21.00 USD/hour`: an amount that needs no currency beside it to be read."""
    return f"{rate.text()} {rate.amount.currency}/{rate.basis}"


def _meaning(word: str) -> str:
    typed = word.lower()
    begin = [each for each in MEANINGS if each == typed] or [
        each for each in MEANINGS if each.startswith(typed)
    ]
    if len(begin) == 1:
        return begin[0]
    near = get_close_matches(typed, MEANINGS, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else f"use one of {', '.join(MEANINGS)}"
    raise BadInput(f"A threshold cannot mean '{visible(word[:40])}'", hint, field="thresholds")


def _is_currency(word: str) -> bool:
    return len(word.partition("/")[0]) == 3 and word[:3].isalpha() and word.lower() not in _PARTS


def _rate(text: str, read_rate: ReadRate) -> Rate:
    try:
        return read_rate(text)
    except BadInput as error:
        raise BadInput(error.what, error.what_to_do, field="thresholds") from error


def _count(given: dict[str, str], key: str) -> int | None:
    typed = given.get(key)
    if typed is None:
        return None
    if not (typed.isascii() and typed.isdigit() and 1 <= int(typed[:8]) <= _MOST):
        raise BadInput(
            f"'{visible(typed[:40])}' is no number of answers",
            f"write {key} and a number of 1 or more",
            field="thresholds",
        )
    return int(typed)


def _checked(made: Threshold) -> Threshold:
    if made.last is not None and made.least is not None and made.least > made.last:
        raise BadInput(
            f"Of the last {made.last} answers there are never {made.least}",
            "write a min that is no more than the last",
            field="thresholds",
        )
    if made.meaning != "unlock" and (made.tier or made.pay or made.needs):
        raise BadInput(
            f"Only a threshold that unlocks has a tier, pay or needs, not one to {made.meaning}",
            "write unlock, or leave them out",
            field="thresholds",
        )
    return made
