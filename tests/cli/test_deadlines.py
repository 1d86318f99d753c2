"""`deadlines` in a shell: in words, for scripts, and as a calendar."""

from __future__ import annotations

from pathlib import Path

from tests.cli.driver import Shell


def filled(roster: Shell) -> Shell:
    """A capped week on UHRS, and a session that runs to a forced log-in."""
    roster.ok("platform", "set", "uhrs", "--week-cap", "10h", "--session-limit", "8h")
    roster.ok("start", "uhrs", "--at", "-20m")
    return roster


def test_they_are_listed_the_next_one_first(roster: Shell) -> None:
    told = filled(roster).ok("deadlines").out.splitlines()
    assert [" ".join(line.split()) for line in told if not line.startswith("-")] == [
        "when platform what",
        "Fri 20 Nov 00:22 UHRS log in again",
        "Sun 22 Nov 23:59 UHRS week closes: 0:20 of 10:00 h used",
    ]


def test_scripts_get_instants_in_utc(roster: Shell) -> None:
    rows = filled(roster).ok("deadlines", "--json").rows("deadlines")
    assert [(each["at"], each["what"], each["platform"]) for each in rows] == [
        ("2026-11-20T06:22:00Z", "log in again", "UHRS"),
        ("2026-11-23T05:59:59Z", "week closes: 0:20 of 10:00 h used", "UHRS"),
    ]
    assert set(roster.ok("deadlines", "--json").json) == {"deadlines"}


def test_plain_is_one_fact_a_line(roster: Shell) -> None:
    assert (
        filled(roster)
        .ok("deadlines", "--plain")
        .out.startswith("when: Fri 20 Nov 00:22\nplatform: UHRS\nwhat: log in again\n\n")
    )


def test_without_any_it_says_so(roster: Shell) -> None:
    assert roster.ok("deadlines").out == "No deadlines.\n"
    assert roster.ok("deadlines", "--json").json == {"deadlines": []}


def test_the_calendar_goes_to_standard_output_or_a_file(roster: Shell, tmp_path: Path) -> None:
    shown = filled(roster).ok("deadlines", "--ical").out
    assert shown.startswith("BEGIN:VCALENDAR")
    file = tmp_path / "deadlines.ics"
    assert roster.ok("deadlines", "--ical", "-o", str(file)).out == (
        f"2 events written to {file}\n"
    )
    written = file.read_bytes()
    assert written.count(b"\r\n") == written.count(b"\n") > 20
    assert written.count(b"BEGIN:VALARM") == 2
    assert "exists already" in roster.refuses("deadlines", "--ical", "-o", str(file))
    told = roster.ok("deadlines", "--ical", "-o", str(file), "--force", "--json").json
    assert told == {"uid": None, "file": str(file), "events": 2}


def test_payouts_to_come_are_in_the_calendar(roster: Shell) -> None:
    roster.ok("log", "uhrs 45m until 14:00 yesterday $3.40")
    roster.ok("platform", "set", "uhrs", "--payout", "week from mon; 4 days later")
    assert "SUMMARY:UHRS pays $3.40\\, week to 22 Nov" in roster.ok("deadlines", "--ical").out


def test_options_that_do_not_go_together_are_refused(roster: Shell) -> None:
    assert "add --ical" in roster.refuses("deadlines", "-o", "x.ics")
    assert "exclude each other" in roster.refuses("deadlines", "--ical", "--json")
