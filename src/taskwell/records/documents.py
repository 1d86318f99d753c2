"""Structs to documents and back: plain JSON, instants as UTC text, defaults left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import TypeVar

import msgspec

from taskwell.errors import CouldNot
from taskwell.timekeeping.instants import to_text

Document = dict[str, object]
AnyStruct = TypeVar("AnyStruct", bound=msgspec.Struct)


def read(document: Mapping[str, object], kind: type[AnyStruct], what: str) -> AnyStruct:
    """The struct of a stored document; unknown fields are ignored here and stay in the document.

    CouldNot when the document is not of the form, which only damage or a newer program can cause.
    """
    try:
        return msgspec.convert(document, kind)
    except msgspec.ValidationError as error:
        uid = document.get("uid", "without uid")
        raise CouldNot(
            f"The {what} {uid} cannot be read ({error})", "run taskwell doctor"
        ) from error


def write(struct: msgspec.Struct) -> Document:
    """The document of a struct: only what differs from the defaults."""
    defaults = {
        field.name: field.default
        for field in msgspec.structs.fields(struct)
        if field.default is not msgspec.NODEFAULT
    }
    document: Document = {}
    for name in struct.__struct_fields__:
        value = getattr(struct, name)
        if name in defaults and value == defaults[name]:
            continue
        document[name] = plain(value)
    return document


def plain(value: object) -> object:
    """A value as JSON holds it."""
    if isinstance(value, datetime):
        return to_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, msgspec.Struct):
        if value.__struct_config__.array_like:
            return [plain(getattr(value, name)) for name in value.__struct_fields__]
        return write(value)
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value


def instant(value: datetime) -> datetime:
    """An instant as read from a document, in UTC and whole seconds."""
    return value.astimezone(UTC).replace(microsecond=0)
