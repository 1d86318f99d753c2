"""Platforms are added out of the catalogue, and its word is corrected; each is one step of undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from taskwell.commands import roster, settings
from taskwell.commands.adopting import adopt, confirm, correct
from taskwell.commands.history import redo, undo
from taskwell.errors import BadInput
from taskwell.queries.directory import directory
from taskwell.records.payout_rule import PayoutRule
from taskwell.records.platform import Correction, Platform, StateChange
from taskwell.store.store import Store
from tests.commands.work import everything, last_why
from tests.conftest import NOW

TODAY = date(2026, 11, 19)


def platform(store: Store, name: str) -> Platform:
    return directory(store).platform(name)


def test_a_platform_is_adopted_with_what_official_pages_say(store: Store) -> None:
    uid = adopt(store, NOW, "uhrs-clickworker")
    made = platform(store, "UHRS through Clickworker")
    assert (made.uid, made.catalogue, made.currency) == (uid, "uhrs-clickworker", "USD")
    assert made.states == (StateChange(state="found", since=TODAY),)
    assert made.session_limit == 8 * 3600
    assert [(each.text, each.done) for each in made.steps] == [
        ("register with Clickworker", None),
        ("UHRS assessment: 80 % or more, one try", None),
        ("first paid task", None),
    ]
    assert (made.payout, made.letter, made.corrections) == (None, None, ())
    assert last_why(store) == "add platform UHRS through Clickworker"


def test_caps_come_with_the_platform(store: Store) -> None:
    adopt(store, NOW, "TELUS digital")
    made = platform(store, "TELUS")
    assert (made.day_cap, made.week_cap) == (10 * 3600, 40 * 3600)
    assert [each.text for each in made.steps] == ["apply", "assessment", "first paid task"]


def test_a_name_and_a_state_can_be_given(store: Store) -> None:
    adopt(store, NOW, "mercor", name="Mercor EU", state="applied")
    made = platform(store, "Mercor EU")
    assert (made.name, made.state, made.letter) == ("Mercor EU", "applied", "m")


@pytest.mark.parametrize(
    ("home", "key", "currency"),
    [
        ("USD", "clickworker", "USD"),
        ("EUR", "clickworker", "EUR"),
        ("INR", "clickworker", "USD"),
        ("USD", "prolific", "USD"),
        ("EUR", "prolific", "GBP"),
        ("KES", "outlier", "KES"),
    ],
)
def test_the_currency_is_one_it_pays_in_and_the_person_s_if_it_can_be(
    store: Store, home: str, key: str, currency: str
) -> None:
    settings.set_setting(store, NOW, "currency", home)
    uid = adopt(store, NOW, key)
    assert directory(store).platforms[uid].currency == currency


def test_a_name_that_exists_is_refused_and_nothing_changes(store: Store) -> None:
    roster.add_platform(store, NOW, "prolific")
    before = everything(store)
    with pytest.raises(BadInput, match="'Prolific' exists already"):
        adopt(store, NOW, "prolific")
    assert everything(store) == before
    adopt(store, NOW, "prolific", name="Studies")
    assert platform(store, "Studies").catalogue == "prolific"


@pytest.mark.parametrize(
    ("key", "near"),
    [("prolifik", "prolific"), ("uhrs", "uhrs-clickworker"), ("telus digitl", "telus"), ("", "")],
)
def test_an_unknown_key_names_near_ones_and_adds_nothing(store: Store, key: str, near: str) -> None:
    with pytest.raises(BadInput, match="The catalogue has no platform") as refused:
        adopt(store, NOW, key)
    assert near in refused.value.what_to_do
    assert store.empty


def test_a_wrong_state_or_name_adds_nothing(store: Store) -> None:
    with pytest.raises(BadInput, match="no state"):
        adopt(store, NOW, "mercor", state="asleep")
    with pytest.raises(BadInput, match="slash"):
        adopt(store, NOW, "mercor", name="a/b")
    assert store.empty


def test_adopting_and_correcting_are_taken_back_one_by_one(store: Store) -> None:
    acts: tuple[Callable[[], str], ...] = (
        lambda: adopt(store, NOW, "toloka"),
        lambda: correct(store, NOW, "toloka", "appeal", "Within 14 days."),
        lambda: correct(store, NOW, "toloka", "payout", "item; cash out; min 20"),
        lambda: correct(store, NOW, "toloka", "appeal_days", "14"),
        lambda: confirm(store, NOW, "toloka", "pay"),
        lambda: correct(store, NOW, "toloka", "appeal", ""),
    )
    for act in acts:
        before = everything(store)
        act()
        after = everything(store)
        undo(store, NOW)
        assert everything(store) == before
        redo(store, NOW)
        assert everything(store) == after


def test_a_correction_is_kept_apart_with_its_day_and_named_in_history(store: Store) -> None:
    uid = adopt(store, NOW, "toloka")
    key = correct(store, NOW, uid, "Blocked-Payouts", " No longer \n blocked. ")
    assert key == "blocked_payouts"
    assert platform(store, "toloka").corrections == (
        Correction(fact="blocked_payouts", value="No longer blocked.", since=TODAY),
    )
    assert last_why(store) == "correct Toloka: blocked payouts"
    correct(store, NOW, "toloka", "blocked_payouts", "For a day.")
    assert [each.value for each in platform(store, "toloka").corrections] == ["For a day."]


def test_a_field_of_the_platform_is_set_and_put_back(store: Store) -> None:
    adopt(store, NOW, "uhrs-clickworker", name="UHRS")
    correct(store, NOW, "UHRS", "session_limit", "9h")
    correct(store, NOW, "UHRS", "payout", "week from sun; 28 days later; on wed")
    made = platform(store, "UHRS")
    assert made.session_limit == 9 * 3600
    assert made.payout == PayoutRule(period="week", week_start="sun", lag_days=28, weekday="wed")
    assert made.corrections == ()
    assert last_why(store) == "correct UHRS: payout"
    correct(store, NOW, "UHRS", "session_limit", "")
    correct(store, NOW, "UHRS", "payout", "")
    made = platform(store, "UHRS")
    assert (made.session_limit, made.payout) == (8 * 3600, None)


@pytest.mark.parametrize(
    ("fact", "text", "says", "field"),
    [
        ("paydy", "x", "has no fact 'paydy'; did you mean payday", "fact"),
        ("pay out", "x", "did you mean payout", "fact"),
        ("a/b", "x", "cannot name a fact", "fact"),
        ("", "x", "cannot name a fact", "fact"),
        ("x" * 41, "x", "cannot name a fact", "fact"),
        ("payout", "whenever", "'whenever' is not understood", "payout"),
        ("report", "minutes", "'minutes' is not understood", "report"),
        ("session_limit", "long", "no length of time", "session_limit"),
        ("week_cap", "200h", "longer than the week", "week_cap"),
        ("appeal_days", "1e9", "no such number", "appeal_days"),
        ("appeal_days", "0", "no such number", "appeal_days"),
        ("claim_days", "-3", "no such number", "claim_days"),
        ("invoice_day", "32", "no day of a month", "invoice_day"),
        ("countries", "Kenya", "no country code", "countries"),
        ("pay_basis", "week", "no basis", "pay_basis"),
        ("entry_level", "maybe", "neither yes nor no", "entry_level"),
        ("appeal", "", "no word of yours on 'appeal'", None),
        ("appeal", "x" * 20_001, "characters long", "appeal"),
        ("own_word", "\ud800", "no UTF-8", "own word"),
    ],
)
def test_a_wrong_correction_is_refused_in_a_sentence_and_changes_nothing(
    store: Store, fact: str, text: str, says: str, field: str | None
) -> None:
    adopt(store, NOW, "toloka")
    before = everything(store)
    with pytest.raises(BadInput) as refused:
        correct(store, NOW, "toloka", fact, text)
    assert says in str(refused.value)
    assert refused.value.field == field
    assert everything(store) == before


def test_what_is_no_fact_cannot_be_confirmed(store: Store) -> None:
    adopt(store, NOW, "toloka")
    before = everything(store)
    for key in ("payout", "appeel", "nothing"):
        with pytest.raises(BadInput):
            confirm(store, NOW, "toloka", key)
    with pytest.raises(BadInput, match="There is no platform 'Nix'"):
        correct(store, NOW, "Nix", "payday", "x")
    assert everything(store) == before
