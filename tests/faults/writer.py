"""A program that saves sessions for ever and says on standard output what was confirmed.

Run as `python -m tests.faults.writer FOLDER NAME [COUNT] [fold]`: for every session one line with
its uid, written only after the store has said that it is saved.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from taskwell.store.store import Store

BEGINNING = datetime(2026, 3, 1, 8, tzinfo=UTC)


def session(uid: str, number: int) -> dict[str, object]:
    """A session document of ten minutes; the number spreads them over two months."""
    started = BEGINNING + timedelta(minutes=37 * number)
    text = "%Y-%m-%dT%H:%M:%SZ"
    return {
        "uid": uid,
        "platform": "uhrs-000001",
        "kind": "paid",
        "started": started.strftime(text),
        "ended": (started + timedelta(minutes=10)).strftime(text),
        "zone": "Europe/Berlin",
        "tasks": number,
    }


def main() -> None:
    """Save until killed, or COUNT sessions."""
    folder, name = Path(sys.argv[1]), sys.argv[2]
    how_many = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    folds = "fold" in sys.argv[4:]
    store = Store.open(folder)
    for number in range(how_many) if how_many else count():
        uid = f"{name}{number:06d}"
        with store.transaction(f"log {uid}") as tx:
            tx.insert("sessions", session(uid, number))
        os.write(1, f"{uid}\n".encode())
        if folds and number % 7 == 6:
            store.fold(force=True)
    store.close()


if __name__ == "__main__":
    main()
