"""A page of a notebook: guidelines, gotchas or feedback of a platform or project. Table "notes"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from taskwell.records import documents

TABLE = "notes"
SECTIONS = ("guidelines", "gotchas", "feedback")


class Version(Struct, frozen=True, kw_only=True):
    """How a note read before it was changed, and when it was written."""

    at: Annotated[datetime, Meta(tz=True)]
    text: str


class Note(Struct, frozen=True, kw_only=True):
    """One note in the person's own words; `versions` are the earlier ones, oldest first."""

    uid: str
    platform: str
    at: Annotated[datetime, Meta(tz=True)]
    text: str
    project: str | None = None
    section: str = "gotchas"
    versions: tuple[Version, ...] = ()


def from_document(document: Mapping[str, object]) -> Note:
    """The note a document holds; CouldNot when it is damaged."""
    return documents.read(document, Note, "note")


def to_document(note: Note) -> documents.Document:
    """The document that keeps a note."""
    return documents.write(note)
