"""Mechanical Turk: both pages as JSON, MTurk Suite's backup and HITDB's CSV name the same HITs alike."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from taskwell.commands.importing import apply
from taskwell.errors import BadInput
from taskwell.formats import mturk
from taskwell.formats.reading import Options, source_of
from taskwell.money.amounts import Money
from taskwell.queries.sessions import sessions
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.store.store import Store
from taskwell.timekeeping.zones import zone
from tests.conftest import NOW

BERLIN = Options(zone("Europe/Berlin"), "EUR")
HEADER = "hitId,date,requesterName,requesterId,title,reward,status,feedback"
PAGE = "status_details_2024-03-04.json"


def parse(text: str | bytes, name: str = PAGE, options: Options = BERLIN) -> ParsedFile:
    return mturk.parse(source_of(text if isinstance(text, bytes) else text.encode(), name), options)


def hit(**other: object) -> dict[str, object]:
    return {
        "assignment_id": "A1", "hit_id": "H1", "requester_id": "R", "requester_name": "Kelp Lab",
        "reward": {"amount_in_dollars": 0.35, "currency_code": "USD"}, "state": "Submitted",
        "title": "Rate", "requester_feedback": "", **other,
    }  # fmt: skip


def results(*hits: object) -> str:
    return json.dumps({"num_results": len(hits), "results": hits})


def table(*rows: str) -> str:
    return "\n".join((HEADER, *rows))


def only(parsed: ParsedFile) -> SessionDraft:
    assert parsed.skipped == []
    (draft,) = parsed.drafts
    return draft


def reasons(parsed: ParsedFile) -> list[tuple[int, str | None, str]]:
    return [(each.line, each.column, each.reason) for each in parsed.skipped]


def test_a_saved_page_of_a_day_takes_the_day_from_its_name() -> None:
    draft = only(parse(results(hit()), f"/home/me/{PAGE}"))
    assert draft.started == draft.ended == datetime(2024, 3, 4, 11, tzinfo=UTC)
    assert (draft.project, draft.note, draft.tasks) == ("Kelp Lab", "Rate", 1)
    assert (draft.earned, draft.outcome) == (Money(35, "USD"), "submitted")
    assert reasons(parse(results(hit()), "page.json")) == [(1, "date", "the date is missing")]


def test_the_dashboard_tells_the_bonuses_of_its_days() -> None:
    told = {"submitted": 3, "hits_rewards": 1.5, "earnings": 3.75}
    days = [
        {"date": "2024-03-04T08:00:00.000Z", "bonus_rewards": 2.25, **told},
        {"date": "2024-03-03T08:00:00.000Z", "bonus_rewards": 0, **told},
    ]
    parsed = parse(json.dumps({"daily_hit_statistics_overview": days}))
    (bonus,) = parsed.adjustments
    assert (bonus.day, bonus.amount, bonus.kind) == (date(2024, 3, 4), Money(225, "USD"), "bonus")
    assert reasons(parsed) == [(2, None, "it sums up a day, and tells no bonus")]


def test_a_backup_of_mturk_suite_is_read_with_its_compact_dates_and_bonuses() -> None:
    day = {"date": "20240304", "submitted": 1, "earnings": 0.35, "day": {"bonus_rewards": 1.1}}
    backup = {"hits": [hit(date="20240304", state="Paid")], "days": [day]}
    parsed = parse(json.dumps(backup), "HIT_Tracker_Backup_20240401.json")
    draft = only(parsed)
    assert (draft.started.date(), draft.outcome) == (date(2024, 3, 4), "approved")
    assert [(each.day, each.amount.minor) for each in parsed.adjustments] == [
        (date(2024, 3, 4), 110)
    ]


def test_the_table_of_hitdb_is_read_with_money_of_any_form() -> None:
    parsed = parse(
        table("H1,2024-03-04,Lab,R,Rate,$0.35,Paid,", "H2,2024-03-4,Lab,R,Rate,0.00,Approved,")
    )
    assert [each.earned for each in parsed.drafts] == [Money(35, "USD"), Money(0, "USD")]


@pytest.mark.parametrize(
    ("state", "outcome", "paid"),
    [
        ("Submitted", "submitted", True), ("Pending Approval", "submitted", True),
        ("Approved", "approved", True), ("Approved - Pending Payment", "approved", True),
        ("Paid", "approved", True), ("Rejected", "rejected", False),
        ("Returned", "returned", False), ("Abandoned", "timed out", False),
    ],
)  # fmt: skip
def test_a_state_says_what_came_of_it_and_whether_it_is_paid(
    state: str, outcome: str, paid: bool
) -> None:
    draft = only(parse(results(hit(state=state))))
    assert (draft.outcome, draft.earned is not None) == (outcome, paid)


def test_a_hit_is_the_same_in_every_file_state_and_zone() -> None:
    chicago = Options(zone("America/Chicago"), None)
    drafts = [
        only(parse(results(hit()))),
        only(parse(results(hit(state="Paid")), options=chicago)),
        only(parse(json.dumps({"hits": [hit(date="20240304")]}))),
        only(parse(table("H1,2024-03-04,Lab,R,Rate,0.35,Paid,"))),
    ]
    assert len({each.source.id for each in drafts if each.source is not None}) == 1


def test_the_same_file_twice_adds_nothing_and_a_new_state_is_an_update(store: Store) -> None:
    def bring(text: str) -> tuple[int, int]:
        report = apply(store, NOW, parse(text), format="mturk", zone=BERLIN.zone)
        return report.added, report.updated

    second = hit(hit_id="H2", assignment_id="A2")
    assert bring(results(hit(), second)) == (2, 0)
    assert bring(results(second, hit())) == (0, 0)
    assert bring(results(hit(state="Rejected"))) == (0, 1)
    assert bring(table("H2,2024-03-04,Kelp Lab,R,Rate,0.35,Pending Approval,")) == (0, 0)
    assert sorted(str(each.session.outcome) for each in sessions(store, NOW)) == [
        "rejected", "submitted",
    ]  # fmt: skip


def test_a_record_that_cannot_be_read_stops_no_other() -> None:
    odd: list[object] = ["x", None, hit(state="Lost"), hit(state="Assigned")]
    odd += [
        hit(reward={"amount_in_dollars": each}) for each in (float("nan"), float("inf"), "much")
    ]
    odd += [hit(reward=-1), hit(date="2024-02-31"), hit(requester_name="k" * 20_000), hit()]
    parsed = parse(results(*odd))
    assert reasons(parsed) == [
        (1, None, "it is no HIT"),
        (2, None, "it is no HIT"),
        (3, "status", "the status 'lost' is not known"),
        (4, "status", "it is not handed in"),
        (5, "reward", "'nan' is no amount of money"),
        (6, "reward", "'inf' is no amount of money"),
        (7, "reward", "'much' is no amount of money"),
        (8, "reward", "its reward is below zero"),
        (9, "date", "'2024-02-31' is no date of the calendar"),
        (10, "project", "The project name is 20000 characters long"),
    ]
    assert (len(parsed.drafts), parsed.read) == (1, 11)


def test_the_column_of_a_row_is_named_as_the_file_names_it() -> None:
    text = "HIT ID,Date,Requester Name,Title,Reward,State\nH1,soon,Lab,Rate,0.35,Paid\nH2,2024-03-04,Lab"
    parsed = parse(text)
    assert reasons(parsed) == [(2, "Date", "'soon' is no date")]
    assert parsed.drafts[0].earned is None
    assert reasons(parse(table("H1,2024-03-04,L\xff,R,T,1,Paid,").encode("latin-1"))) == [
        (2, "requesterName", "the byte 0xFF is no UTF-8 text")
    ]


def test_a_file_without_hits_is_refused() -> None:
    for text in ('{"results":[]}', "[]", "{", "a,b\n1,2"):
        with pytest.raises(BadInput):
            parse(text)
    assert parse("\ufeff" + HEADER + "\r\n").read == 0
