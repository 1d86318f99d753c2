"""Days added up: what a month of sessions comes to per day, platform, project, kind and tags.

Pure sums over records. Time is cut where a person's days begin; counts and money belong to the day
a session starts. Wall time cannot be added, so a day on which sessions overlap, and the days at the
month's borders, also keep their stretches of time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypedDict

from taskwell.money.amounts import Money
from taskwell.records.session import Session
from taskwell.timekeeping.days import Calendar

Key = tuple[str, str | None, str, tuple[str, ...]]
"""Platform uid, project uid, kind, tags."""
Stretch = tuple[int, int, int]
"""Start and end in seconds of the epoch, and the index of the cell they belong to."""


class Json(TypedDict):
    """What `roll_up` makes, as JSON holds it."""

    keys: list[Any]
    days: dict[str, Any]


@dataclass(slots=True)
class Cell:
    """The sums of one key on one day; money in minor units by currency."""

    key: Key
    sessions: int = 0
    seconds: int = 0
    tasks: int = 0
    earned: dict[str, int] = field(default_factory=dict)
    estimated: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Day:
    """One day's cells; `stretches` is None where no two of them overlap."""

    cells: list[Cell] = field(default_factory=list)
    stretches: list[Stretch] | None = None

    def cell(self, key: Key) -> int:
        """The index of a key's cell, made when there is none."""
        for index, each in enumerate(self.cells):
            if each.key == key:
                return index
        self.cells.append(Cell(key))
        return len(self.cells) - 1


Estimate = Callable[[Session], Money | None]


def add(
    days: dict[date, Day], session: Session, now: datetime, calendar: Calendar, estimate: Estimate
) -> None:
    """Add a session to the days it was worked on; `now` ends it while it is open."""
    key = (session.platform, session.project, session.kind, session.tags)
    first = days.setdefault(calendar.day_of(session.started), Day(stretches=[]))
    cell = first.cells[first.cell(key)]
    cell.sessions += 1
    cell.tasks += session.tasks or 0
    if session.earned:
        _put(cell.earned, session.earned)
    elif (money := estimate(session)) is not None:
        _put(cell.estimated, money)
    for start, end in session.worked(now):
        for day, piece_start, piece_end in calendar.split(start, end):
            there = days.setdefault(day, Day(stretches=[]))
            index = there.cell(key)
            begun, ended = int(piece_start.timestamp()), int(piece_end.timestamp())
            there.cells[index].seconds += ended - begun
            assert there.stretches is not None
            there.stretches.append((begun, ended, index))


def _put(sums: dict[str, int], money: Money) -> None:
    sums[money.currency] = sums.get(money.currency, 0) + money.minor


def roll_up(
    sessions: Iterable[Session], month: str, calendar: Calendar, estimate: Estimate
) -> Json:
    """The ended sessions of a month file as JSON: its keys once, then days that number them."""
    days: dict[date, Day] = {}
    for session in sessions:
        if session.ended is not None:
            add(days, session, session.ended, calendar, estimate)
    keys: dict[Key, int] = {}
    rolled: dict[str, list[object]] = {}
    for when in sorted(days):
        day = days[when]
        stretches = day.stretches
        if _within(when, month) and not overlap(stretches or []):
            stretches = None
        cells = [
            [
                keys.setdefault(each.key, len(keys)),
                each.sessions,
                each.seconds,
                each.tasks,
                each.earned or 0,
                each.estimated or 0,
            ]
            for each in day.cells
        ]
        rolled[when.isoformat()] = [cells, stretches]
    return {"keys": [[*key[:3], list(key[3])] for key in keys], "days": rolled}


def _within(when: date, month: str) -> bool:
    """Whether only this month file can hold sessions of the day (unless they were moved)."""
    margin = timedelta(days=2)
    return f"{when - margin:%Y-%m}" == f"{when + margin:%Y-%m}" == month


def overlap(stretches: Iterable[Stretch]) -> bool:
    """Whether any two stretches share time."""
    last = 0
    for begun, ended, _ in sorted(stretches):
        if begun < last:
            return True
        last = max(last, ended)
    return False


def unroll(rolled: Json, first: str, last: str) -> Iterator[tuple[str, Day]]:
    """The days from `first` to `last` (texts, both included) of what `roll_up` made."""
    keys = [
        (platform, project, kind, tuple(tags)) for platform, project, kind, tags in rolled["keys"]
    ]
    for when, (cells, stretches) in rolled["days"].items():
        if first <= when <= last:
            made = [
                Cell(keys[key], sessions, seconds, tasks, earned or {}, estimated or {})
                for key, sessions, seconds, tasks, earned, estimated in cells
            ]
            yield when, Day(made, stretches)


def wall(stretches: Iterable[tuple[int, int]]) -> int:
    """Seconds of wall time, counted once where stretches overlap."""
    total, reached = 0, 0
    for begun, ended in sorted(stretches):
        if ended > reached:
            total += ended - max(begun, reached)
            reached = ended
    return total
