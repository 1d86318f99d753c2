"""The hourly ladder: every step exact, currencies apart, unpaid time told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taskwell.commands.adjustments import add_adjustment
from taskwell.commands.buckets import add_bucket
from taskwell.commands.expenses import add_expense
from taskwell.commands.payouts import add_payout
from taskwell.commands.roster import add_platform, add_project, set_platform
from taskwell.commands.settings import set_setting
from taskwell.money.amounts import Money
from taskwell.queries.money import hours
from taskwell.queries.pay_ladder import Ladder, group_label, job_of, ladders
from taskwell.store.store import Store
from taskwell.timekeeping.periods import Period
from tests.commands.work import at, draft, logged
from tests.conftest import NOW

NOVEMBER = Period("month", date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def uhrs(store: Store) -> Store:
    """UHRS in USD, Prolific in GBP."""
    set_setting(store, NOW, "zone", "America/Chicago")
    add_platform(store, NOW, "UHRS")
    add_platform(store, NOW, "Prolific", currency="GBP")
    return store


def only(store: Store) -> Ladder:
    (found,) = ladders(store, NOW, NOVEMBER)
    return found


def shown(ladder: Ladder) -> list[str | None]:
    return [each.amount.text() if each.amount is not None else None for each in ladder.rungs]


def test_every_step_from_advertised_to_after_tax(uhrs: Store) -> None:
    set_platform(uhrs, NOW, "UHRS", {"rate": "12 USD/hour"})
    logged(uhrs, NOW, draft("UHRS", at(9, day=10), at(11, day=10), earned="20 USD"))
    logged(uhrs, NOW, draft("UHRS", at(11, day=10), at(11, 30, day=10), kind="search"))
    add_payout(uhrs, NOW, "UHRS", "20.00", fee="0.40")
    add_bucket(uhrs, NOW, "Tax", "20")
    assert shown(only(uhrs)) == ["12.00", "10.00", "8.00", "7.84", "6.27"]


def test_without_a_rate_a_fee_or_a_bucket_it_says_so(uhrs: Store) -> None:
    logged(uhrs, NOW, draft("UHRS", at(9, day=10), at(11, day=10), earned="20 USD"))
    found = only(uhrs)
    assert shown(found) == [None, "10.00", "10.00", "10.00", None]
    assert found.unlogged
    assert 'no bucket is called "tax"' in found.rungs[-1].how


def test_a_rate_by_the_task_is_an_hour_of_the_advertised_time(uhrs: Store) -> None:
    set_platform(uhrs, NOW, "UHRS", {"rate": "0.10 USD/task", "task_time": "30s"})
    logged(uhrs, NOW, draft("UHRS", at(9, day=10), at(10, day=10), tasks=60))
    found = only(uhrs)
    assert shown(found)[:2] == ["12.00", "6.00"]
    assert found.estimated


def test_overlapping_time_counts_once(uhrs: Store) -> None:
    add_project(uhrs, NOW, "UHRS", "Relevance")
    logged(uhrs, NOW, draft("UHRS", at(9, day=10), at(11, day=10), earned="20 USD"))
    logged(
        uhrs,
        NOW,
        draft("UHRS", at(10, day=10), at(12, day=10), project="Relevance", earned="10 USD"),
    )
    assert only(uhrs).paid_seconds == 3 * 3600
    by_project = ladders(uhrs, NOW, NOVEMBER, "project")
    assert [each.paid_seconds for each in by_project] == [7200, 7200]


def test_currencies_are_never_in_one_sum(uhrs: Store) -> None:
    logged(uhrs, NOW, draft("UHRS", at(9, day=10), at(11, day=10), earned="20 USD"))
    logged(uhrs, NOW, draft("UHRS", at(12, day=10), at(13, day=10), earned="5 EUR"))
    logged(uhrs, NOW, draft("Prolific", at(14, day=10), at(15, day=10), earned="9 GBP"))
    found = hours(uhrs, NOW, NOVEMBER)
    assert [each.currency for each in found.ladders] == ["USD", "GBP"]
    assert found.ladders[0].gross == Money(2000, "USD")
    assert found.ladders[0].apart == (Money(500, "EUR"),)


def test_an_adjustment_adds_money_and_no_time(uhrs: Store) -> None:
    logged(uhrs, NOW, draft("UHRS", at(9, day=10), at(11, day=10), earned="20 USD"))
    add_adjustment(uhrs, NOW, "UHRS", "-4.00", "duplicates", day="2026-11-12")
    assert shown(only(uhrs))[1] == "8.00"


def test_learning_is_no_part_of_what_an_hour_pays(uhrs: Store) -> None:
    logged(uhrs, NOW, draft("UHRS", at(9, day=10), at(11, day=10), earned="20 USD"))
    logged(uhrs, NOW, draft("UHRS", at(12, day=10), at(13, day=10), kind="learning"))
    assert only(uhrs).unpaid_seconds == 0


def test_exchange_loss_of_the_last_year_lowers_what_is_left(uhrs: Store) -> None:
    from decimal import Decimal

    from taskwell.commands.reference_rates import take_rates

    logged(uhrs, NOW, draft("UHRS", at(9, day=10), at(11, day=10), earned="20 USD"))
    day = date(2026, 11, 18)
    take_rates(uhrs, NOW, {"USD": {day: Decimal("1.25")}, "GBP": {day: Decimal("0.88")}})
    add_payout(uhrs, NOW, "UHRS", "20.00", received="15.20 EUR", day=day)  # 16.00 by the ECB
    assert shown(only(uhrs))[3] == "9.50"


def test_as_a_job_the_expenses_of_the_days_are_taken_off(uhrs: Store) -> None:
    logged(uhrs, NOW, draft("UHRS", at(9, day=10), at(11, day=10), earned="20 USD"))
    add_expense(uhrs, NOW, "10", "internet", share="50", day="2026-11-12")
    job = job_of(uhrs, NOVEMBER, only(uhrs))
    assert job is not None
    assert job.all_in == Money(750, "USD")


def test_groups_are_named_and_of_a_filter_alone(uhrs: Store) -> None:
    logged(uhrs, NOW, draft("UHRS", at(9, day=10), at(11, day=10), earned="20 USD"))
    logged(uhrs, NOW, draft("Prolific", at(12, day=10), at(13, day=10), earned="9 GBP"))
    named = {by: [group_label(uhrs, each) for each in ladders(uhrs, NOW, NOVEMBER, by)]
             for by in ("platform", "kind", "month")}  # fmt: skip
    assert named == {
        "platform": ["Prolific", "UHRS"],
        "kind": ["paid", "paid"],
        "month": ["2026-11", "2026-11"],
    }
    uid = next(each.group[1] for each in ladders(uhrs, NOW, NOVEMBER, "platform"))
    assert [each.currency for each in ladders(uhrs, NOW, NOVEMBER, only=frozenset({uid}))] == [
        "GBP"
    ]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None
)
@given(
    work=st.lists(
        st.tuples(
            st.integers(1, 18), st.integers(0, 20), st.integers(5, 90), st.integers(0, 5000),
            st.sampled_from(["UHRS", "Prolific"]), st.sampled_from(["paid", "paid", "search"]),
        ),
        max_size=8,
    ),
    cut=st.integers(1, 29),
)  # fmt: skip
def test_parts_add_up_to_the_whole_by_platform_and_by_days(
    tmp_path_factory: pytest.TempPathFactory,
    work: list[tuple[int, int, int, int, str, str]],
    cut: int,
) -> None:
    store = Store.open(tmp_path_factory.mktemp("sums") / "store")
    set_setting(store, NOW, "zone", "America/Chicago")
    add_platform(store, NOW, "UHRS")
    add_platform(store, NOW, "Prolific", currency="GBP")
    for day, hour, minutes, minor, platform, kind in work:
        begun = at(hour, day=day)
        code = "USD" if platform == "UHRS" else "GBP"
        earned = Money(minor, code)
        logged(store, NOW, draft(platform, begun, begun + timedelta(minutes=minutes), kind=kind,
                                 earned=f"{earned.text()} {code}" if minor else None))  # fmt: skip

    def gross(period: Period, by: str | None = None) -> dict[str, int]:
        sums: dict[str, int] = {}
        for each in ladders(store, NOW, period, by):
            sums[each.currency] = sums.get(each.currency, 0) + each.gross.minor
        return {code: minor for code, minor in sums.items() if minor}

    whole = gross(NOVEMBER)
    for by in ("platform", "project", "kind", "month"):
        assert gross(NOVEMBER, by) == whole
    middle = date(2026, 11, cut)
    parts = [
        gross(Period("range", NOVEMBER.first, middle)),
        gross(Period("range", middle + timedelta(days=1), NOVEMBER.last)),
    ]
    assert {code: sum(part.get(code, 0) for part in parts) for code in whole} == whole
    store.close()
