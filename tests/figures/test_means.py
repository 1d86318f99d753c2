"""How far the mean of scores can be trusted."""

from __future__ import annotations

from statistics import stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.figures.means import mean_below, mean_interval, spread

REVIEWS = [5.0] * 5 + [4.0] * 7 + [3.0] * 2


def sums(scores: list[float]) -> tuple[int, float, float]:
    """How many, their sum and their sum of squares."""
    return len(scores), sum(scores), sum(each * each for each in scores)


def test_fourteen_reviews_of_four_and_a_fifth_lie_between_the_ends_that_the_layout_shows() -> None:
    found = mean_interval(*sums(REVIEWS), 1, 5)
    assert found is not None
    assert [round(each, 2) for each in found] == [3.81, 4.62]


def test_an_interval_stays_inside_the_range() -> None:
    found = mean_interval(*sums([5, 5, 4]), 1, 5)
    assert found is not None
    assert found[0] == pytest.approx(3.232, abs=1e-3)
    assert found[1] == 5


def test_one_score_has_no_spread_and_no_interval() -> None:
    assert spread(1, 4, 16) is None
    assert mean_interval(1, 4, 16, 1, 5) is None
    assert mean_below(1, 4, 16, 3) is None


def test_equal_scores_are_sure_of_themselves_but_not_at_the_limit() -> None:
    same = sums([4.1] * 30)
    assert spread(*same) == 0
    assert mean_below(*same, 4.2) == 1.0
    assert mean_below(*same, 4.0) == 0.0
    assert mean_below(3, 12, 48, 4.0) == 0.5


def test_at_its_own_mean_a_limit_is_undecided() -> None:
    assert mean_below(*sums(REVIEWS), sum(REVIEWS) / 14) == pytest.approx(0.5)


@given(st.lists(st.floats(1, 5), min_size=2, max_size=40))
def test_the_spread_is_that_of_the_sample(scores: list[float]) -> None:
    found = spread(*sums(scores))
    assert found is not None
    assert found == pytest.approx(stdev(scores), abs=1e-4)


@given(st.lists(st.floats(1, 5), min_size=2, max_size=20), st.floats(1, 5), st.floats(0, 1))
def test_a_higher_limit_is_likelier_to_be_above(
    scores: list[float], limit: float, more: float
) -> None:
    low, high = mean_below(*sums(scores), limit), mean_below(*sums(scores), limit + more)
    assert low is not None
    assert high is not None
    assert low <= high + 1e-9
