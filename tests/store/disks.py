"""Disks that fail as told."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable

from taskwell.store.disk import Disk


class FailingDisk(Disk):
    """Raises an error at the n-th changing call, or at all calls a rule picks.

    `calls` names the changing calls made, in order.
    """

    def __init__(self, at: int | None = None, error: int = errno.EIO, *, lasting: bool = False):
        self.at = at
        self.error = error
        self.lasting = lasting
        self.calls: list[str] = []
        self.rule: Callable[[str, str], bool] | None = None
        self.paths: dict[int, str] = {}

    def _count(self, name: str, path: str) -> None:
        number = len(self.calls)
        self.calls.append(f"{name} {path}")
        hit = self.at is not None and (number >= self.at if self.lasting else number == self.at)
        if hit or (self.rule is not None and self.rule(name, path)):
            raise OSError(self.error, os.strerror(self.error), path)

    def open(self, path: str, flags: int) -> int:
        if flags & os.O_CREAT:
            self._count("create", path)
        fd = super().open(path, flags)
        self.paths[fd] = path
        return fd

    def write(self, fd: int, data: memoryview) -> int:
        try:
            self._count("write", self.paths[fd])
        except OSError:
            super().write(fd, data[: len(data) // 2])  # as a full disk does
            raise
        return super().write(fd, data)

    def overwrite(self, fd: int, data: bytes, offset: int) -> int:
        self._count("overwrite", self.paths[fd])
        return super().overwrite(fd, data, offset)

    def truncate(self, fd: int, size: int) -> None:
        self._count("truncate", self.paths[fd])
        super().truncate(fd, size)

    def fdatasync(self, fd: int) -> None:
        self._count("fdatasync", self.paths[fd])

    def fsync(self, fd: int) -> None:
        self._count("fsync", self.paths[fd])

    def fsync_folder(self, path: str) -> None:
        self._count("fsync_folder", path)

    def rename(self, source: str, target: str) -> None:
        self._count("rename", target)
        super().rename(source, target)

    def unlink(self, path: str) -> None:
        self._count("unlink", path)
        super().unlink(path)

    def mkdir(self, path: str) -> None:
        self._count("mkdir", path)
        super().mkdir(path)
