"""DataAnnotation: a funds history as it is copied, in one line an entry or several, without years."""

from __future__ import annotations

from datetime import date, timedelta
from time import perf_counter

import pytest

from taskwell.commands.importing import apply
from taskwell.formats import dataannotation
from taskwell.formats.reading import Options, source_of
from taskwell.money.amounts import Money
from taskwell.queries.sessions import sessions
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.store.store import Store
from taskwell.timekeeping.zones import zone
from tests.conftest import NOW

BERLIN = Options(zone("Europe/Berlin"), "EUR")
DAY = "Oct 5 $60.00"
PROJECT = "Lantern - Rate two answers - 10/01/26 $60.00"
ENTRY = "Time Entry ··· $50.00 2h 30 min Pending Approval · 5 hours ago"
TASK = "Task Submission $10.00 Paid · 6 days ago"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dataannotation, "today_in", lambda _: date(2026, 11, 19))


def parse(*lines: str, options: Options = BERLIN) -> ParsedFile:
    return dataannotation.parse(source_of("\n".join(lines).encode(), "x"), options)


def length(draft: SessionDraft) -> timedelta:
    assert draft.ended is not None
    return draft.ended - draft.started


def ids(parsed: ParsedFile) -> list[str]:
    return [each.source.id for each in parsed.drafts if each.source is not None]


def days(*lines: str) -> list[date]:
    rows = [row for line in lines for row in (line, PROJECT, TASK)]
    return [each.started.date() for each in parse(*rows).drafts]


def test_an_entry_on_one_line_says_project_pay_length_and_state() -> None:
    entry, task = parse(DAY, PROJECT, ENTRY, TASK).drafts
    assert entry.project == "Lantern - Rate two answers - 10-01-26"
    assert (entry.earned, entry.outcome, entry.tasks) == (Money(5000, "USD"), "submitted", None)
    assert (entry.started.date(), length(entry)) == (date(2026, 10, 5), timedelta(hours=2.5))
    assert (task.earned, task.outcome, task.tasks) == (Money(1000, "USD"), "approved", 1)


def test_an_entry_broken_into_lines_is_the_same() -> None:
    broken = ["Oct 5", "$60.00", "Lantern - Rate two answers - 10/01/26", "$60.00"]
    broken += ["Time Entry", "···", "$50.00", "2h 30 min", "Pending Approval", "·", "5 hours ago"]
    broken += ["Task Submission", "$10.00", "Paid · 6 days ago"]
    assert parse(*broken).drafts == parse(DAY, PROJECT, ENTRY, TASK).drafts


def test_how_long_ago_it_was_is_no_length() -> None:
    for age in ("5 hours ago", "about 1 hour ago", "an hour ago", "30 minutes ago", "1 day ago"):
        (task,) = parse(DAY, PROJECT, f"Task Submission $10.00 Paid · {age}").drafts
        assert length(task) == timedelta(0)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("45 min", 45), ("7h 0 min", 420), ("6h", 360), ("1 hour 5 minutes", 65), ("1h 5m", 65)],
)
def test_a_length_is_read_as_it_is_written(text: str, minutes: int) -> None:
    (entry,) = parse(DAY, PROJECT, f"Time Entry ··· $50.00 {text} Paid · 6 days ago").drafts
    assert length(entry) == timedelta(minutes=minutes)


def test_a_rejected_entry_earns_nothing() -> None:
    (entry,) = parse(DAY, PROJECT, ENTRY.replace("Pending Approval", "Rejected")).drafts
    assert (entry.outcome, entry.earned) == ("rejected", None)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Marketing 12 $60.00", "Marketing 12"),
        ("Paid search quality $60.00", "Paid search quality"),
        ("3h video rating $60.00", "3h video rating"),
        ("Transfer learning chats $60.00", "Transfer learning chats"),
        ("Bonus round: $20 prompts $60.00", "Bonus round: $20 prompts"),
    ],
)
def test_a_project_is_known_though_it_begins_like_something_else(line: str, name: str) -> None:
    entry, after = parse(DAY, PROJECT, TASK, line, ENTRY).drafts
    assert (after.project, length(entry)) == (name, timedelta(0))


