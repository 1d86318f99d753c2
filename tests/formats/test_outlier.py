"""Outlier: both headers, tasks of several rows, merged downloads, missions, and rows that are no work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from taskwell.commands.importing import apply
from taskwell.formats import outlier
from taskwell.formats.reading import Options, source_of
from taskwell.money.amounts import Money
from taskwell.queries.sessions import sessions
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.store.store import Store
from taskwell.timekeeping.zones import zone
from tests.conftest import NOW

BERLIN = Options(zone("Europe/Berlin"), "EUR")
OLD = "workDate,itemID,duration,rateApplied,payout,payType,projectName,status"
NEW = "Work Date,Item ID,Project Name,Duration,Rate,Payable,Type,Status"
TASK = '"Apr 2, 2025",66aa01,1h 5m 30s,$20.00/hr,$21.83,prepay,kelp,pending'
OVER = '"Apr 2, 2025",66aa01,10m,$10.00/hr,$1.67,overtimePay,kelp,pending'
MISSION = '"Apr 2, 2025",66aa09,-,-,$40.00,missionReward,-,pending'


def parse(*rows: str, header: str = OLD, options: Options = BERLIN) -> ParsedFile:
    return outlier.parse(source_of("\n".join((header, *rows)).encode(), "x.csv"), options)


def only(*rows: str, header: str = OLD) -> SessionDraft:
    parsed = parse(*rows, header=header)
    assert parsed.skipped == []
    (draft,) = parsed.drafts
    return draft


def length(draft: SessionDraft) -> timedelta:
    assert draft.ended is not None
    return draft.ended - draft.started


def ids(parsed: ParsedFile) -> list[str]:
    every = [each.source.id for each in parsed.drafts if each.source is not None]
    return sorted(every + [each.source.id for each in parsed.adjustments])


def skipped(*rows: str) -> list[tuple[int, str | None, str]]:
    return [(each.line, each.column, each.reason) for each in parse(*rows).skipped]


def bring(store: Store, *rows: str) -> tuple[int, int]:
    parsed = parse(*rows)
    report = apply(store, NOW, parsed, format="outlier", zone=BERLIN.zone)
    assert report.read == parsed.read
    return report.added, report.updated


# What a row says.


def test_the_rows_of_one_task_are_one_session_with_their_time_and_pay() -> None:
    draft = only(TASK, OVER)
    assert draft.project == "kelp"
    assert (draft.earned, draft.tasks, draft.outcome) == (Money(2350, "USD"), 1, "submitted")
    assert length(draft) == timedelta(hours=1, minutes=15, seconds=30)
    assert draft.started == datetime(2025, 4, 2, 7, tzinfo=UTC)


def test_the_newer_header_is_read_whatever_the_order_of_its_columns() -> None:
    row = '"April 2, 2025",66aa01,kelp,1h 5m 30s,$20.00/hr,$21.83,Prepay,Paid'
    draft = only(row, header=NEW)
    assert (draft.project, draft.earned, draft.outcome) == ("kelp", Money(2183, "USD"), "approved")
    assert draft.source is not None
    old = only(TASK).source
    assert old is not None
    assert draft.source.id == old.id


def test_a_file_with_a_byte_order_mark_and_windows_lines_is_read() -> None:
    data = "\ufeff" + "\r\n".join((OLD, TASK, OVER)) + "\r\n"
    assert len(outlier.parse(source_of(data.encode(), "x"), BERLIN).drafts) == 1


def test_a_dash_is_not_known_and_a_zero_is_zero() -> None:
    unknown = only('"Apr 2, 2025",66aa01,5m,-,-,prepay,-,pending')
    assert (unknown.earned, unknown.project) == (None, None)
    assert only('"Apr 2, 2025",66aa01,5m,-,$0.00,prepay,-,paid').earned == Money(0, "USD")


def test_numeric_dates_are_read_by_the_order_of_the_whole_file() -> None:
    parsed = parse("04/02/2025,a,5m,-,$1.00,prepay,p,paid", "04/30/2025,b,5m,-,$1.00,prepay,p,paid")
    assert [each.started.day for each in parsed.drafts] == [2, 30]


def test_a_year_far_off_is_a_skipped_row_in_every_zone() -> None:
    for name in ("Asia/Tokyo", "America/Chicago"):
        for day in ("Jan 1, 0001", "Dec 31, 9999"):
            row = f'"{day}",a,47h,-,$1.00,prepay,p,paid'
            parsed = parse(row, TASK, options=Options(zone(name), None))
            assert [each.line for each in parsed.skipped] == [2]
            assert len(parsed.drafts) == 1


def test_money_that_names_neither_task_nor_time_is_an_adjustment() -> None:
    parsed = parse(
        MISSION,
        '"Apr 3, 2025",-,-,-,$5.00,referral,-,paid',
        '"Apr 4, 2025",66aa01,-,-,-$2.00,correction,kelp,paid',
    )
    assert parsed.drafts == []
    assert [(each.kind, each.amount.minor) for each in parsed.adjustments] == [
        ("mission", 4000), ("bonus", 500), ("clawback", -200),
    ]  # fmt: skip


# What is not paid, and what cannot be read.


@pytest.mark.parametrize("word", ["canceled", "cancelled", "Cancelled", "rejected"])
def test_a_task_that_was_cancelled_or_rejected_earns_nothing(word: str) -> None:
    draft = only(TASK.replace("pending", word))
    assert draft.earned is None
    assert draft.outcome == ("rejected" if word == "rejected" else "returned")


def test_a_cancelled_row_of_a_task_is_left_out_of_it() -> None:
    draft = only(TASK, OVER.replace("pending", "canceled"))
    assert (draft.earned, draft.outcome) == (Money(2183, "USD"), "submitted")
    assert length(draft) == timedelta(hours=1, minutes=5, seconds=30)


def test_each_row_that_cannot_be_read_is_told_with_line_and_column() -> None:
    assert skipped(
        "soon,a,5m,-,$1.00,prepay,p,paid",
        '"Apr 2, 2025",a,long,-,$1.00,prepay,p,paid',
        '"Apr 2, 2025",a,49h,-,$1.00,prepay,p,paid',
        '"Apr 2, 2025",a,5m,-,much,prepay,p,paid',
        MISSION.replace("pending", "canceled"),
        '"Apr 2, 2025",-,-,-,-,prepay,p,paid',
        '"Apr 2, 2025",a',
        OLD,
        TASK,
    ) == [
        (2, "workDate", "'soon' is no date"),
        (3, "duration", "'long' is no duration"),
        (4, "duration", "it is longer than two days"),
        (5, "payout", "'much' is no amount of money"),
        (6, "status", "it was canceled"),
        (7, "payout", "it names no amount"),
        (9, None, "it is the header once more"),
    ]


def test_a_row_with_too_many_cells_or_a_bad_byte_stops_no_other() -> None:
    data = "\n".join((OLD, TASK + ",more,more", "x", OVER)).encode().replace(b"\nx", b"\nx\xff,y")
    parsed = outlier.parse(source_of(data, "x"), BERLIN)
    assert [each.line for each in parsed.skipped] == [3]
    assert only(TASK, OVER).earned == parsed.drafts[0].earned


def test_a_task_whose_project_or_length_is_too_long_stops_no_other() -> None:
    parsed = parse(TASK.replace("kelp", "k" * 20_000), '"Apr 3, 2025",b,5m,-,$1.00,prepay,p,paid')
    assert (len(parsed.drafts), parsed.skipped[0].line, parsed.read) == (1, 2, 2)
    many = parse(*(f'"Apr 2, 2025",item{n:03},48h,-,$1.00,prepay,p,paid' for n in range(200)), OVER)
    assert {each.reason for each in many.skipped} == {
        "the work of 2025-04-02 is longer than a year"
    }
    assert many.read == 201


def test_a_task_with_rows_in_two_currencies_has_no_sum() -> None:
    assert [each[2] for each in skipped(TASK, OVER.replace("$1.67", "€1.67"))] == [
        "its rows are in two currencies"
    ]


# Files that were merged, sorted or downloaded again.


def test_rows_that_merging_doubled_count_once() -> None:
    once, twice = parse(TASK, OVER, MISSION), parse(TASK, OVER, MISSION, TASK, OVER, MISSION)
    assert (twice.drafts, twice.adjustments) == (once.drafts, once.adjustments)


def test_a_row_merged_with_two_statuses_counts_once_as_what_came_later() -> None:
    paid = TASK.replace("pending", "paid")
    for rows in ((TASK, paid), (paid, TASK)):
        draft = only(*rows)
        assert (draft.earned, draft.outcome) == (Money(2183, "USD"), "approved")


def test_a_row_merged_before_and_after_its_price_was_known_counts_once() -> None:
    unpriced = TASK.replace("$21.83", "-").replace("pending", "paid")
    for rows in ((unpriced, TASK), (TASK, unpriced)):
        draft = only(*rows)
        assert draft.earned == Money(2183, "USD")
        assert length(draft) == timedelta(hours=1, minutes=5, seconds=30)


def test_a_row_merged_before_and_after_it_was_cancelled_is_cancelled() -> None:
    void = TASK.replace("$21.83", "-").replace("pending", "canceled")
    for rows in ((void, TASK), (TASK, void)):
        assert (only(*rows).earned, only(*rows).outcome) == (None, "returned")


def test_equal_rows_without_an_item_are_two_unless_the_day_was_merged() -> None:
    prize = '"Apr 2, 2025",-,-,-,$5.00,missionReward,-,paid'
    timed = '"Apr 2, 2025",-,30m,$20.00/hr,$10.00,hourly,kelp,paid'
    two = parse(TASK, prize, prize, timed, timed)
    assert (len(two.adjustments), len(two.drafts)) == (2, 3)
    assert len(set(ids(two))) == 5
    merged = parse(*([TASK, prize, prize, timed, timed] * 2))
    assert ids(merged) == ids(two)


def test_two_missions_of_one_item_both_come_in() -> None:
    parsed = parse(MISSION, MISSION.replace("40", "15"))
    assert sorted(each.amount.minor for each in parsed.adjustments) == [1500, 4000]
    assert len(set(ids(parsed))) == 2


def test_order_zone_status_and_amount_change_no_name() -> None:
    rows = [TASK, OVER, MISSION, '"Apr 2, 2025",66aa00,5m,-,$1.00,prepay,p,pending']
    known = parse(*rows)
    assert parse(*reversed(rows)).drafts == known.drafts
    assert ids(parse(*rows, options=Options(zone("America/Chicago"), None))) == ids(known)
    assert ids(parse(*(each.replace("pending", "paid") for each in rows))) == ids(known)
    assert ids(parse(*(each.replace("$1.67", "$1.70") for each in rows))) == ids(known)


def test_the_tasks_of_a_day_follow_each_other_in_the_order_of_their_ids() -> None:
    parsed = parse(
        OVER.replace("66aa01", "66aa02"), TASK, '"Apr 2, 2025",66aa03,-,-,$1.00,fixed,p,paid'
    )
    ends = [each.ended for each in parsed.drafts]
    assert [each.started for each in parsed.drafts[1:]] == ends[:-1]
    assert length(parsed.drafts[0]) > length(parsed.drafts[1])


def test_the_same_file_twice_adds_nothing_and_a_new_status_is_an_update(store: Store) -> None:
    assert bring(store, TASK, OVER, MISSION) == (2, 0)
    assert bring(store, MISSION, OVER, TASK) == (0, 0)
    assert bring(store, TASK.replace("pending", "paid"), OVER.replace("pending", "paid")) == (0, 1)
    assert bring(store, TASK.replace("pending", "canceled")) == (0, 1)
    (view,) = sessions(store, NOW)
    assert (view.session.outcome, view.session.earned) == ("returned", None)


def test_a_day_that_grew_moves_its_tasks_so_that_none_overlap(store: Store) -> None:
    assert bring(store, TASK.replace("66aa01", "66aa05")) == (1, 0)
    assert bring(store, TASK, TASK.replace("66aa01", "66aa05")) == (1, 1)
    times = sorted((each.session.started, each.session.ended) for each in sessions(store, NOW))
    assert times[0][1] == times[1][0]
