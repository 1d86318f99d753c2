"""The settings kept in the store, as values."""

from __future__ import annotations

from datetime import time

from taskwell.money.amounts import Money
from taskwell.records.setting import SETTINGS, known, weekday
from taskwell.store.store import Store
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.zones import system_zone, zone


def stored(store: Store) -> dict[str, object]:
    """The settings a person has set, by key, as they are kept."""
    return {
        str(document.get("key")): document.get("value")
        for document in store.core("settings").values()
    }


def value(store: Store, key: str) -> object:
    """The value of one setting, or its default; BadInput names near keys for an unknown one."""
    setting = known(key)
    return stored(store).get(setting.key, setting.default)


def calendar(store: Store) -> Calendar:
    """The person's zone (else the system's, asked afresh), start of day and start of week."""
    found = stored(store)
    name = found.get("zone") or system_zone()
    hour, minute = str(found.get("day_start", SETTINGS["day_start"].default)).split(":")
    first = str(found.get("week_start", SETTINGS["week_start"].default))
    return Calendar(zone(str(name)), time(int(hour), int(minute)), weekday(first))


def home_currency(store: Store) -> str:
    """The currency a person counts in at home."""
    return str(value(store, "currency"))


def goal(store: Store, key: str) -> int | None:
    """A goal of hours in seconds: "goal_day" or "goal_week"; None when none is set."""
    found = value(store, key)
    return found if isinstance(found, int) else None


def hourly(store: Store, key: str) -> Money | None:
    """An hourly amount: "floor_hourly" or "target_hourly"; None when none is set."""
    found = value(store, key)
    if not isinstance(found, dict):
        return None
    return Money(int(found["minor"]), str(found["currency"]))
