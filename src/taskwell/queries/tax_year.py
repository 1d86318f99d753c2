"""A tax year's figures: what each payer paid, what was spent, put aside and worked. No tax is worked
out: these are the numbers that a person or an adviser starts from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from taskwell.errors import BadInput
from taskwell.money.amounts import Money, add_up
from taskwell.queries.adjustments import AdjustmentView, adjustments
from taskwell.queries.buckets import withdrawals
from taskwell.queries.directory import Directory, directory
from taskwell.queries.expenses import expenses
from taskwell.queries.fees import fee_of
from taskwell.queries.report import report
from taskwell.queries.settings import home_currency, value
from taskwell.records import bucket as buckets
from taskwell.records import payout as payouts
from taskwell.records.bucket import Withdrawal
from taskwell.records.expense import Expense
from taskwell.records.payout import Payout
from taskwell.records.text import visible
from taskwell.store.store import Store
from taskwell.timekeeping.days import ONE_DAY
from taskwell.timekeeping.periods import Period


@dataclass(frozen=True, slots=True)
class Paid:
    """A payout of the year; `converted` is what arrived in the home currency, None: unconverted."""

    payout: Payout
    payer: str
    fee: Money | None
    net: Money
    converted: Money | None


@dataclass(frozen=True, slots=True)
class Payer:
    """One payer's year in one currency: gross, fees that are known, and adjustments that moved by
    themselves."""

    name: str
    currency: str
    gross: Money
    fees: Money
    adjusted: Money
    n: int

    @property
    def total(self) -> Money:
        """What the payer's own letter about the year is held against."""
        return self.gross + self.adjusted


@dataclass(frozen=True, slots=True)
class Aside:
    """What of a payout was put aside into a bucket."""

    day: date
    bucket: str
    amount: Money
    payout: str


@dataclass(frozen=True, slots=True)
class Worked:
    """Hours of a platform in the year, in seconds."""

    platform: str
    paid_seconds: int
    all_seconds: int


@dataclass(frozen=True, slots=True)
class TaxYear:
    """Everything of the days `first` to `last`, both included, in order. `home` is the currency
    that was converted to; `written_off` was given up and is no income; `held` lies in the buckets
    at the end of `last`, whenever it was put there."""

    first: date
    last: date
    home: str
    paid: tuple[Paid, ...]
    written_off: tuple[Paid, ...]
    payers: tuple[Payer, ...]
    adjustments: tuple[AdjustmentView, ...]
    expenses: tuple[Expense, ...]
    aside: tuple[Aside, ...]
    withdrawals: tuple[Withdrawal, ...]
    held: dict[str, tuple[Money, ...]]
    names: dict[str, str]
    worked: tuple[Worked, ...]

    @property
    def received(self) -> tuple[Money, ...]:
        """What arrived, one sum a currency as it came: payouts, and what moved by itself."""
        return add_up([*(each.net for each in self.paid), *self._moved])

    @property
    def gross(self) -> tuple[Money, ...]:
        """What was paid before fees, one sum a currency, adjustments that moved by themselves in it."""
        return add_up(each.total for each in self.payers)

    @property
    def spent(self) -> tuple[Money, ...]:
        """What was spent for the work, one sum a currency."""
        return add_up(each.business for each in self.expenses)

    @property
    def unconverted(self) -> tuple[Money, ...]:
        """What arrived in another currency and has no rate."""
        moved = (each for each in self._moved if each.currency != self.home)
        return add_up([*(each.net for each in self.paid if each.converted is None), *moved])

    @property
    def converted(self) -> Money:
        """Everything that arrived in the home currency, or was converted to it."""
        sums = [each.converted.minor for each in self.paid if each.converted is not None]
        sums += [each.minor for each in self._moved if each.currency == self.home]
        return Money(sum(sums), self.home)

    @property
    def _moved(self) -> list[Money]:
        """Adjustments that moved by themselves."""
        return [each.adjustment.amount for each in self.adjustments if each.state == "paid"]

    @property
    def balances(self) -> dict[str, tuple[Money, ...]]:
        """What was put aside less what was taken out in these days, by bucket."""
        return _balances(self.aside, self.withdrawals, self.names)


