"""What the keys of the Roster do, on a real store, through the real program."""

from __future__ import annotations

from datetime import datetime

import pytest
from textual.content import Content

from taskwell.commands import settings, timer
from taskwell.commands.roster import add_platform, set_platform
from taskwell.look.terminal import Look
from taskwell.money.amounts import Money
from taskwell.queries.directory import directory
from taskwell.queries.roster import details, roster
from taskwell.queries.roster_cards import Details
from taskwell.store.store import Store
from taskwell.tui.pager import Pager
from taskwell.tui.widgets.form import Form
from taskwell.tui.widgets.line_input import LineInput
from tests.conftest import FakeClock
from tests.tui.roster.conftest import Show
from tests.tui.shell import at_once


async def test_rows_stand_by_state_and_never_move_by_recency(town: Store, show: Show) -> None:
    async with show() as shown:
        names = [card.name for card in shown.place.shown.rows]
        assert names == [
            "UHRS", "Outlier", "DataAnnotation", "Prolific", "Mercor", "OneForma", "Toloka",
            "TELUS Digital", "Welocalize",
        ]  # fmt: skip
        timer.start(town, shown.clock(), "Mercor", running="switch")
        set_platform(town, shown.clock(), "UHRS", {"state": "slow"})
        await shown.rest()
        assert [card.name for card in shown.place.shown.rows] == names


