"""A session: one stretch of work on a platform, open until it is stopped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from taskwell.money.amounts import Money
from taskwell.records import documents
from taskwell.timekeeping.intervals import Interval, merged, without

KINDS = (
    "paid",
    "search",
    "training",
    "qualification",
    "guidelines",
    "waiting",
    "rework",
    "admin",
    "learning",
)
OUTCOMES = ("submitted", "approved", "rejected", "returned", "screened out", "timed out")
UNPAID_OUTCOMES = frozenset({"rejected", "returned", "screened out", "timed out"})
EXPOSURES = ("none", "mild", "disturbing")
FIELDS = (
    "platform",
    "project",
    "start",
    "end",
    "kind",
    "tasks",
    "earned",
    "outcome",
    "exposure",
    "note",
    "tags",
    "zone",
    "pauses",
)
"""The fields of a session by the names a person types."""


Instant = Annotated[datetime, Meta(tz=True)]
"""A time without its zone, which a hand may have typed into a document, is damage."""


class Pause(Struct, frozen=True, array_like=True):
    """A rest inside a session, kept as [from, to]; `ended` is None while it lasts."""

    started: Instant
    ended: Instant | None = None


class Source(Struct, frozen=True):
    """Where an imported session came from.

    `id` names the row in its source for good; `digest` is that of the document as imported, so that
    later edits by hand are recognised.
    """

    format: str
    id: str
    digest: str = ""


class Session(Struct, frozen=True, kw_only=True):
    """One session; instants in UTC, `zone` the IANA zone it was worked in.

    `platform` and `project` are uids. Of several open sessions the one with the latest `fronted` is
    in front. `last_task` is when the last task was counted. `settled` is the uid of the payout that
    paid it, or of the write-off that gave it up: none is ever paid twice. `pace` holds the seconds
    of the newest counted tasks while it is open, the last one last.
    """

    uid: str
    platform: str
    started: Instant
    zone: str = "UTC"
    project: str | None = None
    kind: str = "paid"
    ended: Instant | None = None
    pauses: tuple[Pause, ...] = ()
    tasks: int | None = None
    earned: Money | None = None
    outcome: str | None = None
    exposure: str = "none"
    note: str = ""
    tags: tuple[str, ...] = ()
    source: Source | None = None
    fronted: Instant | None = None
    last_task: Instant | None = None
    pace: tuple[int, ...] = ()
    settled: str | None = None

    @property
    def open(self) -> bool:
        """Whether it has not been stopped."""
        return self.ended is None

    @property
    def paused(self) -> bool:
        """Whether it is open and rests now."""
        return self.ended is None and any(pause.ended is None for pause in self.pauses)

    def interval(self, now: datetime) -> Interval:
        """From start to end, or to `now` while open; never backwards."""
        return self.started, max(self.started, self.ended or now)

    def rests(self, now: datetime) -> list[Interval]:
        """The pauses as intervals inside the session, merged, in order."""
        start, end = self.interval(now)
        return merged(
            (max(start, pause.started), min(end, pause.ended or end)) for pause in self.pauses
        )

    def worked(self, now: datetime) -> list[Interval]:
        """The pieces between the pauses, in order."""
        if not self.pauses:
            start, end = self.interval(now)
            return [(start, end)] if start < end else []
        return without(self.interval(now), self.rests(now))

    def seconds(self, now: datetime) -> int:
        """The time worked in whole seconds, pauses left out; never negative."""
        start, end = self.interval(now)
        worked = end - start
        reached = start
        for pause in sorted(self.pauses, key=_begun) if len(self.pauses) > 1 else self.pauses:
            rested_from = max(reached, pause.started)
            rested_to = min(end, pause.ended or end)
            if rested_from < rested_to:
                worked -= rested_to - rested_from
                reached = rested_to
        return int(worked.total_seconds())


def _begun(pause: Pause) -> datetime:
    return pause.started


def from_document(document: Mapping[str, object]) -> Session:
    """The session a document holds; CouldNot when it is damaged."""
    return documents.read(document, Session, "session")


def to_document(session: Session) -> documents.Document:
    """The document that keeps a session."""
    return documents.write(session)
