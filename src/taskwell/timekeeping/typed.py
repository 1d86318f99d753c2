"""What a person types as a time: dates, moments, and the `when` of an entry line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from taskwell.errors import BadInput
from taskwell.timekeeping.days import ONE_DAY, Calendar
from taskwell.timekeeping.durations import hm, parse_duration
from taskwell.timekeeping.walltime import resolve

_TIME = r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?:am|pm)?|(?:0?[1-9]|1[0-2])(?:am|pm)"
_OFFSET = r"(?:[+-](?:0\d|1[0-5]):[0-5]\d|z)?"
_CLOCK = rf"(?:{_TIME}){_OFFSET}"
_ONE_CLOCK = re.compile(rf"({_TIME})({_OFFSET})")
# The first offset is taken only where it must be: 00:30-01:30-06:00 is a range to 01:30-06:00.
_BOTH_CLOCKS = re.compile(rf"((?:{_TIME}){_OFFSET}?|now)-({_CLOCK}|now)")
_JOINED_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})t(?=\d)")
_ISO_LETTERS = re.compile(r"[\dt:+z-]+")
_CLOCK_DATE = re.compile(rf"({_CLOCK})-(\d{{4}}-\d{{2}}-\d{{2}}|[a-z]+)")
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAYS_AGO = re.compile(r"-(\d{1,5})d(?:ays?)?")
_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MOMENTS = "write 14:05, yesterday 22:30, -20m or 2026-11-03T14:05"
_SPANS = "write 45m, 45m until 14:00, 14:00 for 45m, 13:10-14:00 or 2026-11-03 13:10-14:00"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, both ends as instants in UTC, the end after the start."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class _WallTime:
    """A typed time of day; `days` is 1 for 24:00, `offset` is east of UTC."""

    at: time
    offset: timedelta | None
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
            return date(int(found[1]), int(found[2]), int(found[3]))
    except (ValueError, OverflowError):
        return None
    return None


def parse_at(
    text: str, now: datetime, calendar: Calendar, *, allow_future: bool = False
) -> datetime:
    """The instant of a typed moment: `14:05`, `yesterday 22:30`, `-20m`, `now` or ISO 8601.

    A time alone is one of the person's present day. BadInput says what is accepted, and refuses
    what lies after `now` unless `allow_future`.
    """
    at = _moment(text.strip().lower(), text, now, calendar)
    if at > now and not allow_future:
        raise BadInput(
            f"'{text.strip()}' lies in the future ({_shown(at, now, calendar)})",
            "name the day too, for example yesterday 22:30",
        )
    return at


def _moment(lower: str, text: str, now: datetime, calendar: Calendar) -> datetime:
    if lower == "now":
        return now
    today = calendar.day_of(now)
    if lower.startswith("-"):
        ago = parse_duration(lower[1:])
        if ago is not None:
            return _earlier(now, ago)
    if len(lower) > 10 and lower[4:5] == "-" and lower[10:11] in "t":
        return _iso(text.strip(), calendar)
    words = lower.split()
    day: date | None = None
    clock: _WallTime | None = None
    for word in words:
        if clock is None and (read := _clock(word)):
            clock = read
        elif day is None and (named := parse_date(word, today, calendar)):
            day = named
        else:
            raise BadInput(f"'{text.strip()}' is no time", _MOMENTS)
    if clock is None:
        raise BadInput(f"'{text.strip()}' names no time of day", _MOMENTS)
    return _on(day, clock, now, calendar)


def _iso(text: str, calendar: Calendar) -> datetime:
    try:
        read = datetime.fromisoformat(text.upper())
    except ValueError as error:
        raise BadInput(f"'{text}' is no time", _MOMENTS) from error
    if read.tzinfo is None:
        return resolve(read.replace(microsecond=0), calendar.zone)
    try:
        return read.astimezone(UTC).replace(microsecond=0)
    except OverflowError as error:
        raise BadInput(f"'{text}' lies outside the calendar", "check the year") from error


def _earlier(now: datetime, seconds: int) -> datetime:
    try:
        return now - timedelta(seconds=seconds)
    except OverflowError as error:
        raise BadInput("That is too long ago", "check the duration") from error


def _clock(word: str) -> _WallTime | None:
    found = _ONE_CLOCK.fullmatch(word)
    if found is None:
        return None
    typed, offset_typed = found[1], found[2]
    half = typed[-2:] if typed.endswith(("am", "pm")) else ""
    hour, *rest = (int(part) for part in typed.removesuffix(half).split(":"))
    minute, second = [*rest, 0, 0][:2]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour == 24:
        return None if minute or second else _WallTime(time(0), _offset(offset_typed), 1)
    return _WallTime(time(hour, minute, second), _offset(offset_typed))


def _offset(typed: str) -> timedelta | None:
    if not typed:
        return None
    if typed == "z":
        return timedelta()
    hours, minutes = typed[1:].split(":")
    size = timedelta(hours=int(hours), minutes=int(minutes))
    return -size if typed[0] == "-" else size


def _on(day: date | None, clock: _WallTime, now: datetime, calendar: Calendar) -> datetime:
    """The instant of a time of day; without a day, the one in the person's present day."""
    if day is None:
        day = calendar.day_of(now)
        if clock.at < calendar.day_start and not clock.days:
            day += ONE_DAY
    try:
        wall = datetime.combine(day + clock.days * ONE_DAY, clock.at)
    except OverflowError as error:
        raise BadInput(f"{day} lies outside the calendar", "check the year") from error
    return resolve(wall, calendar.zone, clock.offset)


