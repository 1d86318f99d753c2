"""Hooks in a shell: they run after what was done is saved, and cannot spoil it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from taskwell.hooks.folder import OFF
from taskwell.hooks.running import switched_off
from taskwell.store.place import config_folder
from tests.cli.driver import Shell


@pytest.fixture
def told() -> Path:
    """Hooks that add what they are told to a file."""
    folder = config_folder() / "hooks"
    folder.mkdir(parents=True)
    file = folder / "told"
    for event in ("start", "stop"):
        (folder / event).write_text(
            f"#!{sys.executable}\nimport sys\nopen('told', 'a').write(sys.stdin.read() + '\\n')\n"
        )
        (folder / event).chmod(0o755)
    return file


def test_a_start_and_a_stop_in_a_shell_are_told(shell: Shell, told: Path) -> None:
    shell.ok("start", "UHRS", "--new")
    shell.clock.advance(600)
    shell.ok("stop", "--tasks", "7")
    lines = [json.loads(line) for line in told.read_text().splitlines()]
    assert [each["event"] for each in lines] == ["start", "stop"]
    assert lines[1]["session"]["tasks"] == 7
    assert lines[1]["session"]["seconds"] == 600


def test_a_query_runs_no_hook(shell: Shell, told: Path) -> None:
    shell.ok("start", "UHRS", "--new")
    told.unlink()
    shell.ok("status")
    shell.ok("count", "3")
    assert not told.exists()


def test_a_hook_that_fails_is_told_and_the_act_stands(shell: Shell, told: Path) -> None:
    (told.parent / "start").write_text("#!/bin/sh\nexit 4\n")
    done = shell.ok("start", "UHRS", "--new")
    assert "saved, but: The hook start failed with 4" in done.err
    assert shell.ok("status", "--json").json["running"] is not None


def test_a_hook_that_nobody_may_look_at_fails_no_act(shell: Shell, told: Path) -> None:
    (told.parent / "start").unlink()
    (told.parent / "start").symlink_to("start")
    done = shell.ok("start", "UHRS", "--new")
    assert "saved, but: The hook start cannot be run" in done.err


def test_settings_that_nobody_may_look_into_fail_no_act(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "/" + "x" * 300)
    shell.ok("start", "UHRS", "--new")


def test_hooks_are_switched_off_for_the_demo_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    with switched_off():
        assert os.environ[OFF] == "1"
    assert OFF not in os.environ
    monkeypatch.setenv(OFF, "yes")
    with switched_off():
        pass
    assert os.environ[OFF] == "yes"


def test_a_command_without_hooks_loads_nothing_to_run_them() -> None:
    code = (
        "import sys\n"
        "from taskwell.cli.main import main\n"
        "main(['platform', 'add', 'UHRS'])\n"
        "assert 'taskwell.hooks.folder' in sys.modules\n"
        "assert not {'taskwell.hooks.running', 'subprocess'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
