"""The shells complete what the program takes; each is asked if it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.driver import Shell


def _have(shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A PATH on which `taskwell` is this one."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "taskwell"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m taskwell "$@"\n')
    program.chmod(0o755)
    return {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}


CASES = (
    ("st", {"start", "stop", "status"}),
    ("start --ki", {"--kind"}),
    ("start --kind s", {"search"}),
    ("platform ", {"add", "list", "show", "set", "catalogue", "facts", "correct"}),
    ("--store /tmp rep", {"report", "reported"}),
    ("help pri", {"privacy"}),
    ("start uh", {"UHRS", "UHRS/Relevance"}),
    ("config get goal", {"goal_day", "goal_week"}),
)


def _script(shell: Shell, name: str, tmp_path: Path) -> Path:
    file = tmp_path / f"completion.{name}"
    file.write_text(shell.ok("completion", name).out)
    return file


@pytest.mark.parametrize(("line", "offered"), CASES)
def test_bash_completes(
    roster: Shell, tmp_path: Path, environment: dict[str, str], line: str, offered: set[str]
) -> None:
    _have("bash")
    words = ["taskwell", *line.split(" ")]
    quoted = " ".join(f"'{word}'" for word in words)
    script = (
        f"source {_script(roster, 'bash', tmp_path)}; COMP_WORDS=({quoted});"
        f"COMP_CWORD={len(words) - 1}; _taskwell; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    assert set(done.stdout.split()) == offered
    assert done.stderr == ""


@pytest.mark.parametrize(("line", "offered"), CASES)
def test_fish_completes(
    roster: Shell, tmp_path: Path, environment: dict[str, str], line: str, offered: set[str]
) -> None:
    _have("fish")
    script = f"source {_script(roster, 'fish', tmp_path)}; complete -C 'taskwell {line}'"
    done = subprocess.run(
        ["fish", "--no-config", "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    assert {each.split("\t")[0] for each in done.stdout.splitlines()} == offered


def test_zsh_completes(roster: Shell, tmp_path: Path, environment: dict[str, str]) -> None:
    _have("zsh")
    from tests.terminal import Terminal

    script = _script(roster, "zsh", tmp_path)
    env = {**environment, "PS1": "% ", "TERM": "xterm"}
    with Terminal(["zsh", "-f"], env=env, size=(100, 30)) as line:
        line.type(f"autoload -Uz compinit; compinit -D -u; source {script}; clear\r")
        line.settle()
        for typed, expected in (
            ("taskwell st", ("start", "stop", "status")),
            ("taskwell platform ", ("add", "show")),
            ("taskwell start --kind s", ("--kind search",)),
            ("taskwell start uh", ("UHRS",)),
        ):
            line.type("\x15\x0c" + typed)
            line.settle()
            line.press("tab")
            line.wait_for(expected[0])
            line.settle()
            for word in expected:
                assert word in line.text()


def test_names_that_a_shell_could_misread_are_left_out(roster: Shell) -> None:
    roster.ok("platform", "add", "$(touch x)")
    roster.ok("platform", "add", "Data Annotation")
    assert roster.ok("places").out.split() == [
        "Data_Annotation",
        "Prolific",
        "UHRS",
        "UHRS/Relevance",
    ]
