"""The early warning on the means of batches of scores, played through by seeded runs."""

from __future__ import annotations

from math import sqrt
from random import Random
from statistics import stdev

import pytest
from hypothesis import given
from hypothesis import strategies as some

from taskwell.figures.drifts import BATCH, Chart, Drift, chart_of, watch_mean

USUAL = Chart(mean=80.0, sd=4.0)


def played(chart: Chart, shift: float, runs: int) -> float:
    """The mean number of batches until the level is beyond either limit; the shift is in `sd`."""
    gauss = Random(f"{chart} {shift}").gauss
    mean, sd, total = chart.mean + shift * chart.sd, chart.sd, 0
    for _ in range(runs):
        drift = Drift()
        while not drift.side:
            total += 1
            drift = watch_mean(chart, drift, total, gauss(mean, sd))
    return total / runs


def after(means: list[float], chart: Chart = USUAL) -> Drift:
    """The drift after batches with these means."""
    drift = Drift()
    for index, mean in enumerate(means):
        drift = watch_mean(chart, drift, index, mean)
    return drift


def test_it_lasts_about_as_long_as_lucas_and_saccucci_published() -> None:
    assert played(USUAL, 0.0, 500) == pytest.approx(500, rel=0.10)
    assert played(USUAL, 1.0, 2000) == pytest.approx(10.3, rel=0.05)
    assert played(USUAL, -1.0, 2000) == pytest.approx(10.3, rel=0.05)


@pytest.mark.long
def test_it_lasts_as_long_as_lucas_and_saccucci_published_over_thousands_of_runs() -> None:
    assert played(USUAL, 0.0, 6000) == pytest.approx(500, rel=0.05)
    assert played(USUAL, 1.0, 40_000) == pytest.approx(10.3, rel=0.02)


@pytest.mark.parametrize(("rate", "soon"), [(0.98, 48), (0.95, 117)])
def test_single_passes_and_fails_do_not_belong_here(rate: float, soon: int) -> None:
    # With normal means this chart lasts about 560; `shifts` lasts 1000 to 2000 of such answers.
    textbook = Chart(rate, sqrt(rate * (1 - rate)), weight=0.2, width=3.0)
    chance = Random(f"raw {rate}").random
    total = 0
    for _ in range(1500):
        drift = Drift()
        while not drift.side:
            total += 1
            drift = watch_mean(textbook, drift, total, float(chance() < rate))
    assert total / 1500 == pytest.approx(soon, rel=0.10)


def test_scores_that_fall_raise_an_alarm_that_tells_since_when() -> None:
    steady = [81.0, 79.0, 82.0, 78.0]
    found = after([*steady * 5, *[75.0] * 12])
    assert found.side == "down"
    assert (found.alarm_began, found.alarm) == (19, 26)
    assert found.began == 19
    assert after([*steady * 8]).alarm is None


def test_scores_that_rise_are_noted_for_as_long_as_they_last_and_are_no_alarm() -> None:
    high = after([90.0] * 10)
    assert (high.side, high.alarm, high.began) == ("up", None, 0)
    back = after([*[90.0] * 10, *[76.0] * 12])
    assert (back.side, back.alarm) == ("", None)
    assert after([*[90.0] * 10, *[70.0] * 30]).side == "down"


def test_an_alarm_stays_while_scores_recover() -> None:
    alarmed = after([70.0] * 10)
    recovered = after([*[70.0] * 10, *[90.0] * 40])
    assert alarmed.alarm is not None
    assert (recovered.side, recovered.alarm, recovered.alarm_began) == ("down", alarmed.alarm, 0)
    assert recovered.level > USUAL.limit
    assert recovered.began is not None
    assert recovered.began > alarmed.alarm


def test_the_level_is_told_in_standard_deviations_of_a_batch() -> None:
    assert after([76.0]).level == pytest.approx(-0.1)
    assert after([76.0, 76.0]).level == pytest.approx(-0.19)
    assert after([80.0]) == Drift()
    assert USUAL.limit == pytest.approx(0.6456, abs=1e-4)


def test_a_chart_is_made_of_twenty_scores_of_ones_own() -> None:
    scores = [4.0, 5.0, 3.0, 4.0] * 5
    found = chart_of(scores)
    assert found is not None
    assert found.mean == 4.0
    assert found.sd == pytest.approx(stdev(scores) / sqrt(BATCH))
    assert (found.weight, found.width) == (0.1, 2.814)
    wider = chart_of(scores, batch=20)
    assert wider is not None
    assert wider.sd == pytest.approx(found.sd / 2)


@pytest.mark.parametrize("scores", [[], [4.0, 5.0] * 9, [4.0] * 40])
def test_too_few_scores_or_always_the_same_make_none(scores: list[float]) -> None:
    assert chart_of(scores) is None


def test_a_batch_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no mean"):
        chart_of([1.0, 2.0] * 10, batch=0)


@given(some.lists(some.floats(0, 100), max_size=60), some.floats(0.1, 10), some.floats(-50, 50))
def test_unit_and_zero_of_the_scores_do_not_matter(
    means: list[float], unit: float, zero: float
) -> None:
    plain = after(means)
    other = after(
        [zero + unit * each for each in means], Chart(zero + unit * USUAL.mean, unit * USUAL.sd)
    )
    assert other.level == pytest.approx(plain.level, abs=1e-9)
