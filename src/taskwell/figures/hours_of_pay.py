"""What single pieces of work pay an hour, without those that cannot be right.

After "Hourly ladder" of the design's page of figures: Tukey's fences on the logarithm of what an
hour came to (Tukey 1977), and a mean without the outer tenths.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from statistics import quantiles

from taskwell.figures.hourly import LEAST, median

FENCE = 1.5
"""How many interquartile ranges beyond a quartile a fence stands."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Of `n` pieces inside the fences the middle and the trimmed mean; `outside` lay beyond them."""

    middle: int
    trimmed: int
    n: int
    outside: int


def hours_of_pay(singles: Sequence[int]) -> Hours | None:
    """Singles are an hour's pay in minor units, one a piece; None under eight pieces.

    Pieces that paid nothing are kept: they have no logarithm and are no slip of a clock.
    """
    if len(singles) < LEAST:
        return None
    kept = fenced(singles)
    return Hours(median(kept) or 0, trimmed_mean(kept), len(kept), len(singles) - len(kept))


def fenced(singles: Sequence[int]) -> list[int]:
    """Those between the fences, in order."""
    paid = [log(each) for each in singles if each > 0]
    if len(paid) < LEAST:
        return sorted(singles)
    low, _, high = quantiles(paid, n=4, method="inclusive")
    reach = FENCE * (high - low)
    inside = (each for each in singles if each <= 0 or low - reach <= log(each) <= high + reach)
    return sorted(inside)


def trimmed_mean(ordered: Sequence[int]) -> int:
    """The mean without the lowest and the highest tenth, half up; values in order."""
    cut = len(ordered) // 10
    kept = ordered[cut : len(ordered) - cut]
    return (2 * sum(kept) + len(kept)) // (2 * len(kept))
