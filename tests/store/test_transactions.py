"""One transaction: all of it, once, durably, or nothing at all."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from taskwell.errors import BadInput, CouldNot
from taskwell.store.documents import Change
from taskwell.store.store import Store
from taskwell.store.transactions import REMOVED
from tests.conftest import FakeClock
from tests.store.years import documents


def records(store: Store) -> list[dict[str, object]]:
    """The journal's lines, first lines of segments left out."""
    lines = []
    for file in sorted((store.folder / "journal").glob("*.jsonl")):
        lines += file.read_text(encoding="utf-8").splitlines()[1:]
    return [json.loads(line) for line in lines]


def a_session(**more: object) -> dict[str, object]:
    return {**next(documents(1)), "uid": "aaaa11112222", **more}


def insert_and_fail(store: Store, changed: int | None = None) -> None:
    """A transaction that makes changes, sees them, and then breaks."""
    with store.transaction("never") as tx:
        number = tx.insert("settings", {"key": "b"})
        if changed is not None:
            tx.update("settings", changed, {"key": "changed"})
        assert number in store.core("settings")
        raise ZeroDivisionError


def test_a_transaction_is_one_line_of_json_with_its_reason(store: Store) -> None:
    with store.transaction("log a session") as tx:
        tx.insert("platforms", {"uid": "uhrs-1", "name": "UHRS"})
        tx.insert("sessions", a_session())
    (record,) = records(store)
    assert record["why"] == "log a session"
    assert record["s"] == 1
    assert [op[:3] for op in record["o"]] == [["i", "platforms", 1], ["i", "sessions", 1]]  # type: ignore[attr-defined]  # parsed JSON


def test_an_exception_inside_leaves_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        insert_and_fail(store)
    assert store.empty
    assert store.sequence == 0
    assert records(store) == []


def test_a_transaction_that_changes_nothing_writes_nothing(store: Store) -> None:
    with store.transaction("set") as tx:
        number = tx.insert("settings", {"key": "zone", "value": "UTC"})
    with store.transaction("set again") as tx:
        tx.update("settings", number, {"value": "UTC"})
        tx.delete("settings", tx.insert("settings", {"key": "gone"}))
    assert store.sequence == 1


def test_an_inner_transaction_joins_the_outer_one(store: Store) -> None:
    with store.transaction("outer") as tx:
        tx.insert("settings", {"key": "a"})
        with store.transaction("inner") as inner:
            inner.insert("settings", {"key": "b"})
        store.table("settings").insert({"key": "c"})
    assert [record["why"] for record in records(store)] == ["outer"]
    assert [doc["key"] for doc in store.core("settings").values()] == ["a", "b", "c"]


def test_a_failed_inner_transaction_leaves_the_outer_one_as_it_was(store: Store) -> None:
    with store.transaction("outer") as tx:
        number = tx.insert("settings", {"key": "a"})
        with pytest.raises(ZeroDivisionError):
            insert_and_fail(store, number)
        assert store.core("settings") == {number: {"key": "a"}}
    assert store.core("settings") == {number: {"key": "a"}}


def test_reads_inside_see_the_changes_and_other_threads_do_not(store: Store) -> None:
    seen_elsewhere: list[int] = []
    with store.transaction("log") as tx:
        number = tx.insert("sessions", a_session(ended=None))
        assert [doc_id for doc_id, _ in store.sessions.open()] == [number]
        assert store.sessions.by_uid("aaaa")[0] == number
        assert len(store.table("sessions")) == 1
        tx.update("sessions", number, {"note": "again"})
        assert store.sessions.open()[0][1]["note"] == "again"
        other = threading.Thread(target=lambda: seen_elsewhere.append(store.sessions.count()))
        other.start()
        other.join()
    assert seen_elsewhere == [0]
    assert store.sessions.count() == 1


def test_fields_this_version_does_not_know_survive_an_update(store: Store) -> None:
    with store.transaction("log") as tx:
        number = tx.insert("sessions", a_session(mood_of_2031={"x": [1]}, note="n"))
    with store.transaction("edit") as tx:
        tx.update("sessions", number, {"tasks": 5, "note": REMOVED})
    doc = Store.open(store.folder).sessions.get(number)
    assert doc is not None
    assert doc["mood_of_2031"] == {"x": [1]}
    assert doc["tasks"] == 5
    assert "note" not in doc


