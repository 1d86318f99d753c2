"""Backups: one zip file of months and journal, opened and compared before it counts; restoring."""

from __future__ import annotations

import contextlib
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from taskwell.errors import CouldNot
from taskwell.store.diary import FOLDER as DIARY
from taskwell.store.diary import remember_copy
from taskwell.store.disk import put_file, read_file
from taskwell.store.documents import Doc, Rows
from taskwell.store.journal import name_of
from taskwell.store.saving import refusal
from taskwell.store.transactions import Transaction

if TYPE_CHECKING:
    from taskwell.store.memory import State
    from taskwell.store.store import Store

_ATTEMPTS = 20
_LARGEST = 4 << 30
_UNSOUND = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What the zip module raises for bytes that are no sound archive."""


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What a restore changed, or would change; counts of documents.

    `safety` is the backup made of the state before. `replaced`: the store was incomplete, so the
    backup took its place and what was left lies in quarantine. `diary`: it held the wellbeing diary.
    """

    added: int
    changed: int
    removed: int
    documents: int
    safety: Path | None
    replaced: bool
    dry_run: bool
    diary: bool = False


def member(archive: str, name: str) -> bytes | None:
    """One file out of a backup; None if it is not there or not sound."""
    try:
        with zipfile.ZipFile(archive) as held:
            return held.read(name)
    except (OSError, KeyError, *_UNSOUND):
        return None


def back_up(
    store: Store, file: Path | None, *, label: str = "taskwell", diary: bool = False
) -> Path:
    """Write and verify a backup; with the wellbeing diary in it only if `diary` says so.

    CouldNot: it could not be written, or did not read back equal.
    """
    stamp = store.clock().astimezone(UTC).strftime("%Y%m%d-%H%M%S")
    target = Path(file).absolute() if file else store.folder / "backup" / f"{label}-{stamp}.zip"
    if target.is_dir():
        target = target / f"{label}-{stamp}.zip"
    number = 1
    while file is None and target.exists():
        number += 1
        target = target.with_name(f"{label}-{stamp}-{number}.zip")
    try:
        if file is None:
            store.disk.mkdir(str(target.parent))
        with TemporaryDirectory(prefix=".taskwell-", dir=target.parent) as work:
            made = Path(work) / "backup.zip"
            _collect(store, made)
            if diary:
                _add_diary(store, made)
            _verify(made, store, diary=diary)
            if diary and file is not None:
                remember_copy(store.diary, target)
            put_file(store.disk, str(target), [made.read_bytes()], durable=True)
    except OSError as error:
        raise CouldNot(
            f"The backup {target} could not be written ({error.strerror})",
            "name another file: taskwell backup FILE",
        ) from error
    return target


def _collect(store: Store, made: Path) -> None:
    """Copy a consistent set of files; a fold in between means trying again."""
    disk, ledger = store.disk, store.ledger
    for _ in range(_ATTEMPTS):
        with store._mutex:
            store.refresh()
            root, offset, number = ledger.root, ledger.journal.offset, ledger.journal.number
        names = []
        if ledger.frozen:
            names = sorted(disk.sizes(ledger.months))  # whatever there is, damaged or not
        elif root is not None:
            names = [root.head.file, *(head.file for head in root.months.values())]
        try:
            with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                for name in names:
                    archive.writestr(f"months/{name}", read_file(disk, f"{ledger.months}/{name}"))
                for segment in ledger.journal.numbers():
                    if segment > number:
                        break
                    data = read_file(disk, ledger.journal.path(segment))
                    data = data[:offset] if segment == number else data
                    archive.writestr(f"journal/{name_of(segment)}", data)
                with contextlib.suppress(FileNotFoundError):
                    archive.writestr("seen", read_file(disk, f"{ledger.folder}/seen"))
        except FileNotFoundError:
            with store._mutex:
                ledger.rebase()
            continue
        return
    raise CouldNot("The store changes faster than it can be copied", "close other windows")


