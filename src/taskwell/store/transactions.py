"""What a transaction gathers before it becomes one record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from taskwell.errors import CouldNot
from taskwell.store.documents import Doc, Op, check, copied, copied_doc
from taskwell.store.memory import State


class Removed:
    """The type of REMOVED."""

    def __repr__(self) -> str:
        return "REMOVED"


REMOVED: Final = Removed()
"""Given as a field's new value, it takes the field away."""


class Transaction:
    """Changes that will become one record: each changed document is one operation.

    Reads through the store see them already, in the thread that makes them.
    """

    def __init__(self, state: State, why: str, fold: str | None) -> None:
        self.why = why
        self.fold = fold
        self._state = state
        self._staged: dict[tuple[str, int], tuple[Doc | None, Doc | None]] = {}
        self._next_ids: dict[str, int] = {}
        self._view: State | None = None
        self._unseen: list[Op] = []
        self._depth = 0
        self._log: list[tuple[tuple[str, int], tuple[Doc | None, Doc | None] | None]] = []

    def insert(self, table: str, doc: Mapping[str, object]) -> int:
        """Add a document; its id."""
        doc_id = self.next_id(table)
        self.put(table, doc_id, copied_doc(dict(doc)))
        return doc_id

    def insert_many(self, table: str, docs: Iterable[Mapping[str, object]]) -> list[int]:
        """Add documents; their ids in order."""
        return [self.insert(table, doc) for doc in docs]

    def update(self, table: str, doc_id: int, changed: Mapping[str, object]) -> None:
        """Set fields (REMOVED takes one away) and keep all others. CouldNot if it is gone."""
        doc = self.get(table, doc_id)
        for name, value in changed.items():
            if value is REMOVED:
                doc.pop(name, None)
            else:
                doc[name] = copied(value)
        self.put(table, doc_id, doc)

    def delete(self, table: str, doc_id: int) -> None:
        """Remove a document. CouldNot if it is gone."""
        self.get(table, doc_id)
        self.put(table, doc_id, None)

    def get(self, table: str, doc_id: int) -> Doc:
        """A copy of a document as it is now, this transaction's changes included."""
        doc = self._now(table, doc_id)
        if doc is None:
            raise CouldNot(f"Number {doc_id} of {table} is gone", "another window removed it")
        return copied_doc(doc)

    def next_id(self, table: str) -> int:
        """A fresh id, never used before."""
        known = max(self._next_ids.get(table, 1), self._state.next_ids.get(table, 1))
        self._next_ids[table] = known + 1
        return known

    def put(self, table: str, doc_id: int, after: Doc | None) -> None:
        """Make a document what is given, or remove it (None). The document is not copied."""
        if after is not None:
            check(table, doc_id, after)
            if doc_id >= self._next_ids.get(table, 0):
                self._next_ids[table] = doc_id + 1
        key = (table, doc_id)
        known = self._staged.get(key)
        before = known[0] if known is not None else self._state.get(table, doc_id)
        if self._depth:
            self._log.append((key, known))
        self._staged[key] = (before, after)
        self._unseen.append(Op("u", table, doc_id, after, None))

    def _now(self, table: str, doc_id: int) -> Doc | None:
        staged = self._staged.get((table, doc_id))
        return staged[1] if staged is not None else self._state.get(table, doc_id)

    def view(self) -> State:
        """The documents as they would be after a commit."""
        if not self._staged:
            return self._state
        if self._view is None:
            self._view = self._state.fork()
            self._view.next_ids = dict(self._state.next_ids)
            self._unseen = [Op("u", *key, after, None) for key, (_, after) in self._staged.items()]
        if self._unseen:
            latest = {(op.table, op.id): op for op in self._unseen}
            self._view.apply(latest.values(), self._state.sequence + 1)
            self._unseen = []
        return self._view

    def operations(self) -> list[Op]:
        """The net changes, each document once. The transaction holds nothing afterwards."""
        found = []
        for (table, doc_id), (before, after) in self._staged.items():
            if before == after:
                continue
            kind = "i" if before is None else "u" if after is not None else "d"
            found.append(Op(kind, table, doc_id, after, before))
        self._staged, self._view, self._unseen = {}, None, []
        return found

    def enter(self) -> int:
        """Begin an inner transaction; a mark to go back to."""
        self._depth += 1
        return len(self._log)

    def leave(self, mark: int, *, failed: bool) -> None:
        """End an inner transaction; a failed one leaves no trace."""
        self._depth -= 1
        if failed:
            while len(self._log) > mark:
                key, known = self._log.pop()
                if known is None:
                    del self._staged[key]
                else:
                    self._staged[key] = known
            self._view = None
        if not self._depth:
            self._log.clear()
