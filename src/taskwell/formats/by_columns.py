"""What the reports of time trackers have in common: rows with a start and an end, or a day and a length."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from taskwell.errors import BadInput
from taskwell.formats import carried, moments
from taskwell.formats.cells import Cells, take_rows
from taskwell.formats.reading import Options, Source, Unreadable
from taskwell.formats.registry import Guess
from taskwell.formats.rows import Header, Row, find_header, records
from taskwell.money.amounts import Money
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.records.session import Source as Origin

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


@dataclass(slots=True, kw_only=True)
class Report(Cells):
    """One file of a form: besides its cells what is placed on its days, and how often each content was
    met that has no time to tell it apart."""

    form: Form
    placed: dict[date, datetime] = field(default_factory=dict)
    met: Counter[tuple[str, ...]] = field(default_factory=Counter)

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

    def span(self, row: Row, *columns: str) -> tuple[int, int] | None:
        """A duration and how exact it is, both in seconds, of the first column that tells one."""
        for column in columns:
            whole, point, part = self.cell(row, column).partition(".")
            # Hours that were computed have more digits than any duration: 0.016666666666666666.
            found = _span(f"{whole}{point}{part[:12]}")
            if found is not None:
                return found
        return None

    def between(
        self, start: datetime, end: datetime, span: tuple[int, int] | None, column: str
    ) -> tuple[datetime, datetime]:
        """The instants of two wall times; the duration decides where the clocks change."""
        try:
            return moments.interval(start, end, self.options.zone, span)
        except Unreadable as error:
            raise self.fail(error.reason, column) from None

    def lasting(self, start: datetime, seconds: int, column: str) -> tuple[datetime, datetime]:
        """The instants of a wall time and a length."""
        first, _ = self.between(start, start, None, column)
        return first, first + timedelta(seconds=seconds)

    def on(self, day: date, seconds: int) -> tuple[datetime, datetime]:
        """A length without a time: behind the last one of that day."""
        return moments.placed(self.placed, day, MORNING, seconds, self.options.zone)

    def made(
        self,
        times: tuple[datetime, datetime],
        *,
        said: Sequence[str],
        client: str,
        project: str,
        task: str,
        note: str,
        tags: Sequence[str] = (),
        earned: Money | None = None,
    ) -> SessionDraft:
        """The session of a row: client becomes platform, project project, task a tag; tags carry the
        rest.

        `said` is when it was in the words of the file, which the zone of the options has no part in:
        the same row has the same id in any zone.
        """
        found = carried.from_tags(tags)
        identity = (client, project, task, note, *said, *sorted(tags))
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
            tags=tuple(dict.fromkeys([*([task] if task else []), *found.tags])),
            source=Origin(self.form.name, carried.fingerprint(identity)),
        )


# A report says the same few lengths over and over.
_span = lru_cache(maxsize=4096)(moments.read_span)


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


def parse_rows(
    source: Source,
    options: Options,
    form: Form,
    dates: tuple[str, ...],
    clocks: tuple[str, ...] = (),
) -> ParsedFile:
    """The sessions of a report; BadInput when no line is its header.

    The columns `dates` and `clocks` tell together which of day and month comes first.
    """
    header = find_header(source.lines()[:100], form.columns, form.needed)
    if header is None:
        raise BadInput(f"{source.name} is no {form.words}", "export it again as CSV")
    report = Report(
        form=form,
        header=header,
        options=options,
        find_order=lambda: order_of(source, header, dates, clocks),
    )
    parsed, draft = ParsedFile(), form.draft
    assert draft is not None

    def take(row: Row) -> None:
        parsed.drafts.append(draft(report, row))

    return take_rows(source, header, options, parsed, take)


def order_of(
    source: Source, header: Header, dates: tuple[str, ...], clocks: tuple[str, ...]
) -> moments.DateOrder | None:
    """Day or month first, by a look at all dates; None where nothing tells."""
    seen: list[str] = []
    half_day = False
    for row in records(source, header):
        if isinstance(row, Row):
            seen += (row.cells[header.at[name]].strip().split(" ")[0] for name in dates)
            half_day = half_day or any(
                moments.twelve_hours(row.cells[header.at[name]]) for name in clocks
            )
    return moments.date_order(seen, twelve_hours=half_day)


def later(start: datetime, end: datetime) -> datetime:
    """An end that names no day of its own lies after its start."""
    return end + _ONE_DAY if end < start else end
