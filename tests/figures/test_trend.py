"""Where a series is heading: a day only where the trend is sure of its direction."""

from __future__ import annotations

from random import Random

import pytest

from taskwell.figures.trend import crossing, line


def climbing(
    n: int, slope: float = 0.01, noise: float = 0.02, seed: int = 3
) -> list[tuple[float, float]]:
    """A reading every third day that climbs."""
    chance = Random(seed)
    return [(3.0 * k, 4 + slope * 3 * k + chance.gauss(0, noise)) for k in range(n)]


def test_a_line_without_noise_is_found_exactly() -> None:
    found = line([(0, 1), (1, 3), (2, 5)])
    assert found is not None
    assert found.slope == pytest.approx(2)
    assert found.level == pytest.approx(5)
    assert found.slope_low == pytest.approx(2)


def test_published_slope_and_interval_of_anscombes_first_set() -> None:
    # F. J. Anscombe, American Statistician 27, 1973, 17-21: slope 0.5001, standard error 0.1179.
    x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
    y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
    found = line(list(zip(x, y, strict=True)))
    assert found is not None
    assert found.slope == pytest.approx(0.5001, abs=1e-4)
    assert (found.slope_high - found.slope) / 2.262 == pytest.approx(0.1179, abs=1e-4)


def test_two_points_or_one_day_have_no_line() -> None:
    assert line([(0, 1), (1, 2)]) is None
    assert line([(1, 1), (1, 2), (1, 3)]) is None


def test_a_sure_climb_has_a_day_with_its_interval() -> None:
    found = crossing(climbing(20), 4.8, 4.57)
    assert found.word == "date"
    assert found.days is not None
    assert found.first is not None
    assert found.last is not None
    assert found.first < found.days < found.last
    assert found.days == pytest.approx(23, abs=3)


def test_fewer_than_ten_points_are_too_early() -> None:
    assert crossing(climbing(9), 4.8, 4.2).word == "early"


def test_a_flat_or_falling_series_gets_there_with_no_trend_of_now() -> None:
    assert crossing(climbing(20, slope=0), 4.8, 4.0).word == "never"
    assert crossing(climbing(20, slope=-0.01), 4.8, 3.5).word == "never"


def test_a_climb_that_is_not_sure_has_no_day() -> None:
    assert crossing(climbing(12, slope=0.002, noise=0.4), 4.8, 4.1).word == "never"


def test_what_takes_more_than_two_years_has_no_day() -> None:
    assert crossing(climbing(30, slope=0.0005, noise=0.0005), 4.9, 4.04).word == "never"


def test_at_the_threshold_it_is_reached_whatever_the_trend() -> None:
    assert crossing([], 4.3, 4.3).word == "there"
