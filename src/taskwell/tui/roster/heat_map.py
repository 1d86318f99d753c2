"""The heat map: how often a platform had tasks, by weekday and hour. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from taskwell.queries.roster_cards import HALF, OFTEN, SELDOM, UNKNOWN, Heat
from taskwell.tui.glyphs import DRAWN, Glyphs

THIRDS_WIDTH = 32
HOURS_WIDTH = 56
"""Cells that the map takes with three hours a sign, and with one."""
HEIGHT = 9


def signs(marks: Glyphs = DRAWN) -> Mapping[str, str]:
    """What each word is drawn as."""
    half = "+" if marks.ascii else marks.steps[4]
    return {OFTEN: marks.full, HALF: half, SELDOM: marks.gap, UNKNOWN: "?"}


def map_width(heat: Heat, room: int) -> int:
    """The cells the map takes of `room`: an hour a sign only where that does not leave most of what
    is known of three hours unsaid."""
    if room < HOURS_WIDTH:
        return min(room, THIRDS_WIDTH)
    hours, thirds = (
        sum(word != UNKNOWN for row in grid for word in row) for grid in (heat.hours, heat.thirds)
    )
    return HOURS_WIDTH if 2 * hours >= 3 * thirds else THIRDS_WIDTH


def heat_lines(heat: Heat, width: int, marks: Glyphs = DRAWN) -> list[str]:
    """The hours, a line for each weekday, the legend: nine lines of exactly `width` cells."""
    each_hour = width >= HOURS_WIDTH
    grid, step = (heat.hours, 2) if each_hour else (heat.thirds, 3)
    drawn = signs(marks)
    hours = "".join(
        f"{hour:02d}".ljust(3 * step if each_hour else step) for hour in range(0, 24, 3)
    )
    lines = [f"      {hours}"]
    for day, words in zip(heat.days, grid, strict=True):
        row = "".join(drawn[word].rjust(2).ljust(step) for word in words)
        lines.append(f" {day:<3}  {row}")
    lines.append(legend(marks))
    return [line[:width].ljust(width) for line in lines]


def legend(marks: Glyphs = DRAWN) -> str:
    """What the signs mean."""
    drawn = signs(marks)
    words = (OFTEN, HALF, SELDOM)
    return "  ".join([*(f"{drawn[word]} {word}" for word in words), f"{drawn[UNKNOWN]} n<5"])
