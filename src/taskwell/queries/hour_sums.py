"""Time and money of a period by any grouping, for the ladder: what was paid, and all that it took.

Time is that of a platform's own currency; what came in another one is kept apart. Where sessions
overlap, time counts once in each group.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from taskwell.figures.rollup import Cell, Day, wall
from taskwell.queries.adjustments import between
from taskwell.queries.directory import Directory, directory
from taskwell.queries.report import days_of
from taskwell.queries.settings import calendar
from taskwell.records.rate import Rate
from taskwell.store.store import Store
from taskwell.timekeeping.periods import Period

LEFT_OUT = frozenset({"learning"})
"""Kinds of time that are no part of what an hour pays."""
Group = tuple[str, ...]
"""The currency first, then what the grouping names."""


@dataclass(slots=True)
class HourSums:
    """One group. Seconds of paid time and of all time, by the clock; money in minor units.

    `confirmed` and `expected` (from rates) are in the group's currency, by platform; `apart` is what
    came in others. `advertised` is the advertised hour of each paid second, added up, over
    `advertised_seconds`. `unpaid` are seconds by kind, overlaps counted in each.
    """

    currency: str
    paid_seconds: int = 0
    all_seconds: int = 0
    confirmed: dict[str, int] = field(default_factory=dict)
    expected: dict[str, int] = field(default_factory=dict)
    apart: dict[str, int] = field(default_factory=dict)
    advertised: Decimal = Decimal(0)
    advertised_seconds: int = 0
    unpaid: dict[str, int] = field(default_factory=dict)

    @property
    def minor(self) -> int:
        """Confirmed and expected money together."""
        return sum(self.confirmed.values()) + sum(self.expected.values())

    @property
    def estimated(self) -> bool:
        """Whether rates have worked out part of it."""
        return any(self.expected.values())


By = Callable[[date, str, str | None, str], Group]
"""What groups by: day, platform, project and kind to the names of a group."""


def whole(day: date, platform: str, project: str | None, kind: str) -> Group:
    """Everything together."""
    return ()


def hour_sums(
    store: Store,
    now: datetime,
    period: Period,
    by: By = whole,
    *,
    only: frozenset[str] | None = None,
) -> dict[Group, HourSums]:
    """The sums of a period by group, running sessions up to `now`; adjustments add money alone.

    `only` leaves out all platforms but these.
    """
    days, names = calendar(store), directory(store)
    gathered = _Gathering(names, by, only)
    for when, parts in days_of(store, now, period, days, names):
        gathered.take(when, parts)
    for each in between(store, period.first, period.last):
        if only is not None and each.platform not in only:
            continue
        sums = gathered.group(each.day, each.platform, each.project, "paid")
        _money(sums, sums.confirmed, each.platform, {each.amount.currency: each.amount.minor})
    return gathered.groups


class _Gathering:
    """Groups as they fill up, day by day."""

    def __init__(self, names: Directory, by: By, only: frozenset[str] | None) -> None:
        self._only = only
        self.groups: dict[Group, HourSums] = {}
        self._names = names
        self._by = by
        self._rates: dict[tuple[str, str | None, date], Decimal | None] = {}

    def group(self, day: date, platform: str, project: str | None, kind: str) -> HourSums:
        """The group of a cell, made when there is none."""
        home = self._names.platforms.get(platform)
        currency = home.currency if home else ""
        key = (currency, *self._by(day, platform, project, kind))
        sums = self.groups.get(key)
        if sums is None:
            sums = self.groups[key] = HourSums(currency)
        return sums

    def take(self, day: date, parts: list[Day]) -> None:
        """Add a day, which may lie in several month files."""
        stretches: dict[int, tuple[HourSums, list[tuple[int, int]], list[tuple[int, int]]]] = {}
        for part in parts:
            for at, cell in enumerate(part.cells):
                platform, project, kind, _ = cell.key
                if self._only is not None and platform not in self._only:
                    continue
                sums = self.group(day, platform, project, kind)
                self._add(sums, day, cell)
                if kind in LEFT_OUT:
                    continue
                if part.stretches is None:
                    sums.all_seconds += cell.seconds
                    sums.paid_seconds += cell.seconds if kind == "paid" else 0
                    continue
                mine = [(begun, ended) for begun, ended, index in part.stretches if index == at]
                _, paid, every = stretches.setdefault(id(sums), (sums, [], []))
                every += mine
                if kind == "paid":
                    paid += mine
        for sums, paid, every in stretches.values():
            sums.paid_seconds += wall(paid)
            sums.all_seconds += wall(every)

    def _add(self, sums: HourSums, day: date, cell: Cell) -> None:
        platform, project, kind, _ = cell.key
        _money(sums, sums.confirmed, platform, cell.earned)
        _money(sums, sums.expected, platform, cell.estimated)
        if kind != "paid":
            sums.unpaid[kind] = sums.unpaid.get(kind, 0) + cell.seconds
            return
        hour = self._advertised(platform, project, day, sums.currency)
        if hour is not None:
            sums.advertised += hour * cell.seconds
            sums.advertised_seconds += cell.seconds

    def _advertised(
        self, platform: str, project: str | None, day: date, currency: str
    ) -> Decimal | None:
        place = (platform, project, day)
        if place not in self._rates:
            rate = self._names.rate_of(platform, project, day)
            self._rates[place] = _hour_of(rate, self._task_time(platform, project), currency)
        return self._rates[place]

    def _task_time(self, platform: str, project: str | None) -> int | None:
        part = self._names.projects.get(project or "")
        if part is not None and part.task_time:
            return part.task_time
        home = self._names.platforms.get(platform)
        return home.task_time if home else None


def _hour_of(rate: Rate | None, task_time: int | None, currency: str) -> Decimal | None:
    """What an hour pays by a rate as it is advertised, in minor units; None where it does not say."""
    if rate is None or rate.amount.currency != currency:
        return None
    each = Decimal(rate.amount.minor) / rate.per
    if rate.basis == "hour":
        return each
    return each * 3600 / task_time if rate.basis == "task" and task_time else None


def _money(sums: HourSums, kept: dict[str, int], platform: str, money: dict[str, int]) -> None:
    for code, minor in money.items():
        if code == sums.currency:
            kept[platform] = kept.get(platform, 0) + minor
        else:
            sums.apart[code] = sums.apart.get(code, 0) + minor


def by_platform(day: date, platform: str, project: str | None, kind: str) -> Group:
    """By the uid of the platform."""
    return (platform,)


def by_project(day: date, platform: str, project: str | None, kind: str) -> Group:
    """By the uids of platform and project ("" without one)."""
    return (platform, project or "")


def by_kind(day: date, platform: str, project: str | None, kind: str) -> Group:
    """By the kind of time."""
    return (kind,)


def by_month(day: date, platform: str, project: str | None, kind: str) -> Group:
    """By the month, as `2026-11`."""
    return (f"{day:%Y-%m}",)


BY: dict[str, By] = {
    "platform": by_platform,
    "project": by_project,
    "kind": by_kind,
    "month": by_month,
}


def ordered(found: dict[Group, HourSums]) -> Iterator[tuple[Group, HourSums]]:
    """Groups by what they brought, the most first, currency by currency."""
    yield from sorted(found.items(), key=lambda each: (each[0][0], -each[1].minor, each[0]))
