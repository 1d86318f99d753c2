"""Words of the : line that are answered on a page: reports, the store's health, backups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taskwell.errors import BadInput, CouldNot
from taskwell.store.place import path_of
from taskwell.tui.typed import take_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taskwell.queries.report import Row
    from taskwell.tui.app import TaskwellApp

RANGES = ("today", "yesterday", "week", "lastweek", "month", "all")


def ranges(app: TaskwellApp) -> Sequence[str]:
    """What may stand after `report`."""
    return RANGES


def show_report(app: TaskwellApp, rest: str) -> None:
    """`report [RANGE] [--by platform,project,kind,tag,day,week,month]` on a page."""
    from taskwell.queries.report import parse_by, report
    from taskwell.queries.settings import calendar
    from taskwell.timekeeping.periods import parse_range
    from taskwell.tui.pager import Pager

    typed = take_apart(rest, ("by",))
    if len(typed.words) > 1:
        raise BadInput(f"'{typed.words[1]}' is one word too many", "write report week --by kind")
    now, days = app.clock(), calendar(app.store)
    today = days.day_of(now)
    period = parse_range(typed.words[0] if typed.words else "today", today, days)
    found = report(app.store, now, period, parse_by(typed.value("by") or "platform"))
    lines = [_told(_key(row), row) for row in found.rows]
    app.push_screen(
        Pager(f"Report: {period.title(days, today)}", [*lines, "", _told("total", found.total)])
    )


def _key(row: Row) -> str:
    from taskwell.records.text import visible

    return " / ".join(visible(part) if part else "-" for part in row.key.values())


def _told(name: str, row: Row) -> str:
    from taskwell.timekeeping.durations import hm
    from taskwell.tui.drawing import fit

    money = [each.shown() for each in row.earned] + [f"~{each.shown()}" for each in row.estimated]
    hourly = [f"{each.shown()}/h" for each in row.hourly_all]
    figures = f"{hm(row.wall_seconds):>8}  paid {hm(row.paid_seconds):>7}  {row.tasks:>6} tasks"
    return f"{fit(name, 26)}{figures}  {' + '.join(money)}  {' '.join(hourly)}".rstrip()


def show_health(app: TaskwellApp, rest: str) -> None:
    """`doctor`: every byte of the store is read, and what is wrong is said."""
    from taskwell.tui.pager import Pager

    found = app.store.doctor()
    lines = [f"{'All is sound' if found.ok else 'Not sound'}: {found.documents:,} documents"]
    lines += [f"{each.what} ({each.where}): {each.fix}" for each in found.problems]
    app.push_screen(Pager("The store", lines))


def back_up(app: TaskwellApp, rest: str) -> None:
    """`backup [FILE]`: one verified file of everything."""

    words = take_apart(rest).words
    file = app.store.backup(path_of(words[0]) if words else None)
    app.say(f"Backup: {file}")


def show_import(app: TaskwellApp, rest: str) -> None:
    """`import [FORMAT] [FILE]`: the place with a preview; nothing is changed before enter."""
    from taskwell.tui.import_screen import ImportScreen

    if app.store.read_only:
        raise CouldNot(f"Nothing can be brought in: {app.store.read_only}", "mend that first")
    words = take_apart(rest).words
    name, path = "auto", ""
    if len(words) > 1:
        name, path = words[0], " ".join(words[1:])
    elif words:
        path = words[0]
    app.push_screen(ImportScreen(name, path))


def write_export(app: TaskwellApp, rest: str) -> None:
    """`export FORMAT FILE [RANGE]`: the log for another program, into a new file."""
    from taskwell.formats.exporting import export
    from taskwell.queries.settings import calendar
    from taskwell.timekeeping.periods import parse_range
    from taskwell.tui.roster.word_pages import write_new

    words = take_apart(rest).words
    if len(words) not in (2, 3):
        raise BadInput("export needs a format and a file", "write export csv sessions.csv 2026-10")
    days = calendar(app.store)
    period = parse_range(words[2], days.day_of(app.clock()), days) if len(words) == 3 else None
    whole = period is None or period.unit == "all"
    made = export(
        app.store,
        app.clock(),
        words[0],
        first=None if whole or period is None else period.first,
        last=None if whole or period is None else period.last,
    )
    file = path_of(words[1])
    write_new(file, "".join(made.pieces))
    app.say(f"{made.sessions:,} sessions written: {file}")


def formats_in(app: TaskwellApp) -> Sequence[str]:
    """What can be brought in."""
    from taskwell.formats.registry import names_in

    return names_in()


def formats_out(app: TaskwellApp) -> Sequence[str]:
    """What can be handed on."""
    from taskwell.formats.registry import names_out

    return names_out()
