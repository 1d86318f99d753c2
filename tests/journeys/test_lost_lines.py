"""A killed program, a night, and what the next start asks."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.journeys.program import asked, screen, shell


def silent_since(folder: Path, seconds: int) -> None:
    """Nobody gave a sign of life for so long."""
    then = time.time() - seconds
    for name in ("heartbeat", "key"):
        if (folder / name).exists():
            os.utime(folder / name, (then, then))


def test_a_killed_program_loses_nothing_and_the_timer_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with screen(folder) as line:
        line.press("s")
        line.type("UHRS")
        line.press("enter")
        line.wait_for("UHRS started")
        line.press("a", "a")
        line.wait_for("2 tasks")
        line.kill()
    running = asked(folder, "status")["running"]
    assert (running["platform"], running["tasks"], running["state"]) == ("UHRS", 2, "running")
    assert asked(folder, "doctor")["ok"] is True


@pytest.fixture
def forgotten(tmp_path: Path) -> Path:
    """A timer that has run for ten hours; the last sign of life is nine hours old."""
    folder = tmp_path / "store"
    with screen(folder) as line:
        line.press("q")
        assert line.wait(5) == 0
    shell(folder, "platform", "add", "Outlier")
    shell(folder, "start", "UHRS", "--new", "--at", "-10h")
    # The act itself is a sign of life: let the session have been begun ten hours ago for real.
    shell(folder, "stop")
    shell(folder, "undo")
    silent_since(folder, 9 * 3600)
    return folder


def test_the_question_after_a_night_is_answered_in_one_key(forgotten: Path) -> None:
    store_acts_are_old(forgotten)
    with screen(forgotten) as line:
        line.wait_for("has run since")
        line.press("enter")
        line.wait_for("UHRS ended")
        line.press("q")
        line.wait(5)
    (session,) = asked(forgotten, "sessions")["sessions"]
    assert abs(session["seconds"] - 3600) <= 5


def test_a_new_start_passes_through_the_question(forgotten: Path) -> None:
    store_acts_are_old(forgotten)
    with screen(forgotten) as line:
        line.wait_for("has run since")
        line.press("s", "o")
        line.wait_for("Outlier")
        line.wait_for(lambda text: "ended" in text)
        line.press("q")
        line.wait(5)
    ended, begun = asked(forgotten, "sessions")["sessions"]
    assert (ended["platform"], begun["platform"]) == ("UHRS", "Outlier")
    assert abs(ended["seconds"] - 3600) <= 5
    assert begun["seconds"] < 60


def store_acts_are_old(folder: Path) -> None:
    """Take the sign of life that starting it just now was out of the session."""
    from taskwell.store.store import Store
    from taskwell.store.transactions import REMOVED

    store = Store.open(folder)
    with store.transaction("begun long ago") as act:
        for number, _ in store.sessions.open():
            act.update("sessions", number, {"fronted": REMOVED})
    store.close()
