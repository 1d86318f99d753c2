"""A platform: where work is found, as far as the timer needs to know it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from taskwell.money.amounts import Money
from taskwell.records import documents

BASES = ("hour", "task", "fixed")


class Rate(Struct, frozen=True, kw_only=True):
    """What is paid: by the hour, by the task, or fixed for a session; `since` a day of the person."""

    basis: str
    amount: Money
    since: date | None = None


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
