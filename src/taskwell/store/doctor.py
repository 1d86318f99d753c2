"""Examining a store: every file read and checked, problems named, repairs that lose nothing."""

from __future__ import annotations

import contextlib
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from taskwell.errors import CouldNot
from taskwell.store import folding
from taskwell.store.backup import back_up, backups
from taskwell.store.diary import FOLDER as DIARY
from taskwell.store.disk import FILE_MODE, FOLDER_MODE, read_file
from taskwell.store.documents import PARTITIONED, Doc, Notice
from taskwell.store.journal import Vanished, name_of
from taskwell.store.memory import Part
from taskwell.store.months import Damaged, Head, check_body, parse, split
from taskwell.store.repair import what_is_left
from taskwell.store.saving import make_reserve, refusal
from taskwell.store.words import incomplete, month_in_words

if TYPE_CHECKING:
    from taskwell.store.store import Store


FIX = "doctor --fix"


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
    """See `Store.doctor`. The diary is examined as well; what is found there names its folder."""
    report = _examined(store, fix=fix)
    if store.diary_stands:
        other = _examined(store.diary, fix=fix)
        report.documents += other.documents
        for each in other.problems:
            report.add(each.what, f"{DIARY}/{each.where}", each.fix, lost=not other.ok)
    return report


def _examined(store: Store, *, fix: bool) -> Report:
    store.refresh()
    report = _look(store)
    if fix and store._refused is None and not store.ledger.trouble.newer:
        if any(FIX in problem.fix for problem in report.problems):
            _mend(store)
        _tighten(store)
        make_reserve(store.disk, str(store.folder))
        report = _look(store)
    return report


def _look(store: Store) -> Report:
    report = Report()
    _check_state(store, report)
    _check_months(store, report)
    _check_journal(store, report)
    for path in _open_to_others(store):
        where = path.removeprefix(str(store.folder)).lstrip("/") or str(store.folder)
        report.add("Others on this machine may read this", where, f"taskwell {FIX}")
    _check_leftovers(store, report)
    return report


def _offer(store: Store) -> str:
    held = backups(store)
    if held:
        return f"taskwell restore {held[0]}"
    return f"taskwell restore FILE, or without a backup taskwell {FIX} keeps what can be read"


def _check_state(store: Store, report: Report) -> None:
    trouble = store.ledger.trouble
    if trouble.missing or trouble.lost:
        report.add(incomplete(trouble), str(store.folder), _offer(store), lost=True)
    for bad in trouble.bad:
        report.add(
            f"A saved change is damaged at byte {bad.offset}",
            f"journal/{name_of(bad.segment)}",
            f"taskwell {FIX} sets it aside and goes on without it, or {_offer(store)}",
            lost=True,
        )
    if trouble.damaged and not trouble.bad:
        report.add("Saved changes are damaged", "journal", _offer(store), lost=True)
    for bad in trouble.fragments:
        where = f"journal/{name_of(bad.segment)}, byte {bad.offset}"
        report.add("An unfinished save was set aside", where, "nothing to do")
    for number in trouble.heads:
        where = f"journal/{name_of(number)}"
        report.add("The first line of a segment is damaged", where, f"taskwell {FIX}")
    for name in trouble.core:
        report.add("A file was damaged and is not needed", f"months/{name}", f"taskwell {FIX}")
    if trouble.newer:
        report.add("The store is newer than this program", str(store.folder), "update Taskwell")


def _check_months(store: Store, report: Report) -> None:
    ledger, state = store.ledger, store.ledger.state
    report.documents = sum(len(rows) for rows in state.core.values())
    owners: dict[tuple[str, int], str] = {}
    looked_at: set[str] = set()
    unreadable: set[str] = set()
    for table in PARTITIONED:
        for month, part in sorted(state.partitions[table].parts.items()):
            where = f"months/{part.head.file}" if part.head else f"journal ({month})"
            if where in unreadable:
                continue  # one file holds several tables, and was told already
            try:
                if part.head is not None and where not in looked_at:
                    looked_at.add(where)
                    _check_file(store, part.head, report)
                rows = part.rows()
            except CouldNot as error:
                unreadable.add(where)
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
        _check_file(store, ledger.root.head, report)


def _check_file(store: Store, head: Head, report: Report) -> None:
    """The file itself, whatever memory holds; a month that memory can mend is no loss."""
    ledger, file = store.ledger, head.file
    try:
        data = read_file(ledger.disk, f"{ledger.months}/{file}")
        check_body(head, data[max(0, len(data) - head.size) :])
        parse(data[max(0, len(data) - head.size) :])
        split(data)
    except FileNotFoundError:
        report.add(
            "A file is missing; its documents are known", f"months/{file}", f"taskwell {FIX}"
        )
    except (OSError, Damaged) as error:
        report.add(f"A file is damaged: {error}", f"months/{file}", f"taskwell {FIX}")


