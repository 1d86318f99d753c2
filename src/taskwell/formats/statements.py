"""What statements of payment services have in common: rows of money, told by column names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from taskwell.errors import BadInput
from taskwell.formats import moments
from taskwell.formats.cells import Cells, take_rows
from taskwell.formats.reading import Options, Source, Unreadable
from taskwell.formats.registry import Guess
from taskwell.formats.rows import Header, Row, find_header, normal, records
from taskwell.records.draft import DepositDraft, ParsedFile
from taskwell.records.text import clean_text
from taskwell.timekeeping.zones import zone as zone_named

_ABBREVIATIONS = {
    "pst": -8, "pdt": -7, "mst": -7, "mdt": -6, "cst": -6, "cdt": -5, "est": -5, "edt": -4,
    "gmt": 0, "utc": 0, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "ist": 5.5,
}  # fmt: skip
"""Hours from UTC of the names that such statements write, where they are no zones."""
_MONTH_FIRST = frozenset((
    "pst", "pdt", "mst", "mdt", "cst", "cdt", "est", "edt", "america/los_angeles",
    "america/phoenix", "america/denver", "america/chicago", "america/new_york",
))  # fmt: skip
_DAY_FIRST = frozenset(("gmt", "bst", "cet", "cest", "eet", "eest"))
_OFFSET = re.compile(r"(?:utc|gmt) ?([+-])([01]?\d)(?::?([0-5]\d))?")
Columns = Mapping[str, tuple[str, ...]]


@dataclass(slots=True, kw_only=True)
class Statement(Cells):
    """One file of one service."""

    def instant(self, day: date, row: Row, clock: str, zone: str) -> datetime | None:
        """The instant of a day and a clock time in the zone the row names; None without a time."""
        text = self.cell(row, clock)
        if not text:
            return None
        try:
            wall = datetime.combine(day, time(0)) + moments.read_clock(text)
        except Unreadable as error:
            raise self.fail(error.reason, clock) from None
        shift = _hours(self.cell(row, zone).casefold())
        if shift is not None:
            return wall.replace(tzinfo=UTC) - timedelta(hours=shift)
        return moments.readings(wall, self.zone(row, zone))[0]

    def zone(self, row: Row, column: str) -> ZoneInfo:
        """The zone that a row names, else that of the options."""
        try:
            named = self.cell(row, column)
            return zone_named(named) if named else self.options.zone
        except BadInput:
            return self.options.zone


def _hours(zone: str) -> float | None:
    """Hours from UTC of `pst`, `gmt+02:00`, `utc-5`; None for what is none of them."""
    if (found := _OFFSET.fullmatch(zone)) is None:
        return _ABBREVIATIONS.get(zone)
    hours = int(found[2]) + int(found[3] or 0) / 60
    return -hours if found[1] == "-" else hours


def _order(source: Source, header: Header) -> moments.DateOrder | None:
    """How a file writes its dates: as they tell, else as the zones of its rows do; None if neither."""
    zone = header.at.get("time zone", len(header.names))
    dates: list[str] = []
    zones: set[str] = set()
    for row in records(source, header):
        if isinstance(row, Row):
            dates.append(row.cells[header.at["date"]])
            zones.add(row.cells[zone].strip().casefold())
    order = moments.date_order(dates, twelve_hours=False)
    if order is not None or not (told := zones - {""}):
        return order
    if told <= _MONTH_FIRST:
        return "mdy"
    if all(each in _DAY_FIRST or each.startswith("europe/") for each in told):
        return "dmy"
    return None


def guess(source: Source, columns: Columns, needed: tuple[str, ...], words: str) -> Guess:
    """Sure where the header names all that is needed."""
    header = find_header(source.head.splitlines(), columns, needed)
    return Guess(0.0) if header is None else Guess(0.95, f"its header is {words}")


def parse_rows(
    source: Source,
    options: Options,
    columns: Columns,
    needed: tuple[str, ...],
    words: str,
    draft: Callable[[Statement, Row], DepositDraft],
    order: moments.DateOrder | None = None,
) -> ParsedFile:
    """The deposits of a statement; BadInput when no line is its header.

    `order` is that of dates where the service has one alone; else the file and its zones tell.
    """
    header = find_header(source.lines()[:100], columns, needed)
    if header is None:
        raise BadInput(f"{source.name} is not {words}", "download the statement as CSV again")
    found = header
    statement = Statement(
        header=header, options=options, find_order=lambda: order or _order(source, found)
    )
    parsed = ParsedFile()

    def take(row: Row) -> None:
        parsed.deposits.append(draft(statement, row))

    return take_rows(source, header, options, parsed, take)


def text_of(*parts: str) -> str:
    """Several cells as one text; Unreadable when it is too long."""
    try:
        return clean_text(", ".join(dict.fromkeys(part for part in parts if part)), "text")
    except BadInput as error:
        raise Unreadable(error.what) from None


def is_one_of(text: str, words: str) -> bool:
    """Whether a cell says one of some words, whatever its case."""
    return normal(text) in words.split("|")
