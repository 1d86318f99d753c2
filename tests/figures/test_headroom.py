"""The room before a threshold, to the last answer; worked examples and plain counting agree."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.figures.headroom import (
    clean_needed,
    lowest_next,
    next_average,
    room_future,
    room_sent,
    window_room,
    worst_case,
    worst_scores,
)

LIMITS = st.fractions(Fraction(1, 20), Fraction(99, 100), max_denominator=100)
COUNTS = st.integers(1, 500).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))


def test_a_thousand_sent_and_thirty_rejected_need_two_thousand_clean_ones_for_99_percent() -> None:
    assert clean_needed(1000, 30, Fraction(99, 100)) == 2000


def test_of_a_thousand_sent_and_ten_rejected_forty_more_may_be_at_95_percent() -> None:
    assert room_sent(1000, 10, Fraction(95, 100)) == 40


def test_the_layouts_spam_score_has_room_for_five_among_sent_and_future_work() -> None:
    assert room_sent(240, 19, Fraction(9, 10)) == 5
    assert room_future(240, 19, Fraction(9, 10)) == 5


def test_the_layouts_reviews_must_average_454_for_430() -> None:
    assert next_average(14, 59, Decimal("4.3"), 5) == Fraction(454, 100)


@given(COUNTS, LIMITS)
def test_room_among_sent_work_is_used_up_exactly(counts: tuple[int, int], limit: Fraction) -> None:
    sent, wrong = counts
    room = room_sent(sent, wrong, limit)
    if 0 <= room <= sent - wrong:
        assert Fraction(sent - wrong - room, sent) >= limit
        assert Fraction(sent - wrong - room - 1, sent) < limit
    if room < 0:
        assert Fraction(sent - wrong, sent) < limit


@given(COUNTS, LIMITS)
def test_room_in_future_work_is_used_up_exactly(counts: tuple[int, int], limit: Fraction) -> None:
    sent, wrong = counts
    room = room_future(sent, wrong, limit)
    assert room is not None
    if room >= 0:
        assert Fraction(sent - wrong, sent + room) >= limit
        assert Fraction(sent - wrong, sent + room + 1) < limit
    else:
        assert Fraction(sent - wrong, sent) < limit


@given(COUNTS, LIMITS)
def test_clean_ones_needed_are_the_fewest_that_do(counts: tuple[int, int], limit: Fraction) -> None:
    sent, wrong = counts
    needed = clean_needed(sent, wrong, limit)
    assert needed is not None
    assert Fraction(sent - wrong + needed, sent + needed) >= limit
    if needed:
        assert Fraction(sent - wrong + needed - 1, sent + needed - 1) < limit


def test_perfection_that_is_lost_never_comes_back() -> None:
    assert clean_needed(10, 1, Fraction(1)) is None
    assert clean_needed(10, 0, Fraction(1)) == 0
    assert room_sent(10, 0, Fraction(1)) == 0
    assert room_future(10, 0, Fraction(1)) == 0


def test_a_limit_of_zero_is_never_broken() -> None:
    assert room_future(10, 10, Fraction(0)) is None


def test_all_that_is_pending_wrong_is_the_worst_case() -> None:
    assert worst_case(240, 19, 12) == Fraction(221, 252)
    assert worst_case(0, 0, 0) == 1


@given(st.integers(1, 60), st.integers(100, 500), st.integers(110, 490))
def test_the_lowest_next_score_and_the_worst_in_a_row_keep_the_mean_and_less_does_not(
    n: int, mean: int, target: int
) -> None:
    total, wanted = Decimal(n * mean) / 100, Decimal(target) / 100
    lowest = lowest_next(n, total, wanted)
    assert (Fraction(total) + lowest) / (n + 1) == Fraction(wanted)
    worst = worst_scores(n, total, wanted, Decimal(1))
    assert worst is not None
    if Fraction(total) / n >= Fraction(wanted):
        assert (Fraction(total) + worst) / (n + worst) >= Fraction(wanted)
        assert (Fraction(total) + worst + 1) / (n + worst + 1) < Fraction(wanted)
    else:
        assert worst == 0


def test_no_number_of_worst_scores_breaks_a_target_at_the_bottom() -> None:
    assert worst_scores(3, 12, 1, 1) is None


@pytest.mark.parametrize(
    ("outcomes", "room"),
    [
        ([True] * 10, 2),
        ([True] * 8 + [False] * 2, 0),  # the next one pushes a right one out
        ([False] * 2 + [True] * 8, 2),  # the next two push wrong ones out
        ([True] * 7 + [False] * 3, -1),
        ([True] * 3, 1),
        ([], 4),
    ],
)
def test_room_under_80_percent_of_the_last_ten_from_five_on(
    outcomes: list[bool], room: int
) -> None:
    assert window_room(outcomes, 10, 5, Fraction(8, 10)) == room


def test_a_rule_that_asks_for_more_answers_than_it_looks_at_holds_once_those_are_full() -> None:
    assert window_room([True] * 10, 10, 20, Fraction(8, 10)) == 2


def test_a_window_of_a_hundred_thousand_is_no_trouble() -> None:
    assert window_room([True] * 100_000, 100_000, 5, Fraction(1, 2)) == 50_000


@given(st.lists(st.booleans(), max_size=40), st.integers(1, 12), st.data(), LIMITS)
def test_room_over_the_last_answers_agrees_with_playing_it_out(
    outcomes: list[bool], last: int, data: st.DataObject, limit: Fraction
) -> None:
    least = data.draw(st.integers(1, last))

    def broken(answers: list[bool]) -> bool:
        window = answers[-last:]
        return len(window) >= least and Fraction(sum(window), len(window)) < limit

    played, steps = list(outcomes), -1
    while not broken(played):
        played.append(False)
        steps += 1
    assert window_room(outcomes, last, least, limit) == steps
