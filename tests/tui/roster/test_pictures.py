"""The Roster looks as it is drawn, row for row, at three sizes. TASKWELL_DRAW=1 draws them anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from taskwell.store.store import Store
from tests.tui.roster.conftest import Show, Shown

PICTURES = Path(__file__).parent / "pictures"
SIZES = [(60, 20), (80, 24), (120, 40)]


def same(shown: Shown, name: str) -> None:
    """Compares the screen with a picture."""
    width, height = shown.app.size
    file = PICTURES / f"{name}-{width}x{height}.txt"
    drawn = shown.text() + "\n"
    if os.environ.get("TASKWELL_DRAW"):
        file.write_text(drawn, encoding="utf-8")
    assert drawn == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("size", SIZES)
async def test_the_roster(town: Store, show: Show, size: tuple[int, int]) -> None:
    async with show(size) as shown:
        same(shown, "roster")


@pytest.mark.parametrize("size", SIZES)
async def test_the_page_of_a_platform(town: Store, show: Show, size: tuple[int, int]) -> None:
    async with show(size) as shown:
        await shown.press("enter")
        same(shown, "page")


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_the_catalogue(town: Store, show: Show, size: tuple[int, int]) -> None:
    async with show(size) as shown:
        await shown.press("n")
        same(shown, "catalogue")


async def test_what_else_can_be_done(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("x")
        same(shown, "more")


async def test_every_field_of_a_platform(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("e")
        same(shown, "edit")


async def test_an_empty_roster_teaches(store: Store, show: Show) -> None:
    async with show() as shown:
        same(shown, "empty")
