"""Where work was seen: the roster's column, the heat map, spells without work, the odds now."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from taskwell.figures.availability import Cell, Dry
from taskwell.queries.availability import Odds, availability, odds, seen
from taskwell.records.mark import Mark, to_document
from taskwell.store.store import Store
from tests.conftest import NOW
from tests.queries.records import at, put, roster, setting

THU, FRI, MON = 3, 4, 0
"""NOW is Thursday 19 November 2026, 16:42 in Chicago (22:42 in UTC)."""


@pytest.fixture(autouse=True)
def platforms(store: Store) -> None:
    roster(store)


def mark(store: Store, when: str | datetime, state: str, platform: str = "uhrs") -> int:
    """A mark; the moment in UTC as `at` reads it."""
    moment = at(when) if isinstance(when, str) else when
    made = Mark(uid=f"{platform}{moment:%m%d%H%M%S}", platform=platform, at=moment, state=state)
    with store.transaction("mark") as act:
        return act.insert("marks", to_document(made))


def line(store: Store, platform: str = "uhrs", now: datetime = NOW) -> tuple[str, str]:
    """The roster's two columns."""
    found = seen(store, now)[platform]
    return found.state, found.ago


# What is known now


def test_nothing_is_known_of_a_platform_that_was_never_looked_at(store: Store) -> None:
    found = seen(store, NOW)
    assert set(found) == {"uhrs", "outlier", "prolific"}
    assert line(store) == ("?", "")
    assert found["uhrs"].at is None


@pytest.mark.parametrize(
    ("moment", "state", "shown"),
    [
        ("2026-11-19 22:42", "tasks", ("yes", "0:00")),
        ("2026-11-19 15:31", "few", ("few", "7:11")),
        ("2026-11-19 19:28", "none", ("no", "3:14")),
        ("2026-11-18 22:43", "none", ("no", "23:59")),
        ("2026-11-18 22:42", "tasks", ("yes", "1 d")),
        ("2026-11-05 22:42", "tasks", ("yes", "14 d")),
        ("2026-11-05 22:41", "tasks", ("?", "14 d")),
        ("2026-02-01 12:00", "none", ("?", "291 d")),
        ("2025-10-30 12:00", "none", ("?", "")),  # more than a year ago
    ],
)
def test_the_last_mark_is_told_with_how_long_ago_it_was(
    store: Store, moment: str, state: str, shown: tuple[str, str]
) -> None:
    mark(store, moment, state)
    assert line(store) == shown
    assert line(store, "outlier") == ("?", "")


def test_of_several_marks_the_latest_counts_whenever_it_was_written(store: Store) -> None:
    mark(store, "2026-11-19 20:42", "few")
    mark(store, "2026-11-19 18:42", "none")  # after the fact
    assert line(store) == ("few", "2:00")
    mark(store, "2026-11-19 20:42", "none")  # the same second, typed later
    assert line(store) == ("no", "2:00")


def test_paid_work_was_seen_until_its_end(store: Store) -> None:
    mark(store, "2026-11-19 15:00", "none")
    put(store, "a", "uhrs", "2026-11-19 17:00", "2026-11-19 19:28")
    assert line(store) == ("yes", "3:14")


@pytest.mark.parametrize("kind", ["search", "waiting", "training", "admin"])
def test_time_without_pay_is_no_work_seen(store: Store, kind: str) -> None:
    put(store, "a", "uhrs", "2026-11-19 17:00", "2026-11-19 19:28", kind=kind)
    put(store, "b", "outlier", "2026-11-19 22:00", None, kind=kind)
    assert line(store) == line(store, "outlier") == ("?", "")


def test_a_paid_session_that_runs_is_work_now(store: Store) -> None:
    mark(store, "2026-11-19 15:00", "none")
    put(store, "a", "uhrs", "2026-11-19 21:25", None)
    assert line(store) == ("yes", "now")
    put(store, "b", "outlier", "2026-11-19 22:00", None, pauses=(("2026-11-19 22:10", None),))
    assert line(store, "outlier") == ("yes", "now")


