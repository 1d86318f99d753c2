"""Skills and qualifications in a shell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.driver import Shell


def test_a_qualification_from_the_first_try_to_the_pass(roster: Shell) -> None:
    uid = roster.uid(
        "skill", "add", "Review EN", "--platform", "uhrs/rel", "--tag", "review",
        "--unlocks", "better pay", "--gain", "2 USD",
    )  # fmt: skip
    assert roster.uid("skill", "attempt", "review", "--day", "-9d", "--took", "90m") == uid
    said = roster.ok("skill", "attempt", "rev", "--result", "failed", "--retake", "+14d").out
    assert said == "Review EN: failed 2026-11-10, retake from 2026-12-03\n"
    roster.ok("skill", "attempt", "rev", "--result", "passed", "--score", "91 %")
    roster.ok("log", "uhrs 9:00-9:30 kind:training +review")
    (told,) = roster.ok("skill", "list", "--json").rows("skills")
    assert {key: told[key] for key in told if key != "attempts"} == {
        "uid": uid,
        "name": "Review EN",
        "place": "UHRS / Relevance",
        "result": "passed",
        "day": "2026-11-19",
        "retake": None,
        "unlocks": "better pay",
        "gain": {"amount": "2.00", "currency": "USD"},
        "tag": "review",
        "note": "",
        "unpaid_seconds": 7200,
        "seconds": 1800,
        "pay_back_seconds": None,
        "pay_back": "too early: 0 of 3 sessions that say what an hour pays in USD",
    }
    assert "passed 2026-11-19 (try 2)" in roster.ok("skill", "list").out
    plain = roster.ok("skill", "list", "--plain").out
    assert "try 1: 2026-11-10, failed, 1:30\ntry 2: 2026-11-19, passed, 91 %\n" in plain


def test_a_skill_is_changed_corrected_and_deleted(roster: Shell) -> None:
    roster.ok("skill", "add", "Python")
    roster.ok("skill", "set", "py", "name=Python 3", "tag=+py", "note=by heart")
    roster.ok("skill", "attempt", "py", "--result", "passed")
    roster.ok("skill", "attempt", "py", "--change", "1", "--result", "expired")
    (told,) = roster.ok("skill", "list", "--json").rows("skills")
    assert (told["name"], told["tag"], told["result"]) == ("Python 3", "py", "expired")
    assert roster.ok("skill", "attempt", "py", "--drop", "1").out == "Python 3: not tried\n"
    roster.ok("skill", "delete", "py")
    assert "No skills yet" in roster.ok("skill", "list").err
    roster.ok("undo")
    assert "Python 3" in roster.ok("skill", "list").out


def test_the_summary_is_a_document_that_never_overwrites_another(
    roster: Shell, tmp_path: Path
) -> None:
    roster.ok("skill", "add", "Review EN", "--platform", "uhrs")
    assert "| Review EN | - | UHRS |" in roster.ok("skill", "summary").out
    assert "UHRS" not in roster.ok("skill", "summary", "--no-platforms").out
    file = tmp_path / "skills.md"
    written = roster.ok("skill", "summary", "-o", str(file), "--json").json
    assert written == {"uid": None, "file": str(file)}
    assert file.read_text().startswith("# Skills and qualifications\n")
    assert file.stat().st_mode & 0o777 == 0o600
    assert "exists already" in roster.refuses("skill", "summary", "-o", str(file))
    roster.ok("skill", "summary", "-o", str(file), "--force")
    markdown = roster.ok("skill", "summary", "--json").json["markdown"]
    assert markdown == file.read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "Python"], "exists already"),
        (["add", "X", "--platform", "nobody"], "no platform"),
        (["add", "X", "--gain", "1,5"], "comma"),
        (["attempt", "nothing"], "no skill"),
        (["attempt", "py", "--day", "+1d"], "future"),
        (["attempt", "py", "--change", "2"], "no try number"),
        (["attempt", "py", "--change", "x"], "whole number"),
        (["attempt", "py", "--drop", "1", "--score", "2"], "stands alone"),
        (["set", "py", "gian=2"], "did you mean gain"),
        (["set", "py", "gain"], "changes no field"),
        (["set", "py", "tag=a", "tag=b"], "given twice"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(roster: Shell, words: list[str], said: str) -> None:
    roster.ok("skill", "add", "Python")
    before = roster.ok("skill", "list", "--json").out
    assert said in roster.refuses("skill", *words)
    assert roster.ok("skill", "list", "--json").out == before
