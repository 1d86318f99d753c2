"""Instants: whole seconds in UTC, and their text in documents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from taskwell.errors import BadInput

Clock = Callable[[], datetime]
"""Gives the present instant; tests hand in their own."""


def utc_now() -> datetime:
    """The system's clock, in UTC, cut to whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def to_text(at: datetime) -> str:
    """An instant as documents hold it: `2026-03-04T09:15:00Z`."""
    return f"{at.astimezone(UTC).isoformat()[:19]}Z"


def from_text(text: str) -> datetime:
    """The instant of an ISO 8601 text with an offset; fractions of a second are dropped.

    Raises BadInput when it is no such text or names no offset.
    """
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"'{text}' is no instant", "write it as 2026-03-04T09:15:00Z") from error
    if at.tzinfo is None:
        raise BadInput(f"'{text}' names no time zone", "write it as 2026-03-04T09:15:00Z")
    if not 2 <= at.year <= 9998:  # every zone can show the years between
        raise BadInput(f"'{text}' lies outside the calendar", "check the year")
    return at.astimezone(UTC).replace(microsecond=0)
