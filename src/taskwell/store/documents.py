"""The small vocabulary of the store: documents, operations, records of the journal, notices."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from taskwell.errors import BadInput

Doc = dict[str, object]
"""A document: a JSON object as Python values."""
Rows = dict[int, Doc]
"""Documents of one table by id."""
Tables = dict[str, Rows]

CORE = "core"
PARTITIONED = {
    "sessions": "started",
    "marks": "at",
    "reports": "day",
    "readings": "at",
    "checkins": "day",
    "reviews": "day",
    "rests": "at",
}
"""Tables kept in month files, since they grow with the years, and the field whose month decides the
file at the first save: an instant, or a day of the person."""
LASTING = {"sessions": "ended"}
"""Of these tables a document lasts until the instant in this field, and is open without it."""
ID_LIMIT = 2**53
"""Ids stay below, so that every reader of JSON reads them exactly."""

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_AN_INSTANT = "2026-03-04T09:15:00Z"


class Op(NamedTuple):
    """One changed document: "i" insert, "u" update, "d" delete."""

    kind: str
    table: str
    id: int
    after: Doc | None
    before: Doc | None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the store has to say; `id` stays the same while the cause does."""

    id: str
    text: str
    level: Literal["note", "warning", "alarm"]


@dataclass(frozen=True, slots=True)
class Change:
    """What one commit, or everything read by one refresh, changed.

    `touched` names table and document id. `whole` says that more than `touched` may differ (the
    store was replaced by a restore): ask for everything again.
    """

    sequence: int
    whys: tuple[str, ...]
    touched: frozenset[tuple[str, int]]
    undo: bool
    own: bool
    whole: bool = False


def copied(value: object) -> object:
    """The same JSON value sharing no list or dict with the given one."""
    if isinstance(value, dict):
        return {key: copied(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [copied(inner) for inner in value]
    return value


def copied_doc(doc: Doc) -> Doc:
    """The same document sharing nothing that can be changed with the given one."""
    return {
        key: copied(value) if isinstance(value, dict | list | tuple) else value
        for key, value in doc.items()
    }


def began(table: str, doc: Doc) -> str:
    """When a document of a partitioned table began, as text; "" if it does not say."""
    return str(doc.get(PARTITIONED[table], ""))


def ended(table: str, doc: Doc) -> str | None:
    """Until when a document lasts, as text; None while it is open. What does not last ends at once."""
    if table not in LASTING:
        return began(table, doc)
    until = doc.get(LASTING[table])
    return None if until is None else str(until)


def month_of(table: str, doc: Doc) -> str:
    """The month file ("2026-03") a document of a partitioned table is first saved in."""
    started = doc.get(PARTITIONED[table])
    return started[:7] if isinstance(started, str) else "0000-00"


def check(table: str, doc_id: int, doc: Doc) -> None:
    """Refuse what the store could not find again: BadInput for a document without a sound time."""
    if not 0 <= doc_id < ID_LIMIT:
        raise BadInput(f"{doc_id} is no document id", "ids are whole numbers below 2^53")
    if table not in PARTITIONED:
        return
    for field in filter(None, (PARTITIONED[table], LASTING.get(table))):
        text = doc.get(field)
        if text is None and field == LASTING.get(table):
            continue
        form, example = (_DAY, "2026-03-04") if field == "day" else (_INSTANT, _AN_INSTANT)
        if not (isinstance(text, str) and form.fullmatch(text)):
            kind = "a day" if field == "day" else "an instant"
            raise BadInput(
                f"The field {field} of {table} must be {kind}, not {text!r}",
                f"write it as {example}",
                field=field,
            )
