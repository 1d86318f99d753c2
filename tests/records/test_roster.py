"""Platforms, projects, drafts and the names they carry for life."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from taskwell.errors import CouldNot
from taskwell.money.amounts import Money
from taskwell.records import platform, project
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.records.ids import new_uid, readable_uid
from taskwell.records.payout_rule import PayoutRule, ReportRule
from taskwell.records.platform import Correction, Platform, StateChange, Step
from taskwell.records.project import Project
from taskwell.records.rate import Rate

RATES = (
    Rate(basis="hour", amount=Money(800, "USD")),
    Rate(basis="hour", amount=Money(900, "USD"), since=date(2026, 6, 1)),
    Rate(basis="task", amount=Money(3, "USD"), since=date(2026, 3, 1)),
)


def test_a_platform_round_trips_through_its_document() -> None:
    full = Platform(
        uid="uhrs-k3x9qd",
        name="UHRS",
        currency="KES",
        letter="u",
        rates=RATES,
        task_cap=600,
        task_floor=30,
        session_limit=14400,
        still_after=120,
        country="KE",
        catalogue="uhrs",
        states=(
            StateChange(state="active"),
            StateChange(state="restricted", since=date(2026, 11, 3), until=date(2026, 11, 10)),
        ),
        steps=(Step(text="apply", done=date(2026, 3, 2)), Step(text="assessment")),
        day_cap=36000,
        payout=PayoutRule(period="week", week_start="sun", lag_days=39, weekday="wed"),
        report=ReportRule(step_minutes=15),
        corrections=(Correction(fact="minimum", value="$10", since=date(2026, 4, 1)),),
    )
    document = platform.to_document(full)
    assert platform.from_document(document) == full
    assert document["rates"] == [
        {"basis": "hour", "amount": {"minor": 800, "currency": "USD"}},
        {"basis": "hour", "amount": {"minor": 900, "currency": "USD"}, "since": "2026-06-01"},
        {"basis": "task", "amount": {"minor": 3, "currency": "USD"}, "since": "2026-03-01"},
    ]


def test_a_plain_platform_is_a_short_document() -> None:
    assert platform.to_document(Platform(uid="x-1", name="UHRS")) == {"uid": "x-1", "name": "UHRS"}


def test_a_project_round_trips_through_its_document() -> None:
    full = Project(
        uid="search-1",
        platform="uhrs-1",
        name="Search",
        rates=RATES,
        task_cap=60,
        task_floor=5,
        exposure="disturbing",
        closed=True,
    )
    assert project.from_document(project.to_document(full)) == full


def test_a_damaged_roster_is_named() -> None:
    with pytest.raises(CouldNot, match="The platform x-1 cannot be read"):
        platform.from_document({"uid": "x-1"})
    with pytest.raises(CouldNot, match="The project y-1 cannot be read"):
        project.from_document({"uid": "y-1", "platform": "x-1", "name": None})


@pytest.mark.parametrize(
    ("day", "minor"), [("2026-01-01", 800), ("2026-03-01", 3), ("2026-06-01", 900), ("2027-01-01", 900)]
)  # fmt: skip
def test_the_rate_of_a_day_is_the_latest_that_began(day: str, minor: int) -> None:
    on = date.fromisoformat(day)
    for paid in (
        Platform(uid="a", name="A", rates=RATES),
        Project(uid="b", platform="a", name="B", rates=RATES),
    ):
        found = paid.rate_on(on)
        assert found is not None
        assert found.amount.minor == minor


def test_before_the_first_rate_there_is_none() -> None:
    later = Platform(uid="a", name="A", rates=RATES[1:2])
    assert later.rate_on(date(2026, 5, 31)) is None
    assert Platform(uid="a", name="A").rate_on(date(2026, 5, 31)) is None


def test_uids_are_ascii_short_and_never_the_same() -> None:
    uids = {new_uid() for _ in range(2000)}
    assert len(uids) == 2000
    assert all(len(uid) == 12 and uid.isascii() and uid.isalnum() for uid in uids)


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("UHRS", "uhrs"),
        ("Data Annotation", "data-annotation"),
        ("Übersetzer & Söhne", "ubersetzer-sohne"),
        ("東京", "x"),
        ("\x1b[31m", "31m"),
        ("n" * 10_000, "n" * 24),
    ],
)
def test_a_readable_uid_begins_with_the_name(name: str, stem: str) -> None:
    uid = readable_uid(name)
    assert uid.rpartition("-")[0] == stem
    assert uid.isascii()
    assert readable_uid(name) != uid


def test_a_parsed_file_counts_the_rows_it_read() -> None:
    parsed = ParsedFile()
    parsed.extend(
        SessionDraft(platform="UHRS", started=datetime(2026, 11, day, tzinfo=UTC)) for day in (1, 2)
    )
    assert parsed.read == 2
    assert [draft.started.day for draft in parsed] == [1, 2]
