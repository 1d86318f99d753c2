"""One process of `parallel`: `python -m tests.bench.writer FOLDER NAME COUNT` saves sessions."""

from __future__ import annotations

import sys
from pathlib import Path

from taskwell.store.store import Store


def main(folder: str, name: str, count: str) -> None:
    """Save so many sessions, one transaction each."""
    store = Store.open(Path(folder))
    for number in range(int(count)):
        day, second = 1 + number % 28, number // 28
        with store.transaction("log a session") as tx:
            tx.insert(
                "sessions",
                {
                    "uid": f"{name}{number:011d}",
                    "platform": "uhrs-k3x9qd",
                    "started": f"2026-03-{day:02d}T09:{second // 60:02d}:{second % 60:02d}Z",
                    "ended": f"2026-03-{day:02d}T10:{second // 60:02d}:{second % 60:02d}Z",
                },
            )
    store.close()


main(*sys.argv[1:])
