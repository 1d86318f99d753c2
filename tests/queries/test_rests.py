"""Rests as the screen and the shell tell them: from the sessions, whatever tab is shown."""

from __future__ import annotations

from datetime import timedelta

import pytest

from taskwell.queries import rests
from taskwell.queries.messages import messages
from taskwell.queries.rests import Rests
from taskwell.queries.status import status
from taskwell.queries.timer import now_bar
from taskwell.records import rest as records
from taskwell.records.rest import RestAnswer
from taskwell.store.store import Store
from tests.conftest import NOW
from tests.queries.diary_records import TODAY
from tests.queries.records import at, put, roster, setting

SOON = timedelta(minutes=5)


def say(store: Store, when: str, answer: str, seconds: int = 0) -> None:
    """An answer to a rest."""
    made = RestAnswer(uid=f"r{when}", at=at(when), answer=answer, seconds=seconds)
    with store.diary.transaction("answer") as act:
        act.insert(records.TABLE, records.to_document(made))


def rest_line(store: Store, minutes: int = 0) -> str:
    """What is said about rests some minutes from now."""
    now = NOW + timedelta(minutes=minutes)
    store.heartbeat(now, now)
    return next((e.text for e in messages(store, now) if e.key.startswith("rest:")), "")


def test_the_now_bar_and_the_status_say_when_a_rest_is_due(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 22:20", None)
    bar = now_bar(store, NOW)
    assert bar is not None
    assert (bar.rest, bar.rest_due_in) == ("rest in 28 min", 28 * 60)
    assert status(store, NOW).json()["rest_due_in"] == 28 * 60


def test_nothing_is_due_while_nothing_runs_or_all_is_paused(store: Store) -> None:
    roster(store)
    assert rests.due_in(store, NOW) is None
    put(store, "a", "uhrs", "2026-11-19 21:00", None, pauses=(("2026-11-19 22:40", None),))
    assert rests.due_in(store, NOW) is None
    bar = now_bar(store, NOW)
    assert bar is not None
    assert bar.rest == "resting 2:00 of 5 min"


def test_work_on_two_platforms_at_once_counts_once(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 22:12", None)
    put(store, "b", "outlier", "2026-11-19 22:22", None)
    assert rests.due_in(store, NOW) == 20 * 60


def test_the_time_between_two_sessions_is_a_rest_too(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 21:30", "2026-11-19 22:10")
    put(store, "b", "outlier", "2026-11-19 22:32", None)
    assert rests.due_in(store, NOW) == 40 * 60
    assert rests.of_today(store, NOW) == Rests(0, 0, 1, 0)


def test_a_day_counts_its_own_rests_by_how_they_came(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 15:00", "2026-11-19 19:00", pauses=(
        ("2026-11-19 15:20", "2026-11-19 15:26"),  # by itself
        ("2026-11-19 16:17", "2026-11-19 16:23"),  # it was due
        ("2026-11-19 16:30", "2026-11-19 16:32"),  # too short
    ))  # fmt: skip
    say(store, "2026-11-19 17:17", "skip")
    put(store, "y", "uhrs", "2026-11-18 15:00", "2026-11-18 15:55")
    found = rests.of_days(store, NOW, TODAY - timedelta(days=1), TODAY)
    assert found[TODAY] == Rests(offered=4, taken=1, natural=1, skipped=2)
    assert found[TODAY].had == 2
    assert found[TODAY - timedelta(days=1)] == Rests(offered=1)


def test_a_night_is_no_rest(store: Store) -> None:
    roster(store)
    put(store, "y", "uhrs", "2026-11-18 15:00", "2026-11-18 15:55")
    put(store, "a", "uhrs", "2026-11-19 15:00", "2026-11-19 15:10")
    found = rests.of_days(store, NOW, TODAY - timedelta(days=1), TODAY)
    assert [each.had for each in found.values()] == [0, 0]


def test_hard_material_asks_for_a_longer_rest(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 21:52", None, exposure="disturbing")
    assert rest_line(store) == "Rest due, 10 min: b begins; b p later, b z snooze, b x skip"


def test_it_is_said_before_when_due_once_more_and_then_no_more(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 21:52", None)
    assert rest_line(store, -2) == ""
    assert rest_line(store, -1) == "Rest of 5 min in a minute: time to finish this item"
    assert rest_line(store) == "Rest due, 5 min: b begins; b p later, b z snooze, b x skip"
    pressing = {}
    for minutes in (0, 5):
        now = NOW + timedelta(minutes=minutes)
        store.heartbeat(now, now)
        (each,) = [one for one in messages(store, now) if one.key.startswith("rest:")]
        pressing[minutes] = (each.priority, each.key)
    assert pressing[5][0] < pressing[0][0]  # brighter, and a message of its own
    assert pressing[5][1] != pressing[0][1]
    assert rest_line(store, 10) == ""


def test_when_a_rest_is_over_it_is_said(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 21:30", None, pauses=(("2026-11-19 22:37", None),))
    assert rest_line(store, -1) == ""
    assert "5 min of rest are over" in rest_line(store)
    assert rest_line(store, 15) == ""


def test_snoozed_and_switched_off_rests_say_nothing(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 21:52", None)
    say(store, "2026-11-19 22:41", "snooze", 1800)
    assert rest_line(store) == ""
    assert "Rest due" in rest_line(store, 29)
    setting(store, "rest_after", 0)
    assert rest_line(store, 29) == ""
    bar = now_bar(store, NOW)
    assert bar is not None
    assert (bar.rest, bar.rest_due_in) == ("", None)


def test_a_forgotten_timer_is_asked_about_before_any_rest(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 12:00", None)
    store.heartbeat(NOW, NOW - timedelta(hours=9))
    assert not any(e.key.startswith(("rest:", "hours:")) for e in messages(store, NOW))


@pytest.mark.parametrize(("minute", "due"), [(19, False), (20, True), (21, False), (40, True)])
def test_the_eyes_are_thought_of_when_it_is_switched_on(
    store: Store, minute: int, due: bool
) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 22:42", None)
    now = NOW + timedelta(minutes=minute)
    assert not rests.eyes_due(store, now)
    setting(store, "eye_after", 1200)
    assert rests.eyes_due(store, now) is due
    assert not rests.eyes_due(store, now + timedelta(seconds=20))
    setting(store, "rest_after", 0)
    assert rests.eyes_due(store, now) is due


def test_the_numbers_of_the_settings_are_the_rules(store: Store) -> None:
    roster(store)
    setting(store, "rest_after", 1200)
    setting(store, "rest_length", 120)
    put(store, "a", "uhrs", "2026-11-19 22:20", None)
    assert rest_line(store) == "Rest due, 2 min: b begins; b p later, b z snooze, b x skip"
    assert rests.due_in(store, NOW) == 0
    assert rests.due_in(store, NOW - SOON) == 3 * 60
