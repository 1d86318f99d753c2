"""A payout: what a platform paid, or what a person gave up on. Table "payouts"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from msgspec import Meta, Struct

from taskwell.money.amounts import Money, exchanged
from taskwell.records import documents

TABLE = "payouts"


class Conversion(Struct, frozen=True, kw_only=True):
    """What a unit of a payout's net amount was worth in another currency, frozen when it was saved.

    `kind`: "typed" by the person, "ecb" the reference rate of the day, "carried" that of up to a
    week before; `on` is the rate's own day.
    """

    rate: Decimal
    currency: str
    kind: str
    on: date | None = None


class Share(Struct, frozen=True, kw_only=True):
    """What was put aside of a payout into a bucket, by the percent of that day."""

    bucket: str
    percent: Decimal
    amount: Money


class Payout(Struct, frozen=True, kw_only=True):
    """One payment of a platform on a day of the person.

    `amount` is gross, before `fee`; `received` is what arrived, perhaps in another currency. The
    sessions it pays name it in their own field `settled`, so that none is ever paid twice.
    `written_off`: nothing came and nothing will; the amount is what was given up. `unclaimed`: it
    still waits to be taken (a payment service sends it back after a while). `method` is the
    person's word for the way it came. `at` is the instant it was paid, where that is known: a
    cool-down counts from it. `conversion` and `shares` were frozen when it was saved.
    """

    uid: str
    platform: str
    day: date
    amount: Money
    fee: Money | None = None
    received: Money | None = None
    method: str = ""
    note: str = ""
    written_off: bool = False
    unclaimed: bool = False
    at: Annotated[datetime, Meta(tz=True)] | None = None
    conversion: Conversion | None = None
    shares: tuple[Share, ...] = ()

    @property
    def net(self) -> Money:
        """What arrived: as it was typed, else the amount without its fee; nothing of a write-off."""
        if self.written_off:
            return Money(0, self.amount.currency)
        if self.received is not None:
            return self.received
        return self.amount - self.fee if self.fee is not None else self.amount

    def converted(self, currency: str) -> Money | None:
        """What arrived in a currency, by the frozen rate where it is another; None: unconverted."""
        if self.net.currency == currency:
            return self.net
        frozen = self.conversion
        if frozen is None or frozen.currency != currency:
            return None
        return exchanged(self.net, frozen.rate, currency)


def from_document(document: Mapping[str, object]) -> Payout:
    """The payout a document holds; CouldNot when it is damaged."""
    return documents.read(document, Payout, "payout")


def to_document(payout: Payout) -> documents.Document:
    """The document that keeps a payout."""
    return documents.write(payout)
