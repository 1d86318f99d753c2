"""One session saved: ours beside a bare append, stock TinyDB, and SQLite, all made durable."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from tinydb import TinyDB

from taskwell.records.draft import SessionDraft
from taskwell.store.store import Store
from tests.bench.stores import Bench, moment
from tests.bench.table import Line, median, ms, times

_DOCUMENT = {
    "uid": "k3x9qdab2m7w",
    "platform": "uhrs-k3x9qd",
    "started": "2026-11-19T13:10:00Z",
    "zone": "America/Chicago",
    "project": "relevance-2m7wab",
    "ended": "2026-11-19T13:55:00Z",
    "tasks": 37,
    "earned": {"minor": 340, "currency": "USD"},
    "note": "slow queue",
}


def measure(bench: Bench) -> list[Line]:
    """Lines for saving into a small and a large store, and the references."""
    turns = bench.turns(400)
    small = _ours(bench, 1_000, turns)
    large = _ours(bench, bench.many, turns)
    bare = large.bare
    lines = [
        Line(
            f"save, store of {bench.many:,}",
            ms(large.ours),
            f"bare append + fsync of the same {large.size} bytes {ms(bare)}:"
            f" {times(large.ours, bare)}",
            "at most 2x",
        ),
        Line("save, store of 1,000", ms(small.ours), f"bare {ms(small.bare)}"),
        Line(
            "large beside small",
            times(large.ours / large.bare, small.ours / small.bare),
            f"each beside its own bare append; as measured {times(large.ours, small.ours)}",
            "at most 1.3x",
        ),
        Line("the whole act `log`, large store", ms(_act(bench, turns))),
    ]
    lines += [
        Line(f"SQLite WAL, FULL, {count:,} rows", ms(_sqlite(bench, count, turns)))
        for count in (1_000, bench.many)
    ]
    lines += [
        Line(f"stock TinyDB, {count:,} documents", ms(_tinydb(bench, count)))
        for count in (1_000, bench.many)
    ]
    return lines


class _Saved:
    """Medians of our save and of a bare append, measured in turn, and the bytes of one record."""

    def __init__(self, ours: float, bare: float, size: int) -> None:
        self.ours, self.bare, self.size = ours, bare, size


def _timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _ours(bench: Bench, count: int, turns: int) -> _Saved:
    folder = bench.copy(count, "saving")
    store = Store.open(folder)
    journal = max((folder / "journal").glob("*.jsonl"))

    def save() -> None:
        with store.transaction("log a session") as tx:
            tx.insert("sessions", _DOCUMENT)

    save()
    before = journal.stat().st_size
    save()
    size = journal.stat().st_size - before
    record = b"x" * (size - 1) + b"\n"
    file = os.open(folder / "bare", os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)

    def bare() -> None:
        os.write(file, record)
        os.fsync(file)

    ours, bares = [], []
    for _ in range(turns):
        ours.append(_timed(save))
        bares.append(_timed(bare))
    os.close(file)
    store.close()
    return _Saved(median(ours), median(bares), size)


def _act(bench: Bench, turns: int) -> float:
    from taskwell.commands.log import log

    store = Store.open(bench.copy(bench.many, "acting"))
    start = moment() - timedelta(days=2)
    found = []
    for number in range(turns):
        at = start + timedelta(seconds=2 * number)
        draft = SessionDraft(
            platform="UHRS", project="Relevance", started=at, ended=at + timedelta(seconds=1)
        )
        found.append(_timed(lambda draft=draft: log(store, moment(), draft)))  # type: ignore[misc]  # mypy cannot type a lambda's default
    store.close()
    return median(found)


def _sqlite(bench: Bench, count: int, turns: int) -> float:
    file = bench.folder / f"sessions-{count}.sqlite"
    file.unlink(missing_ok=True)
    base = sqlite3.connect(file, isolation_level=None)
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("PRAGMA synchronous = FULL")
    base.execute("CREATE TABLE sessions (id INTEGER PRIMARY KEY, started TEXT, document TEXT)")
    base.execute("CREATE INDEX by_start ON sessions (started)")
    text = json.dumps(_DOCUMENT)
    insert = "INSERT INTO sessions (started, document) VALUES (?, ?)"
    base.execute("BEGIN")
    base.executemany(insert, ((f"2026-{number:08d}", text) for number in range(count)))
    base.execute("COMMIT")
    found = [
        _timed(lambda: base.execute(insert, (_DOCUMENT["started"], text))) for _ in range(turns)
    ]
    base.close()
    return median(found)


def _tinydb(bench: Bench, count: int) -> float:
    file = bench.folder / "stock.json"
    documents = {str(number): _DOCUMENT for number in range(1, count + 1)}
    Path(file).write_text(json.dumps({"sessions": documents}), encoding="utf-8")
    with TinyDB(file) as base:
        table = base.table("sessions")
        return median([_timed(lambda: table.insert(_DOCUMENT)) for _ in range(3)])
