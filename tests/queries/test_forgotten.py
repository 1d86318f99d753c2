"""Forgotten timers: when to ask, what to suggest, and what is only a silent line."""

from __future__ import annotations

from datetime import timedelta

import pytest

from taskwell.queries.forgotten import forgotten, last_sign, still
from taskwell.queries.messages import messages
from taskwell.queries.sessions import open_sessions
from taskwell.store.store import Store
from tests.conftest import NOW
from tests.queries.records import at, put, roster


def test_a_night_without_any_program_is_asked_about_at_the_start(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 03:40", None, last_task=at("2026-11-19 04:29"))
    store.heartbeat(at("2026-11-19 04:32"), at("2026-11-19 04:31"))
    morning = at("2026-11-19 14:05")
    asked = forgotten(store, morning, gap=True)
    assert asked is not None
    assert asked.why == "gap"
    assert asked.last_key == at("2026-11-19 04:31")
    assert asked.last_task == at("2026-11-19 04:29")
    assert asked.suggested == at("2026-11-19 04:32")
    assert asked.seconds_if_ended == 52 * 60
    assert asked.seconds_if_kept == 10 * 3600 + 25 * 60


def test_ten_quiet_minutes_are_nothing_to_ask_about(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 21:30", None)
    store.heartbeat(NOW - timedelta(minutes=9), NOW - timedelta(minutes=30))
    assert forgotten(store, NOW, gap=True) is None


def test_a_paused_session_is_not_asked_about(store: Store) -> None:
    roster(store)
    rest = (("2026-11-19 04:00", None),)
    put(store, "a", "uhrs", "2026-11-19 03:40", None, pauses=rest)
    assert forgotten(store, NOW, gap=True) is None
    assert still(store, NOW) is None


def test_a_program_that_ran_all_night_asks_when_nobody_touched_it(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 03:40", None)
    store.heartbeat(at("2026-11-19 14:05"), at("2026-11-19 04:31"))
    asked = forgotten(store, at("2026-11-19 14:05"), gap=False)
    assert asked is not None
    assert asked.why == "silence"
    assert asked.suggested == at("2026-11-19 04:31")


def test_hours_in_the_browser_are_one_silent_line(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 20:00", None)
    store.heartbeat(NOW, at("2026-11-19 20:30"))
    assert forgotten(store, NOW, gap=True) is None
    said = still(store, NOW)
    assert said is not None
    assert said.startswith("Still UHRS? 2:42")
    assert "still" in [each.key for each in messages(store, NOW)]
    store.heartbeat(NOW, NOW - timedelta(minutes=1))
    assert still(store, NOW) is None


@pytest.mark.parametrize(("minutes", "asks"), [(0, False), (60, True), (240, False)])
def test_the_interval_is_the_platforms_own(store: Store, minutes: int, asks: bool) -> None:
    roster(store)
    with store.transaction("interval") as act:
        (number,) = (key for key, doc in store.core("platforms").items() if doc["uid"] == "uhrs")
        act.update("platforms", number, {"still_after": minutes})
    put(store, "a", "uhrs", "2026-11-19 21:00", None)
    store.heartbeat(NOW, at("2026-11-19 21:00"))
    assert (still(store, NOW) is not None) is asks


def test_a_sign_never_lies_before_the_start(store: Store) -> None:
    roster(store)
    store.heartbeat(at("2026-11-19 01:00"), at("2026-11-19 01:00"))
    put(store, "a", "uhrs", "2026-11-19 03:40", None)
    asked = forgotten(store, NOW, gap=True)
    assert asked is not None
    assert asked.suggested == at("2026-11-19 03:40")
    assert (asked.last_key, asked.last_beat) == (None, None)
    assert asked.seconds_if_ended == 0
    (view,) = open_sessions(store, NOW)
    assert last_sign(store, NOW, view.session) == at("2026-11-19 03:40")


def test_messages_come_by_priority_and_can_be_dismissed(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 14:50", None, last_task=NOW - timedelta(minutes=10))
    store.heartbeat(NOW, NOW)
    found = messages(store, NOW)
    assert [each.key for each in found] == [
        "login:a", "cap:a", "hours:day:2026-11-19:21600"]  # fmt: skip
    assert "log in again in 8 min" in found[0].text
    with store.transaction("seen") as act:
        act.insert("dismissed", {"key": "cap:a", "day": "2026-11-19", "forever": False})
    assert [each.key for each in messages(store, NOW)][:-1] == ["login:a"]
