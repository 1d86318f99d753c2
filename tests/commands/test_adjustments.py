"""Bonuses and clawbacks are owed like work, until a payout settles them."""

from __future__ import annotations

import pytest

from taskwell.commands import payouts as payout_acts
from taskwell.commands.adjustments import add_adjustment, delete_adjustment, set_adjustment
from taskwell.commands.history import undo
from taskwell.commands.roster import add_platform
from taskwell.commands.settings import set_setting
from taskwell.errors import BadInput
from taskwell.money.amounts import Money
from taskwell.queries.adjustments import adjustments
from taskwell.queries.directory import directory
from taskwell.queries.income import receipts
from taskwell.queries.payouts import payouts
from taskwell.queries.pending import owed
from taskwell.store.store import Store
from tests.commands.work import at, draft, logged
from tests.conftest import NOW


@pytest.fixture
def uhrs(store: Store) -> Store:
    """UHRS owes $20.00 for work of the tenth."""
    set_setting(store, NOW, "zone", "America/Chicago")
    add_platform(store, NOW, "UHRS")
    logged(store, NOW, draft("UHRS", at(9, day=10), at(11, day=10), earned="20 USD"))
    return store


def total(store: Store) -> tuple[Money, ...]:
    return owed(store, NOW).of(directory(store).platform("UHRS").uid).total


def states(store: Store) -> list[str]:
    return [each.state for each in adjustments(store)]


def test_a_bonus_and_a_clawback_are_pending_with_the_work(uhrs: Store) -> None:
    add_adjustment(uhrs, NOW, "uhrs", "5.00", "ten tasks by Sunday", kind="mission")
    add_adjustment(uhrs, NOW, "uhrs", "-4.10", "duplicates")
    assert total(uhrs) == (Money(2090, "USD"),)
    assert [each.adjustment.kind for each in adjustments(uhrs)].count("clawback") == 1


def test_undo_takes_it_out_of_what_is_pending(uhrs: Store) -> None:
    add_adjustment(uhrs, NOW, "uhrs", "5.00", "thanks")
    undo(uhrs, NOW)
    assert total(uhrs) == (Money(2000, "USD"),)


def test_a_payout_settles_work_and_clawback_together(uhrs: Store) -> None:
    add_adjustment(uhrs, NOW, "uhrs", "-4.10", "duplicates", day="2026-11-11")
    made = payout_acts.add_payout(uhrs, NOW, "UHRS", "15.90")
    assert made.words.startswith("pays")
    assert "1 session, 1 adjustment" in made.words
    assert made.left_over is None
    assert made.short is None
    assert states(uhrs) == ["settled"]
    assert total(uhrs) == ()
    (paid,) = [each for each in payouts(uhrs, NOW) if each.uid]
    assert paid.matched == Money(1590, "USD")


def test_a_deleted_payout_owes_both_again(uhrs: Store) -> None:
    add_adjustment(uhrs, NOW, "uhrs", "-4.10", "duplicates", day="2026-11-11")
    made = payout_acts.add_payout(uhrs, NOW, "UHRS", "15.90")
    payout_acts.delete_payout(uhrs, NOW, made.uid)
    assert states(uhrs) == ["pending"]
    assert total(uhrs) == (Money(1590, "USD"),)


def test_it_is_matched_and_freed_by_hand(uhrs: Store) -> None:
    bonus = add_adjustment(uhrs, NOW, "uhrs", "5.00", "thanks", day="2026-11-18")
    made = payout_acts.add_payout(uhrs, NOW, "UHRS", "20.00", day="2026-11-12")
    assert states(uhrs) == ["pending"]
    payout_acts.match_payout(uhrs, NOW, made.uid, [bonus.uid], more=True)
    assert states(uhrs) == ["settled"]
    payout_acts.match_payout(uhrs, NOW, made.uid, [])
    assert states(uhrs) == ["pending"]
    assert total(uhrs) == (Money(2500, "USD"),)


def test_a_write_off_gives_it_up_too(uhrs: Store) -> None:
    add_adjustment(uhrs, NOW, "uhrs", "5.00", "thanks")
    payout_acts.write_off(uhrs, NOW, "UHRS")
    assert total(uhrs) == ()
    assert states(uhrs) == ["settled"]


def test_money_that_moved_by_itself_is_income_and_not_pending(uhrs: Store) -> None:
    add_adjustment(uhrs, NOW, "uhrs", "-3", "taken off the card", paid=True)
    assert total(uhrs) == (Money(2000, "USD"),)
    assert [each.amount for each in receipts(uhrs)] == [Money(-300, "USD")]


def test_no_payout_settles_what_moved_by_itself(uhrs: Store) -> None:
    moved = add_adjustment(uhrs, NOW, "uhrs", "5", "thanks", paid=True)
    made = payout_acts.add_payout(uhrs, NOW, "UHRS", "20.00")
    with pytest.raises(BadInput, match="not in this payout"):
        payout_acts.match_payout(uhrs, NOW, made.uid, [moved.uid])


def test_fields_are_changed_as_typed(uhrs: Store) -> None:
    made = add_adjustment(uhrs, NOW, "uhrs", "5", "thanks")
    changed = set_adjustment(uhrs, NOW, made.uid, {"amount": "-5", "kind": "correction"})
    assert changed.amount == Money(-500, "USD")
    assert delete_adjustment(uhrs, NOW, made.uid) == "correction of UHRS, -$5.00"
    assert adjustments(uhrs) == ()


@pytest.mark.parametrize(
    ("amount", "reason", "kind", "said"),
    [
        ("5", "", "", "says why"),
        ("0", "x", "", "nothing"),
        ("5", "x", "clawback", "below zero: -5.00"),
        ("-5", "x", "bonus", "clawback or correction"),
        ("NaN", "x", "", "no amount"),
        ("inf", "x", "", "no amount"),
        ("1,5", "x", "", "comma"),
        ("1.234,56", "x", "", "comma"),
        ("5 XYZ", "x", "", "no currency"),
    ],
)
def test_bad_input_is_one_sentence_and_changes_nothing(
    uhrs: Store, amount: str, reason: str, kind: str, said: str
) -> None:
    before = uhrs.sequence
    with pytest.raises(BadInput, match=said) as error:
        add_adjustment(uhrs, NOW, "uhrs", amount, reason, kind=kind)
    assert error.value.what_to_do
    assert uhrs.sequence == before


def test_a_negative_payout_is_told_to_be_a_clawback(uhrs: Store) -> None:
    with pytest.raises(BadInput) as error:
        payout_acts.add_payout(uhrs, NOW, "UHRS", "-5")
    assert "taskwell adjustment add" in error.value.what_to_do
