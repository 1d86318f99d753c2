"""Thresholds go to words and back, and what is none is refused in a sentence."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.commands.rates import parse_rate
from taskwell.errors import BadInput
from taskwell.money.amounts import Money
from taskwell.records.metric import Threshold
from taskwell.records.rate import Rate
from taskwell.records.threshold_words import (
    parse_number,
    parse_threshold,
    parse_thresholds,
    threshold_text,
    thresholds_text,
)


def read_rate(text: str) -> Rate:
    """Rates without a currency are in dollars."""
    return parse_rate(text, "USD")


NUMBERS = st.decimals(0, 1000, places=4).map(lambda each: each.normalize())
NAMES = st.text(
    st.characters(whitelist_categories=("Lu", "Ll", "Nd")), min_size=1, max_size=8
).filter(lambda each: each == each.strip())
RATES = st.builds(
    Rate,
    basis=st.sampled_from(("hour", "task")),
    amount=st.builds(Money, st.integers(1, 100_000), st.sampled_from(("USD", "EUR", "GBP"))),
)


@st.composite
def thresholds(draw: st.DrawFn) -> Threshold:
    """Any threshold that can be typed."""
    last = draw(st.none() | st.integers(1, 1000))
    least = draw(st.none() | st.integers(1, last or 1000))
    unlocks = draw(st.booleans())
    return Threshold(
        value=draw(NUMBERS),
        meaning="unlock" if unlocks else draw(st.sampled_from(("watch", "restrict", "ban"))),
        last=last,
        least=least,
        tier=draw(NAMES) if unlocks else "",
        pay=draw(st.none() | RATES) if unlocks else None,
        needs=draw(st.just("") | NAMES) if unlocks else "",
    )


@given(st.lists(thresholds(), max_size=4))
def test_any_thresholds_go_to_words_and_back(made: list[Threshold]) -> None:
    assert parse_thresholds(thresholds_text(tuple(made)), read_rate) == tuple(made)


def test_the_parts_may_stand_in_any_order_and_a_percent_sign_is_fine() -> None:
    one = parse_threshold("80% ban min 5 last 10", read_rate)
    assert one == parse_threshold("80 BAN last 10 min 5", read_rate)
    assert threshold_text(one) == "80 ban last 10 min 5"


def test_a_tier_tells_pay_and_what_it_needs() -> None:
    made = parse_threshold("4.30 unlock $21/h tier Senior_rater needs Coding_test", read_rate)
    assert (made.tier, made.needs, made.value) == ("Senior rater", "Coding test", Decimal("4.30"))
    assert made.pay is not None
    assert made.pay.amount == Money(2100, "USD")
    assert parse_threshold("4.3 unlock 20 EUR/task", read_rate).pay == Rate(
        basis="task", amount=Money(2000, "EUR")
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("95", "is no threshold"),
        ("restrict 95", "'restrict' is no number"),
        ("95 fire", "cannot mean 'fire'"),
        ("95 restrict last", "'last' needs a value"),
        ("95 restrict last 5 last 6", "'last' stands twice"),
        ("95 restrict last 0", "is no number of answers"),
        ("95 restrict last 5 min 6", "never 6"),
        ("95 restrict $21/h", "Only a threshold that unlocks"),
        ("95 restrict soon", "'soon' is not understood"),
        ("95 unlock 21 XYZ/h", "no currency"),
        ("1,5 restrict", "holds a comma"),
        ("9" * 12 + " restrict", "is no number"),
        ("95.12345 restrict", "is no number"),
        ("nan restrict", "is no number"),
        ("1e3 restrict", "is no number"),
    ],
)
def test_what_is_no_threshold_is_refused_in_a_sentence(text: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        parse_threshold(text, read_rate)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_threshold_or_refused(text: str) -> None:
    with suppress(BadInput):
        made = parse_thresholds(text, read_rate)
        assert parse_thresholds(thresholds_text(made), read_rate) == made


def test_a_minus_before_zero_is_zero() -> None:
    assert parse_number("-0", "a reading", "reading") == 0
    assert parse_number("-3.5", "a reading", "reading") == Decimal("-3.5")
