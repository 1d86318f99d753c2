"""Periods of whole days: a day, week, month, quarter, year, all, or any range."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from taskwell.errors import BadInput
from taskwell.timekeeping.days import ONE_DAY, Calendar

UNITS = ("day", "week", "month", "quarter", "year", "all")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_QUARTER = re.compile(r"(\d{4})-q([1-4])")
_YEAR = re.compile(r"\d{4}")
_ACCEPTED = "use today, yesterday, week, lastweek, month, 2026-10, 2026-Q3, 2026, FROM..TO or all"


@dataclass(frozen=True, slots=True)
class Period:
    """The days `first` to `last`, both included. `unit` is one of UNITS or "range"."""

    unit: str
    first: date
    last: date

    def earlier(self, calendar: Calendar) -> Period:
        """The period of the same length right before."""
        return self._moved(calendar, forward=False)

    def later(self, calendar: Calendar) -> Period:
        """The period of the same length right after."""
        return self._moved(calendar, forward=True)

    def _moved(self, calendar: Calendar, *, forward: bool) -> Period:
        if self.unit == "all":
            return self
        try:
            if self.unit == "range":
                length = self.last - self.first + ONE_DAY
                shift = length if forward else -length
                return Period("range", self.first + shift, self.last + shift)
            day = self.last + ONE_DAY if forward else self.first - ONE_DAY
            return period_of(self.unit, day, calendar)
        except OverflowError:
            return self

    def longer(self, calendar: Calendar, day: date) -> Period:
        """The next longer unit, around `day`."""
        return self._resized(calendar, day, 1)

    def shorter(self, calendar: Calendar, day: date) -> Period:
        """The next shorter unit, around `day`."""
        return self._resized(calendar, day, -1)

    def _resized(self, calendar: Calendar, day: date, step: int) -> Period:
        at = UNITS.index(self.unit) if self.unit in UNITS else 1
        unit = UNITS[min(len(UNITS) - 1, max(0, at + step))]
        inside = min(max(day, self.first), self.last)
        try:
            return period_of(unit, inside, calendar)
        except OverflowError:
            return self

    def title(self, calendar: Calendar, today: date) -> str:
        """`Thu 19 Nov`, `16-22 Nov`, `November 2026`, `2026-Q4`, `2026`, `from 5 Oct 2026`, `all`.

        A day or week of another year than today's names its year.
        """
        year = "" if self.first.year == self.last.year == today.year else f" {self.last.year}"
        if self.unit == "all" or (self.first, self.last) == (date.min, date.max):
            return "all"
        if self.last == date.max:
            return f"from {self.first.day} {self.first:%b %Y}"
        if self.first == date.min:
            return f"until {self.last.day} {self.last:%b %Y}"
        if self.first == self.last:
            return f"{self.first:%a} {self.first.day} {self.first:%b}{year}"
        if self.unit == "month":
            return f"{self.first:%B %Y}"
        if self.unit == "quarter":
            return f"{self.first.year}-Q{(self.first.month + 2) // 3}"
        if self.unit == "year":
            return f"{self.first.year}"
        if (self.first.year, self.first.month) == (self.last.year, self.last.month):
            return f"{self.first.day}-{self.last.day} {self.last:%b}{year}"
        before = f" {self.first.year}" if self.first.year != self.last.year else ""
        return f"{self.first.day} {self.first:%b}{before}-{self.last.day} {self.last:%b}{year}"


def period_of(unit: str, day: date, calendar: Calendar) -> Period:
    """The period of a unit that holds the day."""
    if unit == "day":
        return Period("day", day, day)
    if unit == "week":
        first = calendar.week_of(day)
        return Period("week", first, first + timedelta(days=6))
    if unit == "month":
        return Period("month", day.replace(day=1), _month_end(day.year, day.month))
    if unit == "quarter":
        month = (day.month - 1) // 3 * 3 + 1
        return Period("quarter", date(day.year, month, 1), _month_end(day.year, month + 2))
    if unit == "year":
        return Period("year", date(day.year, 1, 1), date(day.year, 12, 31))
    return Period("all", date.min, date.max)


def _month_end(year: int, month: int) -> date:
    if month == 12:
        return date(year, 12, 31)
    return date(year, month + 1, 1) - ONE_DAY


def parse_range(text: str, today: date, calendar: Calendar) -> Period:
    """The period that a RANGE word names, days of the person, both ends included; else BadInput."""
    word = text.strip().lower()
    if word in ("", "today"):
        return period_of("day", today, calendar)
    if word == "yesterday":
        return period_of("day", today - ONE_DAY, calendar)
    if word in ("day", "week", "month", "quarter", "year", "all"):
        return period_of(word, today, calendar)
    if word in ("lastweek", "lastmonth", "lastyear"):
        return period_of(word.removeprefix("last"), today, calendar).earlier(calendar)
    try:
        # Beyond these years a zone's days reach out of the calendar.
        if word[:4] in ("0001", "9999"):
            raise ValueError(word)
        if found := _MONTH.fullmatch(word):
            return period_of("month", date(int(found[1]), int(found[2]), 1), calendar)
        if found := _QUARTER.fullmatch(word):
            return period_of("quarter", date(int(found[1]), int(found[2]) * 3, 1), calendar)
        if _YEAR.fullmatch(word):
            return period_of("year", date(int(word), 1, 1), calendar)
    except ValueError as error:
        raise BadInput(f"'{text}' is no period", _ACCEPTED) from error
    if ".." in word:
        return _from_to(text, today, calendar)
    day = _day(word, today, calendar)
    if day is None:
        raise BadInput(f"'{text}' is no period", _ACCEPTED)
    return period_of("day", day, calendar)


def _from_to(text: str, today: date, calendar: Calendar) -> Period:
    left, _, right = text.strip().lower().partition("..")
    first = date.min if not left else _day(left, today, calendar)
    last = date.max if not right else _day(right, today, calendar)
    if first is None or last is None:
        wrong = left if first is None else right
        raise BadInput(f"'{wrong}' in '{text}' is no date", "write it as 2026-11-03")
    if last < first:
        raise BadInput(f"'{text}' ends before it begins", "write the earlier day first")
    return Period("range", first, last)


def _day(word: str, today: date, calendar: Calendar) -> date | None:
    from taskwell.timekeeping.typed import parse_date

    return parse_date(word, today, calendar)
