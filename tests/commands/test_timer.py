from __future__ import annotations

from datetime import timedelta

import pytest

from taskwell.commands import log, roster, settings, timer
from taskwell.commands.history import undo
from taskwell.errors import BadInput, CouldNot
from taskwell.queries.directory import directory
from taskwell.queries.sessions import open_sessions, sessions
from taskwell.records.session import Pause
from taskwell.store.store import Store
from tests.commands.work import at, draft, everything, held, last_why, logged, raw, running
from tests.conftest import NOW, FakeClock


@pytest.fixture(autouse=True)
def platforms(store: Store) -> None:
    for name in ("UHRS", "Outlier", "Prolific"):
        roster.add_platform(store, NOW, name)
    roster.add_project(store, NOW, "UHRS", "Relevance")


# Starting


def test_a_start_is_found_by_a_beginning_and_named_in_history(store: Store) -> None:
    started = timer.start(store, NOW, "uh", "rel", kind="search", note="slow", tags=("a", "a"))
    assert started.label == "UHRS / Relevance"
    assert last_why(store) == "start UHRS / Relevance"
    session = held(store, started.uid)
    assert (session.started, session.ended, session.zone) == (NOW, None, "America/Chicago")
    assert (session.kind, session.note, session.tags) == ("search", "slow", ("a",))


def test_uids_of_platform_and_project_start_as_well(store: Store) -> None:
    names = directory(store)
    home = names.platform("UHRS")
    part = names.project(home, "Relevance")
    assert timer.start(store, NOW, home.uid, part.uid).label == "UHRS / Relevance"


def test_an_unknown_platform_names_near_ones_and_changes_nothing(store: Store) -> None:
    before = everything(store)
    with pytest.raises(BadInput, match="Outlier"):
        timer.start(store, NOW, "Outleir")
    with pytest.raises(BadInput, match="Relevance"):
        timer.start(store, NOW, "UHRS", "Relevanc_e")
    assert everything(store) == before


def test_create_makes_platform_project_and_session_in_one_step(store: Store) -> None:
    before = everything(store)
    started = timer.start(store, NOW, "Appen", "Maps", create=True)
    assert started.label == "Appen / Maps"
    assert undo(store, NOW) == "Undone: start Appen / Maps"
    assert everything(store) == before


def test_a_start_takes_the_exposure_of_its_project_unless_told(store: Store) -> None:
    roster.add_project(store, NOW, "UHRS", "Images", exposure="disturbing")
    first = timer.start(store, NOW, "UHRS", "Images")
    assert held(store, first.uid).exposure == "disturbing"
    second = timer.start(store, NOW, "UHRS", "Images", exposure="mild", running="switch")
    assert held(store, second.uid).exposure == "mild"


def test_a_second_start_names_what_runs_and_the_ways(store: Store) -> None:
    timer.start(store, at(15), "UHRS", "Relevance")
    before = everything(store)
    with pytest.raises(CouldNot) as refused:
        timer.start(store, NOW, "Outlier")
    assert "UHRS / Relevance runs" in refused.value.what
    assert "15:00" in refused.value.what
    assert "1:42" in refused.value.what
    for way in ("--switch", "--beside", "--end-last"):
        assert way in refused.value.what_to_do
    assert everything(store) == before


def test_a_switch_ends_the_front_session_at_the_start(store: Store) -> None:
    first = timer.start(store, at(15), "UHRS")
    second = timer.start(store, NOW, "Outlier", at=at(16, 30), running="switch")
    assert second.stopped == (first.uid,)
    assert held(store, first.uid).ended == held(store, second.uid).started == at(16, 30)
    assert second.overlaps == ()
    assert last_why(store) == "start Outlier"


def test_a_switch_before_the_start_of_what_runs_is_refused(store: Store) -> None:
    timer.start(store, at(15), "UHRS")
    with pytest.raises(BadInput, match="UHRS began at 15:00, after 14:30"):
        timer.start(store, NOW, "Outlier", at=at(14, 30), running="switch")
    assert len(open_sessions(store, NOW)) == 1


def test_a_start_in_the_future_is_refused(store: Store) -> None:
    with pytest.raises(BadInput, match="future"):
        timer.start(store, NOW, "UHRS", at=NOW + timedelta(minutes=1))


