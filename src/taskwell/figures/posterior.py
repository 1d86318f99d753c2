"""How likely the true rate is under a threshold, and Student's t.

The rate of right answers has a beta posterior (A. Gelman et al., Bayesian Data Analysis, 3rd ed., 2.4),
its prior worth four observations that lie at the threshold itself: without data it is undecided, and a
few answers do not decide it.
"""

from __future__ import annotations

from functools import lru_cache

PRIOR = 4
"""Observations that the prior is worth."""
_HALVINGS = 60


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
    """The regularised incomplete beta function."""
    from mpmath import betainc  # takes 50 ms to load, and is needed by who looks at quality only

    return float(betainc(a, b, 0, x, regularized=True))
