"""Starting, switching, stopping, counting: keys pressed, then the store and the screen looked at."""

from __future__ import annotations

from taskwell.commands import roster
from taskwell.queries.sessions import open_sessions
from taskwell.store.store import Store
from taskwell.timekeeping.instants import to_text
from taskwell.tui.timer.after_stop import AfterStopPart
from taskwell.tui.timer.by_name import ByNamePart
from taskwell.tui.timer.kind import KindPart
from taskwell.tui.timer.picker import PickerPart, ProjectPart
from taskwell.tui.widgets.virtual_table import VirtualTable
from tests.conftest import FakeClock
from tests.tui.timer.conftest import Show, chicago


async def test_the_program_opens_in_the_log_on_the_newest_session(day: Store, show: Show) -> None:
    async with show() as shown:
        assert isinstance(shown.app.focused, VirtualTable)
        row = shown.table.row
        assert row is not None
        assert row.label == "UHRS / Relevance"


async def test_two_keys_switch_at_the_moment_of_the_first(day: Store, show: Show) -> None:
    async with show() as shown:
        pressed = shown.clock()
        await shown.press("s")
        assert isinstance(shown.place.part, PickerPart)
        shown.clock.advance(90)
        await shown.press("o")
        newest = shown.sessions()[-1]
        assert newest["platform"] == "Outlier"
        assert newest["started"] == to_text(pressed)
        uhrs = next(each for each in shown.sessions() if each["platform"] == "UHRS")
        assert uhrs["ended"] == to_text(pressed)
        assert "Outlier" in shown.message
        assert "undoes" in shown.message
        assert "> Outlier" in shown.lines()[2]


