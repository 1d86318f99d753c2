"""The first start: four questions, each with a guess, so that Enter answers it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from taskwell.money.territories import currency_of
from taskwell.queries.settings import stored
from taskwell.records.setting import SETTINGS
from taskwell.store.store import Store
from taskwell.timekeeping.territories import country_name, country_of
from taskwell.timekeeping.zones import system_zone

KEYS = ("country", "currency", "zone", "day_start")
_LOCALE = re.compile(r"[a-z]{2,3}_([A-Z]{2})\b")


@dataclass(frozen=True, slots=True)
class Question:
    """One question: the setting it is about, what it is called, the answer that stands (a setting that
    was kept, else the guess, "" without one), and where that comes from or what it is for."""

    key: str
    label: str
    answer: str
    about: str


def questions(store: Store, environment: Mapping[str, str]) -> tuple[Question, ...]:
    """The questions in their order; `environment` is asked for the language's country."""
    kept = stored(store)
    zone = str(kept.get("zone") or system_zone())
    by_zone, by_language = country_of(zone), _country_of_language(environment)
    country = str(kept.get("country") or by_zone or by_language or "")
    named = country_name(country) or country
    if kept.get("country"):
        where = named
    elif country:
        where = f"{named}, by your {'time zone' if by_zone else 'language'}"
    else:
        where = "two letters such as KE: it shows what is open to you"
    money = currency_of(country) if country else None
    currency = str(kept.get("currency") or money or SETTINGS["currency"].default)
    told = f"paid with in {named}" if money == currency else "sums are told in it"
    return (
        Question("country", "Country", country, where),
        Question("currency", "Home currency", currency, told),
        Question(
            "zone",
            "Time zone",
            zone,
            "" if kept.get("zone") else "as this machine has it",
        ),
        Question(
            "day_start",
            "Your day starts",
            str(kept.get("day_start") or SETTINGS["day_start"].default),
            "04:00 suits long nights",
        ),
    )


def _country_of_language(environment: Mapping[str, str]) -> str | None:
    for name in ("LC_ALL", "LC_MONETARY", "LANG"):
        found = _LOCALE.match(environment.get(name, ""))
        if found is not None:
            return found[1]
    return None
