"""The program around the places."""

from __future__ import annotations

from pathlib import Path

import pytest

from taskwell.errors import BadInput
from taskwell.look.terminal import Look
from taskwell.store.store import Store
from taskwell.tui.part import Part, PrefixPart
from tests.conftest import FakeClock
from tests.tui.shell import (
    SIZE,
    TablePlace,
    at_once,
    bar,
    hints,
    message,
    numbers_place,
    shell,
    table,
)


async def test_the_log_has_the_focus_and_its_keys_work_at_once(
    store: Store, clock: FakeClock
) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        assert table(app).has_focus
        await pilot.press("j", "j", "k", "down")
        assert table(app).key == "k2"
        await pilot.press("G")
        assert table(app).key == "k99"
        await pilot.press("g")
        assert table(app).key == "k0"


async def test_tabs_open_by_their_number(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        assert bar(app).startswith("[1 Timer]  2 Roster  ")
        for number, word in enumerate(("Roster", "Quality", "Wellbeing", "Money"), 2):
            await pilot.press(str(number))
            await pilot.pause()
            assert f"[{number} {word}]" in bar(app)
        await pilot.press("1")
        await pilot.pause()
        assert table(app).has_focus


async def test_a_tab_remembers_its_row(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "j", "2", "1")
        await pilot.pause()
        assert table(app).key == "k2"


async def test_q_leaves_with_exit_code_zero(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("q")
    assert app.return_code == 0


async def test_ctrl_c_says_how_to_leave_instead_of_leaving(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+c")
        assert message(app).startswith("q leaves; a running timer goes on")
        assert app.is_running


async def test_the_hints_say_start_while_nothing_runs(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE):
        assert hints(app).startswith(" ? help  s start")
        assert "pause" not in hints(app)


async def test_text_from_outside_is_never_markup(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE):
        app.say("[bold]x[/] \x1b[31m")
        assert message(app) == "[bold]x[/] ␛[31m"


async def test_an_error_a_person_can_mend_is_said(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:

        def refuse() -> object:
            raise BadInput("No such platform", "type another")

        numbers_place(app).edit = refuse
        await pilot.press("e")
        assert message(app) == "No such platform; type another"


async def test_a_bug_in_an_act_is_reported_without_private_text_and_the_screen_goes_on(
    store: Store, clock: FakeClock, tmp_path: Path
) -> None:
    app = shell(store, clock, folder=tmp_path)
    async with app.run_test(size=(200, 24)) as pilot:

        def break_down() -> object:
            note = "my private note"
            raise RuntimeError(note)

        numbers_place(app).edit = break_down
        await pilot.press("e")
        assert message(app).startswith("That went wrong inside Taskwell")
        (report,) = tmp_path.glob("crash-*.txt")
        assert "my private" not in report.read_text().replace('note = "my private note"', "")
        assert report.stat().st_mode & 0o777 == 0o600
        await pilot.press("j")
        assert table(app).key == "k1"


async def test_a_bug_in_what_is_shown_does_not_undo_what_was_done(
    store: Store, clock: FakeClock, tmp_path: Path
) -> None:
    class Broken(TablePlace):
        def on_store_change(self, change: object) -> None:
            raise RuntimeError("cannot draw")

    app = shell(store, clock, folder=tmp_path, place=Broken)
    async with app.run_test(size=SIZE) as pilot:
        for uid in "pq":
            with store.transaction("Added a platform") as tx:
                tx.insert("platforms", {"uid": uid, "name": uid})
        await pilot.pause()
        assert len(store.core("platforms")) == 2
        assert message(app).startswith("That went wrong inside Taskwell")
        assert len(list(tmp_path.glob("crash-*.txt"))) == 1


async def test_a_key_of_ones_own_works_and_the_hints_follow(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock, overrides={"row.edit": ("E",), "move.down": ("m", "n")})
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("E")
        assert numbers_place(app).edited == ["k0"]
        await pilot.press("e")
        assert numbers_place(app).edited == ["k0"]
        assert "E edit" in hints(app)


async def test_problems_at_the_start_are_shown_and_listed(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock, problems=["config.toml line 2: nonsense"])
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert message(app) == "config.toml line 2: nonsense"
        assert [said.text for said in app.voice.listing] == ["config.toml line 2: nonsense"]
        await pilot.press("x", "n")
        assert app.problems == []
        assert message(app) == "It does not come again"


class Letters(Part):
    """A part of two letters that notes what was chosen."""

    title = "Letters"

    def __init__(self, chosen: list[str]) -> None:
        super().__init__()
        self.chosen_letters = chosen
        self.choices = {"u": lambda: chosen.append("u"), "s": self.last}

    def last(self) -> None:
        self.chosen_letters.append("s")
        self.close()


async def test_an_open_part_has_the_first_word_even_before_it_is_drawn(
    store: Store, clock: FakeClock
) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        chosen: list[str] = []
        place = numbers_place(app)
        place.edit = lambda: place.open_part(Letters(chosen))
        await pilot.press("e", "u", "s")
        assert chosen == ["u", "s"]
        assert place.part is None
        await pilot.pause()
        assert table(app).has_focus


async def test_esc_closes_a_part_and_other_acts_wait(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        place = numbers_place(app)
        place.open_part(Letters([]))
        await pilot.pause()
        await pilot.press("j")
        assert table(app).key == "k0"
        assert message(app) == "esc closes this first"
        await pilot.press("escape")
        assert place.part is None
        await pilot.press("j")
        assert table(app).key == "k1"


async def test_a_prefix_shows_its_choices_and_does_one(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        done: list[str] = []
        part = PrefixPart("Kind", [("p", "paid", lambda: done.append("p"))])
        app.place_now.open_part(part)
        await pilot.pause()
        assert list(part.lines(80)) == [" p paid"]
        await pilot.press("p")
        assert done == ["p"]
        assert app.place_now.part is None


async def test_hiding_masks_private_columns_until_any_key_which_does_nothing_else(
    store: Store, clock: FakeClock
) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "z")
        assert "row 1" not in "\n".join(table(app).shown_lines())
        await pilot.press("d")
        assert not app.hidden
        assert "row 1" in "\n".join(table(app).shown_lines())
        assert table(app).key == "k1"


async def test_too_small_a_screen_says_so_in_a_line_and_recovers(
    store: Store, clock: FakeClock
) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.resize_terminal(39, 11)
        await pilot.pause()
        assert not table(app).display or not app.place_now.query_one("#body").display
        assert "needs 40x12" in str(app.place_now.query_one("#too-small").render())
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        await pilot.press("j")
        assert app.place_now.query_one("#body").display
        assert table(app).key == "k1"


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40), (200, 50)])
async def test_every_line_fits_at_every_size(
    store: Store, clock: FakeClock, size: tuple[int, int]
) -> None:
    app = shell(store, clock)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert len(bar(app)) <= size[0]
        assert hints(app).startswith(" ? help")
        assert all(len(line) == size[0] for line in table(app).shown_lines())


async def test_undo_and_redo_say_what_was_undone(store: Store, clock: FakeClock) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        with store.transaction("Added a platform") as tx:
            tx.insert("platforms", {"uid": "p", "name": "UHRS"})
        await pilot.pause()
        assert len(numbers_place(app).changes) == 1
        await pilot.press("u")
        assert "dded" in message(app)
        assert store.core("platforms") == {}
        await pilot.press("ctrl+r")
        assert len(store.core("platforms")) == 1
        await pilot.press("u", "u")
        assert "nothing to undo" in message(app).lower()


async def test_another_programs_change_is_seen(
    store: Store, clock: FakeClock, tmp_path: Path
) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        other = Store.open(tmp_path / "store", clock=clock)
        with other.transaction("Added a platform") as tx:
            tx.insert("platforms", {"uid": "p", "name": "UHRS"})
        other.close()
        app.look_for_changes()
        await pilot.pause()
        assert len(numbers_place(app).changes) == 1


async def test_a_place_behind_another_catches_up_when_it_is_shown(
    store: Store, clock: FakeClock
) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE) as pilot:
        place = numbers_place(app)
        await pilot.press("2")
        await pilot.pause()
        with store.transaction("Added a platform") as tx:
            tx.insert("platforms", {"uid": "p", "name": "UHRS"})
        assert place.changes == []
        await pilot.press("1")
        await pilot.pause()
        assert place.changes == [None]


async def test_every_theme_can_be_worn(store: Store, clock: FakeClock, tmp_path: Path) -> None:
    app = shell(store, clock, folder=tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        for name in app.themes:
            await at_once(pilot, f":theme {name}\n")
            await pilot.pause()
            assert app.theme == name
        assert 'theme = "light"' in (tmp_path / "config.toml").read_text()


async def test_in_sixteen_colours_only_ansi_is_worn(
    store: Store, clock: FakeClock, tmp_path: Path
) -> None:
    app = shell(store, clock, look=Look(color="16", theme="ansi"), folder=tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        assert app.theme == "ansi"
        assert app.native_ansi_color
        await at_once(pilot, ":theme light\n")
        await pilot.pause()
        assert app.theme == "ansi"
        assert "sixteen colours" in message(app)


async def test_an_unknown_theme_in_the_settings_is_said_and_the_dark_one_worn(
    store: Store, clock: FakeClock
) -> None:
    app = shell(store, clock, look=Look(theme="drak"))
    async with app.run_test(size=SIZE):
        assert app.theme == "dark"
        assert "no theme 'drak'" in message(app)


async def test_neither_title_nor_notifications_say_anything_private(
    store: Store, clock: FakeClock
) -> None:
    app = shell(store, clock)
    async with app.run_test(size=SIZE):
        assert app.title == "Taskwell"
        assert app.sub_title == ""
        assert app.place_now.title == "Timer"
