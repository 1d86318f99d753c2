"""klog: every form its specification 1.4 allows is read, what it forbids is refused, and our own file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from taskwell.errors import BadInput
from taskwell.formats import klog
from taskwell.records.draft import SessionDraft
from taskwell.store.store import Store
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.zones import zone
from tests.formats.reading_in import Reading

BERLIN = zone("Europe/Berlin")
DAYS = Calendar(BERLIN)


READING = Reading("klog")
parse, told, why, ids, brought = (
    READING.parse,
    READING.told,
    READING.why,
    READING.ids,
    READING.brought,
)


def minutes(text: str, name: str = "Europe/Berlin") -> list[int]:
    return [each[2] for each in told(text, name)]


def refused(text: str) -> str:
    with pytest.raises(BadInput) as caught:
        parse(text)
    return caught.value.what


# Entries.


@pytest.mark.parametrize(
    ("entry", "length"),
    [
        ("9:00 - 10:30", 90), ("09:00-10:30", 90), ("9:00am - 1:30pm", 270), ("12:00am - 12:00pm", 720),
        ("<23:00 - 1:00", 120), ("22:00 - 1:00>", 180), ("0:30> - 4:00>", 210), ("22:00 - 24:00", 120),
        ("<24:00 - 0:30", 30), ("<11:00pm - 1:00am>", 1560), ("9:00 - 9:00", 0), ("23:00 - 12:30am>", 90),
        ("2h", 120), ("5m", 5), ("4h12m", 252), ("+1h", 60), ("119m", 119), ("50h", 3000), ("0h", 0),
    ],
)  # fmt: skip
def test_ranges_and_durations_are_as_long_as_they_say(entry: str, length: int) -> None:
    assert minutes(f"2024-03-04\n    {entry}\n    {entry} with words\n") == [length, length]


@pytest.mark.parametrize(
    "entry",
    ["25:00 - 26:00", "24:01 - 24:02", "9:60 - 10:00", "0:30am - 1:00", "13:00pm - 14:00", "1h75m",
     "24:00> - 24:00>", "<1:00> - 2:00", "10:00 - 9:00", "9:00 - <9:00", "9:00 - ?>", "9:00 - 10:00x",
     "1h30", "m", "+", "1.5h", "9:00 10:00", "٩:00 - 10:00"],
)  # fmt: skip
def test_what_the_specification_forbids_is_refused_with_its_line(entry: str) -> None:
    assert refused(f"2024-03-04\n    1h\n    {entry}\n").startswith("x, line 3: '")


@pytest.mark.parametrize("total", ["(8h!)", "  (8h!)", "(-3h30m!)", "(+30m!)", "\t(8h!) "])
def test_a_target_is_passed_over(total: str) -> None:
    assert minutes(f"2024/03/04 {total}\n  1h\n") == [60]


@pytest.mark.parametrize(
    "head",
    ["2024-03-04 (8h75m!)", "2024-03-04 (!)", "2024-03-04 (-!)", "2024-03-04 (8h)", "2024-3-4",
     "2024-03/04", "2024-02-30", "2024-03-04 Monday", "monday", "٢٠٢٤-03-04"],
)  # fmt: skip
def test_a_line_that_begins_no_record_is_refused(head: str) -> None:
    assert refused(f"{head}\n  1h\n").startswith("x, line 1: '")


def test_an_open_range_still_runs_and_a_second_one_is_refused() -> None:
    assert why("2024-03-04\n  9:00 - ???\n  1h\n\n2024-03-04\n  9:00-?\n") == [
        (2, "it still runs"), (6, "it still runs"),
    ]  # fmt: skip
    assert "line 3: a record holds no more than one open" in refused(
        "2024-03-04\n  9:00 - ?\n  10:00 - ?\n"
    )


def test_time_taken_off_is_told() -> None:
    assert why("2024-03-04\n  -30m lunch\n") == [(2, "it takes time off, which no session can")]


def test_lengths_and_years_out_of_all_bounds_are_told() -> None:
    assert "year" in why("2024-03-04\n  9999999999h\n")[0][1]
    assert "year" in why("0001-01-01\n  <9:00 - 10:00\n")[0][1]
    assert "year" in why("9999-12-31\n  9:00 - 10:00>\n")[0][1]


# Layout.


@pytest.mark.parametrize("indent", ["  ", "   ", "    ", "\t"])
def test_two_to_four_spaces_or_a_tab_indent_and_twice_as_many_go_on(indent: str) -> None:
    text = f"\ufeff2024-03-04\r\n{indent}1h one\r\n{indent * 2}two\r\n{indent * 2}  three\r\n{indent}2h\r\n"
    text += f"{indent * 2}four\r\n\r\n \t\r\n2024-03-05\r\n    1h\r\n"
    assert [each.note for each in parse(text)] == ["one\ntwo\nthree", "four", ""]
    assert minutes(text) == [60, 120, 60]


@pytest.mark.parametrize(
    "body",
    [" 1h", "     1h", "\t 1h", "\u00a0\u00a01h", "  1h\n    x\n   2h", "    1h\n  2h", "\t1h\n  2h",
     "    1h\n      x", "  1h\nsummary"],
)  # fmt: skip
def test_indentation_that_is_not_uniform_is_refused(body: str) -> None:
    assert f"line {2 + body.count(chr(10))}" in refused(f"2024-03-04\n{body}\n")


# Tags.


def test_what_is_said_of_a_record_holds_for_its_entries() -> None:
    text = (
        '2024-03-04\nAt the #Desk\nin #summer\n  1h #DESK deep #b=1 #c="x y" #d="" #e=\'z\n  1h\n'
    )
    one, other = parse(text).drafts
    assert (one.platform, one.project, one.tags) == ("Desk", "summer", ("b:1", "c:x y", "d", "e"))
    assert (one.note, other.note) == ("deep ='z", "At the\nin")
    assert (other.platform, other.project, other.tags) == ("Desk", "summer", ())


def test_the_nearer_name_is_meant_and_is_known_in_any_case() -> None:
    text = "2024-03-04\n#platform=A #project=B\n  1h #PROJECT=C\n  1h #project='D e'\n  1h\n"
    assert [each[:2] for each in told(text)] == [("A", "C"), ("A", "D e"), ("A", "B")]


# Nights.


@pytest.mark.parametrize(
    ("name", "day", "length"),
    [("Europe/Berlin", "2024-10-27", 240), ("Europe/Berlin", "2024-03-31", 120),
     ("America/New_York", "2024-11-03", 240), ("America/New_York", "2024-03-10", 120)],
)  # fmt: skip
def test_a_night_on_which_clocks_change_is_as_long_as_it_was(
    name: str, day: str, length: int
) -> None:
    assert minutes(f"{day}\n  0:30 - 3:30\n  10h\n", name) == [length, 600]


# Identity.


def test_equal_entries_come_in_both_once_in_any_order_and_zone(store: Store) -> None:
    one, other = "2024-03-04\n  1h\n  1h\n  9:00 - 10:00 a\n", "2024-03-05\n  1h\n"
    text = f"{one}\n{other}"
    assert [brought(store, text) for _ in range(2)] == [(4, 0, 0), (0, 0, 4)]
    assert sorted(ids(text)) == sorted(ids(f"{other}\n{one}"))
    here, there = parse(text), parse(text, "America/New_York")
    assert [each.source for each in here] == [each.source for each in there]


def test_a_duration_put_in_first_moves_the_others_and_doubles_none(store: Store) -> None:
    brought(store, "2024-03-04\n  1h a\n  1h b\n")
    assert brought(store, "2024-03-04\n  1h c\n  1h a\n  1h b\n") == (1, 2, 0)


# Length.


@pytest.mark.parametrize(
    "text",
    [
        "  1h\n" * 100_000,
        "words of a summary\n" * 100_000 + "  1h\n",
        "words of a summary\n" * 30_000 + "  1h\n" * 30_000,
        "  1h\n" + "    more\n" * 100_000,
        "  1h " + '#a="' * 24_000 + "\n",
        "  1h " + " " * 90_000 + "x\n",
        "  9:00" + " " * 90_000 + "- 10:00\n",
    ],
    ids=["entries", "summary", "both", "further lines", "quotes", "spaces", "gap"],
)
def test_nothing_takes_longer_than_its_length(text: str) -> None:
    began = datetime.now(UTC)
    assert parse(f"2024-03-04\n{text}").drafts or "more" in text
    assert datetime.now(UTC) - began < timedelta(seconds=20)


# Out.


def written(*given: SessionDraft) -> str:
    return "".join(klog.write(given, DAYS))


def session(start: datetime, length: int, note: str = "") -> SessionDraft:
    return SessionDraft(
        platform="A", started=start, ended=start + timedelta(minutes=length), note=note
    )


@pytest.mark.parametrize("minute", range(-60, 200, 20))
def test_the_doubled_hour_goes_out_as_what_comes_in_as_long_as_it_was(minute: int) -> None:
    start = datetime(2024, 10, 27, 0, tzinfo=UTC) + timedelta(minutes=minute)
    text = written(session(start, 30))
    assert (minutes(text), why(text)) == ([30], [])


def test_a_note_of_several_lines_comes_back_as_it_was() -> None:
    text = written(session(datetime(2024, 3, 4, 9, tzinfo=UTC), 60, "one\n2024-03-04\n1h"))
    assert [each.note for each in parse(text)] == ["one\n2024-03-04\n1h"]


def test_equal_sessions_that_went_out_come_in_both() -> None:
    draft = session(datetime(2024, 3, 4, 9, tzinfo=UTC), 60)
    assert len(set(ids(written(draft, draft)))) == 2
