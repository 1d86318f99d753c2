"""Reports: split at days, overlaps counted once, every grouping, ten years from rolled-up months."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from taskwell.errors import BadInput
from taskwell.money.amounts import Money
from taskwell.queries.report import DIMENSIONS, parse_by, report
from taskwell.queries.settings import calendar
from taskwell.store.store import Store
from taskwell.timekeeping.instants import to_text
from taskwell.timekeeping.periods import Period, parse_range
from tests.conftest import NOW
from tests.queries.records import put, roster, setting


def period(store: Store, text: str) -> Period:
    days = calendar(store)
    return parse_range(text, days.day_of(NOW), days)


def test_a_session_over_midnight_is_split_to_the_second(store: Store) -> None:
    roster(store)
    setting(store, "zone", "Europe/Berlin")
    put(store, "a", "uhrs", "2026-11-10 21:30:07", "2026-11-11 00:15:09")
    by_day = report(store, NOW, period(store, "2026-11-10..2026-11-11"), ("day",))
    assert [(row.key["day"], row.seconds) for row in by_day.rows] == [
        ("2026-11-10", 5393),
        ("2026-11-11", 4509),
    ]
    assert [row.sessions for row in by_day.rows] == [1, 0]
    assert by_day.total.sessions == 1


def test_a_day_that_starts_at_four_holds_the_night_before_four(store: Store) -> None:
    roster(store)
    setting(store, "zone", "Europe/Berlin")
    setting(store, "day_start", "04:00")
    put(store, "a", "uhrs", "2026-11-10 21:30", "2026-11-11 03:30")
    by_day = report(store, NOW, period(store, "all"), ("day",))
    assert [(row.key["day"], row.seconds) for row in by_day.rows] == [
        ("2026-11-10", 5 * 3600 + 1800),
        ("2026-11-11", 1800),
    ]


def test_a_session_across_the_autumn_change_lasts_three_hours(store: Store) -> None:
    roster(store)
    setting(store, "zone", "Europe/Berlin")
    put(store, "a", "uhrs", "2024-10-26 23:30", "2024-10-27 02:30")  # 01:30-03:30 on the wall
    assert report(store, NOW, period(store, "2024-10-27")).total.seconds == 3 * 3600


def test_overlapping_time_is_counted_once_and_each_platform_keeps_its_own(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-10 15:00", "2026-11-10 17:00")
    put(store, "b", "outlier", "2026-11-10 16:00", "2026-11-10 18:30")
    found = report(store, NOW, period(store, "2026-11"))
    assert {str(row.key["platform"]): row.wall_seconds for row in found.rows} == {
        "UHRS": 7200,
        "Outlier": 9000,
    }
    assert found.total.seconds == 16200
    assert found.total.wall_seconds == 12600


def test_a_running_session_counts_to_now_and_rests_do_not(store: Store) -> None:
    roster(store)
    put(
        store,
        "a",
        "uhrs",
        "2026-11-19 21:42",
        None,
        pauses=(("2026-11-19 22:00", "2026-11-19 22:10"),),
        tasks=7,
    )
    today = report(store, NOW, period(store, "today")).total
    assert (today.seconds, today.tasks) == (3000, 7)
    assert report(store, NOW, period(store, "2026")).total.seconds == 3000


def test_rejected_and_returned_work_keeps_its_time(store: Store) -> None:
    roster(store)
    put(store, "a", "outlier", "2026-11-10 15:00", "2026-11-10 16:00", outcome="rejected")
    put(store, "b", "outlier", "2026-11-10 16:00", "2026-11-10 17:00", outcome="returned")
    total = report(store, NOW, period(store, "2026-11")).total
    assert total.seconds == 7200
    assert total.estimated == ()


def test_money_is_confirmed_or_worked_out_and_never_mixed(store: Store) -> None:
    roster(store)
    hour = ("2026-11-10 15:00", "2026-11-10 16:00")
    put(store, "a", "outlier", *hour, earned=Money(1500, "USD"))
    put(store, "b", "outlier", "2026-11-10 16:00", "2026-11-10 16:30")
    put(store, "c", "prolific", "2026-11-10 17:00", "2026-11-10 18:00", earned=Money(450, "GBP"))
    put(store, "d", "uhrs", "2026-11-10 18:00", "2026-11-10 19:00", kind="search")
    total = report(store, NOW, period(store, "2026-11")).total
    assert total.earned == (Money(450, "GBP"), Money(1500, "USD"))
    assert total.estimated == (Money(1000, "USD"),)
    assert total.paid_seconds == 9000
    assert total.hourly_paid == (Money(180, "GBP"), Money(600, "USD"))
    assert total.hourly_all == (Money(129, "GBP"), Money(429, "USD"))


def test_a_session_with_two_tags_is_in_both_groups_and_once_in_the_total(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-10 15:00", "2026-11-10 16:00", tags=("rush", "night"))
    put(store, "b", "uhrs", "2026-11-10 17:00", "2026-11-10 18:00")
    found = report(store, NOW, period(store, "2026-11"), ("tag",))
    assert [(row.key["tag"], row.seconds) for row in found.rows] == [
        (None, 3600),
        ("night", 3600),
        ("rush", 3600),
    ]
    assert found.total.seconds == 7200


def test_the_json_has_the_keys_that_scripts_rely_on(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-10 15:00", "2026-11-10 16:00", earned=Money(420, "USD"))
    made = report(store, NOW, period(store, "2026-11"), ("platform", "project")).json()
    assert made["from"] == "2026-11-01"
    assert made["to"] == "2026-11-30"
    assert made["groups"] == [
        {
            "key": {"platform": "UHRS", "project": None},
            "sessions": 1,
            "seconds": 3600,
            "wall_seconds": 3600,
            "paid_seconds": 3600,
            "tasks": 0,
            "earned": [{"amount": "4.20", "currency": "USD"}],
            "estimated": [],
            "hourly_paid": [{"amount": "4.20", "currency": "USD"}],
            "hourly_all": [{"amount": "4.20", "currency": "USD"}],
        }
    ]


def test_a_changed_rate_changes_what_is_worked_out_in_long_reports_too(store: Store) -> None:
    roster(store)
    put(store, "a", "outlier", "2026-03-10 15:00", "2026-03-10 16:00")
    year = period(store, "2026")
    assert report(store, NOW, year).total.estimated == (Money(2000, "USD"),)
    with store.transaction("a better rate") as act:
        (number,) = (key for key, doc in store.core("platforms").items() if doc["uid"] == "outlier")
        rate = {"basis": "hour", "amount": {"minor": 3000, "currency": "USD"}}
        act.update("platforms", number, {"rates": [rate]})
    assert report(store, NOW, year).total.estimated == (Money(3000, "USD"),)


@pytest.mark.parametrize("folded", [False, True])
def test_a_session_of_weeks_counts_in_a_long_range_that_begins_long_after_it(
    store: Store, folded: bool
) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-01-20 12:00", "2026-04-10 12:00")
    put(store, "b", "uhrs", "2026-06-01 12:00", "2026-06-01 13:00")
    if folded:
        store.fold(force=True)
    found = report(store, NOW, period(store, "2026-04-01..2026-06-30"), ("month",))
    assert [(row.key["month"], row.seconds) for row in found.rows] == [
        ("2026-04", 9 * 86400 + 7 * 3600),  # from midnight of Chicago, five hours behind UTC
        ("2026-06", 3600),
    ]


def test_an_unknown_dimension_is_named() -> None:
    with pytest.raises(BadInput, match="planet"):
        parse_by("platform,planet")


stretch = some.tuples(
    some.sampled_from(["uhrs", "outlier", "prolific"]),
    some.integers(0, 70 * 24 * 60),
    some.integers(1, 40 * 60),
)


@given(
    some.lists(stretch, max_size=12),
    some.sampled_from(["Europe/Berlin", "America/Havana", "Asia/Kolkata"]),
    some.sampled_from(["00:00", "04:00"]),
)
def test_every_cut_of_a_range_adds_up_and_every_way_of_adding_agrees(
    tmp_path_factory: pytest.TempPathFactory,
    stretches: list[tuple[str, int, int]],
    zone: str,
    day_start: str,
) -> None:
    store = Store.open(tmp_path_factory.mktemp("store"))
    roster(store)
    setting(store, "zone", zone)
    setting(store, "day_start", day_start)
    begin = datetime.fromisoformat("2026-09-20T00:00:00+00:00")
    for number, (platform, minute, length) in enumerate(stretches):
        started = begin + timedelta(minutes=minute)
        ended = started + timedelta(minutes=length)
        put(store, f"x{number}", platform, to_text(started)[:19], to_text(ended)[:19])
    later = begin + timedelta(days=120)
    whole = report(store, later, Period("range", date(2026, 9, 1), date(2026, 12, 31)), ())
    months = [
        report(store, later, parse_range(f"2026-{month:02}", date(2026, 9, 1), calendar(store)))
        for month in (9, 10, 11, 12)
    ]
    for figure in ("sessions", "seconds", "wall_seconds", "paid_seconds"):
        assert getattr(whole.total, figure) == sum(getattr(one.total, figure) for one in months)
    for dimension in DIMENSIONS:
        grouped = report(
            store, later, Period("year", date(2026, 1, 1), date(2026, 12, 31)), (dimension,)
        )
        assert sum(row.seconds for row in grouped.rows) == whole.total.seconds
        assert grouped.total == whole.total
        assert all(row.wall_seconds <= row.seconds for row in grouped.rows)
        assert grouped.total.wall_seconds <= sum(row.wall_seconds for row in grouped.rows)
    store.close()
