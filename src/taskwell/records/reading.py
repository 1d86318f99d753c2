"""A reading: what a platform's metric said at a moment. Kept by month in the table "readings"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Annotated

from msgspec import Meta, Struct

from taskwell.records import documents

TABLE = "readings"
MOST_ANSWERS = 1_000_000


class Reading(Struct, frozen=True, kw_only=True):
    """A value in the unit of the metric with the uid `metric`, or `correct` of `total` answers.

    `zone` is where the person was, `feedback` what was written beside it, never task content.
    `source` names the row of an imported reading for good: the same row is never taken twice.
    """

    uid: str
    metric: str
    at: Annotated[datetime, Meta(tz=True)]
    zone: str = "UTC"
    value: Decimal | None = None
    correct: int | None = None
    total: int | None = None
    feedback: str = ""
    source: str = ""


def from_document(document: Mapping[str, object]) -> Reading:
    """The reading a document holds; CouldNot when it is damaged."""
    return documents.read(document, Reading, "reading")


def to_document(reading: Reading) -> documents.Document:
    """The document that keeps a reading."""
    return documents.write(reading)
