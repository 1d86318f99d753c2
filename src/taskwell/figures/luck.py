"""How often a rule of "the last so many answers" is tripped by chance, by a worker of a given rate.

A rule such as "at least 80 % of the last 10, from the fifth answer on" judges after every answer, so
that a worker well above it trips it now and then. Answers are right independently of each other.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from math import comb
from random import Random

TASKS = 100
"""Control tasks that are looked ahead."""
RISK = 0.10
"""The share of workers that may trip a rule by chance where one is said to be safe."""
RUNS = 20_000
"""Runs of a rule that is simulated: a share is then known within 0.7 percent points, 95 of 100 times."""
_MOST_STATES = 1500
"""Windows that can be told apart, up to which a rule is worked out exactly (some 20 ms)."""
_TENTHS = 1000
"""Tenths of a percent in a whole."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Who has under `threshold` (of 1) of the `last` answers right is out, judged from `least` on.

    `last` None: all answers count. ValueError unless the threshold is over 0 and up to 1, and
    1 <= least <= last.
    """

    threshold: Fraction
    last: int | None
    least: int

    def __post_init__(self) -> None:
        if not 0 < self.threshold <= 1:
            raise ValueError(f"{self.threshold} is no threshold of a share")
        if self.least < 1 or (self.last is not None and self.least > self.last):
            raise ValueError(f"no {self.least} answers among the last {self.last}")

    def allowed(self, answers: int) -> int:
        """How many of the last so many answers may be wrong, once that many have been given.

        Before `least` answers it is how many may be wrong by then: with more, the rule trips there.
        """
        judged = max(answers if self.last is None else min(answers, self.last), self.least)
        part, whole = self.threshold.numerator, self.threshold.denominator
        return judged * (whole - part) // whole


def trips(rule: Rule, rate: float, tasks: int = TASKS) -> float:
    """The share of workers with a true share `rate` of right answers who trip within so many tasks.

    They begin without any answer. Exact where `exact(rule, tasks)`, else of 20,000 runs that are the
    same every time; it never rises with the rate. ValueError unless 0 <= rate <= 1.
    """
    if not 0 <= rate <= 1:
        raise ValueError(f"{rate} is no share")
    if tasks < rule.least:
        return 0.0
    if _slides(rule, tasks) and not exact(rule, tasks):
        limits = _limits(rule, tasks)
        return 1 - bisect_left(limits, rate) / len(limits)
    return _exactly(rule, rate, tasks)


def exact(rule: Rule, tasks: int = TASKS) -> bool:
    """Whether `trips` works a rule out exactly; else it is simulated.

    The first rate of a simulated rule takes up to half a second for 100 tasks, the others nothing.
    """
    if rule.last is None or not _slides(rule, tasks):
        return True
    windows = 0
    for wrong in range(rule.allowed(rule.last) + 1):
        windows += comb(rule.last, wrong)
        if windows > _MOST_STATES:
            return False
    return True


def needed(rule: Rule, risk: float = RISK, tasks: int = TASKS) -> float | None:
    """The lowest rate, in tenths of a percent but of 1, at which no more than `risk` of workers trip.

    None where even 99.9 % is not enough.
    """
    low, high = 0, _TENTHS
    while low < high:
        middle = (low + high) // 2
        if trips(rule, middle / _TENTHS, tasks) <= risk:
            high = middle
        else:
            low = middle + 1
    return None if low == _TENTHS else low / _TENTHS


def _slides(rule: Rule, tasks: int) -> bool:
    """Whether answers fall out of the window within so many tasks."""
    return rule.last is not None and rule.last < tasks


@lru_cache(maxsize=1024)
def _exactly(rule: Rule, rate: float, tasks: int) -> float:
    window = _window_live if _slides(rule, tasks) else _all_live
    return min(1.0, max(0.0, 1 - window(rule, rate, tasks)))


def _all_live(rule: Rule, rate: float, tasks: int) -> float:
    """The share that has not tripped where no answer falls out: a chain over (answers, wrong)."""
    live = [1.0]  # by wrong answers
    for answer in range(1, tasks + 1):
        after = [
            rate * right + (1 - rate) * wrong
            for right, wrong in zip([*live, 0.0], [0.0, *live], strict=True)
        ]
        live = after[: rule.allowed(answer) + 1]
    return sum(live)


def _window_live(rule: Rule, rate: float, tasks: int) -> float:
    """The share that has not tripped where answers fall out: a chain over the windows that live."""
    last = rule.last or 1
    steps = [
        (wrong, 1 - rate if newest else rate, one, other)
        for wrong, newest, one, other in _windows(last, rule.allowed(last))
    ]
    live = [1.0, *[0.0] * len(steps)]  # the last place is that of all windows that have tripped
    for answer in range(1, tasks + 1):
        allowed = rule.allowed(answer)
        live = [
            factor * (live[one] + live[other]) if wrong <= allowed else 0.0
            for wrong, factor, one, other in steps
        ]
        live.append(0.0)
    return sum(live)


@lru_cache(maxsize=16)
def _windows(last: int, most: int) -> tuple[tuple[int, bool, int, int], ...]:
    """The windows of `last` answers with at most so many wrong ones, the one without any first.

    Of each: its wrong answers, whether the newest is one, and the places of the two windows it may
    come from, the answer that fell out being right or wrong. A window that does not live has the
    place after all.
    """
    masks = [
        sum(1 << at for at in wrong)
        for count in range(most + 1)
        for wrong in combinations(range(last), count)
    ]
    places = {mask: place for place, mask in enumerate(masks)}
    oldest = 1 << (last - 1)
    return tuple(
        (
            mask.bit_count(),
            bool(mask & 1),
            places[mask >> 1],
            places.get(mask >> 1 | oldest, len(masks)),
        )
        for mask in masks
    )


@lru_cache(maxsize=16)
def _limits(rule: Rule, tasks: int) -> array[float]:
    """Of each run the rate up to which it trips, in order: so one simulation serves every rate.

    An answer of a run is a number between 0 and 1, and wrong where the rate is no higher. A rule that
    allows two wrong answers trips up to the third highest number of a window. Only numbers over the
    limit found so far can raise it, so no others are held.
    """
    random = Random(f"{rule.threshold} of {rule.last} from {rule.least} in {tasks}").random
    last = rule.last or tasks
    allowed = [rule.allowed(answer) for answer in range(tasks + 1)]
    found = array("d")
    for _ in range(RUNS):
        first = [random() for _ in range(rule.least)]
        limit = sorted(first)[-1 - allowed[rule.least]]
        held = [(answer, each) for answer, each in enumerate(first, 1) if each > limit]
        for answer in range(rule.least + 1, tasks + 1):
            number = random()
            if number <= limit:
                continue
            held.append((answer, number))
            while held[0][0] <= answer - last:
                del held[0]
            if len(held) > allowed[answer]:
                limit = sorted(each for _, each in held)[-1 - allowed[answer]]
                held = [each for each in held if each[1] > limit]
        found.append(limit)
    return array("d", sorted(found))
