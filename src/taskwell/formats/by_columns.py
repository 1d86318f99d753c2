"""What the reports of time trackers have in common: rows with a start and an end, or a day and a length."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from taskwell.errors import BadInput
from taskwell.formats import carried, moments
from taskwell.formats.reading import Options, Source, Unreadable
from taskwell.formats.registry import Guess
from taskwell.formats.rows import Header, Row, find_header, plain_cell, records
from taskwell.money.amounts import Money
from taskwell.records.draft import ParsedFile, SessionDraft, SkippedRow
from taskwell.records.session import Source as Origin

_EVERY = 2_000
_ONE_DAY = timedelta(days=1)
MORNING = time(9)
"""Where a day's rows begin that name no time: one after another from then on."""
Columns = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Form:
    """A format of this kind: its name, its columns, those that are needed, what a row becomes, and
    words for a file that is none of it."""

    name: str
    columns: Columns
    needed: tuple[str, ...]
    words: str
    draft: Callable[[Report, Row], SessionDraft] | None = None


@dataclass(slots=True)
class Report:
    """One file: where its columns are, how its dates are written, and what is placed on its days."""

    form: Form
    header: Header
    options: Options
    order: moments.DateOrder | None = None
    placed: dict[date, datetime] = field(default_factory=dict)

    def cell(self, row: Row, column: str) -> str:
        """A cell without outer spaces; empty where the file lacks it."""
        return plain_cell(row.cells[self.header.at[column]].strip())

    def fail(self, reason: str, column: str) -> Unreadable:
        """The error of a cell, which names its column as the file does."""
        return Unreadable(reason, self.header.name(column))

    def day(self, row: Row, column: str) -> date:
        """A date, by the order of all dates of the file."""
        try:
            return moments.read_date(self.cell(row, column), self.order)
        except Unreadable as error:
            raise self.fail(error.reason, column) from None

    def wall(self, row: Row, day: str, clock: str) -> datetime:
        """A wall time of two columns."""
        try:
            return datetime.combine(self.day(row, day), time(0)) + moments.read_clock(
                self.cell(row, clock)
            )
        except Unreadable as error:
            if error.column is not None:
                raise
            raise self.fail(error.reason, clock) from None

    def between(
        self, row: Row, start: datetime, end: datetime, span: tuple[int, int] | None, column: str
    ) -> tuple[datetime, datetime]:
        """The instants of two wall times; the duration decides where the clocks change."""
        try:
            return moments.interval(start, end, self.options.zone, span)
        except Unreadable as error:
            raise self.fail(error.reason, column) from None

    def on(self, day: date, seconds: int) -> tuple[datetime, datetime]:
        """A length without a time: behind the last one of that day."""
        return moments.placed(self.placed, day, MORNING, seconds, self.options.zone)

    def money(self, row: Row, column: str, currency: str | None) -> Money | None:
        """An amount; None for nothing or zero."""
        try:
            return moments.read_amount(self.cell(row, column), currency or self.options.currency)
        except Unreadable as error:
            raise self.fail(error.reason, column) from None

    def made(
        self,
        row: Row,
        times: tuple[datetime, datetime],
        *,
        client: str,
        project: str,
        note: str,
        tags: list[str],
        identity: tuple[str, ...] = (),
        earned: Money | None = None,
    ) -> SessionDraft:
        """The session of a row: client becomes platform, project project, tags carry the rest."""
        found = carried.from_tags(tags)
        said = identity or (
            client,
            project,
            note,
            *(each.isoformat() for each in times),
            *sorted(tags),
        )
        return SessionDraft(
            platform=carried.name(client or project or carried.UNSORTED, "platform"),
            project=carried.name(project, "project") if client and project else None,
            kind=found.kind or "paid",
            started=times[0],
            ended=times[1],
            zone=found.zone or self.options.zone.key,
            tasks=found.tasks,
            earned=found.earned or earned,
            outcome=found.outcome,
            exposure=found.exposure,
            note=carried.note(note),
            tags=tuple(dict.fromkeys(found.tags)),
            source=Origin(self.form.name, carried.fingerprint(said)),
        )


def words_of(text: str) -> list[str]:
    """Tags parted by commas."""
    return [tag for each in text.split(",") if (tag := each.strip())]


def guess(source: Source, form: Form, score: float) -> Guess:
    """The score where the header names all that is needed."""
    header = find_header(source.head.splitlines(), form.columns, form.needed)
    if header is None:
        return Guess(0.0)
    names = ", ".join(header.name(name) for name in form.needed)
    return Guess(score, f"its header names {names}")


def parse_rows(source: Source, options: Options, form: Form, dates: tuple[str, ...]) -> ParsedFile:
    """The sessions of a report; BadInput when no line is its header."""
    header = find_header(source.lines()[:100], form.columns, form.needed)
    if header is None:
        raise BadInput(f"{source.name} is no {form.words}", "export it again as CSV")
    report = Report(form, header, options)
    seen: list[str] = []
    half = False
    for row in records(source, header):
        if isinstance(row, Row):
            for name in dates:
                text = row.cells[header.at[name]].strip()
                seen.append(text.split(" ")[0])
                half = half or moments.twelve_hours(text)
            if "start time" in form.columns:
                half = half or moments.twelve_hours(row.cells[header.at["start time"]].strip())
    report.order = moments.date_order(seen, twelve_hours=half)
    parsed, total = ParsedFile(), source.text.count("\n")
    for row in records(source, header):
        if parsed.read % _EVERY == 0:
            options.report(min(parsed.read, total), total)
        parsed.read += 1
        try:
            if not isinstance(row, Row):
                raise row[1]
            assert form.draft is not None
            parsed.drafts.append(form.draft(report, row))
        except Unreadable as error:
            line = row.line if isinstance(row, Row) else row[0]
            parsed.skipped.append(SkippedRow(line, error.column, error.reason))
    options.report(total, total)
    return parsed


def later(start: datetime, end: datetime) -> datetime:
    """An end that names no day of its own lies after its start."""
    return end + _ONE_DAY if end < start else end
