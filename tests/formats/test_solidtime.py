"""solidtime's time entries: its generic import with instants, its detailed report with wall times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from taskwell.commands.importing import apply
from taskwell.errors import BadInput
from taskwell.formats import registry, solidtime
from taskwell.formats.reading import Options, source_of
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.store.store import Store
from taskwell.timekeeping.zones import zone
from tests.conftest import NOW

GENERIC = "description,billable,client,project,tags,start,end,task,user_name,user_email"
DETAILED = (
    "Description,Task,Project,Client,User,Start,End,Duration,Duration (decimal),Billable,Break,Tags"
)


def parse(text: str, zone_name: str = "Europe/Berlin") -> ParsedFile:
    return solidtime.parse(source_of(text.encode(), "file.csv"), Options(zone(zone_name)))


def rows(*lines: str, header: str = DETAILED, zone_name: str = "Europe/Berlin") -> ParsedFile:
    return parse("\n".join([header, *lines]) + "\n", zone_name)


def row(
    start: str = "2026-05-04 09:00:00",
    end: str = "2026-05-04 10:30:00",
    duration: str = "1:30:00,1.5",
    rest: str = "No",
    task: str = "Rating",
    tags: str = "",
) -> str:
    return f"a note,{task},Maps,UHRS,Me,{start},{end},{duration},Yes,{rest},{tags}"


def only(parsed: ParsedFile) -> SessionDraft:
    assert parsed.skipped == []
    (draft,) = parsed.drafts
    return draft


def reasons(parsed: ParsedFile) -> list[tuple[int, str | None, str]]:
    return [(each.line, each.column, each.reason) for each in parsed.skipped]


@pytest.mark.parametrize(
    "header",
    [
        GENERIC,
        DETAILED,
        DETAILED.replace(",Break", ""),
        DETAILED.replace(",Billable", "").replace(",Break", ""),
        DETAILED + ",Order number",
    ],
)
def test_its_headers_are_recognised(header: str) -> None:
    assert registry.recognise(source_of(f"{header}\n".encode(), "x"))[0].name == "solidtime"


def test_a_detailed_report_tells_wall_times() -> None:
    draft = only(rows(row(tags='"slow, quiet"')))
    assert draft.started == datetime(2026, 5, 4, 7, 0, tzinfo=UTC)
    assert draft.ended == datetime(2026, 5, 4, 8, 30, tzinfo=UTC)
    assert (draft.platform, draft.project, draft.note) == ("UHRS", "Maps", "a note")
    assert draft.tags == ("Rating", "slow", "quiet")


def test_a_detailed_report_with_offsets_tells_instants() -> None:
    draft = only(
        rows(
            row("2026-05-04T09:00:00+00:00", "2026-05-04T12:30:00+02:00"),
            zone_name="America/Chicago",
        )
    )
    assert draft.started == datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
    assert draft.ended == datetime(2026, 5, 4, 10, 30, tzinfo=UTC)


def test_the_generic_form_tells_instants() -> None:
    line = "a note,true,UHRS,Maps,quiet,2026-05-04T07:00:00Z,2026-05-04T08:30:00.5Z,Rating,Me,x"
    draft = only(rows(line, header=GENERIC))
    assert draft.ended == datetime(2026, 5, 4, 8, 30, tzinfo=UTC)
    assert draft.tags == ("Rating", "quiet")


@pytest.mark.parametrize(
    ("duration", "minutes"),
    [("0:40:00,0.6666666666666666", 40), ("1:40:00,1.6666666666666667", 100)],
)
def test_the_duration_tells_the_readings_of_a_doubled_hour_apart(
    duration: str, minutes: int
) -> None:
    for text in (duration, "," + duration.split(",")[1]):
        draft = only(rows(row("2026-10-25 01:30:00", "2026-10-25 02:10:00", text)))
        assert draft.ended is not None
        assert draft.ended - draft.started == timedelta(minutes=minutes)


def test_breaks_are_no_work() -> None:
    parsed = rows(row(rest="Yes"), row())
    assert len(parsed.drafts) == 1
    assert reasons(parsed) == [(2, "Break", "it is a break, not work")]
    typed = rows(
        "lunch,false,,,,2026-05-04T10:00:00Z,2026-05-04T10:30:00Z,,Me,x,break",
        header=GENERIC + ",type",
    )
    assert reasons(typed) == [(2, "type", "it is a break, not work")]


@pytest.mark.parametrize(
    ("start", "end", "column", "reason"),
    [
        ("2026-05-04 09:00:00", "", "End", "it still runs"),
        ("", "2026-05-04 09:00:00", "Start", "the start is missing"),
        ("soon", "2026-05-04 09:00:00", "Start", "'soon' is no date with its time"),
        ("2026-05-04", "2026-05-05", "Start", "'2026-05-04' names no time of day"),
        (
            "0001-05-04 09:00:00",
            "2026-05-05 09:00:00",
            "Start",
            "the year of '0001-05-04 09:00:00' is out of range",
        ),
        (
            "2026-05-04 09:00:00",
            "2026-05-04T10:00:00Z",
            "End",
            "one of start and end has an offset, the other has none",
        ),
        ("2026-05-04T11:00:00Z", "2026-05-04T10:00:00Z", "End", "the end lies before the start"),
        (
            "2026-05-04 11:00:00",
            "2026-05-04 10:00:00",
            "Start",
            "the end 2026-05-04 10:00:00 lies before the start 2026-05-04 11:00:00",
        ),
    ],
)
def test_a_row_without_clear_times_is_skipped(
    start: str, end: str, column: str, reason: str
) -> None:
    parsed = rows(row(start, end), row())
    assert len(parsed.drafts) == 1
    assert reasons(parsed) == [(2, column, reason)]


def test_the_same_report_in_another_zone_is_known_already(store: Store) -> None:
    lines = (row(), row("2026-05-05 09:00:00", "2026-05-05 10:30:00"))
    for name, added, duplicates in (("Europe/Berlin", 2, 0), ("America/Chicago", 0, 2)):
        parsed = rows(*lines, zone_name=name)
        report = apply(store, NOW, parsed, format="solidtime", zone=zone(name))
        assert (report.added, report.duplicates) == (added, duplicates)


def test_a_task_that_looks_like_a_field_stays_a_tag() -> None:
    draft = only(rows(row(task="earned:5 USD", tags="outcome:approved")))
    assert (draft.earned, draft.outcome, draft.tags) == (None, "approved", ("earned:5 USD",))


def test_another_table_is_refused_in_a_sentence() -> None:
    with pytest.raises(BadInput, match="is no solidtime file"):
        parse("Start,End\n1,2\n")
