"""Sessions and money on their way in: from an entry line or a foreign file, names not yet looked up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from msgspec import Struct

from taskwell.money.amounts import Money
from taskwell.records.session import Pause, Source


class SessionDraft(Struct, frozen=True, kw_only=True):
    """A session with the names of platform and project; fields as in Session, `zone` None = own."""

    platform: str
    started: datetime
    project: str | None = None
    ended: datetime | None = None
    kind: str = "paid"
    zone: str | None = None
    pauses: tuple[Pause, ...] = ()
    tasks: int | None = None
    earned: Money | None = None
    outcome: str | None = None
    exposure: str | None = None
    note: str = ""
    tags: tuple[str, ...] = ()
    source: Source | None = None


class AdjustmentDraft(Struct, frozen=True, kw_only=True):
    """Money without a session, as `records.adjustment` keeps it; `source` names the row it is of."""

    platform: str
    day: date
    amount: Money
    kind: str
    reason: str
    project: str | None = None
    source: Source


class DepositDraft(Struct, frozen=True, kw_only=True):
    """Money that a payment service says arrived, or left when `net` is below zero.

    `gross` and `fee` are in the currency of `net` where the service tells them. `payer` and `text`
    are its own words. `at` is None where only the day is known.
    """

    service: str
    day: date
    net: Money
    payer: str
    gross: Money | None = None
    fee: Money | None = None
    text: str = ""
    at: datetime | None = None
    source: Source


class SkippedRow(Struct, frozen=True):
    """A row that could not be read: line from 1, the column by name or None, the reason in words."""

    line: int
    column: str | None
    reason: str


@dataclass(slots=True)
class ParsedFile:
    """What a foreign file held: drafts, rows passed over, and how many rows were read.

    `adjustments` and `deposits` are rows that tell of money and of no work. Our own JSON holds
    `documents` by table as they are kept, those of the diary apart.
    """

    drafts: list[SessionDraft] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)
    read: int = 0
    adjustments: list[AdjustmentDraft] = field(default_factory=list)
    deposits: list[DepositDraft] = field(default_factory=list)
    documents: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    diary: dict[str, list[dict[str, object]]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[SessionDraft]:
        return iter(self.drafts)

    def extend(self, drafts: Iterable[SessionDraft]) -> None:
        """Add drafts, each of them one row read."""
        for draft in drafts:
            self.drafts.append(draft)
            self.read += 1
