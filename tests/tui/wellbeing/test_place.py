"""The Wellbeing tab at the keys: a check-in in eight of them, a rest with one, nothing cut."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from rich.cells import cell_len

from taskwell.commands.checkins import check_in
from taskwell.commands.roster import add_platform
from taskwell.commands.timer import start
from taskwell.look.config import Config
from taskwell.look.terminal import Look
from taskwell.queries import rests
from taskwell.queries.checkins import entry
from taskwell.queries.sessions import open_sessions
from taskwell.store.store import Store
from taskwell.tui.app import TaskwellApp
from taskwell.tui.bell import sequences
from tests.conftest import FakeClock
from tests.queries.diary_records import TODAY, tell
from tests.tui.roster.conftest import Shown

Run = Callable[..., AbstractAsyncContextManager[Shown]]


@pytest.fixture
def run(store: Store, clock: FakeClock) -> Run:
    """Runs the program on the store in plain signs, with the Wellbeing tab shown, or that of `key`."""

    @asynccontextmanager
    async def opened(size: tuple[int, int] = (80, 24), *, key: str = "4") -> AsyncIterator[Shown]:
        app = TaskwellApp(store, clock=clock, look=Look(ascii=True))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            shown = Shown(app, pilot, store, clock)
            await shown.press(key)
            await shown.rest()
            yield shown

    return opened


@pytest.fixture
def working(store: Store, clock: FakeClock) -> str:
    """UHRS has run for 52 minutes; its platform's uid."""
    uid = add_platform(store, clock(), "UHRS")
    clock.advance(-52 * 60)
    start(store, clock(), "UHRS", exposure="disturbing")
    clock.advance(52 * 60)
    store.heartbeat(clock(), clock())
    return uid


async def test_a_check_in_takes_eight_keys_after_c_and_saves_itself(
    working: str, run: Run, store: Store
) -> None:
    async with run(key="1") as shown:
        keys = ("4", "2", "3", "2", "4", "w", "r", "1")
        assert len(keys) <= 8
        await shown.press("c", *keys)
        await shown.rest()
        assert shown.message.startswith("Saved: strain 44")
        found = entry(store, TODAY)
        assert found is not None
        told = found[1]
        assert (told.mood, told.tired, told.tense, told.eyes, told.body) == (4, 2, 3, 2, 4)
        assert (told.spot, told.side, told.linger, told.draft) == ("wrist", "right", 1, False)
        await shown.press("u")
        assert entry(store, TODAY) is None


async def test_x_skips_and_backspace_goes_back(run: Run, store: Store) -> None:
    async with run() as shown:
        await shown.press("c", "4", "x", "2", "backspace", "3", "s")
    found = entry(store, TODAY)
    assert found is not None
    assert (found[1].mood, found[1].tired, found[1].tense) == (4, None, 3)
    assert "tired" not in store.diary.get("checkins", found[0])  # type: ignore[operator]


async def test_esc_keeps_what_was_answered_as_a_draft(run: Run, store: Store) -> None:
    async with run() as shown:
        await shown.press("c", "4", "2", "escape")
        await shown.rest()
        found = entry(store, TODAY)
        assert found is not None
        assert found[1].draft
        assert "begun, c goes on" in shown.text()
        await shown.press("c")
        assert "[tense]" in shown.text()


async def test_a_day_before_is_reached_with_h_and_marked_recalled(run: Run, store: Store) -> None:
    async with run() as shown:
        await shown.press("c", "h", "4", "s")
        found = entry(store, TODAY.replace(day=18))
        assert found is not None
        assert found[1].recalled
        await shown.press("c", "h", "h", "h", "h")
        assert "more than 3 days ago" in shown.message


async def test_sleep_other_job_and_note_are_one_line(run: Run, store: Store) -> None:
    async with run() as shown:
        await shown.press("c", "4", "slash")
        await shown.type("slept 7:30 other 4h a long day")
        assert "= slept 7:30, other job 4:00, note: a long day" in shown.text()
        await shown.press("enter", "s")
    found = entry(store, TODAY)
    assert found is not None
    told = found[1]
    assert (told.sleep, told.other, told.note, told.mood) == (27000, 14400, "a long day", 4)


async def test_b_begins_a_rest_at_the_moment_of_the_key(
    working: str, run: Run, store: Store, clock: FakeClock
) -> None:
    async with run() as shown:
        assert "Rest due, 10 min: b begins" in shown.message
        await shown.press("b")
        (found,) = open_sessions(store, clock())
        assert found.session.paused
        assert "resting 0:00 of 10 min" in shown.text()
        clock.advance(600)
        await shown.press("b")
        clock.advance(1)
        assert not open_sessions(store, clock())[0].session.paused
        assert rests.clock(store, clock()).breaks[0].taken


