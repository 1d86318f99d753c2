"""Goals in hours or money, how far they are, and how far their day, week or month is. No more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from taskwell.money.amounts import Money
from taskwell.queries.directory import directory
from taskwell.queries.lookup import by_uid
from taskwell.queries.report import Row, report
from taskwell.queries.settings import calendar
from taskwell.queries.settings import goal as hours_goal
from taskwell.records import goal as records
from taskwell.records.goal import TABLE, UNITS, Goal
from taskwell.records.text import visible
from taskwell.store.store import Store
from taskwell.timekeeping.durations import hm
from taskwell.timekeeping.periods import period_of


@dataclass(frozen=True, slots=True)
class Pace:
    """A goal with what was done: seconds, or money that was earned (with what rates say of it).

    `gone` is the share of the period that is over, 0 to 1. `uid` is None for a goal of the settings.
    """

    uid: str | None
    unit: str
    place: str
    seconds: int | None
    wanted_seconds: int | None
    money: Money | None
    wanted_money: Money | None
    gone: float
    estimated: bool = False

    @property
    def share(self) -> float:
        """How much of the goal is done; above 1 when more."""
        if self.wanted_seconds:
            return (self.seconds or 0) / self.wanted_seconds
        if self.wanted_money is not None and self.wanted_money.minor:
            return (self.money.minor if self.money else 0) / self.wanted_money.minor
        return 0.0

    @property
    def words(self) -> str:
        """`week, UHRS: 6:10 of 12:00, 51 %; 57 % of the week is over`."""
        place = f", {self.place}" if self.place else ""
        if self.wanted_money is not None:
            mark = "~" if self.estimated else ""
            done = self.money or Money(0, self.wanted_money.currency)
            told = f"{mark}{done.shown()} of {self.wanted_money.shown()}"
        else:
            told = f"{hm(self.seconds or 0)} of {hm(self.wanted_seconds or 0)}"
        over = f"{round(100 * self.gone)} % of the {self.unit} is over"
        return f"{self.unit}{place}: {told}, {round(100 * self.share)} %; {over}"

    def json(self) -> dict[str, object]:
        """As scripts read it."""
        return {
            "uid": self.uid,
            "unit": self.unit,
            "platform": self.place or None,
            "seconds": self.seconds,
            "goal_seconds": self.wanted_seconds,
            "money": self.money.json() if self.money else None,
            "goal_money": self.wanted_money.json() if self.wanted_money else None,
            "estimated": self.estimated,
            "share": round(self.share, 4),
            "period_over": round(self.gone, 4),
        }


def goals(store: Store, now: datetime) -> tuple[Pace, ...]:
    """Every goal, by day, week and month; those of one platform behind those of all."""
    found = sorted(_goals(store), key=lambda each: (UNITS.index(each.unit), each.platform or ""))
    rows = {unit: _rows(store, now, unit) for unit in {each.unit for each in found}}
    return tuple(_pace(store, now, each, rows[each.unit]) for each in found)


def _goals(store: Store) -> Iterator[Goal]:
    for unit in ("day", "week"):
        seconds = hours_goal(store, f"goal_{unit}")
        if seconds:
            yield Goal(uid="", unit=unit, seconds=seconds)
    yield from map(records.from_document, store.core(TABLE).values())


def _rows(store: Store, now: datetime, unit: str) -> dict[str | None, Row]:
    days = calendar(store)
    made = report(store, now, period_of(unit, days.day_of(now), days), ("platform",))
    rows: dict[str | None, Row] = {row.key["platform"]: row for row in made.rows}
    rows[None] = made.total
    return rows


def _pace(store: Store, now: datetime, goal: Goal, rows: dict[str | None, Row]) -> Pace:
    name = directory(store).platform_name(goal.platform) if goal.platform else None
    row = rows.get(name)
    days = calendar(store)
    start, end = days.span(*_span(store, now, goal.unit))
    gone = (now - start) / (end - start)
    place = visible(name) if name else ""
    if goal.money is None:
        done = (row.wall_seconds if row else 0) or 0
        return Pace(goal.uid or None, goal.unit, place, done, goal.seconds, None, None, gone)
    code = goal.money.currency
    sums = (
        [each.get(code, 0) for each in (row.earned_minor, row.estimated_minor)] if row else [0, 0]
    )
    made = Money(sum(sums), code)
    return Pace(
        goal.uid, goal.unit, place, None, None, made, goal.money, gone, estimated=bool(sums[1])
    )


def _span(store: Store, now: datetime, unit: str) -> tuple[date, date]:
    days = calendar(store)
    period = period_of(unit, days.day_of(now), days)
    return period.first, period.last


def goal_named(store: Store, beginning: str) -> tuple[int, Goal]:
    """Id and goal of the one whose uid begins so; BadInput when there is none or several."""
    number, document = by_uid(store, TABLE, beginning, "goal", "taskwell goal list")
    return number, records.from_document(document)
