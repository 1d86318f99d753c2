"""The room left before a threshold, in whole answers and exact scores; never in floats.

After "Headroom" of the design's page of figures. A common extension for one site takes the rejections
left of 1,000 answers at 95 % as 50, whatever was rejected before: that is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

Number = int | Decimal | Fraction


def room_sent(sent: int, wrong: int, threshold: Fraction) -> int:
    """How many more of the `sent` answers may turn out wrong: floor(S(1 - t)) - R.

    Under 0 where the share right is under the threshold already, by so many.
    """
    return floor(sent * (1 - threshold)) - wrong


def room_future(sent: int, wrong: int, threshold: Fraction) -> int | None:
    """How many of the next answers may be wrong, all of them new: floor((S(1 - t) - R) / t).

    None at a threshold of 0, which nothing breaks. Under 0 where it is broken.
    """
    if threshold == 0:
        return None
    return floor((sent * (1 - threshold) - wrong) / threshold)


def clean_needed(sent: int, wrong: int, threshold: Fraction) -> int | None:
    """How many right ones in a row bring the share to the threshold: ceil(R / (1 - t)) - S.

    0 where it is there; None at a threshold of 1 that was broken: no number is enough.
    """
    if threshold == 1:
        return None if wrong else 0
    return max(0, ceil(wrong / (1 - threshold)) - sent)


def worst_case(sent: int, wrong: int, pending: int) -> Fraction:
    """The share right if all pending answers turn out wrong; 1 where nothing was sent."""
    everything = sent + pending
    return Fraction(sent - wrong, everything) if everything else Fraction(1)


def next_average(n: int, total: Number, target: Number, k: int) -> Fraction:
    """What the next `k` scores must average for the mean to be the target: (T(n + k) - sum) / k."""
    return (Fraction(target) * (n + k) - Fraction(total)) / k


def lowest_next(n: int, total: Number, target: Number) -> Fraction:
    """The lowest single next score with which the mean is still at the target: T(n + 1) - sum."""
    return next_average(n, total, target, 1)


def worst_scores(n: int, total: Number, target: Number, low: Number) -> int | None:
    """How many scores of `low` in a row leave the mean at the target or above.

    None where any number does, because the target is no higher than `low`. 0 also where the mean is
    under the target already.
    """
    below = Fraction(target) - Fraction(low)
    if below <= 0:
        return None
    return max(0, floor((Fraction(total) - Fraction(target) * n) / below))


def window_room(outcomes: Sequence[bool], last: int | None, least: int, threshold: Fraction) -> int:
    """How many wrong answers in a row can come before a rule over the last answers is broken.

    The rule: once there are `least` of them, the share right of the newest `last` (None: of all) is
    under the threshold. 0 where the next wrong one breaks it, -1 where it is broken. `outcomes` are
    the newest answers, the oldest first; those before the newest `last` do not matter.
    """
    window = list(outcomes if last is None else outcomes[-last:])
    # A rule that asks for more answers than it looks at holds once the window is full.
    least = least if last is None else min(least, last)
    if _broken(window, least, threshold):
        return -1
    if threshold == 0:
        return last if last is not None else len(window)
    right, n, oldest, room = sum(window), len(window), 0, 0
    while True:
        if last is not None and n == last:
            right -= window[oldest] if oldest < len(window) else False
            oldest += 1
        else:
            n += 1
        if n >= least and right * threshold.denominator < threshold.numerator * n:
            return room
        room += 1


def _broken(window: Sequence[bool], least: int, threshold: Fraction) -> bool:
    right, n = sum(window), len(window)
    return n >= least and right * threshold.denominator < threshold.numerator * n
