"""The hourly ladder: from what is advertised to what is left after tax, in one currency each.

After "Hourly ladder" of the design's page of figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from taskwell.figures.as_a_job import AsAJob, JobTerms, as_a_job
from taskwell.money.amounts import Money, hourly
from taskwell.queries.buckets import tax_percent
from taskwell.queries.directory import directory
from taskwell.queries.exchange_loss import by_platform as costs_of
from taskwell.queries.expenses import expenses
from taskwell.queries.hour_sums import BY, Group, HourSums, hour_sums, ordered, whole
from taskwell.queries.lookup import place_label
from taskwell.queries.settings import calendar, value
from taskwell.queries.settings import hourly as hourly_setting
from taskwell.records.text import visible
from taskwell.store.store import Store
from taskwell.timekeeping.durations import hm
from taskwell.timekeeping.periods import Period

LONG_ENOUGH = 3600
"""Seconds of paid time from which missing unpaid time is worth a word."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One step: what an hour comes to (None: not known), and how it was worked out."""

    name: str
    amount: Money | None
    how: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """A group's rungs, advertised first. `gross`, `fees` and `exchange` are of the whole period.

    `estimated`: rates have worked out part of the money. `unlogged`: no unpaid time was logged, so
    that the real rate is lower. `apart` is money in other currencies, in no rung.
    """

    group: Group
    currency: str
    rungs: tuple[Rung, ...]
    paid_seconds: int
    unpaid_seconds: int
    gross: Money
    fees: Money
    exchange: Money
    estimated: bool
    unlogged: bool
    apart: tuple[Money, ...]

    def rung(self, name: str) -> Money | None:
        """What an hour comes to on a rung."""
        return next((each.amount for each in self.rungs if each.name == name), None)

    def json(self) -> dict[str, object]:
        """As scripts read it."""
        return {
            "group": list(self.group[1:]),
            "currency": self.currency,
            "rungs": {
                each.name: each.amount.json() if each.amount else None for each in self.rungs
            },
            "paid_seconds": self.paid_seconds,
            "unpaid_seconds": self.unpaid_seconds,
            "gross": self.gross.json(),
            "fees": self.fees.json(),
            "exchange_loss": self.exchange.json(),
            "estimated": self.estimated,
            "unpaid_logged": not self.unlogged,
            "apart": [each.json() for each in self.apart],
        }


RUNGS = ("advertised", "paid time", "all time", "after fees", "after tax")


def ladders(
    store: Store,
    now: datetime,
    period: Period,
    by: str | None = None,
    *,
    only: frozenset[str] | None = None,
) -> list[Ladder]:
    """The ladders of a period, one a currency, or one for each group of `by` (a key of BY).

    `only` leaves out all platforms but these.
    """
    found = hour_sums(store, now, period, BY[by] if by else whole, only=only)
    today = calendar(store).day_of(now)
    tax = tax_percent(store)
    return [_ladder(store, today, group, sums, tax) for group, sums in ordered(found)]


def group_label(store: Store, ladder: Ladder) -> str:
    """What a group is called: `UHRS / Relevance`, `search`, `2026-11`, or the currency for all."""
    names = directory(store)
    group = ladder.group[1:]
    if not group:
        return ladder.currency
    if group[0] in names.platforms:
        return place_label(names, group[0], (group[1] or None) if len(group) > 1 else None)
    return visible(group[0])


def _ladder(store: Store, today: date, group: Group, sums: HourSums, tax: Decimal | None) -> Ladder:
    currency = sums.currency or "XXX"
    gross = Money(sums.minor, currency)
    fees, exchange = _costs(store, today, sums, currency)
    left = gross - fees - exchange
    unpaid = sums.all_seconds - sums.paid_seconds
    return Ladder(
        group,
        currency,
        tuple(_rungs(sums, gross, left, tax)),
        sums.paid_seconds,
        unpaid,
        gross,
        fees,
        exchange,
        sums.estimated,
        sums.paid_seconds >= LONG_ENOUGH and unpaid == 0,
        tuple(Money(minor, code) for code, minor in sorted(sums.apart.items()) if minor),
    )


