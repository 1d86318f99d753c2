"""solidtime's time entries as CSV, in: those of its generic import, and its detailed report, whose times
may be wall times. Client becomes platform, Project project, Task a tag.
"""

from __future__ import annotations

from datetime import UTC, datetime

from taskwell.formats.by_columns import Form, Report, guess, parse_rows, words_of
from taskwell.formats.moments import YEARS
from taskwell.formats.reading import Options, Source
from taskwell.formats.registry import Guess
from taskwell.formats.rows import Row, find_header, normal
from taskwell.records.draft import ParsedFile, SessionDraft

COLUMNS = {
    "description": (), "billable": (), "client": (), "project": (), "tags": (), "start": (), "end": (),
    "task": (), "user name": ("user",), "duration": (), "decimal": ("duration decimal",), "break": (),
    "type": (),
}  # fmt: skip
_NEEDED = ("description", "project", "start", "end")
_TELLING = ("client", "task")
_EITHER = ("billable", "decimal")
_YES = ("yes", "true", "1")


def sniff(source: Source) -> Guess:
    """Sure of either header as it stands."""
    header = find_header(source.head.splitlines(), COLUMNS, _NEEDED)
    if (
        header is None
        or not all(header.has(column) for column in _TELLING)
        or not any(header.has(column) for column in _EITHER)
    ):
        return Guess(0.0)
    return guess(source, FORM, 0.95)


def parse(source: Source, options: Options) -> ParsedFile:
    """The file's sessions; BadInput when no line is its header."""
    return parse_rows(source, options, FORM, ())


def _draft(file: Report, row: Row) -> SessionDraft:
    for column, words in (("break", _YES), ("type", ("break",))):
        if normal(file.cell(row, column)) in words:
            raise file.fail("it is a break, not work", column)
    start, end = _moment(file, row, "start"), _moment(file, row, "end")
    if (start.tzinfo is None) != (end.tzinfo is None):
        raise file.fail("one of start and end has an offset, the other has none", "end")
    times = start, end
    if start.tzinfo is None:
        times = file.between(start, end, file.span(row, "duration", "decimal"), "start")
    elif end < start:
        raise file.fail("the end lies before the start", "end")
    return file.made(
        times,
        said=(start.isoformat(), end.isoformat()),
        client=file.cell(row, "client"),
        project=file.cell(row, "project"),
        task=file.cell(row, "task"),
        note=file.cell(row, "description"),
        tags=words_of(file.cell(row, "tags")),
    )


def _moment(file: Report, row: Row, column: str) -> datetime:
    """An instant in UTC, or a wall time where the file names no offset."""
    text = file.cell(row, column)
    if not text:
        raise file.fail("it still runs" if column == "end" else "the start is missing", column)
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00")).replace(microsecond=0)
    except ValueError:
        raise file.fail(f"'{text[:40]}' is no date with its time", column) from None
    if ":" not in text:
        raise file.fail(f"'{text[:40]}' names no time of day", column)
    if found.year not in YEARS:
        raise file.fail(f"the year of '{text[:40]}' is out of range", column)
    return found if found.tzinfo is None else found.astimezone(UTC)


FORM = Form("solidtime", COLUMNS, _NEEDED, "solidtime file", _draft)
