"""On tall screens the days before stand below the log of a day, and never in its way."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from taskwell.queries.report import Row
from taskwell.store.store import Store
from taskwell.tui.glyphs import PLAIN
from taskwell.tui.timer.days_before import LogHalf, render_days
from tests.tui.timer.conftest import Show

ROWS = (
    Row({"day": "2026-11-18"}, sessions=1, wall_seconds=9000, tasks=1, earned_minor={"USD": 812}),
    Row({"day": "2026-11-17"}, sessions=12, wall_seconds=14700, estimated_minor={"GBP": 450}),
)
TITLE = "The days before"


def test_each_day_has_its_time_its_share_of_the_longest_its_counts_and_its_money() -> None:
    drawn = [each.plain.rstrip() for each in render_days(ROWS, 100, 4, PLAIN)]
    assert drawn[0].startswith(f"-- {TITLE} -")
    assert drawn[1:] == [
        "   Wed 18 Nov    2:30  [###########.......]   1 session    1 task     $8.12",
        "   Tue 17 Nov    4:05  [##################]   12 sessions  0 tasks    ~GBP 4.50".replace(
            "GBP 4.50", ROWS[1].estimated[0].shown()
        ),
        "",
    ]


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_it_fits_every_width(width: int) -> None:
    assert {cell_len(each.plain) for each in render_days(ROWS, width, 3)} == {width}


def test_amounts_are_masked_while_they_are_hidden() -> None:
    drawn = "".join(each.plain for each in render_days(ROWS, 100, 3, hidden=True))
    assert "8.12" not in drawn
    assert "***" in drawn


@pytest.mark.parametrize(
    ("size", "told"), [((80, 24), False), ((120, 40), True), ((200, 60), True)]
)
async def test_they_stand_where_the_log_leaves_room(
    day: Store, show: Show, size: tuple[int, int], told: bool
) -> None:
    async with show(size) as shown:
        shown.place.query_one(LogHalf).ask()
        await shown.pilot.pause()
        assert (TITLE in shown.text()) is told
        assert ("Wed 18 Nov    2:30" in shown.text()) is told
        assert "UHRS / Relevance" in shown.text()


async def test_a_longer_period_and_a_filter_have_the_room_for_themselves(
    day: Store, show: Show
) -> None:
    async with show((120, 40)) as shown:
        half = shown.place.query_one(LogHalf)
        half.ask()
        await shown.press(".")
        assert TITLE not in shown.text()
        await shown.press(",")
        half.ask()
        await shown.pilot.pause()
        assert TITLE in shown.text()
        shown.place.set_filter("platform:uhrs")
        await shown.pilot.pause()
        assert TITLE not in shown.text()
