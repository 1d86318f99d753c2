"""The virtual table: the cursor stays on its record, and only what is on screen is asked for."""

from __future__ import annotations

from taskwell.store.store import Store
from tests.conftest import FakeClock
from tests.tui.shell import SIZE, Numbers, numbers_place, shell, table


async def test_only_the_rows_on_screen_are_asked_for(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        model = Numbers(range(100_000))
        table(app).set_model(model)
        await pilot.pause()
        await pilot.press("G", "g", "pagedown", "j")
        await pilot.pause()
        assert sum(count for _, count in model.asked) < 200
        assert max(count for _, count in model.asked) < 30


async def test_moving_within_the_page_asks_for_nothing(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        model = Numbers(range(1000))
        table(app).set_model(model)
        await pilot.pause()
        model.asked.clear()
        await pilot.press("j", "j", "k")
        await pilot.pause()
        assert model.asked == []


async def test_the_cursor_stays_on_its_record_when_rows_come_and_go(
    store: Store, clock: FakeClock
) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "j", "j")
        for numbers in (range(-50, 50), range(3, 9), [9, 8, 7, 3, 2], range(100)):
            table(app).set_model(Numbers(list(numbers)))
            assert table(app).key == "k3"
            await pilot.pause()
            assert any("k3 " in line for line in table(app).shown_lines())


async def test_the_row_stays_at_its_height_on_the_screen(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*"jjjjj")
        before = [n for n, line in enumerate(table(app).shown_lines()) if "k5 " in line]
        table(app).set_model(Numbers(range(-500, 500)))
        await pilot.pause()
        after = [n for n, line in enumerate(table(app).shown_lines()) if "k5 " in line]
        assert before == after


async def test_when_its_record_is_gone_the_cursor_stays_near(
    store: Store, clock: FakeClock
) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("G")
        table(app).set_model(Numbers(range(10)))
        assert table(app).key == "k9"
        table(app).set_model(Numbers([]))
        assert table(app).key is None
        await pilot.pause()
        assert "Nothing here" in "\n".join(table(app).shown_lines())
        await pilot.press("j", "k", "G")
        table(app).set_model(Numbers(range(3)))
        assert table(app).key == "k0"


async def test_it_can_be_told_where_to_go(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE):
        table(app).set_model(Numbers(range(100)), at="k70")
        assert table(app).key == "k70"
        assert table(app).move_to_key("k71")
        assert not table(app).move_to_key("k700")
        assert table(app).key == "k71"


async def test_marks_stay_with_their_records(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("v", "j", "v")
        assert table(app).marked == {"k0", "k2"}
        assert any(line.startswith("* k2 ") for line in table(app).shown_lines())
        table(app).set_model(Numbers(range(2, 50)))
        assert table(app).marked == {"k2"}
        await pilot.press("escape")
        assert table(app).marked == set()


async def test_the_cursor_is_seen_without_colour(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE):
        style = next(iter(table(app).render_line(1))).style
        assert style is not None
        assert style.reverse


async def test_one_row_can_change_alone(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        model = Numbers(range(50))
        table(app).set_model(model)
        await pilot.pause()
        list(table(app).shown_lines())
        model.asked.clear()
        table(app).refresh_row("k3")
        table(app).refresh_row("k49")
        assert model.asked == [(3, 1)]


async def test_the_mouse_puts_the_cursor_where_it_clicks(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.click(table(app), offset=(5, 4))
        assert table(app).key == "k3"
        await pilot.click(table(app), offset=(5, 0))
        assert table(app).key == "k3"
        assert numbers_place(app).main_table() is table(app)
