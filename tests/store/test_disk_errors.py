"""A disk that is full, fails, cannot be written, or knows no locks."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from taskwell.errors import CouldNot, TaskwellError
from taskwell.store.disk import Disk
from taskwell.store.store import Store
from tests.conftest import NOW
from tests.store.disks import FailingDisk
from tests.store.years import documents


def log(store: Store, uid: str) -> None:
    with store.transaction(f"log {uid}") as tx:
        tx.insert("sessions", {**next(documents(1)), "uid": uid})


def uids(store: Store) -> list[str]:
    return [str(doc["uid"]) for doc in store.table("sessions").all()]


def opened(folder: Path) -> list[str]:
    """What another program finds; it must be whole."""
    store = Store.open(folder)
    assert store.read_only is None
    assert store.doctor().ok, store.doctor().problems
    found = uids(store)
    store.close()
    return found


def test_a_full_disk_is_survived_once_by_the_reserve(tmp_path: Path) -> None:
    disk = FailingDisk(error=errno.ENOSPC)
    store = Store.open(tmp_path / "s", disk=disk)
    log(store, "a")
    reserve = tmp_path / "s/reserve"
    assert reserve.stat().st_size == 256 * 1024
    disk.rule = lambda name, path: name == "write" and reserve.exists() and "journal" in path
    log(store, "b")
    assert not reserve.exists()
    assert any("Disk full: saved using the reserve" in notice.text for notice in store.notices)
    disk.rule = lambda name, path: name == "write" and "journal" in path
    with pytest.raises(CouldNot, match="disk is full"):
        log(store, "c")
    assert uids(store) == ["a", "b"]
    assert opened(tmp_path / "s") == ["a", "b"]
    disk.rule = None
    log(store, "d")
    assert opened(tmp_path / "s") == ["a", "b", "d"]
    store.fold(force=True)
    assert reserve.exists()


def test_a_fragment_that_cannot_be_cut_off_is_isolated_by_the_next_writer(tmp_path: Path) -> None:
    disk = FailingDisk(error=errno.EIO)
    store = Store.open(tmp_path / "s", disk=disk)
    log(store, "a")
    disk.rule = lambda name, _: name in ("write", "truncate")
    with pytest.raises(CouldNot, match="NOT saved"):
        log(store, "b")
    disk.rule = None
    log(store, "c")
    assert uids(store) == ["a", "c"]
    assert opened(tmp_path / "s") == ["a", "c"]
    assert list((tmp_path / "s/quarantine").iterdir())


def test_a_failed_sync_saves_nothing_and_goes_on_in_a_fresh_segment(tmp_path: Path) -> None:
    disk = FailingDisk()
    store = Store.open(tmp_path / "s", disk=disk)
    reader = Store.open(tmp_path / "s")
    log(store, "a")
    disk.rule = lambda name, _: name == "fdatasync"
    with pytest.raises(CouldNot, match="NOT saved"):
        log(store, "b")
    disk.rule = None
    assert (tmp_path / "s/journal/000002.jsonl").exists()
    assert uids(store) == ["a"]
    reader.refresh()
    assert uids(reader) == ["a"]
    log(store, "c")
    log(reader, "d")
    store.refresh()
    assert uids(store) == uids(reader) == opened(tmp_path / "s") == ["a", "c", "d"]
    assert store.undo(NOW).why == "log d"


def test_a_record_whose_sync_failed_is_void_even_if_it_stays_in_the_file(tmp_path: Path) -> None:
    disk = FailingDisk()
    store = Store.open(tmp_path / "s", disk=disk)
    log(store, "a")
    disk.rule = lambda name, _: name in ("fdatasync", "truncate")
    with pytest.raises(CouldNot):
        log(store, "b")
    disk.rule = None
    log(store, "c")
    assert b'"b"' in (tmp_path / "s/journal/000001.jsonl").read_bytes()
    assert opened(tmp_path / "s") == ["a", "c"]
    assert [act.why for act in store.history()] == ["log c", "log a"]


def test_a_disk_that_does_not_even_take_a_fresh_segment_is_only_read(tmp_path: Path) -> None:
    disk = FailingDisk()
    store = Store.open(tmp_path / "s", disk=disk)
    log(store, "a")
    disk.rule = lambda name, _: name in ("fdatasync", "create")
    with pytest.raises(CouldNot):
        log(store, "b")
    disk.rule = None
    assert store.read_only is not None
    with pytest.raises(CouldNot, match="disk reported an error"):
        log(store, "c")
    assert uids(store) == ["a"]


@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC])
@pytest.mark.parametrize("lasting", [False, True])
def test_an_error_at_any_call_loses_nothing_confirmed(
    tmp_path: Path, error: int, lasting: bool
) -> None:
    at = 0
    while True:
        folder = tmp_path / f"{error}-{lasting}-{at}"
        disk = FailingDisk(at, error, lasting=lasting)
        confirmed: list[str] = []
        refused: list[str] = []
        try:
            store = Store.open(folder, disk=disk)
        except TaskwellError:
            store = None
        if store is not None:
            for uid in "abcdef":
                try:
                    log(store, uid)
                    confirmed.append(uid)
                except TaskwellError:
                    refused.append(uid)
                if uid in "bd":
                    store.fold(force=True)
            assert set(confirmed) <= set(uids(store)) <= {*confirmed, *refused}
            store.close()
        if len(disk.calls) <= at:
            break
        found = opened(folder)
        assert set(confirmed) <= set(found), f"lost at call {at}: {disk.calls[at]}"
        # On a disk that refuses everything, a record can neither be promised nor taken out again.
        if not lasting:
            assert not set(refused) & set(found), f"kept what was refused: {disk.calls[at]}"
        survivor = Store.open(folder)
        log(survivor, "z")
        survivor.fold(force=True)
        survivor.close()
        assert opened(folder) == [*found, "z"]
        at += 1
    assert at > 40


def test_a_fold_on_a_full_disk_waits_for_a_better_day(tmp_path: Path) -> None:
    disk = FailingDisk(error=errno.ENOSPC)
    store = Store.open(tmp_path / "s", disk=disk)
    log(store, "a")
    disk.rule = lambda name, path: name == "write" and "months" in path
    assert not store.fold(force=True)
    assert any(notice.id == "fold" for notice in store.notices)
    log(store, "b")
    disk.rule = None
    assert store.fold(force=True)
    assert opened(tmp_path / "s") == ["a", "b"]
    assert not list((tmp_path / "s").rglob("*.tmp"))


class Lockless(Disk):
    def flock(self, fd: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, "no locks")


class ReadOnlyDisk(Disk):
    def writable(self, folder: str) -> bool:
        return False

    def open(self, path: str, flags: int) -> int:
        if flags & (os.O_RDWR | os.O_WRONLY | os.O_CREAT):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), path)
        return super().open(path, flags)


def test_a_file_system_without_locks_is_only_read(tmp_path: Path) -> None:
    log(Store.open(tmp_path / "s"), "a")
    store = Store.open(tmp_path / "s", disk=Lockless())
    assert store.read_only is not None
    assert store.read_only.startswith("This folder cannot lock files")
    assert uids(store) == ["a"]
    with pytest.raises(CouldNot, match="cannot lock"):
        log(store, "b")
    with pytest.raises(CouldNot, match="cannot lock"):
        Store.open(tmp_path / "new", disk=Lockless())


def test_a_read_only_folder_is_read_and_says_why(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "s")
    log(store, "a")
    store.fold(force=True)
    log(store, "b")
    reader = Store.open(tmp_path / "s", disk=ReadOnlyDisk())
    assert uids(reader) == ["a", "b"]
    assert reader.read_only is not None
    assert "cannot be written" in reader.notices[0].text
    log(store, "c")
    assert reader.refresh() is not None
    assert uids(reader) == ["a", "b", "c"]
    with pytest.raises(CouldNot, match="cannot be written"):
        log(reader, "d")
    assert dict(reader.derived("n", "1", lambda _, rows: len(rows))) == {"2016-11": 3}
    reader.heartbeat(NOW, NOW)
    assert reader.sessions.by_uid("a")[1]["uid"] == "a"


def test_opening_what_cannot_be_opened_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(CouldNot) as caught:
            Store.open(path)
        assert caught.value.what_to_do
    with pytest.raises(CouldNot, match="no store"):
        Store.open(tmp_path / "nowhere", create=False)
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o277])
def test_everything_is_private_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        store = Store.open(tmp_path / "deep" / "s")
        log(store, "a")
        store.fold(force=True)
        log(store, "b")
        store.heartbeat(NOW, NOW)
        store.sessions.by_uid("a")
        store.backup()
        store.doctor(fix=True)
    finally:
        os.umask(before)
    for path in [tmp_path / "deep", *(tmp_path / "deep").rglob("*")]:
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path
