"""The one lock between programs: `flock` on a file that is never renamed.

A second file, `queue`, keeps it fair: whoever wants the lock passes the queue first, and only the
one at its head waits for the lock, so a program that saves without pause cannot keep others out.
A killed program lets go of both by dying.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
from time import gmtime, strftime

from taskwell.errors import CouldNot
from taskwell.store.disk import Disk, read_from

_BUSY = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES}
_UNSUPPORTED = {errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK, errno.ENOSYS, errno.EINVAL}
_ROOM = 250


class CannotLock(CouldNot):
    """The file system of the folder knows no locks."""

    def __init__(self) -> None:
        super().__init__("This folder cannot lock files", "move the store to a local disk")


def _terminal() -> str:
    for fd in (0, 1, 2):
        with contextlib.suppress(OSError):
            return os.ttyname(fd).removeprefix("/dev/")
    return "no terminal"


class _Gate:
    """One locked file, and in it who holds it."""

    def __init__(self, disk: Disk, path: str, *, guarded: bool) -> None:
        self._guarded = guarded
        self._disk = disk
        self._path = path
        self._fd: int | None = None
        self._who: str | None = None

    def _flock(self, fd: int, operation: int) -> bool:
        try:
            self._disk.flock(fd, operation | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _BUSY:
                return False
            if error.errno in _UNSUPPORTED:
                raise CannotLock from error
            raise
        return True

    def probe(self) -> None:
        """CannotLock if the file system knows no locks."""
        fd = self._open()
        if self._flock(fd, fcntl.LOCK_SH):
            self._disk.flock(fd, fcntl.LOCK_UN)

    def enter(self) -> bool:
        """Take it if it is free."""
        fd = self._open()
        if not self._flock(fd, fcntl.LOCK_EX):
            return False
        if not self._guarded:
            return True
        with contextlib.suppress(FileNotFoundError):
            if self._disk.stat(self._path).st_ino == self._disk.fstat(fd).st_ino:
                return True
        self.close()  # somebody removed the file: a lock on its ghost keeps nobody out
        return False

    def _open(self) -> int:
        if self._fd is None:
            try:
                self._fd = self._disk.open(self._path, os.O_RDWR)
            except FileNotFoundError:
                self._fd = self._disk.open(self._path, os.O_RDWR | os.O_CREAT)
        return self._fd

    def leave(self) -> None:
        """Let the next one in."""
        if self._fd is not None:
            try:
                self._disk.flock(self._fd, fcntl.LOCK_UN)
            except OSError:
                self.close()  # closing lets go as well

    def close(self) -> None:
        """Give the descriptor back."""
        if self._fd is not None:
            fd, self._fd = self._fd, None
            with contextlib.suppress(OSError):  # the system closes it at exit
                self._disk.close(fd)

    def sign(self) -> None:
        """Leave word who is here."""
        if self._who is None:
            who = {"pid": os.getpid(), "tty": _terminal(), "host": os.uname().nodename[:60]}
            self._who = json.dumps(who)[:-1] + ', "since": "'
        since = strftime("%Y-%m-%dT%H:%M:%SZ", gmtime())
        text = self._who + since + '"}'
        with contextlib.suppress(OSError):  # it only serves the message another window shows
            assert self._fd is not None
            self._disk.overwrite(self._fd, text.encode().ljust(_ROOM) + b"\n", 0)

    def holder(self) -> str:
        """Who is here, in words."""
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            assert self._fd is not None
            holder = json.loads(read_from(self._disk, self._fd, 0))
            host = holder["host"]
            where = "" if host == os.uname().nodename[:60] else f" on {host}"
            return f"pid {holder['pid']}, {holder['tty']}{where}"
        return "unknown"


class Lock:
    """Held while a transaction, a fold or a repair runs."""

    def __init__(self, disk: Disk, folder: str, patience: float) -> None:
        self.patience = patience
        self._disk = disk
        self._queue = _Gate(disk, f"{folder}/queue", guarded=False)
        self._lock = _Gate(disk, f"{folder}/lock", guarded=True)

    def probe(self) -> None:
        """CannotLock if the file system knows no locks; OSError if files cannot be made."""
        self._lock.probe()

    def acquire(self) -> None:
        """Wait up to `patience` seconds. CouldNot naming the holder; CannotLock; OSError."""
        until = self._disk.now() + self.patience
        self._wait(self._queue, until, 0.02)
        try:
            if not self._lock.enter():
                self._queue.sign()
                self._wait(self._lock, until, 0.002)
        finally:
            self._queue.leave()
        self._lock.sign()

    def _wait(self, gate: _Gate, until: float, longest: float) -> None:
        pause = 0.0005
        while not gate.enter():
            left = until - self._disk.now()
            if left <= 0:
                raise CouldNot(
                    f"Another window ({gate.holder()}) is busy or suspended",
                    "continue or close it, then try again; nothing was changed",
                )
            self._disk.sleep(min(left, pause * (0.5 + os.urandom(1)[0] / 255)))
            pause = min(pause * 1.6, longest)

    def release(self) -> None:
        """Let others write."""
        self._lock.leave()

    def close(self) -> None:
        """Give the descriptors back."""
        self._lock.close()
        self._queue.close()
