"""Lines about money: read as they are typed, or refused in a sentence."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.errors import BadInput
from taskwell.words.spending import (
    AdjustmentLine,
    ExpenseLine,
    adjustment_line,
    expense_line,
    name_and_day,
    name_and_last,
)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("40 internet", ExpenseLine("40", "internet", "", "", "", "", False)),
        ("40 internet 60%", ExpenseLine("40", "internet", "60", "", "", "", False)),
        ("$4.50 bus ticket 60 % yesterday", ExpenseLine("$4.50", "bus ticket", "60", "yesterday", "", "", False)),
        ('129 EUR headset startup "for calls" receipt:~/r.pdf',
         ExpenseLine("129 EUR", "headset", "", "", "for calls", "~/r.pdf", True)),
        ("EUR 3 stamps 2026-11-03", ExpenseLine("EUR 3", "stamps", "", "2026-11-03", "", "", False)),
        ("3 pen", ExpenseLine("3", "pen", "", "", "", "", False)),
    ],
)  # fmt: skip
def test_an_expense_is_an_amount_and_a_category(text: str, read: ExpenseLine) -> None:
    assert expense_line(text) == read


@pytest.mark.parametrize("text", ["", "40", "40 60%", "40 a 50% 60%", '"note"'])
def test_an_expense_without_its_parts_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        expense_line(text)


def test_an_adjustment_is_a_place_an_amount_and_a_reason() -> None:
    assert adjustment_line("outlier -5.00 duplicate tasks") == AdjustmentLine(
        "outlier", "-5.00", "duplicate tasks", "", False
    )
    assert adjustment_line("outlier/review 5 USD paid kind:mission ten tasks") == AdjustmentLine(
        "outlier/review", "5 USD", "ten tasks", "mission", True
    )
    with pytest.raises(BadInput):
        adjustment_line("outlier")


def test_names_may_have_several_words() -> None:
    assert name_and_last("holiday fund 8", "x") == ("holiday fund", "8")
    assert name_and_day("estimated payment 15 Jan") == ("estimated payment", "15 Jan")
    assert name_and_day("letter 2026-12-01") == ("letter", "2026-12-01")
    for text in ("", "tax", "15 Jan"):
        with pytest.raises(BadInput):
            name_and_day(text)


@given(st.text(max_size=80))
def test_any_line_is_read_or_refused(text: str) -> None:
    for read in (expense_line, adjustment_line, name_and_day):
        with contextlib.suppress(BadInput):
            read(text)