def test_beside_lets_both_run_and_the_new_one_is_in_front(store: Store) -> None:
    first = timer.start(store, at(15), "UHRS")
    second = timer.start(store, NOW, "Outlier", running="beside")
    assert second.overlaps == ()
    assert running(store, NOW) == [second.uid, first.uid]
    timer.stop(store, NOW)
    assert running(store, NOW) == [first.uid]


def test_a_backdated_start_says_what_it_overlaps(store: Store) -> None:
    logged(store, NOW, draft("Outlier", at(15), at(16)))
    started = timer.start(store, NOW, "UHRS", at=at(15, 45))
    assert started.overlaps == (("Outlier", 15 * 60),)


def test_a_rest_of_the_other_session_is_no_overlap(store: Store) -> None:
    timer.start(store, at(15), "UHRS")
    timer.pause(store, at(15, 30))
    timer.start(store, at(15, 40), "Outlier", at=at(15, 32), running="beside")
    assert sessions(store, NOW)[0].overlap == 0


def test_a_stop_and_a_start_typed_for_the_same_minute_never_overlap(store: Store) -> None:
    timer.start(store, at(15), "UHRS")
    timer.stop(store, at(15, 30, 40))
    started = timer.start(store, at(15, 31, 20), "Outlier", at=at(15, 30))
    assert started.overlaps == ()
    assert held(store, started.uid).started == at(15, 30, 40)


def test_end_last_ends_at_the_last_sign_of_life(store: Store) -> None:
    first = timer.start(store, at(9), "UHRS")
    store.heartbeat(at(10, 15), at(10, 12))
    second = timer.start(store, NOW, "Outlier", running="end-last")
    assert second.stopped == (first.uid,)
    assert held(store, first.uid).ended == at(10, 15)
    assert held(store, second.uid).started == NOW


def test_end_last_without_any_sign_never_ends_before_the_start(store: Store) -> None:
    first = timer.start(store, at(9), "UHRS")
    store.heartbeat(at(8), at(8))
    timer.start(store, NOW, "Outlier", running="end-last")
    assert held(store, first.uid).ended == at(9)


def test_a_start_needs_a_known_kind(store: Store) -> None:
    with pytest.raises(BadInput, match="serch"):
        timer.start(store, NOW, "UHRS", kind="serch")


def test_two_terminals_that_start_at_once_see_each_other(store: Store) -> None:
    other = Store.open(store.folder, clock=store.clock)
    timer.start(store, NOW, "UHRS")
    with pytest.raises(CouldNot, match="UHRS runs"):
        timer.start(other, NOW, "Outlier")
    assert [each.platform for each in open_sessions(other, NOW)] == ["UHRS"]
    other.close()


def test_stopping_in_another_terminal_is_seen_here(store: Store) -> None:
    other = Store.open(store.folder, clock=store.clock)
    started = timer.start(store, at(16), "UHRS")
    timer.stop(other, NOW)
    with pytest.raises(CouldNot, match="Nothing is running"):
        timer.count(store, NOW)
    with pytest.raises(CouldNot, match="does not run any more"):
        timer.stop(store, NOW, uid=started.uid)
    other.close()


# Resting


def test_rests_are_left_out_of_the_time(store: Store) -> None:
    started = timer.start(store, at(15), "UHRS")
    assert timer.pause(store, at(15, 30)).label == "UHRS"
    assert last_why(store) == "pause UHRS"
    assert open_sessions(store, NOW)[0].seconds == 30 * 60
    timer.resume(store, at(15, 45))
    assert last_why(store) == "resume UHRS"
    assert open_sessions(store, at(16))[0].seconds == 45 * 60
    assert held(store, started.uid).pauses == (Pause(at(15, 30), at(15, 45)),)


def test_pausing_twice_and_resuming_what_runs_could_not_be_done(store: Store) -> None:
    with pytest.raises(CouldNot, match="Nothing is running"):
        timer.pause(store, NOW)
    timer.start(store, at(15), "UHRS")
    with pytest.raises(CouldNot, match="not paused"):
        timer.resume(store, NOW)
    timer.pause(store, at(16))
    with pytest.raises(CouldNot, match="paused already"):
        timer.pause(store, NOW)


