"""A limit of hard material that a person lifted for a day. Kept in the diary's "overrides"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, Struct

from taskwell.records import documents

TABLE = "overrides"


class Override(Struct, frozen=True, kw_only=True):
    """The limits of hard material do not speak on `day`; noted for the person alone."""

    uid: str
    day: date
    at: Annotated[datetime, Meta(tz=True)]
    zone: str = "UTC"


def from_document(document: Mapping[str, object]) -> Override:
    """The override a document holds; CouldNot when it is damaged."""
    return documents.read(document, Override, "lifted limit")


def to_document(override: Override) -> documents.Document:
    """The document that keeps an override."""
    return documents.write(override)
