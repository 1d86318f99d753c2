"""Signs of life: two files whose time stamps say when a program ran and a key was pressed last."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from datetime import UTC, datetime

from taskwell.store.disk import Disk

HEARTBEAT, KEY = "heartbeat", "key"


@dataclass(frozen=True, slots=True)
class Signs:
    """The latest signs of any program, as instants; None if there never was one."""

    heartbeat: datetime | None
    key: datetime | None


def sign(disk: Disk, folder: str, now: datetime, last_key: datetime | None) -> None:
    """Leave signs; an older one never replaces a newer one. A disk that refuses is ignored."""
    _stamp(disk, f"{folder}/{HEARTBEAT}", now)
    if last_key is not None:
        _stamp(disk, f"{folder}/{KEY}", last_key)


def _stamp(disk: Disk, path: str, at: datetime) -> None:
    with contextlib.suppress(OSError):  # a missed heartbeat is not worth an error on the screen
        known = _read(disk, path)
        if known is None:
            disk.close(disk.open(path, os.O_WRONLY | os.O_CREAT))
        if known is None or at > known:
            disk.stamp(path, at.timestamp())


def _read(disk: Disk, path: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(disk.stat(path).st_mtime), UTC)
    except OSError:
        return None


def read_signs(disk: Disk, folder: str) -> Signs:
    """The latest signs."""
    return Signs(_read(disk, f"{folder}/{HEARTBEAT}"), _read(disk, f"{folder}/{KEY}"))