def _costs(store: Store, today: date, sums: HourSums, currency: str) -> tuple[Money, Money]:
    """What fees and exchange will take of the money, as they did of last year's payouts."""
    fees = exchange = Decimal(0)
    known = costs_of(store, today)
    for kept in (sums.confirmed, sums.expected):
        for platform, minor in kept.items():
            cost = known.get((platform, 0, currency))
            if cost is None:
                continue
            fee = Decimal(minor) * cost.fee / cost.fee_gross if cost.fee_gross else Decimal(0)
            fees += fee
            if cost.exchanged:
                exchange += (minor - fee) * cost.lost / cost.exchanged
    return _money(fees, currency), _money(exchange, currency)


def _money(exact: Decimal, currency: str) -> Money:
    return Money(int(exact.quantize(Decimal(1), ROUND_HALF_UP)), currency)


def _rungs(sums: HourSums, gross: Money, left: Money, tax: Decimal | None) -> Iterator[Rung]:
    currency = gross.currency
    said, told = None, "no rate by the hour is known"
    if sums.advertised_seconds:
        said = _money(sums.advertised / sums.advertised_seconds, currency)
        told = f"the rates of {hm(sums.advertised_seconds)} paid, weighted by time"
        if sums.advertised_seconds < sums.paid_seconds:
            told += f"; {hm(sums.paid_seconds - sums.advertised_seconds)} without one"
    yield Rung("advertised", said, told)
    paid = hourly(gross, sums.paid_seconds)
    yield Rung("paid time", paid, f"{gross.shown()} in {hm(sums.paid_seconds)} paid")
    every = hourly(gross, sums.all_seconds)
    unpaid = sums.all_seconds - sums.paid_seconds
    yield Rung("all time", every, f"{gross.shown()} in {hm(sums.all_seconds)}, {hm(unpaid)} unpaid")
    after = hourly(left, sums.all_seconds)
    lost = gross - left
    yield Rung(
        "after fees",
        after,
        f"without {lost.shown()} of fees and exchange, as in the last year's payouts"
        if lost.minor
        else "no fee and no exchange is known of the last year's payouts",
    )
    if tax is None:
        yield Rung("after tax", None, 'no bucket is called "tax"')
        return
    kept = hourly(left.times((100 - tax) / 100), sums.all_seconds)
    yield Rung("after tax", kept, f"without the tax bucket's {tax:f} %")


def job_terms(store: Store) -> JobTerms:
    """The person's terms of comparison with a job."""
    off = value(store, "job_days_off")
    return JobTerms(
        off if isinstance(off, int) else 33,
        Decimal(str(value(store, "job_benefits"))),
        Decimal(str(value(store, "job_social"))),
    )


def job_of(store: Store, period: Period, ladder: Ladder) -> AsAJob | None:
    """A currency's ladder as a job, the period's expenses taken off; None without any time."""
    spent = sum(
        each.business.minor
        for each in expenses(store, period.first, period.last)
        if each.amount.currency == ladder.currency
    )
    return as_a_job(
        ladder.gross,
        ladder.fees,
        ladder.exchange,
        Money(spent, ladder.currency),
        ladder.paid_seconds + ladder.unpaid_seconds,
        job_terms(store),
    )


@dataclass(frozen=True, slots=True)
class Beside:
    """What an hour is held against: the person's floor and target, and a reference wage."""

    floor: Money | None
    target: Money | None
    reference: Money | None


def beside(store: Store) -> Beside:
    """The three hourly amounts of the settings."""
    names = ("floor_hourly", "target_hourly", "reference_hourly")
    return Beside(*(hourly_setting(store, name) for name in names))
