"""How much hangs on one platform: shares of income, and how many platforms it amounts to."""

from __future__ import annotations

from collections.abc import Sequence


def shares(amounts: Sequence[int]) -> tuple[float, ...]:
    """Each amount's part of their sum, 0 to 1; all 0 where the sum is not above zero."""
    total = sum(amounts)
    return tuple(each / total if total > 0 else 0.0 for each in amounts)


def effective(amounts: Sequence[int]) -> float | None:
    """Effective platforms: 1 / sum(share^2), the inverse of the Herfindahl-Hirschman index.

    Four equal ones are 4, 70/20/10 are 1.85. None where nothing came in.
    """
    total = sum(amounts)
    squares = sum(each * each for each in amounts)
    return total * total / squares if total > 0 and squares else None
