"""Formats that go both ways: what was written is read as it was, and real programs read it too."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.formats import ical, klog, timeclock, watson
from taskwell.formats.reading import Options, Source
from taskwell.formats.registry import Writer
from taskwell.records.draft import SessionDraft
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.zones import zone
from tests.formats.drafts import drafts

BERLIN = zone("Europe/Berlin")
DAYS = Calendar(BERLIN)
OPTIONS = Options(BERLIN, "USD")
KEPT = ("platform", "project", "kind", "started", "ended", "tasks", "earned", "outcome", "exposure")


def text_of(module: Writer, *given: SessionDraft) -> str:
    return "".join(module.write(given, DAYS))


def times(first: datetime, minutes: int, name: str = "UHRS") -> SessionDraft:
    return SessionDraft(platform=name, project="Relevance", started=first,
                        ended=first + timedelta(minutes=minutes))  # fmt: skip


# Both nights on which the clocks change in Berlin.
NIGHTS = [
    times(datetime(2024, 3, 31, 0, 30, tzinfo=UTC), 60),
    times(datetime(2024, 10, 26, 23, 30, tzinfo=UTC), 180),
    times(datetime(2024, 11, 4, 8, 0, tzinfo=UTC), 90, "Outlier"),
]
TOTAL = 60 + 180 + 90


@pytest.mark.parametrize("module", [watson, timeclock, ical])
@given(draft=drafts())
def test_what_was_written_is_read_as_it_was(module: Writer, draft: SessionDraft) -> None:
    parsed = module.parse(Source("x", text_of(module, draft)), OPTIONS)  # type: ignore[attr-defined]
    assert parsed.skipped == []
    (found,) = parsed.drafts
    for name in KEPT:
        assert getattr(found, name) == getattr(draft, name), name
    assert (found.zone or "") == (draft.zone or "Europe/Berlin")


@given(draft=drafts(), minute=st.integers(0, 10**6))
def test_klog_keeps_whole_minutes(draft: SessionDraft, minute: int) -> None:
    started = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    text = text_of(klog, times(started, 30))
    (found,) = klog.parse(Source("x", text), OPTIONS).drafts
    assert found.ended is not None
    assert found.ended - found.started == timedelta(minutes=30)
    assert (found.platform, found.project) == ("UHRS", "Relevance")
    assert klog.parse(Source("x", text_of(klog, draft)), OPTIONS).read == 1


@pytest.mark.parametrize("module", [watson, timeclock, ical, klog])
def test_totals_hold_over_both_nights(module: Writer) -> None:
    parsed = module.parse(Source("x", text_of(module, *NIGHTS)), OPTIONS)  # type: ignore[attr-defined]
    lengths = [(each.ended - each.started).total_seconds() for each in parsed.drafts]
    assert sum(lengths) == TOTAL * 60


def run(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False,
                          env={"TZ": "UTC", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"})  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(shutil.which("hledger") is None, reason="hledger is not installed")
def test_hledger_reads_the_timeclock_with_the_same_total(tmp_path: Path) -> None:
    file = tmp_path / "x.timeclock"
    file.write_text(text_of(timeclock, *NIGHTS), encoding="utf-8")
    out = run("hledger", "-f", str(file), "balance", "-O", "csv", "-N")
    hours = [float(line.split(",")[1].strip('"').rstrip("h")) for line in out.splitlines()[1:]]
    assert sum(hours) == pytest.approx(TOTAL / 60)
    assert "UHRS:Relevance" in out


@pytest.mark.skipif(shutil.which("ledger") is None, reason="ledger is not installed")
def test_ledger_reads_the_timeclock_with_the_same_total(tmp_path: Path) -> None:
    file = tmp_path / "x.timeclock"
    file.write_text(text_of(timeclock, *NIGHTS), encoding="utf-8")
    out = run("ledger", "-f", str(file), "balance", "--flat", "--no-total", "--base")
    assert sum(int(line.split()[0].rstrip("s")) for line in out.splitlines()) == TOTAL * 60


def test_watson_itself_reads_the_frames(tmp_path: Path) -> None:
    frames = pytest.importorskip("watson.frames")
    made = frames.Frames(json.loads(text_of(watson, *NIGHTS)))
    assert sum((each.stop - each.start).total_seconds() for each in made) == TOTAL * 60


def test_icalendar_reads_the_events() -> None:
    icalendar = pytest.importorskip("icalendar")
    calendar = icalendar.Calendar.from_ical(text_of(ical, *NIGHTS))
    events = list(calendar.walk("VEVENT"))
    lengths = [(each["DTEND"].dt - each["DTSTART"].dt).total_seconds() for each in events]
    assert sum(lengths) == TOTAL * 60
    assert str(events[0]["SUMMARY"]) == "UHRS / Relevance"


def test_an_event_of_a_whole_day_or_one_that_repeats_is_told() -> None:
    text = ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20240304\nEND:VEVENT\nBEGIN:VEVENT\n"
            "DTSTART;TZID=Europe/Berlin:20240304T090000\nDURATION:PT1H30M\nSUMMARY:A \\, B\nEND:VEVENT\n"
            "BEGIN:VEVENT\nDTSTART:20240304T090000Z\nDTEND:20240304T100000Z\nRRULE:FREQ=DAILY\nEND:VEVENT\n"
            "END:VCALENDAR\n")  # fmt: skip
    parsed = ical.parse(Source("x", text), OPTIONS)
    (found,) = parsed.drafts
    assert (found.platform, found.started) == ("A , B", datetime(2024, 3, 4, 8, tzinfo=UTC))
    assert [each.reason for each in parsed.skipped] == ["it is of whole days", "it repeats"]
