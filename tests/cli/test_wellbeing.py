"""Check-ins, rests and the diary in a shell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.driver import Shell
from tests.store.test_diary import holding


def test_a_check_in_by_options(shell: Shell) -> None:
    words = ("checkin", "--mood", "4", "--tired", "2", "--tense", "1", "--eyes", "3", "--body", "4",
             "--spot", "wrist", "--side", "r", "--sleep", "7:30", "--note", "fine")  # fmt: skip
    assert "strain 38" in shell.ok(*words).out
    (entry,) = shell.ok("wellbeing", "--json").rows("entries")
    assert (entry["mood"], entry["spot"], entry["side"]) == (4, "wrist", "right")
    assert (entry["sleep"], entry["linger"], entry["strain"]) == (27000, None, 37.5)
    assert entry["recalled"] is False
    shell.ok("checkin", "--mood", "x")
    (entry,) = shell.ok("wellbeing", "--json").rows("entries")
    assert (entry["mood"], entry["tired"]) == (None, 2)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--mood", "6"), "'6' is no answer for mood"),
        (("--mood", "0"), "'0' is no answer for mood"),
        (("--sleep", "25h"), "A day has 24 hours"),
        (("--day", "2026-11-15", "--mood", "3"), "more than 3 days ago"),
        (("--day", "tomorrow", "--mood", "3"), "still to come"),
        (("--day", "yesterday"), "Nothing is answered"),
        ((), "Nothing is answered"),
    ],
)
def test_wrong_answers_are_refused_and_nothing_is_kept(
    shell: Shell, words: tuple[str, ...], said: str
) -> None:
    assert said in shell.refuses("checkin", *words)
    assert shell.ok("wellbeing", "--json").rows("entries") == []


def test_a_day_before_is_marked_recalled(shell: Shell) -> None:
    assert "recalled" in shell.ok("checkin", "--day", "yesterday", "--mood", "3").out
    (entry,) = shell.ok("wellbeing", "--json").rows("entries")
    assert (entry["day"], entry["recalled"]) == ("2026-11-18", True)


def test_a_rest_by_words(roster: Shell) -> None:
    assert "nothing is running" in roster.ok("rest").out.lower()
    assert "Nothing is running" in roster.refuses("rest", "start", code=1)
    roster.ok("start", "uhrs", "--at", "-52m")
    assert roster.ok("rest", "--json").json["due_in"] == 0
    roster.ok("rest", "postpone")
    assert roster.ok("status", "--json").json["rest_due_in"] == 300
    roster.ok("rest", "snooze", "--minutes", "60")
    assert "no time to snooze" in roster.refuses("rest", "snooze", "--minutes", "45")
    roster.ok("rest", "start")
    assert roster.ok("rest", "--json").json["state"] == "paused"
    assert roster.ok("rest", "--json").json["resting"] == 0
    roster.ok("resume")
    roster.ok("rest", "skip")
    assert "cannot 'fly'" in roster.refuses("rest", "fly")


def test_the_review_of_a_week(shell: Shell) -> None:
    made = shell.ok("wellbeing", "review", "--pace", "4", "--refuse", "4", "--json").json
    assert made["recovery"] == 75
    assert "no answer for pace" in shell.refuses("wellbeing", "review", "--pace", "7")


def test_help_stands_in_the_shell_with_the_person_s_own_lines(shell: Shell) -> None:
    shell.ok("wellbeing", "contact", "Ana,", "555\x1b[2J")
    out = shell.ok("help-me").out
    assert "local emergency number" in out
    assert "findahelpline.com" in out
    assert "1. Ana, 555" in out
    assert "\x1b" not in out
    assert "does not diagnose anything" in out
    shell.ok("wellbeing", "contact", "--remove", "1")
    assert "Ana" not in shell.ok("help-me").out
    assert "no line 1" in shell.refuses("wellbeing", "contact", "--remove", "1")


def test_a_wipe_asks_and_leaves_no_byte(shell: Shell, tmp_path: Path) -> None:
    secret = "nowhere-else-in-the-world"
    shell.ok("platform", "add", "UHRS")
    shell.ok("checkin", "--mood", "4", "--note", secret)
    shell.ok("backup", "--with-wellbeing")
    shell.ok("backup", str(tmp_path / "whole.zip"), "--with-wellbeing")
    assert "add --yes" in shell.refuses("wellbeing", "wipe")
    assert holding(tmp_path, secret)
    assert "The diary is empty" in shell.ok("wellbeing", "wipe", "--yes").out
    assert holding(tmp_path, secret) == []
    assert shell.ok("doctor", "--json").json["ok"] is True
    assert len(shell.ok("platform", "list", "--json").rows("platforms")) == 1


def test_exports_evidence_and_backups_hold_nothing_of_the_diary(
    roster: Shell, tmp_path: Path
) -> None:
    secret = "nowhere-else-in-the-world"
    roster.ok("log", "uhrs 45m")
    roster.ok("checkin", "--mood", "1", "--note", secret)
    for format_ in ("toggl", "timewarrior", "timewarrior-json"):
        assert secret not in roster.ok("export", format_).out
    assert secret not in roster.ok("evidence", "uhrs").out
    roster.ok("backup", str(tmp_path / "shared.zip"))
    shared = (tmp_path / "shared.zip").read_bytes()
    assert b"wellbeing" not in shared
