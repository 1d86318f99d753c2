"""What was spent to be able to work. Table "expenses"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from taskwell.money.amounts import Money
from taskwell.records import documents

TABLE = "expenses"
FIELDS = ("amount", "category", "share", "date", "receipt", "note", "platform", "startup")
"""The fields of an expense by the names a person types."""


class Expense(Struct, frozen=True, kw_only=True):
    """An amount on a day of the person, of which `share` percent (0 to 100) was for the work.

    `receipt` is a path as it was typed: the file stays where it is. `startup` marks what was spent
    to be able to begin, which is paid back by what is earned.
    """

    uid: str
    day: date
    amount: Money
    category: str
    share: int = 100
    receipt: str = ""
    note: str = ""
    platform: str | None = None
    startup: bool = False

    @property
    def business(self) -> Money:
        """The part of it that was for the work, rounded half up."""
        size = (abs(self.amount.minor) * self.share * 2 + 100) // 200
        return Money(-size if self.amount.minor < 0 else size, self.amount.currency)


def from_document(document: Mapping[str, object]) -> Expense:
    """The expense a document holds; CouldNot when it is damaged."""
    return documents.read(document, Expense, "expense")


def to_document(expense: Expense) -> documents.Document:
    """The document that keeps an expense."""
    return documents.write(expense)
