"""An amount in another currency: to its own minor unit, half up, the same from both sides."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.errors import BadInput
from taskwell.money.amounts import Money, exchanged, exponent

CURRENCIES = st.sampled_from(["USD", "EUR", "JPY", "KES", "KWD", "CLF"])
RATES = st.decimals("0.000001", "100000", places=6)


@pytest.mark.parametrize(
    ("amount", "rate", "found"),
    [
        (Money(10_000, "USD"), "0.92", Money(9200, "EUR")),
        (Money(9200, "EUR"), "1.087", Money(10_000, "USD")),
        (Money(10_000, "USD"), "129.5", Money(1_295_000, "KES")),
        (Money(420, "USD"), "1", Money(420, "USD")),
        (Money(0, "USD"), "0.92", Money(0, "EUR")),
        (Money(420, "USD"), "0", Money(0, "EUR")),
    ],
)
def test_an_amount_is_exchanged(amount: Money, rate: str, found: Money) -> None:
    assert exchanged(amount, Decimal(rate), found.currency) == found


@pytest.mark.parametrize(
    ("amount", "rate", "found"),
    [
        (Money(10_000, "USD"), "150", Money(15_000, "JPY")),
        (Money(15_000, "JPY"), "0.0067", Money(10_050, "USD")),
        (Money(1, "USD"), "150", Money(2, "JPY")),
        (Money(1, "JPY"), "0.0067", Money(1, "USD")),
        (Money(1000, "USD"), "0.307", Money(3070, "KWD")),
        (Money(3070, "KWD"), "3.25", Money(998, "USD")),
        (Money(1000, "JPY"), "0.002", Money(2000, "KWD")),
        (Money(2000, "KWD"), "500", Money(1000, "JPY")),
    ],
)
def test_currencies_have_decimals_of_their_own(amount: Money, rate: str, found: Money) -> None:
    assert exchanged(amount, Decimal(rate), found.currency) == found


@pytest.mark.parametrize(
    ("minor", "rate", "found"),
    [(1, "0.5", 1), (1, "0.4999", 0), (3, "0.5", 2), (5, "0.5", 3), (-1, "0.5", -1)],
)
def test_half_a_minor_unit_counts_as_a_whole_one(minor: int, rate: str, found: int) -> None:
    assert exchanged(Money(minor, "USD"), Decimal(rate), "EUR") == Money(found, "EUR")


def test_half_a_yen_counts_as_a_whole_one() -> None:
    assert exchanged(Money(50, "USD"), Decimal(1), "JPY") == Money(1, "JPY")
    assert exchanged(Money(49, "USD"), Decimal(1), "JPY") == Money(0, "JPY")


def test_a_currency_that_does_not_exist_is_refused() -> None:
    with pytest.raises(BadInput, match="is no currency"):
        exchanged(Money(100, "USD"), Decimal(1), "XQZ")


@given(minor=st.integers(-(10**12), 10**12), rate=RATES, of=CURRENCIES, into=CURRENCIES)
def test_what_is_exchanged_is_exact_to_half_a_minor_unit(
    minor: int, rate: Decimal, of: str, into: str
) -> None:
    found = exchanged(Money(minor, of), rate, into)
    exact = minor * Fraction(rate) * Fraction(10) ** (exponent(into) - exponent(of))
    assert found.currency == into
    assert abs(found.minor - exact) <= Fraction(1, 2)
    if abs(found.minor - exact) == Fraction(1, 2):
        assert abs(found.minor) > abs(exact)


@given(minor=st.integers(-(10**9), 10**9), power=st.integers(0, 6))
def test_there_and_back_at_the_turned_rate_is_the_same(minor: int, power: int) -> None:
    amount = Money(minor, "USD")
    there = exchanged(amount, Decimal(2) ** power, "KWD")
    assert exchanged(there, 1 / Decimal(2) ** power, "USD") == amount
