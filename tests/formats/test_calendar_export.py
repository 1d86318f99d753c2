"""Deadlines as iCalendar: by the letter of RFC 5545, and read back by another program's library."""

from __future__ import annotations

import re
from datetime import date, timedelta
from importlib import import_module
from importlib.util import find_spec

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.formats.calendar_export import ical
from taskwell.money.amounts import Money
from taskwell.queries.deadlines import Deadline
from taskwell.queries.pending import Coming
from tests.conftest import NOW
from tests.queries.records import at

WEEK = Deadline(
    at("2026-11-20 18:29"),
    "week closes (23:59 IST): 3:40 of 10:00 h used",
    "Mercor",
    "mercor",
    "week:mercor:2026-11-13",
    False,
    "week",
)
APPEAL = Deadline(
    at("2026-11-25 05:59"),
    "appeal the ban of 12 Nov",
    "UHRS, Relevance; all",
    "uhrs",
    "appeal:ban",
    True,
    "appeal",
    date(2026, 11, 24),
)
PAYOUT = Coming(
    date(2026, 12, 2), "uhrs", "UHRS", (Money(21430, "USD"),), True, "week to 24 Oct", "pending"
)


def about(what: str, platform: str = "UHRS") -> Deadline:
    """A deadline of such words."""
    return Deadline(at("2026-11-20 18:29"), what, platform, "uhrs", "k", False, "week")


def unfolded(text: str) -> list[str]:
    """The content lines, put together again."""
    assert text.endswith("\r\n")
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def test_a_moment_and_a_day_are_written_as_such() -> None:
    assert unfolded(ical([WEEK, APPEAL], NOW)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Taskwell//Deadlines//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        "UID:week:mercor:2026-11-13@taskwell",
        "DTSTAMP:20261119T224200Z",
        "DTSTART:20261120T182900Z",
        "SUMMARY:Mercor: week closes (23:59 IST): 3:40 of 10:00 h used",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-P1D",
        "DESCRIPTION:Mercor: week closes (23:59 IST): 3:40 of 10:00 h used",
        "END:VALARM",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "UID:appeal:ban@taskwell",
        "DTSTAMP:20261119T224200Z",
        "DTSTART;VALUE=DATE:20261124",
        "DTEND;VALUE=DATE:20261125",
        "SUMMARY:UHRS\\, Relevance\\; all: appeal the ban of 12 Nov",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-P1D",
        "DESCRIPTION:UHRS\\, Relevance\\; all: appeal the ban of 12 Nov",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_payouts_to_come_are_events_without_an_alarm() -> None:
    lines = unfolded(ical([], NOW, [PAYOUT]))
    assert "SUMMARY:UHRS pays ~$214.30\\, week to 24 Oct" in lines
    assert "DTSTART;VALUE=DATE:20261202" in lines
    assert "BEGIN:VALARM" not in lines


def test_what_can_be_taken_out_or_has_no_day_is_no_event() -> None:
    now = Coming(date(2026, 11, 19), "p", "P", (Money(1, "GBP"),), False, "now", "payable")
    never = Coming(None, "p", "P", (Money(1, "GBP"),), False, "some day", "expected")
    assert "BEGIN:VEVENT" not in unfolded(ical([], NOW, [now, never]))


def test_an_event_keeps_its_uid_from_export_to_export() -> None:
    again = [ical([WEEK], NOW), ical([WEEK], NOW + timedelta(days=1))]
    uids = {re.findall("UID:(.*)\r", text)[0] for text in again}
    assert len(uids) == 1


def test_no_text_can_begin_a_line_of_its_own() -> None:
    text = ical([about("x\r\nBEGIN:VEVENT\r\nSUMMARY:y\x1b\u2028z\n")], NOW)
    assert sum(line == "BEGIN:VEVENT" for line in unfolded(text)) == 1
    assert "\x1b" not in text


@given(st.text(min_size=60, max_size=300))
def test_lines_are_at_most_75_octets_and_break_between_characters(what: str) -> None:
    text = ical([about(what)], NOW)
    assert "\n" not in text.replace("\r\n", "")
    for line in text.encode().split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # each line is whole characters


def _read(text: str) -> list[dict[str, str]]:
    """The summaries, starts and alarms that the icalendar library reads."""
    if find_spec("icalendar") is None:
        pytest.skip("the icalendar library is not installed")
    calendar = import_module("icalendar").Calendar.from_ical(text)
    return [
        {
            "uid": str(event["UID"]),
            "summary": str(event["SUMMARY"]),
            "start": event["DTSTART"].dt.isoformat(),
            "alarms": str(len(event.walk("VALARM"))),
        }
        for event in calendar.walk("VEVENT")
    ]


def test_another_library_reads_the_same() -> None:
    assert _read(ical([WEEK, APPEAL], NOW, [PAYOUT])) == [
        {
            "uid": "week:mercor:2026-11-13@taskwell",
            "summary": "Mercor: week closes (23:59 IST): 3:40 of 10:00 h used",
            "start": "2026-11-20T18:29:00+00:00",
            "alarms": "1",
        },
        {
            "uid": "appeal:ban@taskwell",
            "summary": "UHRS, Relevance; all: appeal the ban of 12 Nov",
            "start": "2026-11-24",
            "alarms": "1",
        },
        {
            "uid": "payout:uhrs:week to 24 Oct:2026@taskwell",
            "summary": "UHRS pays ~$214.30, week to 24 Oct",
            "start": "2026-12-02",
            "alarms": "0",
        },
    ]


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]), max_size=200))
def test_another_library_reads_any_words_as_they_are(what: str) -> None:
    assert _read(ical([about(what, "é漢")], NOW))[0]["summary"] == f"é漢: {what}"
