"""What loses money or a chance if it is missed, in order of time; every platform's, in one list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from weakref import WeakKeyDictionary

from taskwell.catalogue.entries import Entry
from taskwell.figures.payday import Schedule
from taskwell.queries.caps import caps
from taskwell.queries.catalogue import entry_of, payout_rule
from taskwell.queries.directory import Directory, directory
from taskwell.queries.payouts import payout_view
from taskwell.queries.pending import owed
from taskwell.queries.reporting import ToReport, to_report
from taskwell.queries.roster_words import day_text, weekday_text
from taskwell.queries.sessions import open_sessions
from taskwell.queries.settings import calendar
from taskwell.queries.terms import balance_words, coming
from taskwell.records import incident as incident_records
from taskwell.records import payout as payout_records
from taskwell.records import skill as skill_records
from taskwell.records.platform import OVER, Platform
from taskwell.records.text import visible
from taskwell.store.store import Store
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.durations import hm
from taskwell.timekeeping.instants import to_text

_LONG_AGO = timedelta(days=100)
"""Pay periods are a month at most: no dispute about an older payout is still open."""
CLAIM_DAYS = 30
"""How long an unclaimed payment waits where nobody knows better (PayPal's word)."""


NEAR = timedelta(hours=24)
"""How close a deadline is told without being asked for."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline: `at` is the last second in time, or the first of a chance that opens.

    `day_only` ones are of a whole calendar day of the person, `day`. `what` is in words, without
    the platform's name, `platform`; both are safe to show. `key` stays the same for the same thing.
    `kind` is appeal, restriction, retake, invoice, dispute, login, claim, report, week or own;
    `leads` are days before on which a calendar reminds of it.
    """

    at: datetime
    what: str
    platform: str
    platform_uid: str
    key: str
    day_only: bool
    kind: str
    day: date | None = None
    leads: tuple[int, ...] = (1,)

    def when(self, now: datetime, days: Calendar) -> str:
        """`Fri 20 Nov`, or with the time of day: `Fri 20 Nov 12:29`."""
        local = days.local(self.at)
        day = weekday_text(self.day or local.date(), days.local(now).date())
        return day if self.day_only else f"{day} {local:%H:%M}"

    def json(self) -> dict[str, object]:
        """As scripts read it."""
        return {
            "at": to_text(self.at),
            "what": self.what,
            "platform": self.platform,
            "key": self.key,
            "kind": self.kind,
            "day": self.day.isoformat() if self.day else None,
        }


@dataclass(frozen=True, slots=True)
class _Asked:
    """What every sort of deadline is made from."""

    store: Store
    now: datetime
    days: Calendar
    names: Directory
    today: date

    def by_day(
        self, kind: str, day: date, what: str, platform: str, key: str, *, opens: bool = False
    ) -> Deadline:
        """One of a whole calendar day, which ends at midnight whenever the person's days begin."""
        start, end = Calendar(self.days.zone).bounds(day)
        at = start if opens else end - timedelta(seconds=1)
        return Deadline(at, what, self.name(platform), platform, f"{kind}:{key}", True, kind, day)

    def by_time(self, kind: str, at: datetime, what: str, platform: str, key: str) -> Deadline:
        """One of an instant."""
        return Deadline(at, what, self.name(platform), platform, f"{kind}:{key}", False, kind)

    def name(self, platform: str) -> str:
        """A platform's name, safe to show."""
        return visible(self.names.platform_name(platform))

    def said(self, day: date) -> str:
        """A day in words: `Thu 12 Nov`."""
        return weekday_text(day, self.today)

    def known(self) -> Iterator[tuple[Platform, Entry]]:
        """The platforms that are not over and stand in the catalogue."""
        for platform in self.names.platforms.values():
            entry = None if platform.state in OVER else entry_of(platform)
            if entry is not None:
                yield platform, entry


_KNOWN: WeakKeyDictionary[Store, tuple[object, tuple[Deadline, ...]]] = WeakKeyDictionary()
_LASTING: WeakKeyDictionary[Store, tuple[object, list[Deadline]]] = WeakKeyDictionary()


def deadlines(store: Store, now: datetime) -> tuple[Deadline, ...]:
    """Every deadline that is not over, the next one first."""
    days = calendar(store)
    key = (store.sequence, now, days)
    known = _KNOWN.get(store)
    if known is None or known[0] != key:
        today = days.local(now).date()
        asked = _Asked(store, now, days, directory(store), today)
        found = [*_lasting(asked), *(each for source in _MOVING for each in source(asked))]
        ahead = [each for each in found if (each.day >= today if each.day else each.at >= now)]
        ahead.sort(key=lambda each: (each.at, each.platform.casefold(), each.key))
        known = _KNOWN[store] = (key, tuple(ahead))
    return known[1]


def near(store: Store, now: datetime, platform: str) -> str:
    """A platform's first deadline of the next 24 hours in words, "" without one.

    A forced log-in is left out: its countdown stands by itself.
    """
    for each in deadlines(store, now):
        if each.at - now > NEAR:
            break
        if each.platform_uid == platform and each.kind != "login":
            return f"{each.what}, by {each.when(now, calendar(store))}"
    return ""


def _lasting(asked: _Asked) -> list[Deadline]:
    """Those that only a change or a new day moves."""
    key = (asked.store.sequence, asked.today, asked.days)
    known = _LASTING.get(asked.store)
    if known is None or known[0] != key:
        found = [each for source in _STILL for each in source(asked)]
        known = _LASTING[asked.store] = (key, found)
    return known[1]


def _incidents(asked: _Asked) -> Iterator[Deadline]:
    for document in asked.store.core(incident_records.TABLE).values():
        each = incident_records.from_document(document)
        if not each.open:
            continue
        if each.appeal_by is not None and each.appealed is None:
            what = f"appeal the {each.kind} of {asked.said(each.opened)}"
            yield asked.by_day("appeal", each.appeal_by, what, each.platform, each.uid)
        if each.until is not None:
            key = f"{each.platform}:{each.until}"
            what = f"the {each.kind} of {asked.said(each.opened)} ends"
            yield asked.by_day("restriction", each.until, what, each.platform, key, opens=True)


def _restrictions(asked: _Asked) -> Iterator[Deadline]:
    """Of platforms whose state says so and no incident does."""
    told = {each.key for each in _incidents(asked)}
    for platform in asked.names.platforms.values():
        until = platform.standing.until
        key = f"{platform.uid}:{until}"
        if platform.state == "restricted" and until and f"restriction:{key}" not in told:
            what = "the restriction ends"
            yield asked.by_day("restriction", until, what, platform.uid, key, opens=True)


def _retakes(asked: _Asked) -> Iterator[Deadline]:
    for document in asked.store.core(skill_records.TABLE).values():
        each = skill_records.from_document(document)
        if each.retake is not None and each.result in ("failed", "expired"):
            what = f"{visible(each.name)} can be taken again"
            key = f"{each.uid}:{each.retake}"
            uid = each.platform or ""
            yield asked.by_day("retake", each.retake, what, uid, key, opens=True)


def _invoices(asked: _Asked) -> Iterator[Deadline]:
    """Invoices of platforms that make one on a day of the month, while work of that period waits."""
    for platform, entry in asked.known():
        rule = payout_rule(platform)
        if rule is None or not entry.invoice_hours or rule.period != "month":
            continue
        schedule = Schedule(rule, asked.days.zone_name)
        for batch in owed(asked.store, asked.now).of(platform.uid).batches:
            period = schedule.period_from(batch.first)
            # Made some time on the period's last day: counted from its first second, to be safe.
            made = Calendar(schedule.days.zone).bounds(period.last)[0]
            end = made + timedelta(hours=entry.invoice_hours) - timedelta(seconds=1)
            what = f"approve the invoice of {day_text(period.last, asked.today)}"
            yield asked.by_time("invoice", end, what, platform.uid, f"{platform.uid}:{period.last}")


def _disputes(asked: _Asked) -> Iterator[Deadline]:
    """Short payouts of platforms that hear a dispute in the next pay periods only."""
    rules = {
        platform.uid: (entry.dispute_periods, rule)
        for platform, entry in asked.known()
        if entry.dispute_periods and (rule := payout_rule(platform)) and rule.period != "item"
    }
    if not rules:
        return
    for document in asked.store.core(payout_records.TABLE).values():
        found = rules.get(str(document.get("platform")))
        if found is None or str(document.get("day")) < (asked.today - _LONG_AGO).isoformat():
            continue
        paid = payout_view(asked.store, asked.now, payout_records.from_document(document))
        if paid.state != "short" or paid.uid is None or paid.due is None:
            continue
        periods, rule = found
        schedule = Schedule(rule, asked.days.zone_name)
        noon = Calendar(schedule.days.zone).bounds(paid.due)[0] + timedelta(hours=12)
        # The payout comes in the period after the one it pays: that is the first of them.
        period = schedule.period(noon)
        for _ in range(periods - 1):
            period = schedule.period_from(period.last + timedelta(days=1))
        what = f"dispute the short payout of {asked.said(paid.due)}"
        end = period.end - timedelta(seconds=1)
        yield asked.by_time("dispute", end, what, paid.platform_uid, paid.uid)


def _logins(asked: _Asked) -> Iterator[Deadline]:
    for each in open_sessions(asked.store, asked.now):
        platform = asked.names.platforms.get(each.session.platform)
        if platform is not None and platform.session_limit:
            at = each.session.started + timedelta(seconds=platform.session_limit)
            yield asked.by_time("login", at, "log in again", platform.uid, each.session.uid)


def _claims(asked: _Asked) -> Iterator[Deadline]:
    for document in asked.store.core(payout_records.TABLE).values():
        if not document.get("unclaimed"):
            continue
        each = payout_records.from_document(document)
        platform = asked.names.platforms.get(each.platform)
        rule = payout_rule(platform) if platform else None
        entry = entry_of(platform) if platform else None
        told = (rule.claim_days if rule else None) or (entry.claim_days if entry else None)
        last = each.day + timedelta(days=told or CLAIM_DAYS)
        what = f"claim the {each.amount.shown()} of {asked.said(each.day)}"
        yield asked.by_day("claim", last, what, each.platform, each.uid)


def _own(asked: _Asked) -> Iterator[Deadline]:
    """The person's own, with what lies ready for them."""
    for view, day in coming(asked.store, asked.today):
        what = f"{view.name}{balance_words(view)}"
        made = asked.by_day("own", day, what, "", f"{view.term.uid}:{day}")
        yield replace(made, platform="", leads=view.term.leads or (1,))


def _reports(asked: _Asked) -> Iterator[Deadline]:
    weeks: dict[tuple[str, datetime], list[ToReport]] = {}
    for each in to_report(asked.store, asked.now):
        if each.state != "late":
            weeks.setdefault((each.platform, each.closes_at), []).append(each)
    for (platform, closes), found in weeks.items():
        if len(found) == 1:
            what = f"report {found[0].text} h of {asked.said(found[0].day)}"
        else:
            left = sum(each.left_seconds for each in found)
            what = f"report {hm(left)} h of {len(found)} days"
        at = closes - timedelta(seconds=1)
        yield asked.by_time("report", at, what, platform, f"{platform}:{found[0].closes}")


def _weeks(asked: _Asked) -> Iterator[Deadline]:
    """Weeks that were worked in; one that was not is nobody's to be reminded of."""
    for uid, found in caps(asked.store, asked.now).items():
        for cap in found:
            if cap.what == "week" and cap.used:
                zone = cap.closes.partition(" (")[2].rstrip(")")
                what = f"week closes{f' ({zone})' if zone else ''}: {cap.said}"
                at = cap.end - timedelta(seconds=1)
                yield asked.by_time("week", at, what, uid, f"{uid}:{cap.start:%Y-%m-%d}")


_STILL = (_incidents, _restrictions, _retakes, _invoices, _disputes, _claims, _own)
_MOVING = (_logins, _reports, _weeks)
"""Those that also move with the present moment, because of what runs."""
