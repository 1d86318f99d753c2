"""What every fault test asks of a store afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from taskwell.store.store import Store
from tests.faults.writer import session


def kept(folder: Path) -> set[str]:
    """The uids of all sessions that a program opening the folder now finds."""
    store = Store.open(folder)
    try:
        return {str(doc["uid"]) for doc in store.table("sessions").all()}
    finally:
        store.close()


def assert_sound(folder: Path, confirmed: Iterable[str]) -> None:
    """Everything confirmed is there, `doctor` agrees, and the store still takes a change."""
    found = kept(folder)
    missing = set(confirmed) - found
    assert not missing, f"confirmed but lost: {sorted(missing)[:5]}"
    store = Store.open(folder)
    try:
        report = store.doctor()
        assert report.ok, report.problems
        assert store.read_only is None
        with store.transaction("log one more") as tx:
            tx.insert("sessions", session(f"after{store.sequence:07d}", 1))
        store.fold(force=True)
    finally:
        store.close()
    again = kept(folder)
    assert found < again
    # A record that was whole but for its newline comes back when the next writer mends the tail.
    assert 1 <= len(again) - len(found) <= 2
