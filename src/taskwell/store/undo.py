"""Undo, redo and history, read from the journal: every record carries what it replaced.

The steps form one line. Undoing appends a record that names the acts it took back, redoing one that
names the undo it took back; walking back from the newest record gives the present position, across
restarts, programs and folds, as far as the journal is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from taskwell.errors import CouldNot, TaskwellError
from taskwell.store.documents import Doc, Op
from taskwell.store.journal import Vanished
from taskwell.store.ledger import Ledger
from taskwell.store.lines import Record
from taskwell.store.migration import upgraded_op
from taskwell.store.transactions import Transaction
from taskwell.timekeeping.instants import from_text


@dataclass(frozen=True, slots=True)
class Step:
    """The records to reverse, newest first, with their schemas, and what the new record says."""

    act: str
    why: str
    records: tuple[tuple[Record, int], ...]
    undid: tuple[int, ...] = ()
    redid: int | None = None


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back or done again: the act, the new record, the documents it changed."""

    why: str
    sequence: int
    touched: frozenset[tuple[str, int]]


class Changed(NamedTuple):
    """One document in an act: op is "i", "u" or "d"; raw documents before and after."""

    op: str
    table: str
    id: int
    uid: str
    before: Doc | None
    after: Doc | None


class Act:
    """One transaction as history shows it; `undone` if it was taken back and not done again."""

    __slots__ = ("_changes", "_record", "_uid", "at", "sequence", "undone", "why")

    def __init__(self, record: Record, undone: bool, uid: str) -> None:
        self.sequence = record.sequence
        self.at = _instant(record.at)
        self.why = record.why
        self.undone = undone
        self._record = record
        self._uid = uid
        self._changes: list[Changed] | None = None

    @property
    def changes(self) -> list[Changed]:
        """What it changed, parsed when asked for: an import may have changed a hundred thousand."""
        if self._changes is None:
            changes = (
                Changed(op.kind, op.table, op.id, _uid(op), op.before, op.after)
                for op in self._record.operations()
            )
            self._changes = [change for change in changes if change.uid.startswith(self._uid)]
        return self._changes


def _walk(ledger: Ledger) -> Iterator[tuple[Record, int, bool]]:
    """Records newest first, with schema and whether a later record took them back."""
    gone: set[int] = set()
    for record, schema in ledger.journal.backwards():
        taken_back = record.sequence in gone
        if not taken_back:
            if record.redid is not None:
                gone.add(record.redid)
            gone.update(record.undid)
        yield record, schema, taken_back


def _is_act(record: Record) -> bool:
    return not record.undid and record.redid is None


def step_back(ledger: Ledger) -> Step:
    """The last act that stands, with all its folded companions."""
    group: list[tuple[Record, int]] = []
    try:
        for record, schema, taken_back in _walk(ledger):
            if group:
                same = _is_act(record) and not taken_back and record.fold == group[0][0].fold
                if not same or record.fold is None:
                    break
                group.append((record, schema))
            elif _is_act(record) and not taken_back:
                group.append((record, schema))
    except Vanished as error:
        raise CouldNot("The history changed while it was read", "try again") from error
    if not group:
        raise CouldNot("There is nothing to undo")
    act = group[0][0].why
    undid = tuple(record.sequence for record, _ in group)
    return Step(act, f"undo: {act}", tuple(group), undid=undid)


def step_forward(ledger: Ledger) -> Step:
    """The last undo, if no act came after it."""
    try:
        for record, schema, taken_back in _walk(ledger):
            if _is_act(record):
                if taken_back:
                    continue
                break
            if record.undid and not taken_back:
                act = record.why.removeprefix("undo: ")
                return Step(act, f"redo: {act}", ((record, schema),), redid=record.sequence)
    except Vanished as error:
        raise CouldNot("The history changed while it was read", "try again") from error
    raise CouldNot("There is nothing to redo")


def position(ledger: Ledger) -> tuple[str | None, str | None]:
    """When the newest act that stands was done, and the newest undo that can be taken back."""
    undone: str | None = None
    try:
        for record, _, taken_back in _walk(ledger):
            if taken_back:
                continue
            if _is_act(record):
                return record.at, undone
            if record.undid and undone is None:
                undone = record.at
    except Vanished:  # another program put the journal in order: the step itself will say so
        return None, None
    return None, undone


def reverse(ledger: Ledger, step: Step, transaction: Transaction) -> None:
    """Put back what the step's records replaced."""
    wanted: dict[tuple[str, int], Doc | None] = {}
    for record, schema in step.records:
        for op in record.operations():
            wanted[op.table, op.id] = upgraded_op(op, schema or ledger.journal.schema).before
    for (table, doc_id), before in wanted.items():
        transaction.put(table, doc_id, before)


def _uid(op: Op) -> str:
    doc = op.after if op.after is not None else op.before
    return str((doc or {}).get("uid", ""))


def _instant(text: str) -> datetime:
    try:
        return from_text(text)
    except TaskwellError:  # a foreign hand wrote this line; history goes on
        return datetime.min.replace(tzinfo=UTC)


def history(ledger: Ledger, uid: str | None, limit: int) -> list[Act]:
    """Acts, newest first, as far back as the journal is kept."""
    found: list[Act] = []
    try:
        for record, _, taken_back in _walk(ledger):
            if len(found) >= limit:
                break
            if uid is not None and uid.encode() not in record.line:
                continue
            act = Act(record, taken_back and _is_act(record), uid or "")
            if uid is None or act.changes:
                found.append(act)
    except Vanished as error:
        raise CouldNot("The history changed while it was read", "try again") from error
    return found
