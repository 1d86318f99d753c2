"""How often something happened, and how far that can be trusted.

The interval is Wilson's score interval (E. B. Wilson, JASA 22, 1927, 209-212), method 3 in
R. G. Newcombe, Statistics in Medicine 17, 1998, 857-872, without a continuity correction: it keeps
inside 0 to 1 and holds its level for small counts and for shares near the ends.
"""

from __future__ import annotations

from math import sqrt

Z_95 = 1.96
"""Half the width of a 95 % interval of the normal distribution, in standard deviations."""


def wilson(successes: int, n: int, z: float = Z_95) -> tuple[float, float]:
    """The interval that holds the true share, both ends as shares of 1; z = 1.96 makes it 95 %.

    (0, 1) where nothing was observed: any share is possible. ValueError unless 0 <= successes <= n.
    """
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is no proportion")
    if n == 0:
        return 0.0, 1.0
    share, square = successes / n, z * z
    middle = share + square / (2 * n)
    spread = z * sqrt(share * (1 - share) / n + square / (4 * n * n))
    whole = 1 + square / n
    low = 0.0 if successes == 0 else max(0.0, (middle - spread) / whole)
    high = 1.0 if successes == n else min(1.0, (middle + spread) / whole)
    return low, high
