"""Years of sessions for tests and measurements: plain documents, always the same for a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

FIRST = datetime(2016, 11, 20, 6, tzinfo=UTC)
TEXT = "%Y-%m-%dT%H:%M:%SZ"
PLATFORMS = ("uhrs-k3x9qd", "outlier-p2m4aa", "prolific-77abcd", "toloka-91xyzz")
KINDS = ("paid", "paid", "paid", "search", "waiting", "guidelines")


def documents(count: int, *, years: float = 10, seed: int = 1) -> Iterator[dict[str, object]]:
    """So many session documents spread evenly over the years, oldest first."""
    chance = random.Random(seed)
    step = years * 365.25 * 86_400 / count
    for number in range(count):
        started = FIRST + timedelta(seconds=int(number * step))
        ended = started + timedelta(seconds=chance.randrange(120, int(max(240, step * 0.9))))
        tasks = chance.randrange(1, 90)
        doc: dict[str, object] = {
            "uid": f"{number:06d}{chance.getrandbits(30):06x}"[:12],
            "platform": chance.choice(PLATFORMS),
            "project": f"project-{chance.randrange(9)}",
            "kind": chance.choice(KINDS),
            "started": started.strftime(TEXT),
            "ended": ended.strftime(TEXT),
            "zone": "Europe/Berlin",
            "tasks": tasks,
            "earned": {"minor": tasks * 9, "currency": "USD"},
            "note": "slow queue" if number % 7 == 0 else "",
            "tags": ["relevance"] if number % 5 == 0 else [],
        }
        if number % 11 == 0:
            pause = started + timedelta(seconds=30)
            doc["pauses"] = [[pause.strftime(TEXT), (pause + timedelta(seconds=60)).strftime(TEXT)]]
        yield doc
