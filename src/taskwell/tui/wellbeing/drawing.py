"""The Wellbeing tab in lines: pure functions from values to text of an exact width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len
from textual.content import Content

from taskwell.figures.strain import whole
from taskwell.queries.wellbeing import (
    SHORT,
    DayColumn,
    Days,
    Month,
    Today,
    Trends,
    Year,
    hard_words,
    hours_words,
    rests_words,
)
from taskwell.records.checkin import ITEMS
from taskwell.tui.drawing import fit, heading, veiled
from taskwell.tui.glyphs import DRAWN, Glyphs
from taskwell.tui.widgets.cells import MUTED, STRONG, WARNING, Piece, in_columns, line

WIDE = 76
"""From this width on the month stands beside the days."""
LABEL = 8
CELL = 3
MONTH_AT = 56
_LEFT, _RIGHT = 1, 44
LEVELS = "1234"
"""A quarter of the scale of strain each, in the strip of a year; readable without colour."""
VIEWS = ("days", "month", "year")


@dataclass(frozen=True, slots=True)
class Shown:
    """What there is to draw: `view` is one of VIEWS, the years only where they are shown."""

    today: Today
    days: Days
    trends: Trends | None
    year: Year | None
    view: str
    checkin_key: str


def render_body(
    found: Shown, width: int, height: int, marks: Glyphs = DRAWN, *, hidden: bool = False
) -> list[Content]:
    """All lines of the tab, from top to bottom, `height` of them at most."""
    wide = width >= WIDE
    lines = list(_today(found, width, marks, wide=wide))
    left = height - len(lines)
    usual = list(_usual(found.trends, width, marks, hidden=hidden)) if found.trends else []
    middle = list(_middle(found, width, max(left - len(usual), 8), marks, hidden=hidden))
    lines += middle
    lines += usual[: max(0, height - len(lines))]
    strip = found.year is not None and found.view == "days"
    if strip and found.year is not None and width >= 70:
        more = [_rule(width, "Strain, a year", "1 low .. 4 high", marks)]
        more += _year(found.year, width, hidden=hidden)
        if len(lines) + len(more) <= height:
            lines += more
    if found.trends is not None and len(lines) + 4 <= height:
        lines += _weekdays(found.trends, width, marks, hidden=hidden)
    return lines[:height]


# The top


def _today(found: Shown, width: int, marks: Glyphs, *, wide: bool) -> Iterator[Content]:
    now = found.today
    entry = now.entry
    if entry is None:
        told: Piece = (f"no entry yet    {found.checkin_key}: about 30 s", "")
    elif entry.draft:
        told = (f"begun, {found.checkin_key} goes on", WARNING)
    else:
        told = (f"done    {found.checkin_key} to look again", "")
    hours, other = hours_words(now.hours)
    rests, hard = rests_words(now.rests, short=True), hard_words(now.exposure)
    over = now.exposure.left is not None and now.exposure.left <= 0
    style = WARNING if over and now.exposure.used else ""
    rest = now.rest.removeprefix("rest ") if now.rest.startswith("rest in") else now.rest
    if wide:
        yield _two(("Today", told), ("Hours", (hours, "")), width, marks)
        yield _two(("Rests", (rests, "")), ("", (other, "")), width, marks)
        yield _two(("Hard", (hard, style)), ("Rest" if rest else "", (rest, "")), width, marks)
        return
    hours = hours_words(now.hours, short=True)[0]
    for label, text in (
        ("Today", told),
        ("Hours", (hours, "")),
        ("Rests", (f"{rests}{f'; {now.rest}' if now.rest else ''}", "")),
        ("Hard", (hard, style)),
    ):
        room = width - LABEL - 1
        yield line(
            [(f" {label:<{LABEL}}", MUTED), (fit(text[0], room, marks=marks), text[1])], width
        )


def _two(left: tuple[str, Piece], right: tuple[str, Piece], width: int, marks: Glyphs) -> Content:
    room = _RIGHT - LABEL - 2
    pieces = [(f" {left[0]:<{LABEL}}", MUTED), (fit(left[1][0], room, marks=marks), left[1][1])]
    space = " " * (_RIGHT - LABEL - 1 - room)
    label = f"{space}{right[0]:<{LABEL}}"
    return line(
        [*pieces, (label, MUTED), (fit(right[1][0], width - _RIGHT - LABEL, marks=marks), "")],
        width,
    )


# The middle


def _middle(
    found: Shown, width: int, height: int, marks: Glyphs, *, hidden: bool
) -> Iterator[Content]:
    if found.view == "month":
        yield _rule(width, _title(found.days.month), "h/l month", marks)
        for week in month_pieces(found.days.month, hidden=hidden):
            yield line([(" ", ""), *week], width)
        yield line([(f" {found.days.review}", MUTED)], width)
        return
    if found.view == "year" and found.year is not None:
        yield _rule(width, "Strain, a year", "1 low .. 4 high", marks)
        yield from _year(found.year, width, hidden=hidden)
        return
    columns = found.days.columns[-max(1, min(len(found.days.columns), _fitting(width))) :]
    wide = width >= WIDE
    yield _days_rule(found.days, columns, width, marks)
    beside = month_pieces(found.days.month, hidden=hidden) if wide else []
    if wide:
        entries = found.days.month.entries
        told = f"{entries} {'entry' if entries == 1 else 'entries'}"
        beside += [[], [(told, "")], [(found.days.review, MUTED)]]
    rows = list(_rows(columns, hidden=hidden))
    spots = found.days.spots
    if spots:
        rows.append([(f"{'':<{LABEL + 1}}{veiled(spots) if hidden else spots}", "")])
    for at in range(min(max(len(rows), len(beside)), max(height - 1, 8))):
        pieces: list[Piece] = rows[at] if at < len(rows) else []
        if wide and at < len(beside) and beside[at]:
            used = sum(cell_len(text) for text, _ in pieces)
            if used < MONTH_AT:
                pieces = [*pieces, (" " * (MONTH_AT - used), ""), *beside[at]]
        yield line(pieces, width)


def _days_rule(days: Days, columns: Sequence[DayColumn], width: int, marks: Glyphs) -> Content:
    """What the days are, and where there is room the month over its own column."""
    left = f"{len(columns)} days to {_day(columns[-1].day)}"
    if width < WIDE:
        return _rule(width, left, "h/l  ,/. longer", marks)
    right = "h/l month" if width > MONTH_AT + 34 else ""
    text = heading(MONTH_AT - 3, left, "", marks)
    text += heading(width - cell_len(text), _title(days.month), right, marks)
    return Content.styled(text, MUTED)


def _fitting(width: int) -> int:
    room = min(width, MONTH_AT - 2) if width >= WIDE else width
    return max(1, (room - LABEL - 1) // CELL)


def _title(month: Month) -> str:
    return f"{month.title} {month.year}"


def _day(day: date) -> str:
    return f"{day.day} {SHORT[day.month - 1]}"


def _rows(columns: Sequence[DayColumn], *, hidden: bool) -> Iterator[list[Piece]]:
    """Weekdays, days, a row for each item, the strain, and the middle of seven days of it."""
    names = ("M", "T", "W", "T", "F", "S", "S")
    yield _row("", [names[each.day.weekday()] for each in columns], MUTED)
    yield _row("", [str(each.day.day) for each in columns], MUTED)
    asked = [name for name in ITEMS if name != "linger"]
    if any(each.entry is not None and each.entry.linger is not None for each in columns):
        asked.append("linger")
    for name in asked:
        answers = [each.entry.answer(name) if each.entry else None for each in columns]
        yield _row(name, ["" if found is None else str(found) for found in answers], hidden=hidden)
    yield _row("strain", [_number(each.strain) for each in columns], STRONG, hidden=hidden)
    yield _row("7 days", [_number(each.median) for each in columns], MUTED, hidden=hidden)


def _row(label: str, cells: Sequence[str], style: str = "", *, hidden: bool = False) -> list[Piece]:
    text = "".join(f"{veiled(cell) if hidden else cell:>{CELL}}" for cell in cells)
    return [(f" {label:<{LABEL}}", MUTED), (text, style)]


def _number(value: float | None) -> str:
    return "" if value is None else f"{whole(value)}"


def month_pieces(month: Month, *, hidden: bool = False) -> list[list[Piece]]:
    """A month: its weekdays, and the days that have an entry; the others stay blank."""
    lines: list[list[Piece]] = [[(" ".join(month.weekdays), MUTED)]]
    for week in month.weeks:
        cells = [f"{day:>2}" if day in month.told and not hidden else "  " for day in week]
        lines.append([(" ".join(cells), "")])
    return lines


def _year(year: Year, width: int, *, hidden: bool) -> Iterator[Content]:
    """Weeks as columns, weekdays as rows, the newest weeks where not all fit."""
    room = min(len(year.weeks), max(1, width - LABEL - 2))
    skipped = len(year.weeks) - room
    weeks = year.weeks[skipped:]
    yield line([(f" {'':<{LABEL}}{_months(year, skipped, room)}", MUTED)], width)
    for at in range(7):
        day = date.fromordinal(year.first.toordinal() + at)
        name = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")[day.weekday()]
        signs = "".join(" " if hidden else level(week[at]) for week in weeks)
        yield line([(f" {name:<{LABEL}}", MUTED), (signs, "")], width)


def _months(year: Year, skipped: int, room: int) -> str:
    """The names of the months over the weeks they begin in."""
    text = [" "] * (room + 3)
    before = None
    for at in range(room):
        day = date.fromordinal(year.first.toordinal() + 7 * (skipped + at) + 6)
        if day.month != before and at + 3 <= room and text[at] == " ":
            text[at : at + 3] = SHORT[day.month - 1]
        before = day.month
    return "".join(text).rstrip()


def level(strain: float | None) -> str:
    """A strain from 0 to 100 as 1 to 4; a day without one is blank."""
    return " " if strain is None else LEVELS[min(3, int(strain // 25))]


# The bottom


def _usual(found: Trends, width: int, marks: Glyphs, *, hidden: bool) -> Iterator[Content]:
    yield _rule(width, "Your usual", "enter: more", marks)
    said = found.words(short=width < WIDE)
    for text in said:
        style = STRONG if found.usual.above and text is said[0] else ""
        shown = veiled(text) if hidden else text
        yield line([(f" {fit(shown, width - 2, marks=marks)}", style)], width)


def _weekdays(found: Trends, width: int, marks: Glyphs, *, hidden: bool) -> Iterator[Content]:
    """The middle of the strain of each weekday over half a year, with the number of entries."""
    yield _rule(width, "Strain by weekday, half a year", "", marks)
    cells = [("", ""), *((name, MUTED) for name, _, _ in found.weekdays)]
    places = [LABEL + 1 + 6 * at for at in range(-1, 7)]
    yield in_columns(cells, [1, *places[1:]], width, 2)
    values = [(_number(middle) or "-", "") for _, middle, _ in found.weekdays]
    shown = [(veiled(text) if hidden else text, style) for text, style in values]
    yield in_columns([("strain", MUTED), *shown], [1, *places[1:]], width, 2)
    counts = [(f"n {n}", MUTED) for _, _, n in found.weekdays]
    yield in_columns([("", ""), *counts], [1, *places[1:]], width, 1)


def _rule(width: int, left: str, right: str, marks: Glyphs) -> Content:
    return Content.styled(heading(width, left, right, marks), MUTED)