async def test_the_cursor_stays_on_its_record_whatever_changes(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.go_to("Mercor")
        set_platform(town, shown.clock(), "UHRS", {"state": "slow"})
        set_platform(town, shown.clock(), "Toloka", {"state": "active"})
        await shown.rest()
        assert shown.name == "Mercor"
        await shown.press("u", "u")
        await shown.rest()
        assert shown.name == "Mercor"
        await shown.press("1", "2")
        assert shown.name == "Mercor"


async def test_the_details_follow_the_cursor_when_it_rests(town: Store, show: Show) -> None:
    async with show() as shown:
        assert "-- UHRS through Clickworker --" in shown.text()
        await shown.press("j")
        await shown.rest()
        assert "-- Outlier --" in shown.text()


async def test_a_counted_task_is_shown_without_another_key(town: Store, show: Show) -> None:
    async with show() as shown:
        before = roster(town, shown.clock())
        await shown.press("a")
        await shown.rest()
        assert roster(town, shown.clock()) is not before
        assert shown.name == "UHRS"


async def test_a_filter_counts_what_it_shows_and_goes_with_esc(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.go_to("Mercor")
        await shown.press("slash")
        await shown.type("state:active")
        assert "-- 4 of 9 /state:active --" in shown.text()
        await shown.press("enter")
        assert shown.name == "Mercor"
        await shown.press("1", "2")
        assert "4 of 9" in shown.text()
        await shown.press("escape")
        assert "/state" not in shown.text()
        assert shown.name == "Mercor"


async def test_a_filter_that_hides_the_record_gives_it_back(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.go_to("Mercor")
        await shown.press("slash")
        await shown.type("tolo")
        assert shown.name == "Toloka"
        await shown.press("escape", "escape")
        assert shown.name == "Mercor"


async def test_an_unknown_word_of_the_filter_is_said_below_it(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("slash")
        await shown.type("stat:active colour:red")
        assert "The filter does not know 'colour:'" in shown.text()
        await shown.press("escape", "slash")
        assert "9" not in shown.text().splitlines()[1]


async def test_nothing_that_matches_says_how_to_go_back(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("slash")
        await shown.type("zzz")
        assert "Nothing matches: esc takes the filter away" in shown.text()
        assert "-- 0 of 9 /zzz" in shown.text()


async def test_enter_opens_the_page_and_esc_goes_back_to_the_row(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.go_to("Prolific")
        await shown.press("enter")
        assert isinstance(shown.app.screen, Pager)
        assert "cash out" in shown.app.screen.text
        await shown.press("escape")
        assert not isinstance(shown.app.screen, Pager)
        assert shown.name == "Prolific"


async def test_the_page_tells_everything(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("enter")
        page = shown.app.screen
        assert isinstance(page, Pager)
        for told in (
            "OneForma too leads to UHRS",
            "active, since 1 Sep",
            "6.5 c a task, since 3 Oct",
            "Wed 25 Nov",
            "week from sun; 39 days later; on wed",
            "warning, open",
            "spam score",
            "Tasks seen",
            "A session ends after 8 hours",
            "verify",
        ):
            assert told in page.text


async def test_editing_from_the_page_comes_back_to_it(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("enter", "e")
        await shown.pilot.pause()
        assert isinstance(shown.place.part, Form)
        await shown.press("escape")
        await shown.pilot.pause()
        assert isinstance(shown.app.screen, Pager)
        await shown.press("x")
        await shown.pilot.pause()
        assert not isinstance(shown.app.screen, Pager)
        assert shown.place.part is not None


async def test_the_form_saves_what_was_typed_over(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.go_to("Mercor")
        await shown.press("e")
        form = shown.place.part
        assert isinstance(form, Form)
        form.input("account").put("mine")
        form.input("week_cap").put("12h")
        await shown.press("ctrl+s")
        assert shown.message.startswith("Mercor: account, week_cap changed")
        kept = directory(town).platform("Mercor")
        assert (kept.account, kept.week_cap) == ("mine", 12 * 3600)
        await shown.press("u")
        assert directory(town).platform("Mercor").account == ""


@pytest.mark.parametrize(
    ("key", "typed", "told"),
    [
        ("rate", "1,5", "holds a comma"),
        ("rate", "1e9", "is no amount"),
        ("rate", "NaN", "is no amount"),
        ("rate", "3 XYZ/hour", "is no currency"),
        ("state", "gone", "There is no state 'gone'"),
        ("state", "active since 2027-01-01", "lies in the future"),
        ("day_cap", "soon", "is no length of time"),
        ("country", "Kenia", ""),
        ("name", "UHRS", "Another platform is called 'UHRS'"),
        ("name", "a/b", "holds a slash"),
        ("exposure", "much", "There is no exposure 'much'"),
        ("payout", "on funday", "funday"),
    ],
)
async def test_what_cannot_be_is_said_below_its_field_and_nothing_changes(
    town: Store, show: Show, key: str, typed: str, told: str
) -> None:
    async with show((80, 40)) as shown:
        await shown.go_to("Mercor")
        before = town.sequence
        await shown.press("e")
        form = shown.place.part
        assert isinstance(form, Form)
        form.input(key).put(typed)
        await shown.press("ctrl+s")
        assert told in form.note(key)
        assert form.note(key)
        assert town.sequence == before
        assert shown.place.part is form


async def test_adding_three_from_the_catalogue_is_quick(store: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("n")
        for typed in ("outlier", "prolific", "mercor"):
            await shown.type(typed)
            await shown.press("enter")
            assert shown.name.casefold() == typed
        await shown.press("escape")
        assert shown.place.part is None
        assert shown.states() == {"Outlier": "found", "Prolific": "found", "Mercor": "found"}
        assert shown.name == "Mercor"
        await shown.press("u")
        await shown.rest()
        assert "Mercor" not in shown.states()


async def test_a_name_that_is_none_of_the_catalogue_is_ones_own(store: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("n")
        await shown.type("Kleine Werkstatt 調査")
        assert "Kleine Werkstatt 調査: add it as your own" in shown.text()
        await shown.press("enter")
        assert shown.states() == {"Kleine Werkstatt 調査": "found"}


async def test_what_is_on_the_roster_is_shown_there_not_added_twice(
    town: Store, show: Show
) -> None:
    async with show() as shown:
        await shown.press("n")
        await shown.type("telus")
        assert "added" in shown.text()
        before = town.sequence
        await shown.press("enter")
        assert town.sequence == before
        assert shown.name == "TELUS Digital"
        assert "is on your roster already" in shown.message


async def test_tab_shows_what_beginners_can_do(store: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("n")
        everything = shown.text()
        await shown.press("tab")
        assert "Catalogue: entry-level" in shown.text()
        assert shown.text() != everything


async def test_a_state_by_its_letter(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.go_to("Toloka")
        await shown.press("x", "s", "t")
        assert shown.message.startswith("Toloka: assessment")
        await shown.rest()
        assert shown.states()["Toloka"] == "assessment"
        assert shown.name == "Toloka"


async def test_a_restriction_is_asked_for_its_end(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.go_to("Mercor")
        await shown.press("x", "s", "r")
        await shown.type("2026-12-02: too fast")
        assert "= restricted until Wed 2 Dec: too fast" in shown.text()
        await shown.press("enter")
        await shown.rest()
        card = shown.place.chosen_card()
        assert card is not None
        assert card.standing == "restricted until 2 Dec"
        assert card.step == "until Wed 2 Dec: too fast"


async def test_leaving_keeps_the_hours(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.go_to("Mercor")
        await shown.press("x", "l")
        await shown.type("rate cut")
        await shown.press("enter")
        await shown.rest()
        card = shown.place.chosen_card()
        assert card is not None
        assert card.state == "left"
        assert card.step == "19 Nov 2026: rate cut; 22:10 h kept"


async def test_the_next_step_is_ticked(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.go_to("TELUS Digital")
        before = directory(town).platform("TELUS Digital").next_step
        assert before is not None
        await shown.press("x", "d")
        assert shown.message.startswith(f"Done: {before.text}")
        assert directory(town).platform("TELUS Digital").next_step != before


async def test_a_project_is_added_and_changed(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.go_to("Outlier")
        await shown.press("x", "j", "n")
        form = shown.place.part
        assert isinstance(form, Form)
        form.input("name").put("Review EN")
        form.input("rate").put("21 USD/hour")
        await shown.press("ctrl+s")
        assert "Review EN" in shown.text()
        await shown.press("enter")
        form = shown.place.part
        assert isinstance(form, Form)
        form.input("tier").put("gold")
        await shown.press("ctrl+s")
        names = directory(town)
        project = names.project(names.platform("Outlier"), "Review EN")
        assert project.tier == "gold"


async def test_a_project_without_a_name_is_refused_below_the_field(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("x", "j", "n", "ctrl+s")
        form = shown.place.part
        assert isinstance(form, Form)
        assert "has no name" in form.note("name")


async def test_a_platform_with_sessions_is_left_not_deleted(town: Store, show: Show) -> None:
    async with show() as shown:
        before = town.sequence
        await shown.press("d")
        assert "UHRS has 11 sessions; leave it instead" in shown.message
        assert "x then l" in shown.message
        assert town.sequence == before


async def test_a_platform_of_which_nothing_is_kept_is_deleted_and_comes_back(
    town: Store, show: Show
) -> None:
    async with show() as shown:
        await shown.go_to("Toloka")
        await shown.press("d")
        assert shown.message.startswith("Toloka deleted")
        await shown.rest()
        assert "Toloka" not in shown.states()
        await shown.press("u")
        await shown.rest()
        assert shown.states()["Toloka"] == "applied"


async def test_y_copies_name_and_pending(
    town: Store, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with show() as shown:
        copied: list[str] = []
        monkeypatch.setattr(shown.app, "copy_to_clipboard", copied.append)
        await shown.go_to("Prolific")
        await shown.press("y")
        assert copied == ["Prolific\t£18.40"]


async def test_z_masks_amounts_and_the_account(town: Store, show: Show) -> None:
    set_platform(town, town.clock(), "UHRS", {"account": "anna-7"})
    async with show((120, 40)) as shown:
        assert "anna-7" in shown.text()
        assert "96.10" in shown.text()
        await shown.press("z")
        for secret in ("anna-7", "96.10", "18.40"):
            assert secret not in shown.text()
        assert "UHRS" in shown.text()
        await shown.press("j")
        assert "96.10" in shown.text()


async def test_z_masks_the_page_as_well(town: Store, show: Show) -> None:
    async with show((120, 40)) as shown:
        await shown.press("enter", "z")
        page = shown.app.screen
        assert isinstance(page, Pager)
        assert "96.10" not in page.text
        await shown.press("j")
        assert "96.10" in page.text


async def test_periods_are_none_here(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("l")
        assert "There are no periods here" in shown.message


async def test_the_chosen_platform_is_known_to_other_parts(store: Store, show: Show) -> None:
    async with show() as shown:
        assert shown.place.chosen_platform() is None
        await shown.press("d", "e", "y", "x")
        uid = add_platform(store, store.clock(), "UHRS")
        await shown.rest()
        assert shown.place.chosen_platform() == uid


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40), (200, 60)])
async def test_every_size_holds_long_and_wide_names(
    store: Store, clock: FakeClock, show: Show, size: tuple[int, int]
) -> None:
    add_platform(store, clock(), "調査" * 60, account="\x1b[31mred\x07")
    add_platform(store, clock(), "x" * 400)
    async with show(size) as shown:
        lines = shown.lines()
        assert all(Content(line).cell_length == size[0] for line in lines)
        assert "\x1b" not in shown.text()
        await shown.press("enter")
        assert isinstance(shown.app.screen, Pager)


async def test_two_thousand_platforms_scroll_like_ten(
    store: Store, clock: FakeClock, show: Show
) -> None:
    with store.transaction("many") as act:
        act.insert_many(
            "platforms", ({"uid": f"p{n}", "name": f"Platform {n}"} for n in range(2000))
        )
    async with show() as shown:
        await shown.press("G")
        assert shown.name == "Platform 1999"
        await shown.press("g")
        assert shown.name == "Platform 0"


async def test_drawn_signs_are_none_with_ascii_and_some_without(town: Store, show: Show) -> None:
    async with show() as shown:
        assert shown.text().replace("£", "").isascii()
    async with show(look=Look()) as shown:
        assert "█" in shown.text()


async def test_the_page_follows_what_is_written_elsewhere(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("enter")
        set_platform(town, shown.clock(), "UHRS", {"notes": "asks for a new password"})
        await shown.rest()
        assert isinstance(shown.app.screen, Pager)
        assert "asks for a new password" in shown.app.screen.text


def test_details_are_made_again_only_after_a_change(town: Store, clock: FakeClock) -> None:
    uid = directory(town).platform("UHRS").uid
    assert details(town, clock(), uid) is details(town, clock(), uid)
    assert roster(town, clock()) is roster(town, clock())


async def test_no_key_waits_for_the_details(
    town: Store, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with show() as shown:
        asked: list[str] = []

        def noted(store: Store, now: datetime, uid: str) -> Details:
            asked.append(uid)
            return details(store, now, uid)

        monkeypatch.setattr("taskwell.tui.roster.place.details", noted)
        await at_once(shown.pilot, "jjjjj")
        await shown.rest()
        assert asked == [shown.place.chosen_platform()]
        assert shown.name == "OneForma"


async def test_a_field_with_the_focus_says_what_it_takes(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("e", "down", "down")
        form = shown.place.part
        assert isinstance(form, Form)
        assert "0.065 USD/task" in form.note("rate")
        form.input("rate").put("0.07 USD/task")
        await shown.pilot.pause()
        assert form.note("rate") == "= 7 c a task, from today on"
        await shown.press("down")
        form.input("payout").put("week from sat in Asia/Kolkata; on wed")
        await shown.pilot.pause()
        assert form.note("payout") == "= week from sat in Asia/Kolkata; on wed"


async def test_what_was_typed_into_a_form_is_kept(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("e")
        form = shown.place.part
        assert isinstance(form, Form)
        form.input("notes").put("half a thought")
        await shown.press("escape", "e")
        again = shown.place.part
        assert isinstance(again, Form)
        assert again.input("notes").value == "half a thought"


async def test_old_money_is_written_off_up_to_a_day(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("x", "w")
        assert "$453.95 is pending" in shown.text()
        await shown.type("2026-10-18")
        assert "= work before Sun 18 Oct" in shown.text()
        await shown.press("enter")
        await shown.rest()
        card = shown.place.chosen_card()
        assert card is not None
        assert card.pending == (Money(35785, "USD"),)
        await shown.press("u")
        await shown.rest()
        assert shown.place.chosen_card() != card


async def test_nothing_owed_cannot_be_written_off(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.go_to("Toloka")
        before = town.sequence
        await shown.press("x", "w", "enter")
        assert " ! " in shown.text()
        assert town.sequence == before


async def test_a_fact_is_corrected_and_the_page_tells_whose_word_it_is(
    town: Store, show: Show
) -> None:
    async with show((80, 40)) as shown:
        await shown.press("x", "f", "j", "j", "enter")
        asked = shown.app.focused
        assert isinstance(asked, LineInput)
        asked.put("SEPA goes out every Monday")
        await shown.press("enter")
        assert "sepa corrected" in shown.message
        await shown.press("enter")
        assert isinstance(shown.app.screen, Pager)
        assert "SEPA goes out every Monday (your own word" in shown.app.screen.text


async def test_a_fact_that_was_checked_is_not_to_verify_any_more(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("x", "f")
        assert "pay (verify): " in shown.text()
        await shown.press("c")
        assert "pay (2026-11-19): " in shown.text()


async def test_a_skill_is_added_and_its_try_noted(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.go_to("Outlier")
        await shown.press("x", "k", "n")
        await shown.type("Review EN")
        await shown.press("enter")
        await shown.press("x", "k")
        assert "Review EN: not tried" in shown.text()
        await shown.press("enter", "f")
        await shown.type("+14d")
        await shown.press("enter")
        assert "Noted: failed" in shown.message
        await shown.press("x", "k")
        assert "Review EN: failed, 1 try, retake from Thu 3 Dec" in shown.text()


async def test_a_country_narrows_the_catalogue_and_tab_widens_it(store: Store, show: Show) -> None:
    settings.set_setting(store, store.clock(), "country", "KE")
    async with show() as shown:
        await shown.press("n")
        assert "Catalogue: all for KE" in shown.text()
        await shown.type("dataannotation")
        assert "DataAnnotation  " not in shown.text()
        await shown.press("tab", "tab")
        assert "Catalogue: all, " in shown.text()
        assert "DataAnnotation  " in shown.text()


async def test_no_row_no_harm(store: Store, show: Show) -> None:
    async with show() as shown:
        for key in ("enter", "e", "d", "y", "x", "j", "k", "G", "g", "v"):
            await shown.press(key)
        assert store.sequence == 0
        assert "No platforms yet" in shown.text()
