"""The roster as the layouts draw it, in a real store, and the program on it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from rich.cells import cell_len
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input

from taskwell.commands import settings, timer
from taskwell.commands.adopting import adopt
from taskwell.commands.incidents import open_incident
from taskwell.commands.marks import mark
from taskwell.commands.roster import add_platform, set_platform
from taskwell.commands.skills import add_attempt, add_skill
from taskwell.look.terminal import Look
from taskwell.money.amounts import Money, parse_money
from taskwell.records import mark as marks
from taskwell.records import session as sessions
from taskwell.records.mark import Mark
from taskwell.records.session import Session
from taskwell.store.store import Store
from taskwell.tui.app import TaskwellApp
from taskwell.tui.roster.place import RosterPlace
from taskwell.tui.roster.table import RosterTable
from taskwell.tui.widgets.message_line import MessageLine
from tests.conftest import FakeClock


def chicago(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A wall time of 2026 in Chicago as an instant."""
    summer = (3, 8) <= (month, day) < (11, 1)
    shift = timedelta(hours=5 if summer else 6)
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) + shift


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

    async def rest(self) -> None:
        """Until what follows the cursor, or gathers changes, is drawn."""
        await self.pilot.pause(0.4)

    @property
    def place(self) -> RosterPlace:
        """The Roster."""
        return cast("RosterPlace", self.app.place)

    @property
    def table(self) -> RosterTable:
        """Its table."""
        return self.place.query_one(RosterTable)

    @property
    def name(self) -> str:
        """The name of the platform under the cursor."""
        card = self.place.chosen_card()
        return card.name if card is not None else ""

    async def go_to(self, name: str) -> None:
        """Puts the cursor on a platform."""
        card = next(each for each in self.place.shown.rows if each.name == name)
        assert self.table.move_to_key(card.uid)
        await self.rest()

    def lines(self) -> list[str]:
        """The screen as text, line for line."""
        width, height = self.app.size
        compositor = self.app.screen._compositor
        strips = compositor.render_strips(self.app.size)
        lines = [strip.text + " " * (width - cell_len(strip.text)) for strip in strips]
        return (lines + [" " * width] * height)[:height]

    def text(self) -> str:
        """The screen as one text without trailing blanks."""
        return "\n".join(line.rstrip() for line in self.lines())

    @property
    def message(self) -> str:
        """The message line."""
        assert self.app.place is not None
        return self.app.place.query_one(MessageLine).text

    def states(self) -> dict[str, str]:
        """The state of every platform by its name."""
        return {card.name: card.state for card in self.place.shown.rows}


Show = Callable[..., AbstractAsyncContextManager[Shown]]


@pytest.fixture
def show(store: Store, clock: FakeClock) -> Show:
    """Runs the program on the store, in plain signs, at a size, with the Roster shown."""

    @asynccontextmanager
    async def run(
        size: tuple[int, int] = (80, 24), look: Look | None = None
    ) -> AsyncIterator[Shown]:
        app = TaskwellApp(store, clock=clock, look=look or Look(ascii=True))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            shown = Shown(app, pilot, store, clock)
            await shown.press("2")
            await shown.rest()
            yield shown

    return run


SIGNS = {"#": "tttttt", "+": "tntntn", ".": "nnnnnn"}
WEEK = ("???++##?", "???+###+", "???.++#?", "???+##+?", "???..+??", "????..??", "?????++?")
"""Monday to Sunday in stretches of three hours, as the layouts draw the heat map."""


def put(
    store: Store, uid: str, started: datetime, minutes: float, earned: str = "", **more: object
) -> None:
    """A stopped session, straight into the store."""
    made = Session(
        uid=f"{uid[:4]}{int(started.timestamp())}",
        platform=uid,
        started=started,
        ended=started + timedelta(minutes=minutes),
        zone="America/Chicago",
        earned=parse_money(earned) if earned else None,
        **more,  # type: ignore[arg-type]  # fields given by name
    )
    with store.transaction("put") as act:
        act.insert("sessions", sessions.to_document(made))


def notes_of_a_week(uid: str) -> Iterator[Mark]:
    """Six weeks of marks that make the heat map."""
    for weekday, row in enumerate(WEEK):
        for third, sign in enumerate(row):
            for week, letter in enumerate(SIGNS.get(sign, "")):
                day = datetime(2026, 10, 5, tzinfo=UTC) + timedelta(weeks=week, days=weekday)
                yield Mark(
                    uid=f"{uid[:4]}{weekday}{third}{week}",
                    platform=uid,
                    at=chicago(day.month, day.day, 3 * third + 1, 20),
                    state={"t": "tasks", "n": "none"}[letter],
                    zone="America/Chicago",
                )


