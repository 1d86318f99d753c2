"""The last step of a save on a bad day: a full disk, a failed sync, a file that may not grow."""

from __future__ import annotations

import contextlib
import errno
from typing import TYPE_CHECKING

from taskwell.errors import CouldNot
from taskwell.store.disk import Disk, put_file
from taskwell.store.documents import Notice
from taskwell.store.journal import SyncFailed
from taskwell.store.migration import current

if TYPE_CHECKING:
    from taskwell.store.ledger import Ledger

RESERVE = 256 * 1024
"""Bytes laid by for the day the disk is full."""
_FULL = {errno.ENOSPC, errno.EDQUOT}


def append_safely(ledger: Ledger, line: bytes, at: str) -> None:
    """Add a line to the journal durably. CouldNot: it is not saved.

    When the disk is full the reserve is given up for this one line. After a failed sync neither the
    pages of that segment can be trusted nor what others read from it: a fresh one is begun.
    """
    try:
        ledger.journal.append(line)
        return
    except OSError as error:
        first = error
    helped = first.errno in _FULL and _free_reserve(ledger)
    if isinstance(first, SyncFailed):
        _begin_afresh(ledger, at)
        if ledger.broken:
            raise refusal(first) from first
    if not helped:
        raise refusal(first) from first
    try:
        ledger.journal.append(line)
    except OSError as error:
        if isinstance(error, SyncFailed):
            _begin_afresh(ledger, at)
        raise refusal(error) from error
    text = "Disk full: saved using the reserve. Free some space; nothing is lost"
    ledger.say(Notice("disk-full", text, "warning"))


def _begin_afresh(ledger: Ledger, at: str) -> None:
    try:
        ledger.journal.begin(ledger.sequence, current(), at)
    except OSError:
        ledger.broken = (
            "The disk reported an error and cannot be written: "
            "save a copy elsewhere, then check the disk"
        )


def refusal(error: OSError) -> CouldNot:
    """What to tell when the disk refused."""
    if error.errno in _FULL:
        return CouldNot("The disk is full: this change is NOT saved", "free some space, retry")
    if error.errno == errno.EFBIG:
        return CouldNot(
            "A file of the store may not grow any more: this change is NOT saved",
            "raise the limit on file sizes, retry",
        )
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return CouldNot(
            "The data folder cannot be written: this change is NOT saved",
            "check its permissions, retry",
        )
    return CouldNot(
        f"The disk reported an error ({error.strerror}); this change is NOT saved",
        "retry, or save a copy elsewhere: taskwell backup FILE",
    )


def _free_reserve(ledger: Ledger) -> bool:
    try:
        ledger.disk.unlink(f"{ledger.folder}/reserve")
    except OSError:
        return False
    return True


def make_reserve(disk: Disk, folder: str) -> None:
    """Lay the reserve by, if there is room and none yet."""
    with contextlib.suppress(OSError):  # a convenience for bad days; its absence breaks nothing
        if "reserve" in disk.sizes(folder) or disk.free(folder) < 64 * RESERVE:
            return
        filler = b"Taskwell frees this file once when the disk is full.\n"
        put_file(disk, f"{folder}/reserve", [filler.ljust(RESERVE, b".")], durable=True)
