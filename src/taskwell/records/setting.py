"""The settings kept in the store: their names, defaults and what each accepts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from difflib import get_close_matches

from taskwell.errors import BadInput
from taskwell.money.amounts import currency_code, parse_money
from taskwell.records.documents import plain
from taskwell.timekeeping.durations import parse_duration
from taskwell.timekeeping.zones import zone

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: `parse` turns what was typed into the JSON value that is kept, or BadInput."""

    key: str
    default: object
    parse: Callable[[str], object]
    help: str


def _zone(text: str) -> str:
    return zone(text.strip()).key or "UTC"


def _currency(text: str) -> str:
    return currency_code(text)


def _country(text: str) -> str:
    code = text.strip().upper()
    if len(code) != 2 or not code.isascii() or not code.isalpha():
        raise BadInput(f"'{text.strip()}' is no country code", "use two letters such as US or DE")
    return code


def _day_start(text: str) -> str:
    try:
        hour, minute = text.strip().split(":")
        return time(int(hour), int(minute)).strftime("%H:%M")
    except ValueError as error:
        raise BadInput(f"'{text.strip()}' is no time of day", "write it as 04:00") from error


def _week_start(text: str) -> str:
    typed = text.strip().lower()
    for name in _WEEKDAYS:
        if len(typed) >= 2 and (typed.startswith(name) or name.startswith(typed)):
            return name
    raise BadInput(f"'{text.strip()}' is no weekday", f"use one of {', '.join(_WEEKDAYS)}")


def _duration(text: str) -> int:
    seconds = parse_duration(text)
    if seconds is None:
        raise BadInput(f"'{text.strip()}' is no duration", "write it as 6h, 45m or 1:30")
    return seconds


def _day_goal(text: str) -> int:
    seconds = _duration(text)
    if seconds > 86400:
        raise BadInput("A day has 24 hours", "set at most 24h")
    return seconds


def _week_goal(text: str) -> int:
    seconds = _duration(text)
    if seconds > 7 * 86400:
        raise BadInput("A week has 168 hours", "set a goal of at most 168h")
    return seconds


def _hourly(text: str) -> object:
    amount = parse_money(text)
    if amount.minor == 0:
        raise BadInput("An hourly rate of zero says nothing", "write for example 8.00 USD")
    return plain(amount)


def _income(text: str) -> object:
    amount = parse_money(text)
    if amount.minor == 0:
        raise BadInput("An income of zero has no share", "write for example 1500 USD, or --unset")
    return plain(amount)


def _exposure_cap(text: str) -> int:
    if text.strip().lower() in ("off", "no", "0"):
        return 0
    return _day_goal(text)


def weekday(name: str) -> int:
    """0 for mon ... 6 for sun."""
    return _WEEKDAYS.index(name)


SETTINGS = {
    each.key: each
    for each in (
        Setting("zone", None, _zone, "time zone, for example Europe/Berlin; the system's if unset"),
        Setting("currency", "USD", _currency, "home currency, for example USD"),
        Setting("country", None, _country, "the country you are in, two letters"),
        Setting("day_start", "00:00", _day_start, "when your day begins, for example 04:00"),
        Setting("week_start", "mon", _week_start, "the first day of your week"),
        Setting("goal_day", None, _day_goal, "hours you aim at in a day, for example 6h"),
        Setting("goal_week", None, _week_goal, "hours you aim at in a week, for example 24h"),
        Setting("floor_hourly", None, _hourly, "the least an hour is to pay, for example 8.00 USD"),
        Setting("target_hourly", None, _hourly, "what an hour is to pay, for example 15.00 USD"),
        Setting("other_income", None, _income, "your other income in a month, such as 1500 USD"),
        Setting("exposure_cap", 14400, _exposure_cap, "your limit of hard content a day, or off"),
    )
}


def known(key: str) -> Setting:
    """The setting of a name; BadInput with near names when there is none."""
    found = SETTINGS.get(key.strip().lower().replace("-", "_"))
    if found is None:
        near = get_close_matches(key.strip().lower(), SETTINGS, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(SETTINGS)}"
        raise BadInput(f"There is no setting '{key}'", hint)
    return found
