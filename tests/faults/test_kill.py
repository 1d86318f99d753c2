"""kill -9 at any moment, and many programs writing at once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.sound import assert_sound, kept

ROOT = Path(__file__).parents[2]


def spawn(folder: Path, name: str, *more: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.writer", str(folder), name, *more],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def kill_after(process: subprocess.Popen[bytes], lines: int, spins: int) -> list[str]:
    """Kill a writer once it has confirmed `lines` sessions and some more moments have passed."""
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(lines)]
    for _ in range(spins):
        os.sched_yield()
    process.send_signal(signal.SIGKILL)
    rest, errors = process.communicate(timeout=30)
    assert not errors, errors.decode()
    whole = [line for line in rest.splitlines(keepends=True) if line.endswith(b"\n")]
    return [line.decode().strip() for line in said + whole]


def kill_points(folder: Path, seed: int, points: int) -> None:
    chance = random.Random(seed)
    confirmed: list[str] = []
    for point in range(points):
        writer = spawn(folder, f"k{point}x", "0", "fold")
        confirmed += kill_after(writer, chance.randint(1, 12), chance.randint(0, 4000))
    assert_sound(folder, confirmed)


def test_a_killed_program_loses_nothing_it_confirmed(tmp_path: Path) -> None:
    kill_points(tmp_path / "store", seed=11, points=5)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_two_hundred_kills_lose_nothing(tmp_path: Path, seed: int) -> None:
    kill_points(tmp_path / "store", seed=seed, points=25)


def test_three_writers_killed_together_lose_nothing_they_confirmed(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    writers = [spawn(folder, name, "0", "fold") for name in ("a", "b", "c")]
    confirmed = [uid for writer in writers for uid in kill_after(writer, 6, 500)]
    assert_sound(folder, confirmed)


def four_writers(folder: Path, each: int) -> None:
    writers = [spawn(folder, name, str(each)) for name in ("a", "b", "c", "d")]
    confirmed: set[str] = set()
    for writer in writers:
        out, errors = writer.communicate(timeout=300)
        assert writer.returncode == 0, errors.decode()
        confirmed |= set(out.decode().split())
    assert len(confirmed) == 4 * each
    assert kept(folder) == confirmed
    assert_sound(folder, confirmed)


def test_four_programs_write_at_once_and_every_session_is_kept(tmp_path: Path) -> None:
    four_writers(tmp_path / "store", each=60)


@pytest.mark.long
def test_four_programs_write_a_thousand_sessions_each(tmp_path: Path) -> None:
    four_writers(tmp_path / "store", each=1000)
