"""Days added up: what a month of sessions comes to per day, platform, project, kind and tags.

Pure sums over records. Time is cut where a person's days begin; counts and money belong to the day
a session starts. Wall time cannot be added, so a day on which sessions overlap, and the days at the
month's borders, also keep their stretches of time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from taskwell.money.amounts import Money
from taskwell.records.session import Session
from taskwell.timekeeping.days import Calendar

Key = tuple[str, str | None, str, tuple[str, ...]]
"""Platform uid, project uid, kind, tags."""
Stretch = tuple[int, int, int]
"""Start and end in seconds of the epoch, and the index of the cell they belong to."""
Json = dict[str, list[object]]


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
    """The ended sessions of a month file as JSON, by day; see `unroll`."""
    days: dict[date, Day] = {}
    for session in sessions:
        if session.ended is not None:
            add(days, session, session.ended, calendar, estimate)
    return {day.isoformat(): _day_json(day, days[day], month) for day in sorted(days)}


def _day_json(when: date, day: Day, month: str) -> list[object]:
    stretches = day.stretches
    inside = _within(when, month)
    if inside and not overlap(stretches or []):
        stretches = None
    cells = [
        [
            *each.key[:3],
            list(each.key[3]),
            each.sessions,
            each.seconds,
            each.tasks,
            each.earned,
            each.estimated,
        ]
        for each in day.cells
    ]
    return [cells, stretches]


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


def unroll(rolled: Mapping[str, list[object]], first: str, last: str) -> list[tuple[str, Day]]:
    """The days from `first` to `last` (texts, both included) of what `roll_up` made."""
    found = []
    for when, value in rolled.items():
        if first <= when <= last:
            cells, stretches = value
            found.append((when, _day(cells, stretches)))
    return found


def _day(cells: object, stretches: object) -> Day:
    assert isinstance(cells, list)
    made = [
        Cell((platform, project, kind, tuple(tags)), *numbers)
        for platform, project, kind, tags, *numbers in cells
    ]
    if stretches is None:
        return Day(made, None)
    assert isinstance(stretches, list)
    return Day(made, [(begun, ended, index) for begun, ended, index in stretches])


def wall(stretches: Iterable[tuple[int, int]]) -> int:
    """Seconds of wall time, counted once where stretches overlap."""
    total, reached = 0, 0
    for begun, ended in sorted(stretches):
        if ended > reached:
            total += ended - max(begun, reached)
            reached = ended
    return total


def instant(seconds: int) -> datetime:
    """The instant of a stretch's end."""
    return datetime.fromtimestamp(seconds, UTC)
