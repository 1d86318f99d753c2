"""A day as the layouts draw it, in a real store, and the program on it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input

from taskwell.commands import log as log_commands
from taskwell.commands import roster, settings, timer
from taskwell.look.terminal import Look
from taskwell.money.amounts import parse_money
from taskwell.queries.sessions import sessions
from taskwell.records.draft import SessionDraft
from taskwell.store.store import Store
from taskwell.tui.app import TaskwellApp
from taskwell.tui.place import Place
from taskwell.tui.timer.log_table import LogTable
from taskwell.tui.timer.place import TimerPlace
from tests.conftest import FakeClock


def chicago(hour: int, minute: int, second: int = 0, day: int = 19) -> datetime:
    """A wall time of November 2026 in Chicago as an instant."""
    return datetime(2026, 11, day, hour, minute, second, tzinfo=UTC) + timedelta(hours=6)


def draft(
    platform: str,
    project: str | None,
    begun: datetime,
    ended: datetime,
    *,
    kind: str = "paid",
    tasks: int | None = None,
    earned: str | None = None,
    note: str = "",
) -> SessionDraft:
    """A session after the fact."""
    money = None if earned is None else parse_money(earned)
    return SessionDraft(
        platform=platform, project=project, started=begun, ended=ended, kind=kind,
        tasks=tasks, earned=money, note=note, zone="America/Chicago",
    )  # fmt: skip


@dataclass
class Shown:
    """The running program, its store, and what a test does with it."""

    app: TaskwellApp
    pilot: Pilot[int]
    store: Store
    clock: FakeClock

    async def press(self, *keys: str) -> None:
        """Presses keys and waits until all is drawn."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Puts a text into the input that has the focus, as a terminal pastes it."""
        focused = self.app.focused
        assert isinstance(focused, Input)
        focused.post_message(Paste(text))
        await self.pilot.pause()

    @property
    def place(self) -> TimerPlace:
        """The Timer."""
        return cast("TimerPlace", self.app.place)

    @property
    def table(self) -> LogTable:
        """The log."""
        return self.place.query_one(LogTable)

    def lines(self) -> list[str]:
        """The screen as text, line for line."""
        width, height = self.app.size
        compositor = self.app.screen._compositor
        strips = compositor.render_strips(self.app.size)
        lines = [strip.text.ljust(width)[:width] for strip in strips]
        return (lines + [" " * width] * height)[:height]

    def text(self) -> str:
        """The screen as one text without trailing blanks."""
        return "\n".join(line.rstrip() for line in self.lines())

    @property
    def message(self) -> str:
        """The message line."""
        from taskwell.tui.widgets.message_line import MessageLine

        return cast("Place", self.app.place).query_one(MessageLine).text

    def sessions(self) -> list[dict[str, object]]:
        """Every session as scripts see it."""
        return [view.json() for view in sessions(self.store, self.clock())]

    async def tick(self, seconds: int = 1) -> None:
        """The clock moves on and the screen follows."""
        self.clock.advance(seconds)
        self.app.tick_now()
        await self.pilot.pause()


Show = Callable[..., AbstractAsyncContextManager[Shown]]


@pytest.fixture
def show(store: Store, clock: FakeClock) -> Show:
    """Runs the program on the store, in plain signs, at a size."""

    @asynccontextmanager
    async def run(size: tuple[int, int] = (80, 24)) -> AsyncIterator[Shown]:
        app = TaskwellApp(store, clock=clock, look=Look(ascii=True))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield Shown(app, pilot, store, clock)

    return run


@pytest.fixture
def day(store: Store, clock: FakeClock) -> Store:
    """Thursday 19 November as the layouts draw it, UHRS running; Monday to Wednesday before it."""
    clock.set(chicago(8, 0, day=16))
    settings.set_setting(store, clock(), "zone", "America/Chicago")
    for key, value in (("goal_day", "6h"), ("goal_week", "24h"), ("target_hourly", "8 USD")):
        settings.set_setting(store, clock(), key, value)
    add = roster.add_platform
    add(store, clock(), "UHRS", rate="0.06 USD/task", task_floor="12s", letter="u")
    add(store, clock(), "Outlier", rate="18.50 USD/hour", letter="o")
    add(store, clock(), "DataAnnotation", rate="20 USD/hour", letter="d")
    add(store, clock(), "Prolific", currency="GBP", letter="p")
    clock.set(chicago(15, 25))
    for each in (
        draft("Outlier", None, chicago(9, 0, day=16), chicago(12, 40, day=16)),
        draft("Outlier", None, chicago(9, 0, day=17), chicago(13, 5, day=17)),
        draft("Outlier", None, chicago(9, 0, day=18), chicago(11, 30, day=18)),
        draft("Prolific", "Decision survey", chicago(8, 55), chicago(9, 31), tasks=3,
              earned="GBP 4.50"),
        draft("DataAnnotation", "Chat rating", chicago(9, 44), chicago(11, 5), tasks=4),
        draft("Outlier", None, chicago(13, 10), chicago(13, 28), kind="search"),
        draft("Outlier", "Review EN", chicago(13, 28), chicago(15, 12), tasks=6),
    ):  # fmt: skip
        log_commands.log(store, clock(), each, create=True)
    timer.start(store, clock(), "UHRS", "Relevance", create=True)
    clock.set(chicago(16, 15))
    timer.count(store, clock(), 142)
    timer.pause(store, clock())
    clock.set(chicago(16, 20))
    timer.resume(store, clock())
    clock.set(chicago(16, 42, 4))
    store.heartbeat(clock(), clock())
    return store


@pytest.fixture
def night(store: Store, clock: FakeClock) -> Store:
    """UHRS since Wednesday 21:40, the last sign of life at 22:31; it is Thursday 8:05."""
    clock.set(chicago(21, 40, day=18))
    roster.add_platform(store, clock(), "UHRS", letter="u")
    roster.add_platform(store, clock(), "Outlier", letter="o")
    timer.start(store, clock(), "UHRS")
    timer.count(store, clock.set(chicago(22, 29, day=18)), 3)
    clock.set(chicago(22, 31, day=18))
    store.heartbeat(clock(), clock())
    clock.set(chicago(8, 5))
    return store
