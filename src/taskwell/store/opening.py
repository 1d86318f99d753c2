"""Opening a store: found or made, probed for what may be done with it, brought up to date."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from taskwell.errors import CouldNot
from taskwell.store import folding
from taskwell.store.documents import Notice
from taskwell.store.lock import CannotLock
from taskwell.store.reading import NoStore
from taskwell.store.saving import make_reserve
from taskwell.timekeeping.instants import to_text

if TYPE_CHECKING:
    from taskwell.store.store import Store


def load(store: Store, *, create: bool, read_only: bool) -> str | None:
    """Load what there is, or make it; why this program may not write here, or None.

    CouldNot: there is no store and none may be made. OSError: the folder cannot be read.
    """
    try:
        store.ledger.load()
    except NoStore:
        if not create or read_only:
            raise CouldNot(
                f"There is no store in {store.folder}",
                "check the path; a command that writes makes one",
            ) from None
        _make(store)
    if read_only:
        return "Opened for reading only"
    return _probe(store)


def _make(store: Store) -> None:
    disk = store.disk
    missing = [store.folder]
    while not missing[-1].parent.exists():
        missing.append(missing[-1].parent)
    for folder in reversed(missing):
        disk.mkdir(str(folder))
    if not disk.sizes(str(store.folder)):
        disk.chmod(str(store.folder), 0o700)
    store.lock.acquire()
    try:
        try:
            store.ledger.load()  # another program may have made it while we waited
        except NoStore:
            store.ledger.create(to_text(store.clock()))
            for folder in missing:
                disk.fsync_folder(str(folder.parent))
            make_reserve(disk, str(store.folder))
    finally:
        store.lock.release()


def _probe(store: Store) -> str | None:
    try:
        if not store.disk.writable(str(store.folder)):
            return f"The folder {store.folder} cannot be written: check its permissions"
        store.lock.probe()
    except CannotLock as error:
        return str(error)
    except OSError as error:
        return f"The folder {store.folder} cannot be written ({error.strerror})"
    return None


def update(store: Store) -> None:
    """Bring a store of an older schema up to date, after a backup. Only under the lock."""
    from taskwell.store.backup import back_up

    made = back_up(store, None, label="before-update")
    try:
        folding.fold(store.ledger, store.clock(), everything=True)
    except BaseException:
        # It is tried again at the next opening, which would make one backup more each time.
        store.disk.unlink(str(made))
        raise
    store.ledger.trouble.older = False
    text = "The store was brought up to date; a backup from before lies in backup/"
    store.ledger.say(Notice("updated", text, "note"))


def update_if_possible(store: Store) -> None:
    """Do it now if nobody holds the lock for long; else the next write does."""
    # Taking the lock is what brings an older store up to date.
    with contextlib.suppress(CouldNot), store._locked():
        pass
