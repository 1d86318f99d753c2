"""Keys that arrive all at once mean the same as keys that are typed one by one."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult

from taskwell.store.store import Store
from taskwell.tui.part import Part
from taskwell.tui.widgets.entry_input import EntryInput
from tests.conftest import FakeClock
from tests.tui.shell import SIZE, TablePlace, at_once, message, shell, table


class Entry(Part):
    """A part with a line to type into, that notes what is entered."""

    takes_text = True

    def __init__(self, entered: list[str]) -> None:
        super().__init__(heading="Entry")
        self.entered = entered

    def compose_part(self) -> ComposeResult:
        yield EntryInput(lambda text: text)

    def take_focus(self) -> None:
        self.query_one(EntryInput).input.focus()

    def on_entry_input_entered(self, event: EntryInput.Entered) -> None:
        event.stop()
        self.entered.append(event.text)
        self.close()


class EntryPlace(TablePlace):
    """e opens the part; n moves the focus into a line that is always there."""

    def __init__(self) -> None:
        super().__init__()
        self.entered: list[str] = []

    def compose_body(self) -> ComposeResult:
        yield from super().compose_body()
        yield EntryInput(lambda text: text, id="entry")

    def act_row_edit(self) -> object:
        self.open_part(Entry(self.entered))
        return True

    def act_row_new(self) -> object:
        return self.query_one("#entry", EntryInput).input.focus()

    def on_entry_input_entered(self, event: EntryInput.Entered) -> None:
        self.entered.append(event.text)
        self.focus_body()


async def test_a_command_typed_at_once_is_done(
    store: Store, clock: FakeClock, tmp_path: Path
) -> None:
    app = shell(store, clock, folder=tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await at_once(pilot, ":theme light\njj")
        assert app.theme == "light"
        assert table(app).key == "k2"


async def test_what_is_meant_for_a_line_reaches_the_line(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock, place=EntryPlace)
    async with app.run_test(size=SIZE) as pilot:
        await at_once(pilot, "jnuds q\njj")
        place = app.place_now
        assert isinstance(place, EntryPlace)
        assert place.entered == ["uds q"]
        assert table(app).key == "k3"


async def test_what_is_meant_for_a_part_reaches_the_part(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock, place=EntryPlace)
    async with app.run_test(size=SIZE) as pilot:
        await at_once(pilot, "euds\neq\nj")
        place = app.place_now
        assert isinstance(place, EntryPlace)
        assert place.entered == ["uds", "q"]
        assert place.part is None
        assert table(app).key == "k1"


async def test_esc_comes_after_what_was_typed_and_before_what_follows(
    store: Store, clock: FakeClock
) -> None:
    app = shell(store, clock, place=EntryPlace)
    async with app.run_test(size=SIZE) as pilot:
        await at_once(pilot, "nabc\x1bj:ro\x1bj")
        entry = app.place_now.query_one("#entry", EntryInput)
        assert entry.value == "abc"
        assert app.command_draft == "ro"
        assert table(app).key == "k2"


async def test_a_page_of_help_takes_its_keys(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        await at_once(pilot, "j?jj\x1b")
        await at_once(pilot, "j")
        assert table(app).key == "k2"
        assert message(app) == ""


async def test_an_input_that_vanishes_holds_nothing_up(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock, place=EntryPlace)
    async with app.run_test(size=SIZE) as pilot:
        await at_once(pilot, "nab")
        await app.place_now.query_one("#entry").remove()
        await at_once(pilot, "jj")
        assert table(app).key in ("k1", "k2")
