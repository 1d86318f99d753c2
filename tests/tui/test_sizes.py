"""At every size, with few rows and with thousands, with names in wide signs: what matters stays."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from taskwell.look.terminal import Look
from taskwell.money.amounts import Money
from taskwell.records import metric as metrics
from taskwell.records import platform as platforms
from taskwell.records import project as projects
from taskwell.records import session as sessions
from taskwell.records.metric import Metric
from taskwell.records.platform import Platform
from taskwell.records.project import Project
from taskwell.records.session import Session
from taskwell.store.store import Store
from taskwell.tui.app import TaskwellApp
from taskwell.tui.widgets.tab_bar import TABS
from tests.conftest import NOW, FakeClock

SIZES = ((60, 20), (80, 24), (120, 40), (200, 60))
ROWS = (1, 20, 2000)
WIDE = ("株式会社データ注釈🦊プラットフォーム国際部門", "長い名前の評価プロジェクト✅第二段階")
PLAIN = ("Annotation house of long names", "Relevance of everything to everything")
SAID = "This was said just now, and it goes on for longer than any screen is wide: " + "more " * 40
VISITS = (("1", "s"), ("1", "colon"), ("1", "question_mark"), ("2", "enter"), ("2", "f"),
          ("3", "enter"), ("4", "enter"), ("5", "enter"), ("5", "x"))  # fmt: skip
NARROWEST_NAME = 6
"""Cells of a name that are seen at any size."""


@dataclass(frozen=True)
class Screen:
    """What the terminal shows: each line, and how many cells it takes."""

    lines: tuple[str, ...]

    def holding(self, text: str) -> list[str]:
        """The lines with a text."""
        return [line for line in self.lines if text in line]


def filled(folder: Path, names: tuple[str, str], rows: int) -> Path:
    """A store with `rows` platforms, projects, metrics and sessions of today, the last one running."""
    store = Store.open(folder, clock=lambda: NOW)
    began = NOW - timedelta(seconds=30 * rows)
    with store.transaction("fill a store") as tx:
        tx.insert("settings", {"key": "zone", "value": "America/Chicago"})
        for number in range(rows):
            home, part = f"p{number:04}", f"j{number:04}"
            platform = Platform(uid=home, name=f"{names[0]} {number}")
            project = Project(uid=part, platform=home, name=f"{names[1]} {number}")
            metric = Metric(
                uid=f"m{number:04}", platform=home, project=part, name=names[1], kind="percent",
                low=Decimal(0), high=Decimal(100),
            )  # fmt: skip
            at = began + timedelta(seconds=30 * number)
            session = Session(
                uid=f"s{number:04}", platform=home, project=part, started=at,
                ended=None if number == rows - 1 else at + timedelta(seconds=25),
                zone="America/Chicago", tasks=number, earned=Money(1234, "USD"),
            )  # fmt: skip
            tx.insert("platforms", platforms.to_document(platform))
            tx.insert("projects", projects.to_document(project))
            tx.insert("metrics", metrics.to_document(metric))
            tx.insert("sessions", sessions.to_document(session))
    store.heartbeat(NOW, NOW)
    store.close()
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, int], Path]:
    """Stores that are made once: those of wide names by their rows, and one of plain names."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "America/Chicago")
        time.tzset()
        top = tmp_path_factory.mktemp("sizes")
        found = {("wide", rows): filled(top / f"wide{rows}", WIDE, rows) for rows in ROWS}
        found["plain", 20] = filled(top / "plain20", PLAIN, 20)
    return found


@pytest.fixture
def opened(
    made: dict[tuple[str, int], Path], tmp_path: Path, names: str, rows: int
) -> Iterator[Store]:
    """A copy of one of the stores."""
    shutil.copytree(made[names, rows], tmp_path / "copy")
    store = Store.open(tmp_path / "copy", clock=FakeClock())
    yield store
    store.close()


def seen(app: TaskwellApp) -> Screen:
    """The screen; every line of it takes exactly the screen's cells."""
    strips = app.screen._compositor.render_strips(app.size)
    lines = tuple(strip.text for strip in strips)
    assert len(lines) == app.size.height
    assert {cell_len(line) for line in lines} == {app.size.width}, lines
    return Screen(lines)


async def press(pilot: Pilot[int], *keys: str) -> Screen:
    """What the screen shows after some keys, once all of it is drawn."""
    await pilot.press(*keys)
    await pilot.pause()
    app = pilot.app
    assert isinstance(app, TaskwellApp)
    show_details = getattr(app.screen, "show_detail", None)
    if show_details is not None:
        show_details()
        await pilot.pause()
    return seen(app)


