"""How much of the work that was judged was approved, by platform, over the last year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from taskwell.money.amounts import Money, add_up
from taskwell.queries.pending import Owed
from taskwell.records.session import UNPAID_OUTCOMES
from taskwell.store.documents import Doc
from taskwell.store.store import Store

LEAST = 10
"""Fewer judged sessions of a platform say nothing of what will be approved."""
_YEAR = timedelta(days=365)
_Counts = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Expected:
    """What is owed, each platform's part times its own rate of approval; platforms with fewer than
    ten judged sessions count in full. `n` sessions were judged, 0: nothing is known."""

    amounts: tuple[Money, ...]
    n: int


def approvals(store: Store, now: datetime) -> Mapping[str, tuple[int, int]]:
    """Approved and judged sessions by platform, of whole months of the last year."""
    since = now - _YEAR
    found: dict[str, list[int]] = {}
    months = store.derived("approvals", "1", _counts, since=f"{since:%Y-%m}")
    for _, counts in months:
        for platform, (good, judged) in counts.items():
            sums = found.setdefault(platform, [0, 0])
            sums[0] += good
            sums[1] += judged
    return {uid: (good, judged) for uid, (good, judged) in found.items()}


def _counts(month: str, documents: Mapping[int, Doc]) -> _Counts:
    found: _Counts = {}
    for document in documents.values():
        outcome = document.get("outcome")
        if outcome == "approved" or outcome in UNPAID_OUTCOMES:
            sums = found.setdefault(str(document.get("platform")), [0, 0])
            sums[0] += outcome == "approved"
            sums[1] += 1
    return found


def expected(store: Store, now: datetime, owed: Owed) -> Expected:
    """What will come of what is owed, if work is approved as it was."""
    known = approvals(store, now)
    amounts, n = [], 0
    for uid, platform in owed.all.items():
        good, judged = known.get(uid, (0, 0))
        n += judged
        share = Decimal(good) / judged if judged >= LEAST else Decimal(1)
        amounts += [each.times(share) for each in platform.total]
    return Expected(add_up(amounts), n)
