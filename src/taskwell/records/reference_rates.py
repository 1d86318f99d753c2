"""A year of the ECB's reference rates of one currency. Table "rates"."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct

from taskwell.records import documents

TABLE = "rates"


class RateYear(Struct, frozen=True, kw_only=True):
    """Units of `currency` for one euro, by `MM-DD` of a year, as the file wrote them."""

    currency: str
    year: int
    days: dict[str, Decimal]


def from_document(document: Mapping[str, object]) -> RateYear:
    """The year of rates a document holds; CouldNot when it is damaged."""
    return documents.read(document, RateYear, "year of rates")


def to_document(rates: RateYear) -> documents.Document:
    """The document that keeps a year of rates."""
    return {
        "currency": rates.currency,
        "year": rates.year,
        "days": {day: format(rate, "f") for day, rate in rates.days.items()},
    }
