"""The roster: every platform by state, with tasks now, real pay, what is pending and when it pays."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from weakref import WeakKeyDictionary

from taskwell.queries.availability import Seen, seen
from taskwell.queries.catalogue import entry_of
from taskwell.queries.directory import Directory, directory
from taskwell.queries.hourly import LEAST_SESSIONS, Real, real_hourly
from taskwell.queries.incidents import incidents
from taskwell.queries.kept_hours import Kept, kept_hours
from taskwell.queries.pending import PlatformOwed, owed
from taskwell.queries.roster_cards import PlatformCard, Roster
from taskwell.queries.roster_details import details
from taskwell.queries.roster_words import (
    home_first,
    rate_amount,
    short_day,
    since_words,
    standing_words,
    weekday_text,
)
from taskwell.queries.settings import calendar, home_currency
from taskwell.queries.skills import SkillView, skills
from taskwell.records.platform import OVER, WORKABLE, Platform
from taskwell.records.text import visible
from taskwell.store.store import Store
from taskwell.timekeeping.durations import hm

__all__ = ["ORDER", "details", "roster"]

ORDER = (
    ("active", "slow"), ("restricted",), ("assessment",), ("applied",), ("found",), ("banned",),
    ("left",),
)  # fmt: skip
"""The states from the top of the roster to its end; a dry spell moves nothing."""
WARNINGS = frozenset({"warning", "restriction", "ban"})
"""Incidents that say something about quality."""
SIGNED = {"watch": "v watch", "ok": "o ok", "open": "o open", "early": ". early"}
"""States of quality as the column shows them, so that none is told by its colour."""
_TESTS = ("assess", "test", "qualif")


@dataclass(frozen=True, slots=True)
class _Around:
    """What every row is made from, asked for once."""

    now: datetime
    today: date
    home: str
    names: Directory
    seen: Mapping[str, Seen]
    real: Mapping[str, Real]
    owed: Mapping[str, PlatformOwed]
    warned: Collection[str]
    skills: Mapping[str, list[SkillView]]
    kept: Mapping[str, Kept]
    quality: Mapping[str, str]


_KNOWN: WeakKeyDictionary[Store, tuple[object, Roster]] = WeakKeyDictionary()


def roster(store: Store, now: datetime) -> Roster:
    """Every platform, by state and then in the order in which they were added: rows never move by
    recency. Made again after a change, and each minute."""
    days = calendar(store)
    version = (store.sequence, int(now.timestamp()) // 60, days, len(store.core("platforms")))
    known = _KNOWN.get(store)
    if known is not None and known[0] == version:
        return known[1]
    names = directory(store)
    around = _around(store, now, names)
    order = {state: number for number, states in enumerate(ORDER) for state in states}
    platforms = sorted(
        names.platforms.values(),
        key=lambda each: (order[each.state], names.platform_ids[each.uid]),
    )
    made = Roster(tuple(_card(each, around) for each in platforms))
    _KNOWN[store] = (version, made)
    return made


def _around(store: Store, now: datetime, names: Directory) -> _Around:
    states = {each.state for each in names.platforms.values()}
    learned: dict[str, list[SkillView]] = {}
    for skill in skills(store, now) if "assessment" in states else ():
        learned.setdefault(skill.platform_uid or "", []).append(skill)
    return _Around(
        now,
        calendar(store).day_of(now),
        home_currency(store),
        names,
        seen(store, now),
        real_hourly(store, now),
        owed(store, now).all,
        {
            each.incident.platform
            for each in incidents(store, now, open_only=True)
            if each.kind in WARNINGS
        },
        learned,
        kept_hours(store, now) if states & OVER else {},
        _quality(store, now),
    )


def _quality(store: Store, now: datetime) -> Mapping[str, str]:
    """The worst of each platform's metrics, with its sign."""
    if not store.core("metrics"):
        return {}
    from taskwell.queries.quality import platform_quality

    found = platform_quality(store, now)
    return {uid: SIGNED.get(word, word) for uid, word in found.items()}