def _add_diary(store: Store, made: Path) -> None:
    other = made.with_name("diary.zip")
    _collect(store.diary, other)
    with (
        zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        zipfile.ZipFile(other) as held,
    ):
        for name in held.namelist():
            archive.writestr(f"{DIARY}/{name}", held.read(name))
    other.unlink()


@contextmanager
def opened(file: Path, work: Path | None = None) -> Iterator[Store]:
    """A backup as a store that is only read. CouldNot: it is none, or not sound."""
    from taskwell.store.store import Store

    with TemporaryDirectory(prefix=".taskwell-", dir=work) as folder:
        try:
            with zipfile.ZipFile(file) as archive:
                _extract(archive, Path(folder))
        except FileNotFoundError as error:
            raise CouldNot(f"There is no file {file}", "taskwell doctor lists backups") from error
        except OSError as error:
            raise CouldNot(f"{file} cannot be read ({error.strerror})", "check it") from error
        except _UNSOUND as error:
            raise CouldNot(f"{file} is no sound backup ({error})", "try another one") from error
        store = Store.open(Path(folder), create=False, read_only=True)
        try:
            yield store
        finally:
            store.close()


def _extract(archive: zipfile.ZipFile, folder: Path) -> None:
    parts = ["", "months", "journal"]
    if any(name.startswith(f"{DIARY}/") for name in archive.namelist()):
        parts += [DIARY, f"{DIARY}/months", f"{DIARY}/journal"]
    for part in parts[1:]:
        (folder / part).mkdir()
    for info in archive.infolist():
        part, _, name = info.filename.rpartition("/")
        if part not in parts or name.startswith(".") or "\\" in name:
            raise ValueError(f"it holds {info.filename!r}")
        if info.file_size > _LARGEST:
            raise ValueError("it is too large")
        (folder / part / name).write_bytes(archive.read(info))


def _sound(store: Store, file: Path) -> None:
    report = store.doctor()
    if not report.ok:
        raise CouldNot(f"{file} is damaged ({report.problems[0].what})", "try another backup")


def _verify(made: Path, store: Store, *, diary: bool) -> None:
    with opened(made, made.parent) as copy:
        for mine, other in ((store, copy), *(((store.diary, copy.diary),) if diary else ())):
            if mine.ledger.frozen:
                continue  # a copy of a damaged store keeps what there is, damage and all
            _sound(other, made)
            here, there = mine.ledger.state, other.ledger.state
            for table in {*here.tables(), *there.tables()}:
                if other.sequence == mine.sequence and here.count(table) != there.count(table):
                    raise CouldNot(
                        "The backup did not read back equal", "check the disk, try again"
                    )


def backups(store: Store) -> list[Path]:
    """The backups in the store's own folder, newest first."""
    folder = store.folder / "backup"
    names = [name for name in store.disk.sizes(str(folder)) if name.endswith(".zip")]
    return [folder / name for name in sorted(names, key=_stamp_of, reverse=True)]


def _stamp_of(name: str) -> str:
    return "-".join(piece for piece in name.removesuffix(".zip").split("-") if piece[:1].isdigit())


Difference = tuple[str, int, Doc | None]


def _differences(mine: State, theirs: State) -> Iterator[tuple[str, Difference]]:
    """What must happen to `mine` to become `theirs`: ("added" ..., (table, id, document))."""
    for table in sorted({*mine.tables(), *theirs.tables()}):
        wanted: Rows = dict(theirs.items(table))
        for doc_id, doc in mine.items(table):
            after = wanted.pop(doc_id, None)
            if after is None:
                yield "removed", (table, doc_id, None)
            elif after != doc:
                yield "changed", (table, doc_id, after)
        for doc_id, doc in wanted.items():
            yield "added", (table, doc_id, doc)


