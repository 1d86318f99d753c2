"""Any CSV by a mapping of its columns, in; and our own table of sessions, out and in again.

A mapping names for each of FIELDS the column that holds it. Without one the columns are looked up by
our own names, which the export writes. Start and end are ISO 8601 with an offset, or wall times of
the zone that is named for the file, with their date in `date` where they hold none; one of them and a
duration is enough. Texts that a spreadsheet would take for formulas are made safe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from taskwell.errors import BadInput
from taskwell.formats import carried, moments
from taskwell.formats.cells import take_rows
from taskwell.formats.reading import Options, Source, Unreadable
from taskwell.formats.registry import Guess
from taskwell.formats.rows import Header, Row, find_header, normal, plain_cell, records, safe_cell
from taskwell.money.amounts import Money
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.records.session import EXPOSURES, KINDS, OUTCOMES, Pause
from taskwell.records.session import Source as Origin
from taskwell.records.text import visible
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.zones import zone

FIELDS = (
    "platform", "project", "date", "start", "end", "duration", "kind", "tasks", "earned", "currency",
    "outcome", "exposure", "note", "tags", "zone", "pauses", "id",
)  # fmt: skip
OUT = (
    "platform", "project", "kind", "start", "end", "duration", "zone", "pauses", "tasks", "earned",
    "currency", "outcome", "exposure", "note", "tags",
)  # fmt: skip
_OWN = dict.fromkeys(FIELDS, ())
_ONE_DAY = timedelta(days=1)


def sniff(source: Source) -> Guess:
    """Sure of our own header alone: every other CSV needs a mapping first."""
    header = find_header(
        source.head.splitlines(), _OWN, ("platform", "start", "end", "zone", "pauses")
    )
    return Guess(0.9, "its header is that of our own table") if header is not None else Guess(0.0)


def columns_of(source: Source) -> tuple[str, ...]:
    """The columns of the first line that has more than one, for a mapping to be made of."""
    for line in source.head.splitlines()[:30]:
        for delimiter in ",;\t|":
            cells = [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
            if len(cells) > 1 and all(cells):
                return tuple(cells)
    return ()


def check_columns(columns: Mapping[str, str]) -> None:
    """BadInput for a mapping with unknown fields, or without what a session needs."""
    for name in columns:
        if name not in FIELDS:
            raise BadInput(f"There is no field '{visible(name[:40])}'", f"use {', '.join(FIELDS)}")
    if not ({"start", "end"} & set(columns) or {"date", "duration"} <= set(columns)):
        raise BadInput(
            "No column says when",
            "name one for start, or for date and duration, such as start=Begin",
        )


@dataclass(slots=True)
class _Reader:
    """What is the same for all rows of one file."""

    source: Source
    header: Header
    options: Options
    order: moments.DateOrder | None
    placed: dict[date, datetime] = field(default_factory=dict)

    def cell(self, row: Row, name: str) -> str:
        return plain_cell(row.cells[self.header.at[name]].strip())

    def fail(self, reason: str, name: str) -> Unreadable:
        return Unreadable(reason, self.header.name(name))


def parse(source: Source, options: Options) -> ParsedFile:
    """The file's sessions. BadInput where no line is the header that the mapping names."""
    columns = options.columns
    if columns:
        check_columns(columns)
    aliases: dict[str, tuple[str, ...]] = (
        {name: (normal(column),) for name, column in columns.items()} if columns else dict(_OWN)
    )
    needed = tuple(columns) if columns else ("platform", "start", "end")
    header = _find(source, aliases, needed, exact=bool(columns))
    if header is None:
        wanted = ", ".join(columns.values()) if columns else "platform, start, end"
        raise BadInput(
            f"{source.name}: no line names the columns {visible(wanted[:200])}",
            "name them: --column start=Begin --column platform=Client ...",
        )
    dates = [
        row.cells[header.at[name]]
        for row in records(source, header)
        if isinstance(row, Row)
        for name in ("date", "start")
    ]
    order = moments.date_order(
        [text.split()[0] for text in dates if text.split()], twelve_hours=False
    )
    reader = _Reader(source, header, options, order)
    parsed = ParsedFile()

    def take(found: Row) -> None:
        parsed.drafts.append(_draft(reader, found))

    return take_rows(source, header, options, parsed, take)


