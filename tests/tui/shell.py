"""A place with a table of numbered rows, and the app around it, for tests of the shell alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.app import ComposeResult
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Static

from taskwell.look.terminal import Look
from taskwell.look.themes import load_themes, shipped_folder
from taskwell.store.store import Store
from taskwell.tui.app import TaskwellApp
from taskwell.tui.glyphs import DRAWN
from taskwell.tui.place import Place
from taskwell.tui.places import PLACES
from taskwell.tui.widgets.hint_line import HintLine
from taskwell.tui.widgets.message_line import MessageLine
from taskwell.tui.widgets.tab_bar import TabBar
from taskwell.tui.widgets.virtual_table import Column, VirtualTable
from taskwell.words.act import Facts
from taskwell.words.keys import toolkit_name
from tests.conftest import FakeClock

SIZE = (80, 24)


@dataclass(frozen=True)
class Numbered:
    """A row of the test table."""

    key: str
    text: str


class Numbers:
    """Rows named after their number; notes which of them were asked for."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self.numbers = numbers
        self.asked: list[tuple[int, int]] = []

    @property
    def count(self) -> int:
        return len(self.numbers)

    def rows(self, first: int, count: int) -> list[Numbered]:
        self.asked.append((first, count))
        return [Numbered(f"k{n}", f"row {n}") for n in self.numbers[first : first + count]]

    def position(self, key: str) -> int | None:
        number = int(key[1:])
        return self.numbers.index(number) if number in self.numbers else None


COLUMNS = [
    Column[Numbered]("key", 8, lambda row: row.key),
    Column[Numbered]("text", 10, lambda row: row.text, grow=1, private=True),
    Column[Numbered]("extra", 12, lambda row: "extra", drop=1),
    Column[Numbered]("more", 12, lambda row: "more", drop=2),
]


class TablePlace(Place):
    """A Timer of numbers."""

    place_id = "timer"
    TITLE = "Timer"
    help_text = "A place for tests."
    model: Numbers = Numbers(range(100))

    def __init__(self) -> None:
        super().__init__()
        self.changes: list[object] = []
        self.edited: list[str | None] = []
        self.edit: Callable[[], object] = lambda: None

    def compose_body(self) -> ComposeResult:
        yield Static("clock", id="clock", markup=False)
        yield VirtualTable[Numbered](COLUMNS, id="log", marks=DRAWN, empty="Nothing here")

    def main_table(self) -> VirtualTable[Any]:
        return self.query_one("#log", VirtualTable)

    def on_mount(self) -> None:
        self.main_table().set_model(Numbers(range(100)))

    def facts(self) -> Facts:
        row = "session" if self.main_table().row is not None else None
        return Facts(place="timer", row=row, can_add=True, can_filter=True, has_periods=True)

    def on_store_change(self, change: object) -> None:
        self.changes.append(change)

    def act_row_edit(self) -> object:
        self.edited.append(self.main_table().key)
        return self.edit()


NAMES = {"\n": "enter", "\x1b": "escape"}


async def at_once(pilot: Pilot[int], keys: str) -> None:
    """All keys arrive before the first of them is taken; waits until all of them are."""
    app = pilot.app
    assert isinstance(app, TaskwellApp)
    for key in keys:
        app.post_message(Key(NAMES.get(key) or toolkit_name("space" if key == " " else key), key))
    await pilot.pause()
    while app.keys.held or app.keys.waiting:
        await pilot.pause()
    await pilot.pause()


def shell(
    store: Store,
    clock: FakeClock,
    *,
    look: Look | None = None,
    place: type[Place] = TablePlace,
    problems: Sequence[str] = (),
    overrides: dict[str, tuple[str, ...]] | None = None,
    folder: Path | None = None,
) -> TaskwellApp:
    """The app on a store, with the table of numbers as its Timer."""
    themes, _ = load_themes([shipped_folder()])
    return TaskwellApp(
        store,
        clock=clock,
        look=look or Look(),
        themes=tuple(themes.values()),
        places={**PLACES, "timer": place},
        problems=problems,
        overrides=overrides,
        state_folder=folder,
        settings_folder=folder,
    )


def table(app: TaskwellApp) -> VirtualTable[Any]:
    """The table of numbers."""
    place = app.place_now
    assert isinstance(place, TablePlace)
    return place.main_table()


def numbers_place(app: TaskwellApp) -> TablePlace:
    """The Timer of numbers."""
    place = app.place_now
    assert isinstance(place, TablePlace)
    return place


def message(app: TaskwellApp) -> str:
    """What the message line reads."""
    return app.place_now.query_one(MessageLine).text


def hints(app: TaskwellApp) -> str:
    """What the hint line reads."""
    return app.place_now.query_one(HintLine).text


def bar(app: TaskwellApp) -> str:
    """What the tab bar reads."""
    return app.place_now.query_one(TabBar).text
