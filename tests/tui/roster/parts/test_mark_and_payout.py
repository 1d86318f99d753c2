"""m and p, from the Roster and from anywhere."""

from __future__ import annotations

import pytest

from taskwell.queries.availability import seen
from taskwell.queries.directory import directory
from taskwell.queries.payouts import payouts
from taskwell.queries.pending import owed
from taskwell.store.store import Store
from taskwell.tui.roster.parts.payout import MorePart
from taskwell.tui.widgets.form import Form
from tests.conftest import FakeClock
from tests.tui.roster.conftest import Show, Shown


def uid(store: Store, name: str) -> str:
    """The uid of a platform."""
    return directory(store).platform(name).uid


def form(shown: Shown) -> Form:
    """The form that is open."""
    part = shown.place.part
    assert isinstance(part, Form)
    return part


def paid(store: Store, clock: FakeClock) -> list[tuple[str, str]]:
    """The payouts that were noted: platform and amount."""
    return [(each.platform, each.amount.text()) for each in payouts(store, clock()) if each.uid]


async def test_one_key_after_m_marks_the_platform_under_the_cursor(
    town: Store, show: Show, clock: FakeClock
) -> None:
    async with show() as shown:
        await shown.go_to("DataAnnotation")
        await shown.press("m", "n")
        assert "DataAnnotation: none at 16:42" in shown.message
        assert seen(town, clock())[uid(town, "DataAnnotation")].state == "no"
        await shown.press("u")
        assert seen(town, clock())[uid(town, "DataAnnotation")].state == "yes"


async def test_on_the_timer_m_marks_the_platform_that_runs(
    town: Store, show: Show, clock: FakeClock
) -> None:
    async with show() as shown:
        await shown.press("1", "m", "f")
        assert seen(town, clock())[uid(town, "UHRS")].state == "few"


async def test_another_platform_is_named_by_its_beginning(
    town: Store, show: Show, clock: FakeClock
) -> None:
    async with show() as shown:
        await shown.press("m", "slash")
        await shown.type("merc")
        await shown.press("enter", "t")
        assert "Mercor: tasks" in shown.message


async def test_a_payout_that_is_due_is_noted_with_two_keys(
    town: Store, show: Show, clock: FakeClock
) -> None:
    async with show() as shown:
        await shown.go_to("Prolific")
        await shown.press("p")
        assert form(shown).values["amount"] == "18.40 GBP"
        await shown.press("ctrl+s")
        assert "Prolific £18.40 pays 16-19 Nov, 3 sessions" in shown.message
        assert paid(town, clock) == [("Prolific", "18.40")]
        await shown.press("u")
        assert paid(town, clock) == []


async def test_the_reading_says_what_an_amount_would_pay(
    town: Store, show: Show, clock: FakeClock
) -> None:
    async with show() as shown:
        await shown.press("p")
        form(shown).input("amount").value = "214.30"
        await shown.pilot.pause()
        assert (
            form(shown).note("amount")
            == "= pays Tue 20 Oct, 1 session, $214.30; $239.65 stays owed"
        )


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("amount", "1,5", "comma"),
        ("amount", "1e9", "no amount"),
        ("amount", "NaN", "no amount"),
        ("amount", "", "no amount"),
        ("fee", "900", "more than"),
        ("date", "tomorrow", "future"),
    ],
)
async def test_what_is_wrong_is_said_below_its_field_and_nothing_is_noted(
    town: Store, show: Show, clock: FakeClock, field: str, typed: str, words: str
) -> None:
    async with show() as shown:
        await shown.go_to("Prolific")
        await shown.press("p")
        form(shown).input(field).value = typed
        await shown.press("ctrl+s")
        assert words in form(shown).note(field)
        assert paid(town, clock) == []


async def test_more_than_is_owed_is_asked_and_enter_notes_nothing(
    town: Store, show: Show, clock: FakeClock
) -> None:
    async with show() as shown:
        await shown.go_to("Prolific")
        await shown.press("p")
        form(shown).input("amount").value = "GBP 99"
        await shown.press("ctrl+s")
        assert isinstance(shown.place.part, MorePart)
        await shown.press("enter")
        assert form(shown).values["amount"] == "GBP 99"
        assert paid(town, clock) == []
        await shown.press("ctrl+s", "y")
        assert paid(town, clock) == [("Prolific", "99.00")]
        assert owed(town, clock()).of(uid(town, "Prolific")).total == ()


