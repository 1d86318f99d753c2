"""What is owed, by each platform's own rule; dates worked out by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from taskwell.commands import payouts as acts
from taskwell.commands import roster
from taskwell.commands.settings import set_setting
from taskwell.commands.timer import start
from taskwell.money.amounts import Money
from taskwell.queries.directory import directory
from taskwell.queries.payouts import payouts
from taskwell.queries.pending import Batch, PlatformOwed, calendar_of_payouts, owed
from taskwell.store.store import Store
from tests.commands.work import at, draft, logged
from tests.conftest import NOW


def on(month: int, day: int, hour: int = 9, year: int = 2026) -> datetime:
    """A wall time in Chicago's winter (CST) as an instant; summer's are an hour off, inside the day."""
    return datetime(year, month, day, hour, tzinfo=UTC) + timedelta(hours=6)


def add(store: Store, name: str, rule: str, currency: str = "USD") -> None:
    """A platform with a payout rule."""
    roster.add_platform(store, NOW, name, currency=currency, payout=rule)


def work(store: Store, name: str, begun: datetime, earned: str | None) -> str:
    """An hour of work."""
    return logged(store, NOW, draft(name, begun, begun + timedelta(hours=1), earned=earned))


def of(store: Store, name: str, now: datetime = NOW) -> PlatformOwed:
    """What a platform owes."""
    return owed(store, now).of(directory(store).platform(name).uid)


def only(store: Store, name: str, now: datetime = NOW) -> Batch:
    """Its one batch."""
    (batch,) = of(store, name, now).batches
    return batch


def test_uhrs_weeks_are_paid_on_the_wednesday_39_days_after_their_saturday(store: Store) -> None:
    add(store, "UHRS", "week from sun; 39 days later; on wed; arrives within 72 h")
    for day, earned in ((13, "96.10 USD"), (20, "214.30 USD"), (30, "102.25 USD")):
        work(store, "UHRS", on(10, day), earned)
    work(store, "UHRS", on(11, 17), "41.30 USD")
    found = of(store, "UHRS").batches
    assert [(each.what, each.due, each.state) for each in found] == [
        ("week to 17 Oct", date(2026, 11, 25), "pending"),
        ("week to 24 Oct", date(2026, 12, 2), "pending"),
        ("week to 31 Oct", date(2026, 12, 9), "pending"),
        ("week to 21 Nov", date(2026, 12, 30), "pending"),
    ]
    assert of(store, "UHRS").total == (Money(45395, "USD"),)
    later = of(store, "UHRS", on(12, 3)).batches
    assert [each.state for each in later[:3]] == ["expected", "expected", "pending"]


def test_a_payday_that_passed_with_nothing_recorded_is_late(store: Store) -> None:
    add(store, "Alignerr", "week from mon; on fri")
    work(store, "Alignerr", on(11, 3), "10 USD")
    batch = only(store, "Alignerr")
    assert (batch.due, batch.state, batch.late_days) == (date(2026, 11, 13), "expected", 6)


def test_hours_and_tasks_wait_their_own_days_and_are_then_taken_out(store: Store) -> None:
    add(store, "DataAnnotation", "item; 7 days later, tasks 3 days; cash out; 72 h between")
    roster.add_project(store, NOW, "DataAnnotation", "Chat", rate="20/hour")
    roster.add_project(store, NOW, "DataAnnotation", "Red", rate="5/task")
    for project, day in (("Chat", 11), ("Chat", 15), ("Red", 15), ("Red", 18)):
        begun = on(11, day)
        logged(
            store,
            NOW,
            draft(
                "DataAnnotation", begun, begun + timedelta(hours=1), project=project,
                earned="10 USD",
            ),
        )  # fmt: skip
    found = {(each.due, each.state): each.amounts for each in of(store, "DataAnnotation").batches}
    ten = (Money(1000, "USD"),)
    assert found == {
        (date(2026, 11, 18), "payable"): (Money(2000, "USD"),),
        (date(2026, 11, 21), "pending"): ten,
        (date(2026, 11, 22), "pending"): ten,
    }


def test_a_cool_down_holds_back_what_could_be_taken_out(store: Store) -> None:
    add(store, "DataAnnotation", "item; 7 days later; cash out; 72 h between")
    work(store, "DataAnnotation", on(11, 9), "10 USD")
    work(store, "DataAnnotation", on(11, 10), "20 USD")
    acts.add_payout(store, NOW, "DataAnnotation", "10")
    batch = only(store, "DataAnnotation")
    assert (batch.state, batch.due) == ("pending", date(2026, 11, 22))
    assert of(store, "DataAnnotation").next_payable_at == NOW + timedelta(hours=72)
    assert only(store, "DataAnnotation", NOW + timedelta(hours=72)).state == "payable"


def test_friday_afternoon_in_chicago_falls_into_mercors_next_week(store: Store) -> None:
    add(store, "Mercor", "week from sat in Asia/Kolkata; on wed")
    work(store, "Mercor", at(11, day=13), "10 USD")  # Friday 22:30 in India
    work(store, "Mercor", at(13, day=13), "20 USD")  # Saturday 00:30 in India
    assert [(each.amounts[0].minor, each.due) for each in of(store, "Mercor").batches] == [
        (1000, date(2026, 11, 18)),
        (2000, date(2026, 11, 25)),
    ]


def test_the_very_first_payout_is_held_a_week_longer(store: Store) -> None:
    add(store, "Mercor", "week from sat in Asia/Kolkata; on wed; first held 7 days")
    work(store, "Mercor", on(11, 11), "10 USD")
    assert only(store, "Mercor").due == date(2026, 11, 25)
    acts.add_payout(store, NOW, "Mercor", "10")
    work(store, "Mercor", on(11, 12), "20 USD")
    assert only(store, "Mercor").due == date(2026, 11, 18)


def test_what_is_under_the_minimum_rolls_over_and_shows_how_far_it_is(store: Store) -> None:
    add(store, "Prolific", "item; cash out; min 5 GBP", "GBP")
    work(store, "Prolific", on(11, 10), "GBP 3")
    found = of(store, "Prolific")
    assert (found.batches[0].state, found.batches[0].under_minimum) == ("pending", True)
    assert found.progress == (Money(300, "GBP"), Money(500, "GBP"))
    work(store, "Prolific", on(11, 11), "GBP 2.50")
    assert of(store, "Prolific").payable == (Money(550, "GBP"),)


def test_a_month_over_the_year_is_paid_in_january(store: Store) -> None:
    add(store, "CrowdGen", "month; on the 14th of the next month")
    now = on(1, 20, year=2027)
    begun = on(12, 30)
    logged(store, now, draft("CrowdGen", begun, begun + timedelta(hours=1), earned="9 USD"))
    batch = only(store, "CrowdGen", now)
    assert (batch.what, batch.due, batch.late_days) == ("December 2026", date(2027, 1, 14), 6)


def test_without_a_rule_money_waits_without_a_day(store: Store) -> None:
    roster.add_platform(store, NOW, "Own")
    work(store, "Own", on(11, 10), "7 USD")
    batch = only(store, "Own")
    assert (batch.state, batch.due, batch.amounts) == ("pending", None, (Money(700, "USD"),))


def test_currencies_are_never_mixed_and_estimates_are_told(store: Store) -> None:
    roster.add_platform(store, NOW, "Own", rate="12/hour")
    work(store, "Own", on(11, 10), None)
    work(store, "Own", on(11, 10, 11), "EUR 5")
    found = of(store, "Own")
    assert found.total == (Money(500, "EUR"), Money(1200, "USD"))
    assert found.estimated


@pytest.mark.parametrize(
    ("days", "age"), [(0, "0-7"), (7, "0-7"), (8, "8-30"), (30, "8-30"), (31, "31-60"),
                      (60, "31-60"), (61, "60+"), (900, "60+")],
)  # fmt: skip
def test_money_ages_by_the_day_it_was_earned(store: Store, days: int, age: str) -> None:
    roster.add_platform(store, NOW, "Own")
    work(store, "Own", at(9) - timedelta(days=days), "4 USD")
    found = of(store, "Own").ages
    assert {each for each, money in found.items() if money} == {age}


def test_running_rejected_and_unpaid_work_is_not_owed(store: Store) -> None:
    roster.add_platform(store, NOW, "Own", rate="12/hour")
    logged(store, NOW, draft("Own", at(9), at(10), kind="search"))
    uid = logged(store, NOW, draft("Own", at(10), at(11)))
    from taskwell.commands.log import edit

    edit(store, NOW, uid, {"outcome": "rejected"})
    start(store, NOW, "Own")
    assert of(store, "Own").batches == ()


def test_a_change_of_rule_rate_or_zone_is_seen_at_once(store: Store) -> None:
    roster.add_platform(store, NOW, "Own", rate="12/hour since 2026-01-01")
    work(store, "Own", on(11, 10), None)
    assert of(store, "Own").total == (Money(1200, "USD"),)
    roster.set_platform(store, NOW, "Own", {"rate": "20/hour since 2026-11-01"})
    assert of(store, "Own").total == (Money(2000, "USD"),)
    roster.set_platform(store, NOW, "Own", {"payout": "week from mon; on fri"})
    assert only(store, "Own").due == date(2026, 11, 20)
    set_setting(store, NOW, "zone", "Asia/Tokyo")
    assert only(store, "Own").last == date(2026, 11, 15)


def test_the_calendar_of_payouts_begins_with_what_can_be_taken_out(store: Store) -> None:
    add(store, "Prolific", "item; cash out", "GBP")
    add(store, "Alignerr", "week from mon; on fri")
    roster.add_platform(store, NOW, "Own")
    work(store, "Own", on(11, 10), "1 USD")
    work(store, "Alignerr", on(11, 10), "2 USD")
    work(store, "Prolific", on(11, 10), "GBP 3")
    assert [each.name for each in calendar_of_payouts(store, NOW)] == [
        "Prolific",
        "Alignerr",
        "Own",
    ]


def test_the_list_holds_what_was_paid_and_what_is_to_come_by_day(store: Store) -> None:
    add(store, "Alignerr", "week from mon; on fri")
    work(store, "Alignerr", on(11, 3), "10 USD")
    work(store, "Alignerr", on(11, 10), "20 USD")
    acts.add_payout(store, NOW, "Alignerr", "10", day="2026-11-13", fee="0.50")
    assert [each.json() | {"uid": None} for each in payouts(store, NOW)] == [
        {
            "uid": None, "platform": "Alignerr", "due": "2026-11-13", "due_until": None,
            "day": "2026-11-13", "amount": {"amount": "10.00", "currency": "USD"},
            "state": "paid", "fee": {"amount": "0.50", "currency": "USD"}, "received": None,
            "what": "Tue 3 Nov", "estimated": False, "sessions": 1, "late_days": 0,
            "under_minimum": False, "matched": {"amount": "10.00", "currency": "USD"},
            "unmatched": None, "short": None, "method": "", "note": "", "unclaimed": False,
            "rate": None, "put_aside": [],
        },
        {
            "uid": None, "platform": "Alignerr", "due": "2026-11-20", "due_until": None,
            "day": None, "amount": {"amount": "20.00", "currency": "USD"}, "state": "expected",
            "fee": None, "received": None, "what": "week to 15 Nov", "estimated": False,
            "sessions": 1, "late_days": 0, "under_minimum": False, "matched": None,
            "unmatched": None, "short": None, "method": "", "note": "", "unclaimed": False,
            "rate": None, "put_aside": [],
        },
    ]  # fmt: skip
