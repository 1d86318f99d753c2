"""What was typed on a platform's site for a day. Kept by month in the table "reports"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, Struct

from taskwell.records import documents

TABLE = "reports"


class Reported(Struct, frozen=True, kw_only=True):
    """The seconds of a day of the person that were reported to a platform, after its rounding.

    One document for a platform and day; work that is added to the day later is still to report.
    """

    uid: str
    platform: str
    day: date
    seconds: int
    at: Annotated[datetime, Meta(tz=True)]


def from_document(document: Mapping[str, object]) -> Reported:
    """What a document says was reported; CouldNot when it is damaged."""
    return documents.read(document, Reported, "report")


def to_document(reported: Reported) -> documents.Document:
    """The document that keeps it."""
    return documents.write(reported)
