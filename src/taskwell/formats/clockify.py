"""Clockify's detailed report as CSV, in. Client becomes platform, Project project, Task a tag.

Any column but the start may be missing, names come translated, and dates follow the settings of
their account.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

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
    "task": ("activity", "aufgabe", "aktivität", "tâche", "activité", "tarea", "actividad", "tarefa", "atividade"),
    "tags": ("tag", "etiketten", "schlagwörter", "schlagworte", "étiquettes", "etiquetas", "etiqueta"),
    "type": ("typ", "tipo"),
    "start date": ("startdatum", "date de début", "fecha de inicio", "data de início"),
    "start time": ("startzeit", "heure de début", "hora de inicio", "hora de início"),
    "end date": (
        "enddatum", "date de fin", "fecha de finalización", "fecha de fin", "data de término", "data final",
    ),
    "end time": (
        "endzeit", "heure de fin", "hora de finalización", "hora de fin", "hora de término", "hora final",
    ),
    "duration": ("duration h", "dauer h", "durée h", "duración h", "duração h"),
    "decimal": (
        "duration decimal", "dauer dezimal", "durée décimal", "durée décimale", "duración decimal",
        "duração decimal",
    ),
    "group": ("gruppe", "groupe", "grupo"),
    "created": ("date of creation", "erstellungsdatum", "date de création", "fecha de creación", "data de criação"),
}  # fmt: skip
_NEEDED = ("start date", "start time")
_OWN = ("decimal", "group", "type", "created")
"""Columns that no report of Toggl has, which shares most of the others."""
_AMOUNT = re.compile(
    r"(?:billable amount|rechnungsbetrag|abrechenbarer betrag|montant facturable|importe facturable|"
    r"valor faturável)\s*(?:\(?\s*([A-Za-z]{3}|[$£€])\s*\)?)?",
    re.IGNORECASE,
)
_BREAKS = ("break", "pause", "descanso", "pausa", "intervalo")
_DAYS_OFF = (
    "holiday", "time off", "feiertag", "auszeit", "abwesenheit", "jour férié", "congé", "congés", "absence",
    "festivo", "feriado", "tiempo libre", "folga",
)  # fmt: skip


def sniff(source: Source) -> Guess:
    """Sure where a column is one that only Clockify has, in any of its languages."""
    header = find_header(source.head.splitlines(), COLUMNS, _NEEDED)
    if header is None:
        return Guess(0.0)
    names = {normal(name) for name in header.names}
    own = (
        any(header.has(column) for column in _OWN)
        or bool(names & set(COLUMNS["duration"]))
        or bool(_amounts(header.names))
    )
    return guess(source, FORM, 0.97 if own else 0.3)


def parse(source: Source, options: Options) -> ParsedFile:
    """The report's sessions; BadInput when no line is its header."""
    return parse_rows(source, options, FORM, ("start date", "end date"), ("start time", "end time"))


def _draft(file: Report, row: Row) -> SessionDraft:
    kind = normal(file.cell(row, "type"))
    if kind in _BREAKS:
        raise file.fail("it is a break, not work", "type")
    if kind in _DAYS_OFF:
        raise file.fail(f"it is '{file.cell(row, 'type')[:40]}', not work", "type")
    times, said = _times(file, row)
    return file.made(
        times,
        said=said,
        client=file.cell(row, "client"),
        project=file.cell(row, "project"),
        task=file.cell(row, "task"),
        note=file.cell(row, "description"),
        tags=words_of(file.cell(row, "tags")),
        earned=_earned(file, row),
    )


def _times(file: Report, row: Row) -> tuple[tuple[datetime, datetime], tuple[str, str]]:
    """Start and end as instants, and as the file says them: two wall times, or one and seconds."""
    span = file.span(row, "duration", "decimal")
    start = file.wall(row, "start date", "start time")
    if file.cell(row, "end time"):
        day = "end date" if file.cell(row, "end date") else "start date"
        end = file.wall(row, day, "end time")
        end = end if day == "end date" else later(start, end)
        return file.between(start, end, span, "start time"), (str(start), str(end))
    if span is None:
        raise file.fail("it has no end time and no duration", "end time")
    return file.lasting(start, span[0], "start time"), (str(start), str(span[0]))


@lru_cache(maxsize=8)
def _amounts(names: tuple[str, ...]) -> tuple[tuple[int, str | None], ...]:
    """The places of the amounts and the currencies that they name; a workspace may have several."""
    found = ((place, _AMOUNT.fullmatch(name.strip())) for place, name in enumerate(names))
    return tuple((place, match[1]) for place, match in found if match is not None)


def _earned(file: Report, row: Row) -> Money | None:
    """The first amount that is not zero."""
    amounts = (file.money_at(row, *each) for each in _amounts(file.header.names))
    return next((amount for amount in amounts if amount is not None), None)


FORM = Form("clockify", COLUMNS, _NEEDED, "Clockify report", _draft)
