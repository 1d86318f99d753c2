"""Structs to documents and back: plain JSON, instants as UTC text, defaults left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
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
    document: Document = {}
    for name, default in _defaults(type(struct)):
        value = getattr(struct, name)
        if value != default:
            document[name] = plain(value)
    return document


@lru_cache(maxsize=32)
def _defaults(kind: type[msgspec.Struct]) -> tuple[tuple[str, object], ...]:
    """The fields of a kind with their defaults; those without one differ from every value."""
    return tuple((field.name, field.default) for field in msgspec.structs.fields(kind))


def plain(value: object) -> object:
    """A value as JSON holds it."""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return to_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
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
