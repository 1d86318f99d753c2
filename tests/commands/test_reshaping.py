from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.commands import log, roster, settings, timer
from taskwell.commands.history import undo
from taskwell.commands.reshaping import _share
from taskwell.errors import BadInput, CouldNot
from taskwell.money.amounts import Money
from taskwell.queries.sessions import sessions
from taskwell.records.session import Pause
from taskwell.store.store import Store
from tests.commands.work import at, draft, everything, held, last_why, logged, raw
from tests.conftest import NOW


@pytest.fixture(autouse=True)
def platforms(store: Store) -> None:
    for name in ("UHRS", "Outlier"):
        roster.add_platform(store, NOW, name)


# Split


def test_a_split_shares_tasks_and_money_by_time_and_keeps_their_sums(store: Store) -> None:
    uid = logged(
        store,
        NOW,
        draft("UHRS", at(9), at(12), tasks=10, earned="$10.01", note="n", tags=("t",),
              pauses=((at(9, 30), at(10)), (at(11), at(11, 10)))),
    )  # fmt: skip
    before = everything(store)
    first, second = log.split(store, NOW, uid, at(10))
    assert first == uid
    assert last_why(store) == "split UHRS at 10:00"
    left, right = held(store, first), held(store, second)
    assert (left.started, left.ended, right.started, right.ended) == (at(9), at(10), at(10), at(12))
    assert left.pauses == (Pause(at(9, 30), at(10)),)
    assert right.pauses == (Pause(at(11), at(11, 10)),)
    assert left.seconds(NOW) + right.seconds(NOW) == 140 * 60
    assert (left.tasks, right.tasks) == (2, 8)
    assert left.earned is not None
    assert right.earned is not None
    assert left.earned + right.earned == Money(1001, "USD")
    assert (right.note, right.tags) == ("n", ("t",))
    undo(store, NOW)
    assert everything(store) == before


def test_a_split_inside_a_rest_leaves_its_parts_on_both_sides(store: Store) -> None:
    uid = logged(store, NOW, draft("UHRS", at(9), at(12), pauses=((at(10), at(11)),)))
    first, second = log.split(store, NOW, uid, at(10, 30))
    assert held(store, first).seconds(NOW) == 3600
    assert held(store, second).seconds(NOW) == 3600


def test_a_running_session_can_be_split_and_runs_on(store: Store) -> None:
    started = timer.start(store, at(15), "UHRS")
    timer.count(store, at(16))
    first, second = log.split(store, NOW, started.uid, at(15, 30))
    assert held(store, first).ended == at(15, 30)
    assert held(store, first).last_task is None
    assert held(store, second).open
    assert held(store, second).last_task == at(16)


def test_a_split_outside_is_refused(store: Store) -> None:
    uid = logged(store, NOW, draft("UHRS", at(9), at(12)))
    for moment in (at(9), at(12), at(8), at(13)):
        with pytest.raises(BadInput, match="not inside UHRS"):
            log.split(store, NOW, uid, moment)


def test_both_parts_keep_what_only_a_newer_version_knows(store: Store) -> None:
    uid = logged(store, NOW, draft("UHRS", at(9), at(12)))
    number = store.sessions.by_uid(uid)[0]
    with store.transaction("a newer program") as act:
        act.update("sessions", number, {"mood": 4})
    for part in log.split(store, NOW, uid, at(10)):
        assert raw(store, part)["mood"] == 4
    copied = log.copy(store, NOW, uid)
    assert raw(store, copied)["mood"] == 4


@given(total=st.integers(0, 10**9), first=st.integers(0, 10**6), second=st.integers(0, 10**6))
def test_shares_are_whole_and_never_off_by_more_than_half(
    total: int, first: int, second: int
) -> None:
    share = _share(total, first, second)
    assert 0 <= share <= total
    if first + second:
        assert abs(2 * (share * (first + second) - total * first)) <= first + second


# Join