def _find(
    source: Source, aliases: dict[str, tuple[str, ...]], needed: tuple[str, ...], *, exact: bool
) -> Header | None:
    """The header; by a mapping a column is only what it names, not what our own word for it is."""
    lines = source.lines()[:100]
    header = find_header(lines, aliases, needed)
    if header is None:
        return None
    at = dict.fromkeys(FIELDS, len(header.names))
    for name in aliases:
        wanted = aliases[name] if exact else (name,)
        for place, column in enumerate(header.names):
            if normal(column) in wanted:
                at[name] = place
                break
    return Header(header.line, header.delimiter, header.names, at)


def _draft(reader: _Reader, row: Row) -> SessionDraft:
    started, ended = _times(reader, row)
    found = carried.from_tags(
        tag
        for each in reader.cell(row, "tags").replace(";", ",").split(",")
        if (tag := each.strip())
    )
    platform, project = reader.cell(row, "platform"), reader.cell(row, "project")
    note = plain_cell(row.cells[reader.header.at["note"]])
    earned = _earned(reader, row)
    said = (reader.cell(row, "start"), reader.cell(row, "end"), reader.cell(row, "date"))
    identity = reader.cell(row, "id") or carried.fingerprint(
        (platform, project, note, *said, str(started), str(ended), str(earned))
    )
    own = reader.cell(row, "zone")
    return SessionDraft(
        platform=carried.name(platform or project or carried.UNSORTED, "platform"),
        project=carried.name(project, "project") if platform and project else None,
        kind=_word(reader, row, "kind", KINDS) or found.kind or "paid",
        started=started,
        ended=ended,
        zone=_zone(reader, own) if own else found.zone or reader.options.zone.key,
        pauses=_pauses(reader, row),
        tasks=_tasks(reader, row) if reader.cell(row, "tasks") else found.tasks,
        earned=earned or found.earned,
        outcome=_word(reader, row, "outcome", OUTCOMES) or found.outcome,
        exposure=_word(reader, row, "exposure", EXPOSURES) or found.exposure,
        note=carried.note(note),
        tags=tuple(dict.fromkeys(found.tags)),
        source=Origin("csv", identity),
    )


def _times(reader: _Reader, row: Row) -> tuple[datetime, datetime]:
    span = moments.read_span(reader.cell(row, "duration"))
    start = _moment(reader, row, "start")
    end = _moment(reader, row, "end", beside=start)
    length = timedelta(seconds=span[0]) if span is not None else None
    if isinstance(start, datetime) and start.tzinfo is not None:
        if end is None and length is not None:
            return start, start + length
        if isinstance(end, datetime) and end.tzinfo is not None:
            if end < start:
                raise reader.fail("the end lies before the start", "end")
            return start, end
        if end is None:
            raise reader.fail("it has no end and no duration", "end")
    if start is None and end is None and length is not None and reader.cell(row, "date"):
        return _placed(reader, row, length)
    try:
        if start is not None and end is not None:
            if end < start and not _has_date(reader, row, "end"):
                end += _ONE_DAY
            return moments.interval(start, end, reader.options.zone, span)
        if start is not None and length is not None:
            first, _ = moments.interval(start, start, reader.options.zone, None)
            return first, first + length
        if end is not None and length is not None:
            _, last = moments.interval(end, end, reader.options.zone, None)
            return last - length, last
    except (Unreadable, TypeError) as error:
        reason = error.reason if isinstance(error, Unreadable) else "only one time has an offset"
        raise reader.fail(reason, "start") from None
    raise reader.fail("it has no start, or neither end nor duration", "start")


def _placed(reader: _Reader, row: Row, length: timedelta) -> tuple[datetime, datetime]:
    """A day without times: its rows one after another from 09:00 on."""
    day = _day(reader, reader.cell(row, "date"), "date")
    wall = datetime.combine(day, time(9))
    first = reader.placed.get(day) or moments.readings(wall, reader.options.zone)[0]
    reader.placed[day] = first + length
    return first, first + length


def _has_date(reader: _Reader, row: Row, name: str) -> bool:
    return len(reader.cell(row, name).split()) > 1


