"""iCalendar: events of any calendar in, our own out, and what the library icalendar makes of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.errors import BadInput, CouldNot
from taskwell.formats import ical
from taskwell.formats.reading import LONGEST_LINE, Options, source_of
from taskwell.money.amounts import Money
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.records.session import Pause
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.zones import zone
from tests.formats.drafts import drafts

BERLIN = zone("Europe/Berlin")
DAYS = Calendar(BERLIN)
TIMES = ("DTSTART:20240304T090000Z", "DTEND:20240304T103000Z")


def parse(data: str | bytes) -> ParsedFile:
    return ical.parse(
        source_of(data.encode() if isinstance(data, str) else data, "x.ics"), Options(BERLIN)
    )


def event(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""])


def events(*each: str) -> ParsedFile:
    return parse("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(each) + "END:VCALENDAR\r\n")


def only(parsed: ParsedFile) -> SessionDraft:
    assert parsed.skipped == []
    (draft,) = parsed.drafts
    return draft


def one(*lines: str) -> SessionDraft:
    return only(events(event(*lines)))


def why(*lines: str) -> tuple[str | None, str]:
    parsed = events(event(*lines))
    assert parsed.drafts == []
    (row,) = parsed.skipped
    assert row.line == 3
    return row.column, row.reason


def utc(hour: int, minute: int = 0, *, day: int = 4, month: int = 3) -> datetime:
    return datetime(2024, month, day, hour, minute, tzinfo=UTC)


def text_of(*given: SessionDraft) -> str:
    return "".join(ical.write(given, DAYS))


# Names and words.


def test_a_summary_names_platform_and_project_and_categories_carry_the_rest() -> None:
    draft = one(
        *TIMES,
        "SUMMARY:UHRS / Relevance",
        "DESCRIPTION:slow\\, then\\nquick\\; done",
        "CATEGORIES:a,kind:search,tasks:37",
        "CATEGORIES:earned:4.20 USD,outcome:submitted",
    )
    assert (draft.platform, draft.project) == ("UHRS", "Relevance")
    assert (draft.started, draft.ended) == (utc(9), utc(10, 30))
    assert draft.note == "slow, then\nquick; done"
    assert (draft.kind, draft.tasks, draft.outcome) == ("search", 37, "submitted")
    assert (draft.earned, draft.tags) == (Money(420, "USD"), ("a",))


@pytest.mark.parametrize(
    ("summary", "place"),
    [
        ("", ("Unsorted", None)),
        ("UHRS", ("UHRS", None)),
        ("A/B", ("A-B", None)),
        ("A / B / C", ("A", "B - C")),
        (" / B", ("B", None)),
        ("A \\, B / C", ("A , B", "C")),
    ],
)
def test_any_summary_names_a_place(summary: str, place: tuple[str, str | None]) -> None:
    draft = one(*TIMES, f"SUMMARY:{summary}")
    assert (draft.platform, draft.project) == place


def test_an_escaped_comma_is_part_of_a_tag_and_an_escaped_backslash_is_not_its_escape() -> None:
    assert one(*TIMES, "CATEGORIES:a\\,b,c\\\\,d,,e\\").tags == ("a,b", "c\\", "d", "e\\")


def test_folded_lines_are_joined_and_parameters_passed_over() -> None:
    draft = one(
        *TIMES, 'SUMMARY;LANGUAGE=de;ALTREP="http://x.test/a:b;c":UH', " RS /", "\t  Relevance"
    )
    assert (draft.platform, draft.project) == ("UHRS", "Relevance")


def test_a_fold_inside_a_character_is_mended() -> None:
    text = "BEGIN:VCALENDAR\r\n" + event(*TIMES, "SUMMARY:caf@@") + "END:VCALENDAR\r\n"
    assert only(parse(text.encode().replace(b"@@", b"\xc3\r\n \xa9"))).platform == "café"


def test_what_an_alarm_says_is_not_said_by_its_event() -> None:
    alarm = ("BEGIN:VALARM", "DESCRIPTION:ring", "DURATION:PT5M", "END:VALARM")
    assert one(*TIMES, "SUMMARY:A", *alarm, "DESCRIPTION:note").note == "note"
    assert one("END:VALARM", *TIMES, "SUMMARY:A").platform == "A"


# Identity.


def test_a_uid_names_an_event_for_good_and_a_digest_tells_a_change() -> None:
    first = one("UID:u1@x", *TIMES, "SUMMARY:A").source
    moved = one("UID:u1@x", TIMES[0], "DTEND:20240304T110000Z", "SUMMARY:A").source
    other = one("UID:u2@x", *TIMES, "SUMMARY:A").source
    assert first is not None
    assert moved is not None
    assert other is not None
    assert first.id == moved.id != other.id
    assert first.digest != moved.digest


def test_days_of_a_series_that_were_changed_are_events_of_their_own() -> None:
    parsed = events(
        event("UID:u", "RECURRENCE-ID:20240304T090000Z", *TIMES),
        event("UID:u", "RECURRENCE-ID:20240305T090000Z", *TIMES),
    )
    assert len({each.source.id for each in parsed if each.source}) == 2


def test_without_a_uid_the_content_is_the_name() -> None:
    ids = [one(*TIMES, f"SUMMARY:{name}").source for name in ("A", "A", "B")]
    assert ids[0] == ids[1] != ids[2]


# Times.


def test_times_are_utc_of_a_named_zone_or_of_the_zone_of_the_import() -> None:
    floating = one("DTSTART:20240304T090000", "DURATION:PT1H")
    assert (floating.started, floating.zone) == (utc(8), "Europe/Berlin")
    assert one("DTSTART:20240304T090000Z", "DURATION:PT1H").started == utc(9)
    named = one("DTSTART;TZID=America/New_York:20240304T090000", "DURATION:PT1H30M")
    assert (named.started, named.ended) == (utc(14), utc(15, 30))
    assert named.zone == "America/New_York"


@pytest.mark.parametrize(
    "name",
    [
        '"Europe/Berlin"',
        "W. Europe Standard Time",
        "/softwarestudio.org/Olson_20011030_5/Europe/Berlin",
        "/citadel.org/20210210_1/Europe/Berlin",
    ],
)
def test_zones_are_known_by_the_names_that_other_programs_give_them(name: str) -> None:
    draft = one(f"DTSTART;TZID={name}:20240704T090000", "DURATION:PT1H")
    assert draft.started == utc(7, month=7)


def test_of_a_doubled_hour_the_first_reading_counts_unless_it_lies_before_the_start() -> None:
    draft = one("DTSTART:20241027T021000", "DTEND:20241027T024000")
    assert (draft.started, draft.ended) == (
        utc(0, 10, day=27, month=10),
        utc(0, 40, day=27, month=10),
    )
    draft = one("DTSTART:20241027T025000", "DTEND:20241027T021000")
    assert draft.ended == utc(1, 10, day=27, month=10)


def test_a_session_across_the_autumn_change_lasts_three_hours() -> None:
    draft = one("DTSTART:20241027T010000", "DTEND:20241027T030000")
    assert draft.ended is not None
    assert draft.ended - draft.started == timedelta(hours=3)


def test_days_of_a_duration_are_by_the_clock_on_the_wall() -> None:
    """RFC 5545, 3.3.6: a day across the change is 25 hours, 24 hours are not a day."""
    day = one("DTSTART:20241026T120000", "DURATION:P1D")
    hours = one("DTSTART:20241026T120000", "DURATION:PT24H")
    assert (day.ended, hours.ended) == (utc(11, day=27, month=10), utc(10, day=27, month=10))


@pytest.mark.parametrize(
    ("lines", "column", "words"),
    [
        (("DTSTART;VALUE=DATE:20240304", "DTEND;VALUE=DATE:20240305"), "DTSTART", "whole days"),
        ((*TIMES, "RRULE:FREQ=DAILY;COUNT=3"), "RRULE", "repeats"),
        ((*TIMES, "RDATE:20240305T090000Z"), "RDATE", "repeats"),
        ((*TIMES, "STATUS:CANCELLED"), "STATUS", "cancelled"),
        ((TIMES[0],), "DTEND", "no end"),
        ((TIMES[1],), "DTSTART", "no start"),
        ((TIMES[0], "DTEND:20240304T080000Z"), "DTEND", "before the start"),
        ((TIMES[0], "DURATION:-PT1H"), "DURATION", "no duration"),
        ((TIMES[0], "DURATION:P99999999999W"), "DURATION", "no duration"),
        (("DTSTART:20240230T090000", TIMES[1]), None, "out of range"),
        (("DTSTART:00010101T000000", TIMES[1]), "DTSTART", "year"),
        (("DTSTART:yesterday", TIMES[1]), "DTSTART", "is no time"),
        (("DTSTART;TZID=Mars/Base:20240304T090000", TIMES[1]), "DTSTART", "no time zone"),
        ((*TIMES, "SUMMARY:" + "x" * 10_001), "platform", "characters long"),
        ((*TIMES, "DESCRIPTION:" + "x" * (LONGEST_LINE + 1)), None, "characters long"),
        ((*TIMES, "SUMMARY:a\0b"), None, "NUL"),
        ((*TIMES, 'SUMMARY;X="a:b'), None, "is no property"),
    ],
)
def test_what_is_no_session_is_told_with_its_reason(
    lines: tuple[str, ...], column: str | None, words: str
) -> None:
    found, reason = why(*lines)
    assert found == column
    assert words in reason


# Damage.


def test_an_event_that_never_ends_costs_itself_and_not_the_next_one() -> None:
    parsed = events("BEGIN:VEVENT\r\nSUMMARY:cut\r\n", event(*TIMES), "BEGIN:VEVENT\r\n")
    assert len(parsed.drafts) == 1
    assert [(row.line, row.reason) for row in parsed.skipped] == [
        (3, "the event never ends"),
        (9, "the event never ends"),
    ]
    assert parsed.read == 3


def test_a_picture_or_a_bad_byte_beside_what_is_read_costs_nothing() -> None:
    picture = "ATTACH;ENCODING=BASE64;VALUE=BINARY:" + "A" * (LONGEST_LINE + 1)
    text = "BEGIN:VCALENDAR\r\n" + event(*TIMES, picture, "LOCATION:@@") + "END:VCALENDAR\r\n"
    assert only(parse(text.encode().replace(b"@@", b"\xff"))).started == utc(9)


def test_one_bad_byte_in_a_name_costs_one_event() -> None:
    text = "BEGIN:VCALENDAR\r\n" + event(*TIMES, "SUMMARY:@@") + event(*TIMES)
    parsed = parse(text.encode().replace(b"@@", b"\xe9"))
    assert len(parsed.drafts) == 1
    assert parsed.skipped[0].reason == "the byte 0xE9 is no UTF-8 text"


def test_a_calendar_without_events_is_empty_and_no_calendar_is_refused() -> None:
    assert events().read == 0
    with pytest.raises(BadInput, match="is no calendar"):
        parse("BEGIN:VCARD\nEND:VCARD\n")


@pytest.mark.parametrize(
    "lines",
    [
        "CATEGORIES:" + "a" * 99_000 + "\\",
        "CATEGORIES:x\r\n" * 50_000 + "SUMMARY:A",
        "SUMMARY" + ';A="b"' * 16_000,
        "SUMMARY:" + "\\" * 99_001,
    ],
)
def test_nothing_takes_longer_than_its_length(lines: str) -> None:
    began = datetime.now(UTC)
    assert events(event(*TIMES, lines)).read == 1
    assert datetime.now(UTC) - began < timedelta(seconds=5)


def test_a_zone_that_is_none_is_looked_for_once() -> None:
    began = datetime.now(UTC)
    line = event("DTSTART;TZID=My Own Zone:20240304T090000", "DURATION:PT1H")
    assert len(events(line * 5_000).skipped) == 5_000
    assert datetime.now(UTC) - began < timedelta(seconds=5)


def test_reading_stops_when_the_person_says_so() -> None:
    source = source_of(("BEGIN:VCALENDAR\n" + event(*TIMES) * 5_000).encode(), "x")
    with pytest.raises(CouldNot, match="stopped"):
        ical.parse(source, Options(BERLIN, progress=lambda done, total: done < 4_000))


@given(st.text(max_size=300))
def test_any_text_in_an_event_is_answered(text: str) -> None:
    data = ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nX:\n" + text).encode("utf-8", "replace")
    parsed = parse(data)
    assert parsed.read == len(parsed.drafts) + len(parsed.skipped) >= 1


def test_only_a_calendar_is_taken_for_one() -> None:
    assert ical.sniff(source_of(b"\xef\xbb\xbfbegin:vcalendar\r\n", "x")).score > 0.9
    for data in (b'{"a": "BEGIN:VCALENDAR"}', b"BEGIN:VCARD\n", b"Client,Start date\n"):
        assert ical.sniff(source_of(data, "x")).score == 0


# Out.


def plain(draft: SessionDraft) -> SessionDraft:
    return msgspec.structs.replace(draft, source=None)


@given(st.lists(drafts(), max_size=6))
def test_what_went_out_comes_in_again_the_same(found: list[SessionDraft]) -> None:
    back = parse(text_of(*found))
    assert back.skipped == []
    assert [plain(each) for each in back] == [plain(each) for each in found]


@given(st.lists(drafts(pauses=True), max_size=6))
def test_lines_are_short_and_end_as_they_must(found: list[SessionDraft]) -> None:
    data = text_of(*found).encode()
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


def session(note: str = "", minutes: int = 60) -> SessionDraft:
    ended = utc(9) + timedelta(minutes=minutes)
    return SessionDraft(
        platform="UHRS", project="Relevance", started=utc(9), ended=ended, note=note
    )


def uids(text: str) -> list[str]:
    return [line for line in text.split("\r\n") if line.startswith("UID:")]


def test_a_uid_outlives_changes_of_note_and_end_and_no_two_are_the_same() -> None:
    first = uids(text_of(session(), session()))
    assert len(set(first)) == 2
    assert uids(text_of(session("edited", 90), session())) == first


def test_a_session_with_a_pause_is_two_events_and_its_tasks_go_with_the_last() -> None:
    rest = Pause(utc(9, 20), utc(9, 30))
    draft = msgspec.structs.replace(session(), pauses=(rest,), tasks=7)
    back = parse(text_of(draft))
    assert [(each.started, each.ended, each.tasks) for each in back] == [
        (utc(9), utc(9, 20), None),
        (utc(9, 30), utc(10), 7),
    ]


def test_a_running_session_is_left_out() -> None:
    assert "VEVENT" not in text_of(SessionDraft(platform="A", started=utc(9)))


def test_no_text_ends_its_line_early() -> None:
    text = text_of(session("one\r\nEND:VEVENT\x1b[2J\u202e"))
    assert text.count("\r\nEND:VEVENT") == 1
    assert "\x1b" not in text
    assert "\u202e" not in text


@given(st.lists(drafts(pauses=True), min_size=1, max_size=5))
def test_icalendar_reads_the_same_events(found: list[SessionDraft]) -> None:
    icalendar = pytest.importorskip("icalendar")
    calendar = icalendar.Calendar.from_ical(text_of(*found))
    assert not calendar.errors
    ours = parse(text_of(*found)).drafts
    theirs = list(calendar.walk("VEVENT"))
    assert [(each["DTSTART"].dt, each["DTEND"].dt) for each in theirs] == [
        (each.started, each.ended) for each in ours
    ]
    for each, mine in zip(theirs, ours, strict=True):
        assert not each.errors
        assert str(each["SUMMARY"]) == " / ".join(filter(None, (mine.platform, mine.project)))
        assert str(each.get("DESCRIPTION", "")) == mine.note
        categories = each.get("CATEGORIES")
        named = [] if categories is None else [str(tag) for tag in categories.cats]
        assert tuple(named[: len(mine.tags)]) == mine.tags
