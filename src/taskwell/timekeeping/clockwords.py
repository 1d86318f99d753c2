"""The words of dates and times of day, one by one, and the instants they name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from taskwell.errors import BadInput
from taskwell.timekeeping.days import ONE_DAY, Calendar
from taskwell.timekeeping.walltime import resolve

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?::(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?)?(?P<half>am|pm)?"
    r"(?P<offset>(?P<sign>[+-])(?P<hours>0\d|1[0-5]):(?P<minutes>[0-5]\d)|z)?"
)
_DAYS_AHEAD = re.compile(r"\+([0-9]{1,4})d(?:ays?)?")
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAYS_AGO = re.compile(r"-(\d{1,5})d(?:ays?)?")
_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class WallTime:
    """A typed time of day; `days` is 1 for 24:00, `offset` is east of UTC."""

    at: time
    offset: timedelta | None = None
    days: int = 0


def parse_date(word: str, today: date, calendar: Calendar) -> date | None:
    """The date of `2026-11-03`, `today`, `yesterday`, `mon` (today included) or `-2d`; else None."""
    word = word.strip().lower()
    if word == "today":
        return today
    if word == "yesterday":
        return today - ONE_DAY
    if len(word) >= 3 and word.isalpha():
        for number, name in enumerate(_DAY_NAMES):
            if name.startswith(word):
                return today - timedelta(days=(today.weekday() - number) % 7)
    try:
        if ago := _DAYS_AGO.fullmatch(word):
            return today - timedelta(days=int(ago[1]))
        if found := _DATE.fullmatch(word):
            day = date(int(found[1]), int(found[2]), int(found[3]))
            return day if 2 <= day.year <= 9998 else None
    except (ValueError, OverflowError):
        return None
    return None


def parse_day(word: str, today: date, calendar: Calendar) -> date:
    """The date of a day that may be to come: as `parse_date`, also `tomorrow` and `+14d`.

    BadInput when it is none.
    """
    typed = word.strip().lower()
    found = parse_date(typed, today, calendar)
    ahead = 1 if typed == "tomorrow" else None
    if days := _DAYS_AHEAD.fullmatch(typed):
        ahead = int(days[1])
    if ahead is not None:
        found = today + timedelta(days=ahead)
    if found is None:
        raise BadInput(
            f"'{word.strip()[:40]}' is no day", "write today, yesterday, 2026-12-01 or +14d"
        )
    return found


def read_clock(word: str) -> WallTime | None:
    """The time of day of `14:05`, `9:00:30`, `2pm`, `24:00` or `02:10+01:00`; else None."""
    found = _CLOCK.fullmatch(word) if word.isascii() else None
    if found is None or not (found["minute"] or found["half"]):
        return None
    hour, minute, second = int(found["hour"]), int(found["minute"] or 0), int(found["second"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"] == "pm" else 0)
    offset = None
    if found["offset"]:
        offset = timedelta(hours=int(found["hours"] or 0), minutes=int(found["minutes"] or 0))
        offset = -offset if found["sign"] == "-" else offset
    if (hour, minute, second) == (24, 0, 0):
        return WallTime(time(0), offset, 1)
    return WallTime(time(hour, minute, second), offset) if hour < 24 else None


def on_day(day: date | None, clock: WallTime, now: datetime, calendar: Calendar) -> datetime:
    """The instant of a time of day on a calendar day; without a day, the one that is near at hand.

    That is the one of the person's present day, unless it is still to come and today's date by the
    calendar has one that is over: with days from 04:00, `01:00` typed at 10:00 was this morning.
    """
    if day is not None:
        return _on(day, clock, calendar)
    wall_now = calendar.local(now)
    day = calendar.day_of(now)
    if clock.at < calendar.day_start and not clock.days:
        day += ONE_DAY
    if _wall(day, clock) > wall_now.replace(tzinfo=None) >= _wall(wall_now.date(), clock):
        day = wall_now.date()
    return _on(day, clock, calendar)


def _on(day: date, clock: WallTime, calendar: Calendar) -> datetime:
    return resolve(_wall(day, clock), calendar.zone, clock.offset)


def _wall(day: date, clock: WallTime) -> datetime:
    try:
        return datetime.combine(day + clock.days * ONE_DAY, clock.at)
    except OverflowError as error:
        raise BadInput(f"{day} lies outside the calendar", "check the year") from error


def earlier(at: datetime, seconds: int) -> datetime:
    """The instant so many seconds before; BadInput where the calendar does not reach."""
    try:
        return at - timedelta(seconds=seconds)
    except OverflowError as error:
        raise BadInput("That is too long ago", "check the duration") from error


def later(at: datetime, seconds: int) -> datetime:
    """The instant so many seconds after; BadInput where the calendar does not reach."""
    try:
        return at + timedelta(seconds=seconds)
    except OverflowError as error:
        raise BadInput("That is too long", "check the duration") from error


def shown(at: datetime, now: datetime, calendar: Calendar) -> str:
    """An instant as messages name it: `Wed 18 Nov 20:10`, with the year when it is not this one."""
    wall = calendar.local(at)
    year = "" if wall.year == calendar.local(now).year else f" {wall.year}"
    return f"{wall:%a} {wall.day} {wall:%b}{year} {wall:%H:%M}"