def test_a_day_without_year_is_the_newest_that_is_not_to_come() -> None:
    assert days("Nov 19", "Nov 20", "Thu, June 25", "Sept 5, 2024 $3.00") == [
        date(2026, 11, 19), date(2025, 11, 20), date(2025, 6, 25), date(2024, 9, 5),
    ]  # fmt: skip


def test_a_history_of_years_goes_back_year_by_year() -> None:
    told = ("Nov 1", "Mar 2", "Dec 30", "Nov 25", "Nov 10", "Jun 3", "Feb 1", "Oct 9")
    assert [day.year for day in days(*told)] == [2026, 2026, 2025, 2025, 2025, 2025, 2025, 2024]


def test_days_that_were_copied_in_another_order_keep_their_year() -> None:
    assert [day.year for day in days("Aug 3", "Aug 2", "Nov 5", "Nov 4")] == [2026] * 4


def test_what_cannot_be_read_is_told_and_never_put_on_the_day_above() -> None:
    parsed = parse(
        TASK, DAY, PROJECT, TASK, "Feb 30 $1.00", PROJECT, TASK, "Oct 4, 0001", DAY,
        "Time Entry ··· $50.00", "Time Entry $1.00 49h", "Transfer -$500.00", "Bonus $5.00 Paid",
        "Task Submission $0.00", ENTRY,
    )  # fmt: skip
    assert [(each.line, each.reason) for each in parsed.skipped] == [
        (1, "no day stands above it"),
        (5, "'Feb 30 $1.00' is no date of the calendar"),
        (7, "no day stands above it"),
        (8, "'Oct 4, 0001' is no date of the calendar"),
        (10, "it names no length"),
        (11, "it is longer than two days"),
        (12, "a transfer is no work"),
        (13, "a bonus is no work"),
        (14, "it paid nothing"),
    ]
    assert [each.project for each in parsed.drafts][1:] == [None]
    assert parsed.read == 11


def test_a_bad_byte_in_a_project_leaves_no_entry_on_the_project_above() -> None:
    data = "\n".join((DAY, PROJECT, TASK, "Kelp X", ENTRY)).encode().replace(b"X", b"\xff")
    parsed = dataannotation.parse(source_of(data, "x"), BERLIN)
    assert [each.line for each in parsed.skipped] == [4]
    assert parsed.drafts[1].project is None


def test_equal_entries_of_a_day_are_two_and_a_part_copied_twice_is_one() -> None:
    two = parse(DAY, PROJECT, TASK, TASK)
    assert len(set(ids(two))) == 2
    assert set(ids(parse(*[DAY, PROJECT, TASK, TASK] * 2))) == set(ids(two))


def test_a_new_state_is_an_update_and_the_zone_changes_no_name(store: Store) -> None:
    def bring(*lines: str) -> tuple[int, int]:
        parsed = parse(*lines)
        report = apply(store, NOW, parsed, format="dataannotation", zone=BERLIN.zone)
        return report.added, report.updated

    chicago = Options(zone("America/Chicago"), None)
    assert ids(parse(DAY, PROJECT, ENTRY, options=chicago)) == ids(parse(DAY, PROJECT, ENTRY))
    assert bring(DAY, PROJECT, ENTRY) == (1, 0)
    assert bring(DAY, PROJECT, ENTRY.replace("5 hours", "6 hours")) == (0, 0)
    assert bring(DAY, PROJECT, ENTRY.replace("Pending Approval", "Paid")) == (0, 1)
    assert bring(DAY, PROJECT, "Time Entry $5.00 15 min Paid", ENTRY) == (1, 1)
    times = sorted((each.session.started, each.session.ended) for each in sessions(store, NOW))
    assert times[0][1] == times[1][0]


def test_an_entry_of_many_lines_is_read_in_line_with_their_number() -> None:
    begun = perf_counter()
    parse(DAY, PROJECT, "Time Entry 1h", *["$1"] * 50_000, "Time Entry" + " " * 50_000)
    assert perf_counter() - begun < 10