@pytest.fixture
def town(store: Store, clock: FakeClock) -> Store:
    """The layouts' roster on Thursday 19 November at 16:42 in Chicago, UHRS running."""
    clock.set(chicago(11, 13, 9))
    settings.set_setting(store, clock(), "zone", "America/Chicago")
    now = clock()
    uhrs = adopt(store, now, "uhrs-clickworker", name="UHRS", state="active since 2026-09-01")
    set_platform(
        store, now, uhrs, {"rate": "0.065 USD/task since 2026-10-03", "session_limit": "8h"}
    )
    outlier = add_platform(store, now, "Outlier", rate="18.50 USD/hour", state="slow")
    annotation = add_platform(
        store, now, "DataAnnotation", rate="20 USD/hour", payout="item; 7 days later; cash out"
    )
    prolific = add_platform(
        store, now, "Prolific", currency="GBP", payout="item; cash out; min 5 GBP"
    )
    mercor = add_platform(
        store, now, "Mercor", rate="21 USD/hour", week_cap="10h",
        payout="week from sat in Asia/Kolkata; on wed",
    )  # fmt: skip
    oneforma = adopt(store, now, "oneforma", name="OneForma", state="assessment since 2026-11-02")
    adopt(store, now, "toloka", name="Toloka", state="applied since 2026-11-13")
    adopt(store, now, "telus", name="TELUS Digital")
    welocalize = add_platform(store, now, "Welocalize", state="left since 2026-05-12: rate cut")
    for month, day, amount in ((10, 13, "$96.10"), (10, 20, "$214.30"), (10, 28, "$102.25")):
        put(store, uhrs, chicago(month, day, 13), 600, amount, tasks=1000)
    for day in (15, 16, 17, 18):
        put(store, uhrs, chicago(11, day, 20, 10), 54, tasks=127)
    put(store, uhrs, chicago(11, 19, 8), 36, tasks=127)
    for day in (10, 12):
        put(store, uhrs, chicago(10, day, 8), 942, kind="search")
    for day in (11, 12, 18):
        put(store, outlier, chicago(11, day, 9), 93, "$24.00" if day < 18 else "$25.40")
    put(store, outlier, chicago(11, 12, 8), 33.4, kind="search")
    for hour in (10, 13):
        put(store, annotation, chicago(11, 15, hour), 171, "$57.00")
    put(store, annotation, chicago(11, 14, 10), 28.2, kind="search")
    put(store, annotation, chicago(11, 19, 9, 44), 81)
    for day, amount in ((16, "£6.40"), (17, "£7.50"), (19, "£4.50")):
        put(store, prolific, chicago(11, day, 8, 55), 36, amount)
    put(store, prolific, chicago(11, 17, 12), 29, kind="search")
    for day in (14, 16, 18):
        put(store, mercor, chicago(11, day, 10), 160, "$56.00")
    put(store, mercor, chicago(11, 18, 15), 29, kind="guidelines")
    for day in range(12, 17):
        put(store, mercor, chicago(10, day, 9), 164.2, "$54.20", settled="x")
    for number in range(20):
        put(store, welocalize, chicago(3, 1 + number, 8), 642 + number % 2, "$80.00", settled="x")
    with store.transaction("marks") as act:
        for each in notes_of_a_week(uhrs):
            act.insert("marks", marks.to_document(each))
    clock.set(chicago(11, 19, 13, 28))
    mark(store, clock(), outlier, "none")
    mark(store, clock(), prolific, "few", at=chicago(11, 19, 9, 31))
    skill = add_skill(store, clock(), "UHRS assessment", platform=oneforma)
    add_attempt(
        store, clock(), skill, result="failed", day="2026-11-16", took="3h30m", retake="2026-12-02"
    )
    open_incident(store, clock(), uhrs, "warning", reason="spam score", opened="2026-11-12")
    clock.set(chicago(11, 19, 15, 25))
    timer.start(store, clock(), uhrs)
    clock.set(chicago(11, 19, 16, 42))
    store.heartbeat(clock(), clock())
    return store


USD = "USD"


def usd(minor: int) -> Money:
    """Dollars in cents."""
    return Money(minor, USD)
