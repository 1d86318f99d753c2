"""When a platform has tasks: the hours of a week by how often work was seen, and spells without it.

One observation is a slot, an hour of a date on the person's clocks: what was seen last in it counts,
so that asking often is not counted often. Pure counts; where the observations come from is not known
here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal

from taskwell.figures.proportions import wilson

Slot = int
"""An hour of a local date: the date's ordinal times 24, and the hour."""
Word = Literal["often", "half", "seldom", "unknown"]
LEAST = 5
"""Observations below which a share, and spells below which a usual length, are not told."""
BIN = 3
"""Hours that are drawn as one."""
_OFTEN, _SELDOM = 67, 34
"""Percent from which work is there often, and under which it is there seldom."""


def slot_of(ordinal: int, hour: int) -> Slot:
    """The slot of a date (its ordinal) and an hour of it."""
    return ordinal * 24 + hour


def place_of(slot: Slot) -> tuple[int, int]:
    """Weekday (0 = Monday) and hour of a slot."""
    ordinal, hour = divmod(slot, 24)
    return (ordinal + 6) % 7, hour


@dataclass(frozen=True, slots=True)
class Cell:
    """Observations of one hour of the week, or of several: `n`, in `seen` of them there was work.

    `few` of those saw only a little of it.
    """

    n: int = 0
    seen: int = 0
    few: int = 0

    @property
    def known(self) -> bool:
        """Whether there are enough of them to be told."""
        return self.n >= LEAST

    @property
    def share(self) -> float | None:
        """The share of observations in which there was work, of 1; None without any."""
        return self.seen / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval of the share; 0 to 1 without any observation."""
        return wilson(self.seen, self.n)

    @property
    def low(self) -> float:
        """The lower end of the interval."""
        return self.interval[0]

    @property
    def high(self) -> float:
        """The upper end of the interval."""
        return self.interval[1]

    @property
    def word(self) -> Word:
        """The share in a word, "unknown" under five observations."""
        if not self.known:
            return "unknown"
        if 100 * self.seen >= _OFTEN * self.n:
            return "often"
        return "seldom" if 100 * self.seen < _SELDOM * self.n else "half"


Week = tuple[tuple[Cell, ...], ...]
"""Cells by weekday (0 = Monday), then by hour or by bin of hours."""
_NOTHING = Cell()


@dataclass(frozen=True, slots=True)
class Best:
    """One of the best times: `hours` hours from `hour` on, on a weekday (0 = Monday)."""

    weekday: int
    hour: int
    hours: int
    cell: Cell


@dataclass(frozen=True, slots=True)
class Dry:
    """The days without work seen up to today, beside earlier spells of one day or more.

    `days_now` are whole days, today not among them; None when nothing was seen for as long as is
    looked back. `n` counts the earlier spells: under five their median, the longest and the share
    of them that were longer than the present one are None.
    """

    days_now: int | None
    median: float | None
    longest: int | None
    share_longer: float | None
    n: int


def week_of(observed: Mapping[Slot, str]) -> Week:
    """The 7 x 24 cells of observations: "tasks", "few" or "none" by slot."""
    counts = [[[0, 0, 0] for _ in range(24)] for _ in range(7)]
    for slot, state in observed.items():
        weekday, hour = place_of(slot)
        cell = counts[weekday][hour]
        cell[0] += 1
        cell[1] += state != "none"
        cell[2] += state == "few"
    return tuple(tuple(Cell(*each) if each[0] else _NOTHING for each in hours) for hours in counts)


def pooled(cells: Iterable[Cell]) -> Cell:
    """The observations of several cells together."""
    n = seen = few = 0
    for each in cells:
        n, seen, few = n + each.n, seen + each.seen, few + each.few
    return Cell(n, seen, few) if n else _NOTHING


def bins_of(week: Week) -> Week:
    """The 7 x 8 cells of three hours each, from 00, 03, 06 ... on."""
    return tuple(
        tuple(pooled(hours[first : first + BIN]) for first in range(0, 24, BIN)) for hours in week
    )


def best_of(week: Week, bins: Week, most: int = 3) -> tuple[Best, ...]:
    """The known times with the highest lower end of their interval, best first.

    Hours of their own, or bins of three where no single hour is known. Times at which work was
    never seen are none of them.
    """
    for hours, cells in ((1, week), (BIN, bins)):
        found = [
            Best(weekday, at * hours, hours, cell)
            for weekday, row in enumerate(cells)
            for at, cell in enumerate(row)
            if cell.known
        ]
        if found:
            good = [each for each in found if each.cell.seen]
            good.sort(key=lambda each: (-each.cell.low, -each.cell.n, each.weekday, each.hour))
            return tuple(good[:most])
    return ()


def dry_spell(seen_on: Iterable[int], today: int) -> Dry:
    """The present spell and earlier ones, from the days (ordinals) on which work was seen.

    An earlier spell lies between two of these days; nothing is known of what was before the first.
    """
    days = sorted({day for day in seen_on if day <= today})
    if not days:
        return Dry(None, None, None, None, 0)
    present = max(0, today - days[-1] - 1)
    lengths = [later - day - 1 for day, later in pairwise(days) if later > day + 1]
    if len(lengths) < LEAST:
        return Dry(present, None, None, None, len(lengths))
    longer = sum(1 for each in lengths if each > present)
    return Dry(present, median(lengths), max(lengths), longer / len(lengths), len(lengths))