def test_what_a_caller_does_to_its_documents_afterwards_stays_its_own(store: Store) -> None:
    given = a_session(tags=["a"])
    with store.transaction("log") as tx:
        number = tx.insert("sessions", given)
        given["tags"].append("b")  # type: ignore[attr-defined]  # a list, as written above
        tx.get("sessions", number)["tags"] = []
    store.table("sessions").all()[0]["tags"].append("c")
    doc = store.sessions.get(number)
    assert doc is not None
    assert doc["tags"] == ["a"]


@pytest.mark.parametrize(
    "doc",
    [
        {"started": "2026-03-04 09:15"},
        {"started": None},
        {"started": "2026-03-04T09:15:00+01:00"},
        {"ended": "later"},
        {"note": float("nan")},
    ],
)
def test_what_could_not_be_found_again_is_refused(store: Store, doc: dict[str, object]) -> None:
    with pytest.raises(BadInput), store.transaction("log") as tx:
        tx.insert("sessions", a_session(**doc))
    assert store.sequence == 0


@pytest.mark.parametrize(
    "text", ["\x1b[31mred\n\x00", "‮abc", "👩‍🔬" * 40, "\udce4", "a\u2028b\x85c"]
)
def test_any_text_is_kept_as_it_was_given(store: Store, text: str) -> None:
    with store.transaction("log") as tx:
        number = tx.insert("sessions", a_session(note=text))
    again = Store.open(store.folder)
    assert (again.sessions.get(number) or {})["note"] == text
    again.fold(force=True)
    assert (Store.open(store.folder).sessions.get(number) or {})["note"] == text


def test_ids_are_never_used_again(store: Store) -> None:
    with store.transaction("a") as tx:
        first, second = tx.insert_many("settings", [{"n": 1}, {"n": 2}])
    with store.transaction("b") as tx:
        tx.delete("settings", second)
    store.fold(force=True)
    again = Store.open(store.folder)
    with again.transaction("c") as tx:
        assert tx.insert("settings", {"n": 3}) == second + 1 == first + 2


def test_changing_what_is_gone_says_so(store: Store) -> None:
    with pytest.raises(CouldNot), store.transaction("edit") as tx:
        tx.update("settings", 7, {"a": 1})


def test_two_programs_see_each_other(store: Store) -> None:
    other = Store.open(store.folder)
    told: list[Change] = []
    end = other.subscribe(told.append)
    with store.transaction("log") as tx:
        number = tx.insert("sessions", a_session())
    assert other.sessions.count() == 0
    change = other.refresh()
    assert change is not None
    assert change.whys == ("log",)
    assert change.touched == {("sessions", number)}
    assert not change.own
    assert told == [change]
    assert other.refresh() is None
    with other.transaction("edit") as tx:
        tx.update("sessions", number, {"note": "x"})
    assert told[-1].own
    end()
    with store.transaction("edit") as tx:
        assert tx.get("sessions", number)["note"] == "x"  # caught up under the lock
        tx.delete("sessions", number)
    assert other.refresh() is not None
    assert len(told) == 2
    assert other.sessions.count() == 0


def test_programs_follow_each_other_across_folds(store: Store) -> None:
    other = Store.open(store.folder)
    third = Store.open(store.folder)
    for number, doc in enumerate(documents(60, years=1)):
        writer = (store, other)[number % 2]
        with writer.transaction("log") as tx:
            tx.insert("sessions", doc)
        if number % 4 == 3:
            writer.fold(force=True)
    third.refresh()
    store.refresh()
    other.refresh()
    wanted = sorted(str(doc["uid"]) for doc in documents(60, years=1))
    for reader in (store, other, third, Store.open(store.folder)):
        assert sorted(doc["uid"] for doc in reader.table("sessions").all()) == wanted


def test_a_record_carries_the_time_of_the_clock(tmp_path: Path, clock: FakeClock) -> None:
    store = Store.open(tmp_path / "timed", clock=clock)
    with store.transaction("a") as tx:
        tx.insert("settings", {"key": "zone"})
    assert store.history()[0].at == clock()


def test_a_busy_store_names_who_holds_it(store: Store) -> None:
    other = Store.open(store.folder)
    other.lock.patience = 0.0
    busy = pytest.raises(CouldNot, match=r"Another window \(pid \d+, .*\) is busy")
    with store.transaction("long"), busy, other.transaction("short"):
        pass
    with other.transaction("short") as tx:
        tx.insert("settings", {"key": "zone"})
