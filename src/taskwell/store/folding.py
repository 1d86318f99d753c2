"""Folding: what the journal gathered becomes new generations of the months it touched.

A new segment is begun first, then the months are written, then the root; whatever is interrupted,
the old root with the whole journal says the same as the new one. Idempotent, never in a hurry.
"""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta

from taskwell.store.disk import put_file
from taskwell.store.documents import CORE, PARTITIONED, Rows
from taskwell.store.journal import name_of
from taskwell.store.ledger import Ledger
from taskwell.store.migration import current
from taskwell.store.months import (
    Contents,
    Head,
    Root,
    body_of,
    describe,
    finished,
    generations,
    months_in,
    root_json,
)
from taskwell.store.saving import make_reserve
from taskwell.timekeeping.instants import to_text

ARCHIVE = timedelta(days=90)


def fold(ledger: Ledger, now: datetime, *, everything: bool = False) -> bool:
    """Write new generations and a root; whether there was anything to do. Only under the lock.

    `everything`: every month, whether it changed or not (a new schema, a repair). OSError: the
    store is as it was, but perhaps for an empty new segment.
    """
    ledger.rebase()
    old = ledger.root
    settled = old is not None and old.head.through == ledger.sequence
    if settled and not everything:
        return False
    try:
        ledger.journal.sync()
    finally:  # after a failed sync more than ever: nothing is written to that segment again
        ledger.journal.begin(ledger.sequence, current(), to_text(now))
    disk, folder = ledger.disk, ledger.months
    disk.mkdir(folder)  # what copies files alone leaves an empty folder behind
    sizes = disk.sizes(folder)
    gen = 1 + max(
        (number for name in [CORE, *months_in(sizes)] for number in generations(sizes, name)),
        default=0,
    )
    heads = dict(old.months) if old else {}
    for name in sorted(_dirty(ledger, everything)):
        tables = {table: _rows(ledger, table, name) for table in PARTITIONED}
        contents = {
            table: describe(table, rows, _touched(ledger, table, name))
            for table, rows in tables.items()
            if rows
        }
        if not contents:
            heads.pop(name, None)
            continue
        tables = {table: tables[table] for table in contents}
        blank = Head(name, gen, ledger.sequence, current(), "", 0, contents)
        head, data = finished(blank, body_of(tables))
        put_file(disk, f"{folder}/{head.file}", [data], durable=True, sync_folder=False)
        heads[name] = head
    disk.fsync_folder(folder)
    _write_root(ledger, gen, heads)
    with contextlib.suppress(OSError):  # leftovers are harmless and go with the next fold
        _clean(ledger, old, now)
    make_reserve(disk, ledger.folder)
    return True


def _dirty(ledger: Ledger, everything: bool) -> set[str]:
    return {
        name
        for partition in ledger.state.partitions.values()
        for name, part in partition.parts.items()
        if part.pending or everything
    }


def _rows(ledger: Ledger, table: str, month: str) -> Rows:
    part = ledger.state.partitions[table].parts.get(month)
    return dict(part.rows()) if part else {}


def _touched(ledger: Ledger, table: str, month: str) -> int:
    return ledger.state.partitions[table].parts[month].touched


def _write_root(ledger: Ledger, gen: int, heads: dict[str, Head]) -> None:
    state = ledger.state
    months = dict(sorted(heads.items()))
    contents = {table: Contents(len(rows)) for table, rows in state.core.items()}
    number = ledger.journal.number
    blank = Head(CORE, gen, ledger.sequence, current(), "", 0, contents)
    about = root_json(months.values(), state.next_ids, number)
    head, data = finished(blank, body_of(state.core), about)
    put_file(ledger.disk, f"{ledger.months}/{head.file}", [data], durable=True)
    ledger.root = Root(head, months, dict(state.next_ids), number)
    for partition in state.partitions.values():
        partition.rebase(months, state.shelf)
        partition.parts = {
            name: part
            for name, part in partition.parts.items()
            if name in months and partition.table in months[name].tables
        }
    ledger.pending = 0
    ledger.pending_bytes = 0


def _clean(ledger: Ledger, old: Root | None, now: datetime) -> None:
    """Drop generations before the last two of each month, old segments, and half-written files."""
    disk, root = ledger.disk, ledger.root
    assert root is not None
    sizes = disk.sizes(ledger.months)
    kept = {root.head.file, *(head.file for head in root.months.values())}
    if old is not None:
        kept |= {old.head.file, *(head.file for head in old.months.values())}
    for name in [CORE, *months_in(sizes)]:
        kept |= {f"{name}.g{gen:06d}.json" for gen in generations(sizes, name)[:2]}
    for file in sizes:
        if file not in kept and (".g" in file or file.endswith(".tmp")):
            disk.unlink(f"{ledger.months}/{file}")
    names = disk.sizes(ledger.journal.folder)
    for file in names:
        if file.endswith(".tmp"):
            disk.unlink(f"{ledger.journal.folder}/{file}")
    oldest_needed = old.segment if old is not None else 1
    for number in ledger.journal.numbers():
        path = f"{ledger.journal.folder}/{name_of(number)}"
        if number >= oldest_needed:
            break
        if now.timestamp() - disk.stat(path).st_mtime < ARCHIVE.total_seconds():
            break
        disk.unlink(path)
