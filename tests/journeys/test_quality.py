"""Forty readings typed at the keys of a real terminal: the curve is seen, a fall is noticed."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.journeys.program import asked, screen, shell
from tests.terminal import Terminal

READINGS = 40
FALLS_AT = 30


def readings(*, falls: bool) -> list[str]:
    """Forty readings of ten answers each, right 95 % of the time; with a fall to 70 % at the end.

    The first thirty are the same in both.
    """
    chance = Random(7)
    lines = []
    for number in range(READINGS):
        rate = 0.70 if falls and number >= FALLS_AT else 0.95
        right = sum(chance.random() < rate for _ in range(10))
        lines.append(f"{right}/10" if number == 0 else f"{right}/")
    return lines


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
def test_a_fall_is_noticed_and_the_same_series_without_it_is_not(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    for falls in (False, True):
        folder = tmp_path / ("falls" if falls else "steady")
        shell(folder, "platform", "add", "UHRS")
        shell(folder, "metric", "add", "UHRS", "spam score", "--kind", "passfail",
              "--threshold", "90 restrict")  # fmt: skip
        with screen(folder, size=size) as line:
            type_readings(line, readings(falls=falls))
            line.press("3")
            line.wait_for("[3 Qual")
            line.wait_for("90")  # the limit: the message line names the metric before the tab does
            line.settle()
            seen = line.text()
            assert seen.count("o") > 5  # dots of the curve
            if falls:
                assert "warning" in seen
                line.press("x")
                line.wait_for("seen")
                line.press("s")
                line.wait_for("warns anew")
            else:
                assert "warning" not in seen
            line.press("q")
            assert line.wait(5) == 0
        (metric,) = asked(folder, "quality")["metrics"]
        assert metric["n"] == READINGS * 10
        assert metric["alarm"] is None
        assert asked(folder, "doctor")["ok"] is True


def type_readings(line: Terminal, lines: list[str]) -> None:
    """Each in at most six keys, `r` and Enter among them (the first, with its total, in seven)."""
    for number, text in enumerate(lines):
        assert len(text) + 2 <= (7 if number == 0 else 6)
        line.press("r")
        line.wait_for("spam score")
        line.type(text)
        line.press("enter")
        line.wait_for(f"{text.split('/')[0]} of 10:")
        line.settle()
