"""Other programs' files come in and go out by a command."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from tests.cli.driver import Shell

TOGGL = (
    "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,"
    "Duration,Tags\n"
    ",,UHRS,Relevance,,first,Yes,2026-11-18,09:00:00,2026-11-18,10:00:00,01:00:00,a\n"
    ",,,Outlier,,second,Yes,2026-11-18,11:00:00,2026-11-18,11:30:00,00:30:00,\n"
    ",,,Outlier,,broken,Yes,2026-13-18,11:00:00,2026-11-18,11:30:00,00:30:00,\n"
)


@pytest.fixture
def toggl(tmp_path: Path) -> str:
    file = tmp_path / "toggl.csv"
    file.write_text(TOGGL)
    return str(file)


def test_a_file_comes_in_once_and_as_one_step(shell: Shell, toggl: str) -> None:
    dry = shell.ok("import", "toggl", toggl, "--dry-run", "--json").json
    assert (dry["read"], dry["added"], dry["dry_run"]) == (3, 2, True)
    assert dry["created"] == {"platforms": ["Outlier", "UHRS"], "projects": ["UHRS/Relevance"]}
    assert shell.ok("sessions", "--json").rows("sessions") == []
    done = shell.ok("import", "auto", toggl)
    assert "3 rows read: 2 added, 1 skipped" in done.out
    assert "line 4, Start date" in done.out
    again = shell.ok("import", "toggl", toggl, "--json").json
    assert (again["added"], again["duplicates"]) == (0, 2)
    shell.ok("undo")
    assert shell.ok("sessions", "--json").rows("sessions") == []


def test_a_zone_and_a_platform_may_be_named(shell: Shell, toggl: str) -> None:
    shell.ok("import", "toggl", toggl, "--zone", "Europe/Berlin", "--platform", "All of it")
    first = shell.ok("sessions", "--json").rows("sessions")[0]
    assert first["started"] == "2026-11-18T08:00:00Z"
    assert first["platform"] == "All of it"


def test_a_file_without_a_readable_row_is_bad_input(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text("".join(TOGGL.splitlines(keepends=True)[::3]))
    assert "line 2" in shell.refuses("import", "toggl", str(file))
    assert shell("import", "toggl", str(file), "--json").code == 2
    for words in (
        ["toggl", str(tmp_path / "absent")],
        ["togl", str(file)],
        ["clockify", str(file)],
        ["toggl", str(file), "--zone", "Mars/Base"],
        ["toggl", str(file), "--map", "nobody"],
        ["toggl"],
    ):
        shell.refuses("import", *words)
    assert shell.ok("platform", "list", "--json").json == {"platforms": []}


def test_what_goes_out_comes_back_in_unchanged(
    roster: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roster.ok("log", 'uhrs/rel 13:00-14:00 +x "a note"')
    roster.ok("start", "uhrs")
    out = roster.ok("export", "timewarrior")
    assert out.out.startswith("inc 20261119T190000Z - 20261119T200000Z # ")
    assert out.err == "1 running session left out: stop first\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(out.out.encode())))
    assert roster.ok("import", "timewarrior", "-", "--json").json["duplicates"] == 1
    assert roster.ok("export", "timewarrior-json", "yesterday").out.strip() in ("[]", "[\n]")


def test_an_export_never_replaces_a_file_unasked(roster: Shell, tmp_path: Path) -> None:
    roster.ok("log", "uhrs 13:00-14:00")
    file = tmp_path / "out.csv"
    assert "1 session written" in roster.ok("export", "toggl", "-o", str(file)).out
    assert file.stat().st_mode & 0o777 == 0o600
    kept = file.read_bytes()
    assert b"\r\n" in kept
    assert "--force" in roster.refuses("export", "toggl", "-o", str(file))
    roster.ok("export", "toggl", "--output", str(file), "--force", "yesterday")
    assert file.read_bytes() != kept
    empty = tmp_path / "empty.csv"
    empty.touch()
    roster.ok("export", "toggl", "-o", str(empty))
    assert os.listdir(tmp_path).count("out.csv") == 1
    assert not list(tmp_path.glob(".*.part"))
    roster.refuses("export", "toggl", "-o", str(tmp_path / "no" / "where"), code=1)
    roster.refuses("export", "clockify")
    roster.refuses("export", "toggl", "notarange")


def test_a_tag_is_asked_once_for_its_kind_and_remembered(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "toggl.csv"
    head = "Client,Project,Description,Start date,Start time,End date,End time,Duration,Tags\n"
    file.write_text(f"{head}A,B,x,2026-11-02,09:00:00,2026-11-02,09:30:00,0:30:00,looking\n")
    shell.ok("import", "toggl", str(file), "--as", "#looking=search")
    file.write_text(f"{head}A,B,y,2026-11-03,09:00:00,2026-11-03,09:30:00,0:30:00,looking\n")
    shell.ok("import", "toggl", str(file))
    kinds = [row["kind"] for row in shell.ok("sessions", "--json").rows("sessions")]
    assert kinds == ["search", "search"]
    assert "cannot mean 'fun'" in shell.refuses(
        "import", "toggl", str(file), "--as", "#looking=fun"
    )
