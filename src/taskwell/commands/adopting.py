"""Platforms out of the catalogue, and the person's own word over what it says of them."""

from __future__ import annotations

from datetime import date, datetime
from difflib import get_close_matches

from taskwell.catalogue.entries import Entry
from taskwell.catalogue.loader import catalogue
from taskwell.catalogue.typed import TYPED, typed_field
from taskwell.commands.roster import add_platform, set_platform
from taskwell.errors import BadInput
from taskwell.queries.catalogue import facts, named
from taskwell.queries.catalogue_fields import LIMITS, PLATFORM_OWN
from taskwell.queries.directory import directory
from taskwell.queries.settings import calendar, home_currency
from taskwell.records.documents import Document, plain
from taskwell.records.platform import Correction, Platform
from taskwell.records.text import clean_name, clean_text, visible
from taskwell.store.store import Store
from taskwell.store.transactions import REMOVED

LONGEST_KEY = 40
_UNSAID = "correct a platform"


def adopt(
    store: Store, now: datetime, key: str, *, name: str | None = None, state: str = "found"
) -> str:
    """Add a platform from the catalogue, by the key or name of its entry; returns its uid.

    It gets the entry's name unless another is given, the currency it pays in (the person's own if
    that is one of them), its steps, and the limits that an official page names. BadInput for a key
    that is none (near ones are named), a name that exists or a state that is none.
    """
    entry = catalogue().entry(key)
    clean = clean_name(name if name is not None else entry.name, "platform")
    home = home_currency(store)
    with store.transaction(f"add platform {visible(clean[:60])}", at=now) as act:
        uid = add_platform(
            store,
            now,
            clean,
            currency=home if home in entry.currencies else entry.currency,
            state=state,
            steps="; ".join(entry.steps),
        )
        changes: Document = {"catalogue": entry.key}
        changes |= {limit: seconds for limit in LIMITS if (seconds := _official(entry, limit))}
        act.update("platforms", directory(store).platform_ids[uid], changes)
    return uid


def _official(entry: Entry, limit: str) -> int | None:
    """A limit in seconds, if the fact that it rests on was read on an official page."""
    ground = entry.ground(limit)
    if ground is None or ground.evidence != "verified":
        return None
    seconds: int | None = getattr(entry, limit)
    return seconds


def correct(store: Store, now: datetime, platform: str, fact: str, text: str) -> str:
    """Put the person's word over a fact of a platform (its name or uid); returns the fact's key.

    An empty text takes it back; the fact's own text says that it was checked and holds. The keys
    of fields (payout, session_limit, appeal_days ...) change what the program works with. A key
    that is none is a fact of the person's own. BadInput for a word that is none, or is like one.
    """
    with store.transaction(_UNSAID, at=now) as act:
        found = named(store, platform)
        key = _known_key(store, now, found, fact)
        if act.why == _UNSAID:
            act.why = f"correct {visible(found.name)}: {key.replace('_', ' ')}"
        if key in PLATFORM_OWN:
            set_platform(store, now, found.uid, {key: text})
            entry = catalogue().entries.get(found.catalogue or "")
            if not text.strip() and entry and key in LIMITS and (official := _official(entry, key)):
                number = directory(store).platform_ids[found.uid]
                act.update("platforms", number, {key: official})
            return key
        value = clean_text(" ".join(text.split()), key.replace("_", " "))
        if value and key in TYPED:
            typed_field(key, value)
        kept = [each for each in found.corrections if each.fact != key]
        if value:
            kept.append(Correction(fact=key, value=value, since=_today(store, now)))
        elif len(kept) == len(found.corrections):
            raise BadInput(
                f"{visible(found.name)} has no word of yours on '{key}'", "write what is true"
            )
        number = directory(store).platform_ids[found.uid]
        act.update("platforms", number, {"corrections": plain(kept) if kept else REMOVED})
    return key


def confirm(store: Store, now: datetime, platform: str, fact: str) -> str:
    """Say that a fact was checked today and holds as it is told; returns its key.

    BadInput for a fact that the platform has not.
    """
    found = named(store, platform)
    key = fact.strip().lower().replace("-", "_")
    line = next((each for each in facts(store, now, found) if each.key == key), None)
    if line is None:
        _known_key(store, now, found, fact)
        raise BadInput(f"{visible(found.name)} has no fact '{visible(key)}'", "write what is true")
    return correct(store, now, found.uid, line.key, line.text)


def _today(store: Store, now: datetime) -> date:
    return calendar(store).day_of(now)


def _known_key(store: Store, now: datetime, platform: Platform, fact: str) -> str:
    """The key that was meant; one that is only like a known one is refused, for it is a slip."""
    key = "_".join(fact.strip().lower().replace("-", "_").split())
    told = {each.key for each in facts(store, now, platform)}
    known = [*sorted(told), *PLATFORM_OWN, *TYPED]
    if key in known:
        return key
    near = get_close_matches(key, known, n=2, cutoff=0.75)
    if near:
        raise BadInput(
            f"{visible(platform.name)} has no fact '{visible(key[:LONGEST_KEY])}'",
            f"did you mean {' or '.join(near)}?",
            field="fact",
        )
    sound = key.isascii() and key.replace("_", "").isalnum() and key[:1].isalpha()
    if not sound or len(key) > LONGEST_KEY:
        raise BadInput(
            f"'{visible(fact.strip()[:LONGEST_KEY])}' cannot name a fact",
            f"use letters, digits and underscores; known are {', '.join(known)}",
            field="fact",
        )
    return key
