"""Money without a session: a bonus, a mission, a correction, a clawback. Table "adjustments"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from taskwell.money.amounts import Money
from taskwell.records import documents
from taskwell.records.session import Source

TABLE = "adjustments"
KINDS = ("bonus", "mission", "correction", "clawback")
FIELDS = ("amount", "kind", "reason", "date", "project", "paid")
"""The fields of an adjustment by the names a person types."""


class Adjustment(Struct, frozen=True, kw_only=True):
    """A signed amount of a platform on a day of the person, with its reason.

    It is owed (or owed back) until a payout settles it, which `settled` names. `paid`: the money
    moved by itself that day, so that no payout ever holds it. `source`: the imported row it is of.
    """

    uid: str
    platform: str
    day: date
    amount: Money
    kind: str
    reason: str
    project: str | None = None
    settled: str | None = None
    paid: bool = False
    source: Source | None = None


def from_document(document: Mapping[str, object]) -> Adjustment:
    """The adjustment a document holds; CouldNot when it is damaged."""
    return documents.read(document, Adjustment, "adjustment")


def to_document(adjustment: Adjustment) -> documents.Document:
    """The document that keeps an adjustment."""
    return documents.write(adjustment)
