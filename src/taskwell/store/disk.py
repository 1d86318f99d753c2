"""Every system call the store makes on files, in one replaceable class.

The seam for fault tests: hand a `Disk` of your own to `Store.open(folder, disk=...)`. Nothing in
this package touches a file except through these methods (the glance file, a throw-away, excepted).
What the store relies on, and so what a simulation must keep:

- `open` makes new files 0600 and `mkdir` new folders 0700, whatever the umask.
- `write` appends at the file's end (files are opened with O_APPEND or freshly created) and may be
  short; `overwrite` writes at an offset (only `lock` and `seen`, whose loss is harmless).
- bytes are durable after `fdatasync` or `fsync` of the file; a created or renamed name is durable
  after `fsync_folder` of its folder; `rename` replaces atomically.
- every method may raise OSError at any call; a failed sync is never tried again on the same file.
"""

from __future__ import annotations

import contextlib
import fcntl
import itertools
import os
import stat
import sys
import time
from collections.abc import Iterable

FILE_MODE = 0o600
FOLDER_MODE = 0o700
CHUNK = 1 << 24

_serial = itertools.count()


class Disk:
    """The real disk."""

    def open(self, path: str, flags: int) -> int:
        """A descriptor; a file made by it is private."""
        fd = os.open(path, flags | os.O_CLOEXEC, FILE_MODE)
        if flags & os.O_CREAT and stat.S_IMODE(os.fstat(fd).st_mode) != FILE_MODE:
            with contextlib.suppress(OSError):  # another person's file: reading it still works
                os.fchmod(fd, FILE_MODE)
        return fd

    def close(self, fd: int) -> None:
        """Give a descriptor back."""
        os.close(fd)

    def read(self, fd: int, size: int, offset: int) -> bytes:
        """At most `size` bytes from `offset`; empty at the end."""
        return os.pread(fd, size, offset)

    def write(self, fd: int, data: memoryview) -> int:
        """Append; how many bytes were taken."""
        return os.write(fd, data)

    def overwrite(self, fd: int, data: bytes, offset: int) -> int:
        """Write at `offset`; how many bytes were taken."""
        return os.pwrite(fd, data, offset)

    def truncate(self, fd: int, size: int) -> None:
        """Cut the file to `size` bytes."""
        os.ftruncate(fd, size)

    def fdatasync(self, fd: int) -> None:
        """Return when the file's bytes and length are on the disk."""
        if sys.platform == "darwin":
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
        else:
            os.fdatasync(fd)

    def fsync(self, fd: int) -> None:
        """Return when the file is on the disk."""
        if sys.platform == "darwin":
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
        else:
            os.fsync(fd)

    def fsync_folder(self, path: str) -> None:
        """Return when the folder's names are on the disk."""
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)

    def rename(self, source: str, target: str) -> None:
        """Give a file or folder another name, replacing a file of that name."""
        os.rename(source, target)

    def unlink(self, path: str) -> None:
        """Remove a file's name."""
        os.unlink(path)

    def mkdir(self, path: str) -> None:
        """Make a private folder; an existing one is left as it is."""
        try:
            os.mkdir(path, FOLDER_MODE)
        except FileExistsError:
            return
        os.chmod(path, FOLDER_MODE)

    def chmod(self, path: str, mode: int) -> None:
        """Set a name's permissions."""
        os.chmod(path, mode)

    def stat(self, path: str) -> os.stat_result:
        """What the system knows about a name."""
        return os.stat(path)

    def fstat(self, fd: int) -> os.stat_result:
        """What the system knows about an open file."""
        return os.fstat(fd)

    def sizes(self, folder: str) -> dict[str, int]:
        """The names in a folder with their sizes in bytes; folders have size -1. Missing: empty."""
        try:
            with os.scandir(folder) as entries:
                return {
                    entry.name: entry.stat().st_size if entry.is_file() else -1 for entry in entries
                }
        except FileNotFoundError:
            return {}

    def stamp(self, path: str, at: float) -> None:
        """Set a file's time stamp, in seconds since 1970."""
        os.utime(path, (at, at))

    def flock(self, fd: int, operation: int) -> None:
        """Take or release an advisory lock (`fcntl.LOCK_*`)."""
        fcntl.flock(fd, operation)

    def writable(self, folder: str) -> bool:
        """Whether this person may write here, as far as permissions and mount tell."""
        if not os.access(folder, os.W_OK | os.X_OK):
            return False
        return not os.statvfs(folder).f_flag & os.ST_RDONLY

    def free(self, folder: str) -> int:
        """Bytes a person may still write here."""
        room = os.statvfs(folder)
        return room.f_bavail * room.f_frsize

    def now(self) -> float:
        """Seconds of a clock that never jumps, for waiting."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait for another program's lock."""
        time.sleep(seconds)


def read_from(disk: Disk, fd: int, offset: int) -> bytes:
    """Everything from `offset` to the present end."""
    pieces = []
    while piece := disk.read(fd, CHUNK, offset):
        pieces.append(piece)
        offset += len(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def read_file(disk: Disk, path: str) -> bytes:
    """A whole file."""
    fd = disk.open(path, os.O_RDONLY)
    try:
        return read_from(disk, fd, 0)
    finally:
        disk.close(fd)


def write_all(disk: Disk, fd: int, data: bytes) -> None:
    """Append all of `data`, however short the single writes are."""
    view = memoryview(data)
    while view:
        taken = disk.write(fd, view)
        if taken <= 0:
            raise OSError(5, "the disk took no bytes")
        view = view[taken:]


def put_file(
    disk: Disk, path: str, pieces: Iterable[bytes], *, durable: bool, sync_folder: bool = True
) -> None:
    """Write a file under another name and rename it, so that nobody ever sees half of it.

    `durable`: bytes, and unless `sync_folder` is off also the name, are on the disk afterwards.
    """
    folder, _, name = path.rpartition("/")
    temporary = f"{folder}/.{name}.{os.getpid()}.{next(_serial)}.tmp"
    fd = disk.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND)
    try:
        try:
            for piece in pieces:
                write_all(disk, fd, piece)
            if durable:
                disk.fsync(fd)
        finally:
            disk.close(fd)
        disk.rename(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            disk.unlink(temporary)
        raise
    if durable and sync_folder:
        disk.fsync_folder(folder)
