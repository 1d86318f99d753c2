"""The now-bar: the session in front with its clock, tasks, money and what is due."""

from __future__ import annotations

from dataclasses import replace

from rich.cells import cell_len
from textual.content import Content

from taskwell.queries.timer import NowBar
from taskwell.timekeeping.durations import hm, hms, in_words
from taskwell.tui.drawing import fit, veiled
from taskwell.tui.glyphs import DRAWN, Glyphs
from taskwell.tui.widgets.cells import (
    GOOD,
    HIDDEN,
    MUTED,
    STRONG,
    WARNING,
    Piece,
    amounts,
    in_columns,
    line,
)

CLOCK_WIDTH = 8
_WIDE = (3, 26, 54)
_NARROW = (3, 25)


def render_now_bar(
    bar: NowBar | None,
    width: int,
    height: int,
    marks: Glyphs = DRAWN,
    *,
    hidden: bool = False,
    by_minute: bool = False,
    notes_key: str = "o",
) -> list[Content]:
    """The lines of the now-bar, `height` of them; the last names the others that run, if any.

    Where none runs beside, it tells what the notebook says, with the key that opens all of it.
    `by_minute` shows the clock in whole minutes, for terminals where nothing is to move.
    """
    if bar is None:
        lines = [
            line([("   Nothing runs.", STRONG)], width),
            line([("   s starts: the moment of the key is the moment it starts", MUTED)], width),
        ]
    else:
        lines = [_first(bar, width, marks, by_minute=by_minute), _tasks(bar, width)]
        lines.append(_money(bar, width, hidden=hidden, by_minute=by_minute))
        if bar.others:
            lines.insert(min(height - 1, len(lines)), _others(bar, width, marks))
        elif bar.due:
            lines.append(line([(f"   ! {fit(bar.due, width - 6, marks=marks)}", WARNING)], width))
        elif bar.notes:
            lines.append(_notes(bar, width, marks, notes_key, hidden=hidden))
    blank = line([], width)
    return (lines + [blank] * height)[:height]


def now_bar_height(bar: NowBar | None, screen_height: int) -> int:
    """How many lines the now-bar takes on a screen of that height."""
    if screen_height >= 22:
        return 4
    if screen_height < 14:
        return 2
    return 4 if bar is not None and bar.others else 3


def _label_width(width: int) -> int:
    return 39 if width >= 80 else 32 if width >= 60 else max(8, width - 20)


def cuts(width: int, lines: int) -> list[tuple[int, int]]:
    """Where each line of the now-bar is cut, so that the clock and what counts down stand apart."""
    label = _label_width(width)
    first, second = (_WIDE[1], _WIDE[2]) if width >= 80 else (_NARROW[1], width)
    columns = (min(first, width), min(second, width))
    return ([(label, label + CLOCK_WIDTH), columns, columns] + [(width, width)] * lines)[:lines]


def _first(bar: NowBar, width: int, marks: Glyphs, *, by_minute: bool) -> Content:
    label_width = _label_width(width)
    runs = bar.state == "running"
    glyph = marks.running if runs else marks.paused
    clock = hm(bar.elapsed) if by_minute else hms(bar.elapsed)
    if width >= 80:
        began = "running since" if runs else "paused, began"
        state = f"   {began} {bar.started_text}, {bar.kind}"
    else:
        state = f"  {bar.state}, {bar.kind}"
    if len(state) > width - label_width - CLOCK_WIDTH:
        state = f"  {bar.state}"
    label = fit(bar.label, label_width - 4, marks=marks) + " "
    pieces = [(f" {glyph} ", GOOD if runs else WARNING), (label, STRONG)]
    return line([*pieces, (fit(clock, CLOCK_WIDTH, "right"), STRONG), (state, "")], width)


def _tasks(bar: NowBar, width: int) -> Content:
    wide = width >= 80
    if bar.tasks is None:
        counted: Piece = ("no tasks counted", MUTED)
    else:
        each = "" if bar.seconds_per_task is None else f", {_each(bar.seconds_per_task)} each"
        counted = (f"{bar.tasks} task{'' if bar.tasks == 1 else 's'}{each}", "")
    reach = ""
    if bar.break_even is not None and bar.target is not None:
        target = bar.target.shown()
        seconds = _each(bar.break_even)
        reach = f"{seconds} reaches your {target}/h" if wide else f"({seconds} reaches {target}/h)"
    return in_columns(
        [counted, (reach, ""), _pace(bar, wide=wide)],
        _WIDE if wide else _NARROW,
        width,
        3 if wide else 2,
    )


