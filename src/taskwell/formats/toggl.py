"""Toggl Track's detailed report as CSV, in and out.

Client becomes platform and Project project; without a client the project is the platform, without
both it is `Unsorted`. Description becomes the note, Task a tag, the amount what was earned.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from taskwell.errors import BadInput
from taskwell.formats import carried, moments
from taskwell.formats.cells import take_rows
from taskwell.formats.pieces import Piece, pieces
from taskwell.formats.reading import Options, Source, Unreadable
from taskwell.formats.registry import Guess
from taskwell.formats.rows import Header, Row, find_header, normal, plain_cell, records, safe_cell
from taskwell.money.amounts import Money
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.records.session import Source as Origin
from taskwell.records.text import visible
from taskwell.timekeeping.days import Calendar

COLUMNS = {
    "user": ("member", "benutzer", "utilisateur", "usuario"),
    "email": ("e mail", "user email"),
    "client": ("kunde", "cliente"),
    "project": ("projekt", "projet", "proyecto"),
    "task": ("aufgabe", "tâche", "tarea"),
    "description": ("beschreibung", "descripción", "time entry"),
    "start date": ("startdate", "startdatum", "date de début", "fecha de inicio"),
    "start time": ("starttime", "startzeit", "heure de début", "hora de inicio"),
    "end date": ("enddate", "stop date", "enddatum", "date de fin"),
    "end time": ("endtime", "stop time", "endzeit", "heure de fin"),
    "duration": ("dauer", "durée", "duración", "duration h", "duration hh mm ss"),
    "tags": ("tag", "schlagwörter", "étiquettes", "etiquetas"),
}
_NEEDED = ("start date", "start time")
_OTHERS = frozenset({"duration decimal", "group", "type", "date of creation"})
"""Columns of Clockify's report, which shares most of the others."""
_TELLING = ("client", "project", "description", "duration", "tags")
_OFFSET = re.compile(r"offset:([+-])(\d\d):(\d\d)")
_AMOUNT = re.compile(r"\s*amount\s*(?:\(\s*([^)]*?)\s*\))?\s*", re.IGNORECASE)
_ONE_DAY = timedelta(days=1)


def sniff(source: Source) -> Guess:
    """Sure when the header has Toggl's columns; a header of its own kind could be another's."""
    header = _header(source)
    if header is None:
        return Guess(0.0)
    telling = [name for name in _TELLING if header.has(name)]
    words = ", ".join(header.name(name) for name in (*_NEEDED, *telling))
    score = 0.4 + 0.1 * len(telling)
    if _OTHERS & {normal(name) for name in header.names}:
        score -= 0.5
    return Guess(score, f"its header names {words}")


def _header(source: Source) -> Header | None:
    return find_header(source.head.splitlines(), COLUMNS, _NEEDED)


@dataclass(slots=True)
class _Reader:
    """What is the same for all rows of one file."""

    source: Source
    header: Header
    options: Options
    amounts: list[tuple[int, str | None]]
    dates: dict[str, date] = field(default_factory=dict)
    order: moments.DateOrder | None = None
    ordered: bool = False

    def cell(self, row: Row, column: str) -> str:
        """A cell without outer spaces; empty when the row is too short or the file lacks it."""
        return row.cells[self.header.at[column]].strip()

    def day(self, row: Row, column: str) -> date:
        """A date; the same text is read once a file, and all of them when one may mean two days."""
        text = self.cell(row, column)
        found = self.dates.get(text)
        if found is None:
            if not self.ordered and not text[:4].isdigit():
                self.order, self.ordered = _order(self), True
            try:
                found = self.dates[text] = moments.read_date(text, self.order)
            except Unreadable as error:
                raise Unreadable(error.reason, self.header.name(column)) from None
        return found

    def clock(self, row: Row, column: str) -> timedelta:
        """The time since midnight."""
        try:
            return moments.read_clock(self.cell(row, column))
        except Unreadable as error:
            raise Unreadable(error.reason, self.header.name(column)) from None


def parse(source: Source, options: Options) -> ParsedFile:
    """The file's sessions, times in the zone of the options.

    BadInput when no line is Toggl's header.
    """
    header = find_header(source.lines()[:100], COLUMNS, _NEEDED)
    if header is None:
        raise BadInput(
            f"{source.name} is no Toggl report: no line names Start date and Start time",
            "export the detailed report as CSV",
        )
    reader = _Reader(source, header, options, _amounts(header))
    parsed = ParsedFile()

    def take(row: Row) -> None:
        parsed.drafts.append(_draft(reader, row))

    return take_rows(source, header, options, parsed, take)


def _order(reader: _Reader) -> moments.DateOrder | None:
    """Day or month first, by a look at all dates; None where years come first or nothing tells."""
    dates: list[str] = []
    half_day = False
    for row in records(reader.source, reader.header):
        if isinstance(row, Row):
            dates += reader.cell(row, "start date"), reader.cell(row, "end date")
            half_day = half_day or moments.twelve_hours(reader.cell(row, "start time"))
    return moments.date_order(dates, twelve_hours=half_day)


def _amounts(header: Header) -> list[tuple[int, str | None]]:
    """The places and currencies of the columns `Amount (EUR)`; None for one that names none."""
    found = []
    for place, name in enumerate(header.names):
        if match := _AMOUNT.fullmatch(name):
            found.append((place, match[1] or None))
    return found


