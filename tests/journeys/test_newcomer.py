"""From the README's line in a fresh clone to a running session, every key counted."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.journeys.program import asked
from tests.terminal import Terminal

ROOT = Path(__file__).resolve().parents[2]
MOST_KEYS = 12
INSTALLS = 400.0
"""Seconds that a slow line may take to bring what is installed."""


def start_line() -> str:
    """The line of the README that installs and opens the program."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(r"^python3 -m venv .*taskwell$", text, re.MULTILINE)
    assert found is not None
    return found[0]


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what is committed here, installed by all but the end of the README's line."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("this is no clone")
    folder = tmp_path_factory.mktemp("fresh") / "taskwell"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    install = start_line().rpartition(" && ")[0]
    done = subprocess.run(
        ["bash", "-c", install],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=INSTALLS,
    )
    if done.returncode and "No matching distribution" in done.stderr:
        pytest.skip("nothing can be installed here")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
def test_a_newcomer_has_a_session_running_after_a_few_keys(
    clone: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    store = tmp_path / "store"
    program = start_line().rpartition(" && ")[2]
    keys = ["enter", "enter", "enter", "enter", "space", "enter"]
    environment = {"TASKWELL_STORE": str(store), "TZ": "Africa/Nairobi"}
    with Terminal(["bash", "-c", program], size=size, cwd=clone, env=environment) as line:
        line.wait_for("Welcome to Taskwell")
        line.wait_for("KES")
        for number, key in enumerate(keys):
            line.press(key)
            if number == 3:
                line.wait_for("Which do you work on?")
        line.wait_for("5 min ago")
        letter = re.search(r"^ 1 ([a-z]) ", line.text(), re.MULTILINE)
        assert letter is not None, line.text()
        keys.append(letter[1])
        line.press(letter[1])
        line.wait_for("started")
        line.wait_for("running")
        line.press("q")
        assert line.wait(5) == 0
    assert len(keys) <= MOST_KEYS
    assert asked(store, "status")["running"] is not None
    settings = asked(store, "config", "get")
    assert "KES" in str(settings)


def test_what_was_installed_brings_its_manual_page_and_completions(clone: Path) -> None:
    share = clone / ".venv" / "share"
    assert (share / "man" / "man1" / "taskwell.1").is_file()
    assert (share / "bash-completion" / "completions" / "taskwell").is_file()
    assert (share / "zsh" / "site-functions" / "_taskwell").is_file()
    assert (share / "fish" / "vendor_completions.d" / "taskwell.fish").is_file()
    done = subprocess.run(
        [str(clone / ".venv" / "bin" / "taskwell"), "--version"],
        cwd="/",
        env={**os.environ, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("taskwell 0")
