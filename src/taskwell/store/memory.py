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

from taskwell.store.documents import PARTITIONED, Doc, Op, Rows, Tables, month_of
from taskwell.store.months import Contents, Head

KEPT_MONTHS = 24
KEPT_DOCUMENTS = 24_000
_FREEZE_AFTER = 2_000
_NOTHING = Contents(0)


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
        "_merged", "count", "first", "head", "last", "month", "opened", "over", "reach", "shelf",
        "table", "touched",
    )  # fmt: skip

    def __init__(self, shelf: Shelf, table: str, month: str, head: Head | None) -> None:
        contents = head.tables.get(table, _NOTHING) if head else _NOTHING
        self.shelf = shelf
        self.table = table
        self.month = month
        self.head = head
        self.over: dict[int, Doc | None] = {}
        self.count = contents.count
        self.opened = frozenset(contents.open)
        self.first = contents.first
        self.last = contents.last
        self.reach = contents.reach
        self.touched = contents.touched
        self._merged: Rows | None = None

    @property
    def contents(self) -> Contents:
        """What the generation file holds."""
        return self.head.tables.get(self.table, _NOTHING) if self.head else _NOTHING

    def has(self, doc_id: int) -> bool:
        """Whether a document is here now; parses nothing."""
        if doc_id in self.over:
            return self.over[doc_id] is not None
        return self.contents.has(doc_id)

    def rows(self) -> Mapping[int, Doc]:
        """All documents, parsed on first use. CouldNot if the month cannot be read."""
        merged = self._merged
        if merged is None:
            merged = {}
            if self.head is not None and self.contents.count:
                merged = self.shelf.base(self.head, self.table)
            if self.over:
                merged = dict(merged)
                for doc_id, doc in self.over.items():
                    if doc is None:
                        merged.pop(doc_id, None)
                    else:
                        merged[doc_id] = doc
            self._merged = merged
        self.shelf.keep(self)
        return merged

    def get(self, doc_id: int) -> Doc | None:
        """One document, without parsing the month if it is pending or absent."""
        if doc_id in self.over:
            return self.over[doc_id]
        return self.rows().get(doc_id) if self.contents.has(doc_id) else None

    def forget(self) -> None:
        """Drop the parsed documents; they can be had again."""
        self._merged = None

    def changed(self, changes: Iterable[tuple[int, Doc | None]], touched: int) -> Part:
        """The part after these documents were set or removed (None)."""
        new = Part(self.shelf, self.table, self.month, self.head)
        over = dict(self.over)
        merged = dict(self._merged) if self._merged is not None else None
        count, opened = self.count, set(self.opened)
        first, last, reach = self.first, self.last, self.reach
        contents = self.contents
        for doc_id, doc in changes:
            was = over[doc_id] is not None if doc_id in over else contents.has(doc_id)
            count += (doc is not None) - was
            over[doc_id] = doc
            opened.discard(doc_id)
            if doc is None:
                if merged is not None:
                    merged.pop(doc_id, None)
                continue
            if merged is not None:
                merged[doc_id] = doc
            started, ended = str(doc.get("started", "")), doc.get("ended")
            first = min(first, started) if first else started
            last = max(last, started)
            if ended is None:
                opened.add(doc_id)
            else:
                reach = max(reach, str(ended))
        new.over, new._merged, new.count, new.opened = over, merged, count, frozenset(opened)
        new.first, new.last, new.reach, new.touched = first, last, reach, touched
        if merged is not None:
            self.shelf.keep(new)
        return new

    def rebased(self, head: Head) -> Part:
        """The same documents over a newer generation that holds some or all of the changes."""
        new = Part(self.shelf, self.table, self.month, head)
        if self.touched > new.touched and self.over:
            new = new.changed(self.over.items(), self.touched)
        new._merged = self._merged
        if new._merged is not None:
            self.shelf.keep(new)
        return new


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
            return month if self.parts[month].has(doc_id) else None
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
        gone = {i: part.month for part in parts.values() for i, doc in part.over.items() if not doc}
        here = {i: part.month for part in parts.values() for i, doc in part.over.items() if doc}
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
