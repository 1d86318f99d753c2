"""solidtime's generic time entries as CSV, in: instants in UTC. Client becomes platform, Project project,
Task a tag.
"""

from __future__ import annotations

from datetime import UTC, datetime

from taskwell.formats.by_columns import Form, Report, guess, parse_rows, words_of
from taskwell.formats.reading import Options, Source
from taskwell.formats.registry import Guess
from taskwell.formats.rows import Row
from taskwell.records.draft import ParsedFile, SessionDraft

COLUMNS = {
    "description": (), "billable": (), "client": (), "project": (), "tags": (), "start": (), "end": (),
    "task": (), "user name": (), "user email": (),
}  # fmt: skip
_NEEDED = ("description", "billable", "client", "project", "start", "end", "task")


def sniff(source: Source) -> Guess:
    """Sure of its header as it stands."""
    return guess(source, FORM, 0.95)


def parse(source: Source, options: Options) -> ParsedFile:
    """The file's sessions; BadInput when no line is its header."""
    return parse_rows(source, options, FORM, ())


def _draft(file: Report, row: Row) -> SessionDraft:
    start, end = _instant(file, row, "start"), _instant(file, row, "end")
    if end < start:
        raise file.fail("the end lies before the start", "end")
    return file.made(
        (start, end),
        said=(start.isoformat(), end.isoformat()),
        client=file.cell(row, "client"),
        project=file.cell(row, "project"),
        task=file.cell(row, "task"),
        note=file.cell(row, "description"),
        tags=words_of(file.cell(row, "tags")),
    )


def _instant(file: Report, row: Row, column: str) -> datetime:
    text = file.cell(row, column)
    if not text:
        raise file.fail("it still runs" if column == "end" else "the start is missing", column)
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00"))
        if found.tzinfo is None:
            raise ValueError(text)
        return found.astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        raise file.fail(f"'{text[:40]}' is no instant with its offset", column) from None


FORM = Form("solidtime", COLUMNS, _NEEDED, "solidtime file", _draft)
