"""Toggl's detailed report, in and out."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.errors import BadInput, CouldNot
from taskwell.formats import toggl
from taskwell.formats.reading import LONGEST_LINE, Options, read_source, source_of
from taskwell.formats.registry import read_text
from taskwell.money.amounts import Money
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.zones import zone
from tests.formats.drafts import drafts

BERLIN = zone("Europe/Berlin")
HEADER = (
    "User,Email,Client,Project,Task,Description,Billable,"
    "Start date,Start time,End date,End time,Duration,Tags"
)


def parse(text: str | bytes, zone_name: str = "Europe/Berlin") -> ParsedFile:
    data = text.encode() if isinstance(text, str) else text
    return toggl.parse(source_of(data, "file.csv"), Options(zone(zone_name)))


def rows(*lines: str, header: str = HEADER) -> ParsedFile:
    return parse("\n".join([header, *lines]) + "\n")


def row(
    start: str = "2024-03-04,10:00:00",
    end: str = "2024-03-04,11:00:00",
    duration: str = "01:00:00",
    client: str = "UHRS",
    tags: str = "",
) -> str:
    return f"Me,me@x.test,{client},Relevance,,a note,Yes,{start},{end},{duration},{tags}"


def only(parsed: ParsedFile) -> SessionDraft:
    assert parsed.skipped == []
    (draft,) = parsed.drafts
    return draft


def seconds(parsed: ParsedFile) -> int:
    return sum(int((each.ended - each.started).total_seconds()) for each in parsed if each.ended)


def utc(hour: int, minute: int = 0, *, day: int = 4, month: int = 3, year: int = 2024) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


# Samples of other projects, where they are.


def test_the_sample_with_an_amount_holds_two_sessions(samples: Path) -> None:
    file = samples / "toggl" / "solidtime_toggl_time_entries_import_test_1.csv"
    parsed = toggl.parse(read_source(str(file)), Options(BERLIN))
    assert (parsed.read, len(parsed.drafts), parsed.skipped) == (2, 2, [])
    assert seconds(parsed) == 3601
    first, second = parsed.drafts
    assert (first.platform, first.project) == ("Project without Client", None)
    assert first.tags == ("Development", "Backend")
    assert (first.earned, first.note) == (None, "")
    assert (second.platform, second.project) == ("Big Company", "Project for Big Company")
    assert second.earned == Money(11111, "EUR")
    assert (second.note, second.tags) == ("Working hard", ("Task 1",))
    assert second.started == utc(9, 23)


def test_the_workers_sample_takes_its_project_as_the_platform(samples: Path) -> None:
    parsed = toggl.parse(read_source(str(samples / "workers/toggl_detailed.csv")), Options(BERLIN))
    draft = only(parsed)
    assert seconds(parsed) == 3 * 3600 + 9 * 60 + 48
    assert (draft.platform, draft.project) == ("AC contract", None)
    assert (draft.note, draft.tags) == ("planning search", ("1.1Search",))
    assert draft.started == datetime(2026, 9, 21, 15, 0, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "file",
    [
        "workers/clockify_detailed.csv",
        "workers/prolific_submissions_export.csv",
        "workers/outlier_earnings_export_legacy.csv",
        "clockify/solidtime_clockify_time_entries_import_test_1.csv",
        "clockify/solidtime_clockify_time_entries_import_test_2.csv",
        "clockify/solidtime_clockify_time_entries_import_test_3.csv",
        "harvest/solidtime_harvest_time_entries_import_test_1.csv",
        "solidtime/generic_time_entries_import_test_1.csv",
        "watson/frames_with_conflict.json",
        "hledger/examples_sample.timeclock",
        "timedot/examples_sample.timedot",
    ],
)
def test_files_of_other_programs_are_not_taken_for_toggls(samples: Path, file: str) -> None:
    assert read_text(read_source(str(samples / file)), "auto", Options(BERLIN)).format != "toggl"


# Places.


def test_a_row_without_client_and_project_is_unsorted() -> None:
    line = "Me,me@x.test,,,,,No,2024-03-04,10:00:00,2024-03-04,11:00:00,01:00:00,"
    assert only(rows(line)).platform == "Unsorted"


def test_a_slash_in_a_name_becomes_a_hyphen() -> None:
    assert only(rows(row(client="A/B"))).platform == "A-B"


# Columns.


@pytest.mark.parametrize("start", ["\ufeff", ""])
def test_a_byte_order_mark_and_odd_spelling_of_columns_do_no_harm(start: str) -> None:
    header = 'START_DATE;"start Time";Stop date;STOP-TIME;Client;Unknown'
    line = "2024-03-04;10:00;2024-03-04;11:30;UHRS;x"
    draft = only(parse(f"{start}{header}\r\n{line}\r\n"))
    assert draft.platform == "UHRS"
    assert (draft.started, draft.ended) == (utc(9), utc(10, 30))


def test_lines_ahead_of_the_header_are_passed_over() -> None:
    draft = only(parse(f"Detailed report\nfrom 2024-03-01, to 2024-03-31\n\n{HEADER}\n{row()}\n"))
    assert draft.started == utc(9)


def test_rows_shorter_and_longer_than_the_header_are_read() -> None:
    short = "Me,me@x.test,UHRS,,,,No,2024-03-04,10:00:00,2024-03-04,11:00:00"
    long = row() + ",,surplus,more"
    parsed = rows(short, long)
    assert (len(parsed.drafts), parsed.skipped) == (2, [])


def test_a_row_that_ends_before_its_times_is_reported_with_its_line() -> None:
    parsed = rows("Me,me@x.test,UHRS", row())
    assert len(parsed.drafts) == 1
    (skipped,) = parsed.skipped
    assert (skipped.line, skipped.column) == (2, "Start date")
    assert skipped.reason == "the date is missing"


def test_without_end_columns_the_duration_tells_the_end() -> None:
    header = "Client,Project,Start date,Start time,Duration"
    parsed = rows(
        "UHRS,Relevance,2016-01-1,9:05,1:30:00",
        'UHRS,Relevance,2016-01-2,9:05,"1,5"',
        "UHRS,Relevance,2016-01-3,9:05,",
        header=header,
    )
    assert seconds(parsed) == 2 * 5400
    assert parsed.drafts[0].started == datetime(2016, 1, 1, 8, 5, tzinfo=UTC)
    assert parsed.skipped[0].reason == "it has no end time and no duration"


def test_exact_duplicates_have_the_same_source() -> None:
    parsed = rows(row(), row(), row(tags="other"))
    ids = [each.source.id for each in parsed if each.source]
    assert ids[0] == ids[1] != ids[2]


@pytest.mark.parametrize(
    ("amount", "earned"),
    [
        ("111.11", Money(11111, "EUR")),
        ('"111,11"', Money(11111, "EUR")),
        ('"1.234,56"', Money(123456, "EUR")),
        ('"1,234.56"', Money(123456, "EUR")),
        ('"1 234,50"', Money(123450, "EUR")),
        ("€5", Money(500, "EUR")),
        ("0.00", None),
        ("-", None),
        ("", None),
    ],
)
def test_amounts_are_read_with_point_or_comma(amount: str, earned: Money | None) -> None:
    assert only(rows(f"{row()},{amount}", header=HEADER + ",Amount (EUR)")).earned == earned


def test_an_amount_that_is_none_is_reported_with_its_column() -> None:
    parsed = rows(f"{row()},lots", f"{row()},1", header=HEADER + ",Amount (EUR)")
    assert len(parsed.drafts) == 1
    assert (parsed.skipped[0].line, parsed.skipped[0].column) == (2, "Amount (EUR)")


# Times.


def test_an_end_at_24_00_is_midnight() -> None:
    draft = only(rows(row(start="2024-03-04,23:00", end="2024-03-04,24:00")))
    assert draft.ended == utc(23)


def test_twelve_hour_clocks_are_read() -> None:
    draft = only(rows(row(start="2024-03-04,11:30 AM", end="2024-03-05,12:15 am")))
    assert (draft.started, draft.ended) == (utc(10, 30), utc(23, 15))


def test_an_end_before_the_start_is_reported() -> None:
    parsed = rows(row(start="2024-03-04,11:00", end="2024-03-04,10:00"))
    assert "before the start" in parsed.skipped[0].reason


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (("03/04/2024", "25/04/2024"), utc(8, day=3, month=4)),  # a 25th month does not exist
        (("03/04/2024", "04/25/2024"), utc(9, day=4, month=3)),
        (("03/04/2024", "05/04/2024", "02/05/2024"), utc(8, day=3, month=4)),  # by their order
        (("03/04/2024", "04/02/2024", "04/03/2024"), utc(9, day=4, month=3)),
        (("03.04.2024",), utc(8, day=3, month=4)),  # with points the day is always first
        (("2024/3/4",), utc(9)),
    ],
)
def test_the_order_of_day_and_month_follows_from_the_whole_file(
    dates: tuple[str, ...], first: datetime
) -> None:
    parsed = rows(*(row(start=f"{day},10:00", end=f"{day},11:00") for day in dates))
    assert parsed.skipped == []
    assert parsed.drafts[0].started == first


def test_dates_that_nothing_decides_are_reported_not_guessed() -> None:
    parsed = rows(row(start="03/04/2024,10:00", end="03/04/2024,11:00"))
    assert parsed.drafts == []
    assert (parsed.skipped[0].line, parsed.skipped[0].column) == (2, "Start date")
    assert "day or month first" in parsed.skipped[0].reason


def test_a_twelve_hour_clock_goes_with_months_first() -> None:
    draft = only(rows(row(start="03/04/2024,10:00 AM", end="03/04/2024,11:00 AM")))
    assert draft.started == utc(9)


def test_a_session_across_the_autumn_change_lasts_three_hours() -> None:
    draft = only(rows(row("2024-10-27,01:00:00", "2024-10-27,03:00:00", "03:00:00")))
    assert draft.ended is not None
    assert draft.ended - draft.started == timedelta(hours=3)


def test_the_duration_tells_the_readings_of_a_doubled_hour_apart() -> None:
    parsed = rows(
        row("2024-10-27,01:30:00", "2024-10-27,02:10:00", "00:40:00"),
        row("2024-10-27,01:30:00", "2024-10-27,02:10:00", "01:40:00"),
        row("2024-10-27,02:50:00", "2024-10-27,02:10:00", "00:20:00"),
        row("2024-10-27,02:10:00", "2024-10-27,02:40:00", "00:30:00"),
    )
    ends = [each.ended for each in parsed]
    assert ends[:2] == [utc(0, 10, day=27, month=10), utc(1, 10, day=27, month=10)]
    assert parsed.drafts[2].started == utc(0, 50, day=27, month=10)
    (skipped,) = parsed.skipped
    assert (skipped.line, skipped.column) == (5, "Start time")
    assert "02:10 happens twice on 2024-10-27" in skipped.reason


def test_a_start_that_never_was_is_read_by_the_duration_or_reported() -> None:
    parsed = rows(
        row("2024-03-31,02:30:00", "2024-03-31,04:00:00", "00:30:00"),
        row("2024-03-31,02:30:00", "2024-03-31,04:00:00", ""),
    )
    assert only(ParsedFile(parsed.drafts, [], 1)).started == utc(1, 30, day=31)
    assert "02:30 does not exist on 2024-03-31" in parsed.skipped[0].reason


# Damage.


def test_one_bad_byte_costs_one_row() -> None:
    data = "\n".join([HEADER, row(), row(tags="XX"), row(tags="c")]).encode()
    parsed = parse(data.replace(b"XX", b"caf\xe9"))
    assert len(parsed.drafts) == 2
    (skipped,) = parsed.skipped
    assert (skipped.line, skipped.column) == (3, "Tags")
    assert skipped.reason == "the byte 0xE9 is no UTF-8 text"


def test_a_nul_byte_costs_one_row() -> None:
    parsed = rows(row(tags="a\0b"), row())
    assert len(parsed.drafts) == 1
    assert (parsed.skipped[0].line, parsed.skipped[0].reason) == (2, "it holds a NUL byte")


def test_a_far_too_long_line_costs_one_row() -> None:
    parsed = rows(row(tags="x" * (LONGEST_LINE + 1)), row())
    assert len(parsed.drafts) == 1
    assert "characters long" in parsed.skipped[0].reason


def test_a_quote_that_is_never_closed_costs_one_row_and_not_the_tail() -> None:
    lines = [row() for _ in range(2000)]
    lines[3] = row(tags='"open')
    parsed = rows(*lines)
    assert len(parsed.drafts) == 1999
    assert (parsed.skipped[0].line, parsed.skipped[0].reason) == (
        5,
        "a quote is opened and never closed",
    )


def test_a_stray_quote_inside_a_cell_is_a_letter() -> None:
    parsed = rows(row(tags='24" screen'), row())
    assert [each.tags for each in parsed] == [('24" screen',), ()]


def test_a_note_over_several_lines_is_one_row_and_later_lines_keep_their_numbers() -> None:
    long = 'Me,me@x.test,UHRS,,,"one\ntwo, ""three""\n",No,2024-03-04,10:00,2024-03-04,11:00,1:00,'
    parsed = rows(long, "nonsense,,,,,,,x,,,,,")
    assert parsed.drafts[0].note == 'one\ntwo, "three"\n'
    assert parsed.skipped[0].line == 5


def test_a_file_without_toggls_columns_is_refused_in_a_sentence() -> None:
    with pytest.raises(BadInput, match="is no Toggl report"):
        parse("a,b\n1,2\n")


def test_a_header_alone_is_an_empty_report() -> None:
    parsed = parse(HEADER + "\n")
    assert (parsed.read, parsed.drafts, parsed.skipped) == (0, [], [])


def test_reading_stops_when_the_person_says_so() -> None:
    options = Options(BERLIN, progress=lambda done, total: done < 4000)
    source = source_of("\n".join([HEADER, *[row()] * 9000]).encode(), "x")
    with pytest.raises(CouldNot, match="stopped"):
        toggl.parse(source, options)


# Out.


def test_what_went_out_comes_in_again_the_same() -> None:
    """Everything but pauses, which Toggl has no place for, over both nights of the year."""

    @given(st.lists(drafts(), max_size=6))
    def check(found: list[SessionDraft]) -> None:
        back = parse("".join(toggl.write(found, Calendar(BERLIN))))
        assert back.skipped == []
        assert [plain(each) for each in back] == [plain(each) for each in found]

    check()


def plain(draft: SessionDraft) -> SessionDraft:
    return msgspec.structs.replace(draft, source=None)


@given(st.lists(drafts(pauses=True), max_size=6))
def test_sessions_with_pauses_keep_their_time_tasks_and_amounts(found: list[SessionDraft]) -> None:
    back = parse("".join(toggl.write(found, Calendar(BERLIN))))
    assert back.skipped == []
    rests = sum(
        int((rest.ended - rest.started).total_seconds())
        for each in found
        for rest in each.pauses
        if rest.ended
    )
    assert seconds(back) == seconds(ParsedFile(found)) - rests
    assert sum(each.tasks or 0 for each in back) == sum(each.tasks or 0 for each in found)
    assert sorted(filter(None, (each.earned for each in back))) == sorted(
        filter(None, (each.earned for each in found))
    )


def test_no_cell_of_an_export_is_a_formula_to_a_spreadsheet() -> None:
    draft = SessionDraft(
        platform='=HYPERLINK("x.test")',
        project="@SUM(A1)",
        started=utc(9),
        ended=utc(10),
        note="+1\x1b[31m\trun",
        tags=("-2",),
    )
    text = "".join(toggl.write([draft], Calendar(BERLIN)))
    _, cells = list(csv.reader(io.StringIO(text)))
    assert not any(cell.startswith(tuple("=+-@\t\r")) for cell in cells)
    assert "\x1b" not in text
    back = only(parse(text))
    assert (back.platform, back.project, back.note) == (
        draft.platform,
        draft.project,
        "+1␛[31m␉run",
    )


def test_an_export_reads_like_toggls_own() -> None:
    draft = SessionDraft(
        platform="UHRS",
        project="Relevance",
        started=utc(9),
        ended=utc(10, 12),
        earned=Money(420, "USD"),
        note="slow",
        tags=("a", "b"),
    )
    text = "".join(toggl.write([draft], Calendar(BERLIN)))
    assert text == (
        f"\ufeff{HEADER},Amount (USD)\r\n"
        ",,UHRS,Relevance,,slow,Yes,2024-03-04,10:00:00,2024-03-04,11:12:00,01:12:00,"
        '"a, b",4.20\r\n'
    )
