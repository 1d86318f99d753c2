"""The documents in memory: months parsed when touched, pending changes laid over them.

Nothing here is changed in place once another thread may hold it: a change makes new dicts, so a
reader that iterates keeps what it began with. Raw documents are shared and must not be altered.
"""

from __future__ import annotations

import gc
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import Lock
from types import MappingProxyType

from taskwell.store.documents import PARTITIONED, Doc, Op, Rows, Tables, began, ended, month_of
from taskwell.store.months import Contents, Head

KEPT_MONTHS = 24
KEPT_DOCUMENTS = 24_000
_FREEZE_AFTER = 2_000
_NOTHING = Contents(0)
_FEW = 64
Changes = dict[int, Doc | None]


class Shelf:
    """Parses months on demand and keeps only the ones used last."""

    def __init__(self, load: Callable[[Head], Tables]) -> None:
        self._load = load
        self._kept: OrderedDict[tuple[str, str], Part] = OrderedDict()
        self._parsed = 0
        self._mutex = Lock()

    def base(self, head: Head, table: str) -> Rows:
        """The documents of a table in a month's generation."""
        enabled = gc.isenabled()
        gc.disable()  # a collection in the middle of a parse finds nothing and costs a stall
        try:
            rows = self._load(head).get(table, {})
        finally:
            if enabled:
                gc.enable()
        self._parsed += len(rows)
        if self._parsed > _FREEZE_AFTER:
            self._parsed = 0
            gc.freeze()
        return rows

    def keep(self, part: Part) -> None:
        """Note that a parsed part was used; forget those not used for long."""
        key = (part.table, part.month)
        kept = self._kept
        with self._mutex:
            known = key in kept
            kept[key] = part
            kept.move_to_end(key)
            while not known and (
                len(kept) > KEPT_MONTHS
                or (len(kept) > 1 and sum(each.count for each in kept.values()) > KEPT_DOCUMENTS)
            ):
                _, old = kept.popitem(last=False)
                old.forget()


