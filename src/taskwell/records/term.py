"""A deadline of one's own: once, or every year on a day. Table "terms"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from taskwell.records import documents

TABLE = "terms"
WEEKENDS = ("after", "before", "stay")
"""Where a day on a weekend moves: the Monday after, the Friday before, or nowhere."""
LEADS = (30, 7, 1)
"""Days before, on which it is told unless the person says otherwise."""


class Term(Struct, frozen=True, kw_only=True):
    """`day` is the one day, or with `yearly` the first of the days it comes back on each year.

    `bucket` is the uid of the one whose balance is told beside it.
    """

    uid: str
    name: str
    day: date
    yearly: bool = True
    weekend: str = "after"
    leads: tuple[int, ...] = LEADS
    bucket: str | None = None


def from_document(document: Mapping[str, object]) -> Term:
    """The term a document holds; CouldNot when it is damaged."""
    return documents.read(document, Term, "deadline")


def to_document(term: Term) -> documents.Document:
    """The document that keeps a term."""
    return documents.write(term)
