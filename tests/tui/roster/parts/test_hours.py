"""The hours to report: listed, copied, ticked."""

from __future__ import annotations

import pytest

from taskwell.commands.roster import set_platform
from taskwell.queries.reporting import to_report
from taskwell.store.store import Store
from taskwell.tui.commandline import run_line
from taskwell.tui.roster.parts.hours import HoursPart
from tests.conftest import FakeClock
from tests.tui.roster.conftest import Show


@pytest.fixture
def asked(town: Store, clock: FakeClock) -> Store:
    """The town, in which two platforms pay only hours that are typed on their sites."""
    for name in ("DataAnnotation", "Mercor"):
        set_platform(town, clock(), name, {"report": "week from mon"})
    return town


async def test_the_list_names_platform_day_hours_and_the_end_of_the_week(
    asked: Store, show: Show
) -> None:
    async with show() as shown:
        await run_line(shown.app, "reported")
        await shown.rest()
        assert "Hours to report" in shown.text()
        line = next(each for each in shown.lines() if "1.35" in each)
        assert "DataAnnotation" in line
        assert "Thu 19 Nov" in line
        assert "worked 1:21" in line
        assert "until Sun 22 Nov" in line


async def test_y_copies_the_number_and_enter_ticks_the_day(
    asked: Store, show: Show, clock: FakeClock
) -> None:
    async with show() as shown:
        await run_line(shown.app, "reported")
        await shown.rest()
        before = to_report(asked, clock())
        await shown.press("y")
        assert shown.app.clipboard == before[0].text
        assert "sent to your terminal's clipboard" in shown.message
        await shown.press("enter")
        assert "reported" in shown.message
        assert to_report(asked, clock()) == before[1:]
        await shown.press("u")
        assert to_report(asked, clock()) == before


async def test_x_h_lists_the_hours_of_the_platform_under_the_cursor(
    asked: Store, show: Show
) -> None:
    async with show() as shown:
        await shown.go_to("Mercor")
        await shown.press("x", "h")
        assert isinstance(shown.place.part, HoursPart)
        listed = "\n".join(str(line) for line in shown.place.part.lines(80))
        assert "worked" in listed
        assert "DataAnnotation" not in listed


async def test_with_nothing_to_report_it_says_so_and_the_keys_do_nothing(
    town: Store, show: Show
) -> None:
    async with show() as shown:
        await run_line(shown.app, "reported")
        await shown.rest()
        assert "nothing is to be reported" in shown.text()
        before = town.sequence
        await shown.press("y", "enter")
        assert town.sequence == before
        await shown.press("escape")
        assert shown.place.part is None


async def test_where_nothing_may_change_it_says_why(
    town: Store, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with show() as shown:
        monkeypatch.setattr(type(town), "read_only", "it is of a newer version")
        await shown.app.run_act("roster.hours")
        assert "newer version" in shown.message
        assert shown.place.part is None
