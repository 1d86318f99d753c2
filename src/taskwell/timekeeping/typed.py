"""What a person types as a time: moments, and the `when` of an entry line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from taskwell.errors import BadInput
from taskwell.timekeeping.clockwords import (
    WallTime,
    earlier,
    later,
    on_day,
    parse_date,
    read_clock,
    shown,
)
from taskwell.timekeeping.days import ONE_DAY, Calendar
from taskwell.timekeeping.durations import hm, parse_duration
from taskwell.timekeeping.walltime import label, readings, resolve

__all__ = ["Span", "parse_at", "parse_date", "parse_span", "read_back"]

_ISO_LETTERS = re.compile(r"\d[\dt:+z-]+")
_ISO_JOINT = re.compile(r"(\d{4}-\d{2}-\d{2})t(?=\d)")
_ISO = re.compile(r"\d[\dW-]{6,9}T\d", re.IGNORECASE)
# With a space for the T, only an offset tells it from a date and a time of the zone.
_ISO_WITH_SPACE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\S*(?:[+-]\d\d:?\d\d|z)$", re.IGNORECASE)
_CLOCK_DATE = re.compile(r"(\S+?)-(\d{4}-\d{1,2}-\d{1,2}|[a-z]+|-\d{1,5}d)")
_LONGEST_WORD = 60
_MOMENTS = "write 14:05, yesterday 22:30, -20m or 2026-11-03T14:05"
_SPANS = "write 45m, 45m until 14:00, 14:00 for 45m, 13:10-14:00 or 2026-11-03 13:10-14:00"


def parse_at(
    text: str, now: datetime, calendar: Calendar, *, allow_future: bool = False
) -> datetime:
    """The instant of a typed moment: `14:05`, `yesterday 22:30`, `-20m`, `now` or ISO 8601.

    A time alone is one of the person's present day. BadInput says what is accepted, and refuses
    what lies after `now` unless `allow_future`.
    """
    at = _moment(text.strip(), now, calendar)
    if at > now and not allow_future:
        raise BadInput(
            f"'{text.strip()}' lies in the future ({shown(at, now, calendar)})",
            "name the day too, for example yesterday 22:30",
        )
    return at


def _moment(text: str, now: datetime, calendar: Calendar) -> datetime:
    words = text.lower().split()
    if words == ["now"]:
        return now
    if text.startswith("-") and (ago := parse_duration(text[1:])) is not None:
        return earlier(now, ago)
    if (iso := _iso(text, calendar)) is not None:
        return iso
    today = calendar.day_of(now)
    days: list[date | None] = []
    clocks: list[WallTime] = []
    for word in words:
        if (clock := read_clock(word)) is not None:
            clocks.append(clock)
        elif (named := parse_date(word, today, calendar)) is not None:
            days.append(None if word == "today" else named)
        else:
            raise BadInput(f"'{text}' is no time", _MOMENTS)
    if not clocks:
        raise BadInput(f"'{text}' names no time of day", _MOMENTS)
    if len(clocks) > 1 or len(days) > 1:
        raise BadInput(f"'{text}' names more than one time", _MOMENTS)
    return on_day(days[0] if days else None, clocks[0], now, calendar)


def _iso(text: str, calendar: Calendar) -> datetime | None:
    """The instant of an ISO 8601 date and time; None when it is none."""
    if len(text) > _LONGEST_WORD or not (_ISO.match(text) or _ISO_WITH_SPACE.match(text)):
        return None
    try:
        read = datetime.fromisoformat(text.upper()).replace(microsecond=0)
    except ValueError:
        return None
    if read.tzinfo is None:
        return resolve(read, calendar.zone)
    if not 2 <= read.year <= 9998:
        raise BadInput(f"The year {read.year} lies outside the calendar", "check the date")
    return read.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, both ends as instants in UTC, the end after the start."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class _Clocks:
    """One reading of a word of times: a start alone, to an end, or to now."""

    start: WallTime
    end: WallTime | None = None
    to_now: bool = False


@dataclass(slots=True)
class _When:
    """The words of an entry that speak of time, sorted by what they say.

    `joined` holds the readings of a word such as `01:10-06:00`, a range or a time with its offset;
    it stands at the place `joined_at` among the clocks.
    """

    days: list[date] = field(default_factory=list)
    today: bool = False
    clocks: list[WallTime] = field(default_factory=list)
    joined: list[_Clocks] = field(default_factory=list)
    joined_at: int = 0
    end: WallTime | None = None
    to_now: bool = False
    seconds: int | None = None
    until: bool = False
    lasting: bool = False
    ago: int | None = None

    @property
    def nothing(self) -> bool:
        """Whether no word spoke of time."""
        return self == _When()

    def readings(self) -> list[_When]:
        """What the words may mean, likeliest first."""
        return [
            replace(
                self,
                clocks=[*self.clocks[: self.joined_at], one.start, *self.clocks[self.joined_at :]],
                end=one.end,
                to_now=self.to_now or one.to_now,
                joined=[],
            )
            for one in self.joined
        ] or [self]


def parse_span(
    words: Sequence[str], now: datetime, calendar: Calendar
) -> tuple[Span | None, list[str]]:
    """The stretch of time that an entry's words name, and the words that speak of something else.

    None when no word speaks of time. BadInput when the words contradict each other, start and end
    are the same, the end lies after `now`, or a wall time happens twice or never.
    """
    when, left = _sort_out(words, calendar.day_of(now), calendar)
    if when.nothing:
        return None, left
    refused: BadInput | None = None
    for reading in when.readings():
        try:
            return _checked(_span(reading, now, calendar), now, calendar), left
        except BadInput as error:
            refused = refused or error
    raise refused or _contradiction()


def _checked(span: Span, now: datetime, calendar: Calendar) -> Span:
    if span.start == span.end:
        raise BadInput(
            f"Start and end are the same ({shown(span.start, now, calendar)})", "check the times"
        )
    if span.end < span.start:
        raise BadInput(
            f"The end ({shown(span.end, now, calendar)}) lies before the start"
            f" ({shown(span.start, now, calendar)})",
            "check the days and times",
        )
    if span.end > now:
        raise BadInput(
            f"The end lies in the future ({shown(span.end, now, calendar)})",
            "name the day too, for example yesterday, or start the timer instead",
        )
    return span


def _contradiction() -> BadInput:
    return BadInput("The entry names more times than one stretch has", _SPANS)


def _sort_out(words: Sequence[str], today: date, calendar: Calendar) -> tuple[_When, list[str]]:
    when, left = _When(), []
    parts = [part for word in words for part in _iso_apart(word)]
    lower = ["" if len(part) > _LONGEST_WORD else part.lower() for part in parts]
    skip = False
    for at, word in enumerate(lower):
        before = lower[at - 1] if at else ""
        after = lower[at + 1] if at + 1 < len(lower) else ""
        if skip:
            skip = False
        elif word == "until" and after == "now":
            when.until = when.to_now = skip = True
        elif word == "until" and (_clocks(after) or parse_date(after, today, calendar)):
            when.until = True
        elif word == "for" and (lasting := parse_duration(after)) is not None:
            _lasts(when, lasting, "")
            when.lasting = skip = True
        elif not _take(when, word, before, today, calendar):
            left.append(parts[at])
    return when, left


def _take(when: _When, word: str, before: str, today: date, calendar: Calendar) -> bool:
    """Take a word that speaks of time; False when it speaks of something else."""
    if clocks := _clocks(word):
        if len(clocks) == 1 and not (clocks[0].end or clocks[0].to_now):
            when.clocks.append(clocks[0].start)
        elif when.joined:
            raise _contradiction()
        else:
            when.joined, when.joined_at = clocks, len(when.clocks)
    elif (day := parse_date(word, today, calendar)) is not None:
        when.days.append(day)
        when.today = word == "today"
    elif (
        (cut := _CLOCK_DATE.fullmatch(word))
        and (clock := read_clock(cut[1]))
        and (day := parse_date(cut[2], today, calendar))
    ):
        when.clocks.append(clock)
        when.days.append(day)
    elif word.startswith("-") and (ago := parse_duration(word[1:])) is not None:
        if when.ago is not None:
            raise _contradiction()
        when.ago = ago
    elif ":" not in word and (seconds := parse_duration(word)) is not None:
        _lasts(when, seconds, before)
    else:
        return False
    return True


def _clocks(word: str) -> list[_Clocks]:
    """What a word of times may mean: every way to cut it at a dash, then the whole as one time."""
    found: list[_Clocks] = []
    for at, letter in enumerate(word):
        if letter == "-" and (start := read_clock(word[:at])):
            if word[at + 1 :] == "now":
                found.append(_Clocks(start, to_now=True))
            elif end := read_clock(word[at + 1 :]):
                found.append(_Clocks(start, end))
    if alone := read_clock(word):
        found.append(_Clocks(alone))
    return found


def _lasts(when: _When, seconds: int, before: str) -> None:
    """Note a duration; a second word of one is taken only as the minutes of `1h 30m`."""
    if when.seconds is None:
        when.seconds = seconds
    elif before.endswith("h") and seconds < 3600 and parse_duration(before) == when.seconds:
        when.seconds += seconds
    else:
        raise BadInput("The entry names two durations", _SPANS)


def _iso_apart(word: str) -> list[str]:
    """`2026-11-03T13:10` as a date and a time; any other word as it is."""
    lower = word.lower()
    if len(word) > _LONGEST_WORD or not _ISO_LETTERS.fullmatch(lower):
        return [word]
    if not _ISO_JOINT.search(lower):
        return [word]
    return _ISO_JOINT.sub(r"\1 ", lower).split()


def _span(when: _When, now: datetime, calendar: Calendar) -> Span:
    clocks, end = when.clocks, when.end
    if when.ago is not None and replace(when, ago=None).nothing:
        return Span(earlier(now, when.ago), now)
    if when.ago is not None or len(when.days) > 2 or len(clocks) > 2:
        raise _contradiction()
    if len(when.days) == len(clocks) == 2 and end is None and when.seconds is None:
        first, last = (
            on_day(day, clock, now, calendar) for day, clock in zip(when.days, clocks, strict=True)
        )
        return Span(first, last)
    if len(when.days) > 1 or len(clocks) > 1:
        raise _contradiction()
    day = when.days[0] if when.days and not when.today else None
    if end is not None or (clocks and when.to_now):
        if when.seconds is not None or when.until:
            raise _contradiction()
        start = on_day(day, clocks[0], now, calendar)
        return Span(start, _end(start, clocks[0], end, now, calendar) if end else now)
    if when.seconds is None:
        raise BadInput("The entry does not say how long it lasted", _SPANS)
    return _measured(when, day, when.seconds, now, calendar)


def _measured(
    when: _When, day: date | None, seconds: int, now: datetime, calendar: Calendar
) -> Span:
    """A span of known length: until a time, from a time, or until now."""
    if not when.clocks:
        if when.days:
            raise BadInput("The entry names a day and no time of day", _SPANS)
        return Span(earlier(now, seconds), now)
    if not (when.until or when.lasting):
        raise BadInput("The entry does not say whether its time is the start or the end", _SPANS)
    at = on_day(day, when.clocks[0], now, calendar)
    if when.until:
        return Span(earlier(at, seconds), at)
    return Span(at, later(at, seconds))


def _end(
    begun: datetime, start: WallTime, end: WallTime, now: datetime, calendar: Calendar
) -> datetime:
    """The end of `13:10-14:00`; one before the start is the next day's."""
    day = calendar.local(begun).date()
    if end.offset is not None:
        try:
            same_day = on_day(day, end, now, calendar)
        except BadInput:
            # The offset may be that of the next day, after a change of the clocks.
            return on_day(day + ONE_DAY, end, now, calendar)
        return same_day if same_day >= begun else on_day(day + ONE_DAY, end, now, calendar)
    wall = datetime.combine(day, end.at)
    # 02:50+02:00-02:10 may end in the repeated hour of the same day: resolving it asks which.
    again = any(at > begun for at in readings(wall, calendar.zone))
    if end.days or end.at >= start.at or again:
        return on_day(day, end, now, calendar)
    return on_day(day + ONE_DAY, end, now, calendar)


def read_back(span: Span, now: datetime, calendar: Calendar) -> str:
    """How a span was understood: `Wed 18 Nov 20:10-20:55, 0:45`; doubled hours with their offset."""
    start, end = calendar.local(span.start), calendar.local(span.end)
    until = label(end)
    if end.date() != start.date():
        until = f"{end:%a} {end.day} {end:%b} {until}"
    begun = shown(span.start, now, calendar)[:-5] + label(start)
    lasted = int((span.end - span.start).total_seconds())
    return f"{begun}-{until}, {hm(lasted)}"