class Part:
    """One table's documents of one month: a generation and what changed since."""

    __slots__ = (
        "_ahead", "_merged", "_older", "_recent", "count", "first", "head", "last", "month",
        "opened", "reach", "shelf", "table", "touched",
    )  # fmt: skip

    def __init__(self, shelf: Shelf, table: str, month: str, head: Head | None) -> None:
        contents = head.tables.get(table, _NOTHING) if head else _NOTHING
        self.shelf = shelf
        self.table = table
        self.month = month
        self.head = head
        self.count = contents.count
        self.opened = frozenset(contents.open)
        self.first = contents.first
        self.last = contents.last
        self.reach = contents.reach
        self.touched = contents.touched
        # Pending changes in two steps, so that one more costs a copy of the few recent ones only.
        self._older: Changes = {}
        self._recent: Changes = {}
        # The documents as last asked for, and the changes made since.
        self._merged: Rows | None = None
        self._ahead: Changes = {}

    @property
    def contents(self) -> Contents:
        """What the generation file holds."""
        return self.head.tables.get(self.table, _NOTHING) if self.head else _NOTHING

    @property
    def pending(self) -> bool:
        """Whether documents changed since the generation."""
        return bool(self._recent or self._older)

    def over(self) -> Changes:
        """The documents changed since the generation; None for removed ones."""
        return self._older | self._recent

    def has(self, doc_id: int) -> bool:
        """Whether a document is here now; parses nothing."""
        for changes in (self._recent, self._older):
            if doc_id in changes:
                return changes[doc_id] is not None
        return self.contents.has(doc_id)

    def rows(self) -> Mapping[int, Doc]:
        """All documents, parsed on first use. CouldNot if the month cannot be read."""
        merged, ahead = self._merged, self._ahead
        if merged is None:
            merged = {}
            if self.head is not None and self.contents.count:
                merged = self.shelf.base(self.head, self.table)
            ahead = self.over()
        if ahead:
            merged = _laid_over(merged, ahead)
        self._merged, self._ahead = merged, {}
        self.shelf.keep(self)
        return merged

    def get(self, doc_id: int) -> Doc | None:
        """One document, without parsing the month if it is pending or absent."""
        for changes in (self._recent, self._older):
            if doc_id in changes:
                return changes[doc_id]
        return self.rows().get(doc_id) if self.contents.has(doc_id) else None

    def forget(self) -> None:
        """Drop the parsed documents; they can be had again."""
        self._merged = None

    def changed(self, changes: list[tuple[int, Doc | None]], touched: int) -> Part:
        """The part after these documents were set or removed (None)."""
        new = Part(self.shelf, self.table, self.month, self.head)
        recent = dict(self._recent)
        count, opened = self.count, set(self.opened)
        first, last, reach = self.first, self.last, self.reach
        older, contents = self._older, self.contents
        for doc_id, doc in changes:
            if doc_id in recent:
                was = recent[doc_id] is not None
            elif doc_id in older:
                was = older[doc_id] is not None
            else:
                was = contents.has(doc_id)
            count += (doc is not None) - was
            recent[doc_id] = doc
            opened.discard(doc_id)
            if doc is None:
                continue
            begun, end = began(self.table, doc), ended(self.table, doc)
            first = min(first, begun) if first else begun
            last = max(last, begun)
            if end is None:
                opened.add(doc_id)
            else:
                reach = max(reach, end)
        new.count, new.opened, new.touched = count, frozenset(opened), touched
        new.first, new.last, new.reach = first, last, reach
        merged = self._merged
        if merged is not None:
            ahead = self._ahead | {doc_id: recent[doc_id] for doc_id, _ in changes}
            if len(ahead) > _FEW:
                merged, ahead = _laid_over(merged, ahead), {}
            new._merged, new._ahead = merged, ahead
            self.shelf.keep(new)
        if len(recent) > _FEW:
            older, recent = older | recent, {}
        new._older, new._recent = older, recent
        return new

    def rebased(self, head: Head) -> Part:
        """The same documents over a newer generation that holds some or all of the changes."""
        new = Part(self.shelf, self.table, self.month, head)
        if self.touched > head.through and self.pending:
            new = new.changed(list(self.over().items()), self.touched)
        new._merged, new._ahead = self._merged, self._ahead
        if new._merged is not None:
            self.shelf.keep(new)
        return new


def _laid_over(rows: Rows, changes: Changes) -> Rows:
    merged = dict(rows)
    for doc_id, doc in changes.items():
        if doc is None:
            merged.pop(doc_id, None)
        else:
            merged[doc_id] = doc
    return merged


class Partition:
    """A table kept by month."""

    __slots__ = ("_index", "parts", "table", "where")

    def __init__(self, table: str, parts: dict[str, Part], where: dict[int, str]) -> None:
        self.table = table
        self.parts = parts
        self.where = where
        self._index: tuple[list[int], list[tuple[int, str]]] | None = None

    def fork(self) -> Partition:
        """A copy that can be changed apart."""
        twin = Partition(self.table, dict(self.parts), dict(self.where))
        twin._index = self._index
        return twin

    def month(self, doc_id: int) -> str | None:
        """The month that holds a document, without parsing any."""
        month = self.where.get(doc_id)
        if month is not None:
            part = self.parts.get(month)  # None: the month was folded away with its last document
            return month if part is not None and part.has(doc_id) else None
        if self._index is None:
            spans = sorted(
                (ids[at], ids[at + 1], month)
                for month, part in self.parts.items()
                for ids in (part.contents.ids,)
                for at in range(0, len(ids), 2)
            )
            self._index = [low for low, _, _ in spans], [(high, name) for _, high, name in spans]
        lows, spans_to = self._index
        at = bisect_right(lows, doc_id) - 1
        if at < 0 or spans_to[at][0] < doc_id:
            return None
        return spans_to[at][1]

    def apply(self, operations: Iterable[Op], sequence: int, shelf: Shelf) -> None:
        """Change this partition; each part is replaced once."""
        by_month: dict[str, list[tuple[int, Doc | None]]] = {}
        placed: dict[int, str] = {}
        for op in operations:
            month = placed.get(op.id) or self.month(op.id)
            if month is None:
                if op.after is None:
                    continue  # its insert was lost to damage; there is nothing to remove
                month = month_of(self.table, op.after)
            known = self.parts.get(month)
            if known is not None and known.head is not None and sequence <= known.head.through:
                continue  # this generation holds it already
            placed[op.id] = month
            by_month.setdefault(month, []).append((op.id, op.after))
        parts = dict(self.parts)
        for month, changes in by_month.items():
            part = parts.get(month) or Part(shelf, self.table, month, None)
            parts[month] = part.changed(changes, sequence)
            self.where.update((doc_id, month) for doc_id, _ in changes)
        self.parts = parts

    def rebase(self, heads: Mapping[str, Head], shelf: Shelf) -> None:
        """Adopt newer generations."""
        parts = dict(self.parts)
        for month, head in heads.items():
            part = parts.get(month)
            if part is None:
                parts[month] = Part(shelf, self.table, month, head)
            elif part.head is None or part.head.gen != head.gen:
                parts[month] = part.rebased(head)
        self.parts = parts
        self._index = None
        changes = [(part.month, part.over()) for part in parts.values() if part.pending]
        gone = {i: month for month, over in changes for i, doc in over.items() if doc is None}
        here = {i: month for month, over in changes for i, doc in over.items() if doc is not None}
        self.where = gone | here


