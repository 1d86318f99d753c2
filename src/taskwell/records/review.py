"""A weekly review, kept by month in the diary's "reviews"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, Struct

from taskwell.records import documents
from taskwell.records.checkin import Answer, Item

TABLE = "reviews"
ITEMS = {
    each.name: each
    for each in (
        Item("switch_off", "Could you switch off after work?", "hardly", "fully"),
        Item("pace", "Did the pace feel sustainable?", "not at all", "fully"),
        Item("worth", "Did the pay feel worth the effort?", "not at all", "fully"),
        Item("refuse", "Could you refuse or stop bad tasks?", "hardly", "always"),
        Item("burnout", "Your own sense of burnout?", "none", "complete"),
    )
}
"""The questions, in the order they are asked; after them one thing to change, in words."""


class Review(Struct, frozen=True, kw_only=True):
    """The review of the week that begins on `day`; what was skipped is None."""

    uid: str
    day: date
    at: Annotated[datetime, Meta(tz=True)]
    zone: str = "UTC"
    switch_off: Answer | None = None
    pace: Answer | None = None
    worth: Answer | None = None
    refuse: Answer | None = None
    burnout: Answer | None = None
    change: str = ""
    draft: bool = False

    def answer(self, item: str) -> int | None:
        """The answer to an item of ITEMS."""
        found: int | None = getattr(self, item)
        return found


def from_document(document: Mapping[str, object]) -> Review:
    """The review a document holds; CouldNot when it is damaged."""
    return documents.read(document, Review, "weekly review")


def to_document(review: Review) -> documents.Document:
    """The document that keeps a review."""
    return documents.write(review)
