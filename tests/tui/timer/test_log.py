"""The log: periods, filter, marks, and a cursor that stays on its record."""

from __future__ import annotations

import pytest

from taskwell.commands import demo, timer
from taskwell.commands import log as log_commands
from taskwell.store.store import Store
from taskwell.tui.widgets.entry_input import EntryInput
from taskwell.tui.widgets.line_input import LineInput
from tests.conftest import FakeClock
from tests.tui.timer.conftest import Show, chicago, draft


async def test_periods_get_longer_and_earlier_and_come_back(day: Store, show: Show) -> None:
    async with show() as shown:
        key = shown.table.key
        await shown.press("full_stop")
        assert "16-22 Nov" in shown.text()
        assert shown.table.key == key
        assert "   Thu 19  08:55" in shown.text() or "Thu 19" in shown.text()
        await shown.press("full_stop")
        assert "November 2026" in shown.text()
        await shown.press("comma", "comma", "h")
        assert "Wed 18 Nov: 1 session" in shown.text()
        await shown.press("t")
        assert "Thu 19 Nov: 5 sessions, 3 gaps" in shown.text()
        await shown.press("full_stop", "full_stop", "full_stop", "full_stop", "full_stop")
        assert "-- all: " in shown.text()


async def test_a_filter_shows_its_count_and_leaves_the_cursor(day: Store, show: Show) -> None:
    async with show() as shown:
        key = shown.table.key
        await shown.press("slash")
        await shown.type("platform:out")
        assert "2 of 5 /platform:out" in shown.text()
        await shown.press("enter")
        assert shown.place.part is None
        assert shown.table.count == 2
        await shown.press("escape")
        assert "5 sessions" in shown.text()
        assert shown.table.key == key


