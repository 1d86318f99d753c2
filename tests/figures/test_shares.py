"""An amount parted by percents: not a cent is lost, none is made, and nobody is short by a whole one."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.figures.shares import parted

AMOUNTS = st.integers(0, 10**12)


@st.composite
def percents(draw: st.DrawFn, whole: int | None = None) -> list[Decimal]:
    """Percents with two decimals; together `whole` hundredths, or at most 100 %."""
    total = draw(st.integers(0, 10_000)) if whole is None else whole
    edges = sorted(draw(st.lists(st.integers(0, total), max_size=8)))
    ends = zip([0, *edges], [*edges, total], strict=True)
    return [Decimal(above - below) / 100 for below, above in ends]


def of(*numbers: str) -> list[Decimal]:
    """Percents as they are typed."""
    return [Decimal(number) for number in numbers]


@pytest.mark.parametrize(
    ("minor", "shares", "found"),
    [
        (10_000, of("20", "8", "2", "5", "2"), [2000, 800, 200, 500, 200]),
        (1001, of("50", "50"), [501, 500]),
        (100, of("33.33", "33.33", "33.34"), [33, 33, 34]),
        (10, of("19", "19", "62"), [2, 2, 6]),
        (1234, of("20", "8", "2"), [247, 99, 24]),
        (1, of("30", "70"), [0, 1]),
        (0, of("20", "80"), [0, 0]),
        (500, of("0", "100"), [0, 500]),
        (500, of("0"), [0]),
        (500, [], []),
    ],
)
def test_an_amount_is_parted(minor: int, shares: list[Decimal], found: list[int]) -> None:
    assert parted(minor, shares) == found


def test_of_equal_remainders_the_first_comes_first() -> None:
    assert parted(2, of("25", "25", "25", "25")) == [1, 1, 0, 0]
    assert parted(101, of("10", "50", "40")) == [10, 51, 40]
    assert parted(7, of("50", "50")) == [4, 3]


def test_a_larger_remainder_comes_before_an_earlier_one() -> None:
    assert parted(10, of("13", "17", "70")) == [1, 2, 7]


def test_half_a_cent_in_all_is_rounded_up() -> None:
    assert parted(1, of("25", "25")) == [1, 0]
    assert parted(1, of("25", "24.99")) == [0, 0]


@given(minor=AMOUNTS, shares=percents())
def test_the_parts_add_up_to_the_rounded_sum(minor: int, shares: list[Decimal]) -> None:
    exact = minor * Fraction(sum(shares, Decimal(0))) / 100
    assert sum(parted(minor, shares)) == floor(exact + Fraction(1, 2))


@given(minor=AMOUNTS, shares=percents(whole=10_000))
def test_a_hundred_percent_is_exactly_the_amount(minor: int, shares: list[Decimal]) -> None:
    assert sum(parted(minor, shares)) == minor


@given(minor=AMOUNTS, shares=percents())
def test_no_part_is_off_by_a_cent(minor: int, shares: list[Decimal]) -> None:
    for part, share in zip(parted(minor, shares), shares, strict=True):
        assert abs(part - minor * Fraction(share) / 100) < 1


@given(minor=AMOUNTS, shares=percents())
def test_nothing_goes_to_a_share_of_nothing(minor: int, shares: list[Decimal]) -> None:
    found = parted(minor, shares)
    assert all(part == 0 for part, share in zip(found, shares, strict=True) if not share)


@pytest.mark.parametrize(
    ("minor", "shares"),
    [(-1, of("20")), (100, of("60", "40.01")), (100, of("101")), (100, of("50", "-1"))],
)
def test_what_cannot_be_parted_is_refused(minor: int, shares: list[Decimal]) -> None:
    with pytest.raises(ValueError, match="cannot be parted"):
        parted(minor, shares)
