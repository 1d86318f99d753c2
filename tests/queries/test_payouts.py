"""The list of payouts: what was recorded beside what is to come, as screens and scripts read it."""

from __future__ import annotations

from datetime import date

from taskwell.money.amounts import Money
from taskwell.queries.payouts import candidates, payout_view, payouts
from taskwell.records.payout import Payout
from taskwell.records.payout_rule import PayoutRule
from taskwell.records.platform import Platform
from taskwell.store.store import Store
from tests.conftest import NOW
from tests.queries.records import put
from tests.queries.roster_records import keep

ALIGNERR = Platform(
    uid="alignerr", name="Alignerr", payout=PayoutRule(period="week", weekday="fri")
)
BARE = Platform(uid="bare", name="Bare")


def usd(minor: int) -> Money:
    """Cents."""
    return Money(minor, "USD")


def paid(uid: str, day: str, minor: int, *, fee: int = 0) -> Payout:
    """A payout of Alignerr."""
    return Payout(
        uid=uid,
        platform="alignerr",
        day=date.fromisoformat(day),
        amount=usd(minor),
        fee=usd(fee) if fee else None,
    )


def filled(store: Store) -> None:
    """Two weeks that were paid, the second short; one that is late, one that runs, one without a day."""
    keep(
        store,
        ALIGNERR,
        BARE,
        paid("p1", "2026-10-23", 1000, fee=40),
        paid("p2", "2026-10-30", 900),
    )
    put(
        store,
        "a",
        "alignerr",
        "2026-10-13 15:00",
        "2026-10-13 16:00",
        earned=usd(1000),
        settled="p1",
    )
    put(
        store,
        "b",
        "alignerr",
        "2026-10-20 15:00",
        "2026-10-20 16:00",
        earned=usd(600),
        settled="p2",
    )
    put(
        store,
        "c",
        "alignerr",
        "2026-10-22 15:00",
        "2026-10-22 16:00",
        earned=usd(400),
        settled="p2",
    )
    put(store, "d", "alignerr", "2026-11-03 15:00", "2026-11-03 16:00", earned=usd(700))
    put(store, "e", "alignerr", "2026-11-17 15:00", "2026-11-17 16:00", earned=usd(800))
    put(store, "f", "bare", "2026-11-17 17:00", "2026-11-17 18:00", earned=usd(50))


def test_they_stand_by_day_and_those_without_one_last(store: Store) -> None:
    filled(store)
    found = payouts(store, NOW)
    assert [(str(each.due), each.state, each.amount.minor, each.what) for each in found] == [
        ("2026-10-23", "paid", 1000, "Tue 13 Oct"),
        ("2026-10-30", "short", 900, "20-22 Oct"),
        ("2026-11-13", "expected", 700, "week to 8 Nov"),
        ("2026-11-27", "pending", 800, "week to 22 Nov"),
        ("None", "pending", 50, "week to 22 Nov"),
    ]
    assert [each.late_days for each in found] == [0, 0, 6, 0, 0]
    assert [each.short for each in found] == [None, usd(100), None, None, None]


def test_scripts_read_it_as_the_interface_says(store: Store) -> None:
    filled(store)
    first, *_, last = (each.json() for each in payouts(store, NOW))
    assert {
        key: first[key] for key in ("platform", "due", "amount", "state", "received", "uid")
    } == {
        "platform": "Alignerr",
        "due": "2026-10-23",
        "amount": {"amount": "10.00", "currency": "USD"},
        "state": "paid",
        "received": None,
        "uid": "p1",
    }
    assert first["fee"] == {"amount": "0.40", "currency": "USD"}
    assert (last["due"], last["uid"], last["received"]) == (None, None, None)


def test_a_payout_could_pay_what_was_begun_by_its_day(store: Store) -> None:
    filled(store)
    held = paid("p3", "2026-11-10", 700)
    assert [each.session.uid for each in candidates(store, NOW, held)] == ["d"]


def test_a_payout_that_pays_nothing_known_is_left_over_whole(store: Store) -> None:
    filled(store)
    view = payout_view(store, NOW, paid("p3", "2026-11-10", 700))
    assert (view.state, view.matched, view.unmatched, view.sessions) == (
        "paid",
        usd(0),
        usd(700),
        0,
    )


def test_what_a_later_correction_adds_makes_a_payout_short(store: Store) -> None:
    filled(store)
    ((number, _),) = [
        entry for entry in store.sessions.in_month("2026-10").items() if entry[1]["uid"] == "a"
    ]
    with store.transaction("correct") as act:
        act.update("sessions", number, {"earned": {"minor": 1250, "currency": "USD"}})
    assert payouts(store, NOW)[0].short == usd(250)
