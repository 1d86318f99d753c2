"""The Roster from an empty store to an evidence pack, at the keys of a real terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.program import asked, screen, shell


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
def test_from_an_empty_store_to_an_evidence_pack(tmp_path: Path, size: tuple[int, int]) -> None:
    folder = tmp_path / "roster"
    with screen(folder, size=size) as line:
        line.press("2")
        line.wait_for("No platforms yet")
        for name in ("Mercor", "Alignerr", "Outlier"):
            line.press("n")
            line.wait_for("Catalogue")
            line.type(name)
            line.settle()
            line.press("enter")
            line.settle()
            line.press("esc")
            line.settle()
        line.wait_for("Alignerr")
        line.press("s")  # nothing is worked on yet: a name is asked for at once
        line.wait_for("Start by name")
        line.type("Alignerr")
        line.settle()
        line.press("enter")
        line.wait_for("Alignerr started")
        line.press("m", "n")
        line.wait_for("none at")
        line.press("s", "s")
        line.wait_for("saved")
        line.press("esc")
        line.settle()
        line.press("q")
        assert line.wait(5) == 0
    uid = asked(folder, "sessions")["sessions"][0]["uid"]
    shell(folder, "edit", uid, "earned=12.50 USD", "start=-1h")
    with screen(folder, size=size) as line:
        line.press("2")
        line.wait_for("12.50")
        line.press("p")
        line.wait_for("Payout")
        line.press("ctrl+u")
        line.type("12.50")
        line.press("ctrl+s")
        line.wait_for("pays")
        line.press("i")
        line.wait_for("New incident")
        line.type("restriction")
        line.press("enter")
        line.type("spam score")
        line.press("ctrl+s")
        line.wait_for("restricted")
        line.press("q")
        assert line.wait(5) == 0
    platforms = {each["name"]: each for each in asked(folder, "platform", "list")["platforms"]}
    assert platforms["Alignerr"]["state"] == "restricted"
    assert {platforms[name]["state"] for name in ("Mercor", "Outlier")} == {"found"}
    (paid,) = asked(folder, "payout", "list")["payouts"]
    assert (paid["platform"], paid["state"]) == ("Alignerr", "paid")
    assert "no" in shell(folder, "availability", "alignerr")
    page = shell(folder, "evidence", "alignerr")
    assert page.startswith("# ")
    for words in ("restriction", "spam score", "SHA-256", "Article 15", "Alignerr"):
        assert words in page
    assert asked(folder, "doctor")["ok"] is True
