"""Org mode: clock lines below headings, whose words change while the clocks stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from taskwell.store.store import Store
from taskwell.timekeeping.zones import zone
from tests.formats.reading_in import Reading

BERLIN = zone("Europe/Berlin")


READING = Reading("org")
parse, told, why, ids, brought = (
    READING.parse,
    READING.told,
    READING.why,
    READING.ids,
    READING.brought,
)


CLOCK = "CLOCK: [2024-03-04 Mon 09:00]--[2024-03-04 Mon 10:30] =>  1:30\n"


@pytest.mark.parametrize(
    "line",
    [
        CLOCK,
        "  " + CLOCK,
        "CLOCK: [2024-03-04 Mon 09:00]--[2024-03-04 Mon 10:30]\n",
        "CLOCK: [2024-03-04 09:00]--[2024-03-04 10:30] =>  1:30\n",
        "CLOCK: [2024-03-04 Mo. 09:00]--[2024-03-04 Mo. 10:30] =>  1:30\r\n",
        "CLOCK: [2024-03-04 seg-feira 09:00]--[2024-03-04 月 10:30] =>  1:30\n",
        "CLOCK: [2024-03-04 Th 2 9:00]--[2024-03-04 Th 2 10:30] => 1:30\n",
    ],
)
def test_a_clock_line_is_read_with_and_without_weekday_and_length(line: str) -> None:
    assert told(f"\ufeff* A\n{line}") == [("A", None, 90)]


def test_the_heading_above_is_the_project_the_first_one_the_platform_and_tags_go_down() -> None:
    text = f"* A :x:\n** B\n*** C :y:z:\n{CLOCK}** D\n{CLOCK}* E\n{CLOCK}"
    assert [(each.platform, each.project, each.tags) for each in parse(text)] == [
        ("A", "C", ("x", "y", "z")), ("A", "D", ("x",)), ("E", None, ()),
    ]  # fmt: skip


def test_a_clock_above_all_headings_and_bold_text_are_no_trouble() -> None:
    assert told(f"{CLOCK}* A\n*bold* text\n{CLOCK}") == [("Unsorted", None, 90), ("A", None, 90)]


@pytest.mark.parametrize(
    "heading",
    ["TODO Write TODO list", "DONE [#A] Write TODO list [2/3]", "Write TODO list [50%] :a:",
     "DOING Write TODO list"],
)  # fmt: skip
def test_state_priority_and_progress_are_no_part_of_a_name(heading: str) -> None:
    states = "#+SEQ_TODO: DOING(d!) | DONE(x)\n"
    assert told(f"* {heading}\n{CLOCK}{states}") == [("Write TODO list", None, 90)]


def test_a_clock_that_runs_or_names_no_day_is_told() -> None:
    text = "* A\nCLOCK: [2024-03-04 Mon 09:00]\nCLOCK: => 1:00\nCLOCK: soon\n"
    text += "CLOCK: [2024-03-04 Mon 09:00]--[2024-03-04 Mon 08:00] => -1:00\n"
    reasons = why(text)
    assert reasons[:3] == [(2, "it still runs"), (3, "it names no day"), (4, "it is no clock line")]
    assert reasons[3][0] == 5
    assert "before the start" in reasons[3][1]


@pytest.mark.parametrize(
    ("name", "start", "end", "length", "minutes"),
    [
        ("Europe/Berlin", "2024-10-27 So 02:50", "2024-10-27 So 02:10", "0:20", 20),
        ("Europe/Berlin", "2024-10-27 So 02:10", "2024-10-27 So 02:50", "1:40", 100),
        ("Europe/Berlin", "2024-03-30 Sa 23:00", "2024-03-31 So 04:00", "4:00", 240),
        ("America/New_York", "2024-11-03 Sun 01:40", "2024-11-03 Sun 01:30", "0:50", 50),
        ("America/New_York", "2024-03-10 Sun 01:00", "2024-03-10 Sun 03:30", "1:30", 90),
    ],
)
def test_the_length_decides_on_nights_when_clocks_change(
    name: str, start: str, end: str, length: str, minutes: int
) -> None:
    assert told(f"* A\nCLOCK: [{start}]--[{end}] =>  {length}\n", name) == [("A", None, minutes)]


def test_a_task_that_is_done_moved_or_tagged_keeps_its_clocks(store: Store) -> None:
    assert brought(store, f"* A\n** TODO B [0/1]\n{CLOCK}") == (1, 0, 0)
    assert brought(store, f"* A\n** DONE B [1/1]\n{CLOCK}") == (0, 0, 1)
    assert brought(store, f"* Archive\n** DONE B :t:\n{CLOCK}") == (0, 1, 0)


def test_equal_clocks_come_in_all_once_and_in_any_order_and_zone(store: Store) -> None:
    text = f"* A\n{CLOCK}{CLOCK}* B\n{CLOCK}"
    assert [brought(store, text) for _ in range(2)] == [(3, 0, 0), (0, 0, 3)]
    assert sorted(ids(text)) == sorted(ids(f"* B\n{CLOCK}* A\n{CLOCK}{CLOCK}"))
    assert ids(text) == ids(text, "America/New_York")


@pytest.mark.parametrize(
    "line",
    ["* " + "a " * 49_000, "* " + " " * 99_000 + "x", "* a" + " :b" * 33_000, "*" * 99_000,
     "CLOCK: [2024-03-04 x" + " " * 99_000, "CLOCK: [2024-03-04 " + "1:" * 49_000,
     "CLOCK:" + " " * 99_000 + "x", "#+TODO: " + "a " * 49_000],
)  # fmt: skip
def test_a_long_line_takes_as_long_as_it_is(line: str) -> None:
    began = datetime.now(UTC)
    parse(f"* A\n{line}\n{CLOCK}" * 5)
    assert datetime.now(UTC) - began < timedelta(seconds=5)


def test_a_hundred_thousand_lines_take_seconds() -> None:
    began = datetime.now(UTC)
    assert parse(f"* A\n** B :t:\n{CLOCK}{CLOCK}" * 25_000).read == 50_000
    deep = "".join(f"{'*' * level} a\n" for level in range(1, 1_000))
    assert parse(deep + f"{'*' * 1_000} b\n" * 40_000 + CLOCK).read == 1
    assert datetime.now(UTC) - began < timedelta(seconds=20)