def test_what_lay_between_two_joined_sessions_becomes_a_rest(store: Store) -> None:
    one = logged(store, NOW, draft("UHRS", at(9), at(10), tasks=3, earned="$1", note="a",
                                   tags=("x",), pauses=((at(9, 10), at(9, 20)),)))  # fmt: skip
    two = logged(store, NOW, draft("UHRS", at(10, 30), at(11), tasks=4, earned="$2", note="b",
                                   tags=("y", "x")))  # fmt: skip
    before = everything(store)
    assert log.join(store, NOW, two, one) == one
    assert last_why(store) == "join UHRS with UHRS"
    kept = held(store, one)
    assert (kept.started, kept.ended) == (at(9), at(11))
    assert kept.pauses == (Pause(at(9, 10), at(9, 20)), Pause(at(10), at(10, 30)))
    assert kept.seconds(NOW) == 80 * 60
    assert (kept.tasks, kept.earned, kept.note, kept.tags) == (
        7,
        Money(300, "USD"),
        "a\nb",
        ("x", "y"),
    )
    assert len(sessions(store, NOW)) == 1
    undo(store, NOW)
    assert everything(store) == before


def test_time_worked_in_both_counts_once(store: Store) -> None:
    one = logged(store, NOW, draft("UHRS", at(9), at(11), pauses=((at(9, 30), at(10, 30)),)))
    two = logged(store, NOW, draft("UHRS", at(10), at(12)))
    log.join(store, NOW, one, two)
    assert held(store, one).pauses == (Pause(at(9, 30), at(10)),)
    assert held(store, one).seconds(NOW) == 150 * 60


def test_joining_with_the_running_session_goes_on_and_a_rest_lasts(store: Store) -> None:
    one = logged(store, NOW, draft("UHRS", at(9), at(10)))
    two = timer.start(store, at(15), "UHRS")
    log.join(store, NOW, one, two.uid)
    kept = held(store, one)
    assert kept.open
    assert kept.pauses == (Pause(at(10), at(15)),)
    undo(store, NOW)
    timer.pause(store, at(16))
    log.join(store, NOW, one, two.uid)
    kept = held(store, one)
    assert kept.paused
    assert kept.pauses == (Pause(at(10), at(15)), Pause(at(16)))
    assert kept.seconds(NOW) == 2 * 3600
    timer.resume(store, NOW)
    assert not held(store, one).paused


def test_sessions_that_do_not_belong_together_are_not_joined(store: Store) -> None:
    one = logged(store, NOW, draft("UHRS", at(9), at(10), earned="$1"))
    two = logged(store, NOW, draft("Outlier", at(10), at(11)))
    three = logged(store, NOW, draft("UHRS", at(11), at(12), earned="EUR 1"))
    before = everything(store)
    with pytest.raises(BadInput, match="different platforms"):
        log.join(store, NOW, one, two)
    with pytest.raises(BadInput, match="currencies"):
        log.join(store, NOW, one, three)
    with pytest.raises(BadInput, match="itself"):
        log.join(store, NOW, one, one)
    assert everything(store) == before


def test_a_split_and_a_join_give_back_what_there_was(store: Store) -> None:
    uid = logged(store, NOW, draft("UHRS", at(9), at(12), tasks=7, earned="$9.99", note="n",
                                   pauses=((at(10), at(11)),)))  # fmt: skip
    before = held(store, uid)
    log.join(store, NOW, *log.split(store, NOW, uid, at(10, 20)))
    assert held(store, uid) == before


# Breaks


def test_a_break_is_cut_out_and_touching_rests_become_one(store: Store) -> None:
    uid = logged(store, NOW, draft("UHRS", at(9), at(12), pauses=((at(10), at(10, 10)),)))
    log.cut_break(store, NOW, uid, at(10, 10), at(10, 30))
    assert last_why(store) == "cut a break of 0:20 out of UHRS"
    assert held(store, uid).pauses == (Pause(at(10), at(10, 30)),)


def test_a_break_in_a_resting_session_leaves_the_rest_going(store: Store) -> None:
    started = timer.start(store, at(15), "UHRS")
    timer.pause(store, at(16))
    log.cut_break(store, NOW, started.uid, at(15, 10), at(15, 20))
    assert held(store, started.uid).pauses == (Pause(at(15, 10), at(15, 20)), Pause(at(16)))
    log.cut_break(store, NOW, started.uid, at(15, 50), at(16, 10))
    assert held(store, started.uid).pauses[-1] == Pause(at(15, 50))


