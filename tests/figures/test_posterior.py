"""How likely the true rate is under a threshold, and Student's t, beside published values."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.figures.posterior import below, t_below, t_quantile


@pytest.mark.parametrize(
    ("correct", "n", "threshold", "percent"), [(221, 240, 0.9, 12), (49, 60, 0.9, 97)]
)
def test_the_probability_that_the_true_rate_is_under_the_limit(
    correct: int, n: int, threshold: float, percent: int
) -> None:
    assert round(100 * below(correct, n, threshold)) == percent


def test_with_whole_parameters_it_is_a_sum_of_binomials() -> None:
    # Beta(a, b) is under x as often as a binomial of a + b - 1 reaches a (DLMF 8.17.5).
    a, b, x = 8 + 2, 2 + 2, 0.5
    n = a + b - 1
    assert below(8, 10, 0.5) == pytest.approx(
        sum(comb(n, k) * x**k * (1 - x) ** (n - k) for k in range(a, n + 1))
    )


def test_without_answers_a_limit_in_the_middle_is_undecided() -> None:
    assert below(0, 0, 0.5) == pytest.approx(0.5)


def test_nothing_is_under_zero_and_nothing_wrong_leaves_perfection_open() -> None:
    assert below(0, 10, 0.0) == 0.0
    assert below(9, 10, 1.0) == 1.0
    assert below(16, 16, 1.0) == pytest.approx(0.2)


@given(st.integers(1, 200), st.data(), st.floats(0.05, 0.95))
def test_more_right_answers_make_it_less_likely(
    n: int, data: st.DataObject, threshold: float
) -> None:
    correct = data.draw(st.integers(0, n - 1))
    assert below(correct + 1, n, threshold) <= below(correct, n, threshold) + 1e-12


def test_thousands_of_answers_are_no_trouble() -> None:
    # Far out the normal distribution is near: 0.5 at the rate itself, one standard deviation off .84.
    n, rate = 400_000, 0.95
    deviation = (rate * (1 - rate) / n) ** 0.5
    correct = int(n * rate)
    assert below(correct, n, rate) == pytest.approx(0.5, abs=0.01)
    assert below(correct, n, rate + deviation) == pytest.approx(0.8413, abs=0.01)
    assert below(correct, n, rate - deviation) == pytest.approx(0.1587, abs=0.01)
    assert below(correct, n, 0.9) == pytest.approx(0.0, abs=1e-12)


def test_what_is_no_proportion_is_refused() -> None:
    with pytest.raises(ValueError, match="no proportion"):
        below(11, 10, 0.5)


@pytest.mark.parametrize(
    ("df", "quantile"), [(1, 12.706), (2, 4.303), (10, 2.228), (30, 2.042), (120, 1.980)]
)
def test_quantiles_of_students_t_are_those_of_the_tables(df: int, quantile: float) -> None:
    assert t_quantile(df) == pytest.approx(quantile, abs=5e-4)
    assert t_quantile(df, 0.025) == pytest.approx(-quantile, abs=5e-4)


@given(st.integers(1, 60), st.floats(-6, 6))
def test_students_t_is_symmetric_and_its_quantile_goes_back(df: int, t: float) -> None:
    level = t_below(t, df)
    assert level + t_below(-t, df) == pytest.approx(1)
    if 0.001 < level < 0.999:
        assert t_quantile(df, level) == pytest.approx(t, abs=1e-5)


def test_levels_and_degrees_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="degrees"):
        t_below(1.0, 0)
    with pytest.raises(ValueError, match="probability"):
        t_quantile(3, 1.0)
