"""When a platform pays: the dates that a payout rule gives a piece of work. Pure.

Work belongs to the pay period that holds its start, since platforms credit by the day of the work.
Days are those of the rule's own zone (Friday in India ends at noon in Chicago), exact where the
clocks change; a lag counts whole days of that calendar, for a single piece spans of 24 hours.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from taskwell.records.payout_rule import PayoutRule
from taskwell.records.setting import weekday
from taskwell.timekeeping.days import ONE_DAY, Calendar
from taskwell.timekeeping.zones import zone

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class PayPeriod:
    """The time whose work is paid together: half-open instants [start, end) in UTC.

    `first` and `last` are the days, by the rule's clock, of its first and its last second.
    """

    first: date
    last: date
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class PayDates:
    """When work can be paid: `payable` is an instant in UTC, the rest are days by the rule's clock.

    `due` is the payday, None where nobody knows it; `due_until` is the last day on which the money
    may still come, None where that is the payday itself, or as unknown as it.
    """

    payable: datetime
    payable_day: date
    due: date | None
    due_until: date | None

    @property
    def latest(self) -> date | None:
        """The day after which the money is late."""
        return self.due_until or self.due


@dataclass(frozen=True)
class Schedule:
    """A payout rule in the life of a person whose own zone is `zone_name`."""

    rule: PayoutRule
    zone_name: str

    @property
    def days(self) -> Calendar:
        """The days of the rule: its zone, the hour its days begin, the weekday its weeks begin."""
        return _days(self.rule.zone or self.zone_name, self.rule.day_start, self.rule.week_start)

    def period(self, at: datetime) -> PayPeriod:
        """The period that holds an instant: a day (for work paid by the piece), week or month."""
        return self.period_from(self._begun(self.days.day_of(at)))

    def period_from(self, first: date) -> PayPeriod:
        """The period that begins on a day; for a day inside one, the period that holds it."""
        days, begun = self.days, self._begun(first)
        start, end = days.bounds(begun)[0], days.bounds(self._next(begun))[0]
        last = days.local(end - _SECOND).date()
        return PayPeriod(begun, last, start, end)

    def _begun(self, day: date) -> date:
        if self.rule.period == "item":
            return day
        if self.rule.period == "week":
            return self.days.week_of(day)
        begun = _on_day(day.year, day.month, self.rule.month_start)
        return begun if begun <= day else _on_day(*_month(day, -1), self.rule.month_start)

    def _next(self, begun: date) -> date:
        if self.rule.period == "item":
            return begun + ONE_DAY
        if self.rule.period == "week":
            return begun + timedelta(days=7)
        return _on_day(*_month(begun, 1), self.rule.month_start)

    def payable_of(self, ended: datetime, basis: str | None) -> datetime:
        """From when a single piece that ended then is payable; `basis` is hour, task, fixed or None."""
        lag = self.rule.lag_days
        if basis == "task" and self.rule.task_lag_days is not None:
            lag = self.rule.task_lag_days
        return ended + timedelta(days=lag)

    def of_instant(self, payable: datetime) -> PayDates:
        """The dates of a single piece that is payable from an instant on."""
        return self._dates(payable.astimezone(UTC), self.days.local(payable).date(), None)

    def of_period(self, period: PayPeriod, *, held: bool = False) -> PayDates:
        """The dates of a week or month of work; `held`: it belongs to the very first payout."""
        day = period.last + timedelta(days=self.rule.lag_days)
        if held:
            day += timedelta(days=self.rule.first_hold_days)
        payable = max(period.end, midnight(day, self.days))
        return self._dates(payable, day, period.last)

    def of_piece(
        self, started: datetime, ended: datetime, basis: str | None = None, *, held: bool = False
    ) -> tuple[PayPeriod, PayDates]:
        """The period that a piece of work is gathered in, and its dates."""
        period = self.period(started)
        if self.rule.period != "item":
            return period, self.of_period(period, held=held)
        payable = self.payable_of(ended, basis)
        if held:
            payable += timedelta(days=self.rule.first_hold_days)
        return period, self.of_instant(payable)

    def _dates(self, payable: datetime, day: date, last: date | None) -> PayDates:
        due, until = self._payday(day, last or day)
        if not self.rule.withdraw and self.rule.arrives_hours and (until or due):
            until = (until or due or day) + timedelta(days=-(-self.rule.arrives_hours // 24))
        return PayDates(payable, day, due, until)

    def _payday(self, payable: date, last: date) -> tuple[date | None, date | None]:
        rule = self.rule
        if rule.weekday is not None:
            return payable + timedelta(days=(weekday(rule.weekday) - payable.weekday()) % 7), None
        if rule.month_day is not None:
            return _month_day(rule, rule.month_day, payable, last)
        if rule.cycle_days:
            if rule.anchor is None:
                # Nobody said when the cycles begin, but one of them ends in time.
                return None, payable + timedelta(days=rule.cycle_days - 1)
            return payable + timedelta(days=(rule.anchor - payable).days % rule.cycle_days), None
        return (None if rule.unknown and not rule.withdraw else payable), None


def next_withdrawal(rule: PayoutRule, paid: datetime) -> datetime | None:
    """From when money can be taken out again after a payout at an instant; None without a cool-down."""
    return paid + timedelta(hours=rule.cooldown_hours) if rule.cooldown_hours else None


def claim_by(rule: PayoutRule, paid: date) -> date | None:
    """The last day on which an unclaimed payment can be taken; None where it waits for ever."""
    return paid + timedelta(days=rule.claim_days) if rule.claim_days is not None else None


@lru_cache(maxsize=256)
def _days(zone_name: str, day_start: str, week_start: str) -> Calendar:
    return Calendar(zone(zone_name), time.fromisoformat(day_start), weekday(week_start))


def midnight(day: date, days: Calendar) -> datetime:
    """The instant at which a calendar day of a zone begins, whatever hour its work days begin."""
    return Calendar(days.zone).bounds(day)[0]


def _month_day(
    rule: PayoutRule, month_day: int, payable: date, last: date
) -> tuple[date, date | None]:
    """The first such day of a month that is not before the payable day, and the last it may be."""
    later = rule.months_later
    while (due := _on_day(*_month(last, later), month_day)) < payable:
        later += 1
    if rule.month_day_to is None or rule.month_day_to == month_day:
        return due, None
    return due, _on_day(*_month(last, later + (rule.month_day_to < month_day)), rule.month_day_to)


def _month(day: date, later: int) -> tuple[int, int]:
    """Year and month so many months later."""
    count = day.year * 12 + day.month - 1 + later
    return count // 12, count % 12 + 1


def _on_day(year: int, month: int, day: int) -> date:
    """That day of a month, or the month's last where it is shorter."""
    return date(year, month, min(day, monthrange(year, month)[1]))
