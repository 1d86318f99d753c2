"""Prolific: times in UTC, pay with its sign, statuses and bonuses that change later."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from taskwell.commands.importing import apply
from taskwell.formats import prolific
from taskwell.formats.reading import Options, source_of
from taskwell.money.amounts import Money
from taskwell.queries.sessions import sessions
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.store.store import Store
from taskwell.timekeeping.zones import zone
from tests.conftest import NOW

BERLIN = Options(zone("Europe/Berlin"), "EUR")
HEADER = "Study,Reward,Bonus,Started At,Completed At,Completion Code,Status"
TIMES = "2026-10-25 00:30:10.900000,2026-10-25 01:15:40.100000"
ROW = f"Kelp and you,£2.10,£0.00,{TIMES},K3LP,APPROVED"


def parse(*rows: str, header: str = HEADER, options: Options = BERLIN) -> ParsedFile:
    return prolific.parse(source_of("\n".join((header, *rows)).encode(), "x.csv"), options)


def only(*rows: str, header: str = HEADER) -> SessionDraft:
    parsed = parse(*rows, header=header)
    assert parsed.skipped == []
    (draft,) = parsed.drafts
    return draft


def name(draft: SessionDraft) -> str:
    assert draft.source is not None
    return draft.source.id


def test_times_are_utc_also_in_the_night_when_the_clocks_go_back() -> None:
    draft = only(ROW)
    assert draft.started == datetime(2026, 10, 25, 0, 30, 10, tzinfo=UTC)
    assert draft.ended == datetime(2026, 10, 25, 1, 15, 40, tzinfo=UTC)
    assert (draft.zone, draft.project, draft.tasks) == ("Europe/Berlin", "Kelp and you", 1)
    assert only(ROW.replace(".900000", "").replace(" 01:15:40.100000", "T01:15:40Z")).ended == (
        draft.ended
    )


@pytest.mark.parametrize(
    ("reward", "bonus", "earned"),
    [
        ("£2.10", "£0.00", Money(210, "GBP")), ("£2.10", "£0.40", Money(250, "GBP")),
        ("$2.10", "", Money(210, "USD")), ("2.10", "0", Money(210, "GBP")),
        ("£0.00", "$1.00", Money(100, "USD")), ("$0.00", "$0.00", Money(0, "USD")),
        ("", "", None), ("EUR 3", "€0.50", Money(350, "EUR")),
    ],
)  # fmt: skip
def test_reward_and_bonus_are_added_in_their_currency(
    reward: str, bonus: str, earned: Money | None
) -> None:
    assert only(f"S,{reward},{bonus},{TIMES},C,APPROVED").earned == earned


@pytest.mark.parametrize(
    ("status", "outcome", "earned"),
    [
        ("APPROVED", "approved", 250), ("AWAITING REVIEW", "submitted", 250),
        ("awaiting_review", "submitted", 250), ("SCREENED-OUT", "screened out", 250),
        ("RETURNED", "returned", 40), ("REJECTED", "rejected", 40), ("TIMED-OUT", "timed out", 40),
    ],
)  # fmt: skip
def test_a_status_says_what_came_of_it_and_whether_the_reward_is_paid(
    status: str, outcome: str, earned: int
) -> None:
    draft = only(f"S,£2.10,£0.40,{TIMES},C,{status}")
    assert (draft.outcome, draft.earned) == (outcome, Money(earned, "GBP"))


def test_a_returned_or_rejected_submission_without_bonus_earns_nothing() -> None:
    for status in ("RETURNED", "REJECTED"):
        assert only(ROW.replace("APPROVED", status)).earned is None


def test_a_row_that_cannot_be_read_is_told_and_stops_no_other() -> None:
    parsed = parse(
        "S,£1.00,£0.00,,,,RETURNED",
        f"S,£1.00,£0.00,{TIMES},C,ACTIVE",
        f"S,much,£0.00,{TIMES},C,APPROVED",
        f"S,£1.00,$1.00,{TIMES},C,APPROVED",
        f"S,-£1.00,£0.00,{TIMES},C,APPROVED",
        "S,£1.00,£0.00,2026-10-25 02:00:00,2026-10-25 01:00:00,C,APPROVED",
        "S,£1.00,£0.00,0001-01-01 00:00:00,9999-12-31 23:59:59,C,APPROVED",
        "S,£1.00,£0.00,2026-10-25 02:00:00",
        f"{'s' * 20_000},£1.00,£0.00,{TIMES},C,APPROVED",
        ROW + ",more,more",
    )
    assert [(each.line, each.column, each.reason) for each in parsed.skipped] == [
        (2, "Started At", "it has no time of work"),
        (3, "Status", "the status 'ACTIVE' is not known"),
        (4, "Reward", "'much' is no amount of money"),
        (5, "Bonus", "reward and bonus are in two currencies"),
        (6, "Reward", "it is below zero"),
        (7, "Completed At", "it was completed before it was started"),
        (8, "Started At", "the year of '0001-01-01 00:00:00' is out of range"),
        (9, "Status", "the status '' is not known"),
        (10, "project", "The project name is 20000 characters long"),
    ]
    assert (len(parsed.drafts), parsed.read) == (1, 10)


def test_columns_in_another_order_with_a_mark_and_a_bad_byte_are_read() -> None:
    header = "\ufeffStatus;Study name;Started at;Completed at;Reward;Bonuses"
    row = f"Approved;Kelp and you;{TIMES.replace(',', ';')};£2.10;£0.00"
    data = "\r\n".join((header, row, "Approved;X", "")).encode().replace(b"X", b"\xff")
    parsed = prolific.parse(source_of(data, "x"), BERLIN)
    assert [each.line for each in parsed.skipped] == [3]
    assert parsed.drafts == [only(ROW)]


def test_status_bonus_code_and_zone_change_no_name() -> None:
    known = name(only(ROW))
    assert name(only(ROW.replace("APPROVED", "REJECTED"))) == known
    assert name(only(ROW.replace("£0.00", "£3.00"))) == known
    assert name(only(ROW.replace("K3LP", ""))) == known
    other = Options(zone("America/Chicago"), None)
    assert name(parse(ROW, options=other).drafts[0]) == known


def test_a_study_taken_twice_with_one_code_is_two_and_a_doubled_row_is_one(store: Store) -> None:
    later = ROW.replace("00:30:10.900000", "00:30:10.950000")
    parsed = parse(ROW, later, ROW)
    assert len({name(each) for each in parsed.drafts}) == 2
    report = apply(store, NOW, parsed, format="prolific", zone=BERLIN.zone)
    assert (report.read, report.added, report.duplicates) == (3, 2, 1)


def test_the_same_file_twice_adds_nothing_and_a_new_status_is_an_update(store: Store) -> None:
    def bring(*rows: str, header: str = HEADER) -> tuple[int, int]:
        report = apply(store, NOW, parse(*rows, header=header), format="prolific", zone=BERLIN.zone)
        return report.added, report.updated

    waiting = ROW.replace("APPROVED", "AWAITING REVIEW").replace("K3LP", "")
    assert bring(waiting) == (1, 0)
    assert bring(waiting + ",x", header=HEADER + ",Notes") == (0, 0)
    assert bring(ROW.replace("£0.00", "£0.15")) == (0, 1)
    (view,) = sessions(store, NOW)
    assert (view.session.outcome, view.session.earned) == ("approved", Money(225, "GBP"))


def test_a_file_with_a_header_alone_holds_nothing() -> None:
    assert parse().read == 0
