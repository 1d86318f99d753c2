"""Time and pay added up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from taskwell.cli.context import Context
from taskwell.cli.output import columns, csv_text, markdown_text
from taskwell.cli.spec import Command, Given, Option, Word
from taskwell.errors import BadInput
from taskwell.money.amounts import Money
from taskwell.timekeeping.durations import hm

if TYPE_CHECKING:
    from datetime import date

    from taskwell.queries.report import Report, Row

FORMS = ("table", "json", "csv", "md")
_SUMS = ("sessions", "time", "wall", "paid", "tasks", "earned", "paid hour", "all hour")
_RIGHT = "rrrrrrrr"
_DROP = ("wall", "sessions", "all hour", "tasks", "paid hour")


def _report(context: Context, given: Given) -> int:
    from taskwell.queries.report import parse_by, report
    from taskwell.timekeeping.periods import parse_range
    from taskwell.words.entry import near_choice

    form = given.text("format")
    form = near_choice(form, FORMS, "format") if form is not None else ""
    if context.json and form not in ("", "json"):
        raise BadInput(f"--json and --format {form} exclude each other", "keep one")
    by = parse_by(given.text("by") or "platform")
    calendar = context.calendar
    today = calendar.day_of(context.now)
    period = parse_range(given.word("RANGE") or "today", today, calendar)
    made = report(context.store, context.now, period, by)
    if context.json or form == "json":
        context.give(made.json())
    elif form == "csv":
        context.say(csv_text((*by, *_CSV), [_csv_row(row, by) for row in made.rows]))
    elif form == "md":
        rows = [*(_cells(row, by) for row in made.rows), _total(made)]
        context.say(markdown_text((*by, *_SUMS), rows, " " * len(by) + _RIGHT))
    elif context.plain:
        context.facts([*(_facts(row, by) for row in made.rows), _total_facts(made)])
    else:
        context.say(f"{period.title(calendar, today)}{_days(made.first, made.last)}")
        if made.rows:
            rows = [_cells(row, by) for row in made.rows]
            if len(rows) > 1:
                rows.append(_total(made))
            context.say(columns((*by, *_SUMS), rows, " " * len(by) + _RIGHT, drop=_DROP))
        else:
            context.say("No time here.")
    return 0


def _days(first: date | None, last: date | None) -> str:
    if first is None or last is None or first == last:
        return ""
    return f" ({first} to {last})"


def money_text(amounts: Iterable[Money], estimated: Iterable[Money] = ()) -> str:
    """Amounts of several currencies; what only the rates say is marked with ~ and comes last."""
    parts = [each.shown() for each in amounts]
    parts += [f"~{each.shown()}" for each in estimated]
    return " + ".join(parts)


def _keys(row: Row, by: Sequence[str]) -> list[str]:
    return [row.key.get(name) or "-" for name in by]


def _sums(row: Row) -> list[str]:
    return [
        str(row.sessions),
        hm(row.seconds),
        hm(row.wall_seconds),
        hm(row.paid_seconds),
        str(row.tasks),
        money_text(row.earned, row.estimated),
        money_text(row.hourly_paid),
        money_text(row.hourly_all),
    ]


def _cells(row: Row, by: Sequence[str]) -> list[str]:
    return [*_keys(row, by), *_sums(row)]


def _total(made: Report) -> list[str]:
    return ["total", *[""] * (len(made.by) - 1), *_sums(made.total)]


def _facts(row: Row, by: Sequence[str]) -> list[tuple[str, str]]:
    return [*zip(by, _keys(row, by), strict=True), *zip(_SUMS, _sums(row), strict=True)]


def _total_facts(made: Report) -> list[tuple[str, str]]:
    return [("group", "total"), *zip(_SUMS, _sums(made.total), strict=True)]


_CSV = (
    "sessions",
    "seconds",
    "wall_seconds",
    "paid_seconds",
    "tasks",
    "earned",
    "estimated",
    "hourly_paid",
    "hourly_all",
)


def _csv_row(row: Row, by: Sequence[str]) -> list[str]:
    def amounts(found: Iterable[Money]) -> str:
        return " + ".join(f"{each.text()} {each.currency}" for each in found)

    return [
        *(row.key.get(name) or "" for name in by),
        str(row.sessions),
        str(row.seconds),
        str(row.wall_seconds),
        str(row.paid_seconds),
        str(row.tasks),
        amounts(row.earned),
        amounts(row.estimated),
        amounts(row.hourly_paid),
        amounts(row.hourly_all),
    ]


COMMANDS = (
    Command(
        "report",
        _report,
        (
            Word(
                "RANGE",
                "today (if unsaid), yesterday, week, lastweek, month, lastmonth, 2026-10, 2026-Q3,"
                " 2026, FROM..TO or all",
                least=0,
                choices=("today", "yesterday", "week", "lastweek", "month", "lastmonth", "all"),
            ),
        ),
        (
            Option(
                ("--by",),
                "group by platform, project, kind, tag, day, week, month, joined with commas",
                "WHAT",
                choices=("platform", "project", "kind", "tag", "day", "week", "month"),
            ),
            Option(("--format",), "table, json, csv or md", "F", choices=FORMS),
        ),
        query=True,
        about="Adds up days of yours, both ends included. time counts every session, wall counts"
        " overlapping time once, paid is time of the kind paid; ~ marks what only the rate says."
        " The last two columns are what was confirmed for an hour of paid and of all time.",
        examples=(
            "report week",
            "report 2026-10 --by platform,kind",
            "report 2026-10-05..2026-10-11",
        ),
    ),
)
