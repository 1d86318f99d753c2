"""Expenses: the part for the work is exact, bad input changes nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.commands.expenses import add_expense, delete_expense, set_expense
from taskwell.errors import BadInput
from taskwell.money.amounts import Money
from taskwell.queries.expenses import by_category, expense_words, expenses, pay_back
from taskwell.records.expense import Expense
from taskwell.store.store import Store
from tests.conftest import NOW


def test_the_share_for_the_work_is_taken(store: Store) -> None:
    made = add_expense(store, NOW, "40", "internet", share="60 %", receipt="~/r/1.pdf")
    assert made.business == Money(2400, "USD")
    assert expense_words(made) == "internet, 60 % of $40.00: $24.00"
    assert made.receipt == "~/r/1.pdf"


def test_a_category_of_another_case_is_the_same(store: Store) -> None:
    add_expense(store, NOW, "40", "Internet")
    add_expense(store, NOW, "5 EUR", "internet")
    assert by_category(expenses(store)) == {"Internet": (Money(500, "EUR"), Money(4000, "USD"))}


def test_fields_are_changed_and_it_is_deleted(store: Store) -> None:
    made = add_expense(store, NOW, "40", "internet")
    changed = set_expense(
        store, NOW, made.uid, {"share": "50", "date": "2026-11-03", "startup": "yes"}
    )
    assert (changed.business, changed.day, changed.startup) == (
        Money(2000, "USD"),
        date(2026, 11, 3),
        True,
    )
    delete_expense(store, NOW, made.uid[:4])
    assert expenses(store) == []


@pytest.mark.parametrize(
    ("amount", "category", "share", "field"),
    [
        ("0", "x", "", "amount"),
        ("-5", "x", "", "amount"),
        ("1,5", "x", "", "amount"),
        ("inf", "x", "", "amount"),
        ("5", " ", "", "category"),
        ("5", "x", "101", "share"),
        ("5", "x", "12.5", "share"),
    ],
)
def test_bad_input_names_the_field(
    store: Store, amount: str, category: str, share: str, field: str
) -> None:
    with pytest.raises(BadInput) as error:
        add_expense(store, NOW, amount, category, share=share)
    assert error.value.field == field
    assert expenses(store) == []


@given(minor=st.integers(1, 10**9), share=st.integers(0, 100))
def test_the_part_is_half_up_and_never_more_than_all(minor: int, share: int) -> None:
    each = Expense(
        uid="e", day=date(2026, 1, 1), amount=Money(minor, "USD"), category="x", share=share
    )
    exact = Decimal(minor) * share / 100
    assert 0 <= each.business.minor <= minor
    assert abs(each.business.minor - exact) <= Decimal("0.5")


def test_start_up_costs_are_paid_back_in_weeks_and_hours(store: Store) -> None:
    add_expense(store, NOW, "89", "gear", startup=True)
    came = [(date(2026, 11, 1), Money(5000, "USD"))]
    back = pay_back(store, "USD", came, 1300, Money(1000, "USD"))
    assert back is not None
    assert (back.left, back.weeks, back.hours, back.done) == (
        Money(3900, "USD"), Decimal("3.0"), Decimal("3.9"), None,
    )  # fmt: skip
    came.append((date(2026, 11, 8), Money(3900, "USD")))
    back = pay_back(store, "USD", came, 1300, None)
    assert back is not None
    assert back.done == date(2026, 11, 8)


def test_without_enough_weeks_it_is_too_early_to_say_how_long(store: Store) -> None:
    add_expense(store, NOW, "89", "gear", startup=True)
    back = pay_back(store, "USD", [], None, None)
    assert back is not None
    assert (back.weeks, back.hours) == (None, None)
    assert pay_back(store, "EUR", [], None, None) is None
