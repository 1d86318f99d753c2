"""What a person said to a rest that came due. Kept by month in the diary's "rests".

A rest that is taken needs no document: it is a pause of the sessions, or the time between two.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from taskwell.records import documents

TABLE = "rests"
POSTPONE, SKIP, SNOOZE = "postpone", "skip", "snooze"
ANSWERS = (POSTPONE, SKIP, SNOOZE)


class RestAnswer(Struct, frozen=True, kw_only=True):
    """`answer` is one of ANSWERS; `seconds` is how long for: tracked time of a postponement, time on
    the clock of a snooze."""

    uid: str
    at: Annotated[datetime, Meta(tz=True)]
    answer: str
    seconds: int = 0
    zone: str = "UTC"


def from_document(document: Mapping[str, object]) -> RestAnswer:
    """The answer a document holds; CouldNot when it is damaged."""
    return documents.read(document, RestAnswer, "answer to a rest")


def to_document(answer: RestAnswer) -> documents.Document:
    """The document that keeps an answer."""
    return documents.write(answer)
