"""A check-in at the keys of a real terminal: eight after `c`, and then the tab shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.program import PROGRAM, asked, screen, shell
from tests.terminal import Terminal


def test_a_shell_asks_one_question_at_a_time(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    own = {"TASKWELL_STORE": str(folder)}
    with Terminal([*PROGRAM, "checkin"], env=own) as line:
        for question, answer in (
            ("overall right now", "4"), ("How tired", "2"), ("wound up", ""), ("your eyes", "x"),
            ("Hands, neck, back", "3"), ("Where:", "wrist"), ("Side:", "right"),
        ):  # fmt: skip
            line.wait_for(question)
            line.type(answer)
            line.press("enter")
        line.wait_for("saved")
        assert line.wait(5) == 0
    (entry,) = asked(folder, "wellbeing")["entries"]
    assert (entry["mood"], entry["tired"], entry["tense"], entry["eyes"]) == (4, 2, None, None)
    assert (entry["body"], entry["spot"], entry["side"]) == (3, "wrist", "right")


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
def test_a_check_in_of_eight_keys_saves_itself(tmp_path: Path, size: tuple[int, int]) -> None:
    folder = tmp_path / "store"
    shell(folder, "platform", "add", "UHRS")
    shell(folder, "start", "UHRS", "--exposure", "disturbing", "--at", "-20m")
    with screen(folder, size=size) as line:
        line.press("c")
        line.wait_for("Check-in: today")
        keys = "42324wr1"
        assert len(keys) <= 8
        for key in keys:
            line.press(key)
            line.settle()
        line.wait_for("Saved: strain 44")
        line.press("4")
        line.wait_for("strain")
        line.settle()
        assert "done" in line.text()
        line.press("b")
        line.wait_for("resting 0:")
        line.press("b")
        line.wait_for("Going on")
        line.press("!")
        line.wait_for("findahelpline.com")
        line.press("q")
        line.settle()
        line.press("q")
        assert line.wait(5) == 0
    (entry,) = asked(folder, "wellbeing")["entries"]
    assert (entry["spot"], entry["side"], entry["linger"]) == ("wrist", "right", 1)
    assert asked(folder, "doctor")["ok"] is True
