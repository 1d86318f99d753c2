"""What an hour really paid: each platform's and project's last 90 days, unpaid time counted in.

Only sessions that are stopped count, all of them by the day they start on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from weakref import WeakKeyDictionary

from taskwell.figures.hourly import lower_quartile, median
from taskwell.figures.rollup import wall
from taskwell.money.amounts import Money, hourly
from taskwell.queries.directory import Directory, directory
from taskwell.queries.hourly_months import Month, Sums, months
from taskwell.queries.settings import calendar
from taskwell.store.store import Store

DAYS = 90
"""Days that count, today included."""
LEAST_TASKS = 8
LEAST_SESSIONS = 3
"""An overrun factor of fewer counted tasks, or of fewer sessions, is too early to use."""


@dataclass(frozen=True, slots=True)
class Overrun:
    """Seconds taken beside those advertised, over counted tasks of so many sessions."""

    taken: int = 0
    told: int = 0
    tasks: int = 0
    sessions: int = 0

    @property
    def factor(self) -> float | None:
        """Time taken for each second that was advertised; None without any."""
        return self.taken / self.told if self.told else None

    @property
    def enough(self) -> bool:
        """Whether it rests on enough to be used."""
        return self.tasks >= LEAST_TASKS and self.sessions >= LEAST_SESSIONS


@dataclass(frozen=True, slots=True)
class Real:
    """What the last 90 days of a platform or project came to, in the platform's currency.

    `hourly` is `money` over all time, `all_seconds`; wall time is counted once. `estimated` says
    that amounts worked out from a rate are in it. `n` paid sessions with an amount (lost work pays
    nothing and counts) of a sound length stand behind `lower_quartile` (None: too early) and
    `median` of their single hours. `length` is the middle length of a paid session in seconds,
    `task_seconds` the time a counted task took. Sessions paid in another currency are left out.
    """

    hourly: Money | None
    n: int
    lower_quartile: Money | None
    paid_seconds: int
    all_seconds: int
    overrun: float | None
    overrun_n: int
    median: Money | None = None
    money: Money | None = None
    estimated: bool = False
    length: int | None = None
    task_seconds: int | None = None
    measured: Overrun = Overrun()

    @property
    def unpaid_share(self) -> float | None:
        """Unpaid time of all time, 0 to 1; None without any paid time."""
        return 1 - self.paid_seconds / self.all_seconds if self.paid_seconds else None


@dataclass(frozen=True)
class Trailing:
    """The last 90 days of everything, from `first` on; figures by uid are made when asked for."""

    first: datetime
    months: list[Month]
    names: Directory
    made: dict[tuple[str, str], tuple[str, list[Sums], Real]] = field(default_factory=dict)

    @cached_property
    def platforms(self) -> Mapping[str, Real]:
        """Each platform worked on in these days, by uid."""
        found = _by_uid(each["platforms"] for each in self.months)
        return {uid: self._real("p", uid, parts, uid) for uid, parts in found.items()}

    @cached_property
    def projects(self) -> Mapping[str, Real]:
        """Each project worked on in these days, by uid."""
        owners = {uid: part.platform for uid, part in self.names.projects.items()}
        found = _by_uid(each["projects"] for each in self.months)
        return {
            uid: self._real("q", uid, parts, owners.get(uid, "")) for uid, parts in found.items()
        }

    def _real(self, kind: str, uid: str, parts: list[Sums], owner: str) -> Real:
        """The figures of one uid; those made before are taken where they rest on the same."""
        platform = self.names.platforms.get(owner)
        code = platform.currency if platform else ""
        known = self.made.get((kind, uid))
        if known is None or known[0] != code or known[1] != parts:
            known = self.made[kind, uid] = code, parts, _real(parts, code)
        return known[2]

    @cached_property
    def income(self) -> Mapping[str, tuple[Mapping[str, int], Mapping[str, int]]]:
        """Confirmed money, and what rates say of the rest: minor units by currency, by platform."""
        made: dict[str, tuple[dict[str, int], dict[str, int]]] = {}
        for month in self.months:
            for uid, sums in month["platforms"].items():
                confirmed, expected = made.setdefault(uid, ({}, {}))
                _put(confirmed, sums["confirmed"])
                _put(expected, sums["expected"])
        return made

    @cached_property
    def overrun(self) -> Overrun:
        """Time taken beside time advertised, over all platforms."""
        return _overrun([sums for month in self.months for sums in month["platforms"].values()])


def real_hourly(store: Store, now: datetime) -> Mapping[str, Real]:
    """What an hour really paid, by the uid of each platform worked on in the last 90 days."""
    return trailing(store, now).platforms


def of_projects(store: Store, now: datetime) -> Mapping[str, Real]:
    """The same by the uid of each project."""
    return trailing(store, now).projects


@dataclass(slots=True)
class _Known:
    """What was worked out last, and what it rests on."""

    first: datetime | None = None
    currencies: object = None
    made: Trailing | None = None
    months: list[Month] = field(default_factory=list)


_KNOWN: WeakKeyDictionary[Store, _Known] = WeakKeyDictionary()


def trailing(store: Store, now: datetime) -> Trailing:
    """The last 90 days, today included; worked out again only when what they rest on changed."""
    days, names = calendar(store), directory(store)
    first = days.bounds(days.day_of(now) - timedelta(days=DAYS - 1))[0]
    found = list(months(store, names, days, first))
    known = _KNOWN.setdefault(store, _Known())
    rests = (
        [(each.uid, each.currency) for each in names.platforms.values()],
        [(each.uid, each.platform) for each in names.projects.values()],
    )
    same = len(found) == len(known.months) and all(
        one is other for one, other in zip(found, known.months, strict=True)
    )
    if known.made is None or not same or (first, rests) != (known.first, known.currencies):
        known.made = Trailing(first, found, names, known.made.made if known.made else {})
        known.months, known.first, known.currencies = found, first, rests
    return known.made


def first_day(store: Store) -> date | None:
    """The day of the person on which the first session of all began; None without any."""
    begun = store.sessions.first_started()
    return calendar(store).day_of(begun) if begun else None


def _by_uid(each_month: Iterable[Mapping[str, Sums]]) -> dict[str, list[Sums]]:
    found: dict[str, list[Sums]] = {}
    for month in each_month:
        for uid, sums in month.items():
            found.setdefault(uid, []).append(sums)
    return found


def _real(parts: list[Sums], code: str) -> Real:
    """The figures of one platform or project, from its months."""
    confirmed = [each["confirmed"][code] for each in parts if code in each["confirmed"]]
    expected = [each["expected"][code] for each in parts if code in each["expected"]]
    money = Money(sum(confirmed) + sum(expected), code) if confirmed or expected else None
    singles = sorted(one for each in parts for one in each["singles"])
    quarter, middle = lower_quartile(singles), median(singles)
    everything = _seconds([each["all"] for each in parts])
    measured = _overrun(parts)
    counted_seconds, counted = (sum(each["counted"][place] for each in parts) for place in range(2))
    return Real(
        hourly(money, everything) if money else None,
        len(singles),
        None if quarter is None else Money(quarter, code),
        _seconds([each["paid"] for each in parts]),
        everything,
        measured.factor,
        measured.tasks,
        None if middle is None else Money(middle, code),
        money,
        bool(expected),
        median([one for each in parts for one in each["lengths"]]),
        round(counted_seconds / counted) if counted else None,
        measured,
    )


def _overrun(parts: list[Sums]) -> Overrun:
    return Overrun(*(sum(each["against"][place] for each in parts) for place in range(4)))


def _seconds(months: list[list[int]]) -> int:
    """Wall seconds of stretches that are joined within each month, and may meet between them."""
    held = sorted(each for each in months if each)
    if all(one[-1] <= other[0] for one, other in pairwise(held)):
        return sum(sum(flat[1::2]) - sum(flat[::2]) for flat in held)
    return wall(pair for flat in held for pair in zip(flat[::2], flat[1::2], strict=True))


def _put(sums: dict[str, int], more: Mapping[str, int]) -> None:
    for code, minor in more.items():
        sums[code] = sums.get(code, 0) + minor
