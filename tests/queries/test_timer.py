"""The now-bar, today and week, the picker, and what `status` says."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from taskwell.commands.notebook import add_note, change_note
from taskwell.errors import BadInput
from taskwell.money.amounts import Money
from taskwell.queries.status import glance_payload, status
from taskwell.queries.timer import now_bar, picker, today, week
from taskwell.store.store import Store
from tests.conftest import NOW
from tests.queries.records import at, put, roster, setting


def test_with_nothing_running_there_is_no_bar(store: Store) -> None:
    assert now_bar(store, NOW) is None
    assert status(store, NOW).json() == {
        "running": None,
        "also_running": [],
        "today": {"seconds": 0, "paid_seconds": 0},
        "rest_due_in": None,
    }


def test_the_bar_tells_pace_pay_and_the_task_clock(store: Store) -> None:
    roster(store)
    setting(store, "target_hourly", {"minor": 1200, "currency": "USD"})
    put(
        store,
        "a",
        "uhrs",
        "2026-11-19 21:30",
        None,
        project="relevance",
        tasks=142,
        last_task=NOW - timedelta(seconds=100),
    )
    bar = now_bar(store, NOW)
    assert bar is not None
    assert (bar.label, bar.state, bar.elapsed) == ("UHRS / Relevance", "running", 72 * 60)
    assert bar.seconds_per_task == 30
    assert bar.break_even == 30  # 3600 x 0.10 / 12.00
    assert (bar.floor, bar.pace) == (12, "pace ok")
    assert (bar.cap, bar.cap_left) == (300, 200)
    assert bar.earned == (Money(1420, "USD"),)
    assert bar.estimated
    assert bar.hourly == Money(1183, "USD")
    assert bar.login_in == 8 * 3600 - 72 * 60


def test_of_two_open_sessions_the_one_fronted_last_is_in_front(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 21:30", None, fronted=at("2026-11-19 22:00"))
    put(store, "b", "outlier", "2026-11-19 21:50", None, fronted=at("2026-11-19 21:50"))
    bar = now_bar(store, NOW)
    assert bar is not None
    assert bar.uid == "a"
    assert [other.uid for other in bar.others] == ["b"]
    found = status(store, NOW).json()
    assert isinstance(found["running"], dict)
    assert found["running"]["uid"] == "a"
    assert found["today"] == {"seconds": 72 * 60, "paid_seconds": 72 * 60 + 52 * 60}


def test_a_paused_session_stands_still(store: Store) -> None:
    roster(store)
    rest = (("2026-11-19 22:00", None),)
    put(store, "a", "uhrs", "2026-11-19 21:30", None, pauses=rest)
    for later in (NOW, NOW + timedelta(hours=3)):
        bar = now_bar(store, later)
        assert bar is not None
        assert (bar.state, bar.elapsed) == ("paused", 1800)


def test_a_clock_that_was_set_back_gives_no_negative_time(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 21:30", None)
    bar = now_bar(store, at("2026-11-19 20:00"))
    assert bar is not None
    assert bar.elapsed == 0
    assert today(store, at("2026-11-19 20:00")).seconds == 0


def test_today_and_the_week_stand_beside_their_goals(store: Store) -> None:
    roster(store)
    setting(store, "goal_day", 6 * 3600)
    setting(store, "goal_week", 24 * 3600)
    put(store, "a", "outlier", "2026-11-17 15:00", "2026-11-17 16:00", earned=Money(1500, "USD"))
    put(store, "b", "outlier", "2026-11-19 15:00", "2026-11-19 16:30")
    put(store, "c", "uhrs", "2026-11-19 16:00", "2026-11-19 17:00")
    day, seven = today(store, NOW), week(store, NOW)
    assert (day.seconds, day.goal) == (7200, 6 * 3600)
    assert (seven.seconds, seven.goal) == (10800, 24 * 3600)
    assert seven.days == (("Tu", 3600), ("Th", 7200))
    assert seven.earned == (Money(4500, "USD"),)
    assert seven.estimated


def test_the_totals_follow_a_change_at_once(store: Store) -> None:
    roster(store)
    put(store, "a", "outlier", "2026-11-19 15:00", "2026-11-19 16:00")
    assert today(store, NOW).seconds == 3600
    put(store, "b", "outlier", "2026-11-19 17:00", "2026-11-19 18:00")
    assert today(store, NOW).seconds == 7200
    store.undo(NOW)
    assert today(store, NOW).seconds == 3600


def test_letters_and_digits_of_the_picker_never_move_by_recency(store: Store) -> None:
    roster(store)
    before = [(each.digit, each.letter, each.platform_uid) for each in picker(store, NOW).choices]
    assert before == [("1", "u", "uhrs"), ("2", "o", "outlier"), ("3", "p", "prolific")]
    put(store, "a", "prolific", "2026-11-19 15:00", "2026-11-19 16:00")
    put(store, "b", "uhrs", "2026-11-19 19:00", "2026-11-19 20:00", project="relevance")
    offered = picker(store, NOW)
    assert [(e.digit, e.letter, e.platform_uid) for e in offered.choices] == before
    assert offered.choices[0].label == "UHRS / Relevance"
    assert [each.since_last for each in offered.choices] == ["2:42", "", "6:42"]
    assert offered.again is offered.choices[0]
    assert offered.stops is None


def test_a_status_line_is_short_and_names_the_front_session(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 21:30", None, tasks=3)
    found = status(store, NOW)
    assert found.line() == "> UHRS 1:12, 3 tasks, today 1:12"
    assert found.format("{platform} {elapsed} {state}") == "UHRS 1:12 running"
    with pytest.raises(BadInput, match="template"):
        found.format("{nonsense}")
    assert glance_payload(store, NOW)["open"] == [["UHRS", 72 * 60, True, 3]]


def test_the_bar_tells_first_lines_of_the_notebook_and_follows_it(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 21:30", None, project="relevance")
    assert told_beside(store, NOW) == ()
    uid = add_note(store, NOW, "uhrs", "relevance", "ties count\nmore of it")
    add_note(store, NOW, "uhrs", None, "\x1b[31mred", "feedback")
    add_note(store, NOW, "outlier", None, "another's")
    assert told_beside(store, NOW) == ("ties count", "␛[31mred")
    change_note(store, NOW, uid, "ties are fine")
    assert told_beside(store, NOW) == ("ties are fine", "␛[31mred")
    assert told_beside(store, NOW + timedelta(days=15)) == ("ties are fine",)


def told_beside(store: Store, now: datetime) -> tuple[str, ...]:
    """The notes beside the now-bar."""
    bar = now_bar(store, now)
    assert bar is not None
    return bar.notes
