"""The entry line is read as the person meant it, or refused in a sentence."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.errors import BadInput
from taskwell.money.amounts import Money
from taskwell.queries.directory import Directory
from taskwell.records.draft import SessionDraft
from taskwell.records.platform import Platform
from taskwell.records.project import Project
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.zones import zone
from taskwell.words.entry import Entry, parse_entry, place_names, read_back, split_place
from tests.conftest import NOW

CHICAGO = Calendar(zone("America/Chicago"))
BERLIN = Calendar(zone("Europe/Berlin"))
PLATFORMS = {
    each.uid: each
    for each in (
        Platform(uid="uhrs-1", name="UHRS"),
        Platform(uid="prolific-1", name="Prolific", currency="GBP"),
        Platform(uid="da-1", name="Data Annotation"),
        Platform(uid="snake-1", name="snake_case"),
        Platform(uid="outlier-1", name="Outlier"),
        Platform(uid="oneforma-1", name="OneForma"),
    )
}
PROJECTS = {
    each.uid: each
    for each in (
        Project(uid="rel-1", platform="uhrs-1", name="Relevance"),
        Project(uid="search-1", platform="uhrs-1", name="Search"),
        Project(uid="chat-1", platform="da-1", name="Chat rating"),
    )
}
DIRECTORY = Directory(PLATFORMS, PROJECTS, {}, {})


def entry(text: str | list[str], calendar: Calendar = CHICAGO, now: datetime = NOW) -> Entry:
    return parse_entry(text, now, calendar, DIRECTORY, "USD", shell=True)


def draft(text: str | list[str]) -> SessionDraft:
    return entry(text).draft


def refused(
    text: str | list[str],
    *,
    note: str | None = None,
    earned: str | None = None,
    tasks: str | None = None,
) -> str:
    with pytest.raises(BadInput) as caught:
        parse_entry(
            text, NOW, CHICAGO, DIRECTORY, "USD", note=note, earned=earned, tasks=tasks, shell=True
        )
    return str(caught.value)


def at(hour: int, minute: int = 0, day: int = 19) -> datetime:
    """An hour of a November day in Chicago."""
    return datetime(2026, 11, day, hour, minute, tzinfo=zone("America/Chicago")).astimezone(UTC)


def test_the_example_of_the_help_is_read_whole() -> None:
    read = draft('uhrs/search 45m until 14:00 yesterday 37 tasks $3.40 +relevance "slow queue"')
    assert (read.platform, read.project) == ("UHRS", "Search")
    assert (read.started, read.ended) == (at(13, 15, 18), at(14, 0, 18))
    assert (read.tasks, read.earned) == (37, Money(340, "USD"))
    assert (read.tags, read.note, read.kind) == (("relevance",), "slow queue", "paid")


def test_what_was_understood_is_read_back_on_one_line() -> None:
    read = draft("uhrs/relevance yesterday 20:10-20:55 37 tasks $3.40")
    assert read_back(read, NOW, CHICAGO) == (
        "Wed 18 Nov 20:10-20:55, 0:45, UHRS / Relevance, paid, 37 tasks, $3.40"
    )


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("45m", at(15, 57), at(16, 42)),
        ("45m until 14:00", at(13, 15), at(14)),
        ("14:00 for 45m", at(14), at(14, 45)),
        ("13:10-14:00", at(13, 10), at(14)),
        ("2026-11-03 13:10-14:00", at(13, 10, 3), at(14, 0, 3)),
        ("-2d 13:10-14:00", at(13, 10, 17), at(14, 0, 17)),
        ("mon 22:30-01:15", at(22, 30, 16), at(1, 15, 17)),
        ("thu 9:00-10:00", at(9), at(10)),
        ("2026-11-03 23:00-2026-11-04 01:00", at(23, 0, 3), at(1, 0, 4)),
        ("1h 30m until 12:00", at(10, 30), at(12)),
        ("45 min", at(15, 57), at(16, 42)),
    ],
)
def test_every_way_to_say_when_is_understood(when: str, start: datetime, end: datetime) -> None:
    read = draft(f"outlier {when}")
    assert (read.started, read.ended) == (start, end)


def test_words_come_in_any_order() -> None:
    first = draft('uhrs 3 tasks "a note" +x $2 kind:search 13:10-14:00 exposure:mild')
    other = draft('uhrs exposure:mild 13:10-14:00 +x kind:search $2 "a note" 3 tasks')
    assert first == other
    assert (first.kind, first.exposure) == ("search", "mild")


def test_one_argument_and_many_are_read_the_same() -> None:
    text = 'uhrs/rel 45m until 14:00 2 tasks 3.40 USD +a +b "slow queue"'
    assert draft(text) == draft(text.split(" "))


@pytest.mark.parametrize(
    ("money", "expected"),
    [
        ("$3.40", Money(340, "USD")),
        ("£2", Money(200, "GBP")),
        ("€1", Money(100, "EUR")),
        ("3.40 USD", Money(340, "USD")),
        ("EUR 3", Money(300, "EUR")),
        ("USD3.40", Money(340, "USD")),
        ("3.40usd", Money(340, "USD")),
        ("500 KES", Money(50000, "KES")),
        ("$ 3", Money(300, "USD")),
    ],
)
def test_money_is_read_with_its_currency(money: str, expected: Money) -> None:
    assert draft(f"uhrs 45m {money}").earned == expected
    assert draft(f"uhrs {money} 45m").earned == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("uhrs 45m 3.40", "no unit"),
        ("uhrs 45m 37", "37 tasks"),
        ("uhrs 45m .40", "single quotes"),
        ("uhrs 45m 3,40 EUR", "comma"),
        ("uhrs 45m -$3", "negative"),
        ("uhrs 45m 3 XYZ", "no currency"),
        ("uhrs 45m $3 £2", "two amounts"),
        ("uhrs 45m 3.405 USD", "decimals"),
        ("uhrs 45m slow queue", "'slow', 'queue'"),
        ("uhrs 45m -3 tasks", "-3"),
        ("uhrs 45m 1.5 tasks", "1.5"),
        ("uhrs 45m 3 tasks 4 tasks", "twice"),
        ('uhrs 45m "open', "never closed"),
        ('uhrs 45m "one" "two"', "two notes"),
        ('"only a note" 45m', "platform first"),
        ("uhrs 45m kind:serch", "search"),
        ("uhrs 45m kind:paid kind:search", "two values"),
        ("uhrs 45m exposure:awful", "disturbing"),
        ("uhrs", "when it was"),
        ("", "empty"),
        ("   ", "empty"),
        ("uhrs 14:00-14:00", "the same"),
        ("uhrs 17:00-18:00", "future"),
        ("uhrs/ 45m", "names no project"),
        ("/search 45m", "names no platform"),
        ("uhrs/a/b 45m", "slash"),
        ("uhsr 45m", "UHRS"),
        ("o 45m", "more than one"),
        ("uhrs/relevnace 45m", "Relevance"),
    ],
)
def test_what_cannot_be_read_is_named_in_a_sentence(text: str, said: str) -> None:
    assert said in refused(text)


def test_a_note_whose_quotes_the_shell_took_is_recognised() -> None:
    said = refused(["uhrs", "45m", "slow queue"])
    assert "'slow'" in said
    assert "single quotes" in said


def test_without_a_shell_nobody_hears_of_shells() -> None:
    with pytest.raises(BadInput) as caught:
        parse_entry("uhrs 45m slow .40", NOW, CHICAGO, DIRECTORY, "USD")
    assert "shell" not in str(caught.value)


def test_quotes_and_backslashes_stand_in_notes() -> None:
    assert draft(r'uhrs 45m "say \"hi\" \\ and \n"').note == r'say "hi" \ and \n'
    assert draft('uhrs 45m "  spaces\tstay "').note == "  spaces\tstay "


def test_control_characters_are_kept_as_given_and_shown_as_symbols() -> None:
    read = draft('uhrs 45m "\x1b[2J\u202e" +\x07x')
    assert read.note == "\x1b[2J\u202e"
    assert read.tags == ("\x07x",)
    assert "\x1b" not in read_back(read, NOW, CHICAGO)


def test_an_underscore_stands_for_a_space_and_for_itself() -> None:
    assert draft("data_annotation/chat_rating 45m").project == "Chat rating"
    assert draft("snake_case 45m").platform == "snake_case"
    assert place_names("data_a/chat_r", DIRECTORY) == ("Data Annotation", "Chat rating")


def test_names_match_without_case_and_by_a_unique_beginning() -> None:
    assert draft("UH/rel 45m").project == "Relevance"
    assert place_names("nobody/x", DIRECTORY) == ("nobody", "x")


def test_an_unknown_platform_passes_only_when_it_may_be_created() -> None:
    read = parse_entry("new_one/first 45m", NOW, CHICAGO, DIRECTORY, "USD", create=True)
    assert (read.draft.platform, read.draft.project) == ("new one", "first")
    assert read.new_platform
    assert read.new_project


def test_options_say_the_same_as_words() -> None:
    read = parse_entry(
        "prolific 45m", NOW, CHICAGO, DIRECTORY, "USD", note="n", earned="4.50", tasks="3"
    ).draft
    assert (read.note, read.earned, read.tasks) == ("n", Money(450, "GBP"), 3)
    assert "twice" in refused("uhrs 45m 3 tasks", tasks="4")
    assert "two amounts" in refused("uhrs 45m $3", earned="4")
    assert "two notes" in refused('uhrs 45m "a"', note="b")


def test_a_doubled_hour_needs_its_offset() -> None:
    now = datetime(2024, 10, 27, 12, tzinfo=UTC)
    read = entry("uhrs 02:10+01:00-03:00", BERLIN, now).draft
    assert read.started == datetime(2024, 10, 27, 1, 10, tzinfo=UTC)
    with pytest.raises(BadInput, match=r"02:10\+02:00 or 02:10\+01:00"):
        entry("uhrs 02:10-03:00", BERLIN, now)
    with pytest.raises(BadInput, match="does not exist"):
        entry("uhrs 2024-03-31 02:10-03:30", BERLIN, now)


def test_a_place_is_a_platform_and_perhaps_a_project() -> None:
    assert split_place("uhrs") == ("uhrs", None)
    assert split_place("uhrs/search") == ("uhrs", "search")


WORDS = st.sampled_from(
    [
        *("uhrs", "uhrs/rel", "45m", "until", "for", "14:00", "13:10-14:00", "yesterday", "mon"),
        *("-2d", "2026-11-03", "37", "tasks", "$3.40", "USD", "EUR", "3", "+tag", "kind:search"),
        *(
            "kind:",
            "exposure:mild",
            '"a',
            'note"',
            '"',
            "\\",
            "-",
            "+",
            ".40",
            "02:10+01:00",
            "now",
        ),
        *("24:00", "-20m", "2026-11-03T10:00", "1e9", "nan", "\x1b[0m", "９", "٣", "🦊", "/"),
    ]
)


@given(st.lists(WORDS, max_size=9))
def test_any_words_are_read_or_refused_and_nothing_else(words: list[str]) -> None:
    try:
        read = entry(words)
    except BadInput:
        return
    assert read.draft.ended is not None
    assert read.draft.started < read.draft.ended <= NOW
    assert read_back(read.draft, NOW, CHICAGO).isprintable()


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    for line in (text, f"uhrs 45m {text}"):
        with contextlib.suppress(BadInput):
            entry(line)


@given(st.text(max_size=40).filter(lambda text: "\ud800" not in text))
def test_every_note_survives_its_quotes(note: str) -> None:
    quoted = note.replace("\\", "\\\\").replace('"', '\\"')
    assert draft(f'uhrs 45m "{quoted}"').note == note
