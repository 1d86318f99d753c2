"""Harvest's time report: a day and hours without times, known again in whatever order they come."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from taskwell.commands.importing import apply
from taskwell.errors import BadInput
from taskwell.formats import harvest, registry
from taskwell.formats.reading import Options, source_of
from taskwell.money.amounts import Money
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.store.store import Store
from taskwell.timekeeping.zones import zone
from tests.conftest import NOW

BERLIN = zone("Europe/Berlin")
HEADER = (
    "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,Invoiced?,First Name,Last Name,"
    "Billable Amount,Currency"
)


def parse(text: str, zone_name: str = "Europe/Berlin") -> ParsedFile:
    return harvest.parse(source_of(text.encode(), "file.csv"), Options(zone(zone_name), "USD"))


def rows(*lines: str, header: str = HEADER, zone_name: str = "Europe/Berlin") -> ParsedFile:
    return parse("\n".join([header, *lines]) + "\n", zone_name)


def row(
    day: str = "2026-05-04",
    hours: str = "1.5",
    notes: str = "a note",
    amount: str = "",
    task: str = "Rating",
) -> str:
    return f'{day},UHRS,Maps,,{task},{notes},"{hours}",Yes,No,Me,Too,"{amount}",Euro - EUR'


def ids(parsed: ParsedFile) -> list[str]:
    return [each.source.id for each in parsed if each.source is not None]


def reasons(parsed: ParsedFile) -> list[tuple[int, str | None, str]]:
    return [(each.line, each.column, each.reason) for each in parsed.skipped]


def local(draft: SessionDraft) -> tuple[str, str]:
    assert draft.ended is not None
    return (
        f"{draft.started.astimezone(BERLIN):%H:%M}",
        f"{draft.ended.astimezone(BERLIN):%H:%M}",
    )


def test_the_rows_of_a_day_lie_one_after_another() -> None:
    parsed = rows(row(), row("2026-05-05"), row(hours="0,25"))
    assert [local(each) for each in parsed] == [
        ("09:00", "10:30"),
        ("09:00", "10:30"),
        ("10:30", "10:45"),
    ]


def test_a_longer_report_in_another_order_brings_in_what_is_new(store: Store) -> None:
    report = [row(), row(notes="b"), row("2026-05-05"), row(hours="0.5")]
    first = apply(store, NOW, rows(*report), format="harvest", zone=BERLIN)
    longer = rows(row("2026-05-03"), row(notes="new"), *reversed(report))
    again = apply(store, NOW, longer, format="harvest", zone=BERLIN)
    assert (first.added, again.added, again.duplicates) == (4, 2, 4)


def test_the_same_report_in_another_zone_is_known_already() -> None:
    assert ids(rows(row(), row(notes="b"))) == ids(
        rows(row(), row(notes="b"), zone_name="America/Chicago")
    )


def test_a_row_that_changed_place_on_its_day_is_the_same() -> None:
    parsed = rows(row(notes="b", hours="3"), row())
    assert ids(parsed)[1] == ids(rows(row()))[0]


def test_equal_rows_are_several_sessions_and_known_by_their_number() -> None:
    twice = ids(rows(row(), row()))
    assert len(set(twice)) == 2
    assert ids(rows(row(), row(notes="b"), row(), row()))[::2] == [twice[0], twice[1]]


def test_hours_written_in_another_way_are_the_same_hours() -> None:
    assert (
        ids(rows(row(hours="1,50"))) == ids(rows(row(hours="1.5"))) == ids(rows(row(hours="1:30")))
    )


@pytest.mark.parametrize(
    "bad",
    [
        row(hours="3", amount="lots"),
        row(hours="3", notes="x" * 20_001),
        row(hours="72"),
        row(hours="lots"),
    ],
)
def test_a_row_that_cannot_be_read_takes_no_room_on_its_day(bad: str) -> None:
    parsed = rows(bad, row(), bad, row(notes="b"))
    assert [local(each) for each in parsed] == [("09:00", "10:30"), ("10:30", "12:00")]
    assert [each.line for each in parsed.skipped] == [2, 4]
    assert all(each.reason for each in parsed.skipped)


def test_a_row_that_cannot_be_read_does_not_count_among_its_equals() -> None:
    assert ids(rows(row(amount="lots"), row())) == ids(rows(row()))


@pytest.mark.parametrize(
    ("hours", "seconds"),
    [("0,01", 36), ("0.01", 36), ("1:30", 5400), ("20,0", 72_000), ("7", 25_200)],
)
def test_hours_are_read_with_point_comma_or_colon(hours: str, seconds: int) -> None:
    (draft,) = rows(row(hours=hours)).drafts
    assert draft.ended is not None
    assert draft.ended - draft.started == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("hours", "reason"),
    [
        ("2.000,0", "it has more than 48 hours"),
        ("2,000.0", "it has more than 48 hours"),
        ("-1,5", "'-1,5' is no number of hours"),
        ("", "'' is no number of hours"),
    ],
)
def test_hours_that_are_none_are_reported_with_their_column(hours: str, reason: str) -> None:
    assert reasons(rows(row(hours=hours), row())) == [(2, "Hours", reason)]


@pytest.mark.parametrize("amount", ["2.000,0", "2,000.0", "2 000,00", "2000"])
def test_thousands_of_an_amount_are_read(amount: str) -> None:
    (draft,) = rows(row(amount=amount)).drafts
    assert draft.earned == Money(200_000, "EUR")


@pytest.mark.parametrize("missing", ["Client", "Task", "Notes", "Billable?", "Invoiced?"])
def test_a_report_without_one_of_its_columns_is_read(missing: str) -> None:
    names, cells = HEADER.split(","), row().split(",")
    at = names.index(missing)
    del names[at], cells[at]
    text = ",".join(names) + "\n" + ",".join(cells) + "\n"
    assert registry.recognise(source_of(text.encode(), "x"))[0].name == "harvest"
    (draft,) = parse(text).drafts
    if missing == "Client":
        assert (draft.platform, draft.project) == ("Maps", None)
    else:
        assert (draft.platform, draft.project) == ("UHRS", "Maps")


def test_a_day_and_hours_are_enough_when_the_format_is_named() -> None:
    (draft,) = parse("Date;Hours\n04.05.2026;1,5\n").drafts
    assert draft.started == datetime(2026, 5, 4, 7, 0, tzinfo=UTC)
    assert draft.platform == "Unsorted"


def test_the_order_of_day_and_month_follows_from_the_whole_report() -> None:
    parsed = rows(row("03/05/2026"), row("25/05/2026"))
    assert [each.started.astimezone(BERLIN).date() for each in parsed] == [
        date(2026, 5, 3),
        date(2026, 5, 25),
    ]


def test_a_task_that_looks_like_a_field_stays_a_tag() -> None:
    (draft,) = rows(row(task="tasks:12")).drafts
    assert (draft.tasks, draft.tags) == (None, ("tasks:12",))


def test_another_table_is_refused_in_a_sentence() -> None:
    with pytest.raises(BadInput, match="is no Harvest report"):
        parse("Date,Client\n2026-05-04,UHRS\n")
