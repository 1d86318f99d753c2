"""Hooks: told of what happens in JSON, bounded in time, and harmless when they fail."""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from taskwell.commands import timer
from taskwell.commands.history import undo
from taskwell.hooks.folder import OFF
from taskwell.hooks.happenings import EVENTS, Happening, Messages, Sessions
from taskwell.hooks.running import Hooks
from taskwell.queries.messages import Message
from taskwell.store.store import Store
from tests.conftest import FakeClock

STARTED = Happening("start", {"at": "2026-11-19T22:42:00Z", "session": {"uid": "a"}})


def hook(settings: Path, event: str, body: str, *, mode: int = 0o755) -> Path:
    """An executable of an event; `given` is what it gets."""
    file = settings / "hooks" / event
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!{sys.executable}\nimport sys, os\ngiven = sys.stdin.read()\n{body}\n")
    file.chmod(mode)
    return file


def run(settings: Path, *, seconds: float = 5.0) -> list[str]:
    """Runs the hook of a start; what is said of it."""
    return list(Hooks(settings, settings / "store", seconds=seconds).run([STARTED]))


def told(happening: Happening) -> dict[str, object]:
    """The session that it tells of."""
    session = happening.json()["session"]
    assert isinstance(session, dict)
    return session


def test_a_hook_reads_what_happened_and_where_the_store_is(tmp_path: Path) -> None:
    hook(tmp_path, "start", "open('got', 'w').write(given + '\\n' + os.environ['TASKWELL_STORE'])")
    assert run(tmp_path) == []
    document, folder = (tmp_path / "hooks" / "got").read_text().split("\n")
    assert json.loads(document) == {
        "event": "start",
        "at": "2026-11-19T22:42:00Z",
        "session": {"uid": "a"},
    }
    assert folder == str(tmp_path / "store")


def test_an_event_without_a_hook_is_nothing(tmp_path: Path) -> None:
    hook(tmp_path, "stop", "sys.exit(3)")
    assert run(tmp_path) == []


def test_a_failure_is_told_with_its_first_words(tmp_path: Path) -> None:
    hook(tmp_path, "start", "print('no\\x1b[31m light', file=sys.stderr); sys.exit(3)")
    (said,) = run(tmp_path)
    assert said.startswith("The hook start failed with 3: no")
    assert "\x1b" not in said


def test_a_hook_that_takes_too_long_is_ended_with_all_it_started(tmp_path: Path) -> None:
    """Both hold a pipe open; it ends at once when the last of them has ended, not after a minute."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    body = (
        "import subprocess, time\n"
        f"held = os.open({str(pipe)!r}, os.O_WRONLY)\n"
        "os.write(held, b'running')\n"
        "subprocess.Popen(['sleep', '60'], pass_fds=[held])\n"
        "time.sleep(60)"
    )
    hook(tmp_path, "start", body)
    begun = time.monotonic()
    assert run(tmp_path, seconds=1.5) == [
        "The hook start took longer than 1.5 seconds and was ended"
    ]
    os.set_blocking(end, True)
    with os.fdopen(end, "rb") as file:
        assert file.read() == b"running"
    assert time.monotonic() - begun < 50


def test_a_hook_that_does_not_read_is_no_failure(tmp_path: Path) -> None:
    file = hook(tmp_path, "start", "")
    file.write_text("#!/bin/sh\nexit 0\n")
    assert run(tmp_path) == []


@pytest.mark.parametrize(
    ("mode", "words"), [(0o644, "chmod +x"), (0o775, "chmod go-w"), (0o757, "chmod go-w")]
)
def test_a_file_that_is_not_ones_own_to_run_is_not_run(
    tmp_path: Path, mode: int, words: str
) -> None:
    hook(tmp_path, "start", "open('got', 'w')", mode=mode)
    (said,) = run(tmp_path)
    assert "was not run" in said
    assert words in said
    assert not (tmp_path / "hooks" / "got").exists()


def test_a_file_that_is_no_program_is_told(tmp_path: Path) -> None:
    hook(tmp_path, "start", "").write_text("not a program")
    (said,) = run(tmp_path)
    assert "cannot be run" in said


def test_a_hook_that_nobody_may_look_at_is_told(tmp_path: Path) -> None:
    """A symlink to itself cannot be looked at by anybody, not even by root."""
    (tmp_path / "hooks").mkdir()
    (tmp_path / "hooks" / "start").symlink_to("start")
    (said,) = run(tmp_path)
    assert said.startswith("The hook start cannot be run (")


def test_a_link_to_nothing_and_a_folder_are_no_hooks(tmp_path: Path) -> None:
    (tmp_path / "hooks").mkdir()
    (tmp_path / "hooks" / "start").symlink_to(tmp_path / "gone")
    assert run(tmp_path) == []
    (tmp_path / "hooks" / "start").unlink()
    (tmp_path / "hooks" / "start").mkdir()
    assert run(tmp_path) == []


def test_settings_that_nobody_may_look_into_hold_no_hooks(tmp_path: Path) -> None:
    """A name that is too long is refused to everybody, as a folder without permission is to most."""
    assert not Hooks(tmp_path / ("x" * 300), tmp_path).any


def test_a_full_disk_is_told_as_what_a_hook_could_not_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    hook(tmp_path, "start", "")
    monkeypatch.setattr("tempfile.TemporaryFile", full)
    assert run(tmp_path) == ["The hook start cannot be run (No space left on device)"]


def test_who_interrupts_the_wait_for_a_hook_ends_the_hook(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """The hook holds a pipe open, which ends at once when it has ended, not after a minute."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    body = (
        "import signal, time\n"
        f"held = os.open({str(pipe)!r}, os.O_WRONLY)\n"
        "os.write(held, b'running')\n"
        "os.kill(os.getppid(), signal.SIGINT)\n"
        "time.sleep(60)"
    )
    hook(tmp_path, "start", body)
    begun = time.monotonic()
    # In the background of a shell that has no person, Ctrl+C is ignored from the start.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    request.addfinalizer(lambda: signal.signal(signal.SIGINT, before))
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, seconds=50)
    os.set_blocking(end, True)
    with os.fdopen(end, "rb") as file:
        assert file.read() == b"running"
    assert time.monotonic() - begun < 50


