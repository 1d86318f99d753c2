"""timewarrior's data and exports, in and out, and what the real program makes of ours."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.errors import BadInput
from taskwell.formats import timewarrior, timewarrior_json
from taskwell.formats.reading import Options, read_source, source_of
from taskwell.formats.registry import read_text
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.records.session import Pause
from taskwell.records.text import visible
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.zones import zone
from tests.formats.drafts import drafts

BERLIN = zone("Europe/Berlin")
DAYS = Calendar(BERLIN)


def parse(text: str | bytes) -> ParsedFile:
    data = text.encode() if isinstance(text, str) else text
    return timewarrior.parse(source_of(data, "2024-03.data"), Options(BERLIN))


def only(parsed: ParsedFile) -> SessionDraft:
    assert parsed.skipped == []
    (draft,) = parsed.drafts
    return draft


def at(hour: int, minute: int = 0, *, day: int = 4, month: int = 3) -> datetime:
    return datetime(2024, month, day, hour, minute, tzinfo=UTC)


def seconds(found: ParsedFile | list[SessionDraft]) -> int:
    return sum(int((each.ended - each.started).total_seconds()) for each in found if each.ended)


def plain(draft: SessionDraft) -> SessionDraft:
    """A draft as the format gives it back: tags sorted, as timewarrior keeps them."""
    return msgspec.structs.replace(draft, source=None, tags=tuple(sorted(draft.tags)))


# Samples of other projects, where they are.


def test_the_sample_holds_seventeen_intervals_and_says_why_fifteen_lines_are_none(
    samples: Path,
) -> None:
    file = samples / "timewarrior" / "inc_lines_all.txt"
    reading = read_text(read_source(str(file)), "auto", Options(BERLIN))
    assert (reading.format, reading.why) == ("timewarrior", "its lines begin with inc")
    parsed = reading.parsed
    assert (parsed.read, len(parsed.drafts), len(parsed.skipped)) == (32, 17, 15)
    assert seconds(parsed) == 172_206
    assert [row.line for row in parsed.skipped] == [*range(1, 12), 25, 27, 29, 32]
    assert {row.reason for row in parsed.skipped} == {
        "it has no start",
        "it is still running: stop it in timewarrior, then import again",
    }
    assert parsed.drafts[2].platform == "Trans-Europe Express"
    assert parsed.drafts[2].note == "this is an annotation"
    assert len({each.source.id for each in parsed if each.source}) == 17


# In.


def test_first_tag_is_the_platform_second_the_project_annotation_the_note() -> None:
    line = 'inc 20240304T090000Z - 20240304T101500Z # UHRS "Review EN" a b # "slow \\"queue\\""'
    draft = only(parse(line))
    assert (draft.platform, draft.project, draft.tags) == ("UHRS", "Review EN", ("a", "b"))
    assert (draft.note, draft.started, draft.ended) == ('slow "queue"', at(9), at(10, 15))


def test_an_export_with_its_banner_is_read_and_numbers_its_lines() -> None:
    text = (
        "Tags database does not exist. Recreating from interval data...\n[\n"
        '{"id":2,"start":"20240304T090000Z","end":"20240304T100000Z","tags":["UHRS"]},\n'
        '{"id":1,"start":"20240304T110000Z","tags":["UHRS"]}\n]\n'
    )
    parsed = parse(text)
    assert (parsed.read, len(parsed.drafts)) == (2, 1)
    assert parsed.skipped[0].line == 4
    assert "still running" in parsed.skipped[0].reason


def test_data_and_export_of_one_interval_have_the_same_source() -> None:
    data = parse('inc 20240304T090000Z - 20240304T100000Z # UHRS a # "n"')
    export = parse(
        '[{"id":1,"start":"20240304T090000Z","end":"20240304T100000Z",'
        '"tags":["UHRS","a"],"annotation":"n"}]'
    )
    assert only(data).source == only(export).source


def test_a_damaged_export_keeps_its_sound_lines() -> None:
    parsed = parse(
        '[\n{"id":3,"start":"20240304T090000Z","end":"20240304T100000Z"},\n'
        '{"id":2,"start":"20240304T1\n'
        '{"id":1,"start":"20240304T110000Z","end":"20240304T120000Z"}\n]\n'
    )
    assert len(parsed.drafts) == 2
    assert parsed.skipped[0].line == 3


def test_one_bad_byte_or_line_costs_one_line_and_not_the_tail() -> None:
    parsed = parse(
        b"inc 20240304T090000Z - 20240304T100000Z # caf\xe9\n"
        b"exc today\n"
        b'inc 20240304T090000Z - 20240304T100000Z # "open\n'
        b"inc 20249904T090000Z - 20240304T100000Z # x\n"
        b"inc 20240304T100000Z - 20240304T090000Z # x\n"
        b"inc 20240304T110000Z - 20240304T120000Z # x\n"
    )
    assert [row.line for row in parsed.skipped] == [1, 2, 3, 4, 5]
    assert [row.reason for row in parsed.skipped][:2] == [
        "the byte 0xE9 is no UTF-8 text",
        "it is no inc line",
    ]
    assert len(parsed.drafts) == 1


def test_a_file_of_something_else_is_refused() -> None:
    with pytest.raises(BadInput, match="holds no timewarrior data"):
        parse("hello\n")


# Out.


@given(st.lists(drafts(), max_size=6))
def test_what_went_out_comes_in_again_the_same(found: list[SessionDraft]) -> None:
    found = [each for each in found if each.platform not in each.tags]
    found = [each for each in found if each.project not in (*each.tags, each.platform)]
    by_line = {
        "".join(timewarrior.write([each], DAYS)): each  # lines are sorted when written
        for each in found
    }
    back = parse("".join(timewarrior.write(found, DAYS)) or "inc")
    assert back.skipped == [] or not found
    expected = [plain(by_line[line]) for line in sorted(by_line)]
    lines = {each.source: plain(each) for each in back}
    assert list(lines.values()) == expected
    export = parse("".join(timewarrior_json.write(found, DAYS)) if found else "inc")
    assert sorted(map(repr, map(plain, export))) == sorted(map(repr, map(plain, back)))


def test_a_session_is_spelled_as_timewarrior_spells_it() -> None:
    draft = SessionDraft(
        platform="UHRS",
        project="Review EN",
        started=at(9),
        ended=at(10),
        note='say "hi"\nthere',
        tags=("slow",),
    )
    assert "".join(timewarrior.write([draft], DAYS)) == (
        "inc 20240304T090000Z - 20240304T100000Z"
        ' # "Review EN" UHRS platform:UHRS "project:Review EN" slow # "say \\"hi\\"␊there"\n'
    )
    export = json.loads("".join(timewarrior_json.write([draft], DAYS)))
    assert export == [
        {
            "id": 1,
            "start": "20240304T090000Z",
            "end": "20240304T100000Z",
            "tags": ["Review EN", "UHRS", "platform:UHRS", "project:Review EN", "slow"],
            "annotation": 'say "hi"␊there',
        }
    ]


def test_where_sorting_keeps_the_names_apart_nothing_is_added() -> None:
    draft = SessionDraft(platform="Outlier", project="Review EN", started=at(9), ended=at(10))
    assert "".join(timewarrior.write([draft], DAYS)) == (
        'inc 20240304T090000Z - 20240304T100000Z # Outlier "Review EN"\n'
    )


# The real program.


@pytest.fixture
def timew(tmp_path: Path) -> Path:
    """An empty database of the real timewarrior; skipped where it is not installed."""
    if shutil.which("timew") is None:
        pytest.skip("timewarrior is not installed")
    database = tmp_path / "timew"
    (database / "data").mkdir(parents=True)
    return database


def run(database: Path, *words: str) -> str:
    surroundings = {**os.environ, "TIMEWARRIORDB": str(database), "TZ": "Europe/Berlin"}
    done = subprocess.run(
        ["timew", *words],
        env=surroundings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def hand_over(database: Path, text: str) -> None:
    """Give timewarrior an export of ours: it keeps a file for each month."""
    for line in text.splitlines():
        file = database / "data" / f"{line[4:8]}-{line[8:10]}.data"
        with file.open("a", encoding="utf-8") as out:
            out.write(line + "\n")


def autumn_and_spring() -> list[SessionDraft]:
    """Work over both nights on which the clocks of Berlin change, with pauses and odd names."""
    nights = [at(22, day=26, month=10), at(22, day=30, month=3)]
    odd = ["UHRS", "Review EN", "a-b_c", "x/y", "C:\\dir", 'q"q', "日本", "(p)", "4.20", "it's"]
    found = []
    for night in nights:
        for number, name in enumerate(odd):
            start = night + timedelta(minutes=31 * number)
            end = start + timedelta(minutes=30)
            rest = Pause(start + timedelta(minutes=5), start + timedelta(minutes=7))
            found.append(
                SessionDraft(
                    platform=name,
                    project="Relevance" if number % 2 else None,
                    started=start,
                    ended=end,
                    zone="Europe/Berlin",
                    kind="search" if number % 3 == 0 else "paid",
                    tasks=number or None,
                    pauses=(rest,) if number % 4 == 0 else (),
                    note="back \\ slash \"quote\" 'q' # hash" if number % 2 else "",
                    tags=("tag", "1-2"),
                )
            )
    return found


def test_the_real_program_reads_our_export_with_the_same_total(timew: Path) -> None:
    found = autumn_and_spring()
    rests = sum(120 * len(each.pauses) for each in found)
    hand_over(timew, "".join(timewarrior.write(found, DAYS)))
    exported = run(timew, "export")
    back = parse(exported)
    assert back.skipped == []
    assert seconds(back) == seconds(found) - rests
    ours = parse("".join(timewarrior.write(found, DAYS)))
    assert sorted(map(repr, map(plain, back))) == sorted(map(repr, map(plain, ours)))
    first = [each for each in back if each.platform == "Review EN"]
    assert {each.project for each in first} == {"Relevance"}
    total = run(timew, "summary", "2024-10-26", "-", "2024-10-28").split()[-1]
    hours, minutes, rest = map(int, total.split(":"))
    night = [each for each in found if each.started > at(0, month=10)]
    assert hours * 3600 + minutes * 60 + rest == seconds(night) - 120 * sum(
        len(each.pauses) for each in night
    )


def test_the_real_program_can_go_on_with_what_it_was_given(timew: Path) -> None:
    """It finds an interval by the exact spelling of its line, so ours must be its own."""
    found = [each for each in autumn_and_spring() if "\\" not in each.platform + each.note]
    hand_over(timew, "".join(timewarrior.write(found, DAYS)))
    count = len(parse(run(timew, "export")).drafts)
    for number in range(1, count + 1):
        run(timew, "tag", f"@{number}", "seen")
    entries = json.loads(run(timew, "export"))
    assert len(entries) == count
    assert all("seen" in each["tags"] for each in entries)


def test_control_characters_do_not_leave(timew: Path) -> None:
    draft = SessionDraft(
        platform="U\x1b[31mHRS", started=at(9), ended=at(10), note="a\x07\nb\u202e", tags=("\t",)
    )
    text = "".join(timewarrior.write([draft], DAYS))
    assert text == visible(text, one_line=False)
    hand_over(timew, text)
    assert only(parse(run(timew, "export"))).platform == "U␛[31mHRS"
