"""Kimai's export as CSV, in; its columns come translated. Customer becomes platform, Project project,
Activity a tag.

It tells the day of the start alone, and how long a break was but not when.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from taskwell.formats.by_columns import Form, Report, guess, later, parse_rows, words_of
from taskwell.formats.reading import Options, Source
from taskwell.formats.registry import Guess
from taskwell.formats.rows import Row, find_header
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.records.session import Pause

COLUMNS = {
    "date": ("datum", "fecha", "data"),
    "from": ("von", "begin", "beginn", "de", "desde", "start"),
    "to": ("bis", "end", "ende", "à", "hasta", "stop"),
    "duration": ("dauer", "durée", "duración", "durata"),
    "break": ("pause", "pausa", "descanso"),
    "currency": ("währung", "devise", "moneda"),
    "price": ("preis", "prix", "total price", "gesamtpreis", "precio", "lohn"),
    "customer": ("kunde", "client", "cliente"),
    "project": ("projekt", "projet", "proyecto"),
    "activity": ("tätigkeit", "activité", "actividad"),
    "description": ("beschreibung", "descripción"),
    "tags": ("schlagworte", "schlagwörter", "étiquettes", "etiquetas"),
    "type": ("typ", "art", "tipo"),
    "category": ("kategorie", "catégorie", "categoría"),
}
_NEEDED = ("date", "from")
_TELLING = ("to", "customer", "activity")
_TIME = ("", "timesheet", "time", "zeit", "zeiterfassung")
_WORK = ("", "work", "arbeit", "travail", "trabajo")
_DAY = 86_400
_LONGEST = 7 * _DAY
"""More seconds are no hours of one entry: early versions wrote the seconds themselves."""
_INEXACT = 3_660
"""How far a duration may be from the wall times in seconds: an hour where the clocks change, and what
two decimals of an hour leave out."""


def sniff(source: Source) -> Guess:
    """Sure where customer and activity stand beside from and to."""
    header = find_header(source.head.splitlines(), COLUMNS, _NEEDED)
    if header is None or not all(header.has(column) for column in _TELLING):
        return Guess(0.0)
    return guess(source, FORM, 0.93)


def parse(source: Source, options: Options) -> ParsedFile:
    """The export's sessions; BadInput when no line is its header."""
    return parse_rows(source, options, FORM, ("date",), ("from", "to"))


def _draft(file: Report, row: Row) -> SessionDraft:
    _check_work(file, row)
    rest = (file.span(row, "break") or (0, 0))[0]
    times, said = _times(file, row, rest)
    length = int((times[1] - times[0]).total_seconds())
    if rest and rest >= length:
        raise file.fail("its break is as long as all of it", "break")
    draft = file.made(
        times,
        said=said,
        client=file.cell(row, "customer"),
        project=file.cell(row, "project"),
        task=file.cell(row, "activity"),
        note=file.cell(row, "description"),
        tags=words_of(file.cell(row, "tags")),
        earned=file.money(row, "price", file.cell(row, "currency") or None),
    )
    if not rest:
        return draft
    rested = times[0] + timedelta(seconds=(length - rest) // 2)
    return replace(draft, pauses=(Pause(rested, rested + timedelta(seconds=rest)),))


def _check_work(file: Report, row: Row) -> None:
    """Unreadable for expenses and days off, which an export may hold beside times."""
    kind, category = file.cell(row, "type"), file.cell(row, "category")
    if kind.casefold() not in _TIME:
        raise file.fail(f"its type is '{kind[:40]}', not time", "type")
    if category.casefold() not in _WORK:
        raise file.fail(f"its category is '{category[:40]}', not work", "category")


def _times(file: Report, row: Row, rest: int) -> tuple[tuple[datetime, datetime], tuple[str, str]]:
    """Start and end as instants, and as the file says them: two wall times, or one and seconds.

    `rest` are the seconds of its break, which its duration leaves out.
    """
    span = file.span(row, "duration")
    if span is not None:
        span = span[0] + rest, span[1]
    start = file.wall(row, "date", "from")
    if file.cell(row, "to"):
        end = later(start, file.wall(row, "date", "to"))
        if span is not None and span[0] <= _LONGEST:
            end += _further_days(span[0] - int((end - start).total_seconds()))
        return file.between(start, end, span, "from"), (str(start), str(end))
    if file.header.has("to"):
        raise file.fail("it still runs", "to")
    if span is None:
        raise file.fail("it has no end and no duration", "duration")
    return file.lasting(start, span[0], "from"), (str(start), str(span[0]))


def _further_days(seconds: int) -> timedelta:
    """The whole days that a duration is longer than its wall times; none where it is not just days."""
    days = max(round(seconds / _DAY), 0)
    return timedelta(days=days if abs(seconds - days * _DAY) <= _INEXACT else 0)


FORM = Form("kimai", COLUMNS, _NEEDED, "Kimai export", _draft)
