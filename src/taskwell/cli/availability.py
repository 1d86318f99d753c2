"""Marks in a shell, and when a platform has tasks: a heat map in letters, the best hours, spells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from taskwell.cli.context import Context
from taskwell.cli.output import columns
from taskwell.cli.spec import Command, Given, Option, Word
from taskwell.records.mark import WORDS
from taskwell.records.text import visible
from taskwell.timekeeping.instants import to_text

if TYPE_CHECKING:
    from taskwell.queries.availability import Availability, Best, Cell, Dry, Odds, Seen
    from taskwell.records.platform import Platform

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SIGNS = {"often": "#", "half": "+", "seldom": ".", "unknown": "?"}
LEGEND = "# often + half . seldom ? n<5"
_HEADS = ("platform", "tasks", "seen", "odds now", "without work", "n")
_DROP = ("without work", "n")
_MARKED = {"tasks": "tasks", "few": "few tasks", "none": "no tasks"}
_RESTS_ON = {
    "running": "a session runs",
    "mark": "marked",
    "hour": "this hour of the week",
    "three hours": "these three hours of the week",
    "all hours": "any hour",
    "too few": "too early",
}
Fact = tuple[str, str]


class _View(NamedTuple):
    """All that is said of one platform."""

    platform: Platform
    seen: Seen
    made: Availability
    odds: Odds


def _mark(context: Context, given: Given) -> int:
    from taskwell.commands.marks import mark

    state, at = given.word("tasks|few|none"), context.at(given.text("at"))
    made = mark(context.store, context.now, given.word("PLATFORM"), state, at=at)
    wall = context.calendar.local(made.at)
    when = f"{wall:%a} {wall.day} {wall:%b %H:%M}"
    return context.done(
        f"{made.label}: {_MARKED[made.state]}, {when}",
        {"uid": made.uid, "platform": made.label, "state": made.state, "at": to_text(made.at)},
    )


def _availability(context: Context, given: Given) -> int:
    from taskwell.queries.availability import WEEKS
    from taskwell.queries.directory import directory

    names, named = directory(context.store), given.word("PLATFORM")
    if named:
        platforms = [names.platform(named)]
    else:
        platforms = [each for each in names.platforms.values() if not each.closed]
        platforms.sort(key=lambda each: names.platform_ids[each.uid])
    found = list(_views(context, platforms))
    first = context.calendar.week_start
    if context.json:
        zone = context.calendar.zone_name
        listed = [_json(each) for each in found]
        context.give({"zone": zone, "weeks": WEEKS, "platforms": listed})
    elif context.plain:
        context.facts(_facts(each, first, cells=bool(named)) for each in found)
    elif named:
        context.say(_page(found[0], first))
    elif found:
        context.say(columns(_HEADS, [_cells(each) for each in found], "     r", drop=_DROP))
    else:
        context.say("There is no platform yet; taskwell platform add NAME adds one.")
    return 0


def _views(context: Context, platforms: Sequence[Platform]) -> Iterator[_View]:
    from taskwell.queries.availability import availability, odds, seen

    store, now = context.store, context.now
    known = seen(store, now)
    for each in platforms:
        made = availability(store, now, each.uid)
        yield _View(each, known[each.uid], made, odds(store, now, each.uid))


# -- in words -------------------------------------------------------------------------------------


def _percent(cell: Cell | Odds) -> str:
    """`71 % (50-86 %, n 14)`: a share with its 95 % interval and what it rests on."""
    share = f"{100 * (cell.share or 0):.0f}"
    return f"{share} % ({100 * cell.low:.0f}-{100 * cell.high:.0f} %, n {cell.n})"


def _seen(seen: Seen) -> str:
    if seen.at is None:
        return "not seen in a year"
    return "now" if seen.ago == "now" else f"{seen.ago} ago"


def _odds(odds: Odds) -> str:
    basis = _RESTS_ON[odds.basis]
    if odds.fresh is not None:
        return f"{_MARKED[odds.fresh]}, {basis}"
    return f"{basis}, n {odds.n}" if odds.share is None else f"{_percent(odds)}, {basis}"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def _dry(dry: Dry) -> str:
    """The present spell and how it stands among earlier ones."""
    if dry.days_now is None:
        return "no work seen in a year"
    if dry.median is None or dry.share_longer is None:
        return f"{_days(dry.days_now)}; earlier ones: too early, n {dry.n}"
    longer = f"{100 * dry.share_longer:.0f} % longer, " if dry.days_now else ""
    usual = f"median {dry.median:g}, longest {dry.longest}, n {dry.n}"
    return f"{_days(dry.days_now)}; earlier ones: {longer}{usual}"


def _time(best: Best) -> str:
    """`Thu 16-17` or `Thu 15-18`."""
    return f"{_DAYS[best.weekday]} {best.hour:02d}-{best.hour + best.hours:02d}"


def _cells(view: _View) -> list[str]:
    seen, made = view.seen, view.made
    dry = made.dry.days_now
    spell = "-" if dry is None else _days(dry)
    ago = "-" if seen.at is None else seen.ago
    return [view.platform.name, seen.state, ago, _odds(view.odds), spell, str(made.n)]


def _page(view: _View, first: int) -> str:
    """One platform: its heat map of three hours each, the best hours, the spell without work."""
    made = view.made
    lines = [
        f"{visible(view.platform.name)}: tasks {view.seen.state}, {_seen(view.seen)}",
        f"now: {_odds(view.odds)}",
        "",
        f"      {' '.join(f'{hour:02d}' for hour in range(0, 24, 3))}",
    ]
    for weekday in _week(first):
        signs = "  ".join(_SIGNS[cell.word] for cell in made.bins[weekday])
        lines.append(f"{_DAYS[weekday]}    {signs}")
    lines += [LEGEND, ""]
    best = [f"{_time(each)} {_percent(each.cell)}" for each in made.best]
    early = "too early" if not any(cell.known for row in made.bins for cell in row) else "none"
    lines.append(f"best hours: {'; '.join(best) or early}")
    lines.append(f"observations: {_counts(made.overall)} in 26 weeks")
    lines.append(f"without work: {_dry(made.dry)}")
    return "\n".join(lines)


def _counts(cell: Cell) -> str:
    """`34 (20 tasks, 6 few, 8 none)`."""
    return f"{cell.n} ({cell.seen - cell.few} tasks, {cell.few} few, {cell.n - cell.seen} none)"


def _week(first: int) -> list[int]:
    return [(first + number) % 7 for number in range(7)]


def _facts(view: _View, first: int, *, cells: bool) -> list[Fact]:
    made = view.made
    found: list[Fact] = [
        ("platform", view.platform.name),
        ("tasks", view.seen.state),
        ("seen", _seen(view.seen)),
        ("odds now", _odds(view.odds)),
        ("without work", _dry(made.dry)),
        ("observations", _counts(made.overall)),
    ]
    found += [("best", f"{_time(each)} {_percent(each.cell)}") for each in made.best]
    if cells:
        for weekday in _week(first):
            for at, cell in enumerate(made.bins[weekday]):
                if cell.n:
                    hours = f"{_DAYS[weekday]} {3 * at:02d}-{3 * at + 3:02d}"
                    share = _percent(cell) if cell.known else f"n {cell.n}"
                    found.append((hours, f"{cell.word}, {share}"))
    return found


# -- for scripts ----------------------------------------------------------------------------------


def _json(view: _View) -> dict[str, object]:
    made, odds, dry = view.made, view.odds, view.made.dry
    at = view.seen.at
    return {
        "uid": view.platform.uid,
        "platform": view.platform.name,
        "tasks": view.seen.state,
        "seen_at": to_text(at) if at else None,
        "n": made.n,
        "cells": [
            {"weekday": _DAYS[weekday], "hour": hour, **_cell_json(cell)}
            for weekday, row in enumerate(made.cells)
            for hour, cell in enumerate(row)
            if cell.n
        ],
        "best": [
            {
                "weekday": _DAYS[each.weekday],
                "hour": each.hour,
                "hours": each.hours,
                **_cell_json(each.cell),
            }
            for each in made.best
        ],
        "odds": {
            "share": _rounded(odds.share),
            "interval": [_rounded(odds.low), _rounded(odds.high)],
            "n": odds.n,
            "fresh": odds.fresh,
            "basis": odds.basis,
        },
        "without_work": {
            "days": dry.days_now,
            "median": dry.median,
            "longest": dry.longest,
            "share_longer": _rounded(dry.share_longer),
            "n": dry.n,
        },
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _cell_json(cell: Cell) -> dict[str, object]:
    return {
        "n": cell.n,
        "seen": cell.seen,
        "few": cell.few,
        "share": _rounded(cell.share),
        "interval": [_rounded(cell.low), _rounded(cell.high)],
        "word": cell.word,
    }


COMMANDS = (
    Command(
        "mark",
        _mark,
        (
            Word("PLATFORM", "a platform; a beginning is enough", complete="place"),
            Word("tasks|few|none", "what it has; a beginning is enough", choices=WORDS),
        ),
        (Option(("--at",), "when, if not now: 14:05, yesterday 22:30, -20m or ISO 8601", "T"),),
        about="Notes whether a platform has tasks. Marks and the starts of paid sessions make the"
        " heat map, the best hours and the odds of this hour.",
        examples=("mark uhrs none", "mark outlier few --at 14:05"),
    ),
    Command(
        "availability",
        _availability,
        (Word("PLATFORM", "only this platform, with its heat map", least=0, complete="place"),),
        query=True,
        about="When platforms have tasks, by what was seen in the last 26 weeks in your zone. Of an"
        " hour of the week the last mark counts, else the start of a paid session; times with fewer"
        " than 5 observations are unknown, and every share stands with its 95 % interval. A start only"
        " ever shows that there was work: without marks of none a share says little.",
        examples=("availability", "availability uhrs"),
    ),
)
