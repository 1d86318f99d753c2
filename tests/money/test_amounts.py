"""Money is exact, in minor units, and says its currency."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.errors import BadInput
from taskwell.money.amounts import Money, add_up, currency_code, exponent, hourly, parse_money

CURRENCIES = st.sampled_from(["USD", "EUR", "GBP", "JPY", "KES", "INR", "KWD", "CLF"])
AMOUNTS = st.builds(Money, st.integers(-(10**14), 10**14), CURRENCIES)


@pytest.mark.parametrize(
    ("typed", "minor", "currency"),
    [
        ("$3.40", 340, "USD"),
        ("£2", 200, "GBP"),
        ("€1", 100, "EUR"),
        ("€ 1.5", 150, "EUR"),
        ("3.40 USD", 340, "USD"),
        ("3.40USD", 340, "USD"),
        ("3.40 usd", 340, "USD"),
        ("EUR 3", 300, "EUR"),
        ("USD3.40", 340, "USD"),
        ("$.05", 5, "USD"),
        ("500 JPY", 500, "JPY"),
        ("1.234 KWD", 1234, "KWD"),
        ("4.20 KES", 420, "KES"),
        ("0 USD", 0, "USD"),
        ("3.400 USD", 340, "USD"),
        ("  $3.40  ", 340, "USD"),
    ],
)
def test_an_amount_is_read_as_typed(typed: str, minor: int, currency: str) -> None:
    assert parse_money(typed) == Money(minor, currency)


def test_a_bare_number_is_in_the_default_currency_only() -> None:
    assert parse_money("3.40", "EUR") == Money(340, "EUR")
    assert parse_money("$3.40", "EUR") == Money(340, "USD")
    with pytest.raises(BadInput, match="names no currency"):
        parse_money("3.40")


@pytest.mark.parametrize(
    "typed",
    ["", "$", "USD", "nan", "$NaN", "NaN USD", "inf", "$inf", "-inf USD", "1e9", "$1e9", "1e9 USD", "1,5", "$1,5", "1,234.50 USD", "1_000 USD", "$3.405", "1.5 JPY", "3.40 XQZ", "$3.40 USD", "3.40 3.40 USD", "٣ USD", "$3.", "0x10 USD", "$1 2", "1234567890123 USD", "+3 USD", "$3.40 EUR"],
)  # fmt: skip
@pytest.mark.parametrize("default", [None, "USD"])
def test_what_is_no_amount_is_refused_with_what_to_write(typed: str, default: str | None) -> None:
    with pytest.raises(BadInput) as refused:
        parse_money(typed, default)
    assert refused.value.what_to_do


@pytest.mark.parametrize("typed", ["-3.40 USD", "-$3.40", "$-3.40", "USD -3.40"])
def test_a_negative_amount_is_refused_unless_it_is_asked_for(typed: str) -> None:
    with pytest.raises(BadInput, match="is negative"):
        parse_money(typed)
    assert parse_money(typed, allow_negative=True) == Money(-340, "USD")


def test_a_currency_that_does_not_exist_gets_near_ones_offered() -> None:
    with pytest.raises(BadInput, match="USD"):
        parse_money("3.40 USS")
    with pytest.raises(BadInput, match="'QQ' is no currency"):
        currency_code("qq")
    assert currency_code(" eur ") == "EUR"
    assert currency_code("£") == "GBP"


@given(amount=AMOUNTS)
def test_an_amount_round_trips_through_its_texts(amount: Money) -> None:
    for text in (f"{amount.text()} {amount.currency}", amount.shown()):
        if abs(amount.minor) < 10**12:
            assert parse_money(text, allow_negative=True) == amount
    again = amount.json()
    assert Decimal(again["amount"]).scaleb(exponent(again["currency"])) == amount.minor


@given(text=st.text(max_size=20) | st.text(alphabet="0123456789.,-+e$£€ USDEURnaif_٣", max_size=12))
def test_any_text_is_a_sane_amount_or_refused(text: str) -> None:
    for default in (None, "USD", "KWD"):
        with suppress(BadInput):
            amount = parse_money(text, default)
            assert 0 <= amount.minor <= 10**15
            assert "," not in text
            assert parse_money(amount.shown()) == amount


@given(amounts=st.lists(AMOUNTS, max_size=12))
def test_a_sum_is_the_sum_of_its_parts(amounts: list[Money]) -> None:
    sums = add_up(amounts)
    for currency in {each.currency for each in amounts}:
        expected = sum(each.minor for each in amounts if each.currency == currency)
        assert expected == sum(each.minor for each in sums if each.currency == currency)
    assert [each.currency for each in sums] == sorted({each.currency for each in sums})
    assert all(each.minor for each in sums)


def test_amounts_of_two_currencies_have_no_sum() -> None:
    assert Money(340, "USD") + Money(60, "USD") == Money(400, "USD")
    assert Money(340, "USD") - Money(400, "USD") == Money(-60, "USD")
    with pytest.raises(ValueError, match="have no sum"):
        Money(340, "USD") + Money(60, "EUR")


@pytest.mark.parametrize(
    ("amount", "text", "shown"),
    [
        (Money(420, "USD"), "4.20", "$4.20"),
        (Money(420, "GBP"), "4.20", "£4.20"),
        (Money(420, "EUR"), "4.20", "€4.20"),
        (Money(-420, "USD"), "-4.20", "-$4.20"),
        (Money(420, "KES"), "4.20", "KES 4.20"),
        (Money(-420, "KES"), "-4.20", "KES -4.20"),
        (Money(420, "JPY"), "420", "JPY 420"),
        (Money(420, "KWD"), "0.420", "KWD 0.420"),
        (Money(0, "USD"), "0.00", "$0.00"),
        (Money(-5, "USD"), "-0.05", "-$0.05"),
        (Money(10**14, "USD"), "1000000000000.00", "$1000000000000.00"),
    ],
)
def test_an_amount_is_shown(amount: Money, text: str, shown: str) -> None:
    assert (amount.text(), amount.shown()) == (text, shown)
    assert amount.json() == {"amount": text, "currency": amount.currency}


@pytest.mark.parametrize(
    ("factor", "minor"), [("0.5", 3), ("0.3", 2), ("1.5", 8), ("-0.5", -3), ("0", 0)]
)
def test_a_half_is_rounded_away_from_zero(factor: str, minor: int) -> None:
    assert Money(5, "USD").times(Decimal(factor)) == Money(minor, "USD")


@given(minor=st.integers(-(10**9), 10**9), seconds=st.integers(1, 10**8))
def test_what_an_hour_paid_is_exact(minor: int, seconds: int) -> None:
    paid = hourly(Money(minor, "USD"), seconds)
    assert paid is not None
    exact = Fraction(minor * 3600, seconds)
    assert abs(paid.minor - exact) <= Fraction(1, 2)
    if abs(paid.minor - exact) == Fraction(1, 2):
        assert abs(paid.minor) > abs(exact)


def test_no_time_has_no_hourly() -> None:
    assert hourly(Money(340, "USD"), 0) is None
    assert hourly(Money(340, "USD"), -5) is None
    # 9 cents in 4320 s are 7.5 cents an hour, which 3600 / 4320 in decimals would miss.
    assert hourly(Money(9, "USD"), 4320) == Money(8, "USD")
    third = (Decimal(10) / 3).quantize(Decimal(1), ROUND_HALF_UP)
    assert hourly(Money(10, "USD"), 10800) == Money(int(third), "USD")


def test_the_list_of_all_currencies_is_loaded_only_for_rare_ones() -> None:
    program = (
        "import sys\n"
        "from taskwell.money.amounts import parse_money\n"
        "assert parse_money('$3.40').shown() == '$3.40'\n"
        "assert 'iso4217' not in sys.modules\n"
        "assert parse_money('KES 3').minor == 300\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
