"""A mark: whether a platform had tasks at a moment. Kept by month in the table "marks"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from taskwell.records import documents

TABLE = "marks"
WORDS = ("tasks", "few", "none")


class Mark(Struct, frozen=True, kw_only=True):
    """What a person saw on the platform with the uid `platform`; `zone` is where they were."""

    uid: str
    platform: str
    at: Annotated[datetime, Meta(tz=True)]
    state: str
    zone: str = "UTC"


def from_document(document: Mapping[str, object]) -> Mark:
    """The mark a document holds; CouldNot when it is damaged."""
    return documents.read(document, Mark, "mark")


def to_document(mark: Mark) -> documents.Document:
    """The document that keeps a mark."""
    return documents.write(mark)
