"""What an offer would really pay, step by step."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from taskwell.errors import BadInput
from taskwell.money.amounts import Money
from taskwell.queries.hourly import Overrun
from taskwell.queries.offers import offer
from taskwell.records import payout as payouts
from taskwell.records.payout import Payout
from taskwell.store.store import Store
from tests.conftest import NOW
from tests.queries.records import PROLIFIC, UHRS, put, roster, setting
from tests.queries.roster_records import change
from tests.queries.test_hourly import usd

OFFER = usd(120)


def paid(store: Store, uid: str, amount: Money, **more: object) -> None:
    """A payout of UHRS."""
    made = Payout(uid=uid, platform="uhrs", day=date(2026, 11, 1), amount=amount)
    with store.transaction("payout") as act:
        act.insert("payouts", payouts.to_document(structs.replace(made, **more)))


def history(store: Store) -> None:
    """Nine hours on UHRS: 8 paid at half the advertised pace, and one of searching."""
    roster(store)
    change(store, structs.replace(UHRS, task_time=30))
    for number in range(8):
        day = f"2026-11-{number + 3:02d}"
        put(store, f"p{number}", "uhrs", f"{day} 15:00", f"{day} 16:00", tasks=60, earned=usd(600))
    put(store, "s", "uhrs", "2026-11-12 15:00", "2026-11-12 16:00", kind="search")


def test_an_offer_goes_down_from_its_promise_rung_by_rung(store: Store) -> None:
    history(store)
    paid(store, "a", usd(10000), fee=usd(200))
    found = offer(store, NOW, OFFER, 8, UHRS)
    assert [(each.what, each.hourly) for each in found.rungs] == [
        ("as advertised", usd(900)),
        ("at your pace", usd(450)),  # twice the time
        ("with unpaid time", usd(400)),  # 8 of 9 hours are paid
        ("after fees", usd(392)),  # 2 %
    ]
    assert found.really == usd(392)
    assert (found.overrun, found.overrun_n) == (2.0, 480)
    assert found.early == ()
    assert [each.why for each in found.rungs] == [
        "$1.20 for 8 min",
        "16 min, 2.00 times the time advertised (480 tasks on UHRS)",
        "11 % of your time on UHRS is unpaid",
        "2.0 % of what was paid out, n 1",
    ]


def test_it_is_held_against_floor_and_target(store: Store) -> None:
    history(store)
    setting(store, "floor_hourly", {"minor": 400, "currency": "USD"})
    setting(store, "target_hourly", {"minor": 1500, "currency": "USD"})
    found = offer(store, NOW, OFFER, 8, UHRS)
    assert [(each.what, each.seconds, each.reached) for each in found.reach] == [
        ("floor", 1080, True),  # 3600 x 1.20 / 4.00
        ("target", 288, False),
    ]


def test_a_goal_in_another_currency_is_no_measure(store: Store) -> None:
    history(store)
    setting(store, "floor_hourly", {"minor": 400, "currency": "EUR"})
    assert offer(store, NOW, OFFER, 8, UHRS).reach == ()


def test_fees_shorten_the_time_there_is(store: Store) -> None:
    history(store)
    setting(store, "floor_hourly", {"minor": 400, "currency": "USD"})
    paid(store, "a", usd(10000), received=usd(9000))
    assert offer(store, NOW, OFFER, 8, UHRS).reach[0].seconds == 972  # 3600 x 1.08 / 4.00


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"written_off": True, "fee": usd(500)},
        {"received": Money(9000, "EUR")},
        {"day": date(2025, 11, 18), "fee": usd(500)},
    ],
)
def test_a_payout_without_a_known_fee_says_nothing_of_fees(
    store: Store, more: dict[str, object]
) -> None:
    history(store)
    paid(store, "a", usd(10000), **more)
    assert [each.what for each in offer(store, NOW, OFFER, 8, UHRS).rungs][-1] != "after fees"


def test_without_minutes_only_the_break_even_is_told(store: Store) -> None:
    history(store)
    setting(store, "floor_hourly", {"minor": 800, "currency": "USD"})
    found = offer(store, NOW, OFFER)
    assert found.rungs == ()
    assert found.really is None
    assert [(each.seconds, each.reached) for each in found.reach] == [(540, None)]


def test_elsewhere_the_pace_over_all_platforms_is_used_and_named(store: Store) -> None:
    history(store)
    found = offer(store, NOW, Money(120, "GBP"), 8, PROLIFIC)
    assert found.rungs[1].why.endswith("(480 tasks over all platforms)")
    assert found.really == Money(400, "GBP")


def test_with_too_little_history_it_says_so_and_invents_nothing(store: Store) -> None:
    roster(store)
    found = offer(store, NOW, OFFER, 8, UHRS)
    assert [each.what for each in found.rungs] == ["as advertised"]
    assert found.early == (
        "your own pace: too early, 0 tasks in 0 sessions counted where a time is advertised,"
        " 8 in 3 needed",
        "unpaid time: too early, under 8 paid sessions with an amount in 90 days",
    )
    assert found.json()["overrun"] is None


def test_unlogged_unpaid_time_is_said(store: Store) -> None:
    history(store)
    with store.transaction("no search") as act:
        act.delete("sessions", store.sessions.by_uid("s")[0])
    found = offer(store, NOW, OFFER, 8, UHRS)
    assert found.early == ("no unpaid time is logged: what an hour really pays is lower",)
    assert found.really == usd(450)


@pytest.mark.parametrize(("tasks", "sessions"), [(7, 7), (480, 2)])
def test_few_tasks_or_few_sessions_are_no_pace(tasks: int, sessions: int) -> None:
    assert not Overrun(100, 50, tasks, sessions).enough


@pytest.mark.parametrize(("minor", "minutes"), [(0, 8), (120, 0), (120, -3)])
def test_an_offer_of_nothing_is_refused(store: Store, minor: int, minutes: int) -> None:
    roster(store)
    with pytest.raises(BadInput) as refused:
        offer(store, NOW, usd(minor), minutes)
    assert refused.value.what_to_do


@given(st.integers(1, 10**9), st.integers(1, 10**5))
def test_the_promise_is_exact(minor: int, minutes: int) -> None:
    from taskwell.queries.offers import _rungs, _Unpaid

    rung = next(_rungs(usd(minor), minutes, Overrun(), "", _Unpaid(), None))
    assert abs(rung.hourly.minor * minutes - 60 * minor) * 2 <= minutes
