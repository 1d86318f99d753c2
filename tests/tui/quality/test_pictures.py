"""The Quality tab looks as it is drawn, row for row, at four sizes. TASKWELL_DRAW=1 draws them anew."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from taskwell.commands.incidents import open_incident
from taskwell.commands.metrics import add_metric
from taskwell.commands.readings import note_reading
from taskwell.commands.roster import add_platform, add_project
from taskwell.commands.settings import set_setting
from taskwell.store.store import Store
from tests.conftest import NOW, FakeClock
from tests.tui.quality.parts.conftest import Run
from tests.tui.quality.parts.conftest import run as run  # the fixture
from tests.tui.roster.conftest import Shown

PICTURES = Path(__file__).parent / "pictures"
SPAM = (18, 20, 19, 20, 18, 18, 19, 20, 20, 17, 16, 16)


@pytest.fixture
def measured(store: Store, clock: FakeClock) -> Store:
    """The layouts' metrics: a spam score that falls, a review on the way up, one that is young."""
    set_setting(store, clock(), "zone", "America/Chicago")
    for platform, project in (
        ("UHRS", "Relevance"),
        ("Outlier", "Review EN"),
        ("Mercor", "Rubrics"),
    ):
        add_project(store, NOW, add_platform(store, NOW, platform), project)
    spam = add_metric(store, NOW, "UHRS", "spam score", "percent", project="Relevance",
                      thresholds=["90 restrict", "80 ban last 10 min 5"])  # fmt: skip
    for number, right in enumerate(SPAM):
        ago = 3 + 4 * (len(SPAM) - 1 - number)
        note_reading(store, NOW, spam, f"{right}/20 -{ago}d")
    review = add_metric(store, NOW, "Outlier", "review", "rating", project="Review EN",
                        thresholds=["4.3 unlock $21/h"])  # fmt: skip
    for number, value in enumerate("45345445354454"):
        note_reading(store, NOW, review, f"{value} -{44 - 3 * number}d")
    young = add_metric(store, NOW, "Mercor", "score", "score", project="Rubrics")
    for value in ("82", "88", "85", "89"):
        note_reading(store, NOW, young, f"{value} -2d")
    add_metric(store, NOW, "Outlier", "access", "access")
    open_incident(store, NOW, "UHRS", "warning", opened=(NOW - timedelta(days=7)).date())
    return store


def same(shown: Shown, name: str) -> None:
    """Compares the screen with a picture."""
    width, height = shown.app.size
    file = PICTURES / f"{name}-{width}x{height}.txt"
    drawn = shown.text() + "\n"
    if os.environ.get("TASKWELL_DRAW"):
        file.write_text(drawn, encoding="utf-8")
    assert drawn == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60)])
async def test_the_tab(measured: Store, run: Run, size: tuple[int, int]) -> None:
    async with run(size, key="3") as shown:
        same(shown, "quality")


async def test_a_score_on_the_way_up(measured: Store, run: Run) -> None:
    async with run(key="3") as shown:
        await shown.press("j", "j")
        await shown.rest()
        same(shown, "way-up")


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_the_page_of_a_metric(measured: Store, run: Run, size: tuple[int, int]) -> None:
    async with run(size, key="3") as shown:
        await shown.press("enter")
        await shown.rest()
        same(shown, "page")


async def test_an_empty_tab_teaches(run: Run) -> None:
    async with run(key="3") as shown:
        same(shown, "empty")


async def test_periods_change_the_curve_and_t_comes_back(measured: Store, run: Run) -> None:
    async with run(key="3") as shown:
        await shown.press("comma")
        await shown.rest()
        assert "30 days" in shown.text()
        assert shown.text().count("o ") < 15
        await shown.press("h")
        await shown.rest()
        assert "30 days, 1 back" in shown.text()
        await shown.press("t")
        await shown.rest()
        same(shown, "quality")


async def test_a_filter_keeps_what_matches_and_names_a_wrong_state(
    measured: Store, run: Run
) -> None:
    async with run(key="3") as shown:
        await shown.press("slash")
        await shown.type("state:warning")
        assert "1 of 4" in shown.text()
        await shown.press("ctrl+u")
        await shown.type("state:angry")
        assert "No metric is 'angry'" in shown.text()
        await shown.press("ctrl+u")
        await shown.type("outlier")
        await shown.press("enter")
        assert "2 of 4" in shown.text()
        await shown.press("escape")
        assert "Mercor" in shown.text()


async def test_help_says_what_the_tab_is_for_with_an_example(measured: Store, run: Run) -> None:
    async with run(key="3") as shown:
        await shown.press("question_mark")
        text = " ".join(shown.app.screen.text.split())  # type: ignore[attr-defined]  # a pager
        assert "18/20" in text
        assert "Notes a score" in text
