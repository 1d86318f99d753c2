"""What a setting is, and how the values that are typed for one are read and shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from taskwell.errors import BadInput
from taskwell.money.amounts import Money, parse_money
from taskwell.records.documents import plain
from taskwell.timekeeping.durations import hm, in_words, parse_duration

OFF = ("off", "no", "none", "0")
DAY = 86400


def as_is(value: object) -> str:
    """A value as it is written."""
    return str(value)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: `parse` turns what was typed into the JSON value that is kept, or BadInput; `show`
    turns that into what can be typed."""

    key: str
    default: object
    parse: Callable[[str], object]
    help: str
    show: Callable[[object], str] = as_is


def off(text: str) -> bool:
    """Whether a word takes a limit away."""
    return text.strip().lower() in OFF


def duration(text: str) -> int:
    """Seconds, as `6h`, `45m` or `1:30`."""
    seconds = parse_duration(text)
    if seconds is None:
        raise BadInput(f"'{text.strip()}' is no duration", "write it as 6h, 45m or 1:30")
    return seconds


def within_a_day(text: str) -> int:
    """A duration of a day at most."""
    seconds = duration(text)
    if seconds > DAY:
        raise BadInput("A day has 24 hours", "set at most 24h")
    return seconds


def within_a_week(text: str) -> int:
    """A duration of a week at most."""
    seconds = duration(text)
    if seconds > 7 * DAY:
        raise BadInput("A week has 168 hours", "set at most 168h")
    return seconds


def limit(text: str) -> int:
    """A duration within a day, or 0 for none."""
    return 0 if off(text) else within_a_day(text)


def limits(most: Callable[[str], int]) -> Callable[[str], object]:
    """A parser of several durations, shortest first; none for no limit."""

    def parse(text: str) -> object:
        if off(text):
            return []
        words = text.replace(",", " ").split()
        if not 1 <= len(words) <= 5:
            raise BadInput("One to five durations are wanted", "write them as 6h 8h, or off")
        return sorted({most(word) for word in words})

    return parse


def wall_time(text: str) -> str:
    """A time of day, as `04:00`."""
    try:
        hour, minute = text.strip().split(":")
        return time(int(hour), int(minute)).strftime("%H:%M")
    except ValueError as error:
        raise BadInput(f"'{text.strip()}' is no time of day", "write it as 04:00") from error


def wall_time_or_off(text: str) -> str:
    """A time of day, or "" for none."""
    return "" if off(text) else wall_time(text)


def few(text: str) -> int:
    """A whole number from 0 to 99; off is 0."""
    if off(text):
        return 0
    typed = text.strip()
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= 2):
        raise BadInput(f"'{typed[:40]}' is no whole number up to 99", "write digits, or off")
    return int(typed)


def hourly(text: str) -> object:
    """An amount for an hour, not zero."""
    amount = parse_money(text)
    if amount.minor == 0:
        raise BadInput("An hourly rate of zero says nothing", "write for example 8.00 USD")
    return plain(amount)


def income(text: str) -> object:
    """An amount for a month, not zero."""
    amount = parse_money(text)
    if amount.minor == 0:
        raise BadInput("An income of zero has no share", "write for example 1500 USD, or --unset")
    return plain(amount)


def show_hours(value: object) -> str:
    """`6:00`, or `off`."""
    return hm(value) if isinstance(value, int) and value else "off"


def show_span(value: object) -> str:
    """`50 min`, or `off`."""
    return in_words(value) if isinstance(value, int) and value else "off"


def show_all_hours(value: object) -> str:
    """`6:00 8:00`, or `off`."""
    each = value if isinstance(value, list) else []
    return " ".join(hm(int(seconds)) for seconds in each) or "off"


def show_or_off(value: object) -> str:
    """The value, or `off` for none."""
    return str(value) if value else "off"


def show_amount(value: object) -> str:
    """`8.00 USD`."""
    assert isinstance(value, dict)
    amount = Money(int(value["minor"]), str(value["currency"]))
    return f"{amount.text()} {amount.currency}"
