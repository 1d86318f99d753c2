"""A platform: where work is found, how it pays, and how far one has come with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from taskwell.records import documents
from taskwell.records.payout_rule import PayoutRule, ReportRule
from taskwell.records.rate import Rate, rate_on

STATES = ("found", "applied", "assessment", "active", "slow", "restricted", "banned", "left")
"""From the first look to the last day, in the order the roster shows them from behind."""
WORKABLE = frozenset({"active", "slow"})
OVER = frozenset({"banned", "left"})


class StateChange(Struct, frozen=True, kw_only=True):
    """A platform's state from a day of the person on; `until` is when a restriction is to end."""

    state: str
    since: date | None = None
    until: date | None = None
    why: str = ""


class Step(Struct, frozen=True, kw_only=True):
    """One step on the way to the first paid task, and the day it was done."""

    text: str
    done: date | None = None


class Correction(Struct, frozen=True, kw_only=True):
    """The person's own word over a fact of the catalogue, by the fact's key, and since when."""

    fact: str
    value: str
    since: date


class Platform(Struct, frozen=True, kw_only=True):
    """A platform the person works on, worked on, or thinks of.

    `letter` is its key in the picker, never changed and never "s". `task_cap`, `task_floor` and
    `task_time` (what the platform advertises) are seconds a task, `session_limit` seconds to a
    forced log-in, `day_cap` and `week_cap` seconds of work that it allows, `still_after` minutes of
    silence before "Still UHRS?" (0 = never asked). `catalogue` is the key of its entry there;
    `payout` and `report` are the person's own rules, which come before the catalogue's.
    """

    uid: str
    name: str
    currency: str = "USD"
    letter: str | None = None
    rates: tuple[Rate, ...] = ()
    task_cap: int | None = None
    task_floor: int | None = None
    task_time: int | None = None
    session_limit: int | None = None
    day_cap: int | None = None
    week_cap: int | None = None
    still_after: int | None = None
    country: str | None = None
    catalogue: str | None = None
    states: tuple[StateChange, ...] = ()
    steps: tuple[Step, ...] = ()
    account: str = ""
    links: tuple[str, ...] = ()
    payout: PayoutRule | None = None
    report: ReportRule | None = None
    exposure: str = "none"
    notes: str = ""
    corrections: tuple[Correction, ...] = ()

    def rate_on(self, day: date) -> Rate | None:
        """The rate that holds on a day of the person."""
        return rate_on(self.rates, day)

    @property
    def standing(self) -> StateChange:
        """The newest state; a platform of which nothing was said is worked on."""
        return self.states[-1] if self.states else StateChange(state="active")

    @property
    def state(self) -> str:
        """One of STATES."""
        return self.standing.state

    @property
    def closed(self) -> bool:
        """Whether it is no longer worked on: left, or banned."""
        return self.state in OVER

    @property
    def next_step(self) -> Step | None:
        """The first step of the way in that is not done."""
        return next((step for step in self.steps if step.done is None), None)


def from_document(document: Mapping[str, object]) -> Platform:
    """The platform a document holds; CouldNot when it is damaged."""
    return documents.read(document, Platform, "platform")


def to_document(platform: Platform) -> documents.Document:
    """The document that keeps a platform."""
    return documents.write(platform)