@pytest.mark.parametrize(("keys", "due", "skipped"), [(("b", "p"), 300, 0), (("b", "x"), 3000, 1)])
async def test_later_and_skipped_leave_no_pause_behind(
    working: str, run: Run, store: Store, clock: FakeClock, keys: tuple[str, ...], due: int,
    skipped: int,
) -> None:  # fmt: skip
    async with run() as shown:
        await shown.press(*keys)
        (found,) = open_sessions(store, clock())
        assert found.session.pauses == ()
        assert rests.due_in(store, clock()) == due
        assert rests.of_today(store, clock()).skipped == skipped


async def test_a_snooze_names_its_end_and_says_nothing_until_then(
    working: str, run: Run, store: Store, clock: FakeClock
) -> None:
    async with run() as shown:
        await shown.press("b", "z", "1")
        assert "1 h" in shown.message
        assert rests.clock(store, clock()).snoozed_until is not None
        assert not open_sessions(store, clock())[0].session.paused


async def test_a_rest_that_comes_due_waits_for_a_half_typed_field(
    run: Run, store: Store, clock: FakeClock
) -> None:
    add_platform(store, clock(), "UHRS")
    start(store, clock(), "UHRS")
    clock.advance(47 * 60)
    store.heartbeat(clock(), clock())
    async with run(key="1") as shown:
        await shown.press("n")
        await shown.type("uhrs 20m")
        clock.advance(4 * 60)
        shown.app.tick_now()
        await shown.rest()
        assert "Rest due" not in shown.message
        await shown.press("escape")
        shown.app.tick_now()
        await shown.rest()
        assert "Rest due" in shown.message


async def test_z_hides_the_diary_and_comes_back_to_the_same_place(run: Run, store: Store) -> None:
    for ago in range(1, 5):
        tell(store, TODAY.replace(day=19 - ago), mood=4, tired=3, tense=3, eyes=3, note="secret")
    async with run() as shown:
        await shown.press("h", "l")
        before = shown.text()
        await shown.press("z")
        assert " 50" not in shown.text()
        await shown.press("x")
        await shown.rest()
        assert shown.text().splitlines()[:20] == before.splitlines()[:20]


async def test_the_help_panel_is_two_keys_away_from_an_input(run: Run) -> None:
    async with run(key="1") as shown:
        await shown.press("n", "escape", "exclamation_mark")
        assert "findahelpline.com" in shown.text()


async def test_limits_are_lifted_from_the_message(
    working: str, run: Run, store: Store, clock: FakeClock
) -> None:
    clock.advance(4 * 3600)
    store.heartbeat(clock(), clock())
    async with run() as shown:
        await shown.press("x", "enter")
        await shown.rest()
        assert len(store.diary.core("overrides")) == 1


async def test_pairs_stand_behind_enter(run: Run) -> None:
    async with run() as shown:
        await shown.press("enter")
        assert "Pairs and trends" in shown.text()
        assert "0 of 14 days so far" in shown.text()


async def test_the_week_in_review_is_saved_with_its_summary(run: Run, store: Store) -> None:
    async with run() as shown:
        await shown.press("n", "4", "4", "3", "4", "2")
        await shown.type("shorter evenings")
        await shown.press("enter")
        await shown.rest()
        assert "recovery 75 of 100" in shown.text()
        assert "shorter evenings" in shown.text()


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60)])
async def test_nothing_that_matters_is_cut(
    run: Run, store: Store, clock: FakeClock, size: tuple[int, int]
) -> None:
    for ago in range(1, 10):
        tell(store, TODAY.replace(day=19 - ago), mood=4, tired=3, tense=3, eyes=3, body=1)
    check_in(store, clock(), TODAY, {"mood": "5"})
    async with run(size) as shown:
        text = shown.text()
        for word in ("Today", "Rests", "Hard", "Hours", "mood", "strain", "Your usual", "38"):
            assert word in text
        assert all(cell_len(line.rstrip()) <= size[0] for line in shown.lines())
        if size[0] >= 80:
            assert "November 2026" in text
        if size[0] >= 120:
            assert "Strain, a year" in text


@pytest.mark.parametrize(
    ("config", "tmux", "written"),
    [
        (Config(), {}, ""),
        (Config(bell="on"), {}, "\a"),
        (Config(notify="osc9"), {}, "\x1b]9;Taskwell: Rest due\x1b\\"),
        (Config(notify="osc777"), {}, "\x1b]777;notify;Taskwell;Rest due\x1b\\"),
        (
            Config(notify="osc9"),
            {"TMUX": "/tmp/x"},
            "\x1bPtmux;\x1b\x1b]9;Taskwell: Rest due\x1b\x1b\\\x1b\\",
        ),
    ],
)
def test_what_rings_is_switched_on_by_itself(
    config: Config, tmux: dict[str, str], written: str
) -> None:
    assert sequences("Rest due", config, tmux) == written


def test_a_name_cannot_drive_the_terminal_through_a_notification() -> None:
    found = sequences("a\x1b]0;x\a;b", Config(notify="osc777"), {})
    assert found == "\x1b]777;notify;Taskwell;a]0,x,b\x1b\\"