def _pace(bar: NowBar, *, wide: bool) -> Piece:
    """The pace beside the floor, else beside what is usual; a warning has its sign and words."""
    told = bar.pace
    style = GOOD if told == "pace ok" else WARNING
    if bar.too_fast == "usual" and bar.usual is not None:
        return (f"! usual is {_each(bar.usual)} a task" if wide else f"! {told}", WARNING)
    if told and told != "pace ok":
        told = f"! {told}" if not wide else "! faster"
    if wide and bar.floor is not None:
        return (
            f"your floor {_each(bar.floor)}: {told or 'too early'}",
            style if bar.pace else MUTED,
        )
    if wide and bar.usual is not None:
        return (f"usual {_each(bar.usual)} a task", MUTED)
    return (told, style)


def _each(seconds: int) -> str:
    return f"{seconds} s" if seconds < 600 else in_words(seconds)


def _money(bar: NowBar, width: int, *, hidden: bool, by_minute: bool) -> Content:
    wide = width >= 80
    earned = amounts(bar.earned, estimated=bar.estimated, hidden=hidden)
    if earned and bar.hourly is not None:
        earned += f", {HIDDEN if hidden else bar.hourly.shown()}/h"
    cells: list[Piece] = [(earned or "nothing earned yet", "" if earned else MUTED)]
    cells += _due(bar, by_minute=by_minute)
    return in_columns(cells, _WIDE if wide else _NARROW, width, 3 if wide else 2)


def _due(bar: NowBar, *, by_minute: bool) -> list[Piece]:
    due: list[Piece] = []
    if bar.cap is not None and bar.cap_left is not None and bar.state == "running":
        left, style = bar.cap_left, ""
        if by_minute and left > 0:
            due.append((f"this task: {max(1, left // 60)} min left", style))
        elif left > 0:
            clock = hms(left) if left >= 3600 else f"{left // 60}:{left % 60:02d}"
            due.append((f"this task: {clock} left", WARNING if left <= 30 else ""))
        else:
            due.append((f"! this task: {in_words(-left)} over its cap", WARNING))
    if bar.rest:
        due.append((bar.rest, WARNING if bar.rest_due_in == 0 else ""))
    if bar.login_in is not None:
        due = due or [("", "")]
        login = f"log in again in {hm(bar.login_in)}" if bar.login_in > 0 else "! log in again now"
        due.append((login, WARNING if bar.login_in <= 900 else ""))
    return due


def _others(bar: NowBar, width: int, marks: Glyphs) -> Content:
    pieces: list[Piece] = [("   also running: ", MUTED)]
    for number, other in enumerate(bar.others):
        state = "" if other.state == "running" else f" {other.state}"
        gap = "  " if number else ""
        label = fit(other.label, min(24, len(other.label)), marks=marks)
        pieces.append((f"{gap}{label} {hm(other.elapsed)}{state}", ""))
    return line(pieces, width)


def _notes(bar: NowBar, width: int, marks: Glyphs, key: str, *, hidden: bool) -> Content:
    """The first of the notes and the key to all of them; the second too where there is room."""
    shown = bar.notes[: 2 if width >= 120 else 1]
    told = "   ".join(veiled(note) if hidden else note for note in shown)
    head, tail = "   notebook: ", f"   {key} all" if key else ""
    told = fit(told, width - len(head) - cell_len(tail), marks=marks).rstrip()
    return line([(head, MUTED), (told, ""), (tail, MUTED)], width)


def figures(bar: NowBar | None) -> object:
    """What has to change before money, pace, totals and log are drawn again.

    Four times a minute is often enough: each change of a cent would be bytes for every line that shows it,
    and so all of them always agree.
    """
    if bar is None:
        return None
    others = tuple((other.id, other.state) for other in bar.others)
    return (bar.id, bar.state, bar.kind, bar.elapsed // 15, bar.tasks, others, bar.notes, bar.due)


def held(bar: NowBar, before: NowBar) -> NowBar:
    """The bar with the clock of now and the other figures of `before`."""
    return replace(
        bar,
        earned=before.earned,
        hourly=before.hourly,
        seconds_per_task=before.seconds_per_task,
        others=before.others,
    )
