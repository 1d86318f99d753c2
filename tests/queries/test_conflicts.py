"""What does not go together: two accounts of which one may be held, and hours past a cap."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec import structs

from taskwell.queries.conflicts import conflicts
from taskwell.records.platform import Platform
from taskwell.store.store import Store
from tests.conftest import NOW
from tests.queries.records import OUTLIER, put
from tests.queries.roster_records import in_state, keep

UHRS = Platform(uid="uhrs", name="UHRS", catalogue="uhrs-clickworker")
ONEFORMA = Platform(uid="oneforma", name="OneForma", catalogue="oneforma")
TOLOKA = Platform(uid="toloka", name="Toloka", catalogue="toloka")
CLICKWORKER = Platform(uid="click", name="Clickworker", catalogue="clickworker")


def test_two_vendors_of_uhrs_conflict_whichever_is_looked_at(store: Store) -> None:
    keep(store, UHRS, in_state(ONEFORMA, "assessment"))
    found = conflicts(store, NOW)
    assert [(each.platform_uid, each.text) for each in found] == [
        ("uhrs", "OneForma too leads to UHRS: one vendor a person, or pay is lost"),
        ("oneforma", "UHRS too leads to UHRS: one vendor a person, or pay is lost"),
    ]
    assert "Toloka documentation" in found[0].why
    assert len({each.key for each in found}) == 2


def test_three_vendors_are_told_in_one_line(store: Store) -> None:
    keep(store, UHRS, ONEFORMA, TOLOKA)
    assert conflicts(store, NOW)[0].text == (
        "OneForma and Toloka too lead to UHRS: one vendor a person, or pay is lost"
    )


@pytest.mark.parametrize("state", ["found", "applied", "left", "banned"])
def test_without_an_account_there_is_no_conflict(store: Store, state: str) -> None:
    keep(store, UHRS, in_state(ONEFORMA, state))
    assert conflicts(store, NOW) == ()


def test_the_same_vendor_twice_is_one_account(store: Store) -> None:
    keep(store, UHRS, CLICKWORKER)
    assert conflicts(store, NOW) == ()


def test_platforms_of_the_person_s_own_conflict_with_nothing(store: Store) -> None:
    keep(store, UHRS, OUTLIER)
    assert conflicts(store, NOW) == ()


def test_a_cap_that_is_nearly_reached_is_told_with_what_is_left(store: Store) -> None:
    keep(store, structs.replace(OUTLIER, day_cap=8 * 3600))
    put(store, "a", "outlier", "2026-11-19 09:00", "2026-11-19 15:24")
    found = conflicts(store, NOW)
    assert [(each.kind, each.text) for each in found] == [
        ("cap", "Outlier: 6:24 of 8:00 h used today, 1:36 left")
    ]
    assert found[0].why == "Outlier allows 8:00 h a day; this one closes Thu 23:59"
    assert found[0].key == "cap:outlier:day:2026-11-19"


def test_working_on_past_a_cap_is_told_while_it_runs(store: Store) -> None:
    keep(store, structs.replace(OUTLIER, day_cap=8 * 3600))
    put(store, "a", "outlier", "2026-11-19 14:00", None)
    found = conflicts(store, NOW)
    assert [(each.kind, each.text) for each in found] == [
        ("past", "Outlier: 0:42 h past the day's cap of 8:00; it runs now")
    ]
    assert conflicts(store, NOW - timedelta(hours=3)) == ()


def test_past_a_cap_but_stopped_is_only_said(store: Store) -> None:
    keep(store, structs.replace(OUTLIER, day_cap=3600))
    put(store, "a", "outlier", "2026-11-19 14:00", "2026-11-19 16:00")
    found = conflicts(store, NOW)
    assert [(each.kind, each.text) for each in found] == [
        ("cap", "Outlier: 1:00 h past the day's cap of 1:00")
    ]
