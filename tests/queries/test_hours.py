"""Hours of day and week are said as they pass, with the other job, and never as a wish for more."""

from __future__ import annotations

from taskwell.queries.hours import hours, notices
from taskwell.store.store import Store
from tests.conftest import NOW
from tests.queries.diary_records import TODAY, tell
from tests.queries.records import put, roster, setting


def test_the_other_job_counts_with_the_day_it_was_told_of(store: Store) -> None:
    roster(store)
    put(store, "m", "uhrs", "2026-11-16 15:00", "2026-11-16 18:00")
    put(store, "a", "uhrs", "2026-11-19 20:00", "2026-11-19 22:00")
    tell(store, TODAY, other=4 * 3600)
    tell(store, TODAY.replace(day=16), other=8 * 3600)
    tell(store, TODAY.replace(day=15), other=8 * 3600)  # the week before
    found = hours(store, NOW)
    assert (found.today, found.week) == (2 * 3600, 5 * 3600)
    assert (found.other_today, found.other_week) == (4 * 3600, 12 * 3600)
    assert (found.day_total, found.week_total) == (6 * 3600, 17 * 3600)


def test_six_and_eight_hours_are_said(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 16:43", None)
    assert list(notices(store, NOW)) == []
    setting(store, "hours_day", [5 * 3600, 5 * 3600 + 1800])
    assert list(notices(store, NOW)) == [("hours:day:2026-11-19:19800", "5:59 worked today")]


def test_with_the_other_job_it_is_said_how_much_of_it(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 20:42", None)
    tell(store, TODAY, other=4 * 3600)
    assert list(notices(store, NOW)) == [
        ("hours:day:2026-11-19:21600", "6:00 worked today, 4:00 of it at another job")
    ]


def test_the_week_is_said_on_the_day_it_passes(store: Store) -> None:
    roster(store)
    setting(store, "hours_week", [4 * 3600])
    put(store, "m", "uhrs", "2026-11-16 15:00", "2026-11-16 18:00")
    put(store, "a", "uhrs", "2026-11-19 21:42", None)
    assert list(notices(store, NOW)) == [("hours:week:2026-11-19:14400", "4:00 worked this week")]
    put(store, "n", "uhrs", "2026-11-17 15:00", "2026-11-17 17:00")
    assert list(notices(store, NOW)) == []  # it passed on Tuesday


def test_marks_can_be_taken_away(store: Store) -> None:
    roster(store)
    setting(store, "hours_day", [])
    setting(store, "hours_week", [])
    put(store, "a", "uhrs", "2026-11-19 08:00", None)
    assert list(notices(store, NOW)) == []