async def test_a_wrong_filter_is_said_and_changes_nothing(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("slash")
        await shown.type("kind:foo")
        assert "There is no kind" in shown.text()


async def test_a_long_period_is_filtered_in_a_worker(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press(*["full_stop"] * 5)
        await shown.press("slash")
        await shown.type("outlier")
        await shown.app.workers.wait_for_complete()
        await shown.pilot.pause()
        assert "5 of 8 /outlier" in shown.text()


async def test_what_another_program_wrote_is_shown_and_the_cursor_stays(
    day: Store, show: Show
) -> None:
    async with show() as shown:
        await shown.press("g", "j", "j")
        key = shown.table.key
        other = Store.open(shown.store.folder, clock=shown.clock)
        log_commands.log(
            other, shown.clock(), draft("Prolific", None, chicago(8, 0), chicago(8, 20))
        )
        other.close()
        shown.store.refresh()
        await shown.pilot.pause()
        assert "6 sessions" in shown.text()
        assert shown.table.key == key


async def test_undo_brings_a_deleted_row_back(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("g", "d")
        assert "4 sessions" in shown.text()
        assert "Prolific / Decision survey deleted" in shown.message
        await shown.press("u")
        assert "5 sessions" in shown.text()
        assert "Prolific / Decision survey" in shown.text()


async def test_marked_rows_are_deleted_together(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("g", "v", "j", "v")
        assert len(shown.table.marked) == 2
        assert shown.text().count("\n*") == 2
        await shown.press("d")
        assert "2 sessions deleted" in shown.message
        assert len(shown.sessions()) == 6


async def test_the_entry_line_reads_aloud_and_saves(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("n")
        assert isinstance(shown.app.focused, LineInput)
        await shown.type("uhrs/relevance yesterday 20:10-20:55 37 tasks $3.40")
        assert (
            "   = Wed 18 Nov 20:10-20:55, 0:45, UHRS / Relevance, paid, 37 tasks, $3.40"
            in shown.text()
        )
        await shown.press("enter")
        saved = next(each for each in shown.sessions() if each["tasks"] == 37)
        assert saved["earned"] == {"amount": "3.40", "currency": "USD"}
        assert "Saved" in shown.message


async def test_an_entry_that_overlaps_is_saved_and_says_so(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("n")
        await shown.type("prolific 13:00-13:20")
        await shown.press("enter")
        assert "overlaps Outlier by 0:10" in shown.message
        assert "!13:00" in shown.text() or "! 13:00" in shown.text()


async def test_a_draft_is_kept_on_esc(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("n")
        await shown.type("uhrs 45m")
        await shown.press("escape")
        assert shown.app.focused is shown.table
        await shown.press("j", "n")
        assert shown.place.query_one(EntryInput).value == "uhrs 45m"


async def test_a_wrong_entry_says_why_and_saves_nothing(day: Store, show: Show) -> None:
    async with show() as shown:
        before = len(shown.sessions())
        await shown.press("n")
        await shown.type("uhrs 25:99-26:00")
        await shown.press("enter")
        assert len(shown.sessions()) == before
        assert shown.place.query_one(EntryInput).has_class("-wrong")


async def test_a_new_platform_in_an_entry_is_asked_for_once(day: Store, show: Show) -> None:
    async with show() as shown:
        before = len(shown.sessions())
        await shown.press("n")
        await shown.type("mercor 45m")
        await shown.press("enter")
        assert len(shown.sessions()) == before
        assert "enter again" in shown.text()
        await shown.press("enter")
        assert len(shown.sessions()) == before + 1


async def test_enter_on_a_gap_offers_its_time(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("g", "j", "enter")
        assert shown.place.query_one(EntryInput).value == " 09:31-09:44"
        await shown.type("prolific")
        await shown.press("enter")
        assert any(each["seconds"] == 780 for each in shown.sessions())


async def test_a_row_is_copied_to_the_terminals_clipboard(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("y")
        assert "sent to your terminal's clipboard" in shown.message
        assert "UHRS / Relevance" in shown.app.clipboard


async def test_amounts_and_notes_are_hidden_until_a_key(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("z")
        assert "8.52" not in shown.text()
        assert "4.50" not in shown.text()
        await shown.press("j")
        assert "8.52" in shown.text()


async def test_names_with_markup_and_escapes_are_shown_literally(
    day: Store, show: Show, clock: FakeClock
) -> None:
    timer.start(day, clock(), "[red]x\x1b[31m", running="beside", create=True)
    async with show() as shown:
        assert "[red]x" in shown.text()
        assert "\x1b" not in shown.text()


async def test_cursor_and_period_are_remembered_over_a_tab(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("full_stop", "g", "j")
        key = shown.table.key
        await shown.press("3")
        await shown.press("1")
        assert shown.table.key == key
        assert "16-22 Nov" in shown.text()


async def test_midnight_moves_the_log_to_the_new_day(day: Store, show: Show) -> None:
    async with show() as shown:
        for _ in range(16):
            await shown.tick(1800)
            if shown.place.part is not None:
                await shown.press("k")
        assert "Fri 20 Nov" in shown.text()


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40), (200, 50)])
async def test_no_line_is_wider_than_the_screen(
    day: Store, show: Show, size: tuple[int, int]
) -> None:
    async with show(size) as shown:
        for key in ("full_stop", "s", "escape", "w", "escape", "x", "escape"):
            await shown.press(key)
            lines = shown.lines()
            assert len(lines) == size[1]
            assert "1:12:04" in shown.text()


async def test_ten_years_open_without_a_freeze(store: Store, show: Show, clock: FakeClock) -> None:
    demo.fill(store, clock(), years=1, seed=1, sessions=2000)
    async with show() as shown:
        await shown.press(*["full_stop"] * 5)
        assert "-- all: " in shown.text()
        await shown.press("g")
        first = shown.table.key
        await shown.press("G", "g")
        assert shown.table.key == first


async def test_what_was_deleted_is_named_though_the_cursor_stands_elsewhere(
    day: Store, show: Show
) -> None:
    async with show() as shown:
        await shown.press("g", "v", "j", "d")
        assert "Prolific / Decision survey deleted" in shown.message
