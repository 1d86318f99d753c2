"""How likely the true rate is under a threshold, and Student's t.

The rate of right answers has a beta posterior (A. Gelman et al., Bayesian Data Analysis, 3rd ed., 2.4),
its prior worth four observations that lie at the threshold itself: without data it is undecided, and a
few answers do not decide it.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, lgamma, log, log1p

PRIOR = 4
"""Observations that the prior is worth."""
_HALVINGS = 60
_MOST_STEPS = 20_000
_EXACT, _TINY = 1e-14, 1e-300


@lru_cache(maxsize=4096)
def below(correct: int, n: int, threshold: float) -> float:
    """The probability, 0 to 1, that the true rate is under a threshold of 1, after `correct` of `n`.

    0 for a threshold of 0 or less, which nothing is under, and 1 for one above 1. At 1 it is the
    probability that the rate is not perfect: 1 once anything was wrong, else what the prior leaves
    open, 4 of n + 4. ValueError unless 0 <= correct <= n.
    """
    if not 0 <= correct <= n:
        raise ValueError(f"{correct} of {n} is no proportion")
    if threshold <= 0:
        return 0.0
    if threshold > 1 or (threshold == 1 and correct < n):
        return 1.0
    if threshold == 1:
        return PRIOR / (n + PRIOR)
    return _beta(threshold, correct + PRIOR * threshold, n - correct + PRIOR * (1 - threshold))


def t_below(t: float, df: int) -> float:
    """The probability that Student's t with `df` degrees of freedom is under `t`; ValueError for
    df under 1."""
    if df < 1:
        raise ValueError(f"{df} degrees of freedom are too few")
    tail = _beta(df / (df + t * t), df / 2, 0.5) / 2
    return tail if t < 0 else 1 - tail


@lru_cache(maxsize=512)
def t_quantile(df: int, level: float = 0.975) -> float:
    """The value that Student's t with `df` degrees of freedom is under with probability `level`.

    2.228 for df 10 and 0.975. ValueError unless 0 < level < 1.
    """
    if not 0 < level < 1:
        raise ValueError(f"{level} is no probability between 0 and 1")
    if level < 0.5:
        return -t_quantile(df, 1 - level)
    low, high = 0.0, 1.0
    while t_below(high, df) < level:
        high *= 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if t_below(middle, df) < level:
            low = middle
        else:
            high = middle
        if high - low < 1e-9 * high:
            break
    return (low + high) / 2


def _beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b), by its continued fraction (DLMF 8.17.22).

    Written out here because the libraries that are light enough to bring along take seconds, or never
    end, for the thousands of answers of a few years. Good to twelve digits; the fraction needs some
    sqrt(max(a, b)) steps.
    """
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):  # on this side the fraction of the other tail is the quick one
        return 1 - _beta(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return front / _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function, by Lentz's method as W. J. Thompson
    and A. R. Barnett (J. Comput. Phys. 64, 1986) made it safe."""
    value, upper, lower = 1.0, 1.0, 0.0
    for step in range(1, _MOST_STEPS):
        half, odd = divmod(step, 2)
        if odd:
            part = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        else:
            part = half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        lower = 1 / _nonzero(1 + part * lower)
        upper = _nonzero(1 + part / upper)
        value *= lower * upper
        if abs(lower * upper - 1) < _EXACT:
            break
    return value


def _nonzero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
