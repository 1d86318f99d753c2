"""The program as a whole: exit codes, one sentence for an error, and how little it imports."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from taskwell.__main__ import _folder, quick_status
from taskwell.cli import timer
from taskwell.cli.main import main
from taskwell.commands.glance import refresh_glance
from taskwell.errors import BadInput
from taskwell.queries.status import status
from taskwell.store.place import default_folder
from taskwell.store.store import Store
from tests.cli.driver import Shell


def _program(*words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "taskwell", *words],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_program_runs_acts_and_says_errors_in_a_sentence() -> None:
    assert _program("platform", "add", "UHRS").returncode == 0
    done = _program("log", "uhrs 45m until now")
    assert (done.returncode, done.stderr) == (0, "")
    wrong = _program("strat", "uhrs")
    assert wrong.returncode == 2
    assert wrong.stderr == "taskwell: There is no command 'strat'; did you mean start or status?\n"
    assert wrong.stdout == ""


def test_without_a_terminal_the_full_screen_is_refused() -> None:
    done = _program()
    assert done.returncode == 2
    assert "needs a terminal" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("platform", "add", "X"),
        ("status", "--json"),
        ("sessions",),
        ("report", "all"),
        ("config", "get"),
        ("theme", "list"),
        ("help", "keys"),
        ("completion", "bash"),
        ("messages",),
        ("doctor",),
    ],
)
def test_no_command_imports_the_toolkit_of_the_screen(words: tuple[str, ...]) -> None:
    code = (
        "import sys; from taskwell.cli.main import main; main(sys.argv[1:]);"
        "heavy = {'textual', 'rich', 'argparse', 'pendulum'} & set(sys.modules);"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_quick_status_imports_next_to_nothing(store: Store) -> None:
    refresh_glance(store, datetime.now(UTC).replace(microsecond=0))
    code = (
        "import sys; sys.argv[1:] = ['status', '--short']; from taskwell.__main__ import main;"
        "main(); ours = [m for m in sys.modules if m.startswith('taskwell')];"
        "print(len(ours), len(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    line, modules = done.stdout.splitlines()
    assert line == "- nothing runs, today 0:00"
    assert int(modules.split()[0]) <= 4


def test_the_quick_status_says_what_the_ordinary_one_says(roster: Shell, store: Store) -> None:
    now = datetime.fromtimestamp(int(time.time()), UTC)
    store.clock = lambda: now
    roster.clock.set(now - timedelta(hours=2))
    roster.ok("start", "prolific")
    roster.ok("pause")
    for act in ((), ("start", "uhrs/rel", "--beside"), ("count", "3"), ("stop",), ("stop",)):
        roster.clock.advance(600)
        if act:
            roster.ok(*act)
        store.refresh()
        expected = status(store, datetime.fromtimestamp(int(time.time()), UTC)).line()
        assert quick_status([]) in (
            expected,
            status(store, datetime.fromtimestamp(int(time.time()), UTC)).line(),
        )


def test_the_quick_status_is_silent_where_it_may_be_untrue(
    roster: Shell, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime.fromtimestamp(int(time.time()), UTC)
    refresh_glance(store, now)
    assert quick_status([]) is not None
    assert quick_status(["--json"]) is None
    assert quick_status(["--store", "/nowhere"]) is None
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert quick_status([]) is None
    monkeypatch.setenv("TZ", "America/Chicago")
    refresh_glance(store, now + timedelta(hours=3))
    assert quick_status([]) is None
    refresh_glance(store, now - timedelta(days=2))
    assert quick_status([]) is None
    refresh_glance(store, now)
    (store.folder / "cache" / "glance.json").write_text("{}")
    assert quick_status([]) is None
    refresh_glance(store, now)
    roster.clock.set(now - timedelta(days=3))
    roster.ok("platform", "add", "Another")
    assert quick_status([]) is None


def test_the_quick_status_looks_where_the_store_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TASKWELL_STORE")
    if sys.platform.startswith("linux"):
        assert _folder([]) == str(default_folder())
        monkeypatch.delenv("XDG_DATA_HOME")
        assert _folder([]) == str(default_folder())
    assert _folder(["--store=~/x"]) == os.path.expanduser("~/x")


def test_a_bug_becomes_a_sentence_and_a_private_report(
    roster: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    note = "".join(("sec", "ret"))

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(note)

    monkeypatch.setattr("taskwell.commands.timer.pause", broken)
    assert timer.COMMANDS
    said = roster.refuses("pause", code=1)
    assert "bug" in said
    assert "secret" not in said
    (report,) = (tmp_path / "home").rglob("crash-*.txt")
    assert str(report) in said
    assert "secret" not in report.read_text()
    assert "RuntimeError" in report.read_text()
    assert stat.S_IMODE(report.stat().st_mode) == 0o600


def test_an_interrupt_leaves_silently(
    roster: Shell, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("taskwell.commands.timer.pause", interrupted)
    result = roster("pause")
    assert (result.code, result.out, result.err) == (130, "", "")


def test_a_reader_that_leaves_early_is_no_error(roster: Shell) -> None:
    for hour in range(8, 14):
        roster.ok("log", f"uhrs {hour}:00-{hour}:30")
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m taskwell help keys | head -c 20"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert len(done.stdout) == 20


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_a_full_disk_under_the_output_is_said_in_a_sentence(roster: Shell) -> None:
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m taskwell help > /dev/full"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("taskwell: The system refused: ")
    assert len(done.stderr.splitlines()) == 1


def test_closed_standard_streams_are_no_error(roster: Shell) -> None:
    line = f"{sys.executable} -m taskwell platform list >&- 2>&- <&-; echo $?"
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=True)
    assert done.stdout == "0\n"


def test_a_terminal_without_our_letters_shows_others(roster: Shell) -> None:
    roster.ok("platform", "add", "Größe 🦊")
    done = subprocess.run(
        [sys.executable, "-m", "taskwell", "platform", "list"],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Gr??e" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--stroe", "x", "status"], "did you mean --store"),
        (["--store"], "--store needs a folder"),
        (["--store", "a", "--store", "b", "status"], "given twice"),
        (["platform"], "write platform add|list|show|set"),
        (["platform", "ad"], "did you mean platform add"),
        (["status", "--store", "x"], "before the command"),
        (["places\x1b[2J"], "There is no command"),
        (["expenditure"], "There is no command"),
        (["help", "strat"], "did you mean start"),
        (["completion", "tcsh"], "did you mean zsh or fish"),
    ],
)
def test_what_is_no_command_is_said_so(shell: Shell, words: list[str], said: str) -> None:
    assert said in shell.refuses(*words)


def test_the_store_is_named_before_the_command(shell: Shell, tmp_path: Path) -> None:
    shell.ok("--store", str(tmp_path / "other"), "platform", "add", "There")
    shell.ok(f"--store={tmp_path / 'other'}", "--json", "platform", "add", "Too")
    assert shell.ok("platform", "list", "--json").json == {"platforms": []}


def test_help_knows_every_command_and_topic(shell: Shell) -> None:
    overview = shell.ok("help").out
    assert shell.ok("--help").out == overview
    assert "platform add" in overview
    for topic in ("start", "log", "platform", "platform add", "keys", "settings", "privacy"):
        text = shell.ok("help", *topic.split()).out
        assert "{{" not in text
        assert len(text) > 100
    assert shell.ok("start", "--help").out == shell.ok("help", "start").out
    assert shell.ok("--version").out.startswith("taskwell ")


def test_a_screen_is_opened_on_the_store_that_was_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[Path] = []

    def screen(folder: Path) -> int:
        opened.append(folder)
        return 7

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    assert main(["--store", str(tmp_path / "x")], screen=screen) == 7
    assert main([], screen=screen) == 7
    assert opened == [tmp_path / "x", tmp_path / "store"]
    filled: list[int] = []

    def demo(folder: Path) -> int:
        filled.append(len(list(folder.iterdir())))
        opened.append(folder)
        return 0

    assert main(["demo", "--sessions", "20"], screen=demo) == 0
    assert filled[0] > 0
    assert not opened[-1].exists()


BAD = (
    ("start",),
    ("start", "nobody"),
    ("start", "uhrs", "--at", "25:00"),
    ("start", "uhrs", "--at", "+5m"),
    ("start", "uhrs", "--kind", "sleep"),
    ("start", "uhrs", "--exposure", "awful"),
    ("start", "uhrs", "extra"),
    ("start", "/x"),
    ("stop", "--earned", "1,5"),
    ("stop", "--earned", "NaN USD"),
    ("stop", "--tasks", "-1"),
    ("stop", "--at", "tomorrow"),
    ("count", "many"),
    ("kind",),
    ("kind", "x"),
    ("log", "uhrs 45m nonsense"),
    ("edit", "zzzz", "tasks=1"),
    ("delete", "zzzz"),
    ("delete",),
    ("split", "zzzz", "--at", "now"),
    ("join", "a"),
    ("join", "a", "b"),
    ("platform", "add", ""),
    ("platform", "add", "uhrs"),
    ("platform", "add", "X", "--currency", "USX"),
    ("platform", "set", "nobody", "--rate", "1/hour"),
    ("project", "add", "uhrs/relevance"),
    ("project", "add", "nobody/x"),
    ("config", "set", "zone", "Nowhere"),
    ("import", "toggl", "/nonexistent"),
)


@pytest.mark.parametrize("words", BAD)
def test_bad_input_changes_nothing(roster: Shell, store: Store, words: tuple[str, ...]) -> None:
    roster.ok("start", "uhrs")
    store.refresh()
    before = store.sequence
    roster.refuses(*words)
    store.refresh()
    assert store.sequence == before


def test_an_error_of_the_commands_keeps_its_words() -> None:
    assert str(BadInput("What", "how")) == "What; how"
