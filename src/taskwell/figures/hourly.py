"""What an hour came to, piece of work by piece of work: quartiles and medians of whole numbers.

After "Hourly ladder" of the design's page of figures: a piece under 15 seconds or over 24 hours
says nothing about an hour's pay and is dropped, and under 8 pieces there is no quartile.
"""

from __future__ import annotations

from collections.abc import Sequence

from taskwell.money.amounts import Money, hourly

SHORTEST = 15
LONGEST = 24 * 3600
"""Seconds of a piece of work that can tell something about an hour, both included."""
LEAST = 8
"""Fewer pieces than this are too early to speak of a quartile."""


def single(amount: Money, seconds: int) -> int | None:
    """What one piece of work comes to in an hour, in minor units; None when it is dropped."""
    if not SHORTEST <= seconds <= LONGEST:
        return None
    found = hourly(amount, seconds)
    return None if found is None else found.minor


def lower_quartile(values: Sequence[int]) -> int | None:
    """The value a quarter of the way up, in the values' own unit; None under LEAST values.

    Between two neighbours it is drawn out in a straight line (type 7 of Hyndman and Fan 1996) and
    rounded half up.
    """
    return _part(sorted(values), 1) if len(values) >= LEAST else None


def median(values: Sequence[int]) -> int | None:
    """The middle value, the mean of two middle ones rounded half up; None without any."""
    return _part(sorted(values), 2) if values else None


def _part(ordered: Sequence[int], quarters: int) -> int:
    """The value so many quarters of the way up, in whole numbers throughout."""
    below, rest = divmod((len(ordered) - 1) * quarters, 4)
    low = ordered[below]
    if not rest:
        return low
    # floor(x + 1/2) is half up for negative values as well
    return low + ((ordered[below + 1] - low) * rest * 2 + 4) // 8
