"""Whether two figures go together: paired by exact days, gated, and seldom fooled by chance."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from statistics import fmean, pstdev

import pytest

from taskwell.figures.association import Pair, link, paired, two_medians

FIRST = date(2026, 1, 1)
SHAPES = ("plain", "answers", "gaps")


def day(n: int) -> date:
    """The n-th day."""
    return FIRST + timedelta(days=n)


def pairs(ones: list[float], others: list[float]) -> list[Pair]:
    """Figures of days in a row."""
    return [(day(n), one, other) for n, (one, other) in enumerate(zip(ones, others, strict=True))]


def noisy(chance: Random, n: int, slope: float = 0.0, carried: float = 0.6) -> list[float]:
    """A series in which each day has something of the day before, with a straight trend."""
    value = chance.gauss(0, 1) / (1 - carried**2) ** 0.5
    found = []
    for at in range(n):
        found.append(value + slope * at / n)
        value = carried * value + chance.gauss(0, 1)
    return found


def as_answers(values: list[float]) -> list[float]:
    """The same as answers from 1 to 5."""
    middle, spread = fmean(values), pstdev(values)
    return [float(min(5, max(1, round(3 + (value - middle) / spread)))) for value in values]


def false_alarms(n: int, shape: str, cases: int) -> float:
    """The share of unrelated pairs, each with a trend of its own, of which a link is told."""
    chance = Random(f"{n}{shape}")
    told = 0
    for _ in range(cases):
        length = n * 5 // 3 if shape == "gaps" else n
        one = noisy(chance, length, 4 * chance.choice((-1, 1)))
        other = noisy(chance, length, 4 * chance.choice((-1, 1)))
        if shape == "answers":
            one, other = as_answers(one), as_answers(other)
        every = pairs(one, other)
        if shape == "gaps":
            every = sorted(chance.sample(every, n))
        told += link(every).verdict == "linked"
    return told / cases


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("n", [30, 60, 120])
def test_unrelated_figures_are_seldom_linked(n: int, shape: str) -> None:
    assert false_alarms(n, shape, 400) <= 0.015


@pytest.mark.long
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("n", [30, 45, 59, 60, 90, 120, 180])
def test_unrelated_figures_are_seldom_linked_in_many_cases(n: int, shape: str) -> None:
    assert false_alarms(n, shape, 10_000) <= 0.015


def test_days_are_paired_exactly_and_gaps_are_dropped() -> None:
    first = {day(0): 1.0, day(1): 2.0, day(3): 4.0}
    second = {day(1): 10.0, day(2): 20.0, day(3): 30.0, day(4): 40.0}
    assert paired(first, second, day(4)) == [(day(1), 2, 10), (day(3), 4, 30)]
    assert paired(first, second, day(4), later=1) == [
        (day(1), 1, 10),
        (day(2), 2, 20),
        (day(4), 4, 40),
    ]


def test_only_half_a_year_is_looked_at() -> None:
    every = {day(n): float(n) for n in range(400)}
    found = paired(every, every, day(399))
    assert (len(found), found[0][0]) == (180, day(220))


@pytest.mark.parametrize(
    ("n", "verdict"), [(0, "too few"), (13, "too few"), (14, "too early"), (29, "too early")]
)
def test_few_days_make_no_claim(n: int, verdict: str) -> None:
    same = [float(at % 7) for at in range(n)]
    found = link(pairs(same, same))
    assert (found.n, found.verdict, found.rho) == (n, verdict, None)


def test_a_strong_link_is_told() -> None:
    chance = Random(3)
    one = [chance.gauss(0, 1) for _ in range(80)]
    other = [value + chance.gauss(0, 0.4) for value in one]
    found = link(pairs(one, other))
    assert found.verdict == "linked"
    assert found.rho is not None
    assert found.rho > 0.8
    assert found.interval is not None
    assert 0 < found.interval[0] < found.rho < found.interval[1] < 1
    turned = link(pairs(one, [-value for value in other]))
    assert turned.rho == pytest.approx(-found.rho)


def test_a_link_in_one_half_only_is_not_stable() -> None:
    chance = Random(5)
    one = [chance.gauss(0, 1) for _ in range(100)]
    other = [
        (2 if at < 65 else -0.9) * value + chance.gauss(0, 0.3) for at, value in enumerate(one)
    ]
    assert link(pairs(one, other)).verdict == "not stable"


def test_a_common_trend_is_no_link() -> None:
    chance = Random(8)
    one = [at + chance.gauss(0, 3) for at in range(90)]
    other = [2 * at + chance.gauss(0, 3) for at in range(90)]
    assert link(pairs(one, other)).verdict == "no link"


def test_a_figure_that_never_varies_is_linked_to_nothing() -> None:
    found = link(pairs([1.0] * 60, [float(at % 5) for at in range(60)]))
    assert (found.verdict, found.rho) == ("no link", None)


def test_the_correlation_of_ranks_is_that_of_the_textbook() -> None:
    """Ranks 1 2.5 2.5 4 5 6 against 2 1 4 3 6 5 by hand: 13 / sqrt(17 * 17.5).

    The six days forwards and backwards, three times: no trend, and every value equally often.
    """
    one, other = [1.0, 2, 2, 3, 4, 5], [20.0, 10, 40, 30, 60, 50]
    found = link(pairs((one + one[::-1]) * 3, (other + other[::-1]) * 3))
    assert found.n == 36
    assert found.rho == pytest.approx(13 / (17 * 17.5) ** 0.5)


def test_days_that_resemble_each_other_are_worth_less() -> None:
    chance = Random(2)
    free = [chance.gauss(0, 1) for _ in range(90)]
    held = noisy(chance, 90, carried=0.9)
    apart = link(pairs(free, [value + chance.gauss(0, 1) for value in free]))
    close = link(pairs(held, [value + chance.gauss(0, 1) for value in held]))
    assert apart.effective is not None
    assert close.effective is not None
    assert close.effective < 0.7 * apart.effective


def test_two_middles_need_ten_days_in_each_group() -> None:
    ones = [float(at % 2) for at in range(20)]
    others = [10.0 + at % 2 for at in range(20)]
    found = two_medians(pairs(ones, others), 1)
    assert found is not None
    assert (found.more, found.more_days, found.less, found.less_days) == (11, 10, 10, 10)
    assert two_medians(pairs(ones[:19], others[:19]), 1) is None
