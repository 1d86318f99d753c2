"""Where the income comes from, and what is left if a platform closes."""

from __future__ import annotations

from msgspec import structs

from taskwell.money.amounts import Money
from taskwell.queries.diversification import diversification
from taskwell.records import platform as platforms
from taskwell.records.platform import Platform, StateChange
from taskwell.store.store import Store
from tests.conftest import NOW
from tests.queries.records import OUTLIER, put, roster, setting
from tests.queries.roster_records import change
from tests.queries.test_hourly import usd

MERCOR = Platform(uid="mercor", name="Mercor")


def income(store: Store) -> None:
    """70, 20 and 10 in USD, and some pounds, in 40 days."""
    roster(store)
    with store.transaction("mercor") as act:
        act.insert("platforms", platforms.to_document(MERCOR))
    put(store, "a", "uhrs", "2026-10-11 15:00", "2026-10-11 16:00", earned=usd(7000))
    put(store, "b", "outlier", "2026-11-11 15:00", "2026-11-11 16:00", earned=usd(2000))
    put(store, "c", "mercor", "2026-11-12 15:00", "2026-11-12 16:00", earned=usd(1000))
    put(store, "d", "prolific", "2026-11-12 17:00", "2026-11-12 18:00", earned=Money(450, "GBP"))


def test_seventy_twenty_ten_are_1_85_platforms(store: Store) -> None:
    income(store)
    found = diversification(store, NOW)
    assert [(each.name, each.amount, each.share) for each in found.shares] == [
        ("UHRS", usd(7000), 0.7),
        ("Outlier", usd(2000), 0.2),
        ("Mercor", usd(1000), 0.1),
    ]
    assert round(found.effective or 0, 2) == 1.85
    assert found.n_days == 40
    assert found.early == ""


def test_other_currencies_are_apart_and_in_no_share(store: Store) -> None:
    income(store)
    found = diversification(store, NOW)
    assert [(each.name, each.amount) for each in found.apart] == [("Prolific", Money(450, "GBP"))]
    setting(store, "currency", "GBP")
    found = diversification(store, NOW)
    assert [(each.name, each.share) for each in found.shares] == [("Prolific", 1.0)]
    assert {each.amount.currency for each in found.apart} == {"USD"}


def test_what_rates_say_counts_and_is_told(store: Store) -> None:
    income(store)
    put(store, "e", "outlier", "2026-11-18 15:00", "2026-11-18 16:00")
    share = diversification(store, NOW).shares[1]
    assert (share.amount, share.estimated) == (usd(4000), True)


def test_if_one_closes_the_next_best_by_lower_quartile_is_named(store: Store) -> None:
    income(store)
    for number in range(8):
        day = f"2026-11-{number + 1:02d}"
        put(store, f"o{number}", "outlier", f"{day} 18:00", f"{day} 19:00", earned=usd(1800))
        put(store, f"m{number}", "mercor", f"{day} 20:00", f"{day} 21:00", earned=usd(1500))
    found = diversification(store, NOW)
    closing = {each.name: each for each in found.if_closed}
    assert (closing["UHRS"].next_name, closing["UHRS"].next_hourly) == ("Outlier", usd(1800))
    assert (closing["Outlier"].next_name, closing["Outlier"].next_hourly) == ("Mercor", usd(1500))
    assert round(closing["UHRS"].lost, 3) == 0.192  # 70 of 364
    shown = found.of("uhrs")
    assert shown is not None
    assert shown[1] is closing["UHRS"]


def test_a_platform_that_cannot_be_worked_on_is_no_next_best(store: Store) -> None:
    income(store)
    for number in range(8):
        day = f"2026-11-{number + 1:02d}"
        put(store, f"o{number}", "outlier", f"{day} 18:00", f"{day} 19:00", earned=usd(1800))
    change(store, structs.replace(OUTLIER, states=(StateChange(state="banned"),)))
    assert {each.next_name for each in diversification(store, NOW).if_closed} == {None}


def test_under_thirty_days_it_is_too_early(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-10-22 15:00", "2026-10-22 16:00", earned=usd(7000))
    found = diversification(store, NOW)
    assert (found.shares, found.effective, found.n_days) == ((), None, 29)
    assert found.early == "too early: 29 of 30 days of history"


def test_without_any_amount_it_is_too_early(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-09-22 15:00", "2026-09-22 16:00", kind="search")
    assert diversification(store, NOW).early == "too early: no amount in USD in 59 days"


def test_an_empty_store_has_no_days(store: Store) -> None:
    assert diversification(store, NOW).n_days == 0


def test_the_share_beside_other_income_is_that_of_a_month(store: Store) -> None:
    income(store)
    assert diversification(store, NOW).supplementary is None
    setting(store, "other_income", {"minor": 150000, "currency": "USD"})
    found = diversification(store, NOW).supplementary
    assert found is not None
    assert found.monthly == usd(7609)  # $100 x 30.4375 / 40
    assert round(found.share, 4) == 0.0483
    setting(store, "currency", "GBP")
    assert diversification(store, NOW).supplementary is None


def test_scripts_get_the_same(store: Store) -> None:
    income(store)
    told = diversification(store, NOW).json()
    assert told["effective"] == 1.85
    assert told["days"] == 40
    assert told["early"] is None
