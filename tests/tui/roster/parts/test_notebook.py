"""o: the notebook is written, searched as one types, changed with its history, and seen at work."""

from __future__ import annotations

from taskwell.commands.notebook import add_note
from taskwell.queries.directory import directory
from taskwell.queries.notebook import NoteView, notebook
from taskwell.store.store import Store
from taskwell.tui.pager import Pager
from taskwell.tui.roster.parts.notebook import NotebookPart, NotePart
from tests.conftest import FakeClock
from tests.tui.roster.conftest import Show, Shown

CJK = "順位は同点なら 日本語 [bold]\x1b[31m"


def notes(store: Store, clock: FakeClock, name: str = "UHRS") -> tuple[NoteView, ...]:
    """The notes of a platform."""
    return notebook(store, clock(), directory(store).platform(name).uid)


async def test_a_note_is_written_in_a_section_that_tab_chooses(
    town: Store, show: Show, clock: FakeClock
) -> None:
    async with show() as shown:
        await shown.press("o", "n", "tab")
        assert isinstance(shown.place.part, NotePart)
        await shown.type(CJK)
        await shown.press("ctrl+s")
        (note,) = notes(town, clock)
        assert (note.text, note.section) == (CJK, "feedback")
        assert isinstance(shown.place.part, NotebookPart)
        assert "\x1b" not in shown.text()
        assert "feedback" in shown.text()
        await shown.press("u")
        assert notes(town, clock) == ()


async def test_an_empty_note_is_refused_below_the_line(
    town: Store, show: Show, clock: FakeClock
) -> None:
    async with show() as shown:
        before = town.sequence
        await shown.press("o", "n", "ctrl+s")
        assert "The note is empty" in shown.text()
        assert isinstance(shown.place.part, NotePart)
        assert town.sequence == before


async def test_esc_keeps_the_draft(town: Store, show: Show, clock: FakeClock) -> None:
    async with show() as shown:
        await shown.press("o", "n")
        await shown.type("half a thought")
        await shown.press("escape")
        assert notes(town, clock) == ()
        await shown.press("n")
        assert "half a thought" in shown.text()
        await shown.press("ctrl+s")
        assert notes(town, clock)[0].text == "half a thought"


async def test_the_search_narrows_while_it_is_typed(
    town: Store, show: Show, clock: FakeClock
) -> None:
    for text in ("ties count as wrong", "adult queries: rate the result"):
        add_note(town, clock(), "UHRS", None, text)
    async with show() as shown:
        await shown.press("o", "slash")
        await shown.pilot.press("T", "i", "e")
        await shown.pilot.pause()
        assert "ties count" in shown.text()
        assert "adult queries" not in shown.text()
        await shown.press("escape", "escape")
        assert "adult queries" in shown.text()
        assert isinstance(shown.place.part, NotebookPart)


async def test_a_changed_note_keeps_its_lines_and_its_history(
    town: Store, show: Show, clock: FakeClock
) -> None:
    add_note(town, clock(), "UHRS", None, "first\nsecond")
    async with show() as shown:
        await shown.press("o", "e")
        await shown.type(" line")
        clock.advance(60)
        await shown.press("ctrl+s")
        (note,) = notes(town, clock)
        assert (note.text, note.versions) == ("first\nsecond line", 1)
        await shown.press("x")
        assert isinstance(shown.app.screen, Pager)
        told = shown.app.screen.text
        assert told.count("first") == 2
        assert told.index("second line") < told.rindex("second")


async def test_d_deletes_and_u_brings_back(town: Store, show: Show, clock: FakeClock) -> None:
    add_note(town, clock(), "UHRS", None, "keep me")
    async with show() as shown:
        await shown.press("o", "d")
        assert notes(town, clock) == ()
        assert "keep me" not in shown.text()
        await shown.press("u")
        assert notes(town, clock)[0].text == "keep me"
        shown.app.tick_now()
        await shown.pilot.pause()
        assert "keep me" in shown.text()


async def test_hidden_notes_are_masked(town: Store, show: Show, clock: FakeClock) -> None:
    add_note(town, clock(), "UHRS", None, "secret")
    async with show() as shown:
        await shown.press("o")
        assert "secret" in shown.text()
        await shown.press("z")
        assert "secret" not in shown.text()


async def timer(shown: Shown) -> str:
    """The Timer's screen."""
    await shown.press("1")
    await shown.rest()
    return shown.text()


async def test_the_notebook_stands_beside_the_running_session(
    town: Store, show: Show, clock: FakeClock
) -> None:
    add_note(town, clock(), "UHRS", None, "ties count as wrong\nmore of it")
    async with show() as shown:
        assert "   notebook: ties count as wrong   o all" in await timer(shown)
        await shown.press("z")
        assert "ties" not in shown.text()
        assert "   notebook: **** ***** ** *****   o all" in shown.text()


async def test_a_note_that_is_written_meanwhile_shows_at_once(
    town: Store, show: Show, clock: FakeClock
) -> None:
    async with show() as shown:
        assert "notebook" not in await timer(shown)
        add_note(town, clock(), "UHRS", None, "new here")
        await shown.pilot.pause()
        assert "notebook: new here" in shown.text()


async def test_on_a_low_screen_the_start_tells_the_first_gotcha(
    town: Store, show: Show, clock: FakeClock
) -> None:
    add_note(town, clock(), "Mercor", None, "rubrics first")
    async with show((60, 20)) as shown:
        assert "notebook" not in await timer(shown)
        await shown.press("s")
        letter = directory(town).platform("Mercor").letter
        await shown.press(letter or "")
        assert "now Mercor; notebook: rubrics first" in shown.message
