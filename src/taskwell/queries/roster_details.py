"""The lower half of the roster: what one platform pays and when, its limits, its heat map."""

from __future__ import annotations

from datetime import date, datetime
from weakref import WeakKeyDictionary

from taskwell.errors import CouldNot
from taskwell.queries.availability import Availability, availability
from taskwell.queries.caps import Cap, caps
from taskwell.queries.catalogue import FactLine, entry_of, facts, payout_rule
from taskwell.queries.conflicts import conflicts
from taskwell.queries.deadlines import deadlines
from taskwell.queries.directory import directory
from taskwell.queries.diversification import diversification
from taskwell.queries.hourly import LEAST_SESSIONS, Real, real_hourly
from taskwell.queries.pending import Batch, PlatformOwed, owed
from taskwell.queries.roster_cards import Details, Heat, PayLine
from taskwell.queries.roster_words import (
    column_day,
    counted,
    home_first,
    rate_words,
    weekday_text,
)
from taskwell.queries.sessions import open_sessions
from taskwell.queries.settings import calendar, home_currency
from taskwell.records.platform import Platform
from taskwell.records.rule_words import payout_rule_text
from taskwell.records.text import visible
from taskwell.store.store import Store
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.durations import hm, in_words

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
PAYS, DUE = 8, 3
"""How many payments to come and deadlines are told; the screen shows as many as fit."""
_MOST_KEPT = 64
_KNOWN: WeakKeyDictionary[Store, tuple[object, dict[str, Details]]] = WeakKeyDictionary()