async def test_both_keys_typed_at_once_work_too(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.pilot.press("s", "o")
        await shown.pilot.pause()
        assert shown.sessions()[-1]["platform"] == "Outlier"


async def test_s_s_stops_saves_and_offers_what_is_missing(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("s", "s")
        assert open_sessions(shown.store, shown.clock()) == []
        assert isinstance(shown.place.part, AfterStopPart)
        assert "15:25-16:42 saved." in shown.text()
        assert "~8.52" in shown.text()
        await shown.type("slow queue")
        await shown.press("enter")
        uhrs = next(each for each in shown.sessions() if each["platform"] == "UHRS")
        assert (uhrs["tasks"], uhrs["note"], uhrs["earned"]) == (142, "slow queue", None)
        assert shown.place.part is None
        assert isinstance(shown.app.focused, VirtualTable)


async def test_after_a_stop_an_amount_can_be_confirmed(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("s", "s", "tab")
        await shown.press("tab")
        await shown.type("9.50")
        await shown.press("enter")
        uhrs = next(each for each in shown.sessions() if each["platform"] == "UHRS")
        assert uhrs["earned"] == {"amount": "9.50", "currency": "USD"}


async def test_a_wrong_amount_after_a_stop_is_said_and_nothing_changes(
    day: Store, show: Show
) -> None:
    async with show() as shown:
        await shown.press("s", "s", "tab")
        await shown.press("tab")
        await shown.type("1,5")
        await shown.press("enter")
        assert isinstance(shown.place.part, AfterStopPart)
        assert "!" in shown.text()
        await shown.press("escape")
        assert shown.place.part is None
        uhrs = next(each for each in shown.sessions() if each["platform"] == "UHRS")
        assert uhrs["earned"] is None


async def test_esc_after_a_stop_leaves_it_saved(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("s", "s", "escape")
        assert shown.place.part is None
        assert open_sessions(shown.store, shown.clock()) == []


async def test_five_minutes_ago_and_beside(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("s", "minus", "plus", "o")
        running = open_sessions(shown.store, shown.clock())
        assert len(running) == 2
        outlier = next(each for each in running if each.platform == "Outlier")
        assert outlier.session.started == chicago(16, 37, 4)
        assert "also running" in shown.text()


async def test_enter_repeats_the_last(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("s", "s", "escape")
        shown.clock.advance(600)
        await shown.press("s")
        assert "enter: UHRS / Relevance again" in shown.text()
        await shown.press("enter")
        newest = shown.sessions()[-1]
        assert (newest["platform"], newest["project"]) == ("UHRS", "Relevance")
        assert newest["ended"] is None


async def test_tab_chooses_the_project(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("s", "tab", "o")
        assert isinstance(shown.place.part, ProjectPart)
        assert "1  Review EN" in shown.text()
        await shown.press("1")
        newest = shown.sessions()[-1]
        assert (newest["platform"], newest["project"]) == ("Outlier", "Review EN")


async def test_another_is_found_by_name(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("s", "slash")
        assert isinstance(shown.place.part, ByNamePart)
        await shown.type("data")
        assert "DataAnnotation" in shown.text()
        await shown.press("enter")
        assert shown.sessions()[-1]["platform"] == "DataAnnotation"


async def test_a_new_platform_is_made_when_none_has_the_name(day: Store, show: Show) -> None:
    async with show() as shown:
        pressed = shown.clock()
        await shown.press("s", "slash")
        await shown.type("Mercor/Rubrics")
        assert "Mercor/Rubrics is new" in shown.text()
        shown.clock.advance(30)
        await shown.press("enter")
        newest = shown.sessions()[-1]
        assert (newest["platform"], newest["project"]) == ("Mercor", "Rubrics")
        assert newest["started"] == to_text(pressed)


async def test_on_an_empty_store_a_name_and_enter_start(store: Store, show: Show) -> None:
    async with show() as shown:
        await shown.pilot.press("s", "U", "H", "R", "S", "enter")
        await shown.pilot.pause()
        assert [each["platform"] for each in shown.sessions()] == ["UHRS"]
        assert "> UHRS" in shown.lines()[2]


async def test_no_platform_named_is_said_beside_the_line(store: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("s", "enter")
        assert "No platform is named" in shown.text()
        assert shown.sessions() == []


async def test_space_pauses_and_goes_on(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("space")
        assert "paused" in shown.lines()[2]
        shown.clock.advance(300)
        await shown.press("space")
        assert "running since" in shown.lines()[2]
        uhrs = next(each for each in shown.sessions() if each["platform"] == "UHRS")
        assert len(uhrs["pauses"]) == 2  # type: ignore[arg-type]  # a list in the JSON


async def test_tasks_are_counted_up_and_down_in_one_step_of_undo(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("a", "plus", "equals_sign", "minus")
        assert "144 tasks" in shown.lines()[3]
        await shown.press("u")
        assert "tasks" in shown.lines()[3]
        assert "144 tasks" not in shown.lines()[3]


async def test_a_task_clock_counts_down_and_starts_anew(
    store: Store, show: Show, clock: FakeClock
) -> None:
    roster.add_platform(store, clock(), "Mercor", task_cap="2m", letter="m")
    async with show() as shown:
        await shown.press("s", "m")
        await shown.tick(45)
        assert "this task: 1:15 left" in shown.text()
        await shown.press("a")
        assert "this task: 2:00 left" in shown.text()
        await shown.tick(150)
        assert "over its cap" in shown.text()


async def test_the_kind_is_one_letter_more(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("w")
        assert isinstance(shown.place.part, KindPart)
        assert "now: paid, since 15:25" in shown.text()
        shown.clock.advance(60)
        await shown.press("g")
        newest = shown.sessions()[-1]
        assert (newest["platform"], newest["kind"]) == ("UHRS", "guidelines")
        assert newest["started"] == to_text(chicago(16, 42, 4))


async def test_the_clock_ticks_and_the_rest_follows(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.tick(1)
        assert "1:12:05" in shown.lines()[2]
        await shown.tick(60)
        assert "1:13:05" in shown.lines()[2]
        assert "5:12 of" in shown.text()


async def test_work_is_done_from_another_tab(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("2")
        await shown.press("s", "o")
        assert shown.sessions()[-1]["platform"] == "Outlier"
        await shown.press("a")
        assert shown.sessions()[-1]["tasks"] == 1
        await shown.press("1")
        assert "> Outlier" in shown.lines()[2]
