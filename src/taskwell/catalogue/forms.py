"""The form of an entry in platforms.toml, and the reading of one table after it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import TypeVar

import msgspec
from msgspec import Struct

from taskwell.records.text import visible

Form = TypeVar("Form", bound=Struct)
Note = Callable[[str, str], None]
"""Takes a field ("" for the table as a whole) and what is wrong with it."""


_KINDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "datetime": "a date with a time",
}
"""The kinds of values as people call them."""


class EntryForm(Struct, frozen=True, kw_only=True):
    """What stands under [[platform]]."""

    key: str
    name: str
    about: str
    links: tuple[str, ...] = ()
    standing: str = ""


class FactForm(Struct, frozen=True, kw_only=True):
    """What every [[platform.fact]] has."""

    key: str
    text: str
    source: str
    evidence: str
    as_of: date | None = None


class Says(Struct, frozen=True, kw_only=True):
    """What a fact may say to the program beside its words; the same field in one fact only."""

    entry_level: bool = False
    countries: tuple[str, ...] = ()
    currency: str | tuple[str, ...] = ()
    pay_basis: str | None = None
    payout: str | None = None
    report: str | None = None
    session_limit: str | None = None
    day_cap: str | None = None
    week_cap: str | None = None
    idle_minutes: int | None = None
    steps: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    vendor: str = ""
    appeal_days: int | None = None
    dispute: str = ""
    dispute_periods: int | None = None
    claim_days: int | None = None
    invoice_day: int | None = None
    invoice_hours: int | None = None
    metrics: tuple[str, ...] = ()


@lru_cache(maxsize=8)
def _fields(form: type[Struct]) -> Mapping[str, msgspec.structs.FieldInfo]:
    return {each.name: each for each in msgspec.structs.fields(form)}


def names(form: type[Struct]) -> tuple[str, ...]:
    """The fields of a form."""
    return tuple(_fields(form))


def refuse_unknown(table: Mapping[str, object], known: tuple[str, ...], note: Note) -> None:
    """Note every field of a table that no form has."""
    for name in table:
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.5)
            hint = f", did you mean {near[0]}?" if near else ""
            note(name, f"there is no field '{visible(name[:60])}'{hint}")


def fill(form: type[Form], table: Mapping[str, object], note: Note) -> Form | None:
    """The form as a table fills it, its other fields left out; None when something was noted."""
    sound: dict[str, object] = {}
    complete = True
    for name, field in _fields(form).items():
        if name not in table:
            if field.required:
                note("", f"it has no '{name}'")
                complete = False
            continue
        try:
            sound[name] = _checked(table[name], field.type)
        except (msgspec.ValidationError, ValueError) as error:
            note(name, f"{name} is of the wrong kind: {_plain(error)}")
            complete = False
    return msgspec.convert(sound, form) if complete else None


def _checked(value: object, kind: object) -> object:
    """The value as its kind; texts are one line, and none is empty."""
    found: object = msgspec.convert(value, kind)
    texts = found if isinstance(found, tuple) else (found,)
    for text in texts:
        if isinstance(text, str) and (not text.strip() or not text.isprintable()):
            raise ValueError("a text is empty, or holds line breaks or control characters")
    return found


def _plain(error: Exception) -> str:
    """The reason in plain words: `expected text, got a whole number`."""
    text = str(error).replace(" | null", "").replace("`", "")
    text = re.sub(r"\b[a-z]+\b", lambda found: _KINDS.get(found[0], found[0]), text)
    return visible(text[:1].lower() + text[1:]).replace(" | ", " or ")
