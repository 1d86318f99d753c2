"""What platforms owe: pending, payable or expected, when it comes, and how old it is.

Money of ended sessions and adjustments that no payout has settled: what was confirmed, else what the
rate says that held. A change costs the month it lies in and the platforms it concerns, however long the years.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from weakref import WeakKeyDictionary

from msgspec import structs

from taskwell.figures.payday import Schedule, next_withdrawal
from taskwell.money.amounts import Money
from taskwell.queries.adjustments import months_of_adjustments
from taskwell.queries.batches import AGES, Around, Batch, State, aged, batch, heaps, monies
from taskwell.queries.unpaid import Minor, Month, Row, Rules, Unpaid, months, put, rules
from taskwell.records.payout import TABLE
from taskwell.store.documents import Doc
from taskwell.store.store import Store

__all__ = [
    "AGES",
    "Batch",
    "Coming",
    "Owed",
    "PlatformOwed",
    "State",
    "calendar_of_payouts",
    "owed",
]

NEAR = timedelta(days=120)
"""Months that end before are one batch a platform: old money is told, not listed week by week."""


@dataclass(frozen=True, slots=True)
class PlatformOwed:
    """What one platform owes: its batches by payday, and their sums, one amount a currency.

    `progress` is all it owes in the currency of its minimum, beside that minimum; None without one.
    `next_payable_at` is when a cool-down ends, also one that has ended; None without one.
    """

    batches: tuple[Batch, ...] = ()
    pending: tuple[Money, ...] = ()
    payable: tuple[Money, ...] = ()
    expected: tuple[Money, ...] = ()
    total: tuple[Money, ...] = ()
    estimated: bool = False
    ages: Mapping[str, tuple[Money, ...]] = field(default_factory=lambda: dict.fromkeys(AGES, ()))
    progress: tuple[Money, Money] | None = None
    next_payable_at: datetime | None = None


@dataclass(frozen=True)
class Owed:
    """What all platforms owe, by uid; those of which nothing is to be said are left out."""

    all: Mapping[str, PlatformOwed]

    def of(self, platform: str) -> PlatformOwed:
        """What one platform owes."""
        return self.all.get(platform) or PlatformOwed()

    @cached_property
    def total(self) -> tuple[Money, ...]:
        """Everything together."""
        return _together(each.total for each in self.all.values())

    @cached_property
    def ages(self) -> Mapping[str, tuple[Money, ...]]:
        """Everything by the days since it was earned."""
        return {age: _together(each.ages[age] for each in self.all.values()) for age in AGES}

    @property
    def estimated(self) -> bool:
        """Whether rates have worked out part of it."""
        return any(each.estimated for each in self.all.values())


def _together(amounts: Iterator[tuple[Money, ...]]) -> tuple[Money, ...]:
    return monies(*({money.currency: money.minor} for each in amounts for money in each))


@dataclass(frozen=True, slots=True)
class Coming:
    """One payment to come, as a calendar of payouts shows it; `due` None where nobody knows it."""

    due: date | None
    platform: str
    name: str
    amounts: tuple[Money, ...]
    estimated: bool
    what: str
    state: State


def calendar_of_payouts(store: Store, now: datetime) -> tuple[Coming, ...]:
    """All that is to come: what can be taken out now, then by payday, then without one."""
    names = rules(store).names
    found = [
        Coming(
            each.due,
            each.platform,
            names.platform_name(each.platform),
            each.amounts,
            each.estimated,
            each.what,
            each.state,
        )
        for platform in owed(store, now).all.values()
        for each in platform.batches
    ]
    found.sort(key=lambda each: (each.state != "payable", each.due or date.max, each.name))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Paid:
    """The payouts of a platform so far: the day of the last, and from when its cool-down counts."""

    day: date
    at: datetime


@dataclass(frozen=True, slots=True)
class _One:
    """A platform's answer, which holds from `made` until before `until`."""

    paid: Paid | None
    made: datetime
    until: datetime
    owed: PlatformOwed

    def holds(self, now: datetime, paid: Paid | None) -> bool:
        """Whether it is still true, if no session has changed."""
        return self.made <= now < self.until and self.paid == paid


@dataclass(frozen=True, slots=True)
class _Known:
    """What was worked out for a store last, and what it rests on."""

    rules: Rules
    months: dict[str, Month]
    payouts: Mapping[int, Doc]
    paid: Mapping[str, Paid]
    all: dict[str, _One]
    owed: Owed


_KNOWN: WeakKeyDictionary[Store, _Known] = WeakKeyDictionary()


