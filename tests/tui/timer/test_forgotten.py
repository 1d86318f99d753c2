"""A timer that ran through a night: asked at once, answered in one key, never in the way."""

from __future__ import annotations

from taskwell.commands import roster, timer
from taskwell.queries.sessions import open_sessions
from taskwell.store.store import Store
from taskwell.timekeeping.instants import to_text
from taskwell.tui.timer.forgotten import ForgottenPart
from taskwell.tui.timer.picker import PickerPart
from tests.conftest import FakeClock
from tests.tui.timer.conftest import Show, chicago


async def test_it_is_asked_at_once(night: Store, show: Show) -> None:
    async with show() as shown:
        assert isinstance(shown.place.part, ForgottenPart)
        assert (
            " ? UHRS has run since Wed 21:40. Last key here 22:31, last task 22:29." in shown.text()
        )
        assert "enter ends it 22:31 (0:51)   k keep all 10:25" in shown.text()


async def test_enter_ends_it_at_the_last_sign_of_life(night: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("enter")
        assert shown.sessions()[0]["ended"] == to_text(chicago(22, 31, day=18))
        assert shown.place.part is None
        assert "undoes" in shown.message


async def test_k_keeps_all(night: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("k")
        assert shown.sessions()[0]["seconds"] == 10 * 3600 + 25 * 60
        assert shown.sessions()[0]["ended"] is None
        assert shown.place.part is None


async def test_b_makes_the_night_a_break(night: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("b")
        assert shown.sessions()[0]["seconds"] == 51 * 60
        assert len(open_sessions(shown.store, shown.clock())) == 1


async def test_t_takes_another_time(night: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("t")
        await shown.type("yesterday 22:45")
        assert "= Wed 22:45" in shown.text()
        await shown.press("enter")
        assert shown.sessions()[0]["ended"] == to_text(chicago(22, 45, day=18))


async def test_t_can_be_left_again(night: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("t", "escape")
        assert isinstance(shown.place.part, ForgottenPart)


async def test_a_start_passes_through_and_ends_nothing_silently(night: Store, show: Show) -> None:
    async with show() as shown:
        pressed = shown.clock()
        await shown.press("s", "o")
        uhrs, outlier = shown.sessions()
        assert uhrs["ended"] == to_text(chicago(22, 31, day=18))
        assert (outlier["platform"], outlier["started"]) == ("Outlier", to_text(pressed))
        assert "UHRS ended Wed 22:31 (0:51); now Outlier" in shown.message
        await shown.press("u")
        assert [each["ended"] for each in shown.sessions()] == [None]


async def test_the_question_comes_back_when_nothing_was_started(night: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("s")
        assert isinstance(shown.place.part, PickerPart)
        await shown.press("escape")
        assert isinstance(shown.place.part, ForgottenPart)


async def test_a_suspend_of_an_hour_is_asked_about(
    store: Store, show: Show, clock: FakeClock
) -> None:
    roster.add_platform(store, clock(), "UHRS", letter="u")
    timer.start(store, clock(), "UHRS")
    async with show() as shown:
        assert shown.place.part is None
        await shown.tick(3600)
        assert isinstance(shown.place.part, ForgottenPart)
        await shown.press("b")
        assert shown.sessions()[0]["seconds"] == 0


async def test_a_clock_set_back_gives_no_negative_time(
    store: Store, show: Show, clock: FakeClock
) -> None:
    roster.add_platform(store, clock(), "UHRS", letter="u")
    timer.start(store, clock(), "UHRS")
    async with show() as shown:
        await shown.tick(-1800)
        assert "0:00:00" in shown.lines()[2]


async def test_the_question_goes_when_another_program_answers_it(night: Store, show: Show) -> None:
    async with show() as shown:
        other = Store.open(shown.store.folder, clock=shown.clock)
        timer.stop(other, shown.clock())
        other.close()
        shown.store.refresh()
        await shown.pilot.pause()
        assert shown.place.part is None
