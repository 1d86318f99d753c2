"""The evidence pack in a shell: printed, written, and its checksum taken again."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.driver import Shell


@pytest.fixture
def worked(roster: Shell) -> Shell:
    roster.ok("log", 'uhrs yesterday 9:00-10:00 100 tasks 5 USD +tagged "what the task said"')
    roster.ok("incident", "open", "uhrs", "warning", "--reason", "speed")
    return roster


def test_the_pack_is_one_markdown_document_without_notes_or_tags(worked: Shell) -> None:
    text = worked.ok("evidence", "uhrs").out
    assert text.startswith("# Evidence: UHRS\n\n- Platform: UHRS\n- Period: 2026-08-21 to ")
    assert "| Earned | 5.00 USD |" in text
    assert "## Draft: appeal" in text
    assert "what the task said" not in text
    assert "tagged" not in text
    assert worked.ok("evidence", "uhrs", "--json").json["markdown"] == text


def test_the_pack_is_written_for_you_alone_and_replaces_nothing(
    worked: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "uhrs.md"
    written = worked.ok("evidence", "uhrs", "--from", "-9d", "-o", str(file), "--json").json
    assert (written["file"], written["from"], written["to"]) == (
        str(file),
        "2026-11-10",
        "2026-11-19",
    )
    assert (written["sessions"], written["incidents"]) == (1, 1)
    assert file.stat().st_mode & 0o777 == 0o600
    assert f"SHA-256 `{written['sha256']}`" in file.read_text()
    assert "exists already" in worked.refuses("evidence", "uhrs", "-o", str(file))
    file.write_text("old")
    worked.ok("evidence", "uhrs", "-o", str(file), "--force")
    assert file.read_text().startswith("# Evidence: UHRS\n")


def test_the_records_give_the_same_checksum(worked: Shell, tmp_path: Path) -> None:
    file = tmp_path / "uhrs.jsonl"
    told = worked.ok("evidence", "uhrs", "--records", str(file), "--json").json
    assert sha256(file.read_bytes()).hexdigest() == told["sha256"]
    assert file.stat().st_mode & 0o777 == 0o600
    assert b"what the task said" not in file.read_bytes()
    plain = worked.ok("evidence", "uhrs", "--plain").out
    assert f"sha256: {told['sha256']}\n" in plain


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nobody"], "no platform"),
        (["uhrs", "--from", "soon"], "--from: 'soon' is no day"),
        (["uhrs", "--to", "2026-12-01"], "future"),
        (["uhrs", "--from", "2026-11-02", "--to", "2026-11-01"], "lies after"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(worked: Shell, words: list[str], said: str) -> None:
    assert said in worked.refuses("evidence", *words)


def test_a_file_that_is_there_stops_both_files(worked: Shell, tmp_path: Path) -> None:
    text, records = tmp_path / "uhrs.md", tmp_path / "uhrs.jsonl"
    text.write_text("old")
    worked.refuses("evidence", "uhrs", "-o", str(text), "--records", str(records))
    assert (text.read_text(), records.exists()) == ("old", False)
