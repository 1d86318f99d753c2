"""Cells of a table as values: texts, dates and amounts, each failure with its column's name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from taskwell.formats import moments
from taskwell.formats.reading import Options, Source, Unreadable
from taskwell.formats.rows import Header, Row, plain_cell, records
from taskwell.money.amounts import Money
from taskwell.records.draft import ParsedFile, SkippedRow

_EVERY = 2_000
"""Rows after which it is said how far it is."""
# A table says the same few amounts over and over.
_amount = lru_cache(maxsize=4096)(moments.read_amount)


def take_rows(
    source: Source,
    header: Header,
    options: Options,
    parsed: ParsedFile,
    take: Callable[[Row], None],
) -> ParsedFile:
    """Hands every row below the header to `take`; what it cannot read is skipped with the reason.

    CouldNot when the person stopped it.
    """
    total = source.text.count("\n")
    for row in records(source, header):
        if parsed.read % _EVERY == 0:
            options.report(min(parsed.read, total), total)
        parsed.read += 1
        try:
            if not isinstance(row, Row):
                raise row[1]
            take(row)
        except Unreadable as error:
            line = row.line if isinstance(row, Row) else row[0]
            parsed.skipped.append(SkippedRow(line, error.column, error.reason))
    options.report(total, total)
    return parsed


@dataclass(slots=True, kw_only=True)
class Cells:
    """One file: where its columns are, and how its dates are written.

    `find_order` looks through the whole file, and is asked at the first date that may mean two days.
    """

    header: Header
    options: Options
    find_order: Callable[[], moments.DateOrder | None] = lambda: None
    orders: list[moments.DateOrder | None] = field(default_factory=list)
    days: dict[str, date] = field(default_factory=dict)

    def cell(self, row: Row, column: str) -> str:
        """A cell without outer spaces; empty where the file lacks it."""
        text = row.cells[self.header.at[column]].strip()
        return plain_cell(text) if text.startswith("'") else text

    def fail(self, reason: str, column: str) -> Unreadable:
        """The error of a cell, which names its column as the file does."""
        return Unreadable(reason, self.header.name(column))

    def day(self, row: Row, column: str) -> date:
        """A date; where it may mean two days, by the order of all dates of the file."""
        text = self.cell(row, column)
        found = self.days.get(text)
        if found is None:
            if not self.orders and not text[:4].isdigit():
                self.orders.append(self.find_order())
            try:
                found = moments.read_date(text, self.orders[0] if self.orders else None)
            except Unreadable as error:
                raise self.fail(error.reason, column) from None
            self.days[text] = found
        return found

    def money(self, row: Row, column: str, currency: str | None) -> Money | None:
        """An amount; None for nothing or zero."""
        return self.money_at(row, self.header.at[column], currency)

    def money_at(self, row: Row, place: int, currency: str | None) -> Money | None:
        """The amount at a place, bare or with its code or sign, such as `EUR 1,947.99` or `-4,00 €`."""
        text = plain_cell(row.cells[place].strip())
        try:
            return _amount(text, currency or self.options.currency)
        except Unreadable as error:
            names = self.header.names
            raise Unreadable(error.reason, names[place] if place < len(names) else None) from None
