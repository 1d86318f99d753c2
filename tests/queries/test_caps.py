"""The hours that platforms allow: a day's, and a week's by their own clocks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec import structs

from taskwell.queries.caps import Cap, caps
from taskwell.records.payout_rule import ReportRule
from taskwell.store.store import Store
from tests.conftest import NOW
from tests.queries.records import OUTLIER, at, put, setting
from tests.queries.roster_records import MERCOR, in_state, keep

CAPPED = structs.replace(OUTLIER, day_cap=8 * 3600)


def only(store: Store, uid: str) -> Cap:
    """The one cap of a platform."""
    found = caps(store, NOW)[uid]
    assert len(found) == 1
    return found[0]


def test_a_week_is_that_of_the_platform_s_own_clock(store: Store) -> None:
    keep(store, MERCOR)
    # The week began on Saturday 00:00 in India, which was Friday 18:30 UTC.
    put(store, "a", "mercor", "2026-11-13 18:00", "2026-11-13 19:00")
    put(store, "b", "mercor", "2026-11-19 12:00", "2026-11-19 15:10", kind="search")
    cap = only(store, "mercor")
    assert (cap.what, cap.used, cap.left) == ("week", 13200, 22800)
    assert (cap.start, cap.end) == (at("2026-11-13 18:30"), at("2026-11-20 18:30"))
    assert cap.closes == "Fri 12:29 (23:59 IST)"
    assert cap.said == "3:40 of 10:00 h used"


def test_a_day_is_the_person_s_where_no_rule_says_otherwise(store: Store) -> None:
    keep(store, CAPPED)
    setting(store, "day_start", "04:00")
    # The day began at 10:00 UTC.
    put(store, "a", "outlier", "2026-11-19 09:00", "2026-11-19 11:00")
    cap = only(store, "outlier")
    assert (cap.what, cap.used) == ("day", 3600)
    assert cap.closes == "Fri 03:59"


def test_what_runs_counts_up_to_now_and_overlaps_count_once(store: Store) -> None:
    keep(store, CAPPED)
    put(store, "a", "outlier", "2026-11-19 20:00", "2026-11-19 22:00")
    put(store, "b", "outlier", "2026-11-19 21:42", None)
    cap = only(store, "outlier")
    assert cap.used == 2 * 3600 + 42 * 60
    assert cap.runs


@pytest.mark.parametrize(
    ("hours", "nearly", "left"), [(6, False, 2), (7, True, 1), (8, True, 0), (9, True, -1)]
)
def test_four_fifths_are_nearly_all(store: Store, hours: int, nearly: bool, left: int) -> None:
    keep(store, CAPPED)
    put(store, "a", "outlier", "2026-11-19 09:00", f"2026-11-19 {9 + hours}:00")
    cap = only(store, "outlier")
    assert (cap.nearly, cap.left) == (nearly, left * 3600)


def test_without_a_pay_week_the_week_of_the_reports_counts(store: Store) -> None:
    rule = ReportRule(week_start="sat", zone="America/Los_Angeles")
    keep(store, structs.replace(OUTLIER, week_cap=40 * 3600, report=rule))
    assert only(store, "outlier").closes == "Sat 01:59 (Fri 23:59 PST)"


def test_without_any_rule_the_week_is_the_person_s(store: Store) -> None:
    keep(store, structs.replace(OUTLIER, week_cap=40 * 3600))
    cap = only(store, "outlier")
    assert (cap.start, cap.end) == (at("2026-11-16 06:00"), at("2026-11-23 06:00"))


def test_a_week_with_a_clock_change_keeps_its_hours(store: Store) -> None:
    keep(store, structs.replace(OUTLIER, week_cap=40 * 3600))
    found = caps(store, at("2026-10-28 12:00"))["outlier"][0]
    assert found.end - found.start == timedelta(days=7, hours=1)  # the clocks go back on 1 November


def test_a_new_session_is_seen_at_once(store: Store) -> None:
    keep(store, CAPPED)
    assert only(store, "outlier").used == 0
    put(store, "a", "outlier", "2026-11-19 09:00", "2026-11-19 10:00")
    assert only(store, "outlier").used == 3600


def test_platforms_that_cannot_be_worked_on_have_no_caps_to_tell(store: Store) -> None:
    keep(store, in_state(CAPPED, "restricted", date(2026, 12, 2)))
    assert caps(store, NOW) == {}
