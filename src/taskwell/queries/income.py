"""What came in: by week and month in the home currency, its spread, droughts, runway and a salary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from weakref import WeakKeyDictionary

from taskwell.figures import income as figures
from taskwell.figures.income import Spread
from taskwell.money.amounts import Money, add_up
from taskwell.queries.settings import calendar, home_currency, value
from taskwell.records import adjustment as adjustments
from taskwell.records import payout as payouts
from taskwell.store.store import Store
from taskwell.timekeeping.days import Calendar

WEEKS = 26


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money that arrived on a day: in the home currency, or as it came where no rate is known."""

    day: date
    platform: str
    amount: Money
    uid: str


@dataclass(frozen=True, slots=True)
class Income:
    """What came in, in minor units of `currency`; figures are None while it is too early.

    `weeks` are the last 26 whole weeks since the first income (by their first days), `months` all
    whole calendar months after the first one. `apart` is unconverted and in no figure. `runway` and
    `lean` are months that the buffer lasts.
    """

    currency: str
    n: int
    weeks: tuple[tuple[date, int], ...]
    months: tuple[tuple[date, int], ...]
    spread: Spread | None
    variation: float | None
    drought: int | None
    since_last: int | None
    salary: Money | None
    runway: Decimal | None
    lean: Decimal | None
    apart: tuple[Money, ...]

    def json(self) -> dict[str, object]:
        """As scripts read it."""
        code = self.currency
        spread = self.spread
        return {
            "currency": code,
            "weeks": [
                {"from": day.isoformat(), "received": Money(minor, code).json()}
                for day, minor in self.weeks
            ],
            "n_weeks": len(self.weeks),
            "p10": Money(spread.low, code).json() if spread else None,
            "median": Money(spread.middle, code).json() if spread else None,
            "p90": Money(spread.high, code).json() if spread else None,
            "variation": None if self.variation is None else round(self.variation, 4),
            "n_months": len(self.months),
            "longest_drought_days": self.drought,
            "days_since_last": self.since_last,
            "salary": self.salary.json() if self.salary else None,
            "runway_months": None if self.runway is None else float(self.runway),
            "lean_runway_months": None if self.lean is None else float(self.lean),
            "unconverted": [each.json() for each in self.apart],
        }


def receipts(store: Store) -> tuple[Receipt, ...]:
    """Everything that arrived, in order of days: payouts without fees, and money that moved by itself."""
    home = home_currency(store)
    found = []
    for document in store.core(payouts.TABLE).values():
        if document.get("written_off"):
            continue
        payout = payouts.from_document(document)
        amount = payout.converted(home) or payout.net
        found.append(Receipt(payout.day, payout.platform, amount, payout.uid))
    for document in store.core(adjustments.TABLE).values():
        if document.get("paid"):
            each = adjustments.from_document(document)
            found.append(Receipt(each.day, each.platform, each.amount, each.uid))
    return tuple(sorted(found, key=lambda each: (each.day, each.uid)))


_KNOWN: WeakKeyDictionary[Store, tuple[object, Income]] = WeakKeyDictionary()


def income(store: Store, now: datetime) -> Income:
    """The person's income up to today; worked out again only after a change or with a new day."""
    days = calendar(store)
    today = days.day_of(now)
    documents = tuple(len(store.core(each.TABLE)) for each in (payouts, adjustments))
    key = (store.sequence, documents, today, days)
    known = _KNOWN.get(store)
    if known is None or known[0] != key:
        known = _KNOWN[store] = (key, _income(store, today, days))
    return known[1]


def _income(store: Store, today: date, days: Calendar) -> Income:
    home = home_currency(store)
    every = receipts(store)
    found = [each for each in every if each.amount.currency == home]
    came = [each.day for each in found if each.amount.minor > 0]
    weeks, months = _weeks(found, today, days), _months(found, today)
    amounts = [minor for _, minor in weeks]
    by_month = [minor for _, minor in months]
    own = figures.salary(by_month)
    buffer, costs = (_setting(store, name, home) for name in ("buffer", "monthly_costs"))
    runway = lean = None
    if buffer is not None and costs is not None:
        runway = figures.runway(buffer, costs)
        lean = figures.lean_runway(buffer, costs, by_month[-12:])
    return Income(
        home,
        len(found),
        weeks,
        months,
        figures.spread(amounts),
        figures.variation(by_month[-12:]),
        figures.longest_drought(came, today),
        (today - max(came)).days if came else None,
        None if own is None else Money(own, home),
        runway,
        lean,
        add_up(each.amount for each in every if each.amount.currency != home),
    )


def _setting(store: Store, name: str, home: str) -> int | None:
    found = value(store, name)
    if isinstance(found, dict) and found.get("currency") == home:
        return int(found["minor"])
    return None


def _weeks(found: Iterable[Receipt], today: date, days: Calendar) -> tuple[tuple[date, int], ...]:
    sums: dict[date, int] = {}
    for each in found:
        week = days.week_of(each.day)
        sums[week] = sums.get(week, 0) + each.amount.minor
    if not sums:
        return ()
    this = days.week_of(today)
    starts = (this - timedelta(days=7 * ago) for ago in range(WEEKS, 0, -1))
    begun = min(sums)
    return tuple((start, sums.get(start, 0)) for start in starts if start >= begun)


def _months(found: Iterable[Receipt], today: date) -> tuple[tuple[date, int], ...]:
    sums: dict[date, int] = {}
    for each in found:
        month = each.day.replace(day=1)
        sums[month] = sums.get(month, 0) + each.amount.minor
    if not sums:
        return ()
    # The month of the first income was no whole one.
    month, made = _next(min(sums)), []
    while month < today.replace(day=1):
        made.append((month, sums.get(month, 0)))
        month = _next(month)
    return tuple(made)


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