@dataclass(slots=True)
class _When:
    """The words of an entry that speak of time, sorted by what they say."""

    days: list[date]
    clocks: list[_WallTime]
    ends: list[_WallTime]
    seconds: int | None = None
    until: bool = False
    lasting: bool = False
    ends_now: bool = False
    ago: int | None = None

    @property
    def nothing(self) -> bool:
        """Whether no word spoke of time."""
        return not (self.days or self.clocks or self.ends or self.until or self.ends_now) and (
            self.seconds is None and self.ago is None
        )


def parse_span(
    words: Sequence[str], now: datetime, calendar: Calendar
) -> tuple[Span | None, list[str]]:
    """The stretch of time that an entry's words name, and the words that speak of something else.

    None when no word speaks of time. BadInput when the words contradict each other, start and end
    are the same, the end lies after `now`, or a wall time happens twice or never.
    """
    when = _When([], [], [])
    left = _sort_out(list(words), when, calendar.day_of(now), calendar)
    if when.nothing:
        return None, left
    span = _span(when, now, calendar)
    if span.start == span.end:
        raise BadInput(
            f"Start and end are the same ({_shown(span.start, now, calendar)})", "check the times"
        )
    if span.end > now:
        raise BadInput(
            f"The end lies in the future ({_shown(span.end, now, calendar)})",
            "name the day too, for example yesterday, or start the timer instead",
        )
    return span, left


def _sort_out(words: list[str], when: _When, today: date, calendar: Calendar) -> list[str]:
    left: list[str] = []
    words = [part for word in words for part in _iso_apart(word)]
    at = 0
    while at < len(words):
        word = words[at].lower()
        after = words[at + 1].lower() if at + 1 < len(words) else ""
        if word == "until" and (
            _clock(after) or after == "now" or parse_date(after, today, calendar)
        ):
            when.until = True
        elif word == "for" and parse_duration(after) is not None:
            when.lasting = True
        elif both := _BOTH_CLOCKS.fullmatch(word):
            _take_range(both[1], both[2], when)
        elif (cut := _CLOCK_DATE.fullmatch(word)) and (day := parse_date(cut[2], today, calendar)):
            first = _clock(cut[1])
            if first is not None:
                when.clocks.append(first)
                when.days.append(day)
        elif clock := _clock(word):
            when.clocks.append(clock)
        elif word == "now" and when.until:
            when.ends_now = True
        elif (named := parse_date(word, today, calendar)) is not None:
            when.days.append(named)
        elif word.startswith("-") and (ago := parse_duration(word[1:])) is not None:
            when.ago = ago
        elif (seconds := parse_duration(word)) is not None:
            when.seconds = (when.seconds or 0) + seconds
        else:
            left.append(words[at])
        at += 1
    return left


def _iso_apart(word: str) -> list[str]:
    """`2026-11-03T13:10` as a date and a time; any other word as it is."""
    lower = word.lower()
    if not _ISO_LETTERS.fullmatch(lower) or not _JOINED_ISO.search(lower):
        return [word]
    return _JOINED_ISO.sub(r"\1 ", lower).split()


