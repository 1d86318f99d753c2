"""Foreign files as text: what cannot be read at all is refused in one sentence."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from taskwell.errors import BadInput, CouldNot
from taskwell.records.text import visible

LARGEST_FILE = 512 * 1024 * 1024
LONGEST_LINE = 100_000
"""Characters of one row; a longer one is no row of any known format."""
HEAD = 64 * 1024
"""How many characters are looked at to recognise a format."""

Progress = Callable[[int, int], bool]
"""Told (done, total) every now and then; returning False stops the act with nothing changed."""

_ARCHIVES = {
    b"PK\x03\x04": "a ZIP archive (or a spreadsheet such as .xlsx)",
    b"PK\x05\x06": "an empty ZIP archive",
    b"\x1f\x8b": "a gzip archive",
    b"%PDF": "a PDF document",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word document",
    b"SQLite format 3\x00": "an SQLite database",
}
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Unreadable(Exception):
    """One row cannot be read. `reason` is for the person; `column` as the file names it."""

    def __init__(self, reason: str, column: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.column = column


@dataclass(frozen=True, slots=True)
class Source:
    """A foreign file as text. Bytes that are no UTF-8 stand in it as lone surrogates."""

    name: str
    text: str

    @property
    def head(self) -> str:
        """The beginning, for recognising the format."""
        return self.text[:HEAD]

    def lines(self) -> list[str]:
        """The physical lines without their ends (LF, CRLF or, in very old files, CR)."""
        separator = "\r" if "\r" in self.head and "\n" not in self.head else "\n"
        lines = self.text.split(separator)
        if lines and not lines[-1]:
            lines.pop()
        return lines


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: `zone` for times without one, `currency` for amounts without one; `columns` name,
    for a CSV of no known form, the column of each of our fields."""

    zone: ZoneInfo
    currency: str | None = None
    progress: Progress | None = None
    columns: Mapping[str, str] = field(default_factory=dict)

    def report(self, done: int, total: int) -> None:
        """Tell how far it is; CouldNot when the person stopped it."""
        if self.progress is not None and not self.progress(done, total):
            raise stopped()


def stopped() -> CouldNot:
    """The error of an import that the person stopped."""
    return CouldNot("The import was stopped", "nothing was changed")


def read_source(path: str) -> Source:
    """The text of a file, or of standard input for `-`; BadInput when it is no text file."""
    if path == "-":
        return source_of(sys.stdin.buffer.read(LARGEST_FILE + 1), "standard input")
    name = visible(path)
    try:
        with Path(path).open("rb") as file:
            return source_of(file.read(LARGEST_FILE + 1), name)
    except IsADirectoryError as error:
        raise BadInput(f"{name} is a folder", "name a file in it") from error
    except FileNotFoundError as error:
        raise BadInput(f"There is no file {name}", "check the path") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInput(f"{name} cannot be read ({reason})", "check the file") from error


def source_of(data: bytes, name: str) -> Source:
    """The text of a file's bytes; BadInput in one sentence for what is no text at all."""
    if len(data) > LARGEST_FILE:
        size = LARGEST_FILE // 1024 // 1024
        raise BadInput(f"{name} is larger than {size} MB", "split it and import the parts")
    if not data.strip():
        raise BadInput(f"{name} is empty", "export it again")
    for magic, what in _ARCHIVES.items():
        if data.startswith(magic):
            raise BadInput(f"{name} is {what}, not text", "unpack it, or save it as CSV in UTF-8")
    if data.startswith(_UTF_16) or _looks_like_utf_16(data[:4096]):
        raise BadInput(f"{name} is UTF-16 text", "save it as UTF-8 and import that")
    if data[:4096].count(0) * 20 > len(data[:4096]):
        raise BadInput(f"{name} is no text file", "export it as CSV or JSON in UTF-8")
    return Source(name, data.decode("utf-8-sig", "surrogateescape"))


def _looks_like_utf_16(head: bytes) -> bool:
    """UTF-16 without its mark: of western text every second byte is zero."""
    pairs = len(head) // 2
    return pairs > 0 and max(head[::2].count(0), head[1::2].count(0)) * 10 > pairs * 7


def check_text(text: str) -> None:
    """Unreadable when a row holds a byte that belongs to no text, or is far too long."""
    if len(text) > LONGEST_LINE:
        raise Unreadable(f"the row is {len(text):,} characters long, at most {LONGEST_LINE:,} fit")
    if text.isascii():
        if "\0" in text:
            raise Unreadable("it holds a NUL byte")
        return
    for sign in text:
        if "\udc80" <= sign <= "\udcff":
            raise Unreadable(f"the byte 0x{ord(sign) - 0xDC00:02X} is no UTF-8 text")
        if sign == "\0":
            raise Unreadable("it holds a NUL byte")
