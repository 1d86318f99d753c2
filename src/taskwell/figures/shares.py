"""An amount parted by percents, so that the cents add up: the largest remainders get what is left.

The method of largest remainders (Hamilton 1792) in whole minor units.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal


def parted(minor: int, percents: Sequence[Decimal]) -> list[int]:
    """The minor units that go to each percent; together exactly the sum of percents, half up.

    `minor` is zero or more, percents are zero or more and at most 100 together; ValueError
    otherwise. Of equal remainders the first comes first.
    """
    whole = sum(percents, Decimal(0))
    if minor < 0 or whole > 100 or any(percent < 0 for percent in percents):
        raise ValueError(f"{minor} cannot be parted by {percents}")
    exact = [Decimal(minor) * percent / 100 for percent in percents]
    found = [int(each) for each in exact]
    total = int((Decimal(minor) * whole / 100).quantize(Decimal(1), ROUND_HALF_UP))
    order = sorted(range(len(exact)), key=lambda at: (found[at] - exact[at], at))
    for at in order[: total - sum(found)]:
        found[at] += 1
    return found
