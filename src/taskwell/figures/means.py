"""The mean of scores: how far it can be trusted, and how likely it is under a threshold.

Student's t, for scores that are near normal (Student, Biometrika 6, 1908, 1-25). Sums and sums of
squares are all that is needed, so that any stretch of a long series costs the same.
"""

from __future__ import annotations

from math import sqrt

from taskwell.figures.posterior import t_below, t_quantile

_SAME = 1e-12
"""Squares that differ from those of equal scores by less than this share are those of equal scores."""


def spread(n: int, total: float, squares: float) -> float | None:
    """The standard deviation of a sample of `n` scores with this sum and sum of squares.

    None under two of them.
    """
    if n < 2:
        return None
    rest = squares - total * total / n
    if rest <= _SAME * max(squares, 1.0):
        return 0.0  # what is left of equal scores is rounding
    return sqrt(rest / (n - 1))


def mean_interval(
    n: int, total: float, squares: float, low: float, high: float
) -> tuple[float, float] | None:
    """The 95 % interval of the mean, kept inside the range `low` to `high`; None under two scores."""
    deviation = spread(n, total, squares)
    if deviation is None:
        return None
    mean, half = total / n, t_quantile(n - 1) * deviation / sqrt(n)
    return max(low, mean - half), min(high, mean + half)


def mean_below(n: int, total: float, squares: float, threshold: float) -> float | None:
    """The probability, 0 to 1, that the true mean is under a threshold; None under two scores.

    Where all scores are the same: 0, 1, or one half at the threshold itself.
    """
    deviation = spread(n, total, squares)
    if deviation is None:
        return None
    gap = threshold - total / n
    if deviation == 0:
        return 0.5 if gap == 0 else float(gap > 0)
    return t_below(gap * sqrt(n) / deviation, n - 1)
