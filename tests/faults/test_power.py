"""The power goes at any moment: whatever was confirmed is there when it comes back."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from taskwell.store.store import Store
from tests.faults.power import PowerDisk, after_the_cut
from tests.faults.sound import assert_sound
from tests.faults.writer import session


def a_busy_day(folder: Path) -> tuple[PowerDisk, list[tuple[int, str]]]:
    """Writes and folds on a noting disk; how many changes it had noted when each was confirmed."""
    Store.open(folder).close()
    disk = PowerDisk(folder)
    store = Store.open(folder, disk=disk)
    confirmed = []
    for number in range(14):
        uid = f"p{number:05d}"
        with store.transaction(f"log {uid}") as act:
            act.insert("sessions", session(uid, number * 200))
        confirmed.append((len(disk.moments), uid))
        if number in (4, 5, 10):
            store.fold(force=True)
    store.close()
    return disk, confirmed


def cut_and_look(tmp_path: Path, seed: int, cuts: int | None, states: int) -> None:
    disk, confirmed = a_busy_day(tmp_path / "live")
    chance = random.Random(seed)
    every = range(len(disk.moments))
    for at in every if cuts is None else chance.sample(every, cuts):
        for _ in range(states):
            folder = tmp_path / "after"
            after_the_cut(disk, disk.moments[at], folder, chance)
            assert_sound(folder, [uid for noted, uid in confirmed if noted <= at + 1])
            shutil.rmtree(folder)


def test_a_power_cut_loses_nothing_that_was_confirmed(tmp_path: Path) -> None:
    cut_and_look(tmp_path, seed=4, cuts=30, states=1)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(8))
def test_a_power_cut_at_every_change_in_many_states(tmp_path: Path, seed: int) -> None:
    cut_and_look(tmp_path, seed=seed, cuts=None, states=6)


class ForgetfulDisk(PowerDisk):
    """One that says it has synced and has not: the suite has to notice."""

    def fdatasync(self, fd: int) -> None:
        """Nothing becomes certain."""


def test_this_suite_notices_a_store_that_does_not_sync(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.faults.test_power.PowerDisk", ForgetfulDisk)
    with pytest.raises(AssertionError, match=r"confirmed but lost|problems|read_only"):
        cut_and_look(tmp_path, seed=4, cuts=30, states=2)
