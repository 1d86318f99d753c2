"""The pace beside the floor and what is usual: a quiet warning when too fast while accuracy falls."""

from __future__ import annotations

from datetime import timedelta

import pytest

from taskwell.commands.metrics import add_metric
from taskwell.commands.readings import note_reading
from taskwell.commands.roster import add_platform, set_platform
from taskwell.commands.settings import set_setting
from taskwell.commands.timer import count, start, stop
from taskwell.queries.messages import messages
from taskwell.queries.timer import now_bar
from taskwell.store.store import Store
from tests.commands.work import at, draft, held, logged
from tests.conftest import FakeClock


@pytest.fixture
def usual(store: Store, clock: FakeClock) -> Store:
    """Six sessions on UHRS of 30 seconds a task, and a spam score."""
    set_setting(store, clock(), "zone", "America/Chicago")
    add_platform(store, clock(), "UHRS")
    for day in range(10, 16):
        logged(store, clock(), draft("UHRS", at(9, day=day), at(10, day=day), tasks=120))
    return store


def work(store: Store, clock: FakeClock, seconds: list[int]) -> None:
    """Count a task after each of these many seconds."""
    for each in seconds:
        clock.advance(each)
        count(store, clock())


def test_the_median_of_the_newest_tasks_is_the_pace_not_the_sessions_mean(
    usual: Store, clock: FakeClock
) -> None:
    start(usual, clock(), "UHRS")
    work(usual, clock, [600, 28, 30, 32, 30, 31])
    bar = now_bar(usual, clock())
    assert bar is not None
    assert bar.lately == 30
    assert bar.usual == 30
    assert bar.seconds_per_task == 125
    assert bar.too_fast == ""


def test_too_fast_says_nothing_while_accuracy_holds(usual: Store, clock: FakeClock) -> None:
    uid = add_metric(usual, clock(), "UHRS", "spam score", "percent")
    for ago in range(9, 1, -1):
        note_reading(usual, clock(), uid, f"19/20 -{ago}d")
    start(usual, clock(), "UHRS")
    work(usual, clock, [14] * 10)
    bar = now_bar(usual, clock())
    assert bar is not None
    assert (bar.lately, bar.usual, bar.too_fast) == (14, 30, "")


def test_too_fast_while_accuracy_falls_is_said_quietly(usual: Store, clock: FakeClock) -> None:
    uid = add_metric(usual, clock(), "UHRS", "spam score", "percent", thresholds=["90 restrict"])
    for ago in range(9, 5, -1):
        note_reading(usual, clock(), uid, f"20/20 -{ago}d")
    for ago in (4, 3, 2):
        note_reading(usual, clock(), uid, f"13/20 -{ago}d")
    start(usual, clock(), "UHRS")
    work(usual, clock, [14] * 10)
    bar = now_bar(usual, clock())
    assert bar is not None
    assert bar.too_fast == "usual"
    (told,) = [each for each in messages(usual, clock()) if each.key.startswith("pace:")]
    assert told.text == "UHRS: 14 s a task lately, your usual is 30 s, and accuracy falls"


def test_under_the_floor_it_warns_without_any_score(usual: Store, clock: FakeClock) -> None:
    set_platform(usual, clock(), "UHRS", {"task_floor": "12s"})
    start(usual, clock(), "UHRS")
    work(usual, clock, [9] * 6)
    bar = now_bar(usual, clock())
    assert bar is not None
    assert bar.pace == "faster than your floor"
    assert bar.too_fast == "floor"


def test_several_tasks_counted_at_once_share_their_time(usual: Store, clock: FakeClock) -> None:
    begun = start(usual, clock(), "UHRS")
    clock.advance(300)
    count(usual, clock(), 10)
    assert held(usual, begun.uid).pace == (30,) * 10
    count(usual, clock(), -4)
    assert held(usual, begun.uid).pace == (30,) * 6


def test_a_rest_is_no_work_on_a_task_and_a_stopped_session_keeps_no_pace(
    usual: Store, clock: FakeClock
) -> None:
    from taskwell.commands.timer import pause, resume

    begun = start(usual, clock(), "UHRS")
    clock.advance(20)
    pause(usual, clock())
    clock.advance(600)
    resume(usual, clock())
    clock.advance(10)
    count(usual, clock())
    assert held(usual, begun.uid).pace == (30,)
    clock.advance(timedelta(seconds=30).seconds)
    stop(usual, clock())
    assert held(usual, begun.uid).pace == ()