def span_of(store: Store, year: int) -> tuple[date, date]:
    """First and last day of the tax year that begins in a calendar year. BadInput for year 9999."""
    month, day = (int(part) for part in str(value(store, "tax_year_start")).split("-"))
    try:
        return date(year, month, day), date(year + 1, month, day) - ONE_DAY
    except ValueError as error:
        raise BadInput(f"{year} is no tax year", "write a year such as 2026") from error


def tax_year(store: Store, now: datetime, year: int) -> TaxYear:
    """A tax year by the person's own first day of it."""
    return of_days(store, now, *span_of(store, year))


def of_days(store: Store, now: datetime, first: date, last: date) -> TaxYear:
    """The same for any days, both included."""
    names, home = directory(store), home_currency(store)
    found = map(payouts.from_document, store.core(payouts.TABLE).values())
    until = sorted(
        (each for each in found if each.day <= last), key=lambda each: (each.day, each.uid)
    )
    every = [each for each in until if first <= each.day]
    paid = tuple(_paid(each, names, home) for each in every if not each.written_off)
    adjusted = tuple(each for each in adjustments(store) if first <= each.adjustment.day <= last)
    titles = {
        str(doc["uid"]): visible(str(doc["name"])) for doc in store.core(buckets.TABLE).values()
    }
    out = [each for each in withdrawals(store) if each.day <= last]
    rows = report(store, now, Period("range", first, last), ("platform",)).rows
    return TaxYear(
        first,
        last,
        home,
        paid,
        tuple(_paid(each, names, home) for each in every if each.written_off),
        tuple(_payers(paid, adjusted, names)),
        adjusted,
        tuple(expenses(store, first, last)),
        tuple(_aside(every, titles)),
        tuple(each for each in out if first <= each.day),
        _balances(_aside(until, titles), out, titles),
        titles,
        tuple(
            Worked(visible(row.key["platform"] or ""), row.paid_seconds, row.wall_seconds)
            for row in rows
        ),
    )


def _aside(found: Iterable[Payout], titles: Mapping[str, str]) -> Iterator[Aside]:
    for each in found:
        for share in each.shares:
            yield Aside(each.day, titles.get(share.bucket, share.bucket), share.amount, each.uid)


def _balances(
    aside: Iterable[Aside], taken: Iterable[Withdrawal], titles: Mapping[str, str]
) -> dict[str, tuple[Money, ...]]:
    """What was put aside less what was taken out, by bucket."""
    sums: dict[str, list[Money]] = {}
    for each in aside:
        sums.setdefault(each.bucket, []).append(each.amount)
    for out in taken:
        less = Money(-out.amount.minor, out.amount.currency)
        sums.setdefault(titles.get(out.bucket, out.bucket), []).append(less)
    return {name: add_up(found) for name, found in sorted(sums.items())}


def _paid(each: Payout, names: Directory, home: str) -> Paid:
    payer = visible(names.platform_name(each.platform))
    return Paid(each, payer, fee_of(each), each.net, each.converted(home))


def _payers(
    paid: Iterable[Paid], adjusted: Iterable[AdjustmentView], names: Directory
) -> list[Payer]:
    sums: dict[tuple[str, str], list[int]] = {}
    for each in paid:
        row = sums.setdefault((each.payer, each.payout.amount.currency), [0, 0, 0, 0])
        row[0] += each.payout.amount.minor
        row[1] += each.fee.minor if each.fee is not None else 0
        row[3] += 1
    for view in adjusted:
        if view.state == "paid":
            one = view.adjustment
            payer = visible(names.platform_name(one.platform))
            sums.setdefault((payer, one.amount.currency), [0, 0, 0, 0])[2] += one.amount.minor
    return [
        Payer(name, code, Money(gross, code), Money(fees, code), Money(moved, code), n)
        for (name, code), (gross, fees, moved, n) in sorted(
            sums.items(), key=lambda each: (each[0][0].casefold(), each[0][1])
        )
    ]
