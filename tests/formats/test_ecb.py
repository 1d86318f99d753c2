"""The ECB's file of reference rates, and what it converts."""

from __future__ import annotations

import contextlib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.commands import payouts as payout_acts
from taskwell.commands.history import undo
from taskwell.commands.payouts import add_payout
from taskwell.commands.reference_rates import take_rates
from taskwell.commands.roster import add_platform
from taskwell.errors import BadInput
from taskwell.formats.ecb import read_ecb
from taskwell.money.amounts import Money, exchanged
from taskwell.queries.exchange_loss import by_method
from taskwell.queries.income import income, receipts
from taskwell.queries.payouts import payout_named
from taskwell.queries.reference_rates import conversion, last_day
from taskwell.store.store import Store
from tests.conftest import NOW

FILE = """Date,USD,JPY,GBP,CYP,
2026-11-18,1.1500,178.20,0.8800,N/A,
2026-11-17,1.1400,177.00,0.8700,N/A,
2026-11-13,1.1600,176.00,0.8900,N/A,
""".splitlines()


def taken(store: Store) -> None:
    take_rates(store, NOW, read_ecb(FILE))


@pytest.fixture
def prolific(store: Store) -> Store:
    """A platform that pays in pounds; home is USD."""
    add_platform(store, NOW, "Prolific", currency="GBP")
    return store


def pay(store: Store, amount: str, **more: str) -> str:
    return add_payout(store, NOW, "Prolific", amount, more_than_owed=True,
                      received=more.get("received"), rate=more.get("rate"),
                      day=more.get("day"), fee=more.get("fee")).uid  # fmt: skip


def test_days_and_currencies_are_read_and_gaps_left_out() -> None:
    found = read_ecb(FILE)
    assert set(found) == {"USD", "JPY", "GBP"}
    assert found["USD"][date(2026, 11, 17)] == Decimal("1.1400")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "no rates"),
        (["a,b"], "Date and currencies"),
        (["Date,USD", "soon,1.1"], "Line 2 begins with 'soon'"),
        (["Date,USD", "2026-11-18,0"], "Line 2, USD: '0' is no rate"),
        (["Date,USD", "2026-11-18,-1"], "no rate"),
        (["Date,USD", "2026-11-18,NaN"], "no rate"),
        (["Date,USD", "2026-11-18,inf"], "no rate"),
        (["Date,USD", "2026-11-18,1,5"], ""),
        (["Date,USD"], "no rates"),
        (["PK\x03\x04\x00"], "Date and currencies"),
    ],
)
def test_what_is_no_such_file_is_refused_with_its_line(lines: list[str], said: str) -> None:
    if not said:
        assert read_ecb(lines)["USD"]  # the row is longer than its head: its own columns count
        return
    with pytest.raises(BadInput, match=said):
        read_ecb(lines)


@given(st.lists(st.text(max_size=40), max_size=8))
def test_any_text_is_read_or_refused(lines: list[str]) -> None:
    with contextlib.suppress(BadInput):
        read_ecb(["Date,USD,GBP", *lines])


def test_a_day_without_a_rate_takes_one_of_the_week_before_and_says_so(prolific: Store) -> None:
    taken(prolific)
    found = conversion(prolific, "GBP", "USD", date(2026, 11, 16))
    assert found is not None
    assert (found.kind, found.on) == ("carried", date(2026, 11, 13))
    exact = conversion(prolific, "GBP", "USD", date(2026, 11, 18))
    assert exact is not None
    assert (exact.kind, exact.rate) == ("ecb", Decimal("1.30681818"))
    assert conversion(prolific, "GBP", "USD", date(2026, 11, 25)) is not None
    assert conversion(prolific, "GBP", "USD", date(2026, 11, 26)) is None
    assert conversion(prolific, "KES", "USD", date(2026, 11, 18)) is None


