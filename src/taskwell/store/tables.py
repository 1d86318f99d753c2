"""TinyDB on the store: a storage and a table class of the 4.9 series.

A table reads through a lazy mapping and writes through one that records what an updater touches,
so that one changed document is one operation of the journal. Two differences from stock TinyDB,
wanted both: ids are never used again, and a table without documents does not exist.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from taskwell.store.documents import Doc, copied, copied_doc
from taskwell.store.memory import State

if TYPE_CHECKING:
    from taskwell.store.store import Store
    from taskwell.store.transactions import Transaction


class Copy(Document):
    """A document that shares nothing with the store: change it as you like."""

    def __init__(self, value: Mapping[str, object], doc_id: int) -> None:
        super().__init__(value, doc_id)
        for name, inner in self.items():
            if isinstance(inner, dict | list | tuple):
                self[name] = copied(inner)


def _ours(document: Mapping[str, object]) -> Mapping[str, object]:
    """A document that names its id keeps it, whichever class of TinyDB's it is."""
    if isinstance(document, Document) and not isinstance(document, Copy):
        return Copy(document, document.doc_id)
    return document


class TableRows(Mapping[str, Mapping[str, object]]):
    """A table as TinyDB reads it: ids as text, documents shared."""

    def __init__(self, state: State, name: str) -> None:
        self._state = state
        self._name = name

    def __getitem__(self, key: str) -> Mapping[str, object]:
        doc = self._state.get(self._name, int(key)) if key.isdecimal() else None
        if doc is None:
            raise KeyError(key)
        return doc

    def __iter__(self) -> Iterator[str]:
        return (str(doc_id) for doc_id, _ in self._state.items(self._name))

    def __len__(self) -> int:
        return self._state.count(self._name)


