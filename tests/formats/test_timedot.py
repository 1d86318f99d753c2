"""timedot: days with accounts and dots, which name no times and are known again nevertheless."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from taskwell.formats import timedot
from taskwell.formats.reading import Options, source_of
from taskwell.store.store import Store
from taskwell.timekeeping.zones import zone
from tests.formats.reading_in import Reading

BERLIN = zone("Europe/Berlin")


READING = Reading("timedot")
parse, told, why, ids, brought = (
    READING.parse,
    READING.told,
    READING.why,
    READING.ids,
    READING.brought,
)


# Amounts.


@pytest.mark.parametrize(
    ("amount", "minutes"),
    [
        ("....", 60), (".... ..", 90), ("aab", 45), ("2", 120), ("1,5", 90), ("1.5h", 90),
        (".5", 30), ("1.", 60), ("90m", 90), ("90 m", 90), ("120s", 2), ("1d", 1440),
        ("1w", 7 * 1440), ("", 0),
    ],
)  # fmt: skip
def test_an_amount_is_dots_letters_or_a_number_with_a_unit(amount: str, minutes: int) -> None:
    assert told(f"2024-03-04\na:b  {amount}\n") == [("a", "b", minutes)]


@pytest.mark.parametrize("amount", ["-1", "1x", "....x", "1 2", "?"])
def test_what_is_no_amount_is_told(amount: str) -> None:
    assert why(f"2024-03-04\na  {amount}\n") == [(2, f"'{amount}' is no amount of time")]


@pytest.mark.parametrize("amount", ["999999999y", "999999999h", "2y"])
def test_more_than_a_year_on_one_day_is_told(amount: str) -> None:
    assert why(f"2024-03-04\na  {amount}\n") == [
        (2, "the work of 2024-03-04 is longer than a year")
    ]


# Lines.


def test_a_tab_ends_an_account_and_prefixes_of_org_are_stripped() -> None:
    assert told("* 2024-03-04\n** a:b\t....\n*** c * d  ..\n") == [
        ("a", "b", 60),
        ("c * d", None, 30),
    ]


def test_comments_are_passed_over_and_what_is_said_of_a_day_or_an_entry_is_its_note() -> None:
    text = "before any day\n# x\n; y\n2024/3/4 at home ; z\na  1 ; slow\nb  1\n# c  1\n"
    assert [(each.platform, each.note) for each in parse(text)] == [("a", "slow"), ("b", "at home")]


@pytest.mark.parametrize("line", ["2024-02-30", "2024-13-01 x", "3/4 work", "** 2024-02-30", "1.5"])
def test_entries_below_a_broken_date_are_not_put_on_the_day_before(line: str) -> None:
    text = f"2024-02-28\na  4\n{line}\nb  4\n\nc  1\n2024-03-01\nd  1\n"
    assert [each.platform for each in parse(text)] == ["a", "d"]
    assert [number for number, _ in why(text)] == [3, 4, 6]
    assert why(text)[1:] == [(4, "the date above it cannot be read"),
                             (6, "the date above it cannot be read")]  # fmt: skip


def test_a_bad_byte_in_a_date_line_costs_that_day_alone() -> None:
    data = b"2024-03-04 \xff\r\na  1\r\n2024-03-05\r\nb  1\r\n"
    parsed = timedot.parse(source_of(data, "x"), Options(BERLIN))
    assert [each.platform for each in parsed] == ["b"]
    assert [row.line for row in parsed.skipped] == [1, 2]


# Identity.


def test_dots_that_are_added_make_the_same_session_longer(store: Store) -> None:
    assert brought(store, "2024-03-04\na  ....\n") == (1, 0, 0)
    assert brought(store, "2024-03-04\na  .... .\n") == (0, 1, 0)
    assert brought(store, "2024-03-04\na  .... .\n") == (0, 0, 1)


def test_an_entry_put_in_first_moves_the_others_and_doubles_none(store: Store) -> None:
    brought(store, "2024-03-04\na  ....\nb  ....\n")
    assert brought(store, "2024-03-04\nc  ....\na  ....\nb  ....\n") == (1, 2, 0)
    began = sorted(str(each["started"]) for _, each in store.sessions.between(
        datetime(2024, 3, 1, tzinfo=UTC), datetime(2024, 3, 31, tzinfo=UTC)))  # fmt: skip
    assert len(set(began)) == 3


def test_two_equal_lines_are_two_sessions_and_come_in_once(store: Store) -> None:
    text = "2024-03-04\na  ....\na  ....\n"
    assert [brought(store, text) for _ in range(2)] == [(2, 0, 0), (0, 0, 2)]


def test_an_entry_is_known_again_in_another_zone_and_wherever_its_day_stands() -> None:
    days = ["2024-03-04\na  1\nb  2\n", "2024-03-05\na  1\n"]
    assert ids("".join(days)) == ids("".join(days), "America/New_York")
    assert sorted(ids("".join(days))) == sorted(ids("".join(reversed(days))))
    one, other = parse("".join(days)), parse("".join(days), "America/New_York")
    assert [each.source for each in one] == [each.source for each in other]


def test_a_day_on_which_clocks_change_holds_its_hours() -> None:
    for name, day in (("Europe/Berlin", "2024-10-27"), ("America/New_York", "2024-03-10")):
        assert told(f"{day}\na  10\nb  10\n", name) == [("a", None, 600), ("b", None, 600)]


def test_a_hundred_thousand_lines_and_a_long_one_take_as_long_as_they_are() -> None:
    began = datetime.now(UTC)
    assert parse("2024-03-04\n" + "a  0\n" * 100_000).read == 100_000
    for sign in (" ", "\t", ".", "a ", "* ", "1"):
        assert parse("2024-03-04\nx  " + sign * 49_000 + "?\n").read == 1
    assert parse("2024-03-04\n" + "*" * 99_000 + "\nx" + "*" * 99_000 + "\n").read == 2
    assert datetime.now(UTC) - began < timedelta(seconds=20)
