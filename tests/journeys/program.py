"""The real program on a pseudo-terminal, and the real commands, on one store."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.terminal import Terminal

PROGRAM = [sys.executable, "-m", "taskwell"]


def screen(
    folder: Path,
    *,
    size: tuple[int, int] = (80, 24),
    term: str = "xterm-256color",
    env: Mapping[str, str] | None = None,
) -> Terminal:
    """The full screen on a store, once it shows its Timer.

    The frame comes first and already says "Timer"; today's total is drawn by the Timer itself.
    """
    own = {"TASKWELL_STORE": str(folder), **(env or {})}
    line = Terminal(PROGRAM, size=size, term=term, env=own)
    line.wait_for("Today")
    line.settle()
    return line


def shell(folder: Path, *words: str, code: int = 0, given: str | None = None) -> str:
    """What a command prints; AssertionError when its exit code is another one."""
    done = subprocess.run(
        [*PROGRAM, *words],
        env={**os.environ, "TASKWELL_STORE": str(folder)},
        input=given,
        stdin=None if given is not None else subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == code, (words, done.returncode, done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    return done.stdout if code == 0 else done.stderr


def asked(folder: Path, *words: str) -> Any:
    """What a query says in JSON."""
    return json.loads(shell(folder, *words, "--json"))
