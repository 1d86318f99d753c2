"""Examining a store: every file read and checked, problems named, repairs that lose nothing."""

from __future__ import annotations

import contextlib
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from taskwell.errors import CouldNot
from taskwell.store import folding
from taskwell.store.backup import back_up, backups
from taskwell.store.disk import FILE_MODE, FOLDER_MODE, read_file
from taskwell.store.documents import PARTITIONED
from taskwell.store.journal import Segment, Vanished, name_of
from taskwell.store.months import Damaged, check_body, parse, split
from taskwell.store.repair import what_is_left
from taskwell.store.words import incomplete, month_in_words

if TYPE_CHECKING:
    from taskwell.store.store import Store


@dataclass(frozen=True, slots=True)
class Problem:
    """Something found: what, in which file, and how it is (or was) mended."""

    what: str
    where: str
    fix: str


@dataclass(slots=True)
class Report:
    """`ok` is false only if confirmed documents are missing or damaged."""

    ok: bool = True
    documents: int = 0
    problems: list[Problem] = field(default_factory=list)

    def add(self, what: str, where: str, fix: str, *, lost: bool = False) -> None:
        """Note a problem; `lost`: confirmed documents are concerned."""
        self.problems.append(Problem(what, where, fix))
        self.ok = self.ok and not lost


def examine(store: Store, *, fix: bool) -> Report:
    """See `Store.doctor`."""
    store.refresh()
    if fix:
        _mend(store)
    report = Report()
    _check_state(store, report)
    _check_months(store, report)
    _check_journal(store, report)
    _check_permissions(store, report, fix=fix)
    _check_leftovers(store, report)
    return report


def _offer(store: Store) -> str:
    held = backups(store)
    if held:
        return f"taskwell restore {held[0]}"
    return "restore a backup: taskwell restore FILE (none lies in backup/)"


def _check_state(store: Store, report: Report) -> None:
    trouble = store.ledger.trouble
    if trouble.missing or trouble.lost:
        report.add(incomplete(trouble), str(store.folder), _offer(store), lost=True)
    for bad in trouble.bad:
        report.add(
            f"A saved change is damaged at byte {bad.offset}",
            f"journal/{name_of(bad.segment)}",
            "doctor --fix sets it aside and goes on without it, or " + _offer(store),
            lost=True,
        )
    if trouble.damaged and not trouble.bad:
        report.add("Saved changes are damaged", "journal", _offer(store), lost=True)
    for bad in trouble.fragments:
        where = f"journal/{name_of(bad.segment)}, byte {bad.offset}"
        report.add("An unfinished save was set aside", where, "nothing to do")
    for number in trouble.heads:
        where = f"journal/{name_of(number)}"
        report.add("The first line of a segment is damaged", where, "doctor --fix")
    for name in trouble.core:
        report.add("A file was damaged and is not needed", f"months/{name}", "doctor --fix")
    if trouble.newer:
        report.add("The store is newer than this program", str(store.folder), "update Taskwell")


def _check_months(store: Store, report: Report) -> None:
    ledger, state = store.ledger, store.ledger.state
    report.documents = sum(len(rows) for rows in state.core.values())
    owners: dict[tuple[str, int], str] = {}
    for table in PARTITIONED:
        for month, part in sorted(state.partitions[table].parts.items()):
            where = f"months/{part.head.file}" if part.head else f"journal ({month})"
            try:
                if part.head is not None:
                    _check_file(store, part.head.file, report)
                rows = part.rows()
            except CouldNot as error:
                report.add(error.what, where, _offer(store), lost=True)
                continue
            report.documents += len(rows)
            if len(rows) != part.count:
                what = f"{month_in_words(month)} has {len(rows)} documents instead of {part.count}"
                report.add(what, where, _offer(store), lost=True)
            for doc_id in rows:
                other = owners.setdefault((table, doc_id), month)
                if other != month:
                    report.add(f"Document {doc_id} lies in {other} as well", where, "tell us")
    if ledger.root is not None:
        _check_file(store, ledger.root.head.file, report)


