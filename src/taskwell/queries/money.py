"""The Money tab in one value: the ladder, what comes, how old it is, weeks, and what is put aside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from taskwell.figures.as_a_job import AsAJob
from taskwell.money.amounts import Money, add_up
from taskwell.queries.approvals import Expected, expected
from taskwell.queries.buckets import BucketView, buckets
from taskwell.queries.diversification import diversification
from taskwell.queries.expenses import PayBack, pay_back
from taskwell.queries.goals import Pace, goals
from taskwell.queries.income import Income, income, receipts
from taskwell.queries.pay_ladder import Beside, Ladder, beside, job_of, ladders
from taskwell.queries.pending import AGES, Coming, calendar_of_payouts, owed
from taskwell.queries.settings import calendar, home_currency
from taskwell.queries.terms import TermView, terms
from taskwell.store.store import Store
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.periods import Period, period_of

UNITS = ("month", "quarter", "year", "all")
_LENGTHS = {"month": 28, "quarter": 91, "year": 364}
"""Days of the present period of a unit: whole weeks up to today, so that it is never a stump."""


def present(unit: str, days: Calendar, now: datetime) -> Period:
    """The last 28, 91 or 364 days, or all."""
    today = days.day_of(now)
    if unit == "all":
        return period_of("all", today, days)
    return Period("range", today - timedelta(days=_LENGTHS[unit] - 1), today)


@dataclass(frozen=True, slots=True)
class Look:
    """What the tab looks at: a unit of UNITS, and the calendar period of it (None: the present one)."""

    unit: str = UNITS[0]
    at: Period | None = None

    def period(self, days: Calendar, now: datetime) -> Period:
        """Its days."""
        return self.at or present(self.unit, days, now)

    def earlier(self, days: Calendar, now: datetime) -> Look:
        """The calendar month, quarter or year before; from the present one the last that is over."""
        if self.unit == "all":
            return self
        before = self.at or period_of(self.unit, days.day_of(now), days)
        return Look(self.unit, before.earlier(days))

    def later(self, days: Calendar, now: datetime) -> Look:
        """The one after; the present one instead of one that is not over."""
        following = self.at.later(days) if self.at else None
        if following is None or following.last >= days.day_of(now):
            return Look(self.unit)
        return Look(self.unit, following)

    def resized(self, step: int) -> Look:
        """A longer or shorter unit, up to today."""
        at = UNITS.index(self.unit) + step
        return Look(UNITS[min(len(UNITS) - 1, max(0, at))])


@dataclass(frozen=True, slots=True)
class Hours:
    """The ladders of a period, that of the home currency first; `job` is its comparison."""

    period: Period
    ladders: tuple[Ladder, ...]
    job: AsAJob | None
    beside: Beside

    @property
    def first(self) -> Ladder | None:
        """The ladder that is drawn."""
        return self.ladders[0] if self.ladders else None

    @property
    def others(self) -> tuple[Ladder, ...]:
        """Those in other currencies, listed apart."""
        return self.ladders[1:]


@dataclass(frozen=True, slots=True)
class Overview:
    """All that is not the ladder. `ages` are AGES with their sums; `past_rule` is what is late."""

    coming: tuple[Coming, ...]
    pending: tuple[Money, ...]
    estimated: bool
    ages: tuple[tuple[str, tuple[Money, ...]], ...]
    past_rule: tuple[Money, ...]
    expected: Expected
    income: Income
    buckets: tuple[BucketView, ...]
    terms: tuple[TermView, ...]
    goals: tuple[Pace, ...]
    effective: float | None
    most: tuple[str, float] | None
    pay_back: PayBack | None


def hours(
    store: Store, now: datetime, period: Period, *, only: frozenset[str] | None = None
) -> Hours:
    """What an hour of a period paid, on all platforms or `only` on some."""
    home = home_currency(store)
    found = sorted(
        ladders(store, now, period, only=only),
        key=lambda each: (each.currency != home, -each.gross.minor, each.currency),
    )
    first = found[0] if found else None
    job = job_of(store, period, first) if first is not None else None
    return Hours(period, tuple(found), job, beside(store))


def overview(store: Store, now: datetime) -> Overview:
    """What is coming, pending, received and put aside."""
    today = calendar(store).day_of(now)
    all_owed = owed(store, now)
    came = income(store, now)
    spread = diversification(store, now)
    late = [
        money
        for platform in all_owed.all.values()
        for batch in platform.batches
        if batch.late_days
        for money in batch.amounts
    ]
    middle = came.spread.middle if came.spread else None
    arrived = [(each.day, each.amount) for each in receipts(store)]
    after = None
    back = pay_back(store, came.currency, arrived, middle, after)
    if back is not None and back.left.minor:
        trailing = ladders(store, now, present("quarter", calendar(store), now))
        after = next(
            (each.rung("after fees") for each in trailing if each.currency == came.currency), None
        )
        back = pay_back(store, came.currency, arrived, middle, after)
    return Overview(
        calendar_of_payouts(store, now),
        all_owed.total,
        all_owed.estimated,
        tuple((age, all_owed.ages[age]) for age in AGES),
        add_up(late),
        expected(store, now, all_owed),
        came,
        buckets(store),
        terms(store, today),
        goals(store, now),
        spread.effective,
        (spread.shares[0].name, spread.shares[0].share) if spread.shares else None,
        back,
    )


def money_json(hour: Hours, found: Overview) -> dict[str, object]:
    """Everything as scripts read it."""
    first, last = hour.period.first, hour.period.last
    whole = hour.period.unit == "all"
    return {
        "from": None if whole else first.isoformat(),
        "to": None if whole else last.isoformat(),
        "ladders": [each.json() for each in hour.ladders],
        "as_a_job": {
            "all_in": hour.job.all_in.json(),
            "equivalent": hour.job.equivalent.json(),
            "estimate": True,
        }
        if hour.job
        else None,
        "floor": hour.beside.floor.json() if hour.beside.floor else None,
        "target": hour.beside.target.json() if hour.beside.target else None,
        "reference": hour.beside.reference.json() if hour.beside.reference else None,
        "coming": [
            {
                "due": each.due.isoformat() if each.due else None,
                "platform": each.name,
                "amounts": [money.json() for money in each.amounts],
                "estimated": each.estimated,
                "state": each.state,
                "what": each.what,
            }
            for each in found.coming
        ],
        "pending": [each.json() for each in found.pending],
        "pending_by_age": {age: [each.json() for each in sums] for age, sums in found.ages},
        "past_rule": [each.json() for each in found.past_rule],
        "expected": [each.json() for each in found.expected.amounts],
        "expected_n": found.expected.n,
        "income": found.income.json(),
        "buckets": [each.json() for each in found.buckets],
        "deadlines": [each.json() for each in found.terms],
        "goals": [each.json() for each in found.goals],
        "effective_platforms": None if found.effective is None else round(found.effective, 2),
        "start_up": {
            "spent": found.pay_back.spent.json(),
            "left": found.pay_back.left.json(),
            "weeks": None if found.pay_back.weeks is None else float(found.pay_back.weeks),
            "hours": None if found.pay_back.hours is None else float(found.pay_back.hours),
            "done": found.pay_back.done.isoformat() if found.pay_back.done else None,
        }
        if found.pay_back
        else None,
    }
