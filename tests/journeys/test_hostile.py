"""Names and notes that no one should type, small and poor terminals, and a wheel far from home."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.journeys.program import asked, screen, shell

HOSTILE = {
    "escape sequences": "\x1b[2J\x1b]0;owned\x07red \x1b[31m",
    "markup": "[bold]not bold[@click=app.quit]quit[",
    "right to left": "\u202eevil \u05e9\u05dc\u05d5\u05dd",
    "wide": "\u65e5\u672c\u8a9e \U0001f469\u200d\U0001f4bb\U0001f1e9\U0001f1ea",
    "long": "x" * 10_000,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_text_is_kept_as_given_and_shown_as_text(tmp_path: Path, what: str) -> None:
    folder, text = tmp_path / "store", HOSTILE[what]
    shell(folder, "platform", "add", text)
    uid = asked(folder, "platform", "list")["platforms"][0]["uid"]
    shell(folder, "start", uid, "--note", text)
    assert asked(folder, "sessions")["sessions"][0]["note"] == text
    for words in (("status",), ("sessions",), ("report",), ("history",)):
        assert "\x1b" not in shell(folder, *words)
    with screen(folder, size=(60, 20)) as line:
        line.press("e", "esc", "x", "esc", "s", "esc")
        line.settle()
        assert b"\x1b]0;owned" not in line.raw
        assert "Timer" in line.lines()[0]
        line.press("q")
        assert line.wait(5) == 0


@pytest.mark.parametrize(
    ("term", "env"),
    [
        ("xterm", {}),
        ("xterm-256color", {"NO_COLOR": "1"}),
        ("xterm-256color", {"TASKWELL_ASCII": "1"}),
        ("linux", {}),
    ],
)
def test_poor_terminals_show_the_same_words(tmp_path: Path, term: str, env: dict[str, str]) -> None:
    folder = tmp_path / "store"
    shell(folder, "start", "UHRS", "--new")
    with screen(folder, term=term, env=env) as line:
        assert "UHRS" in line.text()
        assert "? help" in line.text()
        if "TASKWELL_ASCII" in env:
            assert line.text().isascii()
        line.press("q")
        assert line.wait(5) == 0


def test_a_window_may_shrink_and_grow(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    shell(folder, "start", "UHRS", "--new")
    with screen(folder, size=(120, 40)) as line:
        for columns, rows in ((60, 20), (40, 12), (30, 8), (200, 60), (80, 24)):
            line.resize(columns, rows)
            line.settle()
        line.wait_for("UHRS")
        assert "? help" in line.text()
        line.press("q")
        assert line.wait(5) == 0


def test_an_installed_wheel_runs_from_any_folder(tmp_path: Path) -> None:
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("hatchling, which builds the wheel, is not installed here")
    root = Path(__file__).resolve().parents[2]
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=root, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        assert "taskwell/themes/dark.toml" in archive.namelist()
        beside = [name.partition(".data/data/")[2] for name in archive.namelist()]
        assert {
            "share/man/man1/taskwell.1",
            "share/bash-completion/completions/taskwell",
            "share/zsh/site-functions/_taskwell",
            "share/fish/vendor_completions.d/taskwell.fish",
        } <= set(beside)
        archive.extractall(site)
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import taskwell.cli.main as m; raise SystemExit(m.main(['theme', 'list']))",
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "contrast" in done.stdout
