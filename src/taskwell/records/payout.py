"""A payout: what a platform paid, or what a person gave up on. Table "payouts"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, Struct

from taskwell.money.amounts import Money
from taskwell.records import documents

TABLE = "payouts"


class Payout(Struct, frozen=True, kw_only=True):
    """One payment of a platform on a day of the person.

    `amount` is gross, before `fee`; `received` is what arrived, perhaps in another currency. The
    sessions it pays name it in their own field `settled`, so that none is ever paid twice.
    `written_off`: nothing came and nothing will; the amount is what was given up. `unclaimed`: it
    still waits to be taken (a payment service sends it back after a while). `method` is the
    person's word for the way it came. `at` is the instant it was paid, where that is known: a
    cool-down counts from it.
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


def from_document(document: Mapping[str, object]) -> Payout:
    """The payout a document holds; CouldNot when it is damaged."""
    return documents.read(document, Payout, "payout")


def to_document(payout: Payout) -> documents.Document:
    """The document that keeps a payout."""
    return documents.write(payout)
