"""What each month of sessions says of money: what is owed still, and what payouts have settled.

Kept in the store's cache, so that a change costs its own month only. Built from raw documents: it
is the one loop here that a month of work goes through after every change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from typing import Any, NamedTuple, TypedDict, cast
from weakref import WeakKeyDictionary

from taskwell.figures.pay import worth
from taskwell.figures.payday import Schedule
from taskwell.queries.catalogue import payout_rule
from taskwell.queries.directory import Directory
from taskwell.queries.settings import calendar
from taskwell.records import platform as platforms
from taskwell.records import project as projects
from taskwell.records import session as records
from taskwell.records.documents import plain
from taskwell.records.payout_rule import PayoutRule
from taskwell.records.rate import Rate
from taskwell.records.session import UNPAID_OUTCOMES, Session
from taskwell.store.store import Store
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.instants import to_text

_FORM = 1
_KEPT = 6
"""Months of which each session's money is remembered: changes come again and again to the newest."""
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Minor = dict[str, int]
"""Minor units by currency."""
Sum = tuple[Minor, Minor, int, str, str]
"""Confirmed, estimated, sessions, first and last day of the person; a list, as JSON holds it."""
Row = tuple[str, str, Minor, Minor, int]
"""Key, day of the person, confirmed, estimated, sessions; a list, as JSON holds it.

The key says what is paid together: the first day of the period, or the instant from which a single
piece is payable."""
Settled = tuple[list[int], Minor, Minor, str, str]
"""Ids of sessions, confirmed, estimated, first and last day of the person; a list, as JSON holds it.

Also sessions without money are there; the days are "" where there is no other."""


class Unpaid(TypedDict):
    """One platform's unsettled money in a month file: all of it, and parted by what is paid together."""

    sum: Sum
    rows: list[Row]


class Month(TypedDict):
    """A month file: the first start of each platform, what is unsettled, and what each payout pays."""

    firsts: dict[str, str]
    unpaid: dict[str, Unpaid]
    settled: dict[str, Settled]


@dataclass(frozen=True)
class Rules:
    """The pay rules of all platforms in the days of a person; `said` is what they depend on."""

    names: Directory
    days: Calendar
    schedules: Mapping[str, Schedule]
    ruled: frozenset[str]
    version: str
    said: tuple[object, ...] = field(repr=False)

    @cached_property
    def reader(self) -> Reader:
        """What reads sessions by these rules."""
        return Reader(self)

    def schedule(self, platform: str) -> Schedule:
        """The schedule of a platform; by the person's own weeks where no rule is known."""
        return self.schedules.get(platform) or Schedule(_own_weeks(self.days), self.days.zone_name)


def _own_weeks(days: Calendar) -> PayoutRule:
    return PayoutRule(
        period="week",
        week_start=_WEEKDAYS[days.week_start],
        day_start=f"{days.day_start:%H:%M}",
        unknown=True,
    )


_KNOWN: WeakKeyDictionary[Store, Rules] = WeakKeyDictionary()


def rules(store: Store) -> Rules:
    """The pay rules; worked out again only when the roster or the person's days change."""
    days = calendar(store)
    homes, parts = dict(store.core("platforms")), dict(store.core("projects"))
    known = _KNOWN.get(store)
    if known is None or known.said != (days, homes, parts):
        # The documents themselves: what is known by a sequence may be staged in a transaction.
        names = Directory(
            {each.uid: each for each in map(platforms.from_document, homes.values())},
            {each.uid: each for each in map(projects.from_document, parts.values())},
            {},
            {},
        )
        known = _KNOWN[store] = _rules(names, days, (days, homes, parts))
    return known


def _rules(names: Directory, days: Calendar, said: tuple[object, ...]) -> Rules:
    found = {uid: rule for uid, each in names.platforms.items() if (rule := payout_rule(each))}
    schedules = {uid: Schedule(rule, days.zone_name) for uid, rule in found.items()}
    told: list[object] = [_FORM, days.zone_name, str(days.day_start), days.week_start]
    told += [(uid, plain(rule)) for uid, rule in found.items()]
    for group in (names.platforms.values(), names.projects.values()):
        told += [(each.uid, plain(each.rates)) for each in group if each.rates]
    version = sha256(repr(told).encode()).hexdigest()[:16]
    return Rules(names, days, schedules, frozenset(found), version, said)


def months(store: Store, known: Rules) -> Iterator[tuple[str, Month]]:
    """Every month file, in order; a value is the same object until something in it changes."""
    return store.derived("unpaid", known.version, known.reader.month)


class Piece(NamedTuple):
    """One session's money: minor units of a currency, and the key of what is paid with it.

    `day` is the person's day on which it was begun; `settled` the payout that paid it.
    """

    platform: str
    minor: int
    currency: str
    estimated: bool
    key: str
    day: str
    settled: str | None


_Read = dict[int, tuple[Mapping[str, object], Piece | None]]
"""The documents of a month by id, each with what was read of it."""


