"""What is put aside of each payout, and what was taken out again. Tables "buckets", "withdrawals"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from msgspec import Struct

from taskwell.money.amounts import Money
from taskwell.records import documents

TABLE = "buckets"
WITHDRAWALS = "withdrawals"
TAX = "tax"
"""The name of the bucket that the ladder's last rung stands for."""


class Bucket(Struct, frozen=True, kw_only=True):
    """A purpose, and the percent of each payout that goes there from now on.

    `place` is its place in the person's order. A closed one takes nothing more and keeps its
    balance.
    """

    uid: str
    name: str
    percent: Decimal
    place: int = 0
    closed: bool = False


class Withdrawal(Struct, frozen=True, kw_only=True):
    """What was taken out of a bucket on a day of the person; never below zero."""

    uid: str
    bucket: str
    day: date
    amount: Money
    note: str = ""


def from_document(document: Mapping[str, object]) -> Bucket:
    """The bucket a document holds; CouldNot when it is damaged."""
    return documents.read(document, Bucket, "bucket")


def to_document(bucket: Bucket) -> documents.Document:
    """The document that keeps a bucket."""
    return documents.write(bucket)


def withdrawal_from(document: Mapping[str, object]) -> Withdrawal:
    """The withdrawal a document holds; CouldNot when it is damaged."""
    return documents.read(document, Withdrawal, "withdrawal")


def withdrawal_document(withdrawal: Withdrawal) -> documents.Document:
    """The document that keeps a withdrawal."""
    return documents.write(withdrawal)
