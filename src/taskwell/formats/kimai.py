"""Kimai's export as CSV, in; its columns come translated. Customer becomes platform, Project project,
Activity a tag.
"""

from __future__ import annotations

from datetime import timedelta

from taskwell.formats import moments
from taskwell.formats.by_columns import Form, Report, guess, later, parse_rows, words_of
from taskwell.formats.reading import Options, Source
from taskwell.formats.registry import Guess
from taskwell.formats.rows import Row
from taskwell.records.draft import ParsedFile, SessionDraft

COLUMNS = {
    "date": ("datum", "fecha", "data"),
    "from": ("von", "begin", "beginn", "de", "desde", "start"),
    "to": ("bis", "end", "ende", "à", "hasta", "stop"),
    "duration": ("dauer", "durée", "duración", "durata"),
    "currency": ("währung", "devise", "moneda"),
    "price": ("preis", "prix", "total price", "gesamtpreis", "precio"),
    "customer": ("kunde", "client", "cliente"),
    "project": ("projekt", "projet", "proyecto"),
    "activity": ("tätigkeit", "activité", "actividad"),
    "description": ("beschreibung", "descripción"),
    "tags": ("schlagworte", "schlagwörter", "étiquettes", "etiquetas"),
}
_NEEDED = ("date", "from", "to", "customer", "activity")


def sniff(source: Source) -> Guess:
    """Sure where customer and activity stand beside from and to."""
    return guess(source, FORM, 0.93)


def parse(source: Source, options: Options) -> ParsedFile:
    """The export's sessions; BadInput when no line is its header."""
    return parse_rows(source, options, FORM, ("date",))


def _draft(file: Report, row: Row) -> SessionDraft:
    span = moments.read_span(file.cell(row, "duration"))
    start = file.wall(row, "date", "from")
    if file.cell(row, "to"):
        end = later(start, file.wall(row, "date", "to"))
        times = file.between(row, start, end, span, "from")
    elif span is not None:
        first, _ = file.between(row, start, start, None, "from")
        times = first, first + timedelta(seconds=span[0])
    else:
        raise file.fail("it still runs", "to")
    return file.made(
        times,
        said=tuple(each.isoformat() for each in times),
        client=file.cell(row, "customer"),
        project=file.cell(row, "project"),
        task=file.cell(row, "activity"),
        note=file.cell(row, "description"),
        tags=words_of(file.cell(row, "tags")),
        earned=file.money(row, "price", file.cell(row, "currency") or None),
    )


FORM = Form("kimai", COLUMNS, _NEEDED, "Kimai export", _draft)