def test_a_pause_lies_after_the_start_and_after_earlier_rests(store: Store) -> None:
    timer.start(store, at(15), "UHRS")
    with pytest.raises(BadInput, match="began at 15:00"):
        timer.pause(store, NOW, at=at(14))
    with pytest.raises(BadInput, match="future"):
        timer.pause(store, NOW, at=NOW + timedelta(seconds=1))
    timer.pause(store, at(15, 30))
    with pytest.raises(BadInput, match="rests since 15:30"):
        timer.resume(store, NOW, at=at(15, 29))
    timer.resume(store, at(15, 40))
    with pytest.raises(BadInput, match="rested until 15:40"):
        timer.pause(store, NOW, at=at(15, 35))


def test_a_rest_of_no_length_leaves_no_trace(store: Store) -> None:
    started = timer.start(store, at(15), "UHRS")
    timer.pause(store, at(16))
    timer.resume(store, at(16))
    assert "pauses" not in raw(store, started.uid)


# Stopping


def test_a_stop_says_what_was_worked_and_what_it_should_bring(store: Store) -> None:
    roster.set_platform(store, NOW, "UHRS", {"rate": "0.065 USD/task"})
    timer.start(store, at(15), "UHRS", "Relevance")
    timer.count(store, at(16), 142)
    (stopped,) = timer.stop(store, NOW)
    assert (stopped.label, stopped.seconds, stopped.tasks) == ("UHRS / Relevance", 6120, 142)
    assert stopped.estimated is not None
    assert stopped.estimated.shown() == "$9.23"
    assert (stopped.started, stopped.ended) == (at(15), NOW)
    assert last_why(store) == "stop UHRS / Relevance after 1:42"
    assert undo(store, NOW) == "Undone: stop UHRS / Relevance after 1:42"
    assert running(store, NOW) == [stopped.uid]


def test_a_stop_takes_tasks_money_in_the_platforms_currency_and_a_note(store: Store) -> None:
    roster.add_platform(store, NOW, "Clickworker", currency="EUR")
    timer.start(store, at(15), "Clickworker")
    (stopped,) = timer.stop(store, NOW, tasks=3, earned="4.20", note="good queue")
    session = held(store, stopped.uid)
    assert session.earned is not None
    assert session.earned.shown() == "€4.20"
    assert (session.tasks, session.note, stopped.estimated) == (3, "good queue", None)


def test_wrong_amounts_name_their_field_and_stop_nothing(store: Store) -> None:
    timer.start(store, at(15), "UHRS")
    with pytest.raises(BadInput) as refused:
        timer.stop(store, NOW, earned="4,20")
    assert refused.value.field == "earned"
    with pytest.raises(BadInput) as refused:
        timer.stop(store, NOW, tasks=-1)
    assert refused.value.field == "tasks"
    assert len(running(store, NOW)) == 1


def test_a_stop_cannot_lie_before_the_start_inside_a_rest_or_in_the_future(store: Store) -> None:
    timer.start(store, at(15), "UHRS")
    timer.pause(store, at(15, 30))
    timer.resume(store, at(15, 45))
    for moment, word in (
        (at(14, 59), "began at 15:00"),
        (at(15, 40), "rested from 15:30 to 15:45"),
        (NOW + timedelta(seconds=1), "future"),
    ):
        with pytest.raises(BadInput, match=word):
            timer.stop(store, NOW, at=moment)
    assert len(running(store, NOW)) == 1


def test_a_stop_closes_a_rest_that_lasts_and_drops_later_ones(store: Store) -> None:
    timer.start(store, at(15), "UHRS")
    timer.pause(store, at(15, 10))
    timer.resume(store, at(15, 20))
    timer.pause(store, at(16))
    (stopped,) = timer.stop(store, NOW)
    assert held(store, stopped.uid).pauses[-1] == Pause(at(16), NOW)
    assert stopped.seconds == 50 * 60
    undo(store, NOW)
    (stopped,) = timer.stop(store, NOW, at=at(15, 30))
    assert held(store, stopped.uid).pauses == (Pause(at(15, 10), at(15, 20)),)
    assert stopped.seconds == 20 * 60


def test_all_are_stopped_in_one_step(store: Store) -> None:
    timer.start(store, at(15), "UHRS")
    timer.start(store, at(16), "Outlier", running="beside")
    stopped = timer.stop(store, NOW, everything=True, tasks=5)
    assert [(each.label, each.tasks) for each in stopped] == [("Outlier", 5), ("UHRS", None)]
    assert running(store, NOW) == []
    undo(store, NOW)
    assert len(running(store, NOW)) == 2


