"""Undo, redo and history: across restarts, programs and folds."""

from __future__ import annotations

from datetime import timedelta

import pytest

from taskwell.errors import CouldNot
from taskwell.store.documents import Change
from taskwell.store.store import Store
from tests.conftest import NOW
from tests.store.years import documents


def put(store: Store, value: str, *, fold: str | None = None) -> None:
    """Append a letter to the one setting of these tests."""
    with store.transaction(f"put {value}", fold=fold) as tx:
        known = store.core("settings")
        if known:
            tx.update("settings", 1, {"value": str(known[1]["value"]) + value})
        else:
            tx.insert("settings", {"key": "text", "value": value})


def text(store: Store) -> str:
    known = store.core("settings")
    return str(known[1]["value"]) if known else ""


def test_acts_are_undone_one_by_one_and_done_again(store: Store) -> None:
    for letter in "abc":
        put(store, letter)
    assert store.undo(NOW).why == "put c"
    assert store.undo(NOW).why == "put b"
    assert text(store) == "a"
    assert store.redo(NOW).why == "put b"
    assert text(store) == "ab"
    assert store.redo(NOW).why == "put c"
    assert text(store) == "abc"
    with pytest.raises(CouldNot, match="nothing to redo"):
        store.redo(NOW)
    for _ in "abc":
        store.undo(NOW)
    assert store.core("settings") == {}
    with pytest.raises(CouldNot, match="nothing to undo"):
        store.undo(NOW)


def test_a_new_act_clears_what_could_be_done_again(store: Store) -> None:
    put(store, "a")
    put(store, "b")
    store.undo(NOW)
    put(store, "c")
    with pytest.raises(CouldNot, match="nothing to redo"):
        store.redo(NOW)
    assert store.undo(NOW).why == "put c"
    assert store.undo(NOW).why == "put a"


def test_undo_works_in_another_program_after_a_restart_and_folds(store: Store) -> None:
    put(store, "a")
    store.fold(force=True)
    put(store, "b")
    store.fold(force=True)
    store.close()
    again = Store.open(store.folder)
    assert again.undo(NOW).why == "put b"
    again.fold(force=True)
    third = Store.open(store.folder)
    assert third.undo(NOW).why == "put a"
    assert third.core("settings") == {}
    again.refresh()
    assert again.redo(NOW).why == "put a"
    again.fold(force=True)
    assert Store.open(store.folder).redo(NOW).why == "put b"


def test_acts_with_one_fold_key_are_one_step(store: Store) -> None:
    put(store, "a")
    for letter in "bcd":
        put(store, letter, fold="count:1")
    store.fold(force=True)
    put(store, "e", fold="count:1")
    store.undo(NOW)
    assert text(store) == "a"
    store.redo(NOW)
    assert text(store) == "abcde"
    put(store, "f", fold="count:2")
    put(store, "g", fold="count:1")
    store.undo(NOW)
    assert text(store) == "abcdef"


def test_an_undo_is_told_as_a_change(store: Store) -> None:
    other = Store.open(store.folder)
    put(store, "a")
    other.refresh()
    told: list[Change] = []
    store.subscribe(told.append)
    undone = store.undo(NOW)
    assert undone.touched == {("settings", 1)}
    assert told[0].undo
    assert told[0].own
    change = other.refresh()
    assert change is not None
    assert change.undo
    assert not change.own


def test_a_deleted_session_comes_back_with_its_number_and_place(store: Store) -> None:
    with store.transaction("import") as tx:
        numbers = tx.insert_many("sessions", documents(50, years=1))
    store.fold(force=True)
    before = {number: store.sessions.get(number) for number in numbers}
    with store.transaction("delete") as tx:
        for number in numbers[::3]:
            tx.delete("sessions", number)
    store.fold(force=True)
    store.undo(NOW)
    assert {number: store.sessions.get(number) for number in numbers} == before
    store.fold(force=True)
    again = Store.open(store.folder)
    assert {number: again.sessions.get(number) for number in numbers} == before


def test_an_import_is_one_step(store: Store) -> None:
    with store.transaction("import") as tx:
        tx.insert_many("sessions", documents(500))
    store.fold(force=True)
    assert store.undo(NOW).why == "import"
    assert store.sessions.count() == 0
    assert store.sessions.months() == []
    store.redo(NOW)
    assert store.sessions.count() == 500


def test_history_tells_what_was_done_newest_first(store: Store) -> None:
    put(store, "a")
    put(store, "b")
    store.fold(force=True)
    store.undo(NOW + timedelta(minutes=1))
    acts = store.history()
    assert [(act.why, act.undone) for act in acts] == [
        ("undo: put b", False),
        ("put b", True),
        ("put a", False),
    ]
    assert acts[0].at == NOW + timedelta(minutes=1)
    (changed,) = acts[1].changes
    assert (changed.op, changed.table, changed.id) == ("u", "settings", 1)
    assert (changed.before or {})["value"] == "a"
    assert (changed.after or {})["value"] == "ab"
    assert len(store.history(limit=1)) == 1


def test_history_of_one_session(store: Store) -> None:
    first, second = documents(2)
    with store.transaction("log two") as tx:
        number, _ = tx.insert_many("sessions", [first, second])
    with store.transaction("edit") as tx:
        tx.update("sessions", number, {"note": "x"})
    uid = str(first["uid"])
    acts = store.history(uid[:8])
    assert [act.why for act in acts] == ["edit", "log two"]
    assert all(change.uid == uid for act in acts for change in act.changes)
    assert store.history("nobody") == []


def test_undoing_inside_a_transaction_is_refused(store: Store) -> None:
    put(store, "a")
    with store.transaction("b"), pytest.raises(CouldNot):
        store.undo(NOW)
