"""Whether the share of right answers has fallen: an early warning that weighs every answer.

A Bernoulli CUSUM (E. S. Page, Biometrika 41, 1954, 100-115; M. R. Reynolds and Z. G. Stoumbos, Journal
of Quality Technology 31, 1999, 87-108): a wrong answer raises the level, a right one lowers it by what
it speaks for the good share, never under zero, and at the limit there is an alarm.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, repeat
from math import ceil, expm1, inf, log

LIMIT = 3.5
"""The level of an alarm, in natural units of evidence (log-likelihood ratio)."""
HIGH, HIGH_LIMIT = 0.97, 3.0
"""From this good share on, wrong answers are so rare that a lower limit is enough."""
USUAL = 0.95, 0.88
"""The good and the bad share where nothing at all is known."""
_LOWEST, _HIGHEST = 0.55, 0.99
"""Between these a usual share is taken for the good one."""
_STRICTEST, _LEAST_BAD = 0.999, 0.05
"""A threshold counts as at most the first: something better than it has to be left to be good."""
_TIE = 1e-9
"""Levels nearer than this are the same: a sum of steps is not exact."""
_EFFORT = 100_000
"""Levels of a climb times how often it is followed, up to which lengths are exact (some 60 ms)."""
_REST, _NOTHING = 1e-10, 1e-13
"""Shares of the climbs that may be left out: of those that go on, of those at one level."""
_LEVEL, _HALVINGS = 1e-3, 60
"""When a level tends neither way, and how often an interval is halved."""


@dataclass(frozen=True, slots=True)
class Design:
    """What is watched for: a fall of the share of right answers from `good` to `bad`, both of 1.

    `limit` is the level of an alarm, in natural units of evidence, as are the steps.
    """

    good: float
    bad: float
    limit: float

    @property
    def rise(self) -> float:
        """What a wrong answer adds to the level; positive."""
        return log((1 - self.bad) / (1 - self.good))

    @property
    def fall(self) -> float:
        """What a right answer takes from the level; positive."""
        return log(self.good / self.bad)


@dataclass(frozen=True, slots=True)
class Watch:
    """How far the level has climbed; `began`, `alarm`, `alarm_began` are indexes of readings.

    `began` is the reading at which the present climb from zero began, None at zero. `alarm` is the
    reading that reached the limit, `alarm_began` the one at which that climb began; both stay as they
    are, whatever the level does later, until the caller goes on from a fresh Watch.
    """

    level: float = 0.0
    began: int | None = None
    alarm: int | None = None
    alarm_began: int | None = None


def design(good: float, bad: float, limit: float | None = None) -> Design:
    """The watch for a fall from `good` to `bad`, shares of right answers.

    The limit is 3.5 where none is given, 3.0 from a good share of 0.97 on. ValueError unless
    0 < bad < good < 1 and the limit is over zero.
    """
    if not 0 < bad < good < 1:
        raise ValueError(f"no fall of a share from {good} to {bad}")
    if limit is None:
        limit = HIGH_LIMIT if good >= HIGH else LIMIT
    if not 0 < limit < inf:
        raise ValueError(f"an alarm at {limit} means nothing")
    return Design(good, bad, limit)


def good_and_bad(threshold: float | None, usual: float | None) -> tuple[float, float]:
    """The shares to watch between where a person has set none; all are shares of 1.

    Beside a threshold that restricts, good lies half-way from it to 1 and bad a fifth of the rest
    under it (0.90 gives 0.95 and 0.88), whatever is usual: who is better than good is not warned
    earlier, for nothing threatens yet. Without one, good is the usual share in whole percent, from
    0.55 to 0.99, and bad has twice the wrong answers. (0.95, 0.88) where neither is known.
    """
    if threshold is not None:
        strict = min(max(threshold, 0.0), _STRICTEST)
        rest = 1 - strict
        return round(strict + rest / 2, 6), round(max(_LEAST_BAD, strict - rest / 5), 6)
    if usual is not None:
        good = round(min(max(usual, _LOWEST), _HIGHEST), 2)
        return good, round(1 - 2 * (1 - good), 2)
    return USUAL


def watch_counts(design: Design, before: Watch, index: int, right: int, wrong: int) -> Watch:
    """The watch after reading `index` of so many right and wrong answers.

    One answer at a time it is exact. Of several in one reading the order is unknown: the wrong ones
    count as spread evenly among the right ones, which is neither the most nor the least alarming
    order. Takes time by the wrong answers, not by all. ValueError for a negative count.
    """
    if right < 0 or wrong < 0:
        raise ValueError(f"{right} right and {wrong} wrong are no counts")
    level, began = before.level, before.began
    alarm, alarm_began = before.alarm, before.alarm_began
    if not wrong and not level:
        return before
    rise, fall, limit = design.rise, design.fall, design.limit - _TIE
    gone = 0
    for nth in range(1, wrong + 2):
        until = nth * right // (wrong + 1)
        level -= (until - gone) * fall
        gone = until
        if level < _TIE:
            level, began = 0.0, None
        if nth > wrong:
            break
        if began is None:
            began = index
        level += rise
        if alarm is None and level >= limit:
            alarm, alarm_began = index, began
    return Watch(level, began, alarm, alarm_began)


@lru_cache(maxsize=512)
def run_length(design: Design, rate: float) -> float:
    """How many answers there are on average until an alarm, at a true share `rate` of right ones.

    At the good share this is how rare a false alarm is, at the bad one how soon a fall is seen; it is
    infinite where an alarm does not happen. Exact, but for designs with very small steps: see
    `_by_climbs` and `_by_drift`. ValueError unless 0 <= rate <= 1.
    """
    if not 0 <= rate <= 1:
        raise ValueError(f"{rate} is no share")
    if rate == 1:
        return inf
    if rate == 0:
        return float(ceil((design.limit - _TIE) / design.rise))
    rises, falls = design.limit / design.rise, design.limit / design.fall
    if falls * max(1.0, rises) ** 2 <= _EFFORT:
        return _by_climbs(design, rate)
    try:
        return _by_drift(design, rate)
    except OverflowError:
        return inf


def _by_climbs(design: Design, rate: float) -> float:
    """The length by the level as a Markov chain (D. Brook and D. A. Evans, Biometrika 59, 1972, 539-549).

    No grid is needed: after so many wrong answers since zero, the level is that many rises less some
    falls, so these levels alone are followed. As zero is a fresh start, the length is the mean length
    of a climb from zero by the share of climbs that end in an alarm.
    """
    rise, fall, limit, wrong = design.rise, design.fall, design.limit - _TIE, 1 - rate
    answers, alarm = 1 / wrong, 0.0
    # The shares of climbs that are at the highest level, one fall under it, two falls ...
    highest, reached = rise, [1.0]
    while True:
        over = int((highest - limit) / fall) + 1 if highest >= limit else 0
        alarm += sum(reached[:over])
        del reached[:over]
        highest -= over * fall
        left = sum(reached)
        if left <= _REST * alarm:
            return answers / alarm if alarm else inf
        following: list[float] = []
        flow, level = 0.0, highest
        for each in chain(reached, repeat(0.0)):
            flow += each
            if level < _TIE or (flow < _NOTHING * left and len(following) >= len(reached)):
                break
            answers += flow
            following.append(wrong * flow)
            flow *= rate
            level -= fall
        highest, reached = highest + rise, following


def _by_drift(design: Design, rate: float) -> float:
    """The length where the steps are small beside the limit, within a few percent near the design.

    Wald's identity with the mean overshoot added to the limit (D. Siegmund, Sequential Analysis, 1985,
    chapter X); where the level tends neither way, its square by the variance of a step.
    OverflowError where the length is beyond any number.
    """
    rise, fall, wrong = design.rise, design.fall, 1 - rate
    mean = wrong * rise - rate * fall
    variance = wrong * rise**2 + rate * fall**2 - mean**2
    limit = design.limit + rise / 3 + 2 * fall / 3
    if abs(mean) * limit < _LEVEL * variance:
        return limit * limit / variance

    def excess(at: float) -> float:
        return wrong * expm1(at * rise) + rate * expm1(-at * fall)

    outside = 1.0 if mean < 0 else -1.0
    while excess(outside) < 0:
        outside *= 2
    inside = outside
    while excess(inside) >= 0:
        inside /= 2
        if abs(inside) * limit < _LEVEL:
            return limit * limit / variance
    for _ in range(_HALVINGS):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if excess(middle) < 0 else (inside, middle)
    return (limit - expm1(inside * limit) / inside) / mean
