"""A person's days: their zone, the hour a day begins, and the weekday a week begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


@lru_cache(maxsize=8192)
def _beginning(day: date, zone: ZoneInfo, day_start: time) -> datetime:
    """The instant a day begins.

    Where its wall time happens twice the first reading counts; where the clocks jump over it, the
    day begins at the jump. Both are what makes neighbouring days meet without a gap or overlap.
    """
    wall = datetime.combine(day, day_start)
    first = wall.replace(tzinfo=zone, fold=0)
    at = first.astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) == wall:
        return at
    return _jump(first.astimezone(UTC), wall, zone)


def _jump(near: datetime, wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which the wall clock passes over `wall`, which it never shows."""
    low, high = near - timedelta(days=2), near + timedelta(days=2)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low).total_seconds() // 2)
        if middle.astimezone(zone).replace(tzinfo=None) < wall:
            low = middle
        else:
            high = middle
    return high


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a person divides time: `zone`, `day_start` (wall time), `week_start` (0 = Monday)."""

    zone: ZoneInfo
    day_start: time = time(0)
    week_start: int = 0

    @property
    def zone_name(self) -> str:
        """The IANA name of the zone."""
        return self.zone.key or "UTC"

    def local(self, at: datetime) -> datetime:
        """The aware wall time of an instant."""
        return at.astimezone(self.zone)

    def clock(self, at: datetime) -> str:
        """The wall time of an instant as `14:05`."""
        return at.astimezone(self.zone).strftime("%H:%M")

    def day_of(self, at: datetime) -> date:
        """The person's day that holds the instant."""
        wall = at.astimezone(self.zone)
        day = wall.date()
        if wall.time() < self.day_start:
            day -= ONE_DAY
        # Where the clocks move over the start of a day, the wall time alone misleads.
        if at < _beginning(day, self.zone, self.day_start):
            return day - ONE_DAY
        if at >= _beginning(day + ONE_DAY, self.zone, self.day_start):
            return day + ONE_DAY
        return day

    def bounds(self, day: date) -> tuple[datetime, datetime]:
        """The half-open instants [start, next start) of a day, in UTC."""
        return (
            _beginning(day, self.zone, self.day_start),
            _beginning(day + ONE_DAY, self.zone, self.day_start),
        )

    def span(self, first: date, last: date) -> tuple[datetime, datetime]:
        """The half-open instants of the days `first` to `last`, both included, in UTC."""
        earliest = date(1, 1, 3) if first < date(1, 1, 3) else first
        latest = date(9999, 12, 28) if last > date(9999, 12, 28) else last
        return self.bounds(earliest)[0], self.bounds(latest)[1]

    def week_of(self, day: date) -> date:
        """The first day of the week that holds the day."""
        return day - timedelta(days=(day.weekday() - self.week_start) % 7)

    def split(self, start: datetime, end: datetime) -> Iterator[tuple[date, datetime, datetime]]:
        """The pieces (day, from, to) of an interval, cut where days begin; none when it is empty."""
        day = self.day_of(start)
        while start < end:
            border = min(end, self.bounds(day)[1])
            if start < border:  # a day may be missing altogether (Samoa, 30 December 2011)
                yield day, start, border
            start, day = border, day + ONE_DAY
