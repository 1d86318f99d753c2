"""Today and this week beside their goals."""

from __future__ import annotations

from collections.abc import Collection

from textual.content import Content

from taskwell.queries.timer import Totals
from taskwell.timekeeping.durations import hm
from taskwell.tui.drawing import fit
from taskwell.tui.glyphs import DRAWN, Glyphs
from taskwell.tui.widgets.cells import GOOD, HIDDEN, MUTED, STRONG, Piece, amounts, line


def render_today(
    totals: Totals, width: int, marks: Glyphs = DRAWN, *, hidden: bool = False
) -> Content:
    """` Today   5:11 of  6:00   [####..]   ~$68.30 + GBP 4.50   $14.90/h`."""
    pieces = _beginning("Today", totals, width, marks)
    used = sum(len(text) for text, _ in pieces)
    gap = "   " if width >= 80 else "  "
    earned = amounts(totals.earned, estimated=totals.estimated, hidden=hidden)
    if earned and used + len(gap) + len(earned) <= width:
        pieces.append((gap + earned, ""))
        used += len(gap) + len(earned)
    if totals.hourly is not None and width >= 80:
        hourly = f"{HIDDEN if hidden else totals.hourly.shown()}/h"
        if used + len(hourly) + 2 <= width:
            edge = 80 if used + len(hourly) + 2 <= 80 else width
            pieces.append((fit(hourly, edge - used, "right"), ""))
    return line(pieces, width)


def render_week(
    totals: Totals, width: int, before: Collection[str], marks: Glyphs = DRAWN
) -> Content:
    """The week with its days `before` today ("Mo", "Tu" ...), the latest that fit."""
    pieces = _beginning("Week", totals, width, marks)
    used = sum(len(text) for text, _ in pieces)
    if width >= 80:
        days = [f"{name} {hm(seconds)}" for name, seconds in totals.days if name in before]
        while days and used + 3 + len("  ".join(days)) > width:
            days.pop(0)
        if days:
            pieces.append(("   " + "  ".join(days), MUTED))
    return line(pieces, width)


def _beginning(name: str, totals: Totals, width: int, marks: Glyphs) -> list[Piece]:
    wide = width >= 80
    gap = "   " if wide else " "
    pieces: list[Piece] = [
        (f" {name:<5}{'  ' if wide else ' '}", ""),
        (f"{hm(totals.seconds):>5}", STRONG),
    ]
    cells = 21 if wide else 10
    if totals.goal is None:
        if width >= 60:
            pieces.append((f"{'':<{len(gap) + cells + 11}}", ""))
        return pieces
    pieces.append((f" of {hm(totals.goal):>5}{gap}", ""))
    if width >= 24 + cells:
        pieces += _bar(totals.seconds, totals.goal, cells, marks)
    return pieces


def _bar(done: int, goal: int, cells: int, marks: Glyphs) -> list[Piece]:
    filled = cells if goal <= 0 else min(cells, max(0, done * cells // goal))
    empty = marks.empty * (cells - filled)
    return [("[", MUTED), (marks.full * filled, GOOD), (empty, MUTED), ("]", MUTED)]
