"""A journal cut short, a flipped byte, an emptied or missing file, a newer store."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from taskwell.errors import TaskwellError
from taskwell.store.store import Store
from tests.faults.sound import assert_sound
from tests.faults.writer import session


def filled(folder: Path, sessions: int, *, fold_at: int = 0) -> list[str]:
    store = Store.open(folder)
    uids = [f"s{number:05d}" for number in range(sessions)]
    for number, uid in enumerate(uids, 1):
        with store.transaction(f"log {uid}") as tx:
            tx.insert("sessions", session(uid, number))
        if number == fold_at:
            store.fold(force=True)
    store.close()
    return uids


def active_segment(folder: Path) -> Path:
    return max((folder / "journal").glob("*.jsonl"))


def record_ends(segment: Path) -> list[int]:
    data = segment.read_bytes()
    return [at + 1 for at, byte in enumerate(data) if byte == 0x0A]


def found_without_alarm(folder: Path) -> set[str]:
    store = Store.open(folder)
    try:
        return {str(doc["uid"]) for doc in store.table("sessions").all()}
    finally:
        store.close()


def without_seen(folder: Path) -> None:
    """A power cut may take the unsynced note of the last sequence along with the record."""
    (folder / "seen").unlink(missing_ok=True)


def cut_points(whole: Path, points: list[int], tmp_path: Path, uids: list[str]) -> None:
    segment = active_segment(whole)
    ends = record_ends(segment)
    first = len(uids) - (len(ends) - 1)
    for point in points:
        folder = tmp_path / "cut"
        shutil.copytree(whole, folder)
        with active_segment(folder).open("r+b") as file:
            file.truncate(point)
        without_seen(folder)
        complete = first + sum(1 for end in ends if end <= point) - 1
        assert set(uids[:complete]) <= found_without_alarm(folder), f"cut at byte {point}"
        assert_sound(folder, uids[:complete])
        shutil.rmtree(folder)


def last_three_records(whole: Path) -> range:
    ends = record_ends(active_segment(whole))
    return range(ends[-4], ends[-1] + 1)


def test_a_journal_cut_inside_its_last_records_keeps_all_whole_ones(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    uids = filled(whole, 8, fold_at=3)
    points = random.Random(5).sample(last_three_records(whole), 25)
    cut_points(whole, points, tmp_path, uids)


@pytest.mark.long
def test_a_journal_cut_at_every_byte_of_its_last_three_records(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    uids = filled(whole, 8, fold_at=3)
    cut_points(whole, list(last_three_records(whole)), tmp_path, uids)


def flip(file: Path, at: int, bit: int) -> None:
    data = bytearray(file.read_bytes())
    data[at] ^= 1 << bit
    file.write_bytes(data)


def flipped_store_is_honest(folder: Path, file: Path, at: int, uids: list[str]) -> None:
    """After one flipped bit: everything but at most one change is there, or the store says so."""
    try:
        store = Store.open(folder)
    except TaskwellError:
        return
    try:
        try:
            found = {str(doc["uid"]) for doc in store.table("sessions").all()}
        except TaskwellError:
            return
        missing = set(uids) - found
        where = f"{file.name} byte {at}"
        if missing:
            assert len(missing) == 1, f"{where}: a flip lost {sorted(missing)}"
            said = store.read_only is not None or bool(store.notices) or not store.doctor().ok
            assert said, f"{where}: {missing} is gone and nothing was said"
        for doc in store.table("sessions").all():
            number = uids.index(doc["uid"]) + 1
            assert dict(doc) == session(doc["uid"], number), f"{where}: a document changed quietly"
    finally:
        store.close()


def flip_somewhere(whole: Path, tmp_path: Path, uids: list[str], seed: int, count: int) -> None:
    chance = random.Random(seed)
    files = [f for f in whole.rglob("*.json*") if "cache" not in f.parts and f.stat().st_size]
    for _ in range(count):
        original = chance.choice(files)
        folder = tmp_path / "flipped"
        shutil.copytree(whole, folder)
        file = folder / original.relative_to(whole)
        at = chance.randrange(file.stat().st_size)
        flip(file, at, chance.randrange(8))
        flipped_store_is_honest(folder, file, at, uids)
        shutil.rmtree(folder)


def test_a_flipped_bit_is_found_and_the_rest_is_kept(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    uids = filled(whole, 12, fold_at=7)
    flip_somewhere(whole, tmp_path, uids, seed=3, count=40)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(8))
def test_two_thousand_flipped_bits(tmp_path: Path, seed: int) -> None:
    whole = tmp_path / "whole"
    uids = filled(whole, 12, fold_at=7)
    flip_somewhere(whole, tmp_path, uids, seed=seed, count=250)


@pytest.mark.parametrize("how", ["missing", "emptied"])
@pytest.mark.parametrize("what", ["journal", "months", "core"])
def test_a_store_that_lost_a_part_is_never_taken_for_an_empty_one(
    tmp_path: Path, what: str, how: str
) -> None:
    folder = tmp_path / "store"
    uids = filled(folder, 9, fold_at=6)
    store = Store.open(folder)
    with store.transaction("add UHRS") as tx:
        tx.insert("platforms", {"uid": "uhrs-000001", "name": "UHRS", "currency": "USD"})
    store.fold(force=True)
    with store.transaction("log after") as tx:
        tx.insert("sessions", session("after", 10))
    store.close()
    pattern = {"journal": "journal/*.jsonl", "months": "months/2026-*", "core": "months/core*"}
    for file in folder.glob(pattern[what]):
        if how == "missing":
            file.unlink()
        else:
            file.write_bytes(b"")
    try:
        store = Store.open(folder)
    except TaskwellError:
        return  # refused outright, which is never "no data"
    try:
        try:
            found = {str(doc["uid"]) for doc in store.table("sessions").all()}
        except TaskwellError:
            return
        whole = set(uids) <= found and bool(store.table("platforms").all())
        said = store.read_only is not None or bool(store.notices) or not store.doctor().ok
        assert whole or said
        if not whole:
            assert not store.empty
            with pytest.raises(TaskwellError), store.transaction("log into the hole") as tx:
                tx.insert("sessions", session("hole", 11))
    finally:
        store.close()
