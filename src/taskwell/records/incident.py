"""An incident: a warning, restriction, ban, batch rejection or non-payment. Table "incidents"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, Struct

from taskwell.money.amounts import Money
from taskwell.records import documents

TABLE = "incidents"
KINDS = ("warning", "restriction", "ban", "rejection", "non-payment")
OUTCOMES = ("upheld", "lifted", "paid", "no answer", "dropped")
FIELDS = (
    "project",
    "reason",
    "ticket",
    "opened",
    "until",
    "appeal_by",
    "appealed",
    "amount",
    "tasks",
)
"""The fields of an incident by the names a person types."""
STANDS = {"restriction": "restricted", "ban": "banned"}
"""The state in which such an incident puts a platform."""


class Message(Struct, frozen=True, kw_only=True):
    """What was written, by the platform ("them") or the person ("me"); never task content."""

    at: Annotated[datetime, Meta(tz=True)]
    text: str
    by: str = "them"


class Incident(Struct, frozen=True, kw_only=True):
    """One incident on a platform, from `opened`, a day of the person, until it is closed.

    `until` is when a restriction ends, `appeal_by` the last day to appeal, `appealed` the day that
    was done. `amount` and `tasks` are what is at stake.
    """

    uid: str
    platform: str
    kind: str
    opened: date
    project: str | None = None
    reason: str = ""
    ticket: str = ""
    until: date | None = None
    appeal_by: date | None = None
    appealed: date | None = None
    amount: Money | None = None
    tasks: int | None = None
    messages: tuple[Message, ...] = ()
    closed: date | None = None
    outcome: str = ""

    @property
    def open(self) -> bool:
        """Whether it is not closed."""
        return self.closed is None

    @property
    def stands(self) -> str | None:
        """The state in which it puts the whole platform, None for one of a project or less grave."""
        return None if self.project else STANDS.get(self.kind)


def from_document(document: Mapping[str, object]) -> Incident:
    """The incident a document holds; CouldNot when it is damaged."""
    return documents.read(document, Incident, "incident")


def to_document(incident: Incident) -> documents.Document:
    """The document that keeps an incident."""
    return documents.write(incident)
