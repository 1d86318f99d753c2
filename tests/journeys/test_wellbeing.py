"""A check-in at the keys of a real terminal: eight after `c`, and then the tab shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.program import asked, screen, shell


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