class Reader:
    """Reads raw session documents; of the months read last only those that changed since."""

    def __init__(self, known: Rules) -> None:
        self._known = known
        self._rates: dict[tuple[str, str | None, str], Rate | None] = {}
        self._periods: dict[str, tuple[str, str, str]] = {}
        self._day = ("", "", "")
        self._read: dict[str, _Read] = {}

    def month(self, month: str, documents: Mapping[int, Mapping[str, object]]) -> Month:
        """The ended sessions of a month file, added up."""
        before = self._read.get(month, {})
        read: _Read = {}
        firsts: dict[str, str] = {}
        for number, document in documents.items():
            platform, started = str(document.get("platform")), str(document.get("started"))
            if platform not in firsts or started < firsts[platform]:
                firsts[platform] = started
            held = before.get(number)
            if held is None or held[0] is not document:
                held = document, self.piece(document)
            read[number] = held
        others = [each for each in self._read.items() if each[0] != month]
        # One assignment: another thread may be reading.
        self._read = dict([*others[1 - _KEPT :], (month, read)])
        self._rates = {}
        return _added_up(firsts, read)

    def piece(self, document: Mapping[str, object]) -> Piece | None:
        """The money of an ended session; None while it runs, and where there is none.

        CouldNot when the document is damaged.
        """
        if document.get("ended") is None:
            return None
        try:
            return self._piece(document)
        except (AttributeError, KeyError, TypeError, ValueError):
            records.from_document(document)  # says what is damaged
            raise

    def _piece(self, document: Mapping[str, Any]) -> Piece | None:
        earned = document.get("earned")
        started, platform = document["started"], document["platform"]
        day = self._day_of(started)
        rate = None
        if earned is None:
            if document.get("kind", "paid") != "paid" or document.get("outcome") in UNPAID_OUTCOMES:
                return None
            rate = self._rate(document, day)
            if rate is None:
                return None
            money = worth(rate, _seconds(document), document.get("tasks") or 0)
            minor, currency = money.minor, money.currency
        else:
            minor, currency = earned["minor"], earned["currency"]
        if not minor:
            return None
        schedule = self._known.schedules.get(platform)
        if schedule is not None and schedule.rule.period == "item":
            if rate is None and schedule.rule.task_lag_days is not None:
                rate = self._rate(document, day)
            ended = datetime.fromisoformat(document["ended"])
            key = to_text(schedule.payable_of(ended, rate.basis if rate else None))
        else:
            key = self._period(platform, started)
        return Piece(platform, minor, currency, earned is None, key, day, document.get("settled"))

    def _day_of(self, started: str) -> str:
        if not self._day[0] <= started < self._day[1]:
            when = self._known.days.day_of(datetime.fromisoformat(started))
            start, end = self._known.days.bounds(when)
            self._day = to_text(start), to_text(end), when.isoformat()
        return self._day[2]

    def _period(self, platform: str, started: str) -> str:
        begun, over, first = self._periods.get(platform, ("", "", ""))
        if not begun <= started < over:
            found = self._known.schedule(platform).period(datetime.fromisoformat(started))
            first = found.first.isoformat()
            self._periods[platform] = to_text(found.start), to_text(found.end), first
        return first

    def _rate(self, document: Mapping[str, Any], day: str) -> Rate | None:
        place = (document["platform"], document.get("project"), day)
        rates = self._rates
        if place not in rates:
            at = datetime.fromisoformat(document["started"])
            session = Session(uid="", platform=place[0], project=place[1], started=at)
            rates[place] = self._known.names.rate(session, date.fromisoformat(day))
        return rates[place]


def _seconds(document: Mapping[str, Any]) -> int:
    started, ended = (datetime.fromisoformat(document[name]) for name in ("started", "ended"))
    if document.get("pauses"):
        return records.from_document(document).seconds(ended)
    return max(0, int((ended - started).total_seconds()))


def _added_up(firsts: dict[str, str], read: _Read) -> Month:
    rows: dict[tuple[str, str, str], list[Any]] = {}
    settled: dict[str, list[Any]] = {}
    for number, (document, piece) in read.items():
        if piece is None:
            if (paid := document.get("settled")) is not None:
                settled.setdefault(str(paid), [[], {}, {}, "", ""])[0].append(number)
            continue
        platform, minor, currency, estimated, key, day, payout = piece
        if payout is None:
            row = rows.get((platform, key, day))
            if row is None:
                row = rows[platform, key, day] = [key, day, {}, {}, 0]
            row[4] += 1
            sums = row[3] if estimated else row[2]
        else:
            held = settled.setdefault(payout, [[], {}, {}, "", ""])
            held[0].append(number)
            held[3], held[4] = min(held[3] or day, day), max(held[4], day)
            sums = held[2] if estimated else held[1]
        sums[currency] = sums.get(currency, 0) + minor
    unpaid: dict[str, list[Any]] = {}
    for (platform, _, _), row in rows.items():
        unpaid.setdefault(platform, []).append(row)
    return Month(
        firsts=firsts,
        unpaid={uid: Unpaid(sum=sum_of(mine), rows=mine) for uid, mine in unpaid.items()},
        settled=cast("dict[str, Settled]", settled),
    )


def sum_of(rows: list[Row]) -> Sum:
    """The rows of a platform in one: money, sessions, first and last day."""
    confirmed: Minor = {}
    estimated: Minor = {}
    for row in rows:
        put(confirmed, row[2])
        put(estimated, row[3])
    days = [row[1] for row in rows]
    return cast(Sum, [confirmed, estimated, sum(row[4] for row in rows), min(days), max(days)])


def put(sums: Minor, more: Minor) -> None:
    """Add minor units, currency by currency."""
    for code, minor in more.items():
        sums[code] = sums.get(code, 0) + minor
