"""Money that a payment service says arrived or left. Table "deposits"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, Struct

from taskwell.money.amounts import Money
from taskwell.records import documents
from taskwell.records.session import Source

TABLE = "deposits"


class Deposit(Struct, frozen=True, kw_only=True):
    """A row of a statement. `payout` is the uid of the payout it is; `ignored`: it is none.

    The other fields are as `records.draft.DepositDraft` has them.
    """

    uid: str
    service: str
    day: date
    net: Money
    payer: str
    source: Source
    gross: Money | None = None
    fee: Money | None = None
    text: str = ""
    at: Annotated[datetime, Meta(tz=True)] | None = None
    payout: str | None = None
    ignored: bool = False


def from_document(document: Mapping[str, object]) -> Deposit:
    """The deposit a document holds; CouldNot when it is damaged."""
    return documents.read(document, Deposit, "deposit")


def to_document(deposit: Deposit) -> documents.Document:
    """The document that keeps a deposit."""
    return documents.write(deposit)
