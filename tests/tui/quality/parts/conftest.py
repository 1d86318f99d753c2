"""UHRS with a spam score, Outlier with a review, and the program on them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from taskwell.commands.metrics import add_metric
from taskwell.commands.readings import note_reading
from taskwell.commands.roster import add_platform, add_project
from taskwell.commands.settings import set_setting
from taskwell.look.terminal import Look
from taskwell.store.store import Store
from taskwell.tui.app import TaskwellApp
from tests.conftest import FakeClock
from tests.tui.roster.conftest import Shown

Run = Callable[..., AbstractAsyncContextManager[Shown]]


@pytest.fixture
def run(store: Store, clock: FakeClock) -> Run:
    """Runs the program on the store in plain signs, with the Timer, or the tab of `key`, shown."""

    @asynccontextmanager
    async def opened(size: tuple[int, int] = (80, 24), *, key: str = "1") -> AsyncIterator[Shown]:
        app = TaskwellApp(store, clock=clock, look=Look(ascii=True))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            shown = Shown(app, pilot, store, clock)
            await shown.press(key)
            await shown.rest()
            yield shown

    return opened


@pytest.fixture
def scored(store: Store, clock: FakeClock) -> dict[str, str]:
    """The uids of the spam score (90 restricts, two readings) and the review, by their names."""
    now = clock()
    set_setting(store, now, "zone", "America/Chicago")
    uhrs = add_platform(store, now, "UHRS")
    add_project(store, now, uhrs, "Relevance")
    add_platform(store, now, "Outlier")
    spam = add_metric(store, now, "UHRS", "spam score", "percent", project="Relevance",
                      thresholds=["90 restrict"])  # fmt: skip
    review = add_metric(store, now, "Outlier", "review", "rating",
                        thresholds=["4.3 unlock $21/h"])  # fmt: skip
    note_reading(store, now, spam, "19/20 -2d")
    note_reading(store, now, spam, "18/20 yesterday")
    return {"spam score": spam, "review": review}