def details(store: Store, now: datetime, uid: str) -> Details:
    """More of one platform; made again after a change, and each minute. CouldNot when it is gone."""
    days = calendar(store)
    version = (store.sequence, int(now.timestamp()) // 60, days)
    known = _KNOWN.get(store)
    if known is None or known[0] != version or len(known[1]) > _MOST_KEPT:
        known = _KNOWN[store] = (version, {})
    if uid not in known[1]:
        known[1][uid] = _details(store, now, uid, days)
    return known[1][uid]


def _details(store: Store, now: datetime, uid: str, days: Calendar) -> Details:
    platform = directory(store).platforms.get(uid)
    if platform is None:
        raise CouldNot("This platform is gone", "look at the roster again")
    today = days.day_of(now)
    due = owed(store, now).of(uid)
    rate, rule = platform.rate_on(today), payout_rule(platform)
    real = real_hourly(store, now).get(uid)
    told = [each.text for each in conflicts(store, now) if each.platform_uid == uid]
    return Details(
        uid=uid,
        name=full_name(platform),
        account=platform.account,
        rate=rate_words(rate, today) if rate else _by_project(store, platform, today),
        real=real_words(real) if real is not None else "",
        rule=payout_rule_text(rule) if rule is not None else "",
        pays=tuple(pay_lines(due, today, home_currency(store))[:PAYS]),
        minimum=minimum_words(due),
        again=again_words(due, now, days),
        session=session_words(store, now, platform),
        caps=caps_words(caps(store, now).get(uid, ())),
        due=due_pairs(store, now, uid)[:DUE],
        share=share_words(store, now, uid),
        facts=facts_words(facts(store, now, platform)),
        conflict=told[0] if told else "",
        heat=heat_of(availability(store, now, uid), days.week_start),
    )


def _by_project(store: Store, platform: Platform, today: date) -> str:
    """`by the project, 3 of them`, where a platform has no rate of its own; "" without any."""
    projects = directory(store).projects_of(platform)
    paid = sum(1 for each in projects if not each.closed and each.rate_on(today))
    return f"by the project, {paid} of them" if paid else ""


def full_name(platform: Platform) -> str:
    """`UHRS through Clickworker`: the catalogue's name where it only says more."""
    entry = entry_of(platform)
    longer = entry is not None and entry.name.startswith(f"{platform.name} ")
    return entry.name if entry is not None and longer else platform.name


def due_pairs(store: Store, now: datetime, uid: str) -> tuple[tuple[str, str], ...]:
    """A platform's deadlines, the next one first: `Fri 27 Nov`, and what. What has a line of its
    own, the log-in and the week's cap, is left out."""
    days = calendar(store)
    return tuple(
        (each.when(now, days), each.what)
        for each in deadlines(store, now)
        if each.platform_uid == uid and each.kind not in ("login", "week")
    )


def pay_lines(due: PlatformOwed, today: date, home: str) -> list[PayLine]:
    """The payments to come: those that can be taken now, then by day, then those without one."""
    return [
        PayLine(_pay_day(each, today), home_first(each.amounts, home), each.estimated, _what(each))
        for each in sorted(due.batches, key=_pay_order)
    ]


def _pay_order(batch: Batch) -> tuple[int, date]:
    if batch.state == "payable":
        return 0, batch.last
    return (1, batch.due) if batch.due is not None else (2, batch.last)


def _pay_day(batch: Batch, today: date) -> str:
    if batch.state == "payable" and not batch.late_days:
        return "now"
    return column_day(batch.due, today) if batch.due is not None else "no date"


def _what(batch: Batch) -> str:
    under = ", under the minimum" if batch.under_minimum else ""
    late = f", {batch.late_days} d late" if batch.late_days else ""
    return f"{visible(batch.what)}{under}{late}"


def real_words(real: Real) -> str:
    """`$6.92 an hour of all time, n 34`; "too early" with the count where that says nothing yet."""
    if real.hourly is None or real.n < LEAST_SESSIONS:
        return f"too early to say, {counted(real.n, 'session')}"
    return f"{real.hourly.shown()} an hour of all time, n {real.n}"


def minimum_words(due: PlatformOwed) -> str:
    """`$4.10 of $20.00` while less than the platform's minimum is owed."""
    if due.progress is None or due.progress[0].minor >= due.progress[1].minor:
        return ""
    have, least = due.progress
    return f"{have.shown()} of {least.shown()}"


def again_words(due: PlatformOwed, now: datetime, days: Calendar) -> str:
    """`cash out from Sat 21 Nov 22:05`, while a payout has just been."""
    again = due.next_payable_at
    if again is None or again <= now:
        return ""
    day = weekday_text(days.local(again).date(), days.local(now).date())
    return f"cash out from {day} {days.clock(again)}"


def session_words(store: Store, now: datetime, platform: Platform) -> str:
    """`8 h: log in again in 6:43`; "" without a limit."""
    limit = platform.session_limit
    if not limit:
        return ""
    running = [
        each.session.started
        for each in open_sessions(store, now)
        if each.session.platform == platform.uid
    ]
    if not running:
        return f"{in_words(limit)}, then log in again"
    left = limit - int((now - min(running)).total_seconds())
    return f"{in_words(limit)}: log in again {f'in {hm(left)}' if left > 0 else 'now'}"


def share_words(store: Store, now: datetime, uid: str) -> str:
    """`41 % of 90 days; next best Mercor`; "" where nothing came in."""
    found = diversification(store, now)
    mine = found.of(uid)
    if mine is None:
        return visible(found.early)
    share, closing = mine
    best = f"; next best {visible(closing.next_name)}" if closing.next_name else ""
    return f"{round(100 * share.share)} % of {found.n_days} days{best}"


def facts_words(found: tuple[FactLine, ...]) -> str:
    """`4 read, 2 to verify (no date)`; "" for a platform that the catalogue does not know."""
    doubtful = [each for each in found if each.verify]
    sound = len(found) - len(doubtful)
    undated = " (no date)" if all(each.as_of is None for each in doubtful) else ""
    told = [f"{sound} read"] if sound else []
    told += [f"{len(doubtful)} to verify{undated}"] if doubtful else []
    return ", ".join(told)


def caps_words(found: tuple[Cap, ...]) -> str:
    """`3:40 of 10:00 h used this week, until Fri 12:29 (23:59 IST)`; "" without a cap."""
    told = []
    for each in found:
        sign = "! " if each.nearly else ""
        when = "today" if each.what == "day" else f"this week, until {each.closes}"
        told.append(f"{sign}{each.said} {when}")
    return "; ".join(sorted(told, key=lambda text: not text.startswith("!")))


def heat_of(found: Availability, week_start: int = 0) -> Heat:
    """The words of each hour and of each three, from the person's first day of the week on."""
    order = [(week_start + number) % 7 for number in range(7)]
    return Heat(
        tuple(_DAYS[day] for day in order),
        tuple(tuple(cell.word for cell in found.cells[day]) for day in order),
        tuple(tuple(cell.word for cell in found.bins[day]) for day in order),
    )
