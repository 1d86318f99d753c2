"""Many programs on one folder at once: everything that was confirmed is kept."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from taskwell.store.store import Store

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from pathlib import Path
from taskwell.store.store import Store
from tests.store.years import documents
folder, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
store = Store.open(folder)
for number, doc in enumerate(documents(count)):
    with store.transaction("log") as tx:
        tx.insert("sessions", {**doc, "uid": f"{name}-{number}"})
if store.wants_fold:
    store.fold()
store.close()
"""


def together(folder: Path, programs: int, each: int) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(folder), f"p{number}", str(each)],
            cwd=ROOT,
            stderr=subprocess.PIPE,
        )
        for number in range(programs)
    ]
    for program in running:
        _, errors = program.communicate(timeout=300)
        assert program.returncode == 0, errors.decode()
    store = Store.open(folder)
    found = {str(doc["uid"]) for doc in store.table("sessions").all()}
    assert found == {f"p{n}-{i}" for n in range(programs) for i in range(each)}
    assert store.sessions.count() == programs * each
    assert store.doctor().ok
    assert store.doctor().problems == []


def test_twelve_programs_that_log_one_session_each_keep_twelve(tmp_path: Path) -> None:
    together(tmp_path / "s", 12, 1)


def test_three_programs_that_save_without_pause_keep_everything(tmp_path: Path) -> None:
    together(tmp_path / "s", 3, 120)


@pytest.mark.long
def test_forty_programs_keep_forty(tmp_path: Path) -> None:
    together(tmp_path / "s", 40, 1)


@pytest.mark.long
def test_four_programs_with_a_thousand_writes_each_keep_four_thousand(tmp_path: Path) -> None:
    together(tmp_path / "s", 4, 1000)
