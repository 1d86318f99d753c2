"""Seconds a task: what is usual, how it goes lately, and when that is a risk.

After "Pace guard" of the design's page of figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Literal

LAST = 10
"""The newest tasks whose median is the pace."""
LEAST = 5
"""Fewer tasks, or fewer sessions, than this are too early."""
SHARE = 0.6
"""Of one's usual time a task; under it one is far faster."""


def rolling_median(seconds: Sequence[float], last: int = LAST) -> float | None:
    """The median of the newest `last` task times, oldest first; None under five."""
    newest = seconds[-last:]
    return float(median(newest)) if len(newest) >= LEAST else None


def baseline(seconds_per_task: Sequence[float]) -> float | None:
    """What is usual: the median of one's own sessions' seconds a task; None under five sessions."""
    return float(median(seconds_per_task)) if len(seconds_per_task) >= LEAST else None


def guard(
    lately: float | None, floor: float | None, usual: float | None, *, falling: bool
) -> Literal["", "floor", "usual"]:
    """ "floor" when the pace is under the platform's floor; "usual" when it is under 60 % of one's
    own while accuracy is `falling`; else "". What is not known never warns."""
    if lately is None:
        return ""
    if floor is not None and lately < floor:
        return "floor"
    return "usual" if falling and usual is not None and lately < SHARE * usual else ""
