"""Dates, clock times, durations and amounts as foreign files write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from taskwell.errors import BadInput
from taskwell.formats.reading import Unreadable
from taskwell.money.amounts import Money, currency_code, exponent
from taskwell.timekeeping.durations import parse_duration

DateOrder = Literal["dmy", "mdy"]
_PARTS = re.compile(r"(\d{1,4})([-/.])\s?(\d{1,2})\2\s?(\d{1,4})\.?")
_CLOCK = re.compile(
    r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*(?:([ap])\.?\s?m\.?)?", re.IGNORECASE
)
_HOUR = re.compile(r"(\d{1,2})\s*([ap])\.?\s?m\.?", re.IGNORECASE)
_SPAN = re.compile(r"(\d{1,5}):([0-5]?\d)(?::([0-5]?\d)(?:[.,]\d+)?)?")
_NUMBER = re.compile(r"-?\d{1,9}(?:[.,]\d{1,12})?")
_CODE = r"([A-Za-z]{3}|[$£€])"
_AMOUNT = re.compile(
    rf"-?(?:{_CODE}\s*)?-?((?:\d[\d., '\u00a0\u202f]*)?\d|\.\d+)[.,]?\s*{_CODE}?-?"
)
_LONGEST_AMOUNT = 60
"""No amount has more characters, and a pattern with blanks in two places is slow on long ones."""
_PLAIN = re.compile(r"(?:\d{1,12}(?:\.\d{0,12})?|\.\d{1,12})")
_THOUSANDS = re.compile(r"\d{1,3}\.\d{3}")
LONGEST_SPAN = 366 * 86400
"""No row of a file tells of more than a year of work, in seconds."""
YEARS = range(1900, 9000)
"""The years that dates of files lie in. What begins in them and lasts long is still before 9999,
where time ends for every program here."""


def date_order(texts: Iterable[str], *, twelve_hours: bool) -> DateOrder | None:
    """Whether 03/04/2024 is 3 April (dmy) or 4 March (mdy), by all dates of a file in their order.

    A part over 12 decides; else the order under which the file is sorted by date; else a 12-hour
    clock, which goes with months first. None when nothing decides or dates contradict each other.
    """
    pairs = []
    for text in dict.fromkeys(texts):
        found = _PARTS.fullmatch(text.strip())
        if found and len(found[1]) < 3 and found[2] != ".":
            pairs.append((int(found[1]), int(found[3]), int(found[4])))
    day_first = any(first > 12 for first, _, _ in pairs)
    month_first = any(second > 12 for _, second, _ in pairs)
    if day_first != month_first:
        return "dmy" if day_first else "mdy"
    if not pairs or day_first:
        return None
    by_day = _sorted([(year, second, first) for first, second, year in pairs])
    by_month = _sorted([(year, first, second) for first, second, year in pairs])
    if len(pairs) > 2 and by_day != by_month:
        return "dmy" if by_day else "mdy"
    return "mdy" if twelve_hours else None


def _sorted(keys: list[tuple[int, int, int]]) -> bool:
    return keys in (sorted(keys), sorted(keys, reverse=True))


def read_date(text: str, order: DateOrder | None) -> date:
    """The date of `2016-01-1`, `2024/3/4`, `04.03.2024` or, by the file's order, `03/04/2024`."""
    found = _PARTS.fullmatch(text.strip())
    if found is None:
        raise Unreadable(f"'{text[:40]}' is no date" if text.strip() else "the date is missing")
    first, last = int(found[1]), int(found[4])
    if len(found[1]) > 2:
        return _date(text, first, int(found[3]), last)
    if found[2] == "." or int(found[1]) > 12:
        order = "dmy"
    elif int(found[3]) > 12:
        order = "mdy"
    if order is None and found[1].zfill(2) == found[3].zfill(2):
        order = "dmy"
    if order is None:
        raise Unreadable(
            f"'{text[:40]}' may be day or month first, and no date of the file tells which"
        )
    year = last + 2000 if len(found[4]) == 2 else last
    if order == "dmy":
        return _date(text, year, int(found[3]), first)
    return _date(text, year, first, int(found[3]))


def _date(text: str, year: int, month: int, day: int) -> date:
    if year not in YEARS:
        raise Unreadable(f"the year of '{text[:40]}' is out of range")
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable(f"'{text[:40]}' is no date of the calendar") from None


def twelve_hours(text: str) -> bool:
    """Whether a clock time is of a 12-hour clock."""
    return text.strip()[-2:].lower() in ("am", "pm", "m.")


@lru_cache(maxsize=4096)
def read_clock(text: str) -> timedelta:
    """The time since midnight of `9:05`, `09:05:10`, `9:05 PM`, `24:00`; fractions are dropped."""
    text = text.strip()
    found = _CLOCK.fullmatch(text)
    if found is not None:
        hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
        half = found[4]
    elif (short := _HOUR.fullmatch(text)) is not None:
        hour, minute, second, half = int(short[1]), 0, 0, short[2]
    else:
        raise Unreadable(f"'{text[:40]}' is no time of day" if text else "the time is missing")
    if half is not None and hour <= 12:
        if hour == 0:
            raise Unreadable(f"'{text[:40]}' is no time of a 12-hour clock")
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    if minute > 59 or second > 59 or hour > 24 or (hour == 24 and (minute or second)):
        raise Unreadable(f"'{text[:40]}' is no time of day")
    return timedelta(hours=hour, minutes=minute, seconds=second)


