"""A whole day at the keys, as a person has it; then the shell is asked what was kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.program import asked, screen, shell


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
def test_a_day_of_work_is_kept_as_it_was_typed(tmp_path: Path, size: tuple[int, int]) -> None:
    folder = tmp_path / "day"
    with screen(folder, size=size) as line:
        line.wait_for("Nothing runs")
        line.press("s")
        line.type("UHRS/Relevance")
        line.press("enter")
        line.wait_for("UHRS / Relevance started")
        line.press("a", "a", "a", "-")
        line.wait_for("2 tasks")
        line.press("space")
        line.wait_for("paused")
        line.press("space")
        line.wait_for("running")
        line.press("s", "/")
        line.type("Outlier")
        line.press("enter")
        line.wait_for("now Outlier")
        line.press("s", "u")
        line.wait_for("now UHRS / Relevance")
        line.press("s", "s")
        line.wait_for("saved.")
        line.type("7")
        line.press("tab")
        line.type("1.20")
        line.press("enter")
        line.wait_for("Nothing runs")
        line.press("n")
        line.type("outlier 45m until yesterday 14:00 3 tasks $3.40 +rush")
        line.wait_for("0:45, Outlier, paid, 3 tasks")
        line.press("enter")
        line.wait_for("u undoes")
        line.press("esc")
        line.settle()  # an escape with a letter right behind it would be another key
        line.press("q")
        assert line.wait(5) == 0
    kept = asked(folder, "sessions")["sessions"]
    assert [(each["platform"], each["project"], each["tasks"]) for each in kept] == [
        ("Outlier", None, 3),
        ("UHRS", "Relevance", 2),
        ("Outlier", None, None),
        ("UHRS", "Relevance", 7),
    ]
    assert kept[0]["seconds"] == 2700
    assert kept[0]["tags"] == ["rush"]
    assert kept[0]["earned"] == {"amount": "3.40", "currency": "USD"}
    assert kept[3]["earned"] == {"amount": "1.20", "currency": "USD"}
    assert asked(folder, "status")["running"] is None
    total = asked(folder, "report", "all")["total"]
    assert (total["sessions"], total["tasks"]) == (4, 12)
    assert total["earned"] == [{"amount": "4.60", "currency": "USD"}]
    assert asked(folder, "doctor")["ok"] is True


def test_everything_can_be_undone_from_the_keys_after_a_restart(tmp_path: Path) -> None:
    folder = tmp_path / "day"
    shell(folder, "log", "UHRS 45m", "--new")
    shell(folder, "log", "UHRS 2026-01-05 10:00-11:00")
    with screen(folder) as line:
        line.wait_for("1 session")
        line.press("u")
        line.wait_for("Undone: log UHRS")
        line.press("u")
        line.wait_for("0 sessions")
        line.press("ctrl+r")
        line.wait_for("1 session")
        line.press("d")
        line.wait_for("0 sessions")
        line.press("q")
        assert line.wait(5) == 0
    assert asked(folder, "sessions") == {"sessions": []}
    shell(folder, "undo")
    assert len(asked(folder, "sessions")["sessions"]) == 1


def test_a_correction_is_made_in_place(tmp_path: Path) -> None:
    folder = tmp_path / "day"
    shell(folder, "log", "UHRS/Relevance 45m until yesterday 14:00", "--new")
    with screen(folder) as line:
        line.press("h")
        line.wait_for("1 session")
        line.press("e")
        line.wait_for("Edit UHRS")
        for _ in range(3):
            line.press("tab")  # from the start to the tasks
        line.type("12x")
        line.press("ctrl+s")
        line.wait_for("no number of tasks")
        line.press("backspace", "ctrl+s")
        line.wait_for("tasks changed")
        line.press("q")
        assert line.wait(5) == 0
    assert asked(folder, "sessions")["sessions"][0]["tasks"] == 12
