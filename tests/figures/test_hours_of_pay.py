"""Single pieces of work: slips of a clock are left out, the outer tenths of the mean too."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from taskwell.figures.hours_of_pay import Hours, fenced, hours_of_pay, trimmed_mean


def test_a_slip_of_the_clock_lies_beyond_the_fences() -> None:
    singles = [900, 950, 1000, 1000, 1050, 1100, 1150, 1200, 90_000, 3]
    assert hours_of_pay(singles) == Hours(middle=1025, trimmed=1044, n=8, outside=2)


def test_under_eight_pieces_it_is_too_early() -> None:
    assert hours_of_pay([1000] * 7) is None


def test_work_that_paid_nothing_stays() -> None:
    found = hours_of_pay([0, 0, *([1000] * 8)])
    assert found is not None
    assert (found.n, found.outside) == (10, 0)


def test_the_mean_leaves_out_a_tenth_at_both_ends() -> None:
    assert trimmed_mean([0, *([10] * 8), 1000]) == 10
    assert trimmed_mean([1, 2]) == 2  # half up


@given(st.lists(st.integers(0, 10**7), min_size=8, max_size=60))
def test_what_is_kept_was_there_and_lies_together(singles: list[int]) -> None:
    kept = fenced(singles)
    assert kept == sorted(kept)
    assert all(kept.count(each) <= singles.count(each) for each in kept)
    positive = [each for each in kept if each > 0]
    between = [each for each in singles if positive and positive[0] <= each <= positive[-1]]
    assert sorted(each for each in between) == positive
