"""Harvest's detailed time report as CSV, in. It names a day and hours, no times: the rows of a day lie one
after another from 09:00 on. Client becomes platform, Project project, Task a tag.
"""

from __future__ import annotations

import re
from datetime import datetime, time

from msgspec.structs import replace

from taskwell.formats import moments
from taskwell.formats.by_columns import Form, Report, guess, parse_rows
from taskwell.formats.reading import Options, Source, Unreadable
from taskwell.formats.registry import Guess
from taskwell.formats.rows import Row, find_header
from taskwell.records.draft import ParsedFile, SessionDraft

COLUMNS = {
    "date": ("datum", "fecha"),
    "client": ("kunde", "cliente"),
    "project": ("projekt", "proyecto", "projet"),
    "task": ("aufgabe", "tarea", "tâche"),
    "notes": ("notizen", "notas", "note"),
    "hours": ("stunden", "horas", "heures"),
    "billable": (),
    "invoiced": (),
    "amount": ("billable amount",),
    "currency": (),
}
_NEEDED = ("date", "hours")
_TELLING = ("client", "task", "notes", "billable", "invoiced")
_GROUPED = re.compile(r"(\d{1,3})([.,' \u00a0\u202f])(\d{3})([.,]\d+)")
_LONGEST = 48 * 3600
"""No row of a day tells of more, in seconds."""


def sniff(source: Source) -> Guess:
    """Sure where hours of a project stand beside what else Harvest tells of them."""
    header = find_header(source.head.splitlines(), COLUMNS, _NEEDED)
    if header is None or not header.has("project"):
        return Guess(0.0)
    telling = sum(header.has(column) for column in _TELLING)
    return guess(source, FORM, 0.92 if telling > 1 else 0.3)


def parse(source: Source, options: Options) -> ParsedFile:
    """The report's sessions; BadInput when no line is its header."""
    return parse_rows(source, options, FORM, ("date",))


def _draft(file: Report, row: Row) -> SessionDraft:
    day, seconds = file.day(row, "date"), _seconds(file, row)
    earned = file.money(row, "amount", file.cell(row, "currency")[-3:] or None)
    content = (
        day.isoformat(),
        *(file.cell(row, column) for column in ("client", "project", "task", "notes")),
        str(seconds),
    )
    midnight = datetime.combine(day, time(0), file.options.zone)
    draft = file.made(
        (midnight, midnight),
        said=(*content, str(file.met[content])),
        client=file.cell(row, "client"),
        project=file.cell(row, "project"),
        task=file.cell(row, "task"),
        note=file.cell(row, "notes"),
        earned=earned,
    )
    # Only what is read to its end takes room on its day and counts among its equals.
    try:
        started, ended = file.on(day, seconds)
    except Unreadable as error:
        raise file.fail(error.reason, "hours") from None
    file.met[content] += 1
    return replace(draft, started=started, ended=ended)


def _seconds(file: Report, row: Row) -> int:
    """The length of `1.5`, `0,01`, `1:30` or, with thousands, `2.000,0` hours."""
    text = file.cell(row, "hours")
    grouped = _GROUPED.fullmatch(text)
    span = moments.read_span(grouped[1] + grouped[3] + grouped[4] if grouped else text)
    if span is None:
        raise file.fail(f"'{text[:40]}' is no number of hours", "hours")
    if span[0] > _LONGEST:
        raise file.fail("it has more than 48 hours", "hours")
    return span[0]


FORM = Form("harvest", COLUMNS, _NEEDED, "Harvest report", _draft)
