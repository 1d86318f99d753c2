"""The wellbeing diary: a store of its own inside the store, so that it can be kept out of what is
shared, and wiped.

An act writes one of the two journals; undo takes the newest act of both.
"""

from __future__ import annotations

import contextlib
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from taskwell.errors import CouldNot
from taskwell.store import undo
from taskwell.store.disk import put_file, read_file
from taskwell.store.saving import make_reserve, refusal
from taskwell.timekeeping.instants import to_text

if TYPE_CHECKING:
    from taskwell.store.store import Store

FOLDER = "wellbeing"
COPIES = "copies.json"
"""In the diary's folder: the backups elsewhere that hold a copy of it."""
_PARTS = ("months", "cache", "backup", "quarantine", "journal")


def open_diary(store: Store) -> Store:
    """The diary of a store, made when there is none and the store may be written.

    Without one it is empty and takes no changes.
    """
    from taskwell.store.store import Store as Kind

    writable = not store.read_only
    diary = Kind(store.folder / FOLDER, store.clock, store.disk, read_only=not writable)
    diary.nested = True
    try:
        diary.settle_in(create=writable, read_only=not writable)
    except CouldNot:
        if writable:
            raise
        diary.refuse(store.read_only or "There is no diary here")
    return diary


class _At(NamedTuple):
    """When an act was done; in the same second the journal that was written last counts as later."""

    text: str
    touched: int


def _stand(store: Store) -> tuple[_At | None, _At | None]:
    """The newest act that stands, and the newest undo that can be taken back."""
    done, undone = undo.position(store.ledger)
    touched = store.ledger.journal.touched()
    return (
        _At(done, touched) if done is not None else None,
        _At(undone, touched) if undone is not None else None,
    )


def to_undo(store: Store, diary: Store) -> Store:
    """Of both the one whose newest act is the later one."""
    mine, theirs = _stand(store)[0], _stand(diary)[0]
    return diary if theirs is not None and (mine is None or theirs > mine) else store


def to_redo(store: Store, diary: Store) -> Store:
    """Of both the one whose newest undo is the later one. CouldNot when an act came after it."""
    stands = {each: _stand(each) for each in (store, diary)}
    able = [each for each in stands if stands[each][1] is not None]
    if not able:
        return store
    chosen = max(able, key=lambda each: stands[each][1] or _At("", 0))
    other = diary if chosen is store else store
    act, turned = stands[other][0], stands[chosen][1]
    if act is not None and turned is not None and act.text > turned.text:
        raise CouldNot("There is nothing to redo")
    return chosen


# -- copies elsewhere ---------------------------------------------------------------------------


def remember_copy(diary: Store, file: Path) -> None:
    """Note that a backup holds the diary, so that a wipe finds it. CouldNot: it cannot be noted."""
    known = {*copies(diary), file}
    text = json.dumps(sorted(str(each) for each in known)).encode()
    try:
        put_file(diary.disk, f"{diary.folder}/{COPIES}", [text], durable=True)
    except OSError as error:
        raise refusal(error) from error


def copies(diary: Store) -> tuple[Path, ...]:
    """The backups outside the store that were made with the diary in them."""
    try:
        held = json.loads(read_file(diary.disk, f"{diary.folder}/{COPIES}"))
    except (OSError, ValueError):
        return ()
    return tuple(Path(str(each)) for each in held) if isinstance(held, list) else ()


# -- wiping -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wiped:
    """What a wipe took: the documents of the diary, the backups it was taken out of, and those that
    could not be reached."""

    documents: int
    backups: tuple[Path, ...]
    unreached: tuple[Path, ...]


def wipe(store: Store, diary: Store, backups: Iterable[Path]) -> Wiped:
    """Leave no byte of the diary in its journal, months, caches, or the backups that were made.

    Works on a damaged diary as well, and is begun again where it was interrupted. CouldNot: it
    could not be finished; wipe again.
    """
    state = diary.ledger.state
    count = sum(state.count(table) for table in state.tables())
    cleaned, unreached = [], []
    for file in dict.fromkeys((*backups, *copies(diary))):
        try:
            if _take_out(diary, file):
                cleaned.append(file)
        except FileNotFoundError:
            continue  # deleted by hand: nothing is left of it
        except (OSError, zipfile.BadZipFile):
            unreached.append(file)
    try:
        with diary.alone():
            _empty(diary, keep_list=bool(unreached))
    except OSError as error:
        raise refusal(error) from error
    return Wiped(count, tuple(cleaned), tuple(unreached))


def _empty(diary: Store, *, keep_list: bool) -> None:
    """Remove every file but the locks, and begin a journal under a number never used before, so that
    other programs see that everything is new. Only under the lock."""
    disk, folder, ledger = diary.disk, str(diary.folder), diary.ledger
    number = max(ledger.journal.numbers(), default=ledger.journal.number)
    ledger.close()
    with contextlib.suppress(FileNotFoundError):
        disk.unlink(f"{folder}/seen")
    for part in _PARTS:
        _remove(diary, f"{folder}/{part}")
    kept = {"lock", "queue", *((COPIES,) if keep_list else ())}
    for name in disk.sizes(folder):
        if name not in kept and name not in _PARTS:
            disk.unlink(f"{folder}/{name}")
    disk.fsync_folder(folder)
    ledger.begin_anew(number, to_text(diary.clock()))
    diary.caches.forget()
    make_reserve(disk, folder)


def _remove(diary: Store, folder: str) -> None:
    for name, size in diary.disk.sizes(folder).items():
        if size < 0:
            _remove(diary, f"{folder}/{name}")
        else:
            diary.disk.unlink(f"{folder}/{name}")
    with contextlib.suppress(FileNotFoundError):
        diary.disk.fsync_folder(folder)


def _take_out(diary: Store, file: Path) -> bool:
    """Write a backup anew without the diary; whether it held it."""
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        if not any(name.startswith(f"{FOLDER}/") for name in names):
            return False
        with TemporaryDirectory(prefix=".taskwell-", dir=file.parent) as work:
            made = Path(work) / "backup.zip"
            with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as rest:
                for name in names:
                    if not name.startswith(f"{FOLDER}/"):
                        rest.writestr(name, archive.read(name))
            put_file(diary.disk, str(file), [made.read_bytes()], durable=True)
    return True
