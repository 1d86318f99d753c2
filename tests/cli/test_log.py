"""The log in a shell: written after the fact, listed, corrected, added up."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.cli.driver import Shell

ENTRY = 'uhrs/rel 45m until 14:00 yesterday 37 tasks $3.40 +relevance "slow queue"'


def _only(shell: Shell) -> dict[str, object]:
    (session,) = shell.ok("sessions", "--json").rows("sessions")
    return session


def test_an_entry_is_read_back_and_kept(roster: Shell) -> None:
    said = roster.ok("log", ENTRY)
    assert said.out == (
        "= Wed 18 Nov 13:15-14:00, 0:45, UHRS / Relevance, paid, 37 tasks, $3.40,"
        ' +relevance, "slow queue"\n'
    )
    session = _only(roster)
    assert session["started"] == "2026-11-18T19:15:00Z"
    assert session["note"] == "slow queue"


def test_an_entry_arrives_as_many_words_too(roster: Shell) -> None:
    roster.ok("log", *ENTRY.split(" "))
    assert _only(roster)["note"] == "slow queue"


def test_options_complete_an_entry(roster: Shell) -> None:
    roster.ok("log", "prolific", "-2d", "13:00-13:45", "--tasks", "3", "--earned", "4")
    session = _only(roster)
    assert session["tasks"] == 3
    assert session["earned"] == {"amount": "4.00", "currency": "GBP"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["uhrs 45m .40"], "single quotes"),
        (["uhrs", "45m", "slow queue"], "single quotes"),
        (["uhrs 45m slow"], "'slow'"),
        (["uhrs 45m 3.40"], "no unit"),
        (["uhrs 17:00-18:00"], "future"),
        (["uhrs 14:00-14:00"], "same"),
        (["nobody 45m"], "nobody"),
        (["uhrs"], "when"),
        ([], "needs ENTRY"),
        (["uhrs 45m", "--tasks", "many"], "many"),
        (["uhrs 45m", "--earned", "1,5"], "comma"),
    ],
)
def test_what_cannot_be_read_changes_nothing(roster: Shell, words: list[str], said: str) -> None:
    before = roster.ok("history", "--json").rows("history")
    assert said in roster.refuses("log", *words)
    assert roster.ok("history", "--json").rows("history") == before


def test_fields_are_edited_by_the_beginning_of_a_uid(roster: Shell) -> None:
    uid = roster.uid("log", "uhrs 13:00-14:00")
    edited = roster.ok("edit", uid[:7], "end=13:30", "tasks=5", "note==1+1", "outcome=approved")
    assert edited.out == "= Thu 19 Nov 13:00-13:30, 0:30, UHRS, paid, approved, 5 tasks\n"
    session = _only(roster)
    assert (session["seconds"], session["note"]) == (1800, "=1+1")
    assert "did you mean tasks" in roster.refuses("edit", uid, "task=5")
    roster.refuses("edit", uid, "tasks=5", "tasks=6")
    roster.refuses("edit", uid, "tasks")
    roster.refuses("edit", "zzzz", "tasks=1")
    roster.refuses("edit", uid, "kind=sleep")


def test_sessions_are_split_joined_deleted_and_brought_back(roster: Shell) -> None:
    uid = roster.uid("log", "uhrs 13:00-14:00 10 tasks")
    uids = roster.ok("split", uid, "--at", "13:30", "--json").json["uids"]
    assert isinstance(uids, list)
    assert [each["tasks"] for each in roster.ok("sessions", "--json").rows("sessions")] == [5, 5]
    roster.ok("join", *uids)
    assert _only(roster)["tasks"] == 10
    roster.ok("delete", uids[0])
    assert roster.ok("sessions", "--json").rows("sessions") == []
    assert roster.ok("undo").out == "Undone: delete UHRS\n"
    assert _only(roster)["tasks"] == 10
    assert "uid" in roster.ok("redo", "--json").json
    assert "--at" in roster.refuses("split", uid)


def test_history_tells_what_happened_to_one_session(roster: Shell) -> None:
    uid = roster.uid("log", "uhrs 13:00-14:00")
    roster.ok("edit", uid, "tasks=7")
    said = roster.ok("history", uid).out
    assert "edit UHRS (tasks)" in said
    assert "tasks: - -> 7" in said
    acts = roster.ok("history", uid, "--json").rows("history")
    assert len(acts) == 2
    roster.refuses("history", "zzzz")


def test_sessions_are_filtered_by_days_and_names(roster: Shell) -> None:
    roster.ok("log", "uhrs yesterday 23:30-2026-11-19 00:30 +late")
    roster.ok("log", "prolific 9:00-10:00 kind:search")

    def platforms(*words: str) -> list[object]:
        return [
            each["platform"] for each in roster.ok("sessions", *words, "--json").rows("sessions")
        ]

    assert platforms() == ["UHRS", "Prolific"]
    assert platforms("--from", "yesterday", "--to", "yesterday") == ["UHRS"]
    assert platforms("--from", "today") == ["Prolific"]
    assert platforms("--from", "2026-11") == ["UHRS", "Prolific"]
    assert platforms("--kind", "search") == ["Prolific"]
    assert platforms("--tag", "late") == ["UHRS"]
    assert platforms("--platform", "pro") == ["Prolific"]
    assert "nobody" in roster.refuses("sessions", "--platform", "nobody")
    assert "--from" in roster.refuses("sessions", "--from", "2026-13-01")


def test_a_spreadsheet_takes_the_csv_as_text(roster: Shell) -> None:
    roster.ok("log", 'uhrs 13:00-14:00 $1 "=HYPERLINK()"')
    rows = list(csv.DictReader(io.StringIO(roster.ok("sessions", "--csv").out)))
    assert rows[0]["note"] == "'=HYPERLINK()"
    assert (rows[0]["earned"], rows[0]["currency"]) == ("1.00", "USD")


def test_control_characters_are_kept_and_never_printed(roster: Shell) -> None:
    note = "\x1b[2J\x07\u202e\x9b [bold]x[/]"
    roster.ok("platform", "add", "Evil \x1b]0;x\x07")
    roster.ok("log", f'evil 13:00-14:00 +\x1btag "{note}"')
    assert _only(roster)["note"] == note
    for words in (
        ["sessions"],
        ["sessions", "--plain"],
        ["sessions", "--json"],
        ["sessions", "--csv"],
        ["history"],
        ["platform", "list"],
        ["report"],
        ["report", "--by", "tag", "--format", "md"],
        ["export", "toggl"],
        ["export", "timewarrior"],
        ["messages"],
    ):
        out = roster.ok(*words).out
        assert not set(out) & set("\x1b\x07\u202e\x9b"), words


def test_a_report_has_the_form_scripts_rely_on(roster: Shell) -> None:
    roster.ok("log", "uhrs yesterday 23:30-2026-11-19 00:30 10 tasks 6.00 USD")
    roster.ok("log", "uhrs 9:00-9:30 kind:search")
    report = roster.ok("report", "2026-11-18..2026-11-19", "--by", "platform,day", "--json").json
    assert (report["from"], report["to"]) == ("2026-11-18", "2026-11-19")
    groups = report["groups"]
    assert isinstance(groups, list)
    assert [group["key"] for group in groups] == [
        {"platform": "UHRS", "day": "2026-11-18"},
        {"platform": "UHRS", "day": "2026-11-19"},
    ]
    assert [group["seconds"] for group in groups] == [1800, 3600]
    total = report["total"]
    assert isinstance(total, dict)
    assert total["sessions"] == 2
    assert (total["seconds"], total["wall_seconds"], total["paid_seconds"]) == (5400, 5400, 3600)
    assert total["earned"] == [{"amount": "6.00", "currency": "USD"}]
    assert total["hourly_paid"] == [{"amount": "6.00", "currency": "USD"}]
    assert total["hourly_all"] == [{"amount": "4.00", "currency": "USD"}]
    assert json.loads(roster.ok("report", "--format", "json").out)["groups"]


@pytest.mark.parametrize("form", ["table", "csv", "md"])
def test_a_report_is_drawn_in_other_forms_too(roster: Shell, form: str) -> None:
    roster.ok("log", "uhrs 9:00-9:30 3 USD")
    assert "UHRS" in roster.ok("report", "today", "--format", form).out
    assert roster.ok("report", "yesterday", "--format", form).code == 0


def test_a_report_is_asked_for_in_words_it_knows(roster: Shell) -> None:
    for words in (
        ["nonsense"],
        ["--by", "colour"],
        ["--format", "xml"],
        ["2026-11-09..2026-11-01"],
    ):
        roster.refuses("report", *words)
    roster.refuses("report", "--json", "--format", "csv")