class State:
    """All documents at one sequence."""

    def __init__(
        self,
        sequence: int,
        core: Tables,
        partitions: dict[str, Partition],
        next_ids: dict[str, int],
        shelf: Shelf,
    ) -> None:
        self.sequence = sequence
        self.core = core
        self.partitions = partitions
        self.next_ids = next_ids
        self.shelf = shelf

    def fork(self) -> State:
        """A copy that can be changed apart; documents are shared."""
        partitions = {name: partition.fork() for name, partition in self.partitions.items()}
        return State(self.sequence, dict(self.core), partitions, dict(self.next_ids), self.shelf)

    def apply(self, operations: Iterable[Op], sequence: int) -> None:
        """Make the changes of one transaction."""
        by_table: dict[str, list[Op]] = {}
        for op in operations:
            by_table.setdefault(op.table, []).append(op)
        for table, changes in by_table.items():
            highest = max(op.id for op in changes) + 1
            if highest > self.next_ids.get(table, 1):
                self.next_ids[table] = highest
            if table in PARTITIONED:
                self.partitions[table].apply(changes, sequence, self.shelf)
                continue
            rows = dict(self.core.get(table, {}))
            for op in changes:
                if op.after is None:
                    rows.pop(op.id, None)
                else:
                    rows[op.id] = op.after
            if rows:
                self.core[table] = rows
            else:
                self.core.pop(table, None)
        self.sequence = sequence

    def get(self, table: str, doc_id: int) -> Doc | None:
        """One raw document."""
        if table not in PARTITIONED:
            return self.core.get(table, {}).get(doc_id)
        partition = self.partitions[table]
        month = partition.month(doc_id)
        return partition.parts[month].get(doc_id) if month else None

    def count(self, table: str) -> int:
        """How many documents a table has; parses nothing."""
        if table in PARTITIONED:
            return sum(part.count for part in self.partitions[table].parts.values())
        return len(self.core.get(table, {}))

    def items(self, table: str) -> Iterator[tuple[int, Doc]]:
        """All documents of a table, a partitioned one month by month."""
        if table not in PARTITIONED:
            yield from self.core.get(table, {}).items()
            return
        for _, part in sorted(self.partitions[table].parts.items()):
            if part.count:
                yield from part.rows().items()

    def rows(self, table: str) -> Mapping[int, Doc]:
        """A table without months, read-only."""
        return MappingProxyType(self.core.get(table, {}))

    def tables(self) -> list[str]:
        """The names of tables that hold documents."""
        partitioned = [name for name in PARTITIONED if self.count(name)]
        return sorted([*self.core, *partitioned])
