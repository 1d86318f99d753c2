"""The early warning on right and wrong answers, played through by seeded runs and worked out."""

from __future__ import annotations

from itertools import accumulate
from math import inf, log
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from taskwell.figures.shifts import (
    Design,
    Watch,
    design,
    good_and_bad,
    run_length,
    watch_counts,
)

USUAL = design(0.95, 0.88)
PUBLISHED = [
    (design(0.95, 0.88), 1450, 77),
    (design(0.90, 0.80), 1060, 65),
    (design(0.98, 0.95), 1945, 147),
]


def played(watched: Design, rate: float, runs: int) -> float:
    """The mean number of answers until an alarm, one at a time, over so many seeded runs."""
    answer = Random(f"{watched} {rate}").random
    total = 0
    for _ in range(runs):
        watch, fresh = Watch(), True
        while fresh:
            total += 1
            right = answer() < rate
            watch = watch_counts(watched, watch, total, right, not right)
            fresh = watch.alarm is None
    return total / runs


def watched_through(watched: Design, answers: list[bool]) -> Watch:
    """The watch after single answers, true ones being right."""
    watch = Watch()
    for index, right in enumerate(answers):
        watch = watch_counts(watched, watch, index, right, not right)
    return watch


def series(drop_at: int) -> list[bool]:
    """400 answers, 95 % right, from `drop_at` on 80 %; chance is the same wherever it drops."""
    chance = Random(9).random
    return [chance() < (0.95 if index < drop_at else 0.80) for index in range(400)]


@pytest.mark.parametrize(("watched", "rare", "soon"), PUBLISHED)
def test_false_alarms_are_as_rare_as_published_and_falls_are_seen_as_soon(
    watched: Design, rare: int, soon: int
) -> None:
    assert played(watched, watched.good, 400) == pytest.approx(rare, rel=0.15)
    assert played(watched, watched.bad, 1500) == pytest.approx(soon, rel=0.15)


@pytest.mark.long
@pytest.mark.parametrize(("watched", "rare", "soon"), PUBLISHED)
def test_thousands_of_runs_last_as_long_as_worked_out(
    watched: Design, rare: int, soon: int
) -> None:
    false, true = played(watched, watched.good, 6000), played(watched, watched.bad, 12000)
    assert (false, true) == pytest.approx((rare, soon), rel=0.05)
    assert false == pytest.approx(run_length(watched, watched.good), rel=0.04)
    assert true == pytest.approx(run_length(watched, watched.bad), rel=0.03)


@pytest.mark.parametrize(("watched", "rare", "soon"), PUBLISHED)
def test_the_lengths_that_are_worked_out_are_the_published_ones(
    watched: Design, rare: int, soon: int
) -> None:
    assert run_length(watched, watched.good) == pytest.approx(rare, rel=0.03)
    assert run_length(watched, watched.bad) == pytest.approx(soon, rel=0.03)


@pytest.mark.parametrize(
    ("watched", "rate"),
    [
        (design(0.95, 0.88), 0.5),
        (design(0.60, 0.20), 0.6),  # a right answer weighs more than a wrong one
        (design(0.20, 0.05), 0.1),
        (design(0.99, 0.90, 2.0), 0.99),  # one wrong answer is enough
        (design(0.90, 0.89), 0.5),  # small steps
        (design(0.60, 0.57, 2.0), 0.57),
    ],
)
def test_the_length_that_is_worked_out_is_the_one_that_is_played(
    watched: Design, rate: float
) -> None:
    assert played(watched, rate, 900) == pytest.approx(run_length(watched, rate), rel=0.08)


def test_one_wrong_answer_that_is_enough_comes_after_as_many_as_it_is_rare() -> None:
    assert run_length(design(0.99, 0.90, 2.0), 0.98) == pytest.approx(50)


def test_small_steps_are_worked_out_as_if_they_were_followed() -> None:
    # 32945.875 and 2617.534 by following every level of the climbs.
    near = design(0.95, 0.94)
    assert run_length(near, 0.95) == pytest.approx(32945.875, rel=0.005)
    assert run_length(near, 0.94) == pytest.approx(2617.534, rel=0.005)
    level = near.rise / (near.rise + near.fall)  # where the level tends neither way
    assert run_length(near, level - 1e-4) < run_length(near, level) < run_length(near, level + 1e-4)


def test_who_is_never_wrong_has_no_alarm_and_who_is_always_wrong_has_one_at_once() -> None:
    assert run_length(USUAL, 1.0) == inf
    assert run_length(USUAL, 0.0) == 4  # four times ln(0.12 / 0.05) is just over 3.5
    assert run_length(design(0.95, 0.949999), 0.0) == 175_002  # each a millionth of a step
    assert run_length(design(0.95, 0.949999), 0.999) == inf


@given(some.floats(0.05, 0.98), some.floats(0.01, 0.9), some.floats(0, 1), some.floats(0, 1))
def test_the_better_the_rate_the_later_the_alarm(
    good: float, part: float, one: float, other: float
) -> None:
    watched = design(good, good * part)
    low, high = sorted((one, other))
    assert 1 <= run_length(watched, low) <= run_length(watched, high) * (1 + 1e-6)


@pytest.mark.parametrize("rate", [-0.1, 1.1])
def test_a_length_is_refused_for_what_is_no_share(rate: float) -> None:
    with pytest.raises(ValueError, match="no share"):
        run_length(USUAL, rate)


def test_a_fall_raises_an_alarm_that_tells_since_when() -> None:
    found = watched_through(USUAL, series(drop_at=300))
    assert found.alarm is not None
    assert found.alarm_began is not None
    assert 300 <= found.alarm_began < found.alarm < 350


