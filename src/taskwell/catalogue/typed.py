"""Fields of an entry as a person types them, and the person's own word over an entry's."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache

from taskwell.catalogue.entries import Entry
from taskwell.catalogue.loader import catalogue
from taskwell.errors import BadInput
from taskwell.records.platform import Correction
from taskwell.records.rate import BASES
from taskwell.records.text import clean_text, visible

_MOST = 1000
_YES = {"yes": True, "true": True, "no": False, "false": False}


def entry_for(key: str | None, name: str, corrections: tuple[Correction, ...]) -> Entry | None:
    """The entry of a key with the person's own words over its fields; its facts stay as they are.

    A platform without an entry gets one of its `name` that holds only these words, if there are
    any, else None.
    """
    own = tuple(each for each in corrections if each.fact in TYPED)
    if not own:
        return catalogue().entries.get(key) if key else None
    return _corrected(key or "", name, own)


def typed_field(key: str, text: str) -> object:
    """The value of a field as typed; BadInput names the field and what it takes."""
    try:
        return TYPED[key](text.strip())
    except BadInput as error:
        raise BadInput(error.what, error.what_to_do, field=key) from error


@lru_cache(maxsize=512)
def _corrected(key: str, name: str, own: tuple[Correction, ...]) -> Entry:
    base = catalogue().entries.get(key) or Entry(key="", name=name, about="", line=0)
    values: dict[str, object] = {}
    for each in own:
        try:
            values[each.fact] = typed_field(each.fact, each.value)
        except BadInput:
            continue  # a word that another version of the program took
    return replace(base, **values)  # type: ignore[arg-type]  # each value is read for its field


def _number(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text) or not 1 <= int(text) <= _MOST:
        raise BadInput(f"'{visible(text[:40])}' is no such number", f"write one from 1 to {_MOST}")
    return int(text)


def _month_day(text: str) -> int:
    number = _number(text)
    if number > 31:
        raise BadInput(f"{number} is no day of a month", "write one from 1 to 31")
    return number


def _countries(text: str) -> tuple[str, ...]:
    codes = tuple(text.upper().replace(",", " ").split())
    for code in codes:
        if not re.fullmatch(r"[A-Z]{2}", code):
            raise BadInput(f"'{visible(code[:40])}' is no country code", "write US, CA, GB")
    return codes


def _basis(text: str) -> str:
    if text.lower() not in BASES:
        raise BadInput(f"'{visible(text[:40])}' is no basis", f"use one of {', '.join(BASES)}")
    return text.lower()


def _yes(text: str) -> bool:
    if text.lower() not in _YES:
        raise BadInput(f"'{visible(text[:40])}' is neither yes nor no", "write yes or no")
    return _YES[text.lower()]


TYPED: Mapping[str, Callable[[str], object]] = {
    "idle_minutes": _number,
    "pay_basis": _basis,
    "entry_level": _yes,
    "countries": _countries,
    "appeal_days": _number,
    "dispute": lambda text: clean_text(text, "dispute"),
    "dispute_periods": _number,
    "claim_days": _number,
    "invoice_day": _month_day,
    "invoice_hours": _number,
}
"""The fields that are kept as words of the person over an entry's, and how each is read."""
