"""What is to type on the sites of platforms that pay only reported hours: by day, rounded, in time.

A day is the person's own; the week in which it can be reported is the platform's. Work on a day
that reaches into two of its weeks goes with the first, which closes earlier.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from weakref import WeakKeyDictionary

from taskwell.queries.catalogue import report_rule
from taskwell.queries.directory import Directory, directory
from taskwell.queries.settings import calendar
from taskwell.records import reported as reported_records
from taskwell.records import session as records
from taskwell.records.payout_rule import ReportRule
from taskwell.records.platform import Platform
from taskwell.records.setting import weekday
from taskwell.store.store import Store
from taskwell.timekeeping.days import ONE_DAY, Calendar
from taskwell.timekeeping.intervals import Interval, merged, merged_seconds
from taskwell.timekeeping.zones import zone

WEEKS_BACK = 2
"""Reporting weeks before the present one that are looked at, or more while one is still open."""
CLOSING = timedelta(hours=24)
"""How long before its end a week is said to be closing."""
_HUNDREDTH, _MINUTE = 36, 60
State = Literal["open", "closing", "late"]


@dataclass(frozen=True, slots=True)
class ToReport:
    """A day's paid time on one platform, and how much of it is to be typed on the site.

    `platform` is a uid, `day` the person's. `rounded_seconds` is the day rounded the platform's way,
    `reported_seconds` what was typed already; `text` is the rest as it is typed ("1.35" or "1:20"),
    `total` the whole day. `closes` is the last day it can be reported, in the platform's zone, and
    `closes_at` the instant that day ends. `running`: a session still adds to it.
    """

    platform: str
    name: str
    day: date
    seconds: int
    rounded_seconds: int
    reported_seconds: int
    text: str
    total: str
    closes: date
    closes_at: datetime
    state: State
    running: bool = False

    @property
    def left_seconds(self) -> int:
        """What is still to type, in seconds; never negative."""
        return max(0, self.rounded_seconds - self.reported_seconds)


def rounded(seconds: int, rule: ReportRule) -> int:
    """Seconds rounded the platform's way: to its step, or to what its form can write at all."""
    step = 60 * rule.step_minutes or (_HUNDREDTH if rule.decimal else _MINUTE)
    if rule.rounding == "up":
        return -(-seconds // step) * step
    if rule.rounding == "down":
        return seconds // step * step
    return _nearest(seconds, step) * step


def typed(rounded_seconds: int, rule: ReportRule, already: int = 0) -> str:
    """Hours as they are typed, "1.35" or "1:20", less those typed `already`.

    The texts of a day's parts add up to the text of the whole. Never negative.
    """
    unit = _HUNDREDTH if rule.decimal else _MINUTE
    units = max(0, _nearest(rounded_seconds, unit) - _nearest(already, unit))
    if rule.decimal:
        return f"{units // 100}.{units % 100:02d}"
    return f"{units // 60}:{units % 60:02d}"


def _nearest(seconds: int, unit: int) -> int:
    return (2 * seconds + unit) // (2 * unit)


def to_report(store: Store, now: datetime, *, everything: bool = False) -> tuple[ToReport, ...]:
    """What is to be typed now, the first to close first; `everything`: what was typed as well.

    The present and the last two reporting weeks of each platform that asks for it, and older ones
    that are still open.
    """
    names, days = directory(store), calendar(store)
    rules = _rules(names)
    if not rules:
        return ()
    since = {uid: _earliest(rule, now, days) for uid, rule in rules.items()}
    work = _work(store, now, days, min(since.values()), rules)
    before = _reported(store, min(days.day_of(each) for each in since.values()), days.day_of(now))
    found = []
    for (uid, day), done in work.items():
        if done.stretches and done.stretches[0][0] >= since[uid]:
            each = _made(names.platforms[uid], rules[uid], day, done, before, days, now)
            if everything or each.left_seconds:
                found.append(each)
    found.sort(key=lambda each: (each.closes_at, each.day, each.name.casefold(), each.platform))
    return tuple(found)


def of_day(store: Store, now: datetime, platform: Platform, day: date) -> ToReport | None:
    """What one platform has on any day; None where it asks for no report, or nothing was worked."""
    rule, days = report_rule(platform), calendar(store)
    if rule is None:
        return None
    start, end = days.span(day, day)
    work = _gathered(store, now, days, start, end, {platform.uid: rule}, running=True)
    done = work.get((platform.uid, day))
    if done is None or not done.stretches:
        return None
    before = _reported(store, day, day)
    return _made(platform, rule, day, done, before, days, now)


def report_of(store: Store, platform_uid: str, day: date) -> tuple[int, int] | None:
    """The id and the seconds of what was reported to a platform for a day; None if nothing was."""
    return _reported(store, day, day).get((platform_uid, day))


# -- how it is put together -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Done:
    """A day's paid work on a platform: stretches that do not overlap, and whether it goes on."""

    stretches: tuple[Interval, ...]
    running: bool = False


_Key = tuple[str, date]
_Work = Mapping[_Key, _Done]
_KNOWN: WeakKeyDictionary[Store, tuple[object, _Work]] = WeakKeyDictionary()


def _rules(names: Directory) -> dict[str, ReportRule]:
    found = ((uid, report_rule(each)) for uid, each in names.platforms.items())
    return {uid: rule for uid, rule in found if rule is not None}


def _site(rule: ReportRule, days: Calendar) -> Calendar:
    """The days and weeks of a platform's site, which begin at midnight whatever the person's do."""
    return Calendar(zone(rule.zone) if rule.zone else days.zone, time(0), weekday(rule.week_start))


def _earliest(rule: ReportRule, now: datetime, days: Calendar) -> datetime:
    """When the first reporting week begins that is looked at."""
    site = _site(rule, days)
    back = max(WEEKS_BACK, (rule.closes_after_days + 6) // 7)
    return site.bounds(site.week_of(site.day_of(now)) - timedelta(weeks=back))[0]


def _work(
    store: Store, now: datetime, days: Calendar, since: datetime, rules: Mapping[str, ReportRule]
) -> _Work:
    """Paid work since an instant; what has ended is read again only after a change."""
    start = days.bounds(days.day_of(since))[0]
    key = (store.sequence, start, days, tuple(rules))
    known = _KNOWN.get(store)
    if known is None or known[0] != key:
        ended = _gathered(store, now, days, start, now + ONE_DAY, rules, running=False)
        known = _KNOWN[store] = (key, ended)
    work = dict(known[1])
    for (uid, day), open_now in _running(store, now, days, rules).items():
        before = work.get((uid, day), _Done(()))
        together = merged([*before.stretches, *open_now.stretches])
        work[uid, day] = _Done(tuple(together), open_now.running)
    return work


def _gathered(
    store: Store,
    now: datetime,
    days: Calendar,
    start: datetime,
    end: datetime,
    rules: Mapping[str, ReportRule],
    *,
    running: bool,
) -> dict[_Key, _Done]:
    """Paid work between two instants by platform and day; with `running` what still runs too."""
    found = [
        document
        for _, document in store.sessions.between(start, end)
        if document.get("platform") in rules and (running or document.get("ended") is not None)
    ]
    return _split(found, now, days)


def _running(
    store: Store, now: datetime, days: Calendar, rules: Mapping[str, ReportRule]
) -> dict[_Key, _Done]:
    found = [each for _, each in store.sessions.open() if each.get("platform") in rules]
    return _split(found, now, days)


def _split(
    documents: Iterable[Mapping[str, object]], now: datetime, days: Calendar
) -> dict[_Key, _Done]:
    """Sessions cut where the person's days begin, what overlaps on one platform counted once."""
    pieces: dict[_Key, list[Interval]] = {}
    going_on: set[_Key] = set()
    for document in documents:
        if document.get("kind", "paid") != "paid":
            continue
        session = records.from_document(document)
        for begun, over in session.worked(now):
            for day, piece_start, piece_end in days.split(begun, over):
                pieces.setdefault((session.platform, day), []).append((piece_start, piece_end))
        if session.open:
            going_on.add((session.platform, days.day_of(session.interval(now)[1])))
    return {
        key: _Done(tuple(merged(stretches)), key in going_on) for key, stretches in pieces.items()
    }


def _reported(store: Store, first: date, last: date) -> dict[_Key, tuple[int, int]]:
    """Id and seconds of what was reported for the days `first` to `last`, by platform and day."""
    until = (last + ONE_DAY).isoformat()
    found: dict[_Key, tuple[int, int]] = {}
    for number, document in store.between(reported_records.TABLE, first.isoformat(), until):
        each = reported_records.from_document(document)
        found[each.platform, each.day] = number, each.seconds
    return found


def _made(
    platform: Platform,
    rule: ReportRule,
    day: date,
    done: _Done,
    before: Mapping[_Key, tuple[int, int]],
    days: Calendar,
    now: datetime,
) -> ToReport:
    site = _site(rule, days)
    seconds = merged_seconds(done.stretches)
    whole = rounded(seconds, rule)
    _, already = before.get((platform.uid, day), (0, 0))
    week = site.week_of(site.day_of(done.stretches[0][0]))
    closes = week + timedelta(days=6 + rule.closes_after_days)
    closes_at = site.bounds(closes)[1]
    state: State = "open"
    if now >= closes_at - CLOSING:
        state = "late" if now >= closes_at else "closing"
    return ToReport(
        platform.uid,
        platform.name,
        day,
        seconds,
        whole,
        already,
        typed(whole, rule, already),
        typed(whole, rule),
        closes,
        closes_at,
        state,
        done.running,
    )
