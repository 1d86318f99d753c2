"""A bug outside of any act: the program ends, saved, with two lines and a report."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from tests.terminal import Terminal

BREAKS = (
    "import sys; from pathlib import Path; import taskwell.tui.shell as app\n"
    "def broken(self):\n"
    "    note = 'my private ' + 'note'\n"
    "    raise ValueError(note)\n"
    "app.Shell.look_for_changes = broken\n"
    "from taskwell.tui.run import run; sys.exit(run(Path(sys.argv[1])))"
)


def test_a_crash_shows_two_lines_and_leaves_a_report_for_its_owner_alone(tmp_path: Path) -> None:
    argv = [sys.executable, "-c", BREAKS, str(tmp_path / "store")]
    with Terminal(argv, size=(120, 24)) as terminal:
        assert terminal.wait(10) == 1
        terminal.settle()
        printed = terminal.raw.rpartition(b"\x1b[?1049l")[2].decode()
    said = [line.strip() for line in re.sub(r"\x1b\[[?\d]*[a-z]", "", printed).splitlines()]
    assert said[0] == "Taskwell came upon a bug and had to stop. Everything you confirmed is saved."
    assert said[1].startswith("A report without your texts is in ")
    assert len([line for line in said if line]) == 2
    reports = list(Path(os.environ["XDG_STATE_HOME"]).rglob("crash-*.txt"))
    assert len(reports) == 1
    text = reports[0].read_text()
    assert "my private note" not in text
    assert "builtins.ValueError" in text
    assert reports[0].stat().st_mode & 0o777 == 0o600
    assert b"my private note" not in bytes(terminal.raw)
