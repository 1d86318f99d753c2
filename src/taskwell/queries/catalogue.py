"""What the catalogue says of the platforms of a person, their own corrections on top of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from taskwell.catalogue.entries import Catalogue, Entry, Fact, stale
from taskwell.catalogue.loader import catalogue
from taskwell.catalogue.typed import TYPED, entry_for
from taskwell.queries.directory import directory
from taskwell.queries.settings import calendar
from taskwell.records.payout_rule import PayoutRule, ReportRule
from taskwell.records.platform import Correction, Platform
from taskwell.records.rule_words import parse_payout_rule, payout_rule_text
from taskwell.store.store import Store

NOT_KNOWN = "not known"
OWN = "own"
"""The evidence of what a person said or checked themselves."""
BASIS = {"hour": "by the hour", "task": "by the task", "fixed": "by the session"}
_SAME_COUNTRY = {"UK": "GB"}


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact about a platform as it holds for the person.

    `original` is the catalogue's word where the person's differs (then `corrected` is True).
    `as_of` is the day it was read, or corrected; `evidence` verified, worker, unverified or own.
    `verify` says that it has to be checked: not official, undated, or more than 180 days old.
    """

    key: str
    text: str
    original: str | None
    as_of: date | None
    source: str
    evidence: str
    verify: bool
    corrected: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """One platform of the catalogue, to choose from.

    `countries` is empty where nobody knows; `here` says whether it is open in the country that was
    asked for, None where that is not known. `asks` and `pays` are "not known" where it is so.
    `facts` of them are there, `verify` have to be checked. `added` says that the person has it.
    """

    key: str
    name: str
    about: str
    entry_level: bool
    countries: tuple[str, ...]
    asks: str
    pays: str
    added: bool
    dormant: bool
    verify: int
    facts: int
    here: bool | None
    standing: str


def entry_of(platform: Platform) -> Entry | None:
    """The entry a platform was made from, with the person's own words over its fields.

    None for a platform of the person's own, unless they said such words of it.
    """
    return entry_for(platform.catalogue, platform.name, platform.corrections)


def payout_rule(platform: Platform) -> PayoutRule | None:
    """When a platform pays: the person's own rule, else the catalogue's, else None.

    A minimum of the catalogue's that names no currency is in the platform's, if it pays in that.
    """
    if platform.payout is not None:
        return platform.payout
    entry = entry_of(platform)
    if entry is None or entry.payout is None or platform.currency not in entry.currencies:
        return entry.payout if entry else None
    return _rule(entry.payout_words, platform.currency)


@lru_cache(maxsize=256)
def _rule(words: str, currency: str) -> PayoutRule:
    return parse_payout_rule(words, currency)


def report_rule(platform: Platform) -> ReportRule | None:
    """How hours are typed on its site: the person's own rule, else the catalogue's, else None."""
    if platform.report is not None:
        return platform.report
    entry = entry_of(platform)
    return entry.report if entry else None


def facts(store: Store, now: datetime, platform: Platform | str) -> tuple[FactLine, ...]:
    """What is known of a platform (or of a name or uid): the catalogue's facts in their order, what
    the person corrected on top of them, then what they added. BadInput for a name that is none."""
    found = named(store, platform)
    today = calendar(store).day_of(now)
    entry = entry_of(found)
    own = {each.fact: each for each in found.corrections if each.fact not in TYPED}
    lines = [_line(fact, own.pop(fact.key, None), today) for fact in (entry.facts if entry else ())]
    return (*lines, *(_own_line(each, today) for each in own.values()))


def facts_of_entry(entry: Entry, today: date) -> tuple[FactLine, ...]:
    """The catalogue's facts of an entry, as they are for somebody who corrected none."""
    return tuple(_line(fact, None, today) for fact in entry.facts)


def named(store: Store, platform: Platform | str) -> Platform:
    """The platform itself, or the one of a uid or name; BadInput when there is none."""
    if isinstance(platform, Platform):
        return platform
    names = directory(store)
    return names.platforms.get(platform) or names.platform(platform)


def _line(fact: Fact, own: Correction | None, today: date) -> FactLine:
    if own is None:
        verify = fact.to_verify(today)
        evidence: str = fact.evidence
        return FactLine(fact.key, fact.text, None, fact.as_of, fact.source, evidence, verify, False)
    line = _own_line(own, today)
    if own.value == fact.text:  # checked, and found to hold
        source = f"{fact.source}, checked by you"
        return FactLine(line.key, line.text, None, own.since, source, OWN, line.verify, False)
    return FactLine(line.key, line.text, fact.text, own.since, "you", OWN, line.verify, True)


def _own_line(own: Correction, today: date) -> FactLine:
    verify = stale(own.since, today)
    return FactLine(own.fact, own.value, None, own.since, "you", OWN, verify, False)


def offered(
    store: Store,
    now: datetime,
    *,
    country: str | None = None,
    entry_level: bool = False,
    text: str = "",
) -> tuple[Offer, ...]:
    """The catalogue's platforms that suit, in its order; those of unknown countries stay listed.

    `country` (two letters) leaves out those that name countries without it, `entry_level` those
    that are not known for such work, `text` those that speak of none of it.
    """
    today = calendar(store).day_of(now)
    held = {each.catalogue for each in directory(store).platforms.values()}
    wanted = text.strip().casefold()
    offers = (
        _offer(entry, today, _here(entry, country), entry.key in held)
        for entry in _speaking_of(catalogue(), wanted)
        if entry.entry_level or not entry_level
    )
    return tuple(each for each in offers if each.here is not False)


def _speaking_of(known: Catalogue, wanted: str) -> list[Entry]:
    return [
        each
        for each in known.entries.values()
        if not wanted
        or wanted in f"{each.key}\n{each.name}\n{each.about}".casefold()
        or any(wanted in fact.text.casefold() for fact in each.facts)
    ]


def _here(entry: Entry, country: str | None) -> bool | None:
    if country is None or not entry.countries:
        return None
    code = country.strip().upper()
    return _SAME_COUNTRY.get(code, code) in entry.countries


def _offer(entry: Entry, today: date, here: bool | None, added: bool) -> Offer:
    basis = BASIS.get(entry.pay_basis or "", "")
    rule = payout_rule_text(entry.payout) if entry.payout else ""
    return Offer(
        key=entry.key,
        name=entry.name,
        about=entry.about,
        entry_level=entry.entry_level,
        countries=entry.countries,
        asks="; ".join(entry.steps) if entry.ground("steps") else NOT_KNOWN,
        pays=", ".join(each for each in (basis, rule) if each) or NOT_KNOWN,
        added=added,
        dormant=entry.dormant,
        verify=sum(each.to_verify(today) for each in entry.facts),
        facts=len(entry.facts),
        here=here,
        standing=entry.standing,
    )
