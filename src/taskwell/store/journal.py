"""The journal: numbered segments of one transaction a line, the newest of them growing.

Segments are only ever made, appended to, and dropped when they are old. A fragment at the end can
only be cut by whoever wrote it; anybody else isolates it with a newline.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from zlib import crc32

from taskwell.store.disk import Disk, put_file, read_file, read_from, write_all
from taskwell.store.lines import Record, decode, decode_head, salvage, seal

FORMAT = 1
"""The layout of files; a program that meets a higher number only reads."""


class SyncFailed(OSError):
    """The disk took the bytes but did not promise to keep them."""


class Vanished(Exception):
    """A file went away while it was read: another program folded or restored; read again."""


@dataclass(slots=True)
class Piece:
    """One line of a segment: the records in it, none if it is damaged or a fragment."""

    offset: int
    line: bytes
    records: list[Record]


@dataclass(slots=True)
class Segment:
    """What one segment file held when it was read. `base` is None if its first line is damaged."""

    number: int
    base: int | None
    format: int
    schema: int
    size: int
    inode: int
    end: int = 0
    pieces: list[Piece] = field(default_factory=list)
    tail: bytes = b""

    def first(self) -> int | None:
        """The sequence of the first sound record."""
        return next((r.sequence for p in self.pieces for r in p.records), None)


def name_of(number: int) -> str:
    """A segment's file name."""
    return f"{number:06d}.jsonl"


def numbers_in(sizes: dict[str, int]) -> list[int]:
    """The segment numbers among a folder's names, ascending."""
    found = [name[:-6] for name in sizes if name.endswith(".jsonl")]
    return sorted(int(stem) for stem in found if stem.isdecimal())


def pieces_of(data: bytes, offset: int) -> tuple[list[Piece], int]:
    """The complete lines of `data`, which begins at `offset` of its file, and where they end."""
    pieces = []
    start = 0
    while (end := data.find(b"\n", start)) >= 0:
        line = data[start:end]
        record = decode(line)
        pieces.append(Piece(offset + start, line, [record] if record else salvage(line)))
        start = end + 1
    return pieces, offset + start


def record_at_end(tail: bytes) -> Record | None:
    """The record of an unterminated tail that lacks only its newline, or has another byte there."""
    return decode(tail) or decode(tail[:-1])


