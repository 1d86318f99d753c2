"""How much is used of the hours that platforms allow: a day's, and a week's by their own clocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal
from weakref import WeakKeyDictionary

from taskwell.figures.payday import PayPeriod, Schedule
from taskwell.queries.catalogue import payout_rule, report_rule
from taskwell.queries.directory import directory
from taskwell.queries.sessions import open_sessions
from taskwell.queries.settings import calendar
from taskwell.records import session as records
from taskwell.records.payout_rule import PayoutRule
from taskwell.records.platform import WORKABLE, Platform
from taskwell.records.text import visible
from taskwell.store.store import Store
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.durations import hm
from taskwell.timekeeping.intervals import Interval, merged_seconds
from taskwell.timekeeping.zones import zone

NEARLY = 80
"""Percent of a cap from which on it is nearly reached."""


@dataclass(frozen=True, slots=True)
class Cap:
    """The seconds a platform allows in a day or week, and those used up to now, counted once.

    `start` and `end` are the half-open instants of that day or week; `closes` says the last minute
    in the person's zone and, where it is another, in the platform's: `Fri 12:29 (23:59 IST)`.
    `runs` says that a session runs there now.
    """

    platform_uid: str
    name: str
    what: Literal["day", "week"]
    cap: int
    used: int
    start: datetime
    end: datetime
    closes: str
    runs: bool

    @property
    def left(self) -> int:
        """Seconds left, negative when the cap is passed."""
        return self.cap - self.used

    @property
    def nearly(self) -> bool:
        """Whether it is nearly used up, or all of it."""
        return 100 * self.used >= NEARLY * self.cap

    @property
    def said(self) -> str:
        """`3:40 of 10:00 h used`."""
        return f"{hm(self.used)} of {hm(self.cap)} h used"


@dataclass(frozen=True, slots=True)
class _Known:
    """The caps by what is stopped, which hold from `since` until before `until`.

    `worked` is when each of their platforms was worked on.
    """

    rests: object
    since: datetime
    until: datetime
    caps: dict[str, tuple[Cap, ...]]
    worked: Mapping[str, list[Interval]]


_KNOWN: WeakKeyDictionary[Store, _Known] = WeakKeyDictionary()


def caps(store: Store, now: datetime) -> Mapping[str, tuple[Cap, ...]]:
    """The caps of platforms that can be worked on, the day's first, by the platform's uid."""
    rests = (store.sequence, calendar(store))
    known = _KNOWN.get(store)
    if known is None or known.rests != rests or not known.since <= now < known.until:
        known = _KNOWN[store] = _stopped(store, now, rests)
    running: dict[str, list[Interval]] = {}
    for each in open_sessions(store, now) if known.caps else ():
        uid = each.session.platform
        running.setdefault(uid, list(known.worked.get(uid, ()))).extend(each.session.worked(now))
    return known.caps | {
        uid: tuple(replace(cap, used=_used(worked, cap), runs=True) for cap in known.caps[uid])
        for uid, worked in running.items()
        if uid in known.caps
    }


def _stopped(store: Store, now: datetime, rests: object) -> _Known:
    names, days = directory(store), calendar(store)
    found = {
        each.uid: made
        for each in names.platforms.values()
        if each.state in WORKABLE and (made := tuple(_caps(each, now, days)))
    }
    everything = [cap for each in found.values() for cap in each]
    if not everything:
        return _Known(rests, *days.bounds(days.day_of(now)), {}, {})
    worked: dict[str, list[Interval]] = {uid: [] for uid in found}
    since, until = min(cap.start for cap in everything), max(cap.end for cap in everything)
    for _, document in store.sessions.between(since, until):
        mine = worked.get(str(document.get("platform")))
        if mine is not None and document.get("ended") is not None:
            mine += records.from_document(document).worked(now)
    return _Known(
        rests,
        max(cap.start for cap in everything),
        min(cap.end for cap in everything),
        {
            uid: tuple(replace(cap, used=_used(worked[uid], cap)) for cap in each)
            for uid, each in found.items()
        },
        worked,
    )


def _used(worked: Iterable[Interval], cap: Cap) -> int:
    return merged_seconds((max(begun, cap.start), min(over, cap.end)) for begun, over in worked)


def _caps(platform: Platform, now: datetime, days: Calendar) -> Iterator[Cap]:
    """The caps of a platform's present day and week, with nothing used of them."""
    rule = _rule(platform)
    for what, seconds, period in _spans(platform, now, days, rule):
        yield Cap(
            platform.uid,
            visible(platform.name),
            what,
            seconds,
            0,
            period.start,
            period.end,
            closing(period.end, days, rule.zone),
            False,
        )


def closing(end: datetime, days: Calendar, zone_name: str | None) -> str:
    """The last minute before an instant: `Fri 12:29 (23:59 IST)`, the person's clock first."""
    last = end - timedelta(seconds=1)
    mine = days.local(last)
    text = f"{mine:%a %H:%M}"
    if zone_name is None:
        return text
    theirs = last.astimezone(zone(zone_name))
    if theirs.utcoffset() == mine.utcoffset():
        return text
    day = "" if theirs.date() == mine.date() else f"{theirs:%a} "
    return f"{text} ({day}{theirs:%H:%M} {theirs.tzname()})"


def _spans(
    platform: Platform, now: datetime, days: Calendar, rule: PayoutRule
) -> Iterator[tuple[Literal["day", "week"], int, PayPeriod]]:
    """The present day and week of a platform, as far as it caps them."""
    if platform.day_cap:
        theirs = Calendar(zone(rule.zone)) if rule.zone else days
        day = theirs.day_of(now)
        yield "day", platform.day_cap, PayPeriod(day, day, *theirs.bounds(day))
    if platform.week_cap:
        if rule.period == "week":
            yield "week", platform.week_cap, Schedule(rule, days.zone_name).period(now)
        else:
            first = days.week_of(days.day_of(now))
            last = first + timedelta(days=6)
            yield "week", platform.week_cap, PayPeriod(first, last, *days.span(first, last))


def _rule(platform: Platform) -> PayoutRule:
    """Whose weeks count: those it is paid by, else those in which hours are reported, else the
    person's (a rule without a period of a week)."""
    paid, reported = payout_rule(platform), report_rule(platform)
    if paid is not None and paid.period == "week":
        return paid
    if reported is not None:
        return PayoutRule(period="week", zone=reported.zone, week_start=reported.week_start)
    return PayoutRule(zone=paid.zone if paid else None)