def _moment(
    reader: _Reader, row: Row, name: str, *, beside: datetime | None = None
) -> datetime | None:
    """An instant with its offset, a wall time, or None for an empty cell; a time without any date is
    of the day of the one `beside` it."""
    text = reader.cell(row, name)
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        found = None
    if found is not None and (len(text) > 10):
        return found.replace(microsecond=0)
    first, _, rest = text.partition(" ")
    try:
        if rest:
            return datetime.combine(_day(reader, first, name), time(0)) + moments.read_clock(rest)
        if not reader.cell(row, "date") and beside is not None and beside.tzinfo is None:
            day = beside.date()
        else:
            day = _day(reader, reader.cell(row, "date"), "date")
        return datetime.combine(day, time(0)) + moments.read_clock(text)
    except Unreadable as error:
        raise reader.fail(error.reason, name) from None


def _day(reader: _Reader, text: str, name: str) -> date:
    try:
        return moments.read_date(text, reader.order)
    except Unreadable as error:
        raise reader.fail(error.reason, name) from None


def _word(reader: _Reader, row: Row, name: str, known: tuple[str, ...]) -> str | None:
    text = reader.cell(row, name).casefold()
    if not text:
        return None
    if text not in known:
        raise reader.fail(f"'{text[:40]}' is none of {', '.join(known)}", name)
    return text


def _tasks(reader: _Reader, row: Row) -> int:
    text = reader.cell(row, "tasks")
    if not (text.isascii() and text.isdecimal() and len(text) <= 7):
        raise reader.fail(f"'{text[:40]}' is no number of tasks", "tasks")
    return int(text)


def _earned(reader: _Reader, row: Row) -> Money | None:
    text = reader.cell(row, "earned")
    if not text:
        return None
    code = reader.cell(row, "currency") or reader.options.currency
    try:
        found = moments.read_amount(text, code)
    except Unreadable as error:
        raise reader.fail(error.reason, "earned") from None
    # Zero is an amount as well: the work brought nothing.
    return found or (Money(0, code.upper()) if code else None)


def _zone(reader: _Reader, text: str) -> str:
    try:
        return zone(text).key
    except BadInput as error:
        raise reader.fail(error.what, "zone") from None


def _pauses(reader: _Reader, row: Row) -> tuple[Pause, ...]:
    """`start/end` pairs, parted by spaces, as the export writes them."""
    found = []
    for text in reader.cell(row, "pauses").split():
        first, _, last = text.partition("/")
        try:
            found.append(Pause(datetime.fromisoformat(first), datetime.fromisoformat(last)))
        except ValueError:
            raise reader.fail(f"'{text[:40]}' is no pause", "pauses") from None
        if (
            found[-1].started.tzinfo is None
            or found[-1].ended is None
            or found[-1].ended.tzinfo is None
        ):
            raise reader.fail(f"'{text[:40]}' has no offset", "pauses")
    return tuple(found)


def write(drafts: Iterable[SessionDraft], calendar: Calendar) -> Iterator[str]:
    """The table, a session a row, times with their offset in the calendar's zone."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(OUT)
    for draft in drafts:
        rows.writerow(_cells(draft, calendar))
        if out.tell() > 60_000:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def _cells(draft: SessionDraft, calendar: Calendar) -> list[str]:
    ended = draft.ended or draft.started
    seconds = int((ended - draft.started).total_seconds())
    pauses = [
        f"{_stamp(each.started, calendar)}/{_stamp(each.ended or ended, calendar)}"
        for each in draft.pauses
    ]
    return [
        _safe(draft.platform),
        _safe(draft.project or ""),
        draft.kind,
        _stamp(draft.started, calendar),
        _stamp(ended, calendar),
        f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}",
        draft.zone or calendar.zone_name,
        " ".join(pauses),
        "" if draft.tasks is None else str(draft.tasks),
        draft.earned.text() if draft.earned is not None else "",
        draft.earned.currency if draft.earned is not None else "",
        draft.outcome or "",
        draft.exposure or "",
        _safe(draft.note),
        _safe(", ".join(draft.tags)),
    ]


def _stamp(at: datetime, calendar: Calendar) -> str:
    return calendar.local(at).isoformat()


def _safe(text: str) -> str:
    return safe_cell(visible(text, one_line=False))
