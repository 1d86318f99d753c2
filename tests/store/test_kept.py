"""Stores as earlier programs wrote them, kept as files: each opens, is brought up to date, and tells
the same as then.

A folder of `kept` holds what a program of that schema wrote, and the sessions as it told them. None of
them is ever written anew; a new schema adds a folder.
"""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from taskwell.queries.directory import directory
from taskwell.queries.sessions import sessions
from taskwell.store import migration
from taskwell.store.backup import restore
from taskwell.store.store import Store
from tests.conftest import FakeClock

LATER = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
"""After all that was kept."""
KEPT = Path(__file__).parent / "kept"
SCHEMAS = sorted(int(folder.name.removeprefix("schema-")) for folder in KEPT.glob("schema-[0-9]"))
TOLD = (
    "uid",
    "platform",
    "project",
    "kind",
    "started",
    "ended",
    "seconds",
    "tasks",
    "earned",
    "note",
)


def opened(tmp_path: Path, schema: int) -> Store:
    """A copy of a kept store, opened by this program."""
    folder = tmp_path / "kept"
    if not folder.exists():
        shutil.copytree(KEPT / f"schema-{schema}", folder)
    return Store.open(folder, clock=FakeClock(LATER))


def told(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What a session has been told with from the beginning."""
    return [{key: each[key] for key in TOLD} for each in found]


def as_then(schema: int) -> list[dict[str, Any]]:
    """The sessions as the program of then told them."""
    text = (KEPT / f"schema-{schema}" / "sessions.json").read_text(encoding="utf-8")
    return told(json.loads(text)["sessions"])


def as_now(store: Store) -> list[dict[str, Any]]:
    """The same, as this program tells them."""
    return told([view.json() for view in sessions(store, LATER)])


def backups(store: Store) -> list[Path]:
    """What was saved before the store was brought up to date."""
    return sorted((store.folder / "backup").glob("before-update*"))


def test_every_schema_has_a_store_that_is_kept() -> None:
    assert list(range(migration.FIRST, migration.current() + 1)) == SCHEMAS


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_kept_store_tells_what_it_told_then(tmp_path: Path, schema: int) -> None:
    store = opened(tmp_path, schema)
    assert store.read_only is None
    assert as_now(store) == as_then(schema)
    assert store.doctor().ok


@pytest.mark.parametrize("schema", SCHEMAS)
def test_an_older_store_is_saved_once_before_it_is_brought_up_to_date(
    tmp_path: Path, schema: int
) -> None:
    for _ in range(3):
        store = opened(tmp_path, schema)
        store.close()
    assert len(backups(store)) == (1 if schema < migration.current() else 0)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_what_was_done_then_can_be_undone_now(tmp_path: Path, schema: int) -> None:
    store = opened(tmp_path, schema)
    before = as_now(store)
    undone = store.undo(LATER)
    assert undone is not None
    again = Store.open(store.folder, clock=FakeClock(LATER))
    again.redo(LATER)
    assert as_now(again) == before


def test_a_platform_that_was_closed_is_one_that_was_left(tmp_path: Path) -> None:
    found = {each.name: each for each in directory(opened(tmp_path, 1)).platforms.values()}
    assert found["Toloka"].closed
    assert [each.state for each in found["Toloka"].states] == ["left"]
    assert not found["UHRS"].closed


def test_a_backup_of_the_first_schema_comes_back_in_todays_shape(
    tmp_path: Path, store: Store
) -> None:
    restore(store, KEPT / "schema-1.zip", dry_run=False)
    assert as_now(store) == as_then(1)
    found = {each.name: each for each in directory(store).platforms.values()}
    assert found["Toloka"].closed


def test_a_store_that_cannot_be_brought_up_to_date_piles_up_no_backups(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from taskwell.store import folding

    def full(*_: object, **__: object) -> bool:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folding, "fold", full)
    for _ in range(3):
        store = opened(tmp_path, 1)
        assert as_now(store) == as_then(1)
        store.close()
    assert backups(store) == []
