"""Two full screens and a shell on one store: each sees what the others did."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.journeys.program import PROGRAM, asked, screen, shell

SOON = 3.0
"""Seconds; a poll every third of one, and room for a machine that does other things too."""


def test_two_screens_and_a_shell_see_each_other(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    shell(folder, "platform", "add", "UHRS")
    with screen(folder) as one, screen(folder, size=(60, 20)) as two:
        one.press("s", "u")
        one.wait_for("UHRS started")
        two.wait_for(lambda text: "running" in text, SOON)
        two.press("a")
        one.wait_for(lambda text: "1 task" in text, SOON)
        shell(folder, "stop")
        one.wait_for("Nothing runs", SOON)
        two.wait_for("Nothing runs", SOON)
        shell(folder, "undo")
        one.wait_for(lambda text: "running since" in text, SOON)
        for line in (one, two):
            line.press("q")
            assert line.wait(5) == 0
    assert asked(folder, "status")["running"]["tasks"] == 1


def test_forty_commands_at_once_are_forty_sessions(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    shell(folder, "platform", "add", "UHRS")
    at_once = [
        subprocess.Popen(
            [*PROGRAM, "--store", str(folder), "log", f"UHRS {minutes}m"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for minutes in range(1, 41)
    ]
    for process in at_once:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
    assert len(asked(folder, "sessions")["sessions"]) == 40
    assert asked(folder, "doctor")["ok"] is True
