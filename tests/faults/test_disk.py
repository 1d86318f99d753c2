"""A disk that is full, a file that may not grow, a folder that may not be written."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.sound import assert_sound

ROOT = Path(__file__).parents[2]

LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from pathlib import Path
from taskwell.errors import TaskwellError
from taskwell.store.store import Store
from tests.faults.writer import session
store = Store.open(Path(sys.argv[1]))
size = max((Path(sys.argv[1]) / "journal").glob("*.jsonl")).stat().st_size
room = int(sys.argv[2])
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, hard))
refused = 0
for number in range(40):
    uid = f"limited{number:05d}"
    try:
        with store.transaction("log " + uid) as tx:
            tx.insert("sessions", session(uid, number))
    except TaskwellError as error:
        refused += 1
        assert error.what and error.what_to_do, error
    else:
        print(uid, flush=True)
assert refused, "the limit was never met"
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
with store.transaction("log when there is room again") as tx:
    tx.insert("sessions", session("roomagain", 50))
print("roomagain", flush=True)
store.close()
"""


@pytest.mark.parametrize("room", [0, 1, 150, 700, 1999])
def test_a_file_that_may_not_grow_refuses_and_works_again_with_room(
    tmp_path: Path, room: int
) -> None:
    folder = tmp_path / "store"
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(folder), str(room)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert_sound(folder, done.stdout.split())


def test_the_store_is_private_whatever_the_umask(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    before = os.umask(0)
    try:
        subprocess.run(
            [sys.executable, "-m", "tests.faults.writer", str(folder), "u", "9", "fold"],
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
    finally:
        os.umask(before)
    for path in [folder, *folder.rglob("*")]:
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path
