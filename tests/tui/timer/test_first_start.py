"""The first start: guesses taken with Enter, platforms ticked, a session that runs; Esc loses nothing."""

from __future__ import annotations

import pytest

from taskwell.commands import roster
from taskwell.queries.settings import stored
from taskwell.store.store import Store
from tests.conftest import FakeClock
from tests.tui.timer.conftest import Show, Shown


def ticked(shown: Shown) -> list[str]:
    """The platforms with a cross."""
    return [line.split("[x]")[1].split("  ")[0].strip() for line in shown.lines() if "[x]" in line]


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_seven_keys_from_an_empty_store_to_a_running_session(
    store: Store, show: Show, size: tuple[int, int]
) -> None:
    async with show(size) as shown:
        assert "Welcome to Taskwell" in shown.text()
        await shown.press(*["enter"] * 4)
        assert "Which do you work on?" in shown.text()
        await shown.press("space", "enter")
        assert "u UHRS through" in shown.text()
        await shown.press("u")
        assert [each["platform"] for each in shown.sessions()] == ["UHRS through Clickworker"]
    assert stored(store) == {"country": "US", "currency": "USD"}


async def test_the_machines_zone_and_the_usual_day_are_taken_but_not_pinned(
    store: Store, show: Show
) -> None:
    async with show() as shown:
        await shown.press(*["enter"] * 4)
    assert "zone" not in stored(store)
    assert "day_start" not in stored(store)


async def test_a_country_that_is_typed_changes_the_guess_of_the_currency(
    store: Store, show: Show
) -> None:
    async with show() as shown:
        await shown.press("e")
        await shown.type("ke")
        assert "Kenya" in shown.text()
        await shown.press("enter")
        assert "KES" in shown.text()
        await shown.press("enter")
    assert stored(store) == {"country": "KE", "currency": "KES"}


async def test_what_is_wrong_is_said_below_the_field_and_nothing_is_kept(
    store: Store, show: Show
) -> None:
    async with show() as shown:
        await shown.press("down", "e")
        await shown.type("quatloo")
        assert "is no currency" in shown.text()
        await shown.press("enter")
        assert "is no currency" in shown.text()
        await shown.press("escape")
        assert "Welcome to Taskwell" in shown.text()
    assert store.empty


async def test_every_question_can_be_passed_by(store: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press(*["down"] * 4)
        assert "Which do you work on?" in shown.text()
        await shown.press("escape")
        assert "Nothing is logged yet" in shown.text()
    assert store.empty


async def test_esc_keeps_what_was_taken_and_setup_comes_back_to_the_ticks(
    store: Store, show: Show
) -> None:
    async with show() as shown:
        await shown.press(*["enter"] * 4, "space", "down", "space")
        chosen = ticked(shown)
        await shown.press("escape")
        assert "setup comes back" in shown.message
        assert stored(store)["country"] == "US"
        await shown.press("colon")
        await shown.type("setup")
        await shown.press("enter", *["enter"] * 4)
        assert ticked(shown) == chosen


@pytest.mark.parametrize(("key", "shows"), [("n", "n "), ("2", "[2 Roster]"), ("s", "Start")])
async def test_any_key_of_the_program_passes_the_questions_by(
    show: Show, key: str, shows: str
) -> None:
    async with show() as shown:
        await shown.press(key)
        assert "Welcome" not in shown.text()
        assert shows in shown.text()


async def test_a_platform_that_is_not_listed_is_typed_and_the_ticked_ones_stay(
    show: Show,
) -> None:
    async with show() as shown:
        await shown.press(*["down"] * 4, "space", "slash")
        await shown.type("My Agency")
        await shown.press("enter")
        assert [each["platform"] for each in shown.sessions()] == ["My Agency"]
        await shown.press("u", "u")
        assert shown.store.empty or not shown.sessions()


async def test_a_store_with_anything_in_it_opens_the_timer(
    store: Store, clock: FakeClock, show: Show
) -> None:
    roster.add_platform(store, clock(), "UHRS")
    async with show() as shown:
        assert "Welcome" not in shown.text()


async def test_keys_that_are_faster_than_the_screen_are_all_taken(store: Store, show: Show) -> None:
    async with show() as shown:
        for _ in range(4):
            shown.app.simulate_key("enter")
        await shown.press("space", "enter", "u")
        assert [each["platform"] for each in shown.sessions()] == ["UHRS through Clickworker"]


async def test_on_the_smallest_screen_the_keys_are_told_to_the_last_one(
    store: Store, show: Show
) -> None:
    async with show((40, 12)) as shown:
        assert "esc later" in shown.text()
        await shown.press(*["enter"] * 4)
        assert "Which do you work on?" in shown.text()
        assert "esc later" in shown.text()
