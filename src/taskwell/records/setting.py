"""The settings kept in the store: their names, defaults and what each accepts."""

from __future__ import annotations

from difflib import get_close_matches

from taskwell.errors import BadInput
from taskwell.money.amounts import currency_code
from taskwell.records.money_setting import MONEY
from taskwell.records.setting_values import (
    Setting,
    hourly,
    income,
    show_amount,
    show_hours,
    wall_time,
    within_a_day,
    within_a_week,
)
from taskwell.records.wellbeing_setting import LIMITS
from taskwell.timekeeping.zones import zone

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _zone(text: str) -> str:
    return zone(text.strip()).key or "UTC"


def _country(text: str) -> str:
    code = text.strip().upper()
    if len(code) != 2 or not code.isascii() or not code.isalpha():
        raise BadInput(f"'{text.strip()}' is no country code", "use two letters such as US or DE")
    return code


def _week_start(text: str) -> str:
    typed = text.strip().lower()
    for name in _WEEKDAYS:
        if len(typed) >= 2 and (typed.startswith(name) or name.startswith(typed)):
            return name
    raise BadInput(f"'{text.strip()}' is no weekday", f"use one of {', '.join(_WEEKDAYS)}")


def weekday(name: str) -> int:
    """0 for mon ... 6 for sun."""
    return _WEEKDAYS.index(name)


SETTINGS = {
    each.key: each
    for each in (
        Setting("zone", None, _zone, "time zone, for example Europe/Berlin; the system's if unset"),
        Setting("currency", "USD", currency_code, "home currency, for example USD"),
        Setting("country", None, _country, "the country you are in, two letters"),
        Setting("day_start", "00:00", wall_time, "when your day begins, for example 04:00"),
        Setting("week_start", "mon", _week_start, "the first day of your week"),
        Setting(
            "goal_day", None, within_a_day, "hours you aim at in a day, for example 6h", show_hours
        ),
        Setting(
            "goal_week",
            None,
            within_a_week,
            "hours you aim at in a week, for example 24h",
            show_hours,
        ),
        Setting(
            "floor_hourly",
            None,
            hourly,
            "the least an hour is to pay, for example 8.00 USD",
            show_amount,
        ),
        Setting(
            "target_hourly",
            None,
            hourly,
            "what an hour is to pay, for example 15.00 USD",
            show_amount,
        ),
        Setting(
            "other_income",
            None,
            income,
            "your other income in a month, such as 1500 USD",
            show_amount,
        ),
        *MONEY,
        *LIMITS,
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


def as_text(key: str, value: object) -> str:
    """A value as it can be typed; "" for one that is not set."""
    return "" if value is None else known(key).show(value)
