"""What the program works with of a platform, in words, and which fact each rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from taskwell.catalogue.entries import Entry
from taskwell.queries.catalogue import entry_of, facts, named, payout_rule
from taskwell.records.platform import Platform
from taskwell.records.rule_words import payout_rule_text, report_rule_text
from taskwell.store.store import Store
from taskwell.timekeeping.durations import in_words

FIELDS = (
    "payout",
    "report",
    "session_limit",
    "day_cap",
    "week_cap",
    "idle_minutes",
    "currency",
    "pay_basis",
    "entry_level",
    "countries",
    "steps",
    "appeal_days",
    "dispute",
    "dispute_periods",
    "claim_days",
    "invoice_day",
    "invoice_hours",
    "metrics",
)
"""In the order in which they are told."""
PLATFORM_OWN = ("payout", "report", "session_limit", "day_cap", "week_cap", "currency", "steps")
"""Those that a platform has as fields of its own, which come before the catalogue's."""
LIMITS = ("session_limit", "day_cap", "week_cap")


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field in words. `fact` is the key of the fact it rests on, "" for the person's own word
    where the catalogue has none; `own` says that the person's word is told."""

    key: str
    text: str
    fact: str
    own: bool
    verify: bool


def fields_of(entry: Entry, today: date) -> tuple[FieldLine, ...]:
    """The fields of an entry of the catalogue of which anything is known."""
    return tuple(
        FieldLine(key, _words(entry, key), fact.key, False, fact.to_verify(today))
        for key in FIELDS
        if (fact := entry.ground(key)) is not None
    )


def fields(store: Store, now: datetime, platform: Platform | str) -> tuple[FieldLine, ...]:
    """The same of a person's platform, its own values first; BadInput for a name that is none."""
    found = named(store, platform)
    entry = entry_of(found)
    doubtful = {each.key for each in facts(store, now, found) if each.verify}
    lines = []
    for key in FIELDS:
        fact = entry.rests.get(key, "") if entry else ""
        if own := _own_words(found, entry, key):
            lines.append(FieldLine(key, own, fact, True, False))
        elif fact and entry is not None:
            text = _words_for(found, entry, key)
            lines.append(FieldLine(key, text, fact, False, fact in doubtful))
    return tuple(lines)


def _own_words(platform: Platform, entry: Entry | None, key: str) -> str:
    """The person's own word on a field, "" where the catalogue's holds or there is none."""
    if key == "payout":
        return payout_rule_text(platform.payout) if platform.payout else ""
    if key == "report":
        return report_rule_text(platform.report) if platform.report else ""
    if key in LIMITS:
        seconds: int | None = getattr(platform, key)
        same = entry is not None and seconds == getattr(entry, key)
        return in_words(seconds) if seconds and not same else ""
    if key == "currency":
        return "" if entry and platform.currency in entry.currencies else platform.currency
    corrected = any(each.fact == key for each in platform.corrections)
    return _words(entry, key) if corrected and entry is not None else ""


def _words_for(platform: Platform, entry: Entry, key: str) -> str:
    """The catalogue's word on a field, in the currency of the platform."""
    if key == "currency":
        return platform.currency
    rule = payout_rule(platform) if key == "payout" else None
    return payout_rule_text(rule) if rule else _words(entry, key)


def _words(entry: Entry, key: str) -> str:
    if key == "payout":
        return payout_rule_text(entry.payout) if entry.payout else ""
    if key == "report":
        return report_rule_text(entry.report) if entry.report else ""
    if key == "currency":
        return ", ".join(entry.currencies)
    found: object = getattr(entry, key)
    if isinstance(found, bool):
        return "yes" if found else "no"
    if key == "metrics":
        return ", ".join(f"{each.name} {each.range}".rstrip() for each in entry.metrics)
    if isinstance(found, tuple):
        return ("; " if key == "steps" else ", ").join(found)
    if key in LIMITS and isinstance(found, int):
        return in_words(found)
    return str(found)
