"""The wellbeing diary is a store of its own: undo spans both, shares leave it out, a wipe is whole."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from taskwell.errors import CouldNot
from taskwell.store.documents import Change
from taskwell.store.store import Store
from tests.conftest import FakeClock

SECRET = "a-word-that-stands-nowhere-else"


def note(store: Store, clock: FakeClock, text: str = SECRET, day: str = "2026-11-19") -> int:
    """Keeps a document in the diary, half a minute later."""
    at = clock.advance(30)
    with store.diary.transaction("note something", at=at) as act:
        return act.insert("checkins", {"uid": text, "day": day, "note": text})


def work(store: Store, clock: FakeClock, name: str) -> int:
    """Keeps a document outside of the diary, half a minute later."""
    at = clock.advance(30)
    with store.transaction(f"add {name}", at=at) as act:
        return act.insert("platforms", {"uid": name, "name": name})


def bytes_under(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file below a folder with its bytes, those inside backups as well."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            yield path, data
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    for name in archive.namelist():
                        yield path / name, name.encode() + archive.read(name)


def holding(folder: Path, text: str) -> list[Path]:
    """The files in which a text stands."""
    return [path for path, data in bytes_under(folder) if text.encode() in data]


def test_an_act_of_the_diary_leaves_the_other_journal_alone(store: Store, clock: FakeClock) -> None:
    work(store, clock, "UHRS")
    before = store.sequence
    note(store, clock)
    assert store.sequence == before
    assert all("wellbeing" in path.parts for path in holding(store.folder, SECRET))


def test_the_diary_is_open_to_nobody_else(store: Store, clock: FakeClock) -> None:
    note(store, clock)
    store.fold(force=True)
    for path in [store.diary.folder, *store.diary.folder.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path


def test_undo_takes_the_newest_of_both_and_redo_brings_it_back(
    store: Store, clock: FakeClock
) -> None:
    work(store, clock, "UHRS")
    note(store, clock)
    work(store, clock, "Outlier")
    undone = [store.undo(clock.advance(30)).why for _ in range(3)]
    assert undone == ["add Outlier", "note something", "add UHRS"]
    with pytest.raises(CouldNot, match="nothing to undo"):
        store.undo(clock.advance(30))
    done = [store.redo(clock.advance(30)).why for _ in range(3)]
    assert done == ["add UHRS", "note something", "add Outlier"]
    assert len(store.diary.core("mutes")) == 0
    assert [doc["uid"] for doc in store.core("platforms").values()] == ["UHRS", "Outlier"]


def test_within_one_second_the_journal_written_last_is_undone_first(
    store: Store, clock: FakeClock
) -> None:
    with store.transaction("outside", at=clock()) as act:
        act.insert("platforms", {"uid": "a"})
    with store.diary.transaction("inside", at=clock()) as act:
        act.insert("checkins", {"uid": "b", "day": "2026-11-19"})
    assert store.undo(clock()).why == "inside"


def test_an_act_in_the_other_journal_ends_redo(store: Store, clock: FakeClock) -> None:
    note(store, clock)
    store.undo(clock.advance(30))
    work(store, clock, "UHRS")
    with pytest.raises(CouldNot, match="nothing to redo"):
        store.redo(clock.advance(30))


def test_history_tells_both_in_the_order_of_time(store: Store, clock: FakeClock) -> None:
    work(store, clock, "UHRS")
    note(store, clock)
    work(store, clock, "Outlier")
    assert [act.why for act in store.history()] == ["add Outlier", "note something", "add UHRS"]


def test_a_change_of_the_diary_is_told_like_any_other(store: Store, clock: FakeClock) -> None:
    told: list[Change] = []
    store.subscribe(told.append)
    note(store, clock)
    assert {table for change in told for table, _ in change.touched} == {"checkins"}


def test_another_program_sees_it_at_its_next_look(store: Store, clock: FakeClock) -> None:
    other = Store.open(store.folder, clock=clock)
    assert list(other.diary.between("checkins", "2026", "2027")) == []
    told: list[Change] = []
    other.subscribe(told.append)
    note(store, clock)
    other.refresh()
    assert len(told) == 1
    assert [doc["note"] for _, doc in other.diary.between("checkins", "2026", "2027")] == [SECRET]
    other.close()


def test_a_backup_leaves_it_out_unless_asked(
    store: Store, clock: FakeClock, tmp_path: Path
) -> None:
    work(store, clock, "UHRS")
    note(store, clock)
    shared = store.backup(tmp_path / "shared.zip")
    whole = store.backup(tmp_path / "whole.zip", diary=True)
    with zipfile.ZipFile(shared) as archive:
        assert not any("wellbeing" in name for name in archive.namelist())
    with zipfile.ZipFile(whole) as archive:
        assert any(name.startswith("wellbeing/journal/") for name in archive.namelist())


def test_a_restore_brings_it_back_where_the_backup_holds_it(
    store: Store, clock: FakeClock, tmp_path: Path
) -> None:
    work(store, clock, "UHRS")
    number = note(store, clock)
    whole = store.backup(tmp_path / "whole.zip", diary=True)
    shared = store.backup(tmp_path / "shared.zip")
    with store.diary.transaction("change", at=clock.advance(30)) as act:
        act.update("checkins", number, {"note": "later"})
    assert not store.restore(shared).diary
    assert (store.diary.get("checkins", number) or {})["note"] == "later"
    assert store.restore(whole).diary
    assert (store.diary.get("checkins", number) or {})["note"] == SECRET


def test_a_backup_of_the_diary_alone_never_replaces_the_rest(
    store: Store, clock: FakeClock
) -> None:
    work(store, clock, "UHRS")
    note(store, clock)
    own = store.diary.backup()
    store.restore(own)
    assert [doc["uid"] for doc in store.core("platforms").values()] == ["UHRS"]


def test_a_wipe_leaves_no_byte_of_it(store: Store, clock: FakeClock, tmp_path: Path) -> None:
    work(store, clock, "UHRS")
    note(store, clock)
    store.fold(force=True)
    note(store, clock, day="2026-10-02")
    inside = store.backup(diary=True)
    outside = store.backup(tmp_path / "whole.zip", diary=True)
    own = store.diary.backup()
    assert len(holding(tmp_path, SECRET)) > 3
    wiped = store.wipe_diary()
    assert (wiped.documents, set(wiped.backups), wiped.unreached) == (2, {inside, outside}, ())
    assert holding(tmp_path, SECRET) == []
    assert not own.exists()
    assert list(store.diary.between("checkins", "0000", "9999")) == []
    assert store.restore(outside).documents == 1  # the rest of the backup is whole
    assert store.doctor().ok


def test_a_wiped_diary_takes_new_entries(store: Store, clock: FakeClock) -> None:
    note(store, clock)
    store.wipe_diary()
    note(store, clock, "new")
    again = Store.open(store.folder, clock=clock)
    assert [doc["uid"] for _, doc in again.diary.between("checkins", "2026", "2027")] == ["new"]
    assert again.doctor().ok
    again.close()


@pytest.mark.parametrize("folded", [False, True])
def test_another_program_does_not_bring_wiped_entries_back(
    store: Store, clock: FakeClock, folded: bool
) -> None:
    other = Store.open(store.folder, clock=clock)
    note(other, clock)
    note(other, clock)
    if folded:
        other.fold(force=True)
        note(other, clock)
    store.refresh()
    store.wipe_diary()
    note(other, clock, "after")
    other.fold(force=True)
    assert holding(store.folder, SECRET) == []
    assert [doc["uid"] for _, doc in other.diary.between("checkins", "2026", "2027")] == ["after"]
    assert other.doctor().ok
    other.close()


def test_a_backup_that_cannot_be_reached_is_named_and_found_by_the_next_wipe(
    store: Store, clock: FakeClock, tmp_path: Path
) -> None:
    note(store, clock)
    outside = store.backup(tmp_path / "whole.zip", diary=True)
    sound = outside.read_bytes()
    outside.write_bytes(b"no archive at all")
    assert store.wipe_diary().unreached == (outside,)
    outside.write_bytes(sound)
    assert store.wipe_diary().backups == (outside,)
    assert holding(tmp_path, SECRET) == []


def test_a_damaged_diary_is_told_and_the_rest_goes_on(store: Store, clock: FakeClock) -> None:
    note(store, clock)
    note(store, clock, "second")
    journal = next(store.diary.folder.glob("journal/*.jsonl"))
    data = journal.read_bytes()
    journal.write_bytes(data.replace(SECRET.encode()[:6], b"\x00\x00\x00\x00\x00\x00", 1))
    again = Store.open(store.folder, clock=clock)
    assert again.diary.notices
    assert not again.doctor().ok
    assert any(each.where.startswith("wellbeing/") for each in again.doctor().problems)
    work(again, clock, "UHRS")
    again.wipe_diary()
    assert again.doctor().ok
    again.close()


def test_where_nothing_may_be_written_there_is_an_empty_diary(
    store: Store, clock: FakeClock
) -> None:
    work(store, clock, "UHRS")
    reading = Store.open(store.folder, clock=clock, create=False, read_only=True)
    assert list(reading.diary.between("checkins", "2026", "2027")) == []
    with (
        pytest.raises(CouldNot, match="reading only"),
        reading.diary.transaction("try", at=clock()) as act,
    ):
        act.insert("checkins", {"uid": "a", "day": "2026-11-19"})
    assert not reading.diary_stands
    reading.close()