def test_what_arrived_in_the_home_currency_needs_no_rate(prolific: Store) -> None:
    taken(prolific)
    uid = pay(prolific, "10.00 GBP", received="12.50 USD")
    payout = payout_named(prolific, uid)[1]
    assert (payout.conversion, payout.converted("USD")) == (None, Money(1250, "USD"))


def test_a_typed_rate_comes_before_the_reference_rate(prolific: Store) -> None:
    taken(prolific)
    payout = payout_named(prolific, pay(prolific, "10.00 GBP", rate="1.27"))[1]
    assert payout.conversion is not None
    assert (payout.conversion.kind, payout.converted("USD")) == ("typed", Money(1270, "USD"))


def test_what_is_frozen_stays_when_a_new_file_comes(prolific: Store) -> None:
    taken(prolific)
    uid = pay(prolific, "10.00 GBP", day="2026-11-18")
    before = payout_named(prolific, uid)[1].converted("USD")
    other = [line.replace("1.1500", "9.9999") for line in FILE]
    take_rates(prolific, NOW, read_ecb(other))
    assert payout_named(prolific, uid)[1].converted("USD") == before == Money(1307, "USD")


def test_without_a_rate_it_is_listed_apart_and_never_guessed(prolific: Store) -> None:
    pay(prolific, "10.00 GBP")
    came = income(prolific, NOW)
    assert (came.n, came.apart) == (0, (Money(1000, "GBP"),))


def test_the_file_converts_what_had_no_rate_in_one_act(prolific: Store) -> None:
    pay(prolific, "10.00 GBP", day="2026-11-18")
    made = take_rates(prolific, NOW, read_ecb(FILE))
    assert (made.currencies, made.converted, made.last) == (("GBP", "USD"), 1, date(2026, 11, 18))
    assert [each.amount for each in receipts(prolific)] == [Money(1307, "USD")]
    undo(prolific, NOW)
    assert last_day(prolific) is None
    assert income(prolific, NOW).apart == (Money(1000, "GBP"),)


def test_the_same_file_twice_takes_nothing_new(prolific: Store) -> None:
    taken(prolific)
    assert take_rates(prolific, NOW, read_ecb(FILE)).days == 0


@pytest.mark.parametrize("rate", ["0", "-1", "NaN", "inf", "1,27", "x", "1e5"])
def test_a_rate_that_is_none_is_refused(prolific: Store, rate: str) -> None:
    with pytest.raises(BadInput) as error:
        pay(prolific, "10.00 GBP", rate=rate)
    assert error.value.field == "rate"


def test_exchange_cost_is_told_against_the_reference_rate(prolific: Store) -> None:
    taken(prolific)
    pay(prolific, "10.00 GBP", received="12.50 USD", day="2026-11-18", fee="0.50 GBP")
    ((method, year, code), cost), *_ = by_method(prolific).items()
    assert (method, year, code, cost.fee_share) == ("", 2026, "GBP", 0.05)
    # 12.50 USD were 9.57 GBP that day: 0.07 less than nothing lost of 9.50.
    assert (cost.lost, cost.exchanged) == (-7, 950)


def test_a_changed_amount_keeps_the_rate_and_the_percents_of_then(prolific: Store) -> None:
    uid = pay(prolific, "10.00 GBP", rate="1.27")
    payout_acts.set_payout(prolific, NOW, uid, {"amount": "20.00"}, more_than_owed=True)
    assert payout_named(prolific, uid)[1].converted("USD") == Money(2540, "USD")
    payout_acts.set_payout(prolific, NOW, uid, {"rate": "1.30"})
    assert payout_named(prolific, uid)[1].converted("USD") == Money(2600, "USD")


def test_currencies_of_other_decimals_are_exchanged_exactly() -> None:
    assert exchanged(Money(1000, "JPY"), Decimal("0.0065"), "USD") == Money(650, "USD")
    assert exchanged(Money(650, "USD"), Decimal("153.85"), "JPY") == Money(1000, "JPY")
    assert exchanged(Money(-650, "USD"), Decimal("153.85"), "JPY") == Money(-1000, "JPY")
