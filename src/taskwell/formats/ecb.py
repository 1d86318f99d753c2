"""The ECB's file of euro reference rates, `eurofxref-hist.csv`: a day a row, a currency a column."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation

from taskwell.errors import BadInput

Rates = dict[str, dict[date, Decimal]]
"""Units of a currency for one euro, by currency and day."""
_MISSING = ("", "N/A")
_WHERE = "take eurofxref-hist.csv as the ECB offers it"


def read_ecb(lines: Iterable[str]) -> Rates:
    """All rates of a file. BadInput with line and column for what is none of it; nothing is guessed."""
    rows = csv.reader(lines)
    try:
        head = [cell.strip().lstrip("\ufeff") for cell in next(rows)]
    except (StopIteration, csv.Error) as error:
        raise BadInput("The file holds no rates", _WHERE) from error
    codes = head[1:]
    if head[:1] != ["Date"] or not any(_is_code(code) for code in codes):
        raise BadInput("The file does not begin with Date and currencies", _WHERE)
    found: Rates = {code: {} for code in codes if _is_code(code)}
    try:
        for row in rows:
            if row and row[0].strip():
                _row(row, codes, found, rows.line_num)
    except csv.Error as error:
        raise BadInput(f"Line {rows.line_num} is no CSV ({error})", _WHERE) from error
    if not any(found.values()):
        raise BadInput("The file holds no rates", _WHERE)
    return {code: days for code, days in found.items() if days}


def _is_code(text: str) -> bool:
    return len(text) == 3 and text.isascii() and text.isupper() and text.isalpha()


def _row(row: list[str], codes: list[str], found: Rates, line: int) -> None:
    try:
        day = date.fromisoformat(row[0].strip())
    except ValueError as error:
        raise BadInput(f"Line {line} begins with '{row[0][:20]}', no date", _WHERE) from error
    for code, cell in zip(codes, row[1:], strict=False):
        if code not in found or cell.strip() in _MISSING:
            continue
        try:
            rate = Decimal(cell.strip())
        except InvalidOperation:
            rate = Decimal("NaN")
        if not rate.is_finite() or rate <= 0 or rate.adjusted() > 9:
            raise BadInput(f"Line {line}, {code}: '{cell.strip()[:20]}' is no rate", _WHERE)
        found[code][day] = rate
