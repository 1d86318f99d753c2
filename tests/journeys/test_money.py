"""Money at the keys of a real terminal: an expense, a bucket, a payout, and the page behind enter."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.program import asked, screen, shell


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
def test_a_payout_is_put_aside_and_an_expense_noted(tmp_path: Path, size: tuple[int, int]) -> None:
    folder = tmp_path / "store"
    shell(folder, "platform", "add", "UHRS")
    shell(folder, "log", "uhrs 2h until 06:00 yesterday $20.00")
    with screen(folder, size=size) as line:
        line.press("5")
        line.wait_for("paid time")
        line.wait_for("Coming")
        line.press("x", "p")
        line.wait_for("tax 20")
        line.type("tax 20")
        line.press("enter")
        line.wait_for("goes to tax")
        line.press("n")
        line.wait_for("spent")
        line.type("40 internet 60 %")
        line.press("enter")
        line.wait_for("Noted: internet")
        line.press("p")
        line.wait_for("Payout of UHRS")
        line.type("20.00")
        line.press("ctrl+s")
        line.wait_for("tax 20 % $4.00")
        line.press("enter")
        line.wait_for("step by step")
        line.press("q")
        line.settle()
        line.press("q")
        assert line.wait(5) == 0
    found = asked(folder, "money")
    assert found["ladders"][0]["rungs"]["after tax"] == {"amount": "8.00", "currency": "USD"}
    assert asked(folder, "bucket")["buckets"][0]["balance"] == [
        {"amount": "4.00", "currency": "USD"}
    ]
    assert asked(folder, "doctor")["ok"] is True