def _card(platform: Platform, around: _Around) -> PlatformCard:
    uid, today = platform.uid, around.today
    sight, real = around.seen.get(uid), around.real.get(uid)
    due = around.owed.get(uid)
    rate = platform.rate_on(today)
    entry = entry_of(platform)
    countries = (platform.country,) if platform.country else entry.countries if entry else ()
    n = real.n if real is not None else 0
    workable = platform.state in WORKABLE
    return PlatformCard(
        uid=uid,
        name=platform.name,
        letter=None if platform.closed else platform.letter,
        account=platform.account,
        state=platform.state,
        standing=standing_words(platform.standing, today),
        workable=workable,
        tasks=sight.state if sight is not None else "?",
        seen=sight.ago if sight is not None else "",
        hourly=real.hourly if real is not None and n >= LEAST_SESSIONS else None,
        hourly_n=n,
        pending=home_first(due.total, around.home) if due is not None else (),
        pays=pays_word(due, around.now, today),
        quality="! warning" if uid in around.warned else around.quality.get(uid, "-"),
        step="" if workable else _step(platform, around),
        rate=f"{rate_amount(rate)}/{rate.basis}" if rate else "",
        projects=sum(not each.closed for each in around.names.projects_of(platform)),
        countries=countries,
    )


def pays_word(due: PlatformOwed | None, now: datetime, today: date) -> str:
    """`Wed 25`, `now` for what can be taken out, `due` or `3 d late` for what should be here, `?`
    for an unknown day, `-` for nothing."""
    if due is None or not due.batches:
        return "-"
    if any(each.state == "payable" for each in due.batches):
        later = due.next_payable_at
        if later is None or later <= now:
            return "now"
    dated = [(each.due, each) for each in due.batches if each.due is not None]
    if not dated:
        return "?"
    day, first = min(dated, key=lambda each: each[0])
    if first.late_days:
        return f"{first.late_days} d late"
    if day < today and first.due_until is not None:
        day = first.due_until
    return short_day(day, today) if day >= today else "due"


def _step(platform: Platform, around: _Around) -> str:
    """What comes next on a platform that cannot be worked on, or how it ended."""
    standing, today = platform.standing, around.today
    why = visible(standing.why)
    if platform.state in OVER:
        day = f"{standing.since.day} {standing.since:%b %Y}" if standing.since else ""
        head = ": ".join(part for part in (day, why) if part)
        kept = around.kept.get(platform.uid, Kept())
        hours = f"{hm(kept.seconds)} h kept" if kept.seconds else "nothing was worked"
        return "; ".join(part for part in (head, hours) if part)
    if platform.state == "restricted":
        until = f"until {weekday_text(standing.until, today)}" if standing.until else "no end known"
        return f"{until}: {why}" if why else until
    return "; ".join(part for part in _ways_on(platform, around) if part)


def _ways_on(platform: Platform, around: _Around) -> list[str]:
    standing, today = platform.standing, around.today
    so_far = since_words(standing.since, today)
    if platform.state == "found":
        return [f"next: {_next(platform) or 'apply'}", "what it asks: enter"]
    if platform.state == "applied":
        # The first step is behind one; which of the others is next is known once some are ticked.
        ticked = any(step.done for step in platform.steps)
        text = (ticked and _next(platform)) or "their answer"
        return [f"next: {text}{f', {so_far}' if so_far else ''}"]
    learned = around.skills.get(platform.uid, ())
    retakes = [each.retake for each in learned if each.retake and each.result != "passed"]
    text = _test(platform)
    if retakes:
        day = min(retakes)
        text = f"retake, from {weekday_text(day, today)}" if day > today else "retake, from now on"
    real = around.real.get(platform.uid)
    unpaid = sum(each.unpaid_seconds for each in learned)
    unpaid = unpaid or (real.all_seconds - real.paid_seconds if real is not None else 0)
    return [f"next: {text}", f"{hm(unpaid)} unpaid so far" if unpaid else so_far]


def _next(platform: Platform) -> str:
    step = platform.next_step
    return visible(step.text) if step is not None else ""


def _test(platform: Platform) -> str:
    """The step that is an assessment, else the next one."""
    left = [step.text for step in platform.steps if step.done is None]
    named = [text for text in left if any(word in text.casefold() for word in _TESTS)]
    return visible((named or left or ["the assessment"])[0])
