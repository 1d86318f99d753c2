"""What pieces of work pay an hour, and which of them cannot be right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.figures.hours_of_pay import Hours, fenced, hours_of_pay, trimmed_mean

PLAIN = [500, 600, 800, 1000, 1300, 1600, 2000]
"""With one piece below and one above, the quartiles are 600 and 1600."""


def test_fences_stand_as_far_off_in_times_as_much() -> None:
    """600 / (8/3)^1.5 is 138 and 1600 * (8/3)^1.5 is 6967: in dollars 50 would stay and 4000 fall."""
    assert hours_of_pay([4000, 50, *PLAIN]) == Hours(middle=1150, trimmed=1475, n=8, outside=1)


@pytest.mark.parametrize(
    ("low", "high", "outside"),
    [(138, 6967, 0), (137, 6967, 1), (138, 6968, 1), (137, 6968, 2), (1, 10**9, 2)],
)
def test_only_pieces_beyond_a_fence_fall(low: int, high: int, outside: int) -> None:
    found = hours_of_pay([low, *PLAIN, high])
    assert found is not None
    assert (found.n, found.outside) == (9 - outside, outside)


def test_under_eight_pieces_it_is_too_early() -> None:
    assert hours_of_pay([]) is None
    assert hours_of_pay(PLAIN) is None
    assert hours_of_pay([*PLAIN, 900]) == Hours(middle=950, trimmed=1088, n=8, outside=0)


def test_pieces_that_paid_nothing_are_kept() -> None:
    assert fenced([1000] * 8 + [0, 0]) == [0, 0] + [1000] * 8
    assert hours_of_pay([0] * 8) == Hours(0, 0, 8, 0)


def test_under_eight_paid_pieces_there_is_no_fence() -> None:
    assert fenced([10**6, 0, *PLAIN[:6]]) == [0, *PLAIN[:6], 10**6]


@pytest.mark.parametrize(
    ("ordered", "mean"),
    [
        ([0, *[100] * 8, 10_000], 100),
        ([0, *[100] * 7, 10_000], 1189),
        ([0, *[100] * 17, 10_000], 100),
        ([0, 0, *[100] * 16, 10_000, 10_000], 100),
        ([0, 0, *[100] * 15, 10_000, 10_000], 676),
        ([1, 2], 2),
        ([1, 1, 2], 1),
        ([7], 7),
    ],
)
def test_a_trimmed_mean_leaves_the_outer_tenths_out(ordered: list[int], mean: int) -> None:
    assert trimmed_mean(ordered) == mean


@given(st.lists(st.integers(0, 10**7), min_size=8, max_size=60))
def test_what_is_kept_was_there_and_lies_together(singles: list[int]) -> None:
    kept = fenced(singles)
    assert kept == sorted(kept)
    assert all(kept.count(each) <= singles.count(each) for each in kept)
    positive = [each for each in kept if each > 0]
    between = [each for each in singles if positive and positive[0] <= each <= positive[-1]]
    assert sorted(each for each in between) == positive


@given(each=st.integers(1, 10**8), count=st.integers(8, 60))
def test_pieces_that_pay_the_same_are_all_kept(each: int, count: int) -> None:
    assert hours_of_pay([each] * count) == Hours(each, each, count, 0)


@given(singles=st.lists(st.integers(0, 10**8), min_size=8, max_size=60))
def test_every_piece_is_inside_or_outside_and_the_middle_half_inside(singles: list[int]) -> None:
    found = hours_of_pay(singles)
    assert found is not None
    assert found.n + found.outside == len(singles)
    assert found.n >= len(singles) / 2
    inside = fenced(singles)
    assert inside == sorted(inside)
    assert inside[0] <= found.middle <= inside[-1]
    assert inside[0] <= found.trimmed <= inside[-1]