def test_a_session_that_is_not_in_front_is_stopped_by_its_uid(store: Store) -> None:
    first = timer.start(store, at(15), "UHRS")
    second = timer.start(store, at(16), "Outlier", running="beside")
    (stopped,) = timer.stop(store, NOW, uid=first.uid[:8])
    assert stopped.uid == first.uid
    assert running(store, NOW) == [second.uid]


def test_nothing_runs_so_nothing_can_be_stopped_cancelled_or_counted(store: Store) -> None:
    for act in (timer.stop, timer.cancel, timer.count, timer.resume):
        with pytest.raises(CouldNot, match="Nothing is running"):
            act(store, NOW)
    with pytest.raises(CouldNot, match="Nothing is running"):
        timer.change_kind(store, NOW, "search")


def test_cancel_leaves_nothing_and_undo_brings_it_back(store: Store) -> None:
    started = timer.start(store, at(15), "UHRS")
    timer.count(store, at(16))
    before = everything(store)
    assert timer.cancel(store, NOW).uid == started.uid
    assert last_why(store) == "cancel UHRS"
    assert sessions(store, NOW) == []
    undo(store, NOW)
    assert everything(store) == before


def test_continue_starts_again_what_was_worked_on_last(store: Store) -> None:
    with pytest.raises(CouldNot, match="no session"):
        timer.continue_last(store, NOW)
    timer.start(store, at(15), "UHRS", "Relevance", kind="training", tags=("x",), note="first")
    with pytest.raises(CouldNot, match="UHRS / Relevance runs"):
        timer.continue_last(store, NOW)
    timer.stop(store, at(16))
    again = timer.continue_last(store, NOW)
    session = held(store, again.uid)
    assert again.label == "UHRS / Relevance"
    assert (session.kind, session.tags, session.note) == ("training", ("x",), "")
    assert last_why(store) == "start UHRS / Relevance"


def test_of_several_one_is_brought_to_the_front(store: Store) -> None:
    first = timer.start(store, NOW, "UHRS")
    second = timer.start(store, NOW, "Outlier", running="beside")
    third = timer.start(store, NOW, "Prolific", running="beside")
    assert running(store, NOW) == [third.uid, second.uid, first.uid]
    assert timer.bring_to_front(store, NOW, first.uid).label == "UHRS"
    assert running(store, NOW) == [first.uid, third.uid, second.uid]
    assert last_why(store) == "bring UHRS to the front"
    sequence = store.sequence
    timer.bring_to_front(store, NOW, first.uid)
    assert store.sequence == sequence
    with pytest.raises(CouldNot):
        timer.bring_to_front(store, NOW, "zzzz")


# Counting


def test_a_thousand_counts_are_one_step_of_undo(store: Store, clock: FakeClock) -> None:
    started = timer.start(store, NOW, "UHRS")
    before = everything(store)
    for _ in range(1000):
        clock.advance(1)
        timer.count(store, clock())
    assert held(store, started.uid).tasks == 1000
    assert held(store, started.uid).last_task == clock()
    assert undo(store, clock()) == "Undone: count tasks of UHRS"
    assert everything(store) == before


def test_counts_never_fall_below_zero_and_do_nothing_there(store: Store) -> None:
    started = timer.start(store, NOW, "UHRS")
    sequence = store.sequence
    assert timer.count(store, NOW, -3) == 0
    assert store.sequence == sequence
    assert timer.count(store, NOW, 2) == 2
    assert timer.count(store, NOW, -1) == 1
    assert timer.count(store, NOW, -5) == 0
    assert held(store, started.uid).last_task == NOW
    with pytest.raises(BadInput, match="more tasks"):
        timer.count(store, NOW, 2_000_000)


def test_counts_of_two_sessions_are_two_steps(store: Store) -> None:
    first = timer.start(store, NOW, "UHRS")
    timer.count(store, NOW)
    second = timer.start(store, NOW, "Outlier", running="beside")
    timer.count(store, NOW)
    timer.count(store, NOW)
    undo(store, NOW)
    assert held(store, second.uid).tasks is None
    assert held(store, first.uid).tasks == 1


# The kind of time


def test_another_kind_begins_where_the_first_ends(store: Store) -> None:
    first = timer.start(store, at(15), "UHRS", "Relevance", note="mine", tags=("x",))
    changed = timer.change_kind(store, NOW, "sea")
    assert last_why(store) == "UHRS / Relevance is search now"
    old, new = held(store, first.uid), held(store, changed.uid)
    assert (old.kind, old.ended, new.kind, new.started) == ("paid", NOW, "search", NOW)
    assert (new.project, new.tags, new.note) == (old.project, old.tags, "")
    undo(store, NOW)
    assert running(store, NOW) == [first.uid]


