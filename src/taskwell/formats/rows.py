"""Rows of a CSV file: columns found by name, every row with its line, none of them dropped."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from taskwell.formats.reading import LONGEST_LINE, Source, Unreadable, check_text

LONGEST_CELL_LINES = 500
"""A quoted cell goes on over at most so many lines; beyond that its quote was never closed."""
_HEADER_LINES = 30
_NOT_WORD = re.compile(r"[\W_]+")
_FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"


def normal(name: str) -> str:
    """A column's name as it is compared: lower case, words with single spaces."""
    return _NOT_WORD.sub(" ", name.casefold()).strip()


@dataclass(frozen=True, slots=True)
class Header:
    """Where the columns are: `names` are those of the file, `at` the places by our names.

    A column that the file lacks has the place after the last one, where every row is empty.
    """

    line: int
    delimiter: str
    names: tuple[str, ...]
    at: Mapping[str, int]

    def has(self, column: str) -> bool:
        """Whether the file has one of our columns."""
        return self.at[column] < len(self.names)

    def name(self, column: str) -> str:
        """What the file calls one of our columns; our own word when it has none."""
        return self.names[self.at[column]] if self.has(column) else column


def find_header(
    lines: Sequence[str], aliases: Mapping[str, tuple[str, ...]], needed: Iterable[str]
) -> Header | None:
    """The first line that names all `needed` columns; `aliases` gives normalised names for each."""
    wanted = {alias: column for column, names in aliases.items() for alias in (column, *names)}
    needed = tuple(needed)
    for number, line in enumerate(lines[:_HEADER_LINES], 1):
        if len(line) > LONGEST_LINE:
            continue
        for delimiter in ",;\t|":
            if delimiter not in line:
                continue
            try:
                names = tuple(name.strip() for name in _cells(line, delimiter))
            except csv.Error:
                continue
            at: dict[str, int] = {}
            for place, name in enumerate(names):
                column = wanted.get(normal(name))
                if column is not None:
                    at.setdefault(column, place)
            if all(column in at for column in needed):
                missing = dict.fromkeys(aliases, len(names))
                return Header(number, delimiter, names, missing | at)
    return None


def _cells(record: str, delimiter: str) -> list[str]:
    return next(csv.reader((record,), delimiter=delimiter), [])


@dataclass(frozen=True, slots=True)
class Row:
    """One record: the line it begins at, and as many cells as the header has and an empty one."""

    line: int
    cells: list[str]


def records(source: Source, header: Header) -> Iterator[Row | tuple[int, Unreadable]]:
    """Every record after the header, or (line, why) for one that cannot be taken apart."""
    lines = source.lines()
    at, delimiter, width = header.line, header.delimiter, len(header.names)
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_LINE * 4))
    while at < len(lines):
        line = lines[at].removesuffix("\r")
        number = at + 1
        at += 1
        if '"' in line and line.count('"') % 2 and _unclosed(line, delimiter):
            joined = _joined(lines, at, line)
            if joined is None:
                yield number, Unreadable("a quote is opened and never closed")
                continue
            line, at = joined
        if not line.strip():
            continue
        try:
            check_text(line)
            row = _cells(line, delimiter)
        except Unreadable as error:
            yield number, Unreadable(error.reason, _column_of(line, header))
            continue
        except csv.Error:
            yield number, Unreadable("its cells cannot be told apart: check quotes and line ends")
            continue
        if any(row):
            del row[width:]
            row += [""] * (width + 1 - len(row))
            yield Row(number, row)


def _unclosed(line: str, delimiter: str) -> bool:
    """Whether a quoted cell is still open at the end of a line; a stray quote inside is none."""
    if len(line) > LONGEST_LINE:
        return False
    try:
        next(csv.reader((line,), delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _joined(lines: list[str], at: int, line: str) -> tuple[str, int] | None:
    """The record with the lines that its open cell goes on over, and the next line's place."""
    parts, quotes, length = [line], line.count('"'), len(line)
    for further in range(at, min(at + LONGEST_CELL_LINES, len(lines))):
        part = lines[further].removesuffix("\r")
        parts.append(part)
        quotes += part.count('"')
        length += len(part) + 1
        if length > LONGEST_LINE:
            return None
        if quotes % 2 == 0:
            return "\n".join(parts), further + 1
    return None


def _column_of(line: str, header: Header) -> str | None:
    """The column that holds the first byte which is no text."""
    if len(line) > LONGEST_LINE:
        return None
    try:
        cells = _cells(line, header.delimiter)
    except csv.Error:
        return None
    for name, cell in zip(header.names, cells, strict=False):
        try:
            check_text(cell)
        except Unreadable:
            return name
    return None


def plain_cell(cell: str) -> str:
    """A cell as it was before an export made it safe: see `safe_cell`."""
    if cell.startswith("'"):
        rest = cell.lstrip("'")
        if rest and rest[0] in _FORMULA:
            return cell[1:]
    return cell


def safe_cell(text: str) -> str:
    """A text for a spreadsheet: one that would be a formula gets a quote in front.

    So does one that begins with quotes and then a formula; `plain_cell` takes exactly one away.
    """
    rest = text.lstrip("'")
    return f"'{text}" if rest and rest[0] in _FORMULA else text