def test_a_hook_runs_no_hooks_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hook(tmp_path, "start", f"open('got', 'w').write(os.environ['{OFF}'])")
    assert run(tmp_path) == []
    assert (tmp_path / "hooks" / "got").read_text() == "1"
    (tmp_path / "hooks" / "got").unlink()
    monkeypatch.setenv(OFF, "1")
    assert not Hooks(tmp_path, tmp_path).any
    assert run(tmp_path) == []
    assert not (tmp_path / "hooks" / "got").exists()


def test_starts_and_stops_are_told_once_and_what_was_taken_back_is_not(
    store: Store, clock: FakeClock
) -> None:
    seen = Sessions(store)
    timer.start(store, clock(), "UHRS", create=True)
    (started,) = seen.look(clock())
    assert started.event == "start"
    assert told(started)["platform"] == "UHRS"
    assert seen.look(clock()) == []
    clock.advance(60)
    timer.start(store, clock(), "Outlier", create=True, running="switch")
    assert [each.event for each in seen.look(clock())] == ["stop", "start"]
    clock.advance(60)
    timer.stop(store, clock())
    (stopped,) = seen.look(clock())
    assert told(stopped)["seconds"] == 60
    timer.start(store, clock(), "UHRS")
    seen.look(clock())
    undo(store, clock())
    assert seen.look(clock()) == []


def test_what_another_program_starts_is_its_own_to_tell(store: Store, clock: FakeClock) -> None:
    seen = Sessions(store)
    timer.start(store, clock(), "UHRS", create=True)
    seen.skip()
    assert seen.look(clock()) == []


def test_a_rest_and_a_deadline_are_told_when_they_are_first_said(clock: FakeClock) -> None:
    seen = Messages()
    stood = Message("deadline:x", "x", 3)
    due = Message("rest:due:12", "a rest is due", 4)
    over = Message("rest:over:12:1", "over", 4)
    other = Message("pace:u", "too fast", 5)
    assert seen.look([stood], clock()) == []
    assert seen.look([stood, due, other], clock()) == [
        Happening("rest", {"at": "2026-11-19T22:42:00Z", "text": "a rest is due", "state": "due"})
    ]
    clock.at += timedelta(minutes=5)
    assert [each.facts["state"] for each in seen.look([stood, over], clock())] == ["over"]
    new = Message("deadline:y", "Mercor week closes", 6)
    assert [each.event for each in seen.look([stood, new], clock())] == ["deadline"]
    assert seen.look([stood, due, over, new], clock()) == []


def test_the_events_are_those_of_the_page() -> None:
    assert EVENTS == ("start", "stop", "rest", "deadline")
    assert os.sep not in "".join(EVENTS)
