"""`?` in every tab, and the handbook on the : line."""

from __future__ import annotations

import pytest

from taskwell.store.store import Store
from taskwell.tui.app import TaskwellApp
from taskwell.tui.pager import Pager
from taskwell.words.acts import ACTS
from taskwell.words.handbook import PAGES
from taskwell.words.keys import shown
from tests.conftest import FakeClock

TABS = ("timer", "roster", "quality", "wellbeing", "money")


@pytest.mark.parametrize("tab", TABS)
async def test_every_tab_says_what_it_is_for_its_keys_and_an_example(
    store: Store, clock: FakeClock, tab: str
) -> None:
    app = TaskwellApp(store, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(str(TABS.index(tab) + 1), "question_mark")
        await pilot.pause()
        assert isinstance(app.screen, Pager)
        text = " ".join(app.screen.text.split())
        assert app.place_now.help_text in text
        assert f"For example: {app.place_now.example}" in text
        assert len(app.place_now.example) > 20
        for act in ACTS.values():
            if act.applies_to(tab) and act.keys:
                assert f"{shown(act.keys[0])} " in text
                assert act.title in text


async def test_what_cannot_be_done_now_says_why(store: Store, clock: FakeClock) -> None:
    app = TaskwellApp(store, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, Pager)
        assert "Not now: Nothing is running" in " ".join(app.screen.text.split())


@pytest.mark.parametrize("topic", ["tour", "store"])
async def test_a_page_of_the_handbook_opens_from_the_command_line(
    store: Store, clock: FakeClock, topic: str
) -> None:
    app = TaskwellApp(store, clock=clock)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("colon", *f"help {topic}", "enter")
        await pilot.pause()
        assert isinstance(app.screen, Pager)
        assert app.screen.text.startswith("# ")
        await pilot.press("escape")
        assert not isinstance(app.screen, Pager)


async def test_a_topic_that_is_none_names_those_there_are(store: Store, clock: FakeClock) -> None:
    app = TaskwellApp(store, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("colon", *"help nonsense", "enter")
        await pilot.pause()
        said = app.voice.listing[-1].text
        assert "no page 'nonsense'" in said
        assert all(topic in said for topic in PAGES)
