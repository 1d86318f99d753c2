"""bartib and tock: a line is two stamps, a project and a description."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from taskwell.store.store import Store
from taskwell.timekeeping.zones import zone
from tests.formats.reading_in import Reading

BERLIN = zone("Europe/Berlin")


READING = Reading("bartib")
parse, told, why, ids, brought = (
    READING.parse,
    READING.told,
    READING.why,
    READING.ids,
    READING.brought,
)


LINE = "2024-03-04 09:00 - 2024-03-04 10:00 | A | work\n"


def test_bars_and_backslashes_that_are_escaped_are_signs() -> None:
    (draft,) = parse("2024-03-04 09:00 - 2024-03-04 10:00 | a\\|b \\\\ c\\d | e\\| \\\\| f\n")
    assert (draft.platform, draft.project) == ("a|b \\ cd", None)
    assert draft.note == "e| \\ | f"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("2024-03-04 09:00 - 2024-03-04 10:00 | A/b/c | x", ("A", "b-c", 60)),
        ("2024-03-04 09:00:10 - 2024-03-04 10:00:20 | A", ("A", None, 60)),
        ("2024-03-04 09:00 - 2024-03-04 10:00|A|x", ("A", None, 60)),
        ("2024-03-04 23:00 - 2024-03-05 01:00 | A |", ("A", None, 120)),
        ("2024-03-04 09:00 - 2024-03-04 10:00 | | x", ("Unsorted", None, 60)),
    ],
)
def test_a_line_is_read_in_every_form(line: str, place: tuple[str, str | None, int]) -> None:
    assert told(f"\ufeff# a comment\r\n{line}\r\n\r\n") == [place]


def test_nothing_behind_the_description_is_dropped() -> None:
    (draft,) = parse("2024-03-04 09:00 - 2024-03-04 10:00 | A | b | c\n")
    assert draft.note == "b | c"


def test_what_cannot_be_read_is_told_and_the_rest_is_read() -> None:
    text = "2024-03-04 11:00 | A | x\nsoon | A\n2024-02-30 09:00 - 2024-02-30 10:00 | A\n"
    text += f"2024-03-04 10:00 - 2024-03-04 09:00 | A\n{LINE}"
    assert [number for number, _ in why(text)] == [1, 2, 3, 4]
    assert [reason for _, reason in why(text)][:3] == [
        "it still runs", "it is no activity", "its times are none of the calendar",
    ]  # fmt: skip
    assert told(text) == [("A", None, 60)]


@pytest.mark.parametrize(
    ("name", "night", "minutes"),
    [("Europe/Berlin", "2024-10-27", 240), ("Europe/Berlin", "2024-03-31", 120),
     ("America/New_York", "2024-11-03", 240), ("America/New_York", "2024-03-10", 120)],
)  # fmt: skip
def test_a_night_on_which_clocks_change_is_as_long_as_it_was(
    name: str, night: str, minutes: int
) -> None:
    assert told(f"{night} 00:30 - {night} 03:30 | A\n", name) == [("A", None, minutes)]


def test_equal_activities_come_in_both_once_and_in_any_zone(store: Store) -> None:
    text = LINE * 2 + LINE.replace("work", "rest")
    assert [brought(store, text) for _ in range(2)] == [(3, 0, 0), (0, 0, 3)]
    assert ids(text) == ids(text, "America/New_York")
    assert sorted(ids(text)) == sorted(ids("".join(reversed(text.splitlines(keepends=True)))))


def test_a_hundred_thousand_lines_and_a_long_one_take_as_long_as_they_are() -> None:
    began = datetime.now(UTC)
    assert parse(LINE * 100_000).read == 100_000
    for sign in (" ", "|", "\\", "\\|", " |"):
        line = "2024-03-04 09:00 - 2024-03-04 10:00 | A" + sign * 49_000 + "x\n"
        assert parse(line).read == 1
    assert datetime.now(UTC) - began < timedelta(seconds=20)
