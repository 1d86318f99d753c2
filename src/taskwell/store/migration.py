"""The versions of what documents mean, and how an older one is brought up to date.

Reading always brings documents up to date in memory; `Store.open` then makes a backup and rewrites
everything once. A step is added to STEPS with the first schema number that needs it, never changed
afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from taskwell.store.documents import Doc, Op, Rows, copied_doc


@dataclass(frozen=True, slots=True)
class Step:
    """Brings one document (of a table) from schema `to - 1` to `to`; returns a new document."""

    to: int
    why: str
    change: Callable[[str, Doc], Doc]


def _closed_is_a_state(table: str, doc: Doc) -> Doc:
    """A platform that was closed is one that was left; states have a history."""
    if table == "platforms" and doc.pop("closed", False):
        doc["states"] = [{"state": "left"}]
    return doc


FIRST = 1
STEPS: tuple[Step, ...] = (Step(2, "platforms have a state with a history", _closed_is_a_state),)


def current() -> int:
    """The schema this program writes."""
    return STEPS[-1].to if STEPS else FIRST


def upgraded(table: str, doc: Doc, schema: int) -> Doc:
    """A document of an older schema as this program understands it."""
    for step in STEPS:
        if step.to > schema:
            doc = step.change(table, copied_doc(doc))
    return doc


def upgraded_rows(table: str, rows: Rows, schema: int) -> Rows:
    """All documents of a table; the same mapping when there is nothing to do."""
    if schema >= current():
        return rows
    return {doc_id: upgraded(table, doc, schema) for doc_id, doc in rows.items()}


def upgraded_op(op: Op, schema: int) -> Op:
    """An operation of an older journal."""
    if schema >= current():
        return op
    return op._replace(
        after=upgraded(op.table, op.after, schema) if op.after is not None else None,
        before=upgraded(op.table, op.before, schema) if op.before is not None else None,
    )
