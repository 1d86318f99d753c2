"""The start: the frame first, then the Timer; no key is lost on the way."""

from __future__ import annotations

from taskwell.store.store import Store
from taskwell.tui.opening import OpeningApp, OpeningPlace
from taskwell.tui.places import PLACES
from tests.conftest import FakeClock
from tests.tui.shell import SIZE, TablePlace, bar, hints, table


async def test_keys_pressed_while_it_opens_reach_the_timer(store: Store, clock: FakeClock) -> None:
    app = OpeningApp(store, clock=clock, places={**PLACES, "timer": TablePlace})
    async with app.run_test(size=SIZE) as pilot:
        app.simulate_key("j")
        app.simulate_key("j")
        app.simulate_key("k")
        for _ in range(20):
            await pilot.pause()
        assert isinstance(app.place_now, TablePlace)
        assert table(app).key == "k1"
        assert "opening" not in app._modes


async def test_the_frame_looks_like_the_timer_that_comes(store: Store, clock: FakeClock) -> None:
    class Slow(OpeningApp):
        async def open_timer(self) -> None:
            return

    app = Slow(store, clock=clock)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert isinstance(app.place_now, OpeningPlace)
        assert bar(app).startswith("[1 Timer]  2 Roster")
        assert hints(app).startswith(" ? help  s start")
