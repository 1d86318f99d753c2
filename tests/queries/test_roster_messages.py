"""What the roster has for the one message line."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import structs

from taskwell.queries.roster_messages import notices
from taskwell.records.incident import Incident
from taskwell.records.payout_rule import ReportRule
from taskwell.records.platform import Platform
from taskwell.store.store import Store
from tests.conftest import NOW
from tests.queries.records import OUTLIER, put, roster
from tests.queries.roster_records import MERCOR, keep


def told(store: Store) -> list[tuple[str, int]]:
    """Texts and priorities."""
    return [(text, priority) for _, text, priority in notices(store, NOW)]


def test_a_week_that_closes_within_a_day_is_told(store: Store) -> None:
    keep(store, MERCOR)
    put(store, "a", "mercor", "2026-11-19 15:00", "2026-11-19 18:40")
    assert told(store) == [("Mercor week closes Fri 12:29 (23:59 IST): 3:40 of 10:00 h used", 6)]
    assert list(notices(store, NOW - timedelta(hours=5))) == []


def test_near_deadlines_are_told_and_far_ones_are_not(store: Store) -> None:
    roster(store)
    one = Incident(
        uid="i",
        platform="uhrs",
        kind="ban",
        opened=date(2026, 11, 12),
        appeal_by=date(2026, 11, 19),
    )
    keep(store, one, structs.replace(one, uid="far", appeal_by=date(2026, 11, 24)))
    assert told(store) == [("UHRS: appeal the ban of Thu 12 Nov, by today", 2)]


def test_unreported_hours_are_told_before_their_week_closes(store: Store) -> None:
    keep(store, structs.replace(OUTLIER, report=ReportRule(week_start="sat")))
    put(store, "a", "outlier", "2026-11-19 15:44", "2026-11-19 17:05")
    assert told(store) == []
    later = NOW + timedelta(hours=10)
    assert [text for _, text, _ in notices(store, later)] == [
        "Outlier: report 1.35 h of Thu 19 Nov, by Fri 23:59"
    ]


def test_a_log_out_is_left_to_the_timer_s_own_message(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 21:30", None)
    assert told(store) == []


def test_caps_are_told_once_nearly_reached(store: Store) -> None:
    keep(store, structs.replace(OUTLIER, day_cap=8 * 3600))
    put(store, "a", "outlier", "2026-11-19 14:00", None)
    assert told(store) == [("Outlier: 0:42 h past the day's cap of 8:00; it runs now", 3)]


def test_two_vendors_are_one_message(store: Store) -> None:
    keep(
        store,
        Platform(uid="uhrs", name="UHRS", catalogue="uhrs-clickworker"),
        Platform(uid="oneforma", name="OneForma", catalogue="oneforma"),
    )
    assert told(store) == [("OneForma too leads to UHRS: one vendor a person, or pay is lost", 3)]


def test_keys_stay_the_same(store: Store) -> None:
    keep(store, MERCOR, structs.replace(OUTLIER, day_cap=8 * 3600))
    put(store, "a", "outlier", "2026-11-19 14:00", None)
    put(store, "b", "mercor", "2026-11-19 12:00", "2026-11-19 13:00")
    now = {key for key, _, _ in notices(store, NOW)}
    assert now == {"deadline:week:mercor:2026-11-13", "conflict:cap:outlier:day:2026-11-19"}
    assert {key for key, _, _ in notices(store, NOW + timedelta(minutes=5))} == now


def test_an_empty_store_has_nothing_to_say(store: Store) -> None:
    assert told(store) == []
