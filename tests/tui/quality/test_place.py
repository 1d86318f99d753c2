"""What the keys of the Quality tab do, on a real store, through the real program."""

from __future__ import annotations

from typing import cast

import pytest

from taskwell.commands.metrics import add_metric, set_metric
from taskwell.commands.readings import note_reading
from taskwell.commands.roster import add_platform
from taskwell.commands.skills import add_attempt, add_skill
from taskwell.commands.timer import start
from taskwell.queries.quality_curve import Span
from taskwell.store.store import Store
from taskwell.tui.quality.place import QualityPlace
from tests.conftest import FakeClock
from tests.tui.quality.parts.conftest import Run
from tests.tui.quality.parts.conftest import run as run  # the fixtures
from tests.tui.quality.parts.conftest import scored as scored
from tests.tui.roster.conftest import Shown


def place_of(shown: Shown) -> QualityPlace:
    """The Quality tab."""
    return cast("QualityPlace", shown.app.place)


async def go_to(shown: Shown, uid: str) -> None:
    """Puts the cursor on a row."""
    assert place_of(shown).table.move_to_key(uid)
    await shown.rest()


@pytest.fixture
def retake(scored: dict[str, str], store: Store, clock: FakeClock) -> tuple[str, str]:
    """The uids of OneForma and of an assessment that failed there, while UHRS runs."""
    oneforma = add_platform(store, clock(), "OneForma")
    skill = add_skill(store, clock(), "assessment", platform=oneforma)
    add_attempt(store, clock(), skill, result="failed", day="2026-11-16", retake="2026-12-02")
    start(store, clock(), "UHRS", project="Relevance")
    return oneforma, skill


async def test_acts_are_about_the_platform_of_the_row(
    scored: dict[str, str], run: Run, store: Store, clock: FakeClock
) -> None:
    start(store, clock(), "UHRS", project="Relevance")
    async with run(key="3") as shown:
        await go_to(shown, scored["review"])
        assert place_of(shown).chosen_metric() == scored["review"]
        await shown.press("i")
        assert "New incident: Outlier" in shown.text()


async def test_acts_on_a_qualification_are_about_its_platform_not_about_what_runs(
    retake: tuple[str, str], run: Run
) -> None:
    oneforma, skill = retake
    async with run(key="3") as shown:
        await go_to(shown, skill)
        assert place_of(shown).chosen_platform() == oneforma
        assert place_of(shown).chosen_metric() is None
        await shown.press("i")
        assert "New incident: OneForma" in shown.text()


async def test_a_qualification_tells_what_it_waits_for(retake: tuple[str, str], run: Run) -> None:
    async with run(key="3") as shown:
        await go_to(shown, retake[1])
        assert "-- OneForma: assessment --" in shown.text()
        assert "from 2 Dec on" in shown.text()
        await shown.press("d")
        assert "This is a qualification" in shown.message


async def test_the_cursor_stays_on_its_record_while_readings_change_the_order(
    scored: dict[str, str], run: Run, store: Store, clock: FakeClock
) -> None:
    for value in ("4", "5", "4"):
        note_reading(store, clock(), scored["review"], value)
    async with run(key="3") as shown:
        await go_to(shown, scored["review"])
        for ago in (9, 8, 7):
            note_reading(store, clock(), scored["spam score"], f"12/20 -{ago}d")
        await shown.rest()
        rows = [row.key for row in place_of(shown).table.rows_held()]
        assert rows == [scored["spam score"], scored["review"]]
        assert place_of(shown).chosen_metric() == scored["review"]
        await shown.press("1", "3")
        assert place_of(shown).chosen_metric() == scored["review"]


async def test_a_closed_metric_stands_last_and_says_closed(
    scored: dict[str, str], run: Run, store: Store, clock: FakeClock
) -> None:
    set_metric(store, clock(), scored["review"], {"closed": "yes"})
    async with run(key="3") as shown:
        row = next(line for line in shown.lines() if "review" in line)
        assert "closed" in row


async def test_copying_tells_place_measure_value_and_n(scored: dict[str, str], run: Run) -> None:
    async with run(key="3") as shown:
        await go_to(shown, scored["spam score"])
        await shown.press("y")
        assert shown.app.clipboard.split("\t") == [
            "UHRS / Relevance", "spam score", "92.5 %", "n 40", "ok",
        ]  # fmt: skip
        assert "sent to your terminal's clipboard" in shown.message


async def test_hidden_pay_is_masked_in_the_way_up(
    scored: dict[str, str], run: Run, store: Store, clock: FakeClock
) -> None:
    for value in "45345445354454":
        note_reading(store, clock(), scored["review"], value)
    async with run(key="3") as shown:
        await go_to(shown, scored["review"])
        assert "4.30 opens $21" in shown.text()
        await shown.press("z")
        await shown.rest()
        assert "$21" not in shown.text()


async def test_periods_stop_at_both_ends(scored: dict[str, str], run: Run) -> None:
    async with run(key="3") as shown:
        await go_to(shown, scored["spam score"])
        place = place_of(shown)
        for key, span in (
            ("l", Span()),  # there is nothing later than today
            ("h", Span()),  # nor a reading before these
            ("comma", Span(30)),
            ("comma", Span(30)),
            ("full_stop", Span()),
            ("full_stop", Span(365)),
            ("full_stop", Span(None)),
            ("full_stop", Span(None)),
            ("t", Span()),
        ):
            await shown.press(key)
            await shown.rest()
            assert place.span == span, key


async def test_keys_without_a_row_say_what_adds_one(run: Run) -> None:
    async with run(key="3") as shown:
        for key in ("e", "d", "y", "enter", "x", "h", "comma", "t"):
            await shown.press(key)
        assert "No metric yet" in shown.text()
        assert place_of(shown).chosen_platform() is None


async def test_a_metric_that_is_added_elsewhere_appears(
    scored: dict[str, str], run: Run, store: Store, clock: FakeClock
) -> None:
    async with run(key="3") as shown:
        await go_to(shown, scored["review"])
        add_metric(store, clock(), "Outlier", "access", "access")
        await shown.rest()
        assert "access" in shown.text()
        assert place_of(shown).chosen_metric() == scored["review"]