def owed(store: Store, now: datetime) -> Owed:
    """What every platform owes at an instant; running sessions count when they are stopped."""
    said = rules(store)
    found = dict(months(store, said)) | months_of_adjustments(store, said)
    payouts = store.core(TABLE)
    known = _KNOWN.get(store)
    if known is None or known.rules is not said:
        known = _Known(said, {}, {}, {}, {}, Owed({}))
    touched = _touched(known.months, found)
    paid = known.paid if known.payouts == payouts else last_payouts(said, payouts)
    made = {
        uid: one
        for uid, one in known.all.items()
        if uid not in touched and one.holds(now, paid.get(uid))
    }
    if len(made) < len(known.all) or not touched <= made.keys() or not paid.keys() <= made.keys():
        for uid in {*known.all, *touched, *paid} - made.keys():
            parts = [
                (month, each)
                for month, value in found.items()
                if (each := value["unpaid"].get(uid))
            ]
            if parts or uid in paid:
                made[uid] = _one(said, uid, parts, paid.get(uid), now)
        answer = Owed({uid: one.owed for uid, one in made.items()})
        known = _KNOWN[store] = _Known(said, found, payouts, paid, made, answer)
    return known.owed


def _touched(before: Mapping[str, Month], after: Mapping[str, Month]) -> set[str]:
    """The platforms whose unpaid money is not what it was; most months are the same objects."""
    touched: set[str] = set()
    for month in {**before, **after}:
        old, new = before.get(month), after.get(month)
        if old is not new:
            was, now = (value["unpaid"] if value else {} for value in (old, new))
            touched |= {uid for uid in {**was, **now} if was.get(uid) != now.get(uid)}
    return touched


def last_payouts(said: Rules, payouts: Mapping[int, Doc]) -> dict[str, Paid]:
    """The last payout of each platform that has one; what was written off is none."""
    days: dict[str, tuple[str, str]] = {}
    for document in payouts.values():
        if not document.get("written_off"):
            uid = str(document["platform"])
            told = str(document["day"]), str(document.get("at", ""))
            days[uid] = max(days.get(uid, told), told)
    found = {}
    for uid, (text, at) in days.items():
        day = date.fromisoformat(text)
        # Of a payout of which only the day is known the cool-down counts from that day's end.
        found[uid] = Paid(day, datetime.fromisoformat(at) if at else said.days.bounds(day)[1])
    return found


def around(said: Rules, uid: str, paid: Paid | None) -> Around:
    """What a platform's batches depend on besides its sessions and the present moment."""
    schedule = said.schedule(uid)
    if paid is not None and schedule.rule.cycle_days and schedule.rule.anchor is None:
        # Transfers come in cycles: the last one says when they begin.
        schedule = Schedule(structs.replace(schedule.rule, anchor=paid.day), schedule.zone_name)
    wait = next_withdrawal(schedule.rule, paid.at) if paid is not None else None
    return Around(uid, schedule, uid in said.ruled, said.days, paid is not None, wait)


def _one(
    said: Rules, uid: str, parts: list[tuple[str, Unpaid]], paid: Paid | None, now: datetime
) -> _One:
    """A platform's answer from its months."""
    today = said.days.day_of(now)
    near = (today - NEAR).isoformat()
    # A session lies in the month of its first start, which an edit may have moved.
    late: list[Unpaid] = []
    rows: list[Row] = []
    for month, each in parts:
        if month < near[:7] and each["sum"][4] < near:
            late.append(each)
        else:
            rows += each["rows"]
    circumstances = around(said, uid, paid)
    found, following = heaps(circumstances, rows, late, now)
    batches = [batch(circumstances, heap, now, today) for heap in found]
    batches = [made for made in batches if made.amounts]
    batches.sort(key=lambda made: (made.due or date.max, made.first))
    ages = aged(rows, today)
    for old in late:
        put(ages[AGES[-1]], old["sum"][0])
        put(ages[AGES[-1]], old["sum"][1])
    midnight = said.days.bounds(today)[1]
    until = min(following or midnight, midnight)
    return _One(paid, now, until, _answer(circumstances, batches, ages))


def _answer(
    circumstances: Around, batches: Sequence[Batch], ages: Mapping[str, Minor]
) -> PlatformOwed:
    def those(*states: State) -> tuple[Money, ...]:
        return _together(each.amounts for each in batches if each.state in states)

    total = those("pending", "payable", "expected")
    minimum = circumstances.schedule.rule.minimum
    have = None
    if minimum is not None:
        have = next((each for each in total if each.currency == minimum.currency), None)
        have = have or Money(0, minimum.currency)
    return PlatformOwed(
        tuple(batches),
        those("pending"),
        those("payable"),
        those("expected"),
        total,
        any(each.estimated for each in batches),
        {age: monies(ages[age]) for age in AGES},
        (have, minimum) if have is not None and minimum is not None else None,
        circumstances.next_payable,
    )