class Journal:
    """One folder of segments; knows the active one and how far it has been read."""

    def __init__(self, disk: Disk, folder: str) -> None:
        self.disk = disk
        self.folder = folder
        self.number = 0
        self.base = 0
        self.schema = 0
        self.format = FORMAT
        self.offset = 0
        self._inode = 0
        self._fd: int | None = None
        self._reader: int | None = None
        self._own = False
        self._path = self._next_path = ""

    def path(self, number: int) -> str:
        """Where a segment lies."""
        return f"{self.folder}/{name_of(number)}"

    def numbers(self) -> list[int]:
        """The segments there are, oldest first."""
        return numbers_in(self.disk.sizes(self.folder))

    def read(self, number: int) -> Segment:
        """A whole segment. Vanished if it is gone."""
        try:
            fd = self.disk.open(self.path(number), os.O_RDONLY)
        except FileNotFoundError as error:
            raise Vanished from error
        try:
            data = read_from(self.disk, fd, 0)
            inode = self.disk.fstat(fd).st_ino
        finally:
            self.disk.close(fd)
        end = data.find(b"\n") + 1
        head = decode_head(data[: end - 1]) if end else None
        if head is None:
            segment = Segment(number, None, FORMAT, 0, len(data), inode)
            end = 0
        else:
            base, layout, schema = head["base"], head["format"], head["schema"]
            assert isinstance(base, int)
            assert isinstance(layout, int)
            assert isinstance(schema, int)
            segment = Segment(number, base, layout, schema, len(data), inode)
        segment.pieces, segment.end = pieces_of(data[end:], end)
        if head is None and segment.pieces and not segment.pieces[0].records:
            del segment.pieces[0]  # the damaged first line is no record
        segment.tail = data[segment.end :]
        return segment

    def follow(self, segment: Segment, base: int) -> None:
        """Make a segment that was just read the active one."""
        self._leave()
        self.number, self.base, self.offset = segment.number, base, segment.end
        self.schema, self.format, self._inode = segment.schema, segment.format, segment.inode
        self._path, self._next_path = self.path(self.number), self.path(self.number + 1)
        self._own = False

    def _leave(self) -> None:
        held, self._fd, self._reader = (self._fd, self._reader), None, None
        for fd in held:
            if fd is not None:
                self.disk.close(fd)

    def close(self) -> None:
        """Give the descriptors back."""
        self._leave()

    def news(self) -> bytes | None:
        """Bytes of the active segment not read yet; None: it was cut or replaced, read all again.

        Costs one stat when there is nothing.
        """
        try:
            state = self.disk.stat(self._path)
        except FileNotFoundError:
            return None
        if state.st_ino != self._inode or state.st_size < self.offset:
            return None
        if state.st_size == self.offset:
            return b""
        if self._reader is None:
            self._reader = self.disk.open(self._path, os.O_RDONLY)
        return read_from(self.disk, self._reader, self.offset)

    def has_next(self) -> bool:
        """Whether another program has begun the next segment."""
        try:
            self.disk.stat(self._next_path)
        except FileNotFoundError:
            return False
        return True

    def touched(self) -> int:
        """When the active segment was written last, in nanoseconds; 0 when it is not there."""
        try:
            return self.disk.stat(self._path).st_mtime_ns
        except OSError:
            return 0

    def _descriptor(self) -> int:
        if self._fd is None:
            self._fd = self.disk.open(self._path, os.O_RDWR | os.O_APPEND)
        return self._fd

    def sync(self) -> None:
        """Everything appended so far is on the disk afterwards."""
        self.disk.fdatasync(self._descriptor())

    def isolate(self, tail: bytes) -> None:
        """Close a fragment somebody left at the end with a newline. Only under the lock."""
        write_all(self.disk, self._descriptor(), b"\n")
        self.offset += len(tail) + 1

    def append(self, line: bytes) -> None:
        """Add a record durably. Only under the lock, with everything read and no tail.

        OSError: nothing was added (a fragment at most, cut off again if the disk allowed).
        SyncFailed: the same, and this segment must not be written again.
        """
        fd = self._descriptor()
        if not self._own:
            # The names somebody else made may not be on the disk yet.
            self.disk.fsync_folder(self.folder)
            self.disk.fsync_folder(self.folder.rpartition("/")[0])
            self._own = True
        try:
            write_all(self.disk, fd, line)
        except BaseException:
            self._cut_own(fd)
            raise
        try:
            self.disk.fdatasync(fd)
        except OSError as error:
            self._cut_own(fd)
            raise SyncFailed(error.errno, str(error)) from error
        self.offset += len(line)

    def _cut_own(self, fd: int) -> None:
        with contextlib.suppress(OSError):  # then the fragment stays, and the next writer isolates
            self.disk.truncate(fd, self.offset)

    def begin(self, base: int, schema: int, at: str) -> None:
        """Start the next segment, durably, and make it the active one. Only under the lock."""
        number = self.number + 1
        head = seal({"base": base, "format": FORMAT, "schema": schema, "segment": number, "t": at})
        put_file(self.disk, self.path(number), [head], durable=True)
        inode = self.disk.stat(self.path(number)).st_ino
        segment = Segment(number, base, FORMAT, schema, len(head), inode, len(head))
        self.follow(segment, base)
        self._own = True

    def backwards(self, stop: int = 0) -> Iterator[tuple[Record, int]]:
        """Sound records with the schema they were written in, newest first, down to `stop`.

        Records that a later segment declared void are left out.
        """
        limit: int | None = None
        for number in reversed(self.numbers()):
            segment = self.read(number)
            for piece in reversed(segment.pieces):
                for record in reversed(piece.records):
                    if limit is not None and record.sequence > limit:
                        continue
                    if record.sequence <= stop:
                        return
                    limit = record.sequence - 1
                    yield record, segment.schema
            if segment.base is not None:
                limit = segment.base if limit is None else min(limit, segment.base)


class Seen:
    """The highest sequence any program has confirmed; never ahead of the journal."""

    def __init__(self, disk: Disk, path: str) -> None:
        self._disk = disk
        self._path = path
        self._fd: int | None = None

    def read(self) -> int | None:
        """None if nothing readable was noted."""
        try:
            text = read_file(self._disk, self._path)
        except FileNotFoundError:
            return None
        number, _, rest = text.partition(b" ")
        if rest.strip() != _check(number) or not number.isdigit():
            return None
        return int(number)

    def write(self, sequence: int) -> None:
        """Note a confirmed sequence; not synced. A disk that refuses is no reason to fail."""
        number = b"%016d" % sequence
        with contextlib.suppress(OSError):
            if self._fd is None:
                self._fd = self._disk.open(self._path, os.O_RDWR | os.O_CREAT)
            self._disk.overwrite(self._fd, number + b" " + _check(number) + b"\n", 0)

    def close(self) -> None:
        """Give the descriptor back."""
        if self._fd is not None:
            fd, self._fd = self._fd, None
            self._disk.close(fd)


def _check(number: bytes) -> bytes:
    return b"%08x" % crc32(number)
