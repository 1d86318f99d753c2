"""gtimelog and utt: a line says when something ended, and the one before it when it began."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from taskwell.store.store import Store
from taskwell.timekeeping.zones import zone
from tests.formats.reading_in import Reading

BERLIN = zone("Europe/Berlin")


READING = Reading("gtimelog")
parse, told, why, brought = READING.parse, READING.told, READING.why, READING.brought


DAY = "2024-03-04 09:00: arrived\n2024-03-04 10:30: A: reading\n"


def test_a_line_ends_what_the_line_before_it_began() -> None:
    assert told(f"\ufeff# a comment\r\n{DAY}\r\n2024-03-04 11:00: B\r\n") == [
        ("A", "reading", 90), ("B", None, 30),
    ]  # fmt: skip


def test_utt_writes_no_colon_but_comments_and_offsets() -> None:
    text = "2024-03-04 9:00 hello\n2024-03-04 9:30 A: x  # slow\n"
    text += "2024-10-27 02:30+02:00 hello\n2024-10-27 02:10+0100 B\n"
    assert told(text) == [("A", "x", 30), ("B", None, 40)]
    assert parse(text).drafts[0].note == "slow"


def test_breaks_and_what_is_left_out_are_told_and_no_work() -> None:
    text = (
        f"{DAY}2024-03-04 11:00: lunch ** -- out\n2024-03-04 11:30: bus ***\n2024-03-04 12:00: B\n"
    )
    assert told(text) == [("A", "reading", 90), ("B", None, 30)]
    assert why(text) == [(3, "it is a break, not work"), (4, "its three stars leave it out")]


def test_tags_stand_behind_two_hyphens() -> None:
    (draft,) = parse("2024-03-04 09:00: arrived\n2024-03-04 10:00: A: b -- c d-e\n")
    assert (draft.project, draft.tags) == ("b", ("c", "d-e"))
    (draft,) = parse("2024-03-04 09:00: arrived\n2024-03-04 10:00: A: b -- c, or d!\n")
    assert (draft.project, draft.tags) == ("b -- c, or d!", ())


def test_a_day_lasts_until_two_at_night() -> None:
    night = "2024-03-04 23:00: arrived\n2024-03-05 01:59: A\n2024-03-05 02:00: B\n"
    assert told(night) == [("A", None, 179)]
    assert why(night) == [(3, "it is the first of its day, and nothing says when it began")]


def test_lines_count_in_the_order_of_their_stamps() -> None:
    text = (
        "2024-03-04 09:00: arrived\n2024-03-04 12:00: A\n2024-03-04 10:00: B\n2024-03-04 13:00: C\n"
    )
    assert sorted(told(text)) == [("A", None, 120), ("B", None, 60), ("C", None, 60)]
    assert why(text) == []


def test_a_line_that_is_none_costs_itself() -> None:
    assert why(f"{DAY}nonsense\n2024-02-30 10:00: x\n") == [
        (3, "it is no entry"),
        (4, "it is no entry"),
    ]


def test_in_new_york_the_doubled_hour_is_told_and_not_guessed() -> None:
    text = "2024-11-03 00:30: arrived\n2024-11-03 01:30: A\n"
    parsed = parse(text, "America/New_York")
    assert parsed.drafts == []
    assert "happens twice" in parsed.skipped[0].reason


def test_a_line_put_in_between_shortens_the_next_one_and_doubles_none(store: Store) -> None:
    assert brought(store, DAY) == (1, 0, 0)
    more = DAY + "2024-03-04 09:30: B\n"
    assert brought(store, more) == (1, 1, 0)
    assert brought(store, more) == (0, 0, 2)


def test_equal_lines_come_in_both_once_and_in_any_zone(store: Store) -> None:
    text = DAY + "2024-03-04 10:30: A: reading\n"
    assert [brought(store, text) for _ in range(2)] == [(2, 0, 0), (0, 0, 2)]
    one, other = parse(text), parse(text, "America/New_York")
    assert [each.source for each in one] == [each.source for each in other]


def test_a_hundred_thousand_lines_and_a_long_one_take_as_long_as_they_are() -> None:
    began = datetime.now(UTC)
    assert parse("2024-03-04 09:00: arrived\n" + "2024-03-04 10:00: A\n" * 100_000).read == 100_000
    for sign in (" -- x", " --", " ", "  # ", ": ", "*"):
        assert parse(DAY + "2024-03-04 11:00: x" + sign * 19_000 + "!\n").read == 2
    assert datetime.now(UTC) - began < timedelta(seconds=20)