def test_a_break_lies_inside_and_is_not_everything(store: Store) -> None:
    uid = logged(store, NOW, draft("UHRS", at(9), at(12)))
    for start, end in ((at(8), at(10)), (at(11), at(13)), (at(11), at(10)), (at(10), at(10))):
        with pytest.raises(BadInput, match="not inside UHRS"):
            log.cut_break(store, NOW, uid, start, end)
    with pytest.raises(BadInput, match="Nothing would be left"):
        log.cut_break(store, NOW, uid, at(9), at(12))


# Gaps


def test_a_gap_is_filled_from_either_side(store: Store) -> None:
    one = logged(store, NOW, draft("UHRS", at(9), at(10)))
    two = logged(store, NOW, draft("Outlier", at(10, 30), at(11)))
    before = everything(store)
    log.fill_gap(store, NOW, uid_before=one)
    assert last_why(store) == "fill the gap of 0:30 beside UHRS"
    assert held(store, one).ended == at(10, 30)
    undo(store, NOW)
    log.fill_gap(store, NOW, uid_after=two)
    assert held(store, two).started == at(10)
    undo(store, NOW)
    assert everything(store) == before


def test_a_gap_is_only_where_nobody_works_and_on_one_day(store: Store) -> None:
    one = logged(store, NOW, draft("UHRS", at(9), at(10)))
    logged(store, NOW, draft("Outlier", at(10), at(11)))
    two = logged(store, NOW, draft("UHRS", at(10, 30), at(12)))
    early = logged(store, NOW, draft("UHRS", at(22, day=18), at(23, day=18)))
    for uid in (one, two):
        with pytest.raises(CouldNot, match="No gap follows UHRS"):
            log.fill_gap(store, NOW, uid_before=uid)
        with pytest.raises(CouldNot, match="No gap lies before UHRS"):
            log.fill_gap(store, NOW, uid_after=uid)
    with pytest.raises(CouldNot, match="No gap follows"):
        log.fill_gap(store, NOW, uid_before=early)
    with pytest.raises(BadInput):
        log.fill_gap(store, NOW)


def test_a_gap_before_the_running_session_is_filled(store: Store) -> None:
    one = logged(store, NOW, draft("UHRS", at(9), at(10)))
    started = timer.start(store, at(15), "UHRS")
    with pytest.raises(CouldNot):
        log.fill_gap(store, NOW, uid_before=started.uid)
    log.fill_gap(store, NOW, uid_before=one)
    assert held(store, one).ended == at(15)
    undo(store, NOW)
    log.fill_gap(store, NOW, uid_after=started.uid)
    assert held(store, started.uid).started == at(10)


# Nudges


def test_the_touching_neighbour_follows(store: Store) -> None:
    one = logged(store, NOW, draft("UHRS", at(9), at(10)))
    two = logged(store, NOW, draft("Outlier", at(10), at(11)))
    before = everything(store)
    log.nudge(store, NOW, one, "end", 5)
    assert held(store, one).ended == held(store, two).started == at(10, 5)
    assert last_why(store) == "move the end of UHRS by +5 min"
    log.nudge(store, NOW, two, "start", -15)
    assert held(store, one).ended == held(store, two).started == at(9, 50)
    undo(store, NOW)
    undo(store, NOW)
    assert everything(store) == before


def test_a_neighbour_that_does_not_touch_stays(store: Store) -> None:
    one = logged(store, NOW, draft("UHRS", at(9), at(10)))
    two = logged(store, NOW, draft("Outlier", at(10, 1), at(11)))
    assert log.nudge(store, NOW, one, "end", 5).overlaps == (("Outlier", 4 * 60),)
    assert held(store, two).started == at(10, 1)
    log.nudge(store, NOW, two, "start", -1, neighbour=False)
    assert held(store, one).ended == at(10, 5)


