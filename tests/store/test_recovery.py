"""What is found again after cuts, flips, losses and hands that edited files."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from taskwell.errors import CouldNot
from taskwell.store.store import Store
from tests.conftest import NOW
from tests.store.years import documents


def first(count: int) -> list[dict[str, object]]:
    """The first few of a week's sessions, all of one month."""
    return list(documents(20, years=0.02))[:count]


def filled(folder: Path, count: int, *, fold_after: int = 0) -> Store:
    store = Store.open(folder, clock=lambda: NOW)
    for number, doc in enumerate(first(count), 1):
        with store.transaction(f"log {number}") as tx:
            tx.insert("sessions", doc)
            tx.put("settings", 1, {"key": "last", "value": number})
        if number == fold_after:
            store.fold(force=True)
    return store


def uids(store: Store) -> list[str]:
    return sorted(str(doc["uid"]) for doc in store.table("sessions").all())


def wanted(count: int) -> list[str]:
    return sorted(str(doc["uid"]) for doc in first(count))


def active(folder: Path) -> Path:
    return max((folder / "journal").glob("*.jsonl"))


def newest(folder: Path, name: str) -> Path:
    return max((folder / "months").glob(f"{name}.g*"))


def levels(store: Store) -> set[str]:
    return {notice.level for notice in store.notices}


def log_one_more(store: Store) -> None:
    with store.transaction("one more") as tx:
        tx.insert("sessions", {**next(documents(1)), "uid": "zzzz"})


@pytest.mark.parametrize(("fold_after", "step"), [(0, 1), (4, 7)])
def test_a_record_torn_at_any_byte_is_set_aside_and_all_others_kept(
    tmp_path: Path, fold_after: int, step: int
) -> None:
    whole = tmp_path / "whole"
    filled(whole, 6, fold_after=fold_after).close()
    data = active(whole).read_bytes()
    last = data.rindex(b"\n", 0, -1) + 1
    for cut in [*range(last, len(data) - 1, step), len(data) - 1]:
        folder = tmp_path / "torn"
        shutil.copytree(whole, folder)
        active(folder).write_bytes(data[:cut])
        (folder / "seen").unlink()  # the cut came before anything was confirmed
        reader = Store.open(folder, read_only=True)
        complete = cut == len(data) - 1
        assert uids(reader) == wanted(5 + complete)
        store = Store.open(folder)
        log_one_more(store)
        assert len(uids(store)) == 6 + complete
        assert levels(store) <= {"note"}
        again = Store.open(folder)
        assert uids(again) == uids(store)
        assert again.doctor().ok
        again.fold(force=True)
        third = Store.open(folder)
        assert uids(third) == uids(store)
        assert levels(third) == set()
        reader.refresh()
        assert uids(reader) == uids(store)
        for opened in (reader, store, again, third):
            opened.close()
        shutil.rmtree(folder)


def test_a_confirmed_record_that_lost_its_newline_is_still_read(tmp_path: Path) -> None:
    filled(tmp_path / "s", 5).close()
    file = active(tmp_path / "s")
    data = file.read_bytes()
    for end in (b"", b"\x0b"):
        file.write_bytes(data[:-1] + end)
        assert uids(Store.open(tmp_path / "s", read_only=True)) == wanted(5)
    store = Store.open(tmp_path / "s")
    log_one_more(store)
    again = Store.open(tmp_path / "s")
    assert len(uids(again)) == 6
    assert again.doctor().ok


def test_two_records_joined_by_a_flipped_newline_are_both_read(tmp_path: Path) -> None:
    filled(tmp_path / "s", 5).close()
    file = active(tmp_path / "s")
    data = bytearray(file.read_bytes())
    data[data.index(b"\n", data.index(b'"s":2'))] ^= 0x40
    file.write_bytes(data)
    store = Store.open(tmp_path / "s")
    assert uids(store) == wanted(5)
    assert store.read_only is None
    assert store.doctor().ok