def test_who_marks_none_and_then_stops_has_seen_no_work_at_the_stop(store: Store) -> None:
    number = put(store, "a", "uhrs", "2026-11-19 21:25", None)
    mark(store, "2026-11-19 22:40", "none")
    assert line(store) == ("no", "0:02")
    with store.transaction("stop") as act:
        act.update("sessions", number, {"ended": "2026-11-19T22:41:00Z"})
    assert line(store) == ("no", "0:02")
    with store.transaction("a task came after all") as act:
        act.update("sessions", number, {"last_task": "2026-11-19T22:40:30Z"})
    assert line(store) == ("yes", "0:01")


def test_a_mark_of_tasks_during_a_session_does_not_make_it_older(store: Store) -> None:
    number = put(store, "a", "uhrs", "2026-11-19 20:00", None)
    mark(store, "2026-11-19 20:10", "tasks")
    assert line(store) == ("yes", "now")
    with store.transaction("stop") as act:
        act.update("sessions", number, {"ended": "2026-11-19T22:00:00Z"})
    assert line(store) == ("yes", "0:42")
    mark(store, "2026-11-19 21:00", "few")
    assert line(store) == ("few", "1:42")


def test_a_change_and_an_undo_are_seen_at_once(store: Store) -> None:
    mark(store, "2026-11-19 20:42", "tasks")
    assert line(store) == ("yes", "2:00")
    mark(store, "2026-11-19 21:42", "none")
    assert line(store) == ("no", "1:00")
    store.undo(NOW)
    assert line(store) == ("yes", "2:00")
    assert line(store, now=NOW + timedelta(hours=1)) == ("yes", "3:00")


# The heat map


def weekly(store: Store, clock: str, states: list[str], platform: str = "uhrs") -> None:
    """Marks at a UTC time of Thursday 12 November and the Thursdays before, in winter time."""
    for week, state in enumerate(states):
        day = at(f"2026-11-12 {clock}") - timedelta(weeks=week)
        moved = timedelta(hours=1 if day < at("2026-11-01 07:00") else 0)
        mark(store, day - moved, state, platform)


def test_an_hour_of_the_week_adds_up_its_marks(store: Store) -> None:
    weekly(store, "22:10", ["tasks", "tasks", "few", "none", "tasks", "tasks"])
    found = availability(store, NOW, "uhrs")
    assert found.cells[THU][16] == Cell(6, 5, 1)
    assert found.cells[THU][16].word == "often"
    assert found.bins[THU][5] == Cell(6, 5, 1)
    assert found.overall == Cell(6, 5, 1)
    assert found.n == 6
    assert [(each.weekday, each.hour, each.hours) for each in found.best] == [(THU, 16, 1)]
    assert availability(store, NOW, "outlier").n == 0


def test_the_last_mark_of_a_slot_counts_and_a_session_there_does_not_count_again(
    store: Store,
) -> None:
    mark(store, "2026-11-12 22:05", "tasks")
    mark(store, "2026-11-12 22:50", "none")
    mark(store, "2026-11-12 22:20", "few")
    put(store, "a", "uhrs", "2026-11-12 22:55", "2026-11-12 23:30")
    found = availability(store, NOW, "uhrs")
    assert found.cells[THU][16] == Cell(1, 0)
    assert found.n == 1


def test_the_start_of_paid_work_is_an_observation_one_for_each_slot(store: Store) -> None:
    put(store, "a", "uhrs", "2026-11-12 22:05", "2026-11-12 22:15")
    put(store, "b", "uhrs", "2026-11-12 22:30", "2026-11-13 01:15")
    put(store, "c", "uhrs", "2026-11-13 02:30", "2026-11-13 02:45", kind="search")
    put(store, "d", "uhrs", "2026-11-19 21:30", None)
    put(store, "e", "outlier", "2026-11-12 22:30", "2026-11-12 23:00")
    found = availability(store, NOW, "uhrs")
    assert found.cells[THU][16] == Cell(1, 1)
    assert found.cells[THU][15] == Cell(1, 1)
    assert found.n == 2


def test_imported_work_counts_too(store: Store) -> None:
    source = {"format": "toggl", "id": "1", "digest": "x"}
    number = put(store, "a", "uhrs", "2026-11-12 22:05", "2026-11-12 22:15")
    with store.transaction("as if imported") as act:
        act.update("sessions", number, {"source": source})
    assert availability(store, NOW, "uhrs").cells[THU][16] == Cell(1, 1)


