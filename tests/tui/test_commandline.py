"""The : line, the palette, help, messages, the help panel."""

from __future__ import annotations

from pathlib import Path

from taskwell.store.store import Store
from taskwell.tui.app import TaskwellApp
from taskwell.tui.commandline import CommandLine, candidates
from taskwell.tui.messages import MessagesScreen
from taskwell.tui.pager import Pager
from taskwell.tui.widgets.line_input import LineInput
from taskwell.tui.widgets.virtual_table import VirtualTable
from taskwell.words.acts import ACTS
from tests.conftest import FakeClock
from tests.tui.shell import SIZE, at_once, message, shell, table


def line(app: TaskwellApp) -> CommandLine:
    """The open command line."""
    part = app.place_now.part
    assert isinstance(part, CommandLine)
    return part


async def test_the_palette_lists_every_act_with_its_key_and_why_not(
    store: Store, clock: FakeClock
) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        listed = {each.act: each for each in line(app).found if each.act}
        wanted = {act for act in ACTS if not act.startswith("move.")}
        assert wanted - set(listed) == {
            "app.command", "app.back", "app.interrupted", "app.next_pane",
        }  # fmt: skip
        assert listed["row.edit"].key == "e"
        assert listed["row.edit"].reason is None
        assert listed["timer.pause"].reason == "Nothing is running: s starts"


async def test_an_act_is_done_by_its_words(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        await at_once(pilot, ":roster\n")
        await pilot.pause()
        assert app.current_mode == "roster"


async def test_letters_choose_and_enter_does_the_chosen_one(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("colon", *"hide", "down", "enter")
        await pilot.pause()
        assert app.hidden


async def test_an_unavailable_act_says_why_and_does_nothing(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        await at_once(pilot, ":rest\n")
        await pilot.pause()
        assert message(app) == "Nothing is running: s starts"


async def test_an_unknown_word_is_named_with_the_nearest_and_may_be_mended(
    store: Store, clock: FakeClock
) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        await at_once(pilot, ":them light\n")
        await pilot.pause()
        assert message(app) == "There is no command 'them'; did you mean theme?"
        assert line(app).query_one(LineInput).value == "them light"


async def test_tab_completes(store: Store, clock: FakeClock, tmp_path: Path) -> None:
    app = shell(store, clock, folder=tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("colon", *"the", "tab", *"lig", "tab", "enter")
        await pilot.pause()
        assert app.theme == "light"


async def test_platforms_complete_after_start(store: Store, clock: FakeClock) -> None:
    with store.transaction("Added a platform") as tx:
        tx.insert("platforms", {"uid": "p1", "name": "Data Annotation", "currency": "USD"})
        tx.insert("projects", {"uid": "q1", "platform": "p1", "name": "Chat"})
    app = shell(store, clock)
    async with app.run_test(size=SIZE):
        found = [each.text for each in candidates(app, "start da")]
        assert found == ["start Data_Annotation ", "start Data_Annotation/Chat "]


async def test_esc_keeps_what_was_typed(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        await at_once(pilot, ":log uhrs 4\x1b")
        assert app.place_now.part is None
        assert table(app).has_focus
        await pilot.press("colon")
        await pilot.pause()
        assert line(app).query_one(LineInput).value == "log uhrs 4"


async def test_help_lists_the_acts_of_the_place_with_their_keys(
    store: Store, clock: FakeClock
) -> None:
    app = shell(store, clock, overrides={"row.delete": ("D",)})
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        page = app.screen
        assert isinstance(page, Pager)
        for act in ACTS.values():
            assert act.title in page.text or not act.keys
        assert "  D " in page.text
        assert "A place for tests." in page.text
        assert "Not now: Nothing is running: s starts." in " ".join(page.text.split())
        await pilot.press("j", "space", "G", "g", "escape")
        assert app.screen is app.place_now
        assert table(app).has_focus


async def test_the_help_panel_says_where_to_find_help(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("exclamation_mark")
        await pilot.pause()
        assert isinstance(app.screen, Pager)
        assert "findahelpline.com" in app.screen.text
        assert "It does not diagnose anything." in app.screen.text
        await pilot.press("q")
        assert app.is_running


async def test_messages_lists_what_was_said_newest_first(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        app.say("first")
        app.say("[b]second")
        await at_once(pilot, ":messages\n")
        await pilot.pause()
        assert isinstance(app.screen, MessagesScreen)
        lines = list(app.screen.query_one(VirtualTable).shown_lines())
        assert "16:42   [b]second" in lines[1]
        assert "first" in lines[2]
        await pilot.press("j", "k", "escape")
        assert table(app).has_focus


async def test_a_message_can_be_dismissed_for_good(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        app.say("Mercor week closes", key="mercor", priority=4)
        assert message(app) == "Mercor week closes"
        await pilot.press("x", "n")
        await pilot.pause()
        assert "does not come again" in message(app)
        assert len(store.core("dismissed")) == 1
