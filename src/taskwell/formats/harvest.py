"""Harvest's detailed time report as CSV, in. It names a day and hours, no times: the rows of a day lie one
after another from 09:00 on. Client becomes platform, Project project, Task a tag.
"""

from __future__ import annotations

from taskwell.formats import moments
from taskwell.formats.by_columns import Form, Report, guess, parse_rows
from taskwell.formats.reading import Options, Source
from taskwell.formats.registry import Guess
from taskwell.formats.rows import Row
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
_NEEDED = ("date", "client", "project", "task", "hours")


def sniff(source: Source) -> Guess:
    """Sure where hours and notes stand without any start."""
    return guess(source, FORM, 0.92)


def parse(source: Source, options: Options) -> ParsedFile:
    """The report's sessions; BadInput when no line is its header."""
    return parse_rows(source, options, FORM, ("date",))


def _draft(file: Report, row: Row) -> SessionDraft:
    span = moments.read_span(file.cell(row, "hours"))
    if span is None:
        raise file.fail(f"'{file.cell(row, 'hours')[:40]}' is no number of hours", "hours")
    if span[0] > 48 * 3600:
        raise file.fail("it has more than 48 hours", "hours")
    times = file.on(file.day(row, "date"), span[0])
    return file.made(
        times,
        said=tuple(each.isoformat() for each in times),
        client=file.cell(row, "client"),
        project=file.cell(row, "project"),
        task=file.cell(row, "task"),
        note=file.cell(row, "notes"),
        earned=file.money(row, "amount", file.cell(row, "currency")[-3:] or None),
    )


FORM = Form("harvest", COLUMNS, _NEEDED, "Harvest report", _draft)
