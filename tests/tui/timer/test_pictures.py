"""The Timer looks as it is drawn, row for row, at three sizes. TASKWELL_DRAW=1 draws them anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from taskwell.store.store import Store
from tests.tui.timer.conftest import Show, Shown

PICTURES = Path(__file__).parent / "pictures"


def same(shown: Shown, name: str) -> None:
    """Compares the screen with a picture."""
    width, height = shown.app.size
    file = PICTURES / f"{name}-{width}x{height}.txt"
    drawn = shown.text() + "\n"
    if os.environ.get("TASKWELL_DRAW"):
        file.write_text(drawn, encoding="utf-8")
    assert drawn == file.read_text(encoding="utf-8")


SIZES = [(60, 20), (80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES)
async def test_a_working_day(day: Store, show: Show, size: tuple[int, int]) -> None:
    async with show(size) as shown:
        same(shown, "day")


@pytest.mark.parametrize("size", SIZES)
async def test_the_picker_while_one_runs(day: Store, show: Show, size: tuple[int, int]) -> None:
    async with show(size) as shown:
        await shown.press("s")
        same(shown, "picker")


async def test_a_week(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("full_stop")
        same(shown, "week")


async def test_an_empty_store(store: Store, show: Show) -> None:
    async with show() as shown:
        same(shown, "empty")


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_every_field_of_a_session(day: Store, show: Show, size: tuple[int, int]) -> None:
    async with show(size) as shown:
        await shown.press("e")
        same(shown, "edit")


async def test_the_line_after_a_stop(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("s", "s")
        same(shown, "stopped")


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_a_forgotten_timer(night: Store, show: Show, size: tuple[int, int]) -> None:
    async with show(size) as shown:
        same(shown, "forgotten")