def restore(store: Store, file: Path, *, dry_run: bool) -> RestoreReport:
    """See `Store.restore`. A backup that holds the wellbeing diary brings it back as well, as an act
    of the diary's own; one without it leaves the diary alone. One that the diary made of itself, and
    that lies in its folder, brings back the diary alone."""
    file = Path(file)
    with opened(file) as copy:
        if not store.nested and file.absolute().is_relative_to(store.folder / DIARY):
            return replace(_restored(store.diary, copy, file, dry_run=dry_run), diary=True)
        found = _restored(store, copy, file, dry_run=dry_run)
        if copy.diary_stands:
            more = _restored(store.diary, copy.diary, file, dry_run=dry_run)
            found = replace(
                found,
                added=found.added + more.added,
                changed=found.changed + more.changed,
                removed=found.removed + more.removed,
                documents=found.documents + more.documents,
                diary=True,
            )
        return found


def _restored(store: Store, copy: Store, file: Path, *, dry_run: bool) -> RestoreReport:
    _sound(copy, file)
    if copy.ledger.trouble.newer:
        raise CouldNot(f"{file} was made by a newer Taskwell", "update Taskwell to restore it")
    theirs = copy.ledger.state
    documents = sum(theirs.count(table) for table in theirs.tables())
    if store.ledger.frozen:
        return _replace(store, copy, file, documents, dry_run=dry_run)
    if dry_run:
        store.refresh()
        counts = _count(_differences(store.ledger.state, theirs), None)
        return RestoreReport(*counts, documents, None, replaced=False, dry_run=True)
    safety = back_up(store, None, label="before-restore")
    when = datetime.fromtimestamp(file.stat().st_mtime, UTC).strftime("%Y-%m-%d %H:%M")
    with store.transaction(f"restore {file.name} of {when}") as transaction:
        counts = _count(_differences(store.ledger.state, theirs), transaction)
    store.fold(force=True)
    return RestoreReport(*counts, documents, safety, replaced=False, dry_run=False)


def _count(
    differences: Iterator[tuple[str, Difference]], transaction: Transaction | None
) -> tuple[int, int, int]:
    counts = {"added": 0, "changed": 0, "removed": 0}
    for what, (table, doc_id, doc) in differences:
        counts[what] += 1
        if transaction is not None:
            transaction.put(table, doc_id, doc)
    return counts["added"], counts["changed"], counts["removed"]


def _replace(
    store: Store, copy: Store, file: Path, documents: int, *, dry_run: bool
) -> RestoreReport:
    """The store is incomplete: set its remains aside as they are and put the backup in place."""
    if dry_run:
        return RestoreReport(documents, 0, 0, documents, None, replaced=True, dry_run=True)
    if store._refused:
        raise CouldNot(store._refused, "nothing was changed")
    disk, folder = store.disk, str(store.folder)
    stamp = store.clock().strftime("%Y%m%d-%H%M%S")
    aside = f"{folder}/quarantine/before-restore-{stamp}-{os.getpid()}"
    try:
        store.lock.acquire()
        try:
            disk.mkdir(f"{folder}/quarantine")
            disk.mkdir(aside)
            for part in ("months", "journal"):
                with contextlib.suppress(FileNotFoundError):
                    disk.rename(f"{folder}/{part}", f"{aside}/{part}")
                disk.mkdir(f"{folder}/{part}")
            for part in ("months", "journal"):
                source = f"{copy.folder}/{part}"
                for name in sorted(disk.sizes(source)):
                    data = read_file(disk, f"{source}/{name}")
                    put_file(disk, f"{folder}/{part}/{name}", [data], durable=True)
            store.ledger.seen.write(copy.sequence)
            disk.fsync_folder(folder)
            store.ledger.close()
            store.ledger.load()
            store.caches.forget()
        finally:
            store.lock.release()
    except OSError as error:
        raise refusal(error) from error
    return RestoreReport(documents, 0, 0, documents, None, replaced=True, dry_run=False)
