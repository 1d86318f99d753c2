"""timeclock: lines that clock in and out, their comments and offsets, and our own file, which is in UTC."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taskwell.commands.importing import apply
from taskwell.formats import timeclock
from taskwell.formats.reading import Options, source_of
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.records.session import Pause
from taskwell.store.store import Store
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.zones import zone
from tests.conftest import NOW
from tests.formats.drafts import drafts, names

BERLIN = zone("Europe/Berlin")
DAYS = Calendar(BERLIN)
NOON = datetime(2024, 3, 4, 12, tzinfo=UTC)


def parse(text: str, name: str = "Europe/Berlin") -> ParsedFile:
    return timeclock.parse(source_of(text.encode(), "x.timeclock"), Options(zone(name)))


def only(text: str) -> SessionDraft:
    parsed = parse(text)
    assert parsed.skipped == []
    (draft,) = parsed.drafts
    return draft


def why(text: str) -> list[tuple[int, str]]:
    return [(row.line, row.reason) for row in parse(text).skipped]


def lengths(text: str, name: str = "Europe/Berlin") -> list[float]:
    parsed = parse(text, name)
    return [(each.ended - each.started).total_seconds() / 60 for each in parsed if each.ended]


def ids(text: str, name: str = "Europe/Berlin") -> list[str]:
    return [each.source.id for each in parse(text, name) if each.source is not None]


# Lines.


@pytest.mark.parametrize(
    "gap", ["  ", "\t", "   ", " \t"], ids=["two spaces", "a tab", "three", "both"]
)
def test_an_account_ends_at_two_spaces_or_a_tab(gap: str) -> None:
    draft = only(
        f"i 2024/3/4 09:00 Shop:big box:left{gap}found it ; in a hurry\no 2024/3/4 10:00\n"
    )
    assert (draft.platform, draft.project, draft.tags) == ("Shop", "big box", ("left",))
    assert draft.note == "found it, in a hurry"


def test_what_is_said_on_going_out_is_part_of_the_note_and_the_account_is_not() -> None:
    assert only("i 2024-03-04 09:00 A\no 2024-03-04 10:00 tired\n").note == "tired"
    assert only("i 2024-03-04 09:00 A\no 2024-03-04 10:00 A  done ; well\n").note == "done, well"


def test_comments_and_lines_that_set_hours_are_passed_over_and_words_are_not() -> None:
    text = "; a\n# b\n* c\n% d\n| e\nb 2024-03-01 4\nh 2024-03-01 8\n\n"
    text += "i 2024-03-04 09:00 A\r\nhungry\r\no 2024-03-04 10:00\r\n"
    assert why(text) == [(10, "it neither clocks in nor out")]
    assert lengths(text) == [60]


def test_a_letter_and_a_tab_clock_in_as_well() -> None:
    assert lengths("\ufeffi\t2024-03-04 09:00\tA\no\t2024-03-04 10:00\n") == [60]


def test_signs_written_with_percent_are_those_of_our_own_file_alone() -> None:
    assert only("i 2024-03-04 09:00 A%20B\no 2024-03-04 10:00\n").platform == "A%20B"


# Open ones.


def test_two_open_sessions_are_told_apart_by_the_account_that_goes_out() -> None:
    text = "i 2024-03-04 09:00 A\ni 2024-03-04 11:00 B\no 2024-03-04 12:00 A\no 2024-03-04 13:00\n"
    assert [(each.platform, each.started.hour) for each in parse(text)] == [("A", 8), ("B", 10)]
    assert lengths(text) == [180, 120]


def test_the_last_entry_that_is_open_still_runs() -> None:
    assert why("i 2024-03-04 09:00 A\no 2024-03-04 10:00\ni 2024-03-04 11:00 A\n") == [
        (3, "it still runs")
    ]


def test_who_comes_in_twice_is_not_said_to_have_worked_from_the_first_time_on() -> None:
    text = "i 2024-03-04 09:00 A\ni 2024-03-05 09:00 A\no 2024-03-05 10:00\n"
    assert lengths(text) == [60]
    ((line, reason),) = why(text)
    assert line == 1
    assert "line 2 clocks in 'A' again" in reason


def test_half_a_pair_that_cannot_be_read_makes_no_pair_with_another() -> None:
    text = "i 2024-03-04 08:00 A\ni 2024-02-30 09:00 B\no 2024-03-04 10:00\no 2024-03-04 11:00\n"
    assert lengths(text) == [180]
    assert why(text) == [(2, "'2024-02-30 09:00' is no time"),
                         (3, "what it clocks out of cannot be read")]  # fmt: skip
    text = "i 2024-03-04 08:00 A\no 2024-02-30 09:00\no 2024-03-04 10:00\n"
    assert why(text) == [(2, "'2024-02-30 09:00' is no time"),
                         (1, "the line that clocks out of it cannot be read"),
                         (3, "it clocks out of nothing")]  # fmt: skip


# Nights.


@pytest.mark.parametrize(
    ("name", "night", "minutes"),
    [
        ("Europe/Berlin", "2024-10-27", 240),
        ("Europe/Berlin", "2024-03-31", 120),
        ("America/New_York", "2024-11-03", 240),
        ("America/New_York", "2024-03-10", 120),
    ],
)
def test_a_night_on_which_clocks_change_is_as_long_as_it_was(
    name: str, night: str, minutes: int
) -> None:
    assert lengths(f"i {night} 00:30 A\no {night} 03:30\n", name) == [minutes]


def test_an_offset_decides_which_of_two_hours_was_meant() -> None:
    both = "i 2024-10-27 02:30:00+0200 A\no 2024-10-27 02:10:00+0100\n"
    assert lengths(both) == [40]
    assert lengths("i 2024-10-27 02:30 A\no 2024-10-27 02:40\n") == []
    assert lengths("i 2024-10-27 02:30 A\no 2024-10-27 02:40:00+0100\n") == [10]


# Identity.


def test_a_pair_is_known_again_in_another_zone_and_wherever_it_stands() -> None:
    one = "i 2024-03-04 09:00 A\no 2024-03-04 10:00\n"
    other = "i 2024-03-04 11:00 A\no 2024-03-04 12:00\n"
    assert ids(one + other) == ids(one + other, "America/New_York")
    assert sorted(ids(one + other)) == sorted(ids(other + one))
    assert ids(one) == ids(one.replace("-", "/").replace("09:00", "9:00:00"))


def test_a_pair_that_stands_there_twice_comes_in_twice_and_never_again(store: Store) -> None:
    parsed = parse("i 2024-03-04 09:00 A\no 2024-03-04 10:00\n" * 2)
    counts = [apply(store, NOW, parsed, format="timeclock", zone=BERLIN).added for _ in range(2)]
    assert counts == [2, 0]


def test_a_hundred_thousand_lines_and_a_long_one_take_as_long_as_they_are() -> None:
    began = datetime.now(UTC)
    pairs = "i 2024-03-04 09:00 A\no 2024-03-04 09:01\n" * 50_000
    assert len(parse(pairs).drafts) == 50_000
    assert parse("i 2024-03-04 09:00 A\n" * 50_000 + "o 2024-03-04 09:01\n").read == 50_000
    open_ones = "".join(f"i 2024-03-04 09:00 A{number}\n" for number in range(50_000))
    assert len(parse(open_ones + "o 2024-03-04 09:01\n" * 50_000).drafts) == 50_000
    for sign in (" ", "\t", ";", "  x", "%20"):
        assert parse("i 2024-03-04 09:00 A" + sign * 33_000 + "\no 2024-03-04 10:00\n").read == 1
    assert datetime.now(UTC) - began < timedelta(seconds=20)


# Out.


def written(*given: SessionDraft) -> str:
    return "".join(timeclock.write(given, DAYS))


@given(st.lists(drafts(), max_size=4))
def test_notes_and_tags_come_back_too(found: list[SessionDraft]) -> None:
    back = parse(written(*found))
    assert back.skipped == []
    wanted = sorted((each.started, each.note.strip(), each.tags) for each in found)
    assert sorted((each.started, each.note, each.tags) for each in back) == wanted


def test_the_zone_of_a_session_comes_back_even_when_it_is_utc() -> None:
    draft = SessionDraft(platform="A", started=NOON, ended=NOON, zone="UTC")
    assert only(written(draft)).zone == "UTC"


def test_equal_sessions_that_went_out_come_in_both() -> None:
    draft = SessionDraft(platform="A", started=NOON, ended=NOON + timedelta(hours=1))
    assert len(set(ids(written(draft, draft)))) == 2


@pytest.mark.parametrize("program", ["hledger", "ledger"])
@settings(max_examples=10)
@given(found=st.lists(names, min_size=1, max_size=25), note=st.sampled_from(["", "a ; b", "=1"]))
def test_real_programs_read_any_name(program: str, found: list[str], note: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    given_ = [
        SessionDraft(platform=name, project=name, note=note, started=NOON + timedelta(hours=at),
                     ended=NOON + timedelta(hours=at + 1))
        for at, name in enumerate(found)
    ]  # fmt: skip
    text = written(*given_)
    ours = {"hledger": ["-f", "timeclock:-", "-N"], "ledger": ["-f", "-", "--no-total", "--base"]}
    done = subprocess.run(
        [program, "balance", "--flat", *ours[program]],
        input=text, capture_output=True, text=True, check=False,
        env={"TZ": "UTC", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    units = {"h": 1.0, "s": 1 / 3600}
    amounts = [line.split()[0] for line in done.stdout.splitlines()]
    hours = sum(float(each[:-1]) * units[each[-1]] for each in amounts)
    assert hours == pytest.approx(len(found), abs=0.02)


def test_pauses_cut_a_session_into_pairs() -> None:
    rest = Pause(NOON + timedelta(minutes=20), NOON + timedelta(minutes=30))
    draft = SessionDraft(platform="A", started=NOON, ended=NOON + timedelta(hours=1), tasks=3)
    back = parse(written(msgspec.structs.replace(draft, pauses=(rest,))))
    assert [each.tasks for each in back] == [None, 3]
    assert lengths(written(msgspec.structs.replace(draft, pauses=(rest,)))) == [20, 30]
