"""Opening: the root, the month heads, the live segments, and what is wrong with them.

Nothing here writes, and nothing needs the lock: a program that folds meanwhile makes the reader
begin again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from taskwell.errors import CouldNot
from taskwell.store.disk import Disk
from taskwell.store.documents import CORE, PARTITIONED, Tables
from taskwell.store.journal import (
    FORMAT,
    Journal,
    Segment,
    Vanished,
    numbers_in,
    record_at_end,
)
from taskwell.store.lines import Record
from taskwell.store.memory import Part, Partition, Shelf, State
from taskwell.store.migration import current, upgraded_op, upgraded_rows
from taskwell.store.months import (
    Damaged,
    Head,
    Root,
    generations,
    months_in,
    read_head,
    read_root,
)


class NoStore(CouldNot):
    """There is nothing in the folder that says a store was ever here."""

    def __init__(self) -> None:
        super().__init__("There is no store in the folder", "check the path, or restore a backup")


@dataclass(frozen=True, slots=True)
class Bad:
    """A journal line that cannot be read."""

    segment: int
    offset: int
    line: bytes


@dataclass(slots=True)
class Trouble:
    """What opening found. Only `damaged` and `missing` changes and `lost` files were confirmed."""

    expected: int = 0
    damaged: int = 0
    missing: int = 0
    bad: list[Bad] = field(default_factory=list)
    fragments: list[Bad] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    suspect: list[Head] = field(default_factory=list)
    core: list[str] = field(default_factory=list)
    newer: bool = False
    older: bool = False


@dataclass(slots=True)
class Loaded:
    """A store as it stood when it was read."""

    root: Root | None
    state: State
    sequence: int
    segment: Segment
    base: int
    trouble: Trouble
    pending: int
    pending_bytes: int


def upgraded_tables(tables: Tables, schema: int) -> Tables:
    """Documents of any schema as this program understands them."""
    return {name: upgraded_rows(name, rows, schema) for name, rows in tables.items()}


def newest_root(disk: Disk, folder: str) -> Root | None:
    """The newest sound root; None if there is none."""
    for gen in generations(disk.sizes(folder), CORE):
        try:
            return read_root(disk, f"{folder}/{CORE}.g{gen:06d}.json")[0]
        except (Damaged, FileNotFoundError):
            continue
    return None


def read_store(
    disk: Disk, months: str, journal: Journal, seen: int | None, make_shelf: Callable[[], Shelf]
) -> Loaded:
    """Everything but the month bodies. `seen` must have been read before.

    NoStore; Vanished when another program replaced files meanwhile.
    """
    sizes = disk.sizes(months)
    numbers = numbers_in(disk.sizes(journal.folder))
    if not numbers and not seen and not generations(sizes, CORE) and not months_in(sizes):
        raise NoStore
    trouble = Trouble(expected=seen or 0)
    root, core = _root(disk, months, sizes, trouble)
    heads = dict(root.months) if root else {}
    for head in heads.values():
        if sizes.get(head.file, -1) <= head.size:
            trouble.suspect.append(head)
    through = root.head.through if root else 0
    live = _live(journal, numbers, through)
    if root is None and (trouble.core or months_in(sizes) or not live or _start(live[0]) != 0):
        if not live or _start(live[0]) != 0:
            # The root is gone and the journal does not reach back: show what the months hold.
            heads = _month_heads(disk, months, sizes)
            through = _start(live[0]) or 0 if live else 0
            trouble.lost.append("the settings, platforms and projects")
        else:
            trouble.core.append(f"{CORE}.*.json")
    trouble.newer = _is_newer(root, live)
    trouble.older = _is_older(root, live)
    shelf = make_shelf()
    partitions = {
        table: Partition(
            table, {name: Part(shelf, table, name, head) for name, head in heads.items()}, {}
        )
        for table in PARTITIONED
    }
    schema = root.head.schema if root else current()
    state = State(
        through,
        upgraded_tables(core, schema),
        partitions,
        dict(root.next_ids) if root else _next_ids(heads),
        shelf,
    )
    sequence, pending = _replay(live, state, through, seen or 0, trouble)
    if not live:
        segment = Segment(root.segment if root else 0, None, FORMAT, current(), 0, 0)
        if seen is None or seen > through:
            trouble.missing = max(1, trouble.missing)
        return Loaded(root, state, sequence, segment, through, trouble, 0, 0)
    last = live[-1]
    base = last.base if last.base is not None else sequence
    size = sum(segment.size for segment in live)
    return Loaded(root, state, sequence, last, base, trouble, pending, size)


def _root(
    disk: Disk, folder: str, sizes: dict[str, int], trouble: Trouble
) -> tuple[Root | None, Tables]:
    for gen in generations(sizes, CORE):
        file = f"{CORE}.g{gen:06d}.json"
        try:
            return read_root(disk, f"{folder}/{file}")
        except FileNotFoundError as error:
            raise Vanished from error
        except Damaged:
            trouble.core.append(file)
    return None, {}


def _live(journal: Journal, numbers: list[int], through: int) -> list[Segment]:
    live: list[Segment] = []
    for number in reversed(numbers):
        segment = journal.read(number)
        live.insert(0, segment)
        start = _start(segment)
        if start is not None and start <= through:
            break
    return live


def _start(segment: Segment) -> int | None:
    if segment.base is not None:
        return segment.base
    first = segment.first()
    return first - 1 if first is not None else None


def _is_newer(root: Root | None, live: list[Segment]) -> bool:
    return (root is not None and root.head.schema > current()) or any(
        segment.schema > current() or segment.format > FORMAT for segment in live
    )


def _is_older(root: Root | None, live: list[Segment]) -> bool:
    schemas = [segment.schema for segment in live if segment.base is not None]
    if root is not None:
        schemas += [root.head.schema, *(head.schema for head in root.months.values())]
    return any(schema < current() for schema in schemas)


def _month_heads(disk: Disk, folder: str, sizes: dict[str, int]) -> dict[str, Head]:
    heads: dict[str, Head] = {}
    for month in months_in(sizes):
        for gen in generations(sizes, month):
            try:
                heads[month] = read_head(disk, f"{folder}/{month}.g{gen:06d}.json")[0]
            except (Damaged, FileNotFoundError):
                continue
            break
    return heads


def _next_ids(heads: dict[str, Head]) -> dict[str, int]:
    found: dict[str, int] = {}
    for head in heads.values():
        for table, contents in head.tables.items():
            found[table] = max(found.get(table, 1), max(contents.ids, default=0) + 1)
    return found


def apply_record(state: State, record: Record, schema: int) -> int:
    """Apply a record read from disk; how many documents it changed."""
    operations = record.operations()
    if schema and schema < current():
        operations = [upgraded_op(op, schema) for op in operations]
    state.apply(operations, record.sequence)
    return len(operations)


def _replay(
    live: list[Segment], state: State, through: int, seen: int, trouble: Trouble
) -> tuple[int, int]:
    """Apply all live records in order; the sequence reached and the number of operations."""
    expected = through
    pending = 0
    unread: list[Bad] = []

    def account(gap: int) -> None:
        """Changes are missing before the next record: unread lines were they, or nothing was."""
        nonlocal unread
        if gap <= 0:
            trouble.fragments += unread
        elif len(unread) >= gap:
            trouble.damaged += gap
            trouble.bad += unread
        else:
            trouble.missing += gap
            trouble.bad += unread
        unread = []

    for at, segment in enumerate(live):
        if segment.base is None:
            trouble.heads.append(segment.number)
        elif segment.base > expected:
            account(segment.base - expected)
            expected = segment.base
        later = [after.base for after in live[at + 1 :] if after.base is not None]
        limit = min(later, default=None)
        records = [(piece.offset, piece.line, piece.records) for piece in segment.pieces]
        if segment.tail:
            record = record_at_end(segment.tail)
            # Without a whole record, the newest tail may be what another program is just writing.
            if record is not None or limit is not None or seen > (_last(segment) or expected):
                records.append((segment.end, segment.tail, [record] if record else []))
        for offset, line, found in records:
            if not found or found[0].line is not line:  # nothing in it, or a part of it
                unread.append(Bad(segment.number, offset, line))
            for record in found:
                if record.sequence <= expected:
                    continue
                if limit is not None and record.sequence > limit:
                    continue  # its writer gave it up: the disk had not promised to keep it
                account(record.sequence - expected - 1)
                pending += apply_record(state, record, segment.schema)
                expected = record.sequence
    account(seen - expected)
    return max(expected, seen), pending


def _last(segment: Segment) -> int | None:
    return next((p.records[-1].sequence for p in reversed(segment.pieces) if p.records), None)
