"""Wilson's interval, checked against what was published and against what it promises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from taskwell.figures.proportions import wilson


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(9, 10, 59.6, 98.2), (19, 20, 76.4, 99.1), (95, 100, 88.8, 97.8), (475, 500, 92.7, 96.6)],
)
def test_the_interval_is_the_one_of_the_design(
    successes: int, n: int, low: float, high: float
) -> None:
    found = wilson(successes, n)
    assert (round(100 * found[0], 1), round(100 * found[1], 1)) == (low, high)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_the_one_newcombe_published_in_1998(
    successes: int, n: int, low: float, high: float
) -> None:
    found = wilson(successes, n)
    assert (round(found[0], 4), round(found[1], 4)) == (low, high)


def test_where_nothing_was_observed_any_share_is_possible() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(("successes", "n"), [(3, 2), (-1, 2), (1, 0), (0, -1)])
def test_what_is_no_proportion_is_refused(successes: int, n: int) -> None:
    with pytest.raises(ValueError, match="no proportion"):
        wilson(successes, n)


@given(some.integers(1, 5000).flatmap(lambda n: some.tuples(some.integers(0, n), some.just(n))))
def test_the_interval_holds_the_share_and_mirrors_its_opposite(counts: tuple[int, int]) -> None:
    successes, n = counts
    low, high = wilson(successes, n)
    assert 0 <= low <= successes / n <= high <= 1
    assert low < high
    opposite = wilson(n - successes, n)
    assert (low, high) == pytest.approx((1 - opposite[1], 1 - opposite[0]), abs=1e-12)
    narrow = wilson(successes, n, z=1.0)
    assert low <= narrow[0] <= narrow[1] <= high
