"""Clockify's detailed report as CSV, in. Client becomes platform, Project project, Task a tag.

Any column may be missing, names come translated, and dates follow the settings of their account.
"""

from __future__ import annotations

import re
from datetime import timedelta

from taskwell.formats import moments
from taskwell.formats.by_columns import Form, Report, guess, later, parse_rows, words_of
from taskwell.formats.reading import Options, Source
from taskwell.formats.registry import Guess
from taskwell.formats.rows import Row, find_header, normal
from taskwell.money.amounts import Money
from taskwell.records.draft import ParsedFile, SessionDraft

COLUMNS = {
    "project": ("projekt", "projet", "proyecto", "projeto"),
    "client": ("kunde", "cliente"),
    "description": ("beschreibung", "descripción", "descrição"),
    "task": ("activity", "aufgabe", "tâche", "tarea", "tarefa"),
    "tags": ("tag", "etiketten", "schlagwörter", "étiquettes", "etiquetas"),
    "type": ("typ", "tipo"),
    "start date": ("startdatum", "date de début", "fecha de inicio", "data de início"),
    "start time": ("startzeit", "heure de début", "hora de inicio", "hora de início"),
    "end date": ("enddatum", "date de fin", "fecha de finalización", "data de término"),
    "end time": ("endzeit", "heure de fin", "hora de finalización", "hora de término"),
    "duration": ("duration h", "dauer h", "durée h", "duración h", "duração h"),
    "decimal": ("duration decimal", "dauer dezimal", "durée décimal"),
}
_NEEDED = ("project", "start date", "start time", "duration")
_AMOUNT = re.compile(r"billable amount\s*(?:\(?\s*([A-Za-z]{3})\s*\)?)?", re.IGNORECASE)


def sniff(source: Source) -> Guess:
    """Sure of a duration in hours beside one in decimals, which Toggl has not."""
    header = find_header(source.head.splitlines(), COLUMNS, _NEEDED)
    if header is None:
        return Guess(0.0)
    own = {"duration h", "duration decimal", "dauer h", "durée h"} & set(map(normal, header.names))
    return guess(source, FORM, 0.97 if own else 0.55)


def parse(source: Source, options: Options) -> ParsedFile:
    """The report's sessions; BadInput when no line is its header."""
    return parse_rows(source, options, FORM, ("start date", "end date"))


def _draft(file: Report, row: Row) -> SessionDraft:
    if normal(file.cell(row, "type")) in ("break", "pause", "descanso"):
        raise file.fail("it is a break, not work", "type")
    span = moments.read_span(file.cell(row, "duration"))
    start = file.wall(row, "start date", "start time")
    if file.cell(row, "end time"):
        day = "end date" if file.cell(row, "end date") else "start date"
        end = file.wall(row, day, "end time")
        end = end if day == "end date" else later(start, end)
        times = file.between(row, start, end, span, "start time")
    elif span is not None:
        first, _ = file.between(row, start, start, None, "start time")
        times = first, first + timedelta(seconds=span[0])
    else:
        raise file.fail("it has no end time and no duration", "end time")
    task = file.cell(row, "task")
    tags = [*([task] if task else []), *words_of(file.cell(row, "tags"))]
    return file.made(
        row,
        times,
        client=file.cell(row, "client"),
        project=file.cell(row, "project"),
        note=file.cell(row, "description"),
        tags=tags,
        earned=_earned(file, row),
    )


def _earned(file: Report, row: Row) -> Money | None:
    for place, name in enumerate(file.header.names):
        if found := _AMOUNT.fullmatch(name.strip()):
            return moments.read_amount(row.cells[place].strip(), found[1] or file.options.currency)
    return None


FORM = Form("clockify", COLUMNS, _NEEDED, "Clockify report", _draft)
