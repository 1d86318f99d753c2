"""The shell's words on the : line, typed into the program on a real store."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from taskwell.errors import BadInput
from taskwell.store.store import Store
from taskwell.tui.app import TaskwellApp
from taskwell.tui.pager import Pager
from taskwell.tui.typed import take_apart
from tests.conftest import FakeClock
from tests.tui.shell import SIZE, at_once, message, shell


async def type_line(pilot: Pilot[int], line: str) -> str:
    """Types a command; what the message line says then."""
    await at_once(pilot, f":{line}\n")
    app = pilot.app
    assert isinstance(app, TaskwellApp)
    return message(app)


async def test_a_day_on_the_command_line(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=(160, 24)) as pilot:
        assert "Added the platform UHRS" in await type_line(pilot, "platform add UHRS")
        assert "Relevance" in await type_line(pilot, "project add UHRS/Relevance")
        said = await type_line(pilot, "start uhrs/relevance --at 16:00")
        assert said == "Started UHRS / Relevance   u undoes"
        assert "3 tasks now" in await type_line(pilot, "count 3")
        assert "2 tasks now" in await type_line(pilot, "count -1")
        assert "Paused UHRS / Relevance" in await type_line(pilot, "pause")
        assert "goes on" in await type_line(pilot, "resume")
        assert "paid 0:42" not in await type_line(pilot, "status")
        said = await type_line(pilot, 'stop --tasks 12 --note "slow queue"')
        assert said.startswith("Stopped UHRS / Relevance 0:42")
        said = await type_line(pilot, "log uhrs yesterday 10:00-10:30 7 tasks $3.40")
        assert "Wed 18 Nov 10:00-10:30, 0:30, UHRS, paid, 7 tasks, $3.40" in said
        assert store.sessions.count() == 2
        assert "Started" in await type_line(pilot, "continue")
        assert "waiting from now on" in await type_line(pilot, "kind wait")
        assert "Cancelled" in await type_line(pilot, "cancel")
        assert store.sessions.count() == 2


async def test_sessions_are_changed_by_their_uid(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=(160, 24)) as pilot:
        await type_line(pilot, "platform add UHRS")
        await type_line(pilot, "log uhrs 10:00-11:00")
        newest = store.sessions.newest()
        assert newest is not None
        uid = str(newest[1]["uid"])
        assert "Changed" in await type_line(pilot, f"edit {uid} tasks=9")
        assert "Split in two" in await type_line(pilot, f"split {uid} --at 10:30")
        one, other = (doc["uid"] for doc in store.sessions.in_month("2026-11").values())
        assert "Joined" in await type_line(pilot, f"join {one} {other}")
        assert store.sessions.count() == 1
        assert "Deleted 1 session" in await type_line(pilot, f"delete {uid}")
        assert store.sessions.count() == 0
        await type_line(pilot, "undo")
        assert store.sessions.count() == 1
        await type_line(pilot, "history")
        assert isinstance(app.screen, Pager)
        assert "UHRS" in app.screen.text


async def test_settings_of_the_store_and_of_the_look(
    store: Store, clock: FakeClock, tmp_path: Path
) -> None:
    app = shell(store, clock, folder=tmp_path)
    async with app.run_test(size=(160, 24)) as pilot:
        assert "goal_day is 6h now" in await type_line(pilot, "config set goal_day 6h")
        assert (await type_line(pilot, "config get goal_day")).startswith("goal_day is ")
        assert "from the next start on" in await type_line(pilot, "config set mouse off")
        assert await type_line(pilot, "config get mouse") == "mouse is off"
        assert "did you mean" in await type_line(pilot, "config set goal_dya 6h")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("start nowhere", "nowhere"),
        ("start a b", "write start PLATFORM"),
        ("stop", "othing"),
        ("stop now", "takes no 'now'"),
        ("count many", "'many' is no number of tasks"),
        ("log nowhere", "when it was"),
        ("edit", "write edit UID FIELD=VALUE"),
        ("delete", "write delete UID"),
        ("split abc", ""),
        ("join abc", "write join UID UID"),
        ("platform", "write platform add NAME"),
        ("project add UHRS", "write project add PLATFORM/PROJECT"),
        ("start uhrs --att 10:00", "did you mean --at?"),
        ("config", "write config set KEY VALUE"),
    ],
)
async def test_what_cannot_be_done_is_said_and_changes_nothing(
    store: Store, clock: FakeClock, line: str, said: str
) -> None:
    app = shell(store, clock)
    async with app.run_test(size=(160, 24)) as pilot:
        before = store.sequence
        assert said in await type_line(pilot, line)
        assert store.sequence == before


async def test_start_alone_opens_the_picker(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        await type_line(pilot, "platform add UHRS")
        await type_line(pilot, "start")
        assert app.place_now.part is not None
        assert len(store.sessions.open()) == 0


async def test_a_read_only_store_says_so(store: Store, clock: FakeClock, tmp_path: Path) -> None:
    readable = Store.open(tmp_path / "store", clock=clock, read_only=True)
    app = shell(readable, clock)
    async with app.run_test(size=SIZE) as pilot:
        assert "takes no changes" in await type_line(pilot, "start uhrs")
    readable.close()


def test_words_and_options_are_taken_apart_as_in_a_shell() -> None:
    typed = take_apart(
        'uhrs --note "two words" --at -20m --tag=a --tag b --new', ("note", "at", "tag"), ("new",)
    )
    assert typed.words == ("uhrs",)
    assert typed.value("note") == "two words"
    assert typed.value("at") == "-20m"
    assert typed.every("tag") == ("a", "b")
    assert typed.flags == {"new"}
    assert typed.value("zone") is None


def test_an_option_without_its_value_is_refused() -> None:
    with pytest.raises(BadInput, match="--at needs a value"):
        take_apart("uhrs --at", ("at",))
    with pytest.raises(BadInput, match="no option --x here; it takes no options"):
        take_apart("--x")
    assert take_apart('say "open').words == ("say", '"open')


async def test_a_report_is_shown_on_a_page(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=(100, 24)) as pilot:
        await type_line(pilot, "platform add UHRS")
        await type_line(pilot, "log uhrs 10:00-11:00 7 tasks $3.40")
        await at_once(pilot, ":report week --by kind\n")
        assert isinstance(app.screen, Pager)
        told = app.screen.text
        assert "paid" in told
        assert "1:00" in told
        assert "$3.40" in told
        await pilot.press("escape")
        assert "no period" in await type_line(pilot, "report someday")
        await at_once(pilot, ":doctor\n")
        assert isinstance(app.screen, Pager)
        await pilot.press("escape")
        assert "Backup: " in await type_line(pilot, "backup")
    assert list((store.folder / "backup").iterdir())
