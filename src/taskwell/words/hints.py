"""The hints below each place, in the order in which a narrow screen gives them up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint of a place: the act, the word after its key, and its rank (the lowest is dropped
    last). `idle` is the word while nothing runs."""

    act: str
    word: str
    rank: int
    idle: str = ""


def _hints(*parts: tuple[str, str, int]) -> tuple[Hint, ...]:
    return tuple(
        Hint(act, word, rank, "start" if act == "timer.start" else "") for act, word, rank in parts
    )


HINTS: Mapping[str, tuple[Hint, ...]] = {
    "timer": _hints(
        ("app.help", "help", 0),
        ("timer.start", "switch/stop", 1),
        ("timer.pause", "pause", 2),
        ("timer.more", "+1 task", 3),
        ("timer.kind", "kind", 5),
        ("row.edit", "edit", 6),
        ("row.new", "log", 4),
        ("app.command", "command", 7),
        ("app.undo", "undo", 8),
        ("app.leave", "leave", 9),
        ("row.more", "more", 10),
        ("app.filter", "filter", 11),
    ),
    "roster": _hints(
        ("app.help", "help", 0),
        ("timer.fits", "what fits", 1),
        ("timer.mark", "mark", 2),
        ("money.payout", "payout", 3),
        ("roster.incident", "incident", 5),
        ("roster.notebook", "notebook", 6),
        ("row.new", "new", 4),
        ("app.command", "command", 7),
        ("timer.start", "switch/stop", 8),
        ("row.edit", "edit", 9),
        ("row.more", "more", 10),
        ("app.filter", "filter", 11),
        ("app.undo", "undo", 12),
        ("app.leave", "leave", 13),
    ),
    "quality": _hints(
        ("app.help", "help", 0),
        ("quality.reading", "reading", 1),
        ("roster.incident", "incident", 3),
        ("roster.notebook", "notebook", 4),
        ("row.open", "open", 2),
        ("row.new", "new", 5),
        ("row.more", "more", 6),
        ("app.command", "command", 7),
        ("row.edit", "edit", 8),
        ("timer.start", "switch/stop", 9),
        ("app.filter", "filter", 10),
        ("app.undo", "undo", 11),
        ("app.leave", "leave", 12),
    ),
    "wellbeing": _hints(
        ("app.help", "help", 0),
        ("checkin.new", "check-in", 1),
        ("timer.rest", "rest", 2),
        ("app.help_panel", "help panel", 3),
        ("app.hide", "hide", 4),
        ("row.new", "review", 5),
        ("period.earlier", "month", 6),
        ("app.command", "command", 7),
        ("row.open", "pairs", 8),
        ("timer.start", "switch/stop", 9),
        ("app.undo", "undo", 10),
        ("app.leave", "leave", 11),
    ),
    "money": _hints(
        ("app.help", "help", 0),
        ("money.payout", "payout", 1),
        ("row.new", "expense", 2),
        ("timer.fits", "what fits", 5),
        ("row.open", "open", 3),
        ("row.more", "more", 4),
        ("app.filter", "filter", 6),
        ("app.command", "command", 7),
        ("period.earlier", "month", 8),
        ("timer.start", "switch/stop", 9),
        ("app.undo", "undo", 10),
        ("app.leave", "leave", 11),
    ),
    "": _hints(
        ("app.help", "help", 0),
        ("timer.start", "switch/stop", 1),
        ("app.tab_1", "Timer", 2),
        ("app.command", "command", 3),
        ("app.leave", "leave", 4),
        ("app.help_panel", "help panel", 5),
        ("app.hide", "hide", 6),
    ),
}
"""The hints of each place in the order they are shown; "" is for a place without its own."""


def hints_for(place: str) -> tuple[Hint, ...]:
    """The hints of a place, in the order they are shown."""
    return HINTS.get(place, HINTS[""])
