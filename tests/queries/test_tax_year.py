"""A tax year adds up, whatever day it begins on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taskwell.commands.adjustments import add_adjustment
from taskwell.commands.buckets import add_bucket, withdraw
from taskwell.commands.expenses import add_expense
from taskwell.commands.payouts import add_payout, write_off
from taskwell.commands.roster import add_platform
from taskwell.commands.settings import set_setting
from taskwell.errors import BadInput
from taskwell.money.amounts import Money, add_up
from taskwell.queries.tax_year import of_days, span_of, tax_year
from taskwell.store.store import Store
from tests.commands.work import at, draft, logged
from tests.conftest import NOW


@pytest.fixture
def year(store: Store) -> Store:
    """Two payers, one of them in pounds; tax at 20 %."""
    set_setting(store, NOW, "zone", "America/Chicago")
    add_platform(store, NOW, "UHRS")
    add_platform(store, NOW, "Prolific", currency="GBP")
    add_bucket(store, NOW, "tax", "20")
    return store


@pytest.mark.parametrize(
    ("start", "first", "last"),
    [
        ("1 Jan", "2026-01-01", "2026-12-31"),
        ("6 Apr", "2026-04-06", "2027-04-05"),
        ("1 Apr", "2026-04-01", "2027-03-31"),
        ("1 Jul", "2026-07-01", "2027-06-30"),
        ("1 Mar", "2026-03-01", "2027-02-28"),
    ],
)
def test_a_tax_year_begins_on_any_day(year: Store, start: str, first: str, last: str) -> None:
    set_setting(year, NOW, "tax_year_start", start)
    assert [each.isoformat() for each in span_of(year, 2026)] == [first, last]


@pytest.mark.parametrize("start", ["29 Feb", "31 Apr", "soon", "13-01", "6"])
def test_a_day_that_is_none_is_no_start(year: Store, start: str) -> None:
    with pytest.raises(BadInput):
        set_setting(year, NOW, "tax_year_start", start)


def test_payers_hold_gross_fees_and_what_moved_by_itself(year: Store) -> None:
    add_payout(year, NOW, "UHRS", "20", fee="0.40", more_than_owed=True)
    add_payout(year, NOW, "UHRS", "10", more_than_owed=True)
    add_payout(year, NOW, "Prolific", "9", rate="1.27", more_than_owed=True)
    add_adjustment(year, NOW, "UHRS", "-3", "taken off the card", paid=True)
    add_adjustment(year, NOW, "UHRS", "5", "thanks")
    found = tax_year(year, NOW, 2026)
    assert [(each.name, each.total, each.fees, each.n) for each in found.payers] == [
        ("Prolific", Money(900, "GBP"), Money(0, "GBP"), 1),
        ("UHRS", Money(2700, "USD"), Money(40, "USD"), 2),
    ]
    assert found.received == (Money(900, "GBP"), Money(2660, "USD"))
    assert found.converted == Money(2660 + 1143, "USD")
    assert found.unconverted == ()


def test_what_was_given_up_is_no_income(year: Store) -> None:
    logged(year, NOW, draft("UHRS", at(9, day=10), at(11, day=10), earned="20 USD"))
    write_off(year, NOW, "UHRS")
    found = tax_year(year, NOW, 2026)
    assert (found.received, len(found.written_off)) == ((), 1)


def test_buckets_are_what_went_in_less_what_came_out(year: Store) -> None:
    add_payout(year, NOW, "UHRS", "20", more_than_owed=True)
    withdraw(year, NOW, "tax", "1.50")
    assert tax_year(year, NOW, 2026).balances == {"tax": (Money(250, "USD"),)}


def test_hours_and_expenses_stand_beside(year: Store) -> None:
    logged(year, NOW, draft("UHRS", at(9, day=10), at(11, day=10), earned="20 USD"))
    logged(year, NOW, draft("UHRS", at(11, day=10), at(12, day=10), kind="search"))
    add_expense(year, NOW, "40", "internet", share="60")
    found = tax_year(year, NOW, 2026)
    assert [(each.platform, each.paid_seconds, each.all_seconds) for each in found.worked] == [
        ("UHRS", 7200, 10800)
    ]
    assert found.spent == (Money(2400, "USD"),)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None
)
@given(
    paid=st.lists(st.tuples(st.integers(0, 300), st.integers(1, 10**6), st.booleans()), max_size=8),
    cut=st.integers(0, 363),
)
def test_a_year_split_by_any_day_adds_up(
    tmp_path_factory: pytest.TempPathFactory, paid: list[tuple[int, int, bool]], cut: int
) -> None:
    store = Store.open(tmp_path_factory.mktemp("year") / "store")
    set_setting(store, NOW, "zone", "America/Chicago")
    add_platform(store, NOW, "UHRS")
    add_platform(store, NOW, "Prolific", currency="GBP")
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    for ago, minor, pounds in paid:
        day = date(2026, 11, 19) - timedelta(days=ago)
        name, code = ("Prolific", "GBP") if pounds else ("UHRS", "USD")
        add_payout(
            store, NOW, name, f"{Money(minor, code).text()} {code}", day=day, more_than_owed=True
        )
    middle = first + timedelta(days=cut)
    whole = of_days(store, NOW, first, last)
    parts = [
        of_days(store, NOW, first, middle),
        of_days(store, NOW, middle + timedelta(days=1), last),
    ]
    assert add_up(money for part in parts for money in part.received) == whole.received
    assert add_up(money for part in parts for money in part.gross) == whole.gross
    assert sum(len(part.paid) for part in parts) == len(whole.paid) == len(paid)
    store.close()


def test_what_is_held_at_the_end_was_put_there_in_any_year(year: Store) -> None:
    add_payout(year, NOW, "UHRS", "20", day=date(2025, 6, 1), more_than_owed=True)
    withdraw(year, NOW, "tax", "1.50")
    assert tax_year(year, NOW, 2025).held == {"tax": (Money(400, "USD"),)}
    found = tax_year(year, NOW, 2026)
    assert found.balances == {"tax": (Money(-150, "USD"),)}
    assert found.held == {"tax": (Money(250, "USD"),)}


def test_the_day_between_february_and_march_is_in_one_year_alone(year: Store) -> None:
    set_setting(year, NOW, "tax_year_start", "1 Mar")
    assert span_of(year, 2027)[1] == date(2028, 2, 29)
    assert span_of(year, 2028)[0] == date(2028, 3, 1)