def _take_range(first: str, last: str, when: _When) -> None:
    start, end = _clock(first), _clock(last)
    if start is None:
        raise BadInput(f"'{first}-{last}' does not begin with a time", _SPANS)
    when.clocks.append(start)
    if end is None:
        when.ends_now = True
    else:
        when.ends.append(end)


def _span(when: _When, now: datetime, calendar: Calendar) -> Span:
    day = when.days[0] if when.days else None
    spoken = len(when.clocks) + len(when.ends)
    if when.ago is not None and not spoken and not when.days and when.seconds is None:
        return Span(_earlier(now, when.ago), now)
    if when.ago is not None or len(when.days) > 2 or spoken > 2:
        raise BadInput("The entry names more times than one stretch has", _SPANS)
    if len(when.days) == 2 and len(when.clocks) == 2 and when.seconds is None:
        return _forward(
            _on(when.days[0], when.clocks[0], now, calendar),
            _on(when.days[1], when.clocks[1], now, calendar),
            now,
            calendar,
        )
    if len(when.days) > 1 or len(when.clocks) > 1:
        raise BadInput("The entry names more times than one stretch has", _SPANS)
    if when.clocks and (when.ends or when.ends_now) and not when.until and when.seconds is None:
        start = _on(day, when.clocks[0], now, calendar)
        end = now if when.ends_now else _end(day, when.clocks[0], when.ends[0], now, calendar)
        return _forward(start, end, now, calendar)
    if when.seconds is None or when.ends:
        raise BadInput("The entry does not say how long it lasted", _SPANS)
    if when.until and (when.clocks or when.ends_now):
        end = now if when.ends_now else _on(day, when.clocks[0], now, calendar)
        return Span(_earlier(end, when.seconds), end)
    if when.lasting and when.clocks:
        start = _on(day, when.clocks[0], now, calendar)
        return Span(start, _later(start, when.seconds))
    if when.clocks:
        raise BadInput("The entry does not say whether its time is the start or the end", _SPANS)
    if day is not None:
        raise BadInput(f"The entry names a day ({day}) and no time of day", _SPANS)
    return Span(_earlier(now, when.seconds), now)


def _later(start: datetime, seconds: int) -> datetime:
    try:
        return start + timedelta(seconds=seconds)
    except OverflowError as error:
        raise BadInput("That is too long", "check the duration") from error


def _end(
    day: date | None, start: _WallTime, end: _WallTime, now: datetime, calendar: Calendar
) -> datetime:
    """The end of `13:10-14:00`; one before the start is the next day's."""
    begun = _on(day, start, now, calendar)
    begun_day = calendar.local(begun).date()
    if end.days or (end.at >= start.at and end.offset is None):
        return _on(begun_day, end, now, calendar)
    if end.offset is not None:
        try:
            same_day = _on(begun_day, end, now, calendar)
        except BadInput:
            # The offset may be that of the next day, after a change of the clocks.
            return _on(begun_day + ONE_DAY, end, now, calendar)
        if same_day >= begun:
            return same_day
    return _on(begun_day + ONE_DAY, end, now, calendar)


def _forward(start: datetime, end: datetime, now: datetime, calendar: Calendar) -> Span:
    if end < start:
        raise BadInput(
            f"The end ({_shown(end, now, calendar)}) lies before the start"
            f" ({_shown(start, now, calendar)})",
            "check the days and times",
        )
    return Span(start, end)


def _shown(at: datetime, now: datetime, calendar: Calendar) -> str:
    wall = calendar.local(at)
    year = "" if wall.year == calendar.local(now).year else f" {wall.year}"
    return f"{wall:%a} {wall.day} {wall:%b}{year} {wall:%H:%M}"


def read_back(span: Span, now: datetime, calendar: Calendar) -> str:
    """How a span was understood: `Wed 18 Nov 20:10-20:55, 0:45`."""
    start, end = calendar.local(span.start), calendar.local(span.end)
    until = f"{end:%H:%M}"
    if end.date() != start.date():
        until = f"{end:%a} {end.day} {end:%b} {until}"
    lasted = int((span.end - span.start).total_seconds())
    return f"{_shown(span.start, now, calendar)}-{until}, {hm(lasted)}"
