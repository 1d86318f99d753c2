"""Making a month file again that was damaged, changed by hand, or removed.

An older generation and the archived journal give the same documents, and the same documents give
the same bytes: a rebuilt file counts only if it has the checksum the root remembers.
"""

from __future__ import annotations

import json
from zlib import crc32

from taskwell.store.disk import Disk, read_file
from taskwell.store.documents import PARTITIONED, Tables, month_of
from taskwell.store.journal import Journal, Vanished
from taskwell.store.months import Damaged, Head, body_of, generations, parse, read_head


def rebuilt(disk: Disk, months: str, backups: str, journal: Journal, head: Head) -> bytes | None:
    """The exact documents part of a month's generation, or None if nothing gives it."""
    sizes = disk.sizes(months)
    bases: list[tuple[int, Tables]] = []
    for gen in generations(sizes, head.name):
        if gen >= head.gen:
            continue
        try:
            older, body = read_head(disk, f"{months}/{head.name}.g{gen:06d}.json")
            bases.append((older.through, parse(body)))
        except (Damaged, FileNotFoundError):
            continue
    for through, tables in [*bases, (0, {})]:
        body_again = _replayed(journal, head, through, tables)
        if body_again is not None and _is(head, body_again):
            return body_again
    return _from_backups(disk, backups, head)


def _is(head: Head, body: bytes) -> bool:
    return len(body) == head.size and f"{crc32(body):08x}" == head.crc


def _replayed(journal: Journal, head: Head, through: int, tables: Tables) -> bytes | None:
    records = []
    expected = head.through
    try:
        for record, _ in journal.backwards(stop=through):
            if record.sequence > head.through:
                continue
            if record.sequence != expected:
                return None
            expected -= 1
            records.append(record)
    except Vanished:
        return None
    if expected != through:
        return None
    for record in reversed(records):
        for op in record.operations():
            if op.table not in PARTITIONED:
                continue
            rows = tables.setdefault(op.table, {})
            if op.after is None:
                rows.pop(op.id, None)
            elif op.id in rows or (op.kind == "i" and month_of(op.table, op.after) == head.name):
                rows[op.id] = op.after
    return body_of({name: rows for name, rows in tables.items() if name in head.tables})


def _from_backups(disk: Disk, backups: str, head: Head) -> bytes | None:
    from taskwell.store.backup import member

    for name in sorted(disk.sizes(backups), reverse=True):
        if not name.endswith(".zip"):
            continue
        data = member(f"{backups}/{name}", f"months/{head.file}")
        if data is not None and _is(head, data[len(data) - head.size :]):
            return data[len(data) - head.size :]
    return None


def what_is_left(disk: Disk, path: str) -> Tables:
    """The documents of a damaged file whose lines can still be read."""
    try:
        data = read_file(disk, path)
    except OSError:
        return {}
    tables: Tables = {}
    table = ""
    for raw in data.split(b"\n")[1:]:
        line = raw.strip().removesuffix(b",")
        try:
            if line.endswith(b"{"):
                table = json.loads(line.partition(b":")[0])
                continue
            pair = json.loads(b"{" + line + b"}")
        except ValueError:
            continue
        for doc_id, doc in pair.items():
            if doc_id.isdecimal() and isinstance(doc, dict):
                tables.setdefault(table, {})[int(doc_id)] = doc
    return tables


def is_json(data: bytes) -> bool:
    """Whether a file could have been changed by a person, rather than damaged by a disk."""
    try:
        json.loads(data)
    except ValueError:
        return False
    return True
