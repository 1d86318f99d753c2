"""A platform: where work is found, as far as the timer needs to know it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from taskwell.money.amounts import Money, exponent
from taskwell.records import documents

BASES = ("hour", "task", "fixed")


class Rate(Struct, frozen=True, kw_only=True):
    """What is paid: by the hour, by the task, or fixed for a session; `since` a day of the person.

    Tasks often pay parts of a cent: `amount` is for `per` of them, 65 cents for 10 at $0.065 each.
    """

    basis: str
    amount: Money
    per: int = 1
    since: date | None = None

    def text(self) -> str:
        """What one hour, task or session pays, as a plain number: `0.065`."""
        each = self.amount.decimal() / self.per
        places = max(exponent(self.amount.currency), -int(each.normalize().as_tuple().exponent))
        return f"{each:.{places}f}"

    def shown(self) -> str:
        """The same as it stands on the screen: `$0.065`."""
        return self.amount.shown().replace(self.amount.text(), self.text())

    def json(self) -> dict[str, str]:
        """The same as scripts read it: {"amount": "0.065", "currency": "USD"}."""
        return {"amount": self.text(), "currency": self.amount.currency}


def rate_on(rates: tuple[Rate, ...], day: date) -> Rate | None:
    """The rate that holds on a day: the one with the latest `since` not after it."""
    holding = [rate for rate in rates if rate.since is None or rate.since <= day]
    return max(holding, key=lambda rate: rate.since or date.min, default=None)


class Platform(Struct, frozen=True, kw_only=True):
    """A platform the person works on.

    `letter` is its key in the picker, never changed and never "s". `task_cap` and `task_floor` are
    seconds a task, `session_limit` seconds to a forced log-in, `still_after` minutes of silence
    before "Still UHRS?" (0 = never asked).
    """

    uid: str
    name: str
    currency: str = "USD"
    letter: str | None = None
    rates: tuple[Rate, ...] = ()
    task_cap: int | None = None
    task_floor: int | None = None
    session_limit: int | None = None
    still_after: int | None = None
    country: str | None = None
    closed: bool = False

    def rate_on(self, day: date) -> Rate | None:
        """The rate that holds on a day of the person."""
        return rate_on(self.rates, day)


def from_document(document: Mapping[str, object]) -> Platform:
    """The platform a document holds; CouldNot when it is damaged."""
    return documents.read(document, Platform, "platform")


def to_document(platform: Platform) -> documents.Document:
    """The document that keeps a platform."""
    return documents.write(platform)
