"""The notebook in a shell."""

from __future__ import annotations

import pytest

from tests.cli.driver import Shell
from tests.conftest import FakeClock


def test_notes_are_written_listed_changed_and_deleted(roster: Shell, clock: FakeClock) -> None:
    guide = roster.uid("notebook", "uhrs", "--section", "guide", "--add", "read the rubric")
    uid = roster.uid("notebook", "uhrs/rel", "--add", "ties are wrong\n  since 3 Nov")
    clock.advance(86400)
    assert "Changed" in roster.ok("notebook", "--change", uid[:6], "--text", "ties are fine").out
    assert roster.ok("notebook", "uhrs").out == (
        "UHRS: guidelines\n"
        f"  {guide[:6]}  2026-11-19 16:42\n"
        "    read the rubric\n"
        "\n"
        "UHRS / Relevance: gotchas\n"
        f"  {uid[:6]}  2026-11-20 16:42, 1 earlier version\n"
        "    ties are fine\n"
    )
    assert roster.ok("notebook", "--history", uid).out == (
        "2026-11-20 16:42\n    ties are fine\n\n2026-11-19 16:42\n    ties are wrong\n      since 3 Nov\n"
    )
    versions = roster.ok("notebook", "--history", uid, "--json").rows("versions")
    assert [each["at"] for each in versions] == ["2026-11-20T22:42:00Z", "2026-11-19T22:42:00Z"]
    assert roster.uid("notebook", "--delete", guide) == guide
    notes = roster.ok("notebook", "uhrs", "--json").rows("notes")
    assert notes == [
        {
            "uid": uid,
            "place": "UHRS / Relevance",
            "project": "Relevance",
            "section": "gotchas",
            "at": "2026-11-20T22:42:00Z",
            "text": "ties are fine",
            "versions": 1,
        }
    ]
    roster.ok("undo")
    assert "read the rubric" in roster.ok("notebook", "uhrs", "--section", "guidelines").out


def test_words_are_found_in_one_notebook_or_in_all(roster: Shell) -> None:
    roster.ok("notebook", "uhrs", "--add", "Ties count as wrong")
    roster.ok("notebook", "prolific", "--add", "ties are rare")
    roster.ok("notebook", "prolific", "--add", "screen-outs pay")
    assert len(roster.ok("notebook", "--find", "TIES", "--json").rows("notes")) == 2
    assert len(roster.ok("notebook", "prol", "--find", "ties", "--json").rows("notes")) == 1
    plain = roster.ok("notebook", "--find", "screen pay", "--plain").out
    assert "place: Prolific\nsection: gotchas\n" in plain
    assert plain.endswith("text: screen-outs pay\n")
    nothing = roster.ok("notebook", "--find", "zebra")
    assert (nothing.out, "No notes here" in nothing.err) == ("", True)


def test_nothing_in_a_note_can_drive_a_terminal(roster: Shell) -> None:
    uid = roster.uid("notebook", "uhrs", "--add", "\x1b[2J\u202e\nfake: 1")
    for words in (["uhrs"], ["uhrs", "--plain"], ["uhrs", "--json"], ["--history", uid]):
        out = roster.ok("notebook", *words).out
        assert not set(out) & set("\x1b\u202e"), words


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "needs a platform"),
        (["uhrs", "--add", " "], "The note is empty"),
        (["--add", "text"], "--add needs a place"),
        (["nobody", "--add", "text"], "no platform"),
        (["uhrs", "--add", "x", "--find", "y"], "exclude each other"),
        (["uhrs", "--text", "y"], "--text goes with --change"),
        (["--change", "zzz"], "changes nothing"),
        (["--change", "zzz", "--text", "x"], "No note's uid begins"),
        (["uhrs", "--delete", "zzz"], "leave the platform out"),
        (["uhrs", "--section", "tasks"], "no section"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(roster: Shell, words: list[str], said: str) -> None:
    assert said in roster.refuses("notebook", *words)


def test_the_help_asks_for_no_task_content(roster: Shell) -> None:
    told = " ".join(roster.ok("help", "notebook").out.split())
    assert "metadata and platform messages only" in told