def read_span(text: str) -> tuple[int, int] | None:
    """(seconds, how exact in seconds) of `03:09:48`, `3:09`, `1h 30m`, `1,5` hours; None if none.

    None too for more than `LONGEST_SPAN`.
    """
    found = _span(text.strip())
    return None if found is None or found[0] > LONGEST_SPAN else found


def _span(text: str) -> tuple[int, int] | None:
    if found := _SPAN.fullmatch(text):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return hours * 3600 + minutes * 60 + seconds, 1 if found[3] else 60
    if _NUMBER.fullmatch(text):
        hours_text = text.replace(",", ".")
        if hours_text.startswith("-"):
            return None
        return int((Decimal(hours_text) * 3600).quantize(Decimal(1), ROUND_HALF_UP)), 60
    seconds_typed = parse_duration(text)
    return None if seconds_typed is None else (seconds_typed, 60)


def readings(wall: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The instants that a naive wall time may mean: one, or two where the clocks change.

    Where they jump over it, the two are what it would be by the clock before and after.
    """
    first = wall.replace(tzinfo=zone, fold=0)
    second = wall.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return (first.astimezone(UTC),)
    return first.astimezone(UTC), second.astimezone(UTC)


def placed(
    ends: dict[date, datetime], day: date, first: time, seconds: int, zone: ZoneInfo
) -> tuple[datetime, datetime]:
    """The instants of a length that names no time: from `first` on, or behind the last one of that
    day, whose end `ends` keeps. Unreadable where a day's lengths are longer than a year."""
    morning = readings(datetime.combine(day, first), zone)[0]
    start = ends.get(day, morning)
    end = start + timedelta(seconds=seconds)
    if (end - morning).total_seconds() > LONGEST_SPAN:
        raise Unreadable(f"the work of {day} is longer than a year")
    ends[day] = end
    return start, end


def is_missing(wall: datetime, zone: ZoneInfo) -> bool:
    """Whether the clocks jump over a wall time."""
    at = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    return at.astimezone(zone).replace(tzinfo=None) != wall


def interval(
    start: datetime, end: datetime, zone: ZoneInfo, span: tuple[int, int] | None
) -> tuple[datetime, datetime]:
    """The instants of two wall times; where the clocks change, the duration decides between them.

    Unreadable when the end lies before the start, or when nothing decides.
    """
    starts, ends = readings(start, zone), readings(end, zone)
    if len(starts) == 1 and len(ends) == 1:
        if ends[0] < starts[0]:
            raise Unreadable(f"the end {end} lies before the start {start}")
        return starts[0], ends[0]
    pairs = [(one, other) for one in starts for other in ends if one <= other]
    doubtful = len(pairs) != 1 or is_missing(start, zone) or is_missing(end, zone)
    if doubtful and span is not None:
        seconds, exact = span
        pairs = [
            (one, other)
            for one, other in pairs
            if abs((other - one).total_seconds() - seconds) < max(exact, 2)
        ]
        doubtful = len(pairs) != 1
    if not doubtful:
        return pairs[0]
    wall = start if len(starts) == 2 else end
    happens = "does not exist" if is_missing(wall, zone) else "happens twice"
    raise Unreadable(
        f"{wall:%H:%M} {happens} on {wall:%Y-%m-%d} in {zone.key}, and the duration does not decide"
    )


def read_amount(text: str, currency: str | None) -> Money | None:
    """The amount of `111.11`, `1.234,56`, `-$1,234.50` or `1,50 EUR`; None for nothing or zero.

    A bare number is in `currency`. More decimals than the currency has are rounded half up. Unreadable
    beyond twelve digits, as amounts that are typed.
    """
    text = text.strip().replace("\u2212", "-")
    if not text or text in ("-", "--"):
        return None
    found = _AMOUNT.fullmatch(text) if len(text) <= _LONGEST_AMOUNT else None
    if found is None or text.count("-") > 1:
        raise Unreadable(f"'{text[:40]}' is no amount of money")
    code = found[1] or found[3] or currency
    sign = "-" if "-" in text else ""
    if code is None:
        if not found[2].strip("0.,"):
            return None
        raise Unreadable(f"the amount {text[:40]} names no currency")
    try:
        code = currency_code(code)
    except BadInput as error:
        raise Unreadable(f"'{code[:20]}' is no currency") from error
    places = exponent(code)
    plain = _plain_number(found[2])
    if not places and _THOUSANDS.fullmatch(plain):
        plain = plain.replace(".", "")  # yen have no decimals: 1.234 is more than a thousand
    if not _PLAIN.fullmatch(plain):
        raise Unreadable(f"'{text[:40]}' is no amount of money")
    minor = int(Decimal(sign + plain).scaleb(places).quantize(Decimal(1), ROUND_HALF_UP))
    return Money(minor, code) if minor else None


def _plain_number(text: str) -> str:
    """A number with point and without groups; the last of `.` and `,` is the decimal sign."""
    digits = re.sub(r"[ '\u00a0\u202f]", "", text)
    point, comma = digits.rfind("."), digits.rfind(",")
    if comma > point:
        whole, _, part = digits.rpartition(",")
        # 1,234 and 1,234,567 are whole thousands: no currency in use has three decimals by comma.
        if (
            point < 0
            and len(part) == 3
            and (whole.count(",") or len(whole.lstrip("-0")) in (1, 2, 3))
        ):
            return digits.replace(",", "")
        return whole.replace(".", "").replace(",", "") + "." + part
    if digits.count(".") > 1:
        return digits.replace(".", "")
    return digits.replace(",", "")
