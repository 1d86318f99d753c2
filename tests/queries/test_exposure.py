"""Hard content today, beside the person's own limit."""

from __future__ import annotations

from taskwell.queries.exposure import Exposure, exposure
from taskwell.store.store import Store
from tests.conftest import NOW
from tests.queries.records import put, roster, setting


def test_hard_time_of_today_counts_up_to_now(store: Store) -> None:
    roster(store)
    assert exposure(store, NOW) == Exposure(0, 4 * 3600)
    # The day begins at 06:00 UTC; an hour of the first session is yesterday's.
    put(store, "a", "uhrs", "2026-11-19 05:00", "2026-11-19 07:00", exposure="disturbing")
    put(store, "b", "uhrs", "2026-11-19 06:30", "2026-11-19 07:30", exposure="disturbing")
    put(store, "c", "uhrs", "2026-11-19 15:00", "2026-11-19 16:00", exposure="mild")
    put(store, "d", "uhrs", "2026-11-19 22:12", None, exposure="disturbing")
    found = exposure(store, NOW)
    assert found.used == 2 * 3600
    assert found.left == 2 * 3600


def test_the_limit_is_the_person_s_own(store: Store) -> None:
    setting(store, "exposure_cap", 3600)
    assert exposure(store, NOW).left == 3600
    setting(store, "exposure_cap", 0)
    found = exposure(store, NOW)
    assert (found.used, found.cap, found.left) == (0, None, None)