def test_a_young_session_or_a_whole_one_is_relabelled(store: Store) -> None:
    started = timer.start(store, at(16, 41, 30), "UHRS")
    assert timer.change_kind(store, NOW, "waiting").uid == started.uid
    assert held(store, started.uid).kind == "waiting"
    assert timer.change_kind(store, at(17), "admin", whole=True).uid == started.uid
    assert held(store, started.uid).kind == "admin"


def test_tasks_make_a_young_session_too_old_to_relabel(store: Store) -> None:
    started = timer.start(store, at(16, 41, 30), "UHRS")
    timer.count(store, NOW)
    assert timer.change_kind(store, NOW, "waiting").uid != started.uid


def test_the_same_kind_again_changes_nothing(store: Store) -> None:
    timer.start(store, at(15), "UHRS")
    sequence = store.sequence
    timer.change_kind(store, NOW, "paid")
    assert store.sequence == sequence


def test_another_kind_in_a_rest_goes_on_resting(store: Store) -> None:
    timer.start(store, at(15), "UHRS")
    timer.pause(store, at(16))
    changed = timer.change_kind(store, NOW, "waiting")
    assert held(store, changed.uid).paused
    assert open_sessions(store, at(18))[0].seconds == 0


# Clocks that are set back


def test_a_clock_that_was_set_back_never_gives_negative_time(store: Store) -> None:
    started = timer.start(store, NOW, "UHRS")
    back = NOW - timedelta(hours=1)
    assert timer.pause(store, back).uid == started.uid
    timer.resume(store, back)
    timer.count(store, back)
    (stopped,) = timer.stop(store, back)
    assert stopped.seconds == 0
    assert stopped.ended == stopped.started == NOW
    log.edit(store, back, stopped.uid, {"note": "the clock was wrong"})


def test_a_switch_after_the_clock_was_set_back_overlaps_nothing(store: Store) -> None:
    first = timer.start(store, NOW, "UHRS")
    second = timer.start(store, NOW - timedelta(minutes=30), "Outlier", running="switch")
    assert held(store, first.uid).ended == held(store, second.uid).started == NOW
    assert running(store, NOW) == [second.uid]
    changed = timer.change_kind(store, NOW - timedelta(minutes=30), "search")
    assert changed.uid == second.uid


def test_after_the_clock_was_set_back_the_newest_is_in_front(store: Store) -> None:
    timer.start(store, NOW, "UHRS")
    back = NOW - timedelta(hours=2)
    second = timer.start(store, back, "Outlier", running="beside")
    assert running(store, back)[0] == second.uid


def test_a_stop_inside_an_old_rest_by_a_wrong_clock_cuts_the_rest(store: Store) -> None:
    timer.start(store, at(14), "UHRS")
    timer.pause(store, at(15))
    timer.resume(store, at(16))
    (stopped,) = timer.stop(store, at(15, 30))
    assert stopped.seconds == 3600


# The nights on which the clocks change


def test_a_session_over_the_autumn_change_lasts_three_hours(store: Store) -> None:
    from taskwell.queries.settings import calendar
    from taskwell.timekeeping.typed import parse_at

    settings.set_setting(store, NOW, "zone", "Europe/Berlin")
    days = calendar(store)
    begun = parse_at("2024-10-27 01:30", NOW, days)
    ended = parse_at("2024-10-27 03:30", NOW, days)
    started = timer.start(store, begun, "UHRS")
    (stopped,) = timer.stop(store, ended)
    assert stopped.seconds == 3 * 3600
    assert held(store, started.uid).zone == "Europe/Berlin"


def test_a_session_over_the_spring_change_lasts_one_hour(store: Store) -> None:
    from taskwell.queries.settings import calendar
    from taskwell.timekeeping.typed import parse_at

    settings.set_setting(store, NOW, "zone", "Europe/Berlin")
    days = calendar(store)
    timer.start(store, parse_at("2024-03-31 01:30", NOW, days), "UHRS")
    (stopped,) = timer.stop(store, parse_at("2024-03-31 03:30", NOW, days))
    assert stopped.seconds == 3600
