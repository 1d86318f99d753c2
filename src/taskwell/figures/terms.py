"""The days on which a deadline falls, weekends counted in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from taskwell.records.term import Term

_SATURDAY = 5


def falls_on(term: Term, year: int) -> date:
    """The day of a yearly deadline in a year, moved off a weekend; 29 February is the 28th in
    years that have none."""
    try:
        day = term.day.replace(year=year)
    except ValueError:
        day = date(year, 2, 28)
    return shifted(day, term.weekend)


def shifted(day: date, weekend: str) -> date:
    """A day moved off Saturday and Sunday: "after" to Monday, "before" to Friday, "stay" not."""
    over = day.weekday() - _SATURDAY
    if over < 0 or weekend == "stay":
        return day
    return day + timedelta(days=2 - over if weekend == "after" else -1 - over)


def occurrences(term: Term, first: date, last: date) -> Iterator[date]:
    """The days from `first` to `last` on which it falls, both included, in order."""
    if not term.yearly:
        day = shifted(term.day, term.weekend)
        if first <= day <= last:
            yield day
        return
    # A day at a year's edge may be shifted into the next year or the one before.
    for year in range(max(first.year - 1, term.day.year), min(last.year + 1, date.max.year) + 1):
        day = falls_on(term, year)
        if first <= day <= last:
            yield day