def _check_file(store: Store, file: str, report: Report) -> None:
    """The file itself, whatever memory holds; a month that memory can mend is no loss."""
    ledger, root = store.ledger, store.ledger.root
    assert root is not None
    heads = {head.file: head for head in (root.head, *root.months.values())}
    head = heads.get(file)
    if head is None:
        return
    try:
        data = read_file(ledger.disk, f"{ledger.months}/{file}")
        check_body(head, data[max(0, len(data) - head.size) :])
        parse(data[max(0, len(data) - head.size) :])
        split(data)
    except FileNotFoundError:
        report.add("A file is missing; its documents are known", f"months/{file}", "doctor --fix")
    except (OSError, Damaged) as error:
        report.add(f"A file is damaged: {error}", f"months/{file}", "doctor --fix")


def _check_journal(store: Store, report: Report) -> None:
    ledger = store.ledger
    needed = ledger.root.head.through if ledger.root else 0
    before: Segment | None = None
    previous = ""
    for number in ledger.journal.numbers():
        try:
            segment = ledger.journal.read(number)
        except Vanished:
            continue
        where = f"journal/{name_of(number)}"
        for piece in segment.pieces:
            if not piece.records and not _live(store, number):
                report.add(f"Old history is damaged at byte {piece.offset}", where, "nothing lost")
            for record in piece.records:
                if previous and record.at < previous:
                    what = f"The clock moved back from {previous} to {record.at}"
                    report.add(what, where, "nothing to do: changes stay in order")
                previous = record.at
        if before is not None and segment.base is not None and number != before.number + 1:
            lost = segment.base > needed
            report.add("A segment of the journal is missing", where, _offer(store), lost=lost)
        before = segment


def _live(store: Store, number: int) -> bool:
    root = store.ledger.root
    return root is None or number >= root.segment


def _check_permissions(store: Store, report: Report, *, fix: bool) -> None:
    disk, folder = store.disk, str(store.folder)
    paths = [folder]
    for part in ("", "journal", "months", "cache", "backup", "quarantine"):
        base = f"{folder}/{part}".rstrip("/")
        paths += [f"{base}/{name}" for name in disk.sizes(base)]
    for path in dict.fromkeys(paths):
        try:
            mode = disk.stat(path).st_mode
        except OSError:  # renamed or dropped meanwhile by another program
            continue
        wanted = FOLDER_MODE if stat.S_ISDIR(mode) else FILE_MODE
        if stat.S_IMODE(mode) & ~wanted:
            where = path.removeprefix(folder).lstrip("/") or folder
            report.add("Others on this machine may read this", where, "doctor --fix")
            if fix:
                with contextlib.suppress(OSError):  # then it is listed again next time
                    disk.chmod(path, wanted)


def _check_leftovers(store: Store, report: Report) -> None:
    disk, folder = store.disk, str(store.folder)
    for name in sorted(disk.sizes(f"{folder}/quarantine")):
        report.add("Set aside earlier", f"quarantine/{name}", "look at it, delete it when done")
    if "reserve" not in disk.sizes(folder) and store.read_only is None:
        report.add("The reserve for a full disk is used up", "reserve", "free some space")


def _mend(store: Store) -> None:
    """Backup first, then write everything that memory knows anew and set aside what it does not."""
    ledger = store.ledger
    trouble = ledger.trouble
    if trouble.newer or store._refused:
        return
    if trouble.missing or trouble.lost:
        return  # only a backup knows what was there
    back_up(store, None, label="before-fix")
    for bad in trouble.bad:
        ledger.set_aside(f"{bad.segment:06d}-{bad.offset}.damaged", bad.line)
    for bad in trouble.fragments:
        ledger.set_aside(f"{bad.segment:06d}-{bad.offset}.fragment", bad.line)
    with store._locked():
        for partition in ledger.state.partitions.values():
            for month, part in partition.parts.items():
                try:
                    part.rows()
                except CouldNot:
                    if part.head is not None:
                        what_is_left(store.disk, f"{ledger.months}/{part.head.file}")
                    raise CouldNot(
                        f"{month_in_words(month)} cannot be repaired", _offer(store)
                    ) from None
        folding.fold(ledger, store.clock(), everything=True)
        trouble.damaged = 0
        for found in (trouble.bad, trouble.fragments, trouble.heads, trouble.core):
            found.clear()
    ledger.make_reserve()
    store.caches.forget()