class Recorder(MutableMapping[int, Doc]):
    """A table as an updater changes it: what it takes may be altered, what it alters is noted."""

    def __init__(self, state: State, name: str, transaction: Transaction) -> None:
        self._state = state
        self._name = name
        self._transaction = transaction
        self._taken: dict[int, Doc | None] = {}

    def __getitem__(self, key: int) -> Doc:
        if key not in self._taken:
            raw = self._state.get(self._name, key)
            self._taken[key] = copied_doc(raw) if raw is not None else None
        doc = self._taken[key]
        if doc is None:
            raise KeyError(key)
        return doc

    def __setitem__(self, key: int, doc: Doc) -> None:
        self._taken[int(key)] = copied_doc(dict(doc))

    def __delitem__(self, key: int) -> None:
        if key not in self:
            raise KeyError(key)
        self._taken[key] = None

    def __contains__(self, key: object) -> bool:
        if not isinstance(key, int):
            return False
        if key in self._taken:
            return self._taken[key] is not None
        return self._state.get(self._name, key) is not None

    def __iter__(self) -> Iterator[int]:
        known = set()
        for doc_id, _ in self._state.items(self._name):
            known.add(doc_id)
            if self._taken.get(doc_id, self) is not None:
                yield doc_id
        for doc_id, doc in list(self._taken.items()):
            if doc is not None and doc_id not in known:
                yield doc_id

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Remove all documents."""
        for doc_id in list(self):
            self._taken[doc_id] = None

    def flush(self) -> None:
        """Hand what differs to the transaction."""
        for doc_id, doc in self._taken.items():
            if doc != self._state.get(self._name, doc_id):
                self._transaction.put(self._name, doc_id, doc)


class StoreStorage(Storage):
    """The whole store as TinyDB's storage interface sees it; tables go around it."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Every document of every table; costly, for tools that want it all."""
        state = self.store._view()
        tables = {
            name: {str(doc_id): copied_doc(doc) for doc_id, doc in state.items(name)}
            for name in state.tables()
        }
        return tables or None

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make the store hold exactly `data`, as one transaction."""
        with self.store.transaction("replace everything") as transaction:
            state = self.store.ledger.state
            for name in {*state.tables(), *data}:
                wanted = {int(key): dict(doc) for key, doc in data.get(name, {}).items()}
                for doc_id, doc in state.items(name):
                    if doc_id not in wanted:
                        transaction.put(name, doc_id, None)
                    elif wanted[doc_id] == doc:
                        del wanted[doc_id]
                for doc_id, doc in wanted.items():
                    transaction.put(name, doc_id, doc)


class StoreTable(Table):
    """A TinyDB table whose every call that changes something is one transaction."""

    document_class = Copy

    def __init__(
        self, storage: Storage, name: str, cache_size: int = 0, persist_empty: bool = False
    ) -> None:
        assert isinstance(storage, StoreStorage)
        self._store = storage.store
        # No query cache: another program may change the answer at any moment.
        super().__init__(storage, name, cache_size=0)

    def _read_table(self) -> dict[str, Mapping[Any, Any]]:
        return TableRows(self._store._view(), self.name)  # type: ignore[return-value]  # a mapping is all TinyDB needs

    def _update_table(self, updater: Callable[[dict[int, Mapping[Any, Any]]], None]) -> None:
        with self._store.transaction(f"change {self.name}") as transaction:
            recorder = Recorder(transaction.view(), self.name, transaction)
            updater(recorder)  # type: ignore[arg-type]  # a mutable mapping is all updaters need
            recorder.flush()

    def _get_next_id(self) -> int:
        with self._store.transaction(f"change {self.name}") as transaction:
            return transaction.next_id(self.name)

    def _matching(self, cond: QueryLike) -> list[int]:
        items = self._store._view().items(self.name)
        return [doc_id for doc_id, doc in items if cond(doc)]

    def search(self, cond: QueryLike) -> list[Document]:
        """All documents that match."""
        items = self._store._view().items(self.name)
        return [Copy(doc, doc_id) for doc_id, doc in items if cond(doc)]

    def __iter__(self) -> Iterator[Document]:
        return (Copy(doc, doc_id) for doc_id, doc in self._store._view().items(self.name))

    def insert(self, document: Mapping[str, object]) -> int:
        """Add a document; its id."""
        with self._store.transaction(f"insert into {self.name}"):
            return super().insert(_ours(document))

    def insert_multiple(self, documents: Iterable[Mapping[str, object]]) -> list[int]:
        """Add documents together; their ids."""
        with self._store.transaction(f"insert into {self.name}"):
            return super().insert_multiple(_ours(document) for document in documents)

    def update(
        self,
        fields: Mapping[str, object] | Callable[[MutableMapping[Any, Any]], None],
        cond: QueryLike | None = None,
        doc_ids: Iterable[int] | None = None,
    ) -> list[int]:
        """Change the fields of matching documents; their ids."""
        with self._store.transaction(f"update {self.name}"):
            if doc_ids is None and cond is not None:
                doc_ids = self._matching(cond)
            return super().update(fields, None, doc_ids)

    def update_multiple(
        self,
        updates: Iterable[
            tuple[Mapping[str, object] | Callable[[MutableMapping[Any, Any]], None], QueryLike]
        ],
    ) -> list[int]:
        """Several updates, each with its own condition, together."""
        with self._store.transaction(f"update {self.name}"):
            return super().update_multiple(updates)

    def upsert(self, document: Mapping[str, object], cond: QueryLike | None = None) -> list[int]:
        """Update matching documents, or insert when there are none."""
        with self._store.transaction(f"upsert into {self.name}"):
            return super().upsert(_ours(document), cond)

    def remove(
        self, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None
    ) -> list[int]:
        """Remove matching documents; their ids."""
        with self._store.transaction(f"remove from {self.name}"):
            if doc_ids is None and cond is not None:
                doc_ids = self._matching(cond)
            return super().remove(None, doc_ids)

    def truncate(self) -> None:
        """Remove all documents."""
        with self._store.transaction(f"empty {self.name}"):
            super().truncate()


class StoreDB(TinyDB):
    """TinyDB whose tables live in a store."""

    table_class = StoreTable

    def __init__(self, store: Store) -> None:
        self._store = store
        super().__init__(store, storage=StoreStorage)

    def tables(self) -> set[str]:
        """The names of tables that hold documents."""
        return set(self._store._view().tables())

    def drop_table(self, name: str) -> None:
        """Remove a table's documents."""
        self.table(name).truncate()
        self._tables.pop(name, None)

    def close(self) -> None:
        """Close TinyDB's view; the store stays open for its owner."""
        self._opened = False