async def test_esc_keeps_what_was_typed(town: Store, show: Show, clock: FakeClock) -> None:
    async with show() as shown:
        await shown.press("p")
        form(shown).input("method").value = "PayPal"
        await shown.press("escape", "p")
        assert form(shown).values["method"] == "PayPal"


async def test_without_a_platform_each_key_says_the_way_on(
    store: Store, show: Show, clock: FakeClock
) -> None:
    async with show() as shown:
        for key in ("m", "p", "i", "o"):
            await shown.press(key)
            assert "No platforms yet" in shown.message
            assert shown.place.part is None


async def test_what_stands_in_the_form_says_at_once_what_it_pays(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.go_to("Prolific")
        await shown.press("p")
        note = form(shown).note("amount")
        assert note == "= pays 16-19 Nov, 3 sessions, £18.40; nothing stays owed"


async def test_another_platform_brings_what_it_owes(
    town: Store, show: Show, clock: FakeClock
) -> None:
    async with show() as shown:
        await shown.press("1", "p")
        assert form(shown).values["platform"] == "UHRS"
        form(shown).input("platform").value = "prol"
        await shown.pilot.pause()
        assert form(shown).values["amount"] == "18.40 GBP"
        await shown.press("ctrl+s")
        assert paid(town, clock) == [("Prolific", "18.40")]


async def test_an_amount_that_was_typed_stays_with_another_platform(
    town: Store, show: Show
) -> None:
    async with show() as shown:
        await shown.press("p")
        form(shown).input("amount").value = "7"
        await shown.pilot.pause()
        form(shown).input("platform").value = "prol"
        await shown.pilot.pause()
        assert form(shown).values["amount"] == "7"
        assert "pays Mon 16 Nov, 1 session, £6.40" in form(shown).note("amount")


async def test_a_platform_that_is_not_there_is_said_below_its_field(
    town: Store, show: Show, clock: FakeClock
) -> None:
    async with show() as shown:
        await shown.press("p")
        form(shown).input("platform").value = "nowhere"
        await shown.press("ctrl+s")
        assert "There is no platform" in form(shown).note("platform")
        assert paid(town, clock) == []


async def test_esc_at_the_question_goes_back_to_the_form_as_it_was_typed(
    town: Store, show: Show, clock: FakeClock
) -> None:
    async with show() as shown:
        await shown.go_to("Prolific")
        await shown.press("p")
        form(shown).input("amount").value = "GBP 99"
        form(shown).input("method").value = "PayPal"
        await shown.press("ctrl+s", "escape")
        assert form(shown).values["amount"] == "GBP 99"
        assert form(shown).values["method"] == "PayPal"
        assert paid(town, clock) == []


async def test_hidden_amounts_are_masked_in_the_question(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.go_to("Prolific")
        await shown.press("p")
        form(shown).input("amount").value = "GBP 99"
        await shown.press("ctrl+s")
        await shown.rest()
        assert "£99.00 is more" in shown.text()
        await shown.press("z")
        await shown.rest()
        assert "99.00" not in shown.text()
        await shown.press("j")
        await shown.rest()
        assert "£99.00 is more" in shown.text()


async def test_a_platform_that_was_left_cannot_be_marked(
    town: Store, show: Show, clock: FakeClock
) -> None:
    async with show() as shown:
        await shown.go_to("Welocalize")
        before = town.sequence
        await shown.press("m", "t")
        assert "no longer worked on" in shown.message
        assert town.sequence == before


async def test_where_nothing_may_change_each_key_says_why(
    town: Store, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with show() as shown:
        monkeypatch.setattr(type(town), "read_only", "it is of a newer version")
        for key in ("m", "p", "i"):
            await shown.press(key)
            assert "newer version" in shown.message
            assert shown.place.part is None


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_mark_and_payout_find_room_on_small_screens(
    town: Store, show: Show, size: tuple[int, int]
) -> None:
    async with show(size=size) as shown:
        await shown.go_to("Prolific")
        await shown.press("m")
        await shown.rest()
        assert "Prolific: t tasks  f few  n none" in shown.text()
        await shown.press("escape", "p")
        await shown.rest()
        assert "18.40 GBP" in shown.text()
        assert "pays 16-19 Nov" in shown.text()