def _check_journal(store: Store, report: Report) -> None:
    """The history before the newest root: undo and repair read it, no document hangs on it."""
    ledger = store.ledger
    expected = 0
    previous = ""
    for number in ledger.journal.numbers():
        try:
            segment = ledger.journal.read(number)
        except Vanished:
            continue
        where = f"journal/{name_of(number)}"
        old = ledger.root is not None and number < ledger.root.segment
        unread = [piece.offset for piece in segment.pieces if not piece.records]
        for record in (record for piece in segment.pieces for record in piece.records):
            if old and unread and expected and record.sequence > expected + 1:
                report.add(f"Old history is damaged at byte {unread[0]}", where, "nothing is lost")
                unread = []
            expected = record.sequence
            if previous and record.at < previous:
                what = f"The clock moved back from {previous} to {record.at}"
                report.add(what, where, "nothing to do: changes stay in order")
            previous = record.at


def _open_to_others(store: Store) -> list[str]:
    disk, folder = store.disk, str(store.folder)
    paths = [folder]
    for part in ("", "journal", "months", "cache", "backup", "quarantine"):
        base = f"{folder}/{part}".rstrip("/")
        paths += [f"{base}/{name}" for name in disk.sizes(base)]
    found = []
    for path in dict.fromkeys(paths):
        try:
            mode = disk.stat(path).st_mode
        except OSError:  # renamed or dropped meanwhile by another program
            continue
        if stat.S_IMODE(mode) & ~(FOLDER_MODE if stat.S_ISDIR(mode) else FILE_MODE):
            found.append(path)
    return found


def _tighten(store: Store) -> None:
    for path in _open_to_others(store):
        with contextlib.suppress(OSError):  # then it is listed again
            is_folder = stat.S_ISDIR(store.disk.stat(path).st_mode)
            store.disk.chmod(path, FOLDER_MODE if is_folder else FILE_MODE)


def _check_leftovers(store: Store, report: Report) -> None:
    disk, folder = store.disk, str(store.folder)
    for name in sorted(disk.sizes(f"{folder}/quarantine")):
        report.add("Set aside earlier", f"quarantine/{name}", "look at it, delete it when done")
    if "reserve" not in disk.sizes(folder) and store.read_only is None:
        report.add("The reserve for a full disk is used up", "reserve", "free some space")


def _mend(store: Store) -> None:
    """Backup first; then what memory knows is written anew and what it cannot read is set aside."""
    ledger = store.ledger
    trouble = ledger.trouble
    incomplete_store = bool(trouble.missing or trouble.lost)
    if incomplete_store and backups(store):
        return  # a backup knows what was there
    back_up(store, None, label="before-fix")
    for bad in trouble.bad:
        ledger.set_aside(f"{bad.segment:06d}-{bad.offset}.damaged", bad.line)
    for bad in trouble.fragments:
        ledger.set_aside(f"{bad.segment:06d}-{bad.offset}.fragment", bad.line)
    with store._mutex:
        store.lock.acquire()
        try:
            if incomplete_store:
                _accept(store)
            ledger.prepare()
            folding.fold(ledger, store.clock(), everything=True)
            trouble.damaged = 0
            for found in (trouble.bad, trouble.fragments, trouble.heads, trouble.core):
                found.clear()
        except OSError as error:
            raise refusal(error) from error
        finally:
            store.lock.release()
    store.caches.forget()


def _accept(store: Store) -> None:
    """No backup knows more: go on with what can be read, the damaged files kept in quarantine."""
    ledger = store.ledger
    gone: dict[str, int] = {}
    for partition in ledger.state.partitions.values():
        for month, part in sorted(partition.parts.items()):
            try:
                part.rows()
            except CouldNot:
                assert part.head is not None
                path = f"{ledger.months}/{part.head.file}"
                with contextlib.suppress(OSError):
                    ledger.set_aside(f"{month}.damaged", read_file(store.disk, path))
                left = what_is_left(store.disk, path).get(partition.table, {})
                rest = Part(ledger.state.shelf, partition.table, month, None)
                kept: list[tuple[int, Doc | None]] = [*left.items(), *part.over().items()]
                partition.parts[month] = rest.changed(kept, ledger.sequence)
                gone[month] = gone.get(month, 0) + part.count - len(left)
        partition.rebase({}, ledger.state.shelf)
    for month, count in gone.items():
        text = f"{month_in_words(month)}: {count} documents were lost"
        ledger.say(Notice(f"lost-{month}", text, "warning"))
    ledger.trouble.missing = 0
    ledger.trouble.lost.clear()
    ledger.seen.write(ledger.sequence)