def test_only_the_last_26_weeks_count(store: Store) -> None:
    mark(store, "2026-05-21 21:00", "tasks")  # Thursday 16:00 in summer, day 182 with today
    mark(store, "2026-05-22 04:59", "tasks")  # still Thursday
    mark(store, "2026-05-22 05:00", "tasks")  # Friday 00:00: day 182
    assert availability(store, NOW, "uhrs").n == 1
    assert availability(store, NOW, "uhrs").cells[FRI][0] == Cell(1, 1)


def test_what_lies_after_this_hour_is_not_counted_yet(store: Store) -> None:
    mark(store, "2026-11-19 23:10", "none")
    mark(store, "2026-11-19 22:50", "none")
    assert availability(store, NOW, "uhrs").n == 1


def test_the_heat_map_follows_the_person_into_another_zone(store: Store) -> None:
    weekly(store, "22:10", ["tasks"] * 5)
    assert availability(store, NOW, "uhrs").cells[THU][16] == Cell(5, 5)
    setting(store, "zone", "Europe/Berlin")
    found = availability(store, NOW, "uhrs")
    assert found.cells[THU][23] == Cell(4, 4)
    assert found.cells[THU][22] == Cell(1, 1)  # 29 October: Berlin's summer time was over before
    setting(store, "zone", "Asia/Kolkata")  # 03:40 on Friday; an hour less while Chicago had summer
    found = availability(store, NOW, "uhrs")
    assert (found.cells[FRI][3], found.cells[FRI][2]) == (Cell(2, 2), Cell(3, 3))


def test_the_start_of_day_moves_nothing(store: Store) -> None:
    setting(store, "day_start", "04:00")
    mark(store, "2026-11-13 07:30", "tasks")  # Friday 01:30
    assert availability(store, NOW, "uhrs").cells[FRI][1] == Cell(1, 1)


def test_the_hour_that_happens_twice_is_one_observation(store: Store) -> None:
    mark(store, "2026-11-01 06:30", "tasks")  # 01:30 summer time
    mark(store, "2026-11-01 07:30", "none")  # 01:30 winter time
    found = availability(store, NOW, "uhrs")
    assert found.cells[6][1] == Cell(1, 0)
    assert found.n == 1


def test_a_session_that_was_moved_counts_where_it_lies_now(store: Store) -> None:
    number = put(store, "a", "uhrs", "2024-02-12 22:05", "2024-02-12 22:15")
    store.fold(force=True)
    assert availability(store, NOW, "uhrs").n == 0
    with store.transaction("the right year") as act:
        act.update(
            "sessions", number, {"started": "2026-11-12T22:05:00Z", "ended": "2026-11-12T22:15:00Z"}
        )
    assert availability(store, NOW, "uhrs").cells[THU][16] == Cell(1, 1)


def test_years_ago_are_not_read(store: Store) -> None:
    for year in range(2016, 2026):
        put(store, f"s{year}", "uhrs", f"{year}-05-12 22:05", f"{year}-05-12 22:15")
    store.fold(force=True)
    again = Store.open(store.folder)
    availability(again, NOW, "uhrs")
    parts = again.ledger.state.partitions["sessions"].parts.values()
    assert [part.month for part in parts if part._merged is not None] == []


# Spells without work


def day_marks(store: Store, days: list[int], state: str = "tasks") -> None:
    """Marks at 12:00 in Chicago on days of November 2026."""
    for day in days:
        mark(store, f"2026-11-{day:02} 18:00", state)


def test_a_spell_counts_whole_days_since_work_was_seen(store: Store) -> None:
    assert availability(store, NOW, "uhrs").dry == Dry(None, None, None, None, 0)
    day_marks(store, [15])
    day_marks(store, [16, 17, 18], "none")
    assert availability(store, NOW, "uhrs").dry.days_now == 3  # Monday, Tuesday, Wednesday
    mark(store, "2026-11-17 19:00", "few")
    assert availability(store, NOW, "uhrs").dry.days_now == 1
    put(store, "a", "uhrs", "2026-11-19 14:00", "2026-11-19 14:30")
    assert availability(store, NOW, "uhrs").dry.days_now == 0


def test_a_spell_stands_beside_those_of_a_year(store: Store) -> None:
    day_marks(store, [1, 3, 6, 7, 11])
    assert availability(store, NOW, "uhrs").dry == Dry(7, None, None, None, 3)  # too early
    mark(store, "2026-10-22 18:00", "tasks")
    put(store, "a", "uhrs", "2026-10-13 04:30", "2026-10-13 05:30")  # 23:30 to 00:30
    found = availability(store, NOW, "uhrs").dry  # 1, 2, 3, 8 (13 to 22) and 9 days
    assert found == Dry(7, 3, 9, 0.4, 5)