def _draft(reader: _Reader, row: Row) -> SessionDraft:
    words = plain_cell(reader.cell(row, "tags")).split(",")
    tags = [tag for each in words if (tag := each.strip())]
    offset = _offset(tags)
    start, end, walls = _times(reader, row, offset)
    client = plain_cell(reader.cell(row, "client"))
    project = plain_cell(reader.cell(row, "project"))
    task = plain_cell(reader.cell(row, "task"))
    note = plain_cell(row.cells[reader.header.at["description"]])
    found = carried.from_tags(tags)
    platform = carried.name(client or project or carried.UNSORTED, "platform")
    who = (reader.cell(row, "user"), reader.cell(row, "email"))
    identity = (*who, client, project, task, note, *walls, *sorted(tags))
    return SessionDraft(
        platform=platform,
        project=carried.name(project, "project") if client and project else None,
        kind=found.kind or "paid",
        started=start,
        ended=end,
        zone=found.zone or reader.options.zone.key,
        tasks=found.tasks,
        earned=found.earned or _earned(reader, row),
        outcome=found.outcome,
        exposure=found.exposure,
        note=carried.note(note),
        tags=tuple(dict.fromkeys([*([task] if task else []), *found.tags])),
        source=Origin("toggl", carried.fingerprint(identity)),
    )


def _offset(tags: list[str]) -> timedelta | None:
    """Takes the tag by which our own export tells a doubled hour apart."""
    for tag in tags:
        if match := _OFFSET.fullmatch(tag):
            tags.remove(tag)
            length = timedelta(hours=int(match[2]), minutes=int(match[3]))
            return -length if match[1] == "-" else length
    return None


def _times(
    reader: _Reader, row: Row, offset: timedelta | None
) -> tuple[datetime, datetime, tuple[str, str]]:
    """Start and end as instants, and both as the file says them."""
    zone = reader.options.zone
    span = moments.read_span(reader.cell(row, "duration"))
    start = datetime.combine(reader.day(row, "start date"), time(0)) + reader.clock(
        row, "start time"
    )
    if reader.cell(row, "end time"):
        day_given = bool(reader.cell(row, "end date"))
        day = reader.day(row, "end date" if day_given else "start date")
        end = datetime.combine(day, time(0)) + reader.clock(row, "end time")
        if end < start and not day_given:
            end += _ONE_DAY
    elif span is not None:
        first = _by_offset(start, offset, zone)
        if first is None:
            first, _ = moments.interval(start, start, zone, None)
        length = timedelta(seconds=span[0])
        return first, first + length, (str(start), str(span[0]))
    else:
        name = reader.header.name("end time") if reader.header.has("end time") else None
        raise Unreadable("it has no end time and no duration", name)
    said = (str(start), str(end))
    if (first := _by_offset(start, offset, zone)) is not None:
        ends = moments.readings(end, zone)
        if span is not None and len(ends) == 2:
            return first, first + timedelta(seconds=span[0]), said
        return first, ends[0], said
    try:
        return (*moments.interval(start, end, zone, span), said)
    except Unreadable as error:
        raise Unreadable(error.reason, reader.header.name("start time")) from None


def _by_offset(wall: datetime, offset: timedelta | None, zone: ZoneInfo) -> datetime | None:
    """The reading with an offset east of UTC; None when none is named or none has it."""
    if offset is None:
        return None
    for at in moments.readings(wall, zone):
        if at.replace(tzinfo=None) + offset == wall:
            return at
    return None


def _earned(reader: _Reader, row: Row) -> Money | None:
    """The first amount that is not zero; a bare one is in the currency of the options."""
    for place, code in reader.amounts:
        try:
            found = moments.read_amount(
                plain_cell(row.cells[place]), code or reader.options.currency
            )
        except Unreadable as error:
            raise Unreadable(error.reason, reader.header.names[place]) from None
        if found is not None:
            return found
    return None


def write(drafts: Iterable[SessionDraft], calendar: Calendar) -> Iterator[str]:
    """The report of drafts, wall times in the calendar's zone, oldest first as they come.

    A session with pauses becomes a row for each piece worked; tasks and amount go with the last.
    What Toggl has no column for travels as tags (`carried`), and so does the offset of a start in
    the doubled hour of autumn. Texts that a spreadsheet would take for formulas are made safe.
    """
    kept = list(drafts)
    currencies = sorted({each.earned.currency for each in kept if each.earned is not None})
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    amounts = [f"Amount ({code})" for code in currencies]
    yield (
        "\ufeffUser,Email,Client,Project,Task,Description,Billable,Start date,Start time,"
        + ",".join(["End date,End time,Duration,Tags", *amounts])
        + "\r\n"
    )
    for draft in kept:
        for piece in pieces(draft):
            rows.writerow(_cells(draft, piece, calendar, currencies))
        if out.tell() > 60_000:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def _cells(
    draft: SessionDraft, piece: Piece, calendar: Calendar, currencies: list[str]
) -> list[str]:
    start, end = calendar.local(piece.started), calendar.local(piece.ended)
    amount = draft.earned if piece.last else None
    zero = amount is not None and not amount.minor
    tags = [*draft.tags]
    tags += carried.to_tags(draft, calendar.zone_name, counted=piece.last, earned=zero)
    if len(moments.readings(start.replace(tzinfo=None), calendar.zone)) == 2:
        tags.append(f"offset:{start.isoformat()[-6:]}")
    seconds = int((piece.ended - piece.started).total_seconds())
    return [
        "",
        "",
        _safe(draft.platform),
        _safe(draft.project or ""),
        "",
        _safe(draft.note),
        "Yes" if draft.kind == "paid" else "No",
        start.strftime("%Y-%m-%d"),
        start.strftime("%H:%M:%S"),
        end.strftime("%Y-%m-%d"),
        end.strftime("%H:%M:%S"),
        f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}",
        _safe(", ".join(tags)),
        *(amount.text() if amount and amount.currency == code else "" for code in currencies),
    ]


def _safe(text: str) -> str:
    return safe_cell(visible(text, one_line=False))
