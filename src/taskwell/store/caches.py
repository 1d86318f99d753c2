"""Derived values kept in `cache/`: rebuilt for the months that changed, thrown away at will."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TypeVar, cast

from taskwell.store.disk import Disk, put_file, read_file
from taskwell.store.documents import Doc
from taskwell.store.memory import Part

T = TypeVar("T")


class Caches:
    """The cache folder. Losing any of it costs time, never data."""

    def __init__(self, disk: Disk, folder: str) -> None:
        self._disk = disk
        self._folder = folder
        self._known: dict[str, dict[str, tuple[int, bytes | None, object]]] = {}

    def forget(self) -> None:
        """Drop everything, on disk as well."""
        self._known.clear()
        for name in self._disk.sizes(self._folder):
            with contextlib.suppress(OSError):  # a stale value is recognised by its key anyway
                self._disk.unlink(f"{self._folder}/{name}")

    def derived(
        self,
        parts: list[Part],
        here: Collection[str],
        staged: Collection[str],
        name: str,
        version: str,
        build: Callable[[str, Mapping[int, Doc]], T],
        writable: bool,
    ) -> Iterator[tuple[str, T]]:
        """Month and value of the `parts`, by month; values survive JSON unchanged.

        `here` are all months that there are: the values of others are let go. `staged` ones are
        never kept.
        """
        from msgspec.json import decode  # three times as fast as json over ten years of months

        key = f"{name}-{version}"
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._read(key)
        folded = pending = 0
        for part in sorted(parts, key=lambda part: part.month):
            month = part.month
            entry = known.get(month)
            if month in staged:
                yield month, build(month, part.rows())
                continue
            if entry is None or entry[0] != part.touched:
                value: object = build(month, part.rows())
                known[month] = (part.touched, None, value)
                folded += not part.pending
                pending += part.pending
            elif entry[1] is not None:
                value = decode(entry[1])
                known[month] = (entry[0], None, value)
            else:
                value = entry[2]
            yield month, cast(T, value)
        # Copies, here and below: another thread may be at it as well.
        gone = set(known) - set(here)
        for month in gone:
            known.pop(month, None)
        # A month with changes waiting is built anew after each of them: keeping it seldom pays.
        if writable and (folded or gone or pending > 2):
            self._write(key, dict(known))

    def _read(self, key: str) -> dict[str, tuple[int, bytes | None, object]]:
        found: dict[str, tuple[int, bytes | None, object]] = {}
        try:
            data = read_file(self._disk, f"{self._folder}/{key}.cache")
            for line in data.splitlines():
                head, _, value = line.partition(b"\t")
                month, touched = head.split(b" ")
                found[month.decode()] = (int(touched), value, None)
        except (OSError, ValueError):
            return {}
        return found

    def _write(self, key: str, known: dict[str, tuple[int, bytes | None, object]]) -> None:
        lines = []
        for month, (touched, text, value) in sorted(known.items()):
            text = text if text is not None else json.dumps(value, separators=(",", ":")).encode()
            lines.append(b"%b %d\t%b\n" % (month.encode(), touched, text))
        self._put(f"{key}.cache", b"".join(lines))

    def _put(self, name: str, data: bytes) -> None:
        with contextlib.suppress(OSError):  # full or read-only: the next run builds it again
            self._disk.mkdir(self._folder)
            put_file(self._disk, f"{self._folder}/{name}", [data], durable=False)

    def read(self, name: str) -> object:
        """A small value written before; None if there is none that can be read."""
        try:
            return cast(object, json.loads(read_file(self._disk, f"{self._folder}/{name}.json")))
        except (OSError, ValueError):
            return None

    def write(self, name: str, value: object) -> None:
        """Keep a small value."""
        self._put(f"{name}.json", json.dumps(value).encode())
