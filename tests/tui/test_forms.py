"""Inputs that say how they are read, and forms that keep their drafts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from textual.app import ComposeResult
from textual.widgets import Static

from taskwell.errors import BadInput
from taskwell.store.store import Store
from taskwell.tui.part import Part
from taskwell.tui.widgets.entry_input import EntryInput
from taskwell.tui.widgets.form import Field, Form
from tests.conftest import FakeClock
from tests.tui.shell import SIZE, message, shell, table


def number(text: str) -> str:
    """A number in words."""
    if not text.isdecimal():
        raise BadInput(f"'{text}' is no number", "type digits")
    return f"{int(text)} tasks"


def a_form(saved: list[Mapping[str, str]]) -> Form:
    def save(values: Mapping[str, str]) -> None:
        if values["tasks"] and not values["tasks"].isdecimal():
            raise BadInput("Tasks is no number", "type digits", field="tasks")
        if values["note"] == "refused":
            raise BadInput("The store is full", "make room")
        saved.append(values)

    fields = [Field("tasks", "tasks", "3", read=number), Field("note", "note")]
    return Form("Edit", fields, save, draft_key="edit:1")


async def test_enter_goes_on_and_saves_on_the_last_field(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        saved: list[Mapping[str, str]] = []
        app.place_now.open_part(a_form(saved))
        await pilot.press("7", "enter", *"slow", "enter")
        await pilot.pause()
        assert saved == [{"tasks": "7", "note": "slow"}]
        assert app.place_now.part is None
        assert table(app).has_focus


async def test_ctrl_s_saves_from_any_field(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        saved: list[Mapping[str, str]] = []
        app.place_now.open_part(a_form(saved))
        await pilot.pause()
        await pilot.press("ctrl+s")
        assert saved == [{"tasks": "3", "note": ""}]


async def test_what_is_wrong_stands_below_its_field_and_nothing_is_saved(
    store: Store, clock: FakeClock
) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        saved: list[Mapping[str, str]] = []
        form = a_form(saved)
        app.place_now.open_part(form)
        await pilot.press("x")
        await pilot.pause()
        assert form.note("tasks") == "'x' is no number; type digits"
        await pilot.press("down", "ctrl+s")
        assert form.note("tasks") == "Tasks is no number; type digits"
        assert form.input("tasks").has_focus
        assert saved == []
        await pilot.press("backspace", "0")
        await pilot.pause()
        assert form.note("tasks") == "= 0 tasks"


async def test_an_error_of_no_field_is_said_and_the_form_stays(
    store: Store, clock: FakeClock
) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        form = a_form([])
        app.place_now.open_part(form)
        await pilot.press("tab", *"refused", "ctrl+s")
        assert message(app) == "The store is full; make room"
        assert app.place_now.part is form


async def test_esc_keeps_the_draft_and_only_the_saved_form_forgets_it(
    store: Store, clock: FakeClock
) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        app.place_now.open_part(a_form([]))
        await pilot.press("1", "escape")
        assert "is kept" in message(app)
        saved: list[Mapping[str, str]] = []
        app.place_now.open_part(a_form(saved))
        await pilot.pause()
        await pilot.press("ctrl+s")
        assert saved == [{"tasks": "1", "note": ""}]
        assert app.drafts == {}


async def test_letters_in_a_form_are_letters(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        form = a_form([])
        app.place_now.open_part(form)
        await pilot.press("tab", *"q 1?z:uds")
        await pilot.pause()
        assert form.values["note"] == "q 1?z:uds"
        assert app.is_running
        assert not app.hidden


class EntryPart(Part):
    """A part with an entry line."""

    takes_text = True

    def __init__(self) -> None:
        super().__init__(heading="Log")
        self.entered: list[str] = []

    def compose_part(self) -> ComposeResult:
        yield EntryInput(number, prompt="n", placeholder="how many")

    def take_focus(self) -> None:
        self.query_one(EntryInput).input.focus()

    def on_entry_input_entered(self, event: EntryInput.Entered) -> None:
        self.entered.append(event.text)


async def test_an_entry_line_echoes_how_it_is_read(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        part = EntryPart()
        app.place_now.open_part(part)
        await pilot.press("3", "7")
        await pilot.pause()
        entry = part.query_one(EntryInput)
        assert entry.echo == "= 37 tasks"
        await pilot.press("x")
        await pilot.pause()
        assert entry.echo == "'37x' is no number; type digits"
        assert entry.has_class("-wrong")
        await pilot.press("enter")
        assert part.entered == []
        await pilot.press("backspace", "enter")
        await pilot.pause()
        assert part.entered == ["37"]
        assert "= 37 tasks" in str(entry.query_one(".entry-echo", Static).render())


async def test_a_bug_in_the_reader_ends_nothing(
    store: Store, clock: FakeClock, tmp_path: Path
) -> None:
    class Broken(EntryPart):
        def compose_part(self) -> ComposeResult:
            def read(text: str) -> str:
                raise ZeroDivisionError

            yield EntryInput(read, prompt="n")

    app = shell(store, clock, folder=tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        part = Broken()
        app.place_now.open_part(part)
        await pilot.press("3", "7", "enter")
        await pilot.pause()
        assert part.query_one(EntryInput).echo == "this cannot be read"
        assert part.entered == []
        assert len(list(tmp_path.glob("crash-*.txt"))) == 1


async def test_keys_typed_before_an_input_is_there_are_not_lost(
    store: Store, clock: FakeClock
) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        part = EntryPart()
        app.place_now.open_part(part)
        for key in "12345":
            app.simulate_key(key)
        await pilot.pause()
        await pilot.pause()
        assert part.query_one(EntryInput).value == "12345"
