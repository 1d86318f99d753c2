"""Our tables beside stock TinyDB's: the same answers to the same calls, from disk as well."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import Query, TinyDB, where
from tinydb.operations import delete, increment
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from taskwell.store.store import Store
from taskwell.store.tables import StoreTable
from tests.store.years import documents


class Counting(Table):
    """Stock TinyDB with our one wanted difference: an id is never used again."""

    def _get_next_id(self) -> int:
        highest = max((int(key) for key in self._read_table()), default=0)
        self.highest = max(getattr(self, "highest", 0), highest) + 1
        return self.highest


def stock() -> Table:
    database = TinyDB(storage=MemoryStorage)
    return Counting(database.storage, "settings")


values = st.one_of(st.integers(-3, 3), st.sampled_from(["x", "y", ""]), st.none(), st.booleans())
nested = st.one_of(
    values, st.lists(values, max_size=2), st.dictionaries(st.sampled_from("pq"), values)
)
docs = st.dictionaries(st.sampled_from("abc"), nested, max_size=3)
ids = st.integers(1, 8)
conditions = st.builds(lambda key, value: where(key) == value, st.sampled_from("abc"), values)
calls = st.one_of(
    st.tuples(st.just("insert"), docs),
    st.tuples(st.just("insert_multiple"), st.lists(docs, max_size=3)),
    st.tuples(st.just("insert_at"), ids, docs),
    st.tuples(st.just("update"), docs, conditions),
    st.tuples(st.just("update_ids"), docs, st.lists(ids, max_size=3)),
    st.tuples(st.just("update_all"), docs),
    st.tuples(st.just("update_multiple"), st.lists(st.tuples(docs, conditions), max_size=2)),
    st.tuples(st.just("increment"), conditions),
    st.tuples(st.just("delete_field"), conditions),
    st.tuples(st.just("upsert"), docs, conditions),
    st.tuples(st.just("upsert_at"), ids, docs),
    st.tuples(st.just("remove"), conditions),
    st.tuples(st.just("remove_ids"), st.lists(ids, max_size=3)),
    st.tuples(st.just("truncate")),
    st.tuples(st.just("read"), conditions, ids),
    st.tuples(st.just("fold")),
)


def run(table: Table, call: tuple[Any, ...], store: Store | None) -> object:
    """One call; what it answered, or the kind of error it raised."""
    name, *given_values = call
    try:
        match name:
            case "insert_at":
                doc_id, doc = given_values
                return table.insert(Document(doc, doc_id))
            case "update_ids":
                return sorted(table.update(given_values[0], doc_ids=given_values[1]))
            case "update_all":
                return sorted(table.update(given_values[0]))
            case "increment":
                return sorted(table.update(increment("a"), given_values[0]))
            case "delete_field":
                return sorted(table.update(delete("a"), given_values[0]))
            case "upsert_at":
                return table.upsert(Document(given_values[1], given_values[0]))
            case "remove_ids":
                return sorted(table.remove(doc_ids=given_values[0]))
            case "read":
                cond, doc_id = given_values
                return (
                    shape(table.search(cond)),
                    table.count(cond),
                    table.contains(cond),
                    table.contains(doc_id=doc_id),
                    table.get(doc_id=doc_id),
                    shape(table.get(doc_ids=[doc_id, 2])),
                    len(table),
                )
            case "fold":
                if store is not None:
                    store.fold(force=True)
                return None
            case _:
                answer = getattr(table, name)(*given_values)
                return sorted(answer) if isinstance(answer, list) else answer
    except (ValueError, KeyError, TypeError) as error:
        return type(error)


def shape(found: list[Document]) -> list[tuple[int, dict[str, object]]]:
    return sorted(((doc.doc_id, dict(doc)) for doc in found), key=lambda pair: pair[0])


@settings(max_examples=80)
@given(st.lists(calls, max_size=14))
def test_random_calls_answer_as_stock_tinydb_does(script: list[tuple[Any, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "s")
        ours, theirs = store.table("settings"), stock()
        for call in script:
            before = shape(theirs.all())
            expected = run(theirs, call, None)
            assert run(ours, call, store) == expected, call
            if isinstance(expected, type):  # stock may stop half-way; ours never does
                assert shape(ours.all()) == before
                store.close()
                return
            assert shape(ours.all()) == shape(theirs.all()), call
        store.close()
        again = Store.open(Path(folder) / "s")
        assert shape(again.table("settings").all()) == shape(theirs.all())
        again.close()


def test_a_table_is_a_tinydb_table(store: Store) -> None:
    table = store.table("settings")
    assert isinstance(table, Table)
    assert isinstance(store.db, TinyDB)
    assert store.db.table("settings") is table
    assert store.table("settings").name == "settings"
    entry = Query()
    table.insert({"key": "zone", "value": {"name": "Europe/Berlin"}})
    assert table.get(entry.value.name == "Europe/Berlin") == {
        "key": "zone",
        "value": {"name": "Europe/Berlin"},
    }
    assert repr(table).startswith("<StoreTable name='settings', total=1")


def test_sessions_by_month_behave_as_one_table(store: Store) -> None:
    given_docs = list(documents(40, years=2))
    table = store.table("sessions")
    numbers = table.insert_multiple(given_docs)
    store.fold(force=True)
    assert shape(table.all()) == list(zip(numbers, given_docs, strict=True))
    late = where("started") >= "2018"
    assert table.count(late) == sum(str(doc["started"]) >= "2018" for doc in given_docs)
    changed = table.update({"note": "late"}, late)
    assert shape(table.search(where("note") == "late")) == shape(table.get(doc_ids=changed) or [])
    table.remove(late)
    assert len(table) == 40 - len(changed)
    again = Store.open(store.folder)
    assert shape(again.table("sessions").all()) == shape(table.all())


def test_one_changed_document_is_one_operation(store: Store) -> None:
    table = store.table("settings")
    table.insert_multiple({"n": number} for number in range(20))
    table.update({"n": 7}, where("n") >= 6)
    (act, _) = store.history()
    assert len(act.changes) == 13  # the one that was 7 already is not rewritten


def test_a_callable_that_fails_changes_nothing(store: Store) -> None:
    table = store.table("settings")
    table.insert_multiple([{"a": 1}, {"a": "x"}])
    with pytest.raises(TypeError):
        table.update(increment("a"))
    assert [doc["a"] for doc in table.all()] == [1, "x"]


def test_another_program_is_seen_in_every_answer(store: Store) -> None:
    other = Store.open(store.folder)
    table, theirs = store.table("settings"), other.table("settings")
    assert table.search(where("a") == 1) == []
    theirs.insert({"a": 1})
    store.refresh()
    assert len(table.search(where("a") == 1)) == 1
    assert table.insert({"a": 2}) == 2
    assert theirs.insert({"a": 3}) == 3


def test_the_storage_interface_reads_and_replaces_everything(store: Store) -> None:
    assert store.db.storage.read() is None
    store.table("settings").insert({"a": 1})
    store.table("sessions").insert(next(documents(1)))
    whole = store.db.storage.read()
    assert whole is not None
    assert set(whole) == store.db.tables() == {"settings", "sessions"}
    whole["settings"]["1"]["a"] = 2
    whole["settings"]["5"] = {"a": 5}
    del whole["sessions"]
    store.db.storage.write(whole)
    assert store.db.tables() == {"settings"}
    assert [doc["a"] for doc in store.table("settings").all()] == [2, 5]
    store.db.drop_table("settings")
    assert store.empty
    store.table("settings").insert({"a": 1})
    store.db.drop_tables()
    assert store.empty


def test_closing_tinydb_leaves_the_store_open(store: Store) -> None:
    with store.db as database:
        database.insert({"a": 1})
    assert isinstance(store.table("_default"), StoreTable)
    rows: Mapping[int, Mapping[str, object]] = store.core("_default")
    assert rows[1] == {"a": 1}
