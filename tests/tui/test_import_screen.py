"""The import place: typed or pasted, looked at before anything is changed, brought in with enter."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.events import Paste

from taskwell.commands.import_memory import memory
from taskwell.look.terminal import Look
from taskwell.queries.sessions import sessions
from taskwell.store.store import Store
from taskwell.tui.app import TaskwellApp
from tests.conftest import NOW, FakeClock
from tests.formats.test_table import FOREIGN
from tests.tui.roster.conftest import Shown

Run = Callable[..., AbstractAsyncContextManager[Shown]]
TOGGL = (
    "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,"
    "Duration,Tags\nMe,,UHRS,Relevance,,,Yes,2026-11-18,09:00:00,2026-11-18,10:00:00,01:00:00,\n"
    "Me,,UHRS,Relevance,,,Yes,soon,09:00:00,2026-11-18,10:00:00,01:00:00,\n"
)


@pytest.fixture
def run(store: Store, clock: FakeClock) -> Run:
    """The program with the import place open."""

    @asynccontextmanager
    async def opened(
        words: str = "import", size: tuple[int, int] = (80, 24)
    ) -> AsyncIterator[Shown]:
        app = TaskwellApp(store, clock=clock, look=Look(ascii=True))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            shown = Shown(app, pilot, store, clock)
            await shown.press("colon")
            await shown.type(words)
            await shown.press("enter")
            await shown.rest()
            yield shown

    return opened


async def paste(shown: Shown, text: str) -> None:
    focused = shown.app.focused
    assert focused is not None
    focused.post_message(Paste(text))
    await shown.rest()


async def test_a_file_is_looked_at_before_it_comes_in(
    run: Run, store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "toggl.csv"
    file.write_text(TOGGL, encoding="utf-8")
    async with run() as shown:
        await shown.type(str(file))
        await shown.press("enter")
        await shown.rest()
        text = shown.text()
        assert "Read as toggl" in text
        assert "2 rows: 1 to bring in, 1 skipped" in text
        assert "Skipped line 3, Start date" in text
        assert "UHRS / Relevance" in text
        assert sessions(store, NOW) == []
        await shown.press("enter")
        await shown.rest()
        assert len(sessions(store, NOW)) == 1
        assert "Brought in: 1 session" in shown.message
        await shown.press("u")
        assert sessions(store, NOW) == []


async def test_a_text_is_pasted_and_esc_changes_nothing(run: Run, store: Store) -> None:
    async with run() as shown:
        await paste(shown, TOGGL)
        assert "Read as toggl" in shown.text()
        await shown.press("escape")
        await shown.rest()
        assert store.empty


async def test_names_and_the_zone_are_said_and_remembered(run: Run, store: Store) -> None:
    async with run() as shown:
        await paste(shown, TOGGL)
        for said in ("zone Europe/Berlin", "UHRS=Outlier/Chat"):
            await shown.type(said)
            await shown.press("enter")
            await shown.rest()
        assert "Platforms to create: Outlier" in shown.text()
        await shown.press("enter")
        await shown.rest()
    (view,) = sessions(store, NOW)
    assert (view.platform, view.session.started.hour) == ("Outlier", 8)
    assert memory(store, "toggl").zone == "Europe/Berlin"


async def test_columns_of_an_unknown_table_are_named_by_number_and_known_again(
    run: Run, store: Store
) -> None:
    async with run() as shown:
        await paste(shown, FOREIGN)
        assert "1 Kunde" in shown.text()
        await shown.type("platform=1 start=2 end=3 earned=4 note=5")
        await shown.press("enter")
        await shown.rest()
        assert "3 rows: 2 to bring in, 1 skipped" in shown.text()
        await shown.press("enter")
        await shown.rest()
    assert len(sessions(store, NOW)) == 2
    async with run() as shown:
        await paste(shown, FOREIGN)
        assert "3 rows: 2 known already, 1 skipped" in shown.text()


@pytest.mark.parametrize(
    ("typed", "told"),
    [("/nowhere/x.csv", "There is no file"), ("~nobody-x/y", "nobody's home")],
)
async def test_what_cannot_be_read_is_said_there(run: Run, typed: str, told: str) -> None:
    async with run() as shown:
        await shown.type(typed)
        await shown.press("enter")
        await shown.rest()
        assert told in shown.text()


async def test_a_file_may_be_named_on_the_command_line(
    run: Run, store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "t.csv"
    file.write_text(TOGGL, encoding="utf-8")
    async with run(f"import toggl {file}", (60, 20)) as shown:
        assert "as you said" in shown.text()
        await shown.press("enter")
        await shown.rest()
    assert len(sessions(store, NOW)) == 1