def test_the_same_answers_without_the_fall_raise_none() -> None:
    assert watched_through(USUAL, series(drop_at=400)).alarm is None


def test_a_climb_begins_with_a_wrong_answer_and_is_forgotten_at_zero() -> None:
    watch = watch_counts(USUAL, Watch(), 7, 0, 1)
    assert watch == Watch(level=USUAL.rise, began=7)
    watch = watch_counts(USUAL, watch, 8, 11, 0)
    assert watch.began == 7  # eleven right ones are just too few
    assert watch_counts(USUAL, watch, 9, 1, 0) == Watch()


def test_right_answers_from_zero_change_nothing() -> None:
    assert watch_counts(USUAL, Watch(), 3, 5000, 0) == Watch()


def test_an_alarm_stays_while_the_level_falls_and_climbs_again() -> None:
    alarmed = watch_counts(USUAL, Watch(), 2, 0, 4)
    assert (alarmed.alarm, alarmed.alarm_began) == (2, 2)
    calm = watch_counts(USUAL, alarmed, 3, 1000, 0)
    assert calm == Watch(level=0.0, began=None, alarm=2, alarm_began=2)
    again = watch_counts(USUAL, calm, 4, 0, 9)
    assert (again.alarm, again.alarm_began, again.began) == (2, 2, 4)


def test_the_limit_itself_is_an_alarm() -> None:
    watched = design(0.9, 0.8, 3 * log(2))  # a wrong answer adds ln 2
    watch = watch_counts(watched, Watch(), 0, 0, 2)
    assert watch.alarm is None
    assert watch_counts(watched, watch, 1, 0, 1).alarm == 1


def test_the_wrong_answers_of_a_reading_are_spread_evenly() -> None:
    together = watch_counts(USUAL, Watch(), 0, 60, 4)
    apart = watched_through(USUAL, ([True] * 12 + [False]) * 4 + [True] * 12)
    assert together.level == pytest.approx(apart.level)
    assert together.alarm is None
    assert watched_through(USUAL, [True] * 60 + [False] * 4).alarm is not None


@given(
    some.lists(some.booleans(), max_size=200), some.sampled_from([each[0] for each in PUBLISHED])
)
def test_single_answers_follow_the_textbook(answers: list[bool], watched: Design) -> None:
    levels = list(
        accumulate(
            answers,
            lambda level, right: max(0.0, level + (-watched.fall if right else watched.rise)),
            initial=0.0,
        )
    )
    found = watched_through(watched, answers)
    assert found.level == pytest.approx(levels[-1], abs=1e-6)
    crossed = [index for index, level in enumerate(levels[1:]) if level >= watched.limit - 1e-9]
    assert found.alarm == (crossed[0] if crossed else None)


@given(some.integers(0, 400), some.integers(0, 60))
def test_a_reading_is_no_more_than_its_answers_in_some_order(right: int, wrong: int) -> None:
    found = watch_counts(USUAL, Watch(), 0, right, wrong)
    best = watched_through(USUAL, [False] * wrong + [True] * right)
    worst = watched_through(USUAL, [True] * right + [False] * wrong)
    assert best.level - 1e-9 <= found.level <= worst.level + 1e-9


@pytest.mark.parametrize(("right", "wrong"), [(-1, 0), (0, -1)])
def test_counts_under_zero_are_refused(right: int, wrong: int) -> None:
    with pytest.raises(ValueError, match="no counts"):
        watch_counts(USUAL, Watch(), 0, right, wrong)


@pytest.mark.parametrize(("good", "limit"), [(0.95, 3.5), (0.969, 3.5), (0.97, 3.0), (0.98, 3.0)])
def test_the_limit_is_lower_where_wrong_answers_are_rare(good: float, limit: float) -> None:
    assert design(good, 0.5).limit == limit
    assert design(good, 0.5, 2.0).limit == 2.0


@pytest.mark.parametrize(
    ("good", "bad", "limit"),
    [(0.9, 0.9, 1.0), (0.8, 0.9, 1.0), (1.0, 0.9, 1.0), (0.9, 0.0, 1.0), (0.9, 0.8, 0.0)],
)
def test_a_watch_for_what_is_no_fall_is_refused(good: float, bad: float, limit: float) -> None:
    with pytest.raises(ValueError, match=r"no fall|means nothing"):
        design(good, bad, limit)


@pytest.mark.parametrize(
    ("threshold", "usual", "found"),
    [
        (0.90, None, (0.95, 0.88)),
        (0.90, 0.99, (0.95, 0.88)),  # better than good is not watched more closely
        (0.80, 0.82, (0.90, 0.76)),
        (0.99, None, (0.995, 0.988)),
        (0.10, None, (0.55, 0.05)),
        (None, 0.934, (0.93, 0.86)),
        (None, 1.0, (0.99, 0.98)),
        (None, 0.3, (0.55, 0.10)),
        (None, None, (0.95, 0.88)),
    ],
)
def test_what_is_watched_between_follows_from_the_threshold_or_from_what_is_usual(
    threshold: float | None, usual: float | None, found: tuple[float, float]
) -> None:
    assert good_and_bad(threshold, usual) == found


@given(some.none() | some.floats(0, 1), some.none() | some.floats(0, 1))
def test_what_is_watched_between_is_always_a_fall(
    threshold: float | None, usual: float | None
) -> None:
    watched = design(*good_and_bad(threshold, usual))
    assert run_length(watched, watched.good) > run_length(watched, watched.bad)
