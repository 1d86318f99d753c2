"""What is put aside: cents add up, a new percent rewrites nothing, no bucket goes below zero."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.commands import payouts as payout_acts
from taskwell.commands.buckets import (
    PRESET,
    add_bucket,
    add_preset,
    close_bucket,
    offered,
    parted_into,
    set_bucket,
    withdraw,
)
from taskwell.commands.roster import add_platform
from taskwell.errors import BadInput
from taskwell.figures.shares import parted
from taskwell.money.amounts import Money
from taskwell.queries.buckets import buckets
from taskwell.store.store import Store
from tests.conftest import NOW


@pytest.fixture
def uhrs(store: Store) -> Store:
    """A platform, tax at 20 %, holiday at 8 %."""
    add_platform(store, NOW, "UHRS")
    add_bucket(store, NOW, "tax", "20")
    add_bucket(store, NOW, "holiday", "8")
    return store


def pay(store: Store, amount: str, **more: str) -> str:
    return payout_acts.add_payout(
        store, NOW, "UHRS", amount, fee=more.get("fee"), received=more.get("received"),
        more_than_owed=True,
    ).uid  # fmt: skip


def held(store: Store) -> dict[str, tuple[Money, ...]]:
    return {each.name: each.balance for each in buckets(store)}


def test_a_payout_is_parted_after_its_fee(uhrs: Store) -> None:
    pay(uhrs, "20.00", fee="0.40")
    assert held(uhrs) == {"tax": (Money(392, "USD"),), "holiday": (Money(157, "USD"),)}


def test_what_arrived_in_another_currency_is_put_aside_in_it(uhrs: Store) -> None:
    pay(uhrs, "20.00", received="18.00 EUR")
    assert held(uhrs)["tax"] == (Money(360, "EUR"),)


def test_a_percent_that_changes_rewrites_no_payout_of_before(uhrs: Store) -> None:
    uid = pay(uhrs, "10.00")
    set_bucket(uhrs, NOW, "tax", {"percent": "50"})
    assert held(uhrs)["tax"] == (Money(200, "USD"),)
    pay(uhrs, "10.00")
    assert held(uhrs)["tax"] == (Money(700, "USD"),)
    payout_acts.set_payout(uhrs, NOW, uid, {"amount": "20.00"}, more_than_owed=True)
    assert held(uhrs)["tax"] == (Money(900, "USD"),)  # by the percent of then


def test_a_deleted_payout_puts_nothing_aside(uhrs: Store) -> None:
    payout_acts.delete_payout(uhrs, NOW, pay(uhrs, "10.00"))
    assert held(uhrs) == {"tax": (), "holiday": ()}


def test_money_is_taken_out_and_never_more_than_there_is(uhrs: Store) -> None:
    pay(uhrs, "10.00")
    withdraw(uhrs, NOW, "tax", "1.50", note="January")
    assert held(uhrs)["tax"] == (Money(50, "USD"),)
    with pytest.raises(BadInput, match=r"tax holds \$0.50"):
        withdraw(uhrs, NOW, "tax", "0.51")


def test_a_closed_bucket_takes_nothing_more_and_keeps_what_it_holds(uhrs: Store) -> None:
    pay(uhrs, "10.00")
    close_bucket(uhrs, NOW, "tax")
    pay(uhrs, "10.00")
    assert held(uhrs)["tax"] == (Money(200, "USD"),)


def test_all_together_are_a_hundred_percent_at_most(uhrs: Store) -> None:
    with pytest.raises(BadInput, match=r"100\.01 %") as error:
        add_bucket(uhrs, NOW, "gear", "72.01")
    assert error.value.what_to_do == "write at most 72.00"
    add_bucket(uhrs, NOW, "gear", "72")
    pay(uhrs, "0.99")
    assert sum(each[0].minor for each in held(uhrs).values() if each) == 99


@pytest.mark.parametrize("percent", ["101", "-1", "NaN", "inf", "1e1", "7.125", "twenty", ""])
def test_a_wrong_percent_is_refused(uhrs: Store, percent: str) -> None:
    with pytest.raises(BadInput) as error:
        add_bucket(uhrs, NOW, "gear", percent)
    assert error.value.field == "percent"


def test_presets_are_offered_and_leave_what_exists(uhrs: Store) -> None:
    assert offered(Money(1200, "USD")) == PRESET
    assert offered(Money(799, "USD")) == (("tax", "20"),)
    made = add_preset(uhrs, NOW, PRESET)
    assert [each.name for each in made] == ["sick", "pension", "gear"]


@given(
    minor=st.integers(0, 10**10),
    percents=st.lists(st.integers(0, 2500), max_size=6).filter(lambda each: sum(each) <= 10_000),
)
def test_buckets_add_up_to_the_cent_for_any_percents(minor: int, percents: list[int]) -> None:
    wanted = [Decimal(each) / 100 for each in percents]
    parts = parted(minor, wanted)
    exact = Decimal(minor) * sum(wanted, Decimal(0)) / 100
    assert abs(sum(parts) - exact) <= Decimal("0.5")
    assert all(
        abs(part - Decimal(minor) * each / 100) < 1
        for part, each in zip(parts, wanted, strict=True)
    )
    if sum(percents) == 10_000:
        assert sum(parts) == minor


@given(minor=st.integers(1, 10**9), cut=st.integers(0, 10_000))
def test_two_buckets_of_a_hundred_percent_leave_nothing_over(minor: int, cut: int) -> None:
    wanted = [("a", Decimal(cut) / 100), ("b", Decimal(10_000 - cut) / 100)]
    shares = parted_into(Money(minor, "USD"), wanted)
    assert sum(each.amount.minor for each in shares) == minor


def test_more_than_a_whole_or_less_than_nothing_cannot_be_parted() -> None:
    for minor, percents in (
        (-1, [Decimal(1)]),
        (1, [Decimal(-1)]),
        (1, [Decimal(60), Decimal(41)]),
    ):
        with pytest.raises(ValueError, match="cannot be parted"):
            parted(minor, percents)


def test_of_equal_remainders_the_first_gets_the_cent() -> None:
    assert parted(1, [Decimal(50), Decimal(50)]) == [1, 0]