def cells(text: str, width: int) -> str:
    """The beginning of a text that takes at most so many cells."""
    while cell_len(text) > width:
        text = text[:-1]
    return text


cases = pytest.mark.parametrize(
    ("size", "names", "rows"),
    [(size, "wide", rows) for size in SIZES for rows in ROWS] + [(size, "plain", 20) for size in SIZES],
)  # fmt: skip


@cases
async def test_tabs_clock_message_and_help_are_on_every_tab(
    opened: Store, size: tuple[int, int]
) -> None:
    app = TaskwellApp(opened, clock=FakeClock(), look=Look(motion=False))
    async with app.run_test(size=size) as pilot:
        app.say(SAID)
        for number, (_, title, short) in enumerate(TABS, 1):
            screen = await press(pilot, str(number))
            assert f"[{number} {title if size[0] >= 76 else short}]" in screen.lines[0]
            assert screen.lines[0].rstrip().endswith("16:42")
            assert screen.lines[-2].startswith(" This was said just now, and it")
            assert screen.lines[-2].rstrip().endswith("…")
            assert screen.lines[-1].startswith(" ? help")


@cases
async def test_the_row_under_the_cursor_says_whose_it_is_and_how_it_stands(
    opened: Store, size: tuple[int, int], names: str, rows: int
) -> None:
    name = cells(WIDE[0] if names == "wide" else PLAIN[0], NARROWEST_NAME)
    roster_state = "active" if size[0] >= 80 else "yes"  # narrow rows say whether there are tasks
    app = TaskwellApp(opened, clock=FakeClock(), look=Look(motion=False))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key, state in (("1", "now"), ("2", roster_state), ("3", "too early")):
            await press(pilot, key)
            table = app.place_now.main_table()
            assert table is not None
            index = next(n for n in range(table.count) if table.row_at(n) == table.row)
            line = list(table.shown_lines())[index - table.remembered()[1] + 1]
            assert name in line
            assert state in line
            assert cell_len(line) == size[0]


@pytest.mark.parametrize(("names", "rows"), [("wide", 20)])
@pytest.mark.parametrize("size", SIZES)
async def test_parts_and_pages_never_run_over_the_edge(
    opened: Store, size: tuple[int, int]
) -> None:
    app = TaskwellApp(opened, clock=FakeClock(), look=Look(motion=False))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for tab, key in VISITS:
            await press(pilot, tab, key)
            await pilot.press("escape")
        screen = await press(pilot, "1", "s", "s")
        assert screen.holding(" saved.")


@pytest.mark.parametrize(("names", "rows"), [("plain", 20)])
@pytest.mark.parametrize("size", SIZES)
async def test_in_ascii_every_sign_is_plain(opened: Store, size: tuple[int, int]) -> None:
    app = TaskwellApp(opened, clock=FakeClock(), look=Look(motion=False, ascii=True))
    async with app.run_test(size=size) as pilot:
        app.say(SAID)
        for tab, key in VISITS:
            for screen in (await press(pilot, tab), await press(pilot, key)):
                assert all(line.isascii() for line in screen.lines), screen.lines
            await pilot.press("escape")


@pytest.mark.parametrize(("names", "rows"), [("wide", 20)])
@pytest.mark.parametrize("size", SIZES)
async def test_the_palette_cuts_with_a_sign_and_shows_the_chosen_line_whole(
    opened: Store, size: tuple[int, int]
) -> None:
    app = TaskwellApp(opened, clock=FakeClock(), look=Look(motion=False))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        screen = await press(pilot, "colon", *"leav")
        leave = "Leave: Leaves the program; a running timer goes on by the clock."
        (line,) = screen.holding("Leave: ")
        assert leave in line or line.rstrip().endswith("…")
        screen = await press(pilot, "down")
        told = " ".join(" ".join(screen.lines).split())
        assert leave in told


@pytest.mark.parametrize(("names", "rows"), [("wide", 1)])
@pytest.mark.parametrize("size", [(120, 40), (200, 60)])
async def test_a_tall_screen_tells_more_of_the_row(opened: Store, size: tuple[int, int]) -> None:
    app = TaskwellApp(opened, clock=FakeClock(), look=Look(motion=False))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert (await press(pilot, "2")).holding("Projects")
        assert (await press(pilot, "3")).holding("What it is")
