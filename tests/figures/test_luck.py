"""How often chance trips a rule: published shares, counts by hand, and runs played through."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import comb
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from taskwell.figures import luck
from taskwell.figures.luck import Rule, exact, needed, trips

FOUR_FIFTHS = Rule(Fraction(4, 5), last=10, least=5)
THREE_FIFTHS = Rule(Fraction(3, 5), last=10, least=3)


def has_tripped(rule: Rule, answers: list[bool]) -> bool:
    """Whether the rule, read literally, trips after any of the answers; true ones are right."""
    for given_so_far in range(1, len(answers) + 1):
        counted = answers[:given_so_far]
        if rule.last is not None:
            counted = counted[-rule.last :]
        if len(counted) >= rule.least and Fraction(sum(counted), len(counted)) < rule.threshold:
            return True
    return False


def by_every_series(rule: Rule, rate: float, tasks: int) -> float:
    """The share that trips, summed over every series there can be."""
    return sum(
        rate ** sum(answers) * (1 - rate) ** (tasks - sum(answers))
        for answers in product([True, False], repeat=tasks)
        if has_tripped(rule, list(answers))
    )


def rules(most: int) -> some.SearchStrategy[Rule]:
    """Rules with windows of up to so many answers, or without one."""
    windows = some.none() | some.integers(1, most)
    return windows.flatmap(
        lambda last: some.builds(
            Rule,
            some.fractions(Fraction(1, 20), 1, max_denominator=20),
            some.just(last),
            some.integers(1, last or most),
        )
    )


@pytest.mark.parametrize(
    ("rule", "rate", "share"),
    [
        (FOUR_FIFTHS, 0.97, 0.088),
        (FOUR_FIFTHS, 0.95, 0.268),
        (FOUR_FIFTHS, 0.90, 0.784),
        (FOUR_FIFTHS, 0.85, 0.972),
        (THREE_FIFTHS, 0.95, 0.017),
        (THREE_FIFTHS, 0.90, 0.104),
        (THREE_FIFTHS, 0.85, 0.345),
        (THREE_FIFTHS, 0.80, 0.659),
    ],
)
def test_good_workers_trip_rules_as_often_as_published(
    rule: Rule, rate: float, share: float
) -> None:
    assert exact(rule)
    assert trips(rule, rate) == pytest.approx(share, abs=0.01)


def test_one_has_to_be_right_in_about_97_percent_to_be_safe_from_80() -> None:
    rate = needed(FOUR_FIFTHS)
    assert rate == pytest.approx(0.97, abs=0.002)
    assert rate is not None
    assert trips(FOUR_FIFTHS, rate) <= 0.10 < trips(FOUR_FIFTHS, rate - 0.001)


def test_a_smaller_risk_needs_a_better_worker() -> None:
    assert needed(FOUR_FIFTHS, risk=0.5) == pytest.approx(0.929, abs=0.01)
    assert needed(FOUR_FIFTHS, risk=0.01) == pytest.approx(0.987, abs=0.01)
    assert needed(FOUR_FIFTHS, risk=1.0) == 0.0


def test_where_nobody_is_safe_nothing_is_told() -> None:
    flawless = Rule(Fraction(1), last=10, least=1)
    assert trips(flawless, 0.999) == pytest.approx(1 - 0.999**100)
    assert needed(flawless) == 0.999
    assert needed(flawless, risk=0.05) is None


def test_a_single_wrong_answer_too_many_of_all_trips() -> None:
    # Five answers, one of them may be wrong: it is counted once, at the fifth.
    rule = Rule(Fraction(4, 5), last=None, least=5)
    two_or_more = 1 - sum(comb(5, wrong) * 0.1**wrong * 0.9 ** (5 - wrong) for wrong in (0, 1))
    assert trips(rule, 0.9, tasks=5) == pytest.approx(two_or_more)


def test_the_threshold_itself_is_no_trip() -> None:
    # Four of five right are 80 %, in integers and not in floats.
    assert FOUR_FIFTHS.allowed(5) == 1
    assert Rule(Fraction(9, 10), None, 1).allowed(30) == 3
    assert Rule(Fraction(7, 10), 10, 10).allowed(10) == 3
    assert Rule(Fraction(7, 10), 10, 10).allowed(500) == 3


def test_before_the_rule_judges_nobody_trips() -> None:
    assert trips(FOUR_FIFTHS, 0.0, tasks=4) == 0.0
    assert trips(FOUR_FIFTHS, 0.0, tasks=5) == 1.0
    assert needed(FOUR_FIFTHS, tasks=4) == 0.0


@given(rules(most=7), some.floats(0, 1), some.integers(0, 9))
def test_it_is_the_sum_over_every_series_there_can_be(rule: Rule, rate: float, tasks: int) -> None:
    assert exact(rule, tasks)
    assert trips(rule, rate, tasks) == pytest.approx(by_every_series(rule, rate, tasks), abs=1e-9)


@given(rules(most=10), some.integers(0, 1000), some.integers(0, 1000))
def test_the_better_the_worker_the_rarer_the_trip(rule: Rule, one: int, other: int) -> None:
    low, high = sorted((one / 1000, other / 1000))
    assert 0 <= trips(rule, high) <= trips(rule, low) + 1e-12


@given(rules(most=15))
def test_who_is_never_wrong_never_trips_and_who_always_is_does(rule: Rule) -> None:
    assert trips(rule, 1.0) == pytest.approx(0.0, abs=1e-12)
    assert trips(rule, 0.0) == 1.0


@pytest.mark.parametrize(
    "rule",
    [
        FOUR_FIFTHS,
        THREE_FIFTHS,
        Rule(Fraction(9, 10), last=20, least=20),
        Rule(Fraction(1, 2), last=6, least=1),
        Rule(Fraction(1), last=3, least=3),
        Rule(Fraction(3, 4), last=None, least=8),
    ],
)
def test_what_is_simulated_agrees_with_what_is_worked_out(
    rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    rates = (0.99, 0.97, 0.95, 0.90, 0.80, 0.50)
    worked_out = [trips(rule, rate) for rate in rates]
    monkeypatch.setattr(luck, "_slides", lambda *_: True)
    monkeypatch.setattr(luck, "exact", lambda *_: False)
    assert [trips(rule, rate) for rate in rates] == pytest.approx(worked_out, abs=0.015)


def test_a_rule_with_too_many_windows_is_simulated_and_the_same_every_time() -> None:
    rule = Rule(Fraction(4, 5), last=30, least=10)
    assert not exact(rule)
    found = [trips(rule, rate) for rate in (0.97, 0.93, 0.90, 0.80)]
    assert found == sorted(found)
    luck._limits.cache_clear()
    assert [trips(rule, rate) for rate in (0.97, 0.93, 0.90, 0.80)] == found
    chance, runs = Random(30).random, 4000
    tripped = sum(has_tripped(rule, [chance() < 0.93 for _ in range(100)]) for _ in range(runs))
    assert found[1] == pytest.approx(tripped / runs, abs=0.02)


def test_a_window_that_is_never_full_is_worked_out() -> None:
    wide, all_of_them = (Rule(Fraction(9, 10), last, 20) for last in (100, None))
    assert exact(wide)
    assert trips(wide, 0.93) == trips(all_of_them, 0.93)
    assert not exact(wide, tasks=101)


@pytest.mark.parametrize(
    ("threshold", "last", "least"),
    [(0, 10, 5), (Fraction(11, 10), 10, 5), (Fraction(1, 2), 10, 0), (Fraction(1, 2), 10, 11)],
)
def test_what_is_no_rule_is_refused(threshold: Fraction, last: int, least: int) -> None:
    with pytest.raises(ValueError, match=r"no threshold|answers among"):
        Rule(Fraction(threshold), last, least)


@pytest.mark.parametrize("rate", [-0.01, 1.01])
def test_what_is_no_rate_is_refused(rate: float) -> None:
    with pytest.raises(ValueError, match="no share"):
        trips(FOUR_FIFTHS, rate)
