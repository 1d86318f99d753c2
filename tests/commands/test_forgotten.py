from __future__ import annotations

from datetime import timedelta

import pytest

from taskwell.commands import roster, timer
from taskwell.commands.history import undo
from taskwell.errors import BadInput, CouldNot
from taskwell.queries.forgotten import forgotten
from taskwell.records.session import Pause
from taskwell.store.store import Store
from tests.commands.work import at, everything, held, last_why, running
from tests.conftest import NOW


@pytest.fixture
def asked(store: Store) -> str:
    """UHRS, forgotten at 10:15 this morning."""
    roster.add_platform(store, NOW, "UHRS")
    roster.add_platform(store, NOW, "Outlier")
    started = timer.start(store, at(9), "UHRS")
    store.heartbeat(at(10, 15), at(10, 12))
    return started.uid


def test_it_ends_at_its_last_sign_of_life(store: Store, asked: str) -> None:
    before = everything(store)
    assert timer.answer(store, NOW, asked, "end").label == "UHRS"
    assert held(store, asked).ended == at(10, 15)
    assert last_why(store) == "end UHRS at 10:15"
    undo(store, NOW)
    assert everything(store) == before


def test_it_ends_at_the_time_that_was_suggested_or_typed(store: Store, asked: str) -> None:
    found = forgotten(store, NOW, gap=True)
    assert found is not None
    store.heartbeat(NOW, NOW)  # the program that asks beats meanwhile
    timer.answer(store, NOW, asked, "end", found.suggested)
    assert held(store, asked).ended == at(10, 15)
    undo(store, NOW)
    timer.answer(store, NOW, asked, "at", at(11))
    assert held(store, asked).ended == at(11)


def test_kept_time_is_not_asked_about_again(store: Store, asked: str) -> None:
    timer.answer(store, NOW, asked, "keep")
    assert running(store, NOW) == [asked]
    assert forgotten(store, NOW + timedelta(minutes=1), gap=True) is None
    assert last_why(store) == "keep all of UHRS"


def test_a_break_leaves_out_the_silence_and_goes_on(store: Store, asked: str) -> None:
    timer.answer(store, NOW, asked, "break", at(10, 15))
    assert held(store, asked).pauses == (Pause(at(10, 15), NOW),)
    assert held(store, asked).seconds(NOW) == 75 * 60
    assert last_why(store) == "make a break of UHRS since 10:15"
    assert forgotten(store, NOW, gap=True) is None


def test_a_break_takes_in_the_rests_it_meets(store: Store, asked: str) -> None:
    timer.pause(store, at(10))
    timer.resume(store, at(11))
    timer.pause(store, at(12))
    timer.answer(store, NOW, asked, "break", at(10, 30))
    assert held(store, asked).pauses == (Pause(at(10), NOW),)
    assert not held(store, asked).paused


def test_an_answer_about_one_that_is_behind_keeps_the_order(store: Store, asked: str) -> None:
    front = timer.start(store, at(10), "Outlier", running="beside")
    timer.answer(store, NOW, asked, "keep")
    assert running(store, NOW) == [front.uid, asked]


def test_answers_outside_of_the_session_are_refused(store: Store, asked: str) -> None:
    before = everything(store)
    with pytest.raises(BadInput, match="future"):
        timer.answer(store, NOW, asked, "at", NOW + timedelta(seconds=1))
    with pytest.raises(BadInput, match="began at 09:00"):
        timer.answer(store, NOW, asked, "break", at(8))
    with pytest.raises(BadInput, match="began at"):
        timer.answer(store, NOW, asked, "at", at(8))
    assert everything(store) == before


def test_one_that_was_stopped_elsewhere_needs_no_answer(store: Store, asked: str) -> None:
    timer.stop(store, NOW)
    with pytest.raises(CouldNot, match="does not run any more"):
        timer.answer(store, NOW, asked, "end")


def test_an_answer_and_a_start_can_be_one_step(store: Store, asked: str) -> None:
    before = everything(store)
    with store.transaction("end UHRS earlier and start another"):
        timer.answer(store, NOW, asked, "end", at(10, 15))
        timer.start(store, NOW, "Outlier", running="beside")
    assert undo(store, NOW) == "Undone: end UHRS earlier and start another"
    assert everything(store) == before