@pytest.mark.parametrize("which", [1, 3, 5])
def test_a_damaged_record_is_named_and_all_others_kept(tmp_path: Path, which: int) -> None:
    filled(tmp_path / "s", 5).close()
    file = active(tmp_path / "s")
    lines = file.read_bytes().splitlines(keepends=True)
    line = bytearray(lines[which])
    line[len(line) // 2] ^= 1
    file.write_bytes(b"".join([*lines[:which], bytes(line), *lines[which + 1 :]]))
    store = Store.open(tmp_path / "s")
    assert len(uids(store)) == 4
    assert "1 saved change is damaged" in store.notices[0].text
    report = store.doctor()
    assert not report.ok
    assert report.problems[0].where == "journal/000001.jsonl"
    log_one_more(store)
    assert not store.fold(force=True)  # nothing is folded over it
    again = Store.open(tmp_path / "s")
    assert len(uids(again)) == 5
    assert "1 saved change is damaged" in again.notices[0].text
    assert again.doctor(fix=True).ok
    assert len(uids(again)) == 5
    assert any(
        file.read_bytes() in bytes(line) for file in (tmp_path / "s/quarantine").glob("*d-*")
    )
    third = Store.open(tmp_path / "s")
    assert levels(third) == set()
    assert len(uids(third)) == 5
    assert third.doctor().ok
    log_one_more(third)


def test_a_journal_that_ends_before_what_was_confirmed_is_refused(tmp_path: Path) -> None:
    filled(tmp_path / "s", 5, fold_after=3).close()
    file = active(tmp_path / "s")
    file.write_bytes(file.read_bytes().splitlines(keepends=True)[0])
    store = Store.open(tmp_path / "s")
    assert store.read_only is not None
    assert "expected change 5" in store.read_only
    assert uids(store) == wanted(3)
    with pytest.raises(CouldNot, match="incomplete"):
        log_one_more(store)
    assert not store.doctor().ok


@pytest.mark.parametrize("empty", [False, True])
@pytest.mark.parametrize("what", ["journal/*", "months/*", "months/core*", "*/*"])
def test_a_store_without_a_part_is_never_an_empty_one(
    tmp_path: Path, what: str, empty: bool
) -> None:
    """Without old history to rebuild from, whatever is gone is said and nothing is written."""
    store = filled(tmp_path / "s", 6, fold_after=3)
    store.fold(force=True)
    log_one_more(store)
    store.close()
    for file in sorted((tmp_path / "s/journal").glob("*"))[:-1]:
        file.unlink()
    for file in (tmp_path / "s").glob(what):
        if empty:
            file.write_bytes(b"")
        else:
            file.unlink()
    again = Store.open(tmp_path / "s")
    assert again.read_only is not None
    assert again.read_only.startswith("The data folder looks incomplete")
    assert not again.empty
    assert "alarm" in levels(again)
    report = again.doctor()
    assert not report.ok
    assert "restore" in " ".join(problem.fix for problem in report.problems)
    with pytest.raises(CouldNot):
        log_one_more(again)
    assert not (tmp_path / "s/journal/000001.jsonl").exists()


def test_an_emptied_folder_of_a_store_is_refused(tmp_path: Path) -> None:
    filled(tmp_path / "s", 3).close()
    shutil.rmtree(tmp_path / "s/journal")
    shutil.rmtree(tmp_path / "s/months")
    store = Store.open(tmp_path / "s")
    assert store.read_only is not None
    assert not store.empty


def test_a_lost_core_is_rebuilt_while_the_journal_reaches_back(tmp_path: Path) -> None:
    filled(tmp_path / "s", 6, fold_after=3).close()
    for file in (tmp_path / "s/months").glob("core*"):
        file.unlink()
    store = Store.open(tmp_path / "s")
    assert uids(store) == wanted(6)
    assert store.core("settings")[1]["value"] == 6
    log_one_more(store)
    store.fold(force=True)
    again = Store.open(tmp_path / "s")
    assert len(uids(again)) == 7
    assert again.notices == ()


def test_a_damaged_core_falls_back_to_the_one_before(tmp_path: Path) -> None:
    store = filled(tmp_path / "s", 6, fold_after=3)
    store.fold(force=True)
    store.close()
    file = newest(tmp_path / "s", "core")
    data = bytearray(file.read_bytes())
    data[-20] ^= 4
    file.write_bytes(data)
    (tmp_path / "s/journal/000001.jsonl").unlink()
    again = Store.open(tmp_path / "s")
    assert uids(again) == wanted(6)
    assert again.read_only is None
    assert levels(again) == {"warning"}
    assert again.doctor(fix=True).ok
    assert Store.open(tmp_path / "s").notices == ()


def cut_it(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-40])