def test_a_nudge_leaves_something_of_both_and_stays_in_the_past(store: Store) -> None:
    one = logged(store, NOW, draft("UHRS", at(9), at(10)))
    logged(store, NOW, draft("Outlier", at(10), at(10, 10)))
    late = logged(store, NOW, draft("UHRS", at(16), NOW))
    before = everything(store)
    with pytest.raises(BadInput, match="left of Outlier"):
        log.nudge(store, NOW, one, "end", 15)
    with pytest.raises(BadInput, match="left of UHRS"):
        log.nudge(store, NOW, one, "start", 60)
    with pytest.raises(BadInput, match="future"):
        log.nudge(store, NOW, late, "end", 1)
    assert everything(store) == before


def test_the_start_of_a_running_session_is_nudged_and_its_end_is_not(store: Store) -> None:
    one = logged(store, NOW, draft("UHRS", at(14), at(15)))
    started = timer.start(store, at(15), "Outlier")
    log.nudge(store, NOW, started.uid, "start", -5)
    assert held(store, one).ended == held(store, started.uid).started == at(14, 55)
    with pytest.raises(CouldNot, match="still runs"):
        log.nudge(store, NOW, started.uid, "end", -5)
    log.nudge(store, NOW, one, "end", 5)
    assert held(store, started.uid).started == at(15)


def test_rests_that_a_nudge_passes_are_cut(store: Store) -> None:
    uid = logged(store, NOW, draft("UHRS", at(9), at(10), pauses=((at(9, 2), at(9, 10)),)))
    log.nudge(store, NOW, uid, "start", 5)
    assert held(store, uid).pauses == (Pause(at(9, 5), at(9, 10)),)
    log.nudge(store, NOW, uid, "start", 15)
    assert held(store, uid).pauses == ()


# Moving and copying


def test_a_session_is_moved_with_its_rests(store: Store) -> None:
    uid = logged(store, NOW, draft("UHRS", at(9), at(10), pauses=((at(9, 10), at(9, 20)),)))
    log.move(store, NOW, uid, at(8, 30, day=17))
    kept = held(store, uid)
    assert (kept.started, kept.ended) == (at(8, 30, day=17), at(9, 30, day=17))
    assert kept.pauses == (Pause(at(8, 40, day=17), at(8, 50, day=17)),)
    assert last_why(store) == "move UHRS to Tue 17 Nov 08:30"
    with pytest.raises(BadInput, match="future"):
        log.move(store, NOW, uid, at(16))
    started = timer.start(store, at(16), "UHRS")
    with pytest.raises(CouldNot, match="still runs"):
        log.move(store, NOW, started.uid, at(15))


def test_a_copy_is_of_today_without_what_was_earned(store: Store) -> None:
    uid = logged(store, NOW, draft("UHRS", at(9, day=16), at(10, day=16), tasks=3, earned="$2",
                                   note="n", pauses=((at(9, 10, day=16), at(9, 20, day=16)),)))  # fmt: skip
    made = held(store, log.copy(store, NOW, uid))
    assert (made.started, made.ended) == (at(9), at(10))
    assert made.pauses == (Pause(at(9, 10), at(9, 20)),)
    assert (made.tasks, made.earned, made.note) == (None, None, "n")
    assert last_why(store) == "copy UHRS"


def test_a_copy_of_what_would_not_be_over_yet_stays_where_it_was(store: Store) -> None:
    uid = logged(store, NOW, draft("UHRS", at(16, day=18), at(18, day=18)))
    made = held(store, log.copy(store, NOW, uid))
    assert (made.started, made.ended) == (at(16, day=18), at(18, day=18))


def test_a_copy_over_a_change_of_the_clocks_keeps_the_wall_time(store: Store) -> None:
    settings.set_setting(store, NOW, "zone", "Europe/Berlin")
    begun = datetime.fromisoformat("2024-10-26T09:00:00+02:00")
    uid = logged(store, NOW, draft("UHRS", begun, begun + timedelta(hours=1)))
    now = datetime.fromisoformat("2024-10-28T12:00:00+01:00")
    made = held(store, log.copy(store, now, uid))
    assert made.started == datetime.fromisoformat("2024-10-28T09:00:00+01:00")