def test_spells_of_more_than_a_year_ago_are_forgotten(store: Store) -> None:
    mark(store, "2025-11-19 18:00", "tasks")  # 365 days ago
    assert availability(store, NOW, "uhrs").dry.days_now is None
    mark(store, "2025-11-20 18:00", "tasks")
    assert availability(store, NOW, "uhrs").dry.days_now == 363


def test_work_that_runs_since_days_leaves_no_spell_behind(store: Store) -> None:
    put(store, "a", "uhrs", "2026-11-16 18:00", None)
    assert availability(store, NOW, "uhrs").dry == Dry(0, None, None, None, 0)
    day_marks(store, [14])
    assert availability(store, NOW, "uhrs").dry.n == 1  # only the 15th


# The odds now


def told(found: Odds) -> tuple[float | None, int, str | None, str]:
    return found.share, found.n, found.fresh, found.basis


@pytest.mark.parametrize(
    ("minutes", "state", "wanted"),
    [
        (5, "none", (0.0, 1, "none", "mark")),
        (5, "few", (1.0, 1, "few", "mark")),
        (120, "tasks", (1.0, 1, "tasks", "mark")),
        (121, "tasks", (None, 1, None, "too few")),
    ],
)
def test_a_mark_of_the_last_two_hours_decides(
    store: Store, minutes: int, state: str, wanted: tuple[float | None, int, str | None, str]
) -> None:
    mark(store, NOW - timedelta(minutes=minutes), state)
    assert told(odds(store, NOW, "uhrs")) == wanted


def test_without_a_fresh_mark_the_hour_decides_then_three_then_all(store: Store) -> None:
    found = odds(store, NOW, "uhrs")
    assert (told(found), found.low, found.high) == ((None, 0, None, "too few"), 0.0, 1.0)
    for day in (2, 3, 4, 5, 6):
        mark(store, f"2026-11-{day:02} 16:30", "none")
    assert told(odds(store, NOW, "uhrs")) == (0.0, 5, None, "all hours")
    weekly(store, "21:30", ["tasks"] * 3)  # 15:30 on Thursdays
    weekly(store, "23:30", ["none"] * 2)
    assert told(odds(store, NOW, "uhrs")) == (0.6, 5, None, "three hours")
    weekly(store, "22:30", ["tasks"] * 9 + ["none"])
    found = odds(store, NOW, "uhrs")
    assert told(found) == (0.9, 10, None, "hour")
    assert (round(found.low, 3), round(found.high, 3)) == (0.596, 0.982)


def test_work_that_runs_is_certain_unless_none_was_marked_since(store: Store) -> None:
    mark(store, "2026-11-19 22:00", "none")
    put(store, "a", "uhrs", "2026-11-19 22:10", None)
    assert told(odds(store, NOW, "uhrs")) == (1.0, 1, "tasks", "running")
    mark(store, "2026-11-19 22:30", "none")
    assert told(odds(store, NOW, "uhrs")) == (0.0, 1, "none", "mark")


def test_none_decides_no_more_once_work_was_met_after_it(store: Store) -> None:
    mark(store, "2026-11-19 21:00", "none")
    assert told(odds(store, NOW, "uhrs"))[2:] == ("none", "mark")
    put(store, "a", "uhrs", "2026-11-19 21:30", "2026-11-19 22:00")
    assert told(odds(store, NOW, "uhrs"))[2:] == (None, "too few")


def test_the_same_year_in_every_window_and_after_a_restart(store: Store) -> None:
    weekly(store, "22:10", ["tasks", "few", "none", "tasks", "tasks"])
    put(store, "a", "uhrs", "2026-10-13 04:30", "2026-10-13 05:30")
    before = (seen(store, NOW), availability(store, NOW, "uhrs"), odds(store, NOW, "uhrs"))
    store.fold(force=True)
    for opened in (store, Store.open(store.folder), Store.open(store.folder, read_only=True)):
        now = (seen(opened, NOW), availability(opened, NOW, "uhrs"), odds(opened, NOW, "uhrs"))
        assert now == before