def flip_it(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[-30] ^= 8
    file.write_bytes(data)


@pytest.mark.parametrize("harm", [cut_it, flip_it, os.unlink])
@pytest.mark.parametrize("keep", ["history", "generation", "backup"])
def test_a_damaged_month_is_made_again_from_whatever_gives_it(
    tmp_path: Path, harm: Callable[[Path], None], keep: str
) -> None:
    folder = tmp_path / "s"
    store = filled(folder, 4, fold_after=3)
    store.fold(force=True)
    if keep == "backup":
        store.backup()
    store.close()
    month = newest(folder, "20*").name.partition(".")[0]
    original = newest(folder, month).read_bytes()
    if keep == "backup":
        (folder / "journal/000002.jsonl").unlink()
    if keep != "history":
        (folder / "journal/000001.jsonl").unlink()
    else:
        for generation in sorted((folder / "months").glob(f"{month}.g*"))[:-1]:
            generation.unlink()
    harm(newest(folder, month))
    if harm is os.unlink:
        assert not (folder / "months" / f"{month}.g000002.json").exists()
    again = Store.open(folder)
    assert uids(again) == wanted(4)
    assert again.read_only is None
    assert any("was repaired (0 of" in notice.text for notice in again.notices)
    log_one_more(again)
    assert (folder / "months" / f"{month}.g000002.json").read_bytes() == original
    assert Store.open(folder).notices == ()


def test_a_month_nothing_can_repair_is_refused_until_a_person_decides(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    store = filled(folder, 4)
    store.fold(force=True)
    store.close()
    (folder / "journal/000001.jsonl").unlink()
    month = newest(folder, "20*")
    data = month.read_bytes()
    month.write_bytes(data.replace(b'"tasks"', b'"tusks', 1))
    again = Store.open(folder)
    with pytest.raises(CouldNot, match="could not be repaired"):
        again.table("sessions").all()
    with pytest.raises(CouldNot):
        list(again.sessions.between(NOW.replace(year=2000), NOW))
    assert again.read_only is not None
    with pytest.raises(CouldNot):
        log_one_more(again)
    assert not again.doctor().ok
    report = again.doctor(fix=True)
    assert report.ok
    assert len(uids(again)) == 3
    assert any(file.name.startswith("20") for file in (folder / "quarantine").iterdir())
    third = Store.open(folder)
    assert third.read_only is None
    assert len(uids(third)) == 3


def test_a_month_edited_by_hand_is_set_aside_and_said_so(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    store = filled(folder, 4)
    store.fold(force=True)
    store.close()
    month = newest(folder, "20*")
    raw = json.loads(month.read_text())
    next(iter(raw["sessions"].values()))["tasks"] = 12345
    month.write_text(json.dumps(raw, indent=1))
    mine = month.read_bytes()
    again = Store.open(folder)
    assert 12345 not in [doc["tasks"] for doc in again.table("sessions").all()]
    (notice,) = again.notices
    assert "was changed outside the program: your version is kept at quarantine/" in notice.text
    assert (folder / notice.text.rpartition(" ")[2]).read_bytes() == mine
    log_one_more(again)
    assert Store.open(folder).notices == ()


def test_a_record_given_up_by_its_writer_is_forgotten_by_those_who_read_it(tmp_path: Path) -> None:
    store = filled(tmp_path / "s", 3)
    reader = Store.open(tmp_path / "s")
    file = active(tmp_path / "s")
    size = file.stat().st_size
    with store.transaction("given up") as tx:
        tx.insert("settings", {"key": "phantom"})
    reader.refresh()
    assert len(reader.core("settings")) == 2
    os.truncate(file, size)
    (tmp_path / "s/seen").unlink()
    writer = Store.open(tmp_path / "s")
    writer.ledger.journal.begin(writer.sequence, 1, "")
    log_one_more(writer)
    change = reader.refresh()
    assert change is not None
    assert change.whole
    assert len(reader.core("settings")) == 1
    assert uids(reader) == uids(writer)


def test_a_newer_store_is_only_read_and_says_why(tmp_path: Path) -> None:
    from taskwell.store import migration

    step = migration.Step(migration.current() + 1, "artificial", lambda _, doc: doc)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migration, "STEPS", (*migration.STEPS, step))
        filled(tmp_path / "s", 4, fold_after=2).close()
    store = Store.open(tmp_path / "s")
    assert store.read_only is not None
    assert "newer Taskwell" in store.read_only
    assert uids(store) == wanted(4)
    with pytest.raises(CouldNot, match="newer"):
        log_one_more(store)
    assert not store.fold(force=True)


def test_a_program_that_runs_while_a_newer_one_updates_the_store_stops_writing(
    tmp_path: Path,
) -> None:
    from taskwell.store import migration

    old = filled(tmp_path / "s", 4)
    with pytest.MonkeyPatch.context() as patch:
        step = migration.Step(
            migration.current() + 1, "artificial", lambda _, doc: {**doc, "new": True}
        )
        patch.setattr(migration, "STEPS", (*migration.STEPS, step))
        newer = Store.open(tmp_path / "s")
        assert newer.core("settings")[1]["new"] is True
        log_one_more(newer)
    old.refresh()
    with pytest.raises(CouldNot, match="newer"):
        log_one_more(old)


def test_a_folder_that_goes_away_is_said_and_what_was_read_stays(tmp_path: Path) -> None:
    store = filled(tmp_path / "s", 3)
    shutil.move(tmp_path / "s", tmp_path / "elsewhere")
    assert store.refresh() is None
    assert [notice.id for notice in store.notices] == ["unreadable"]
    assert uids(store) == wanted(3)
    with pytest.raises(CouldNot):
        log_one_more(store)
    shutil.move(tmp_path / "elsewhere", tmp_path / "s")
    log_one_more(store)
    assert len(uids(Store.open(tmp_path / "s"))) == 4


def test_a_lock_file_that_somebody_removed_is_made_again(tmp_path: Path) -> None:
    store = filled(tmp_path / "s", 1)
    (tmp_path / "s/lock").unlink()
    other = Store.open(tmp_path / "s")
    other.lock.patience = 0.0
    with store.transaction("a"), pytest.raises(CouldNot, match="busy"):
        log_one_more(other)
    log_one_more(other)


def test_a_segment_head_that_is_damaged_loses_nothing(tmp_path: Path) -> None:
    filled(tmp_path / "s", 4, fold_after=2).close()
    data = bytearray(active(tmp_path / "s").read_bytes())
    data[12] ^= 2
    active(tmp_path / "s").write_bytes(data)
    store = Store.open(tmp_path / "s")
    assert uids(store) == wanted(4)
    assert store.doctor().ok
    log_one_more(store)
    assert store.doctor(fix=True).ok
    again = Store.open(tmp_path / "s")
    assert again.notices == ()
    assert len(uids(again)) == 5
