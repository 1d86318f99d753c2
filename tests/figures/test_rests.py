"""The clock of rests: when one is due, what counts as one, and what an answer changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.figures.rests import RestClock, Rules, Said, State, Stretch, rest_clock

START = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)
RULES = Rules()


def at(minutes: float) -> datetime:
    """A moment some minutes after nine."""
    return START + timedelta(minutes=minutes)


def replay(
    *worked: tuple[float, float],
    said: tuple[Said, ...] = (),
    now: float | None = None,
    state: State = "working",
    rules: Rules = RULES,
    hard: bool = False,
) -> RestClock:
    """The clock after stretches of minutes; `now` is the end of the last one if unsaid."""
    stretches = [Stretch(at(begin), at(end), hard) for begin, end in worked]
    return rest_clock(stretches, said, rules, at(worked[-1][1] if now is None else now), state)


def test_a_rest_is_due_after_fifty_minutes_of_work() -> None:
    assert replay((0, 22)).due_in == 28 * 60
    due = replay((0, 50))
    assert (due.due_in, due.phase, due.length) == (0, "due", 300)
    assert due.offers == (at(50),)


def test_it_is_announced_a_minute_before() -> None:
    assert replay((0, 48.9)).phase == ""
    assert replay((0, 49)).phase == "soon"
    assert replay((0, 49), rules=Rules(warn=0)).phase == ""


def test_it_speaks_twice_and_then_no_more() -> None:
    assert replay((0, 54.9)).phase == "due"
    assert replay((0, 55)).phase == "again"
    assert replay((0, 59.9)).phase == "again"
    assert replay((0, 60)).phase == "quiet"


def test_one_that_was_let_go_counts_as_skipped_when_the_next_is_due() -> None:
    before, after = replay((0, 99)), replay((0, 100))
    assert (len(before.offers), len(before.skipped)) == (1, 0)
    assert (len(after.offers), len(after.skipped)) == (2, 1)
    assert (after.phase, after.due_in) == ("due", 0)


def test_without_rests_nothing_is_due() -> None:
    assert replay((0, 200), rules=Rules(after=0)) == RestClock()


def test_a_break_as_long_as_a_rest_counts_as_one() -> None:
    found = replay((0, 30), (35, 60))
    assert (found.worked, found.due_in) == (25 * 60, 25 * 60)
    (rest,) = found.breaks
    assert (rest.started, rest.ended, rest.taken) == (at(30), at(35), False)


def test_a_shorter_break_neither_counts_as_a_rest_nor_as_work() -> None:
    found = replay((0, 30), (34, 60))
    assert (found.worked, found.breaks) == (56 * 60, ())
    assert found.due_in == -6 * 60


@pytest.mark.parametrize(("minutes", "taken"), [(40, False), (49, True), (53, True)])
def test_a_rest_is_taken_when_it_was_due_or_announced(minutes: int, taken: bool) -> None:
    (rest,) = replay((0, minutes), (minutes + 5, minutes + 6)).breaks
    assert rest.taken is taken


def test_postponing_asks_again_after_five_minutes_of_work_as_often_as_one_likes() -> None:
    once = (Said(at(51), "postpone", 300),)
    assert replay((0, 53), said=once).phase == ""
    assert replay((0, 53), said=once).due_in == 3 * 60
    assert replay((0, 56), said=once).phase == "due"
    thrice = (*once, Said(at(57), "postpone", 300), Said(at(63), "postpone", 300))
    found = replay((0, 68), said=thrice)
    assert (found.phase, found.postponed) == ("due", 3)
    assert len(found.offers) == 1  # put off, it is the same rest
    assert found.skipped == ()


def test_a_rest_taken_while_it_is_put_off_counts_as_taken() -> None:
    (rest,) = replay((0, 53), (58, 60), said=(Said(at(51), "postpone", 300),)).breaks
    assert rest.taken


def test_skipping_begins_the_clock_anew() -> None:
    found = replay((0, 61), said=(Said(at(51), "skip"),))
    assert (found.worked, found.due_in, found.phase) == (600, 40 * 60, "")
    assert found.skipped == (at(50),)


def test_a_snooze_is_quiet_and_ends_by_itself() -> None:
    said = (Said(at(51), "snooze", 30 * 60),)
    assert replay((0, 80), said=said).phase == "quiet"
    assert replay((0, 80), said=said).snoozed_until == at(81)
    over = replay((0, 81), said=said)
    assert (over.phase, over.snoozed_until) == ("due", None)
    assert replay((0, 86), said=said).phase == "again"


def test_a_snooze_holds_the_announcement_back_as_well() -> None:
    assert replay((0, 49.5), said=(Said(at(40), "snooze", 1800),)).phase == ""


def test_after_three_rests_comes_a_long_one() -> None:
    three = ((0, 50), (55, 105), (110, 160))
    found = replay(*three, (165, 215))
    assert (found.long, found.length, len(found.breaks)) == (True, 900, 3)
    assert not replay(*three).long
    again = replay(*three, (165, 215), (230, 240))
    assert (again.long, again.breaks[-1].long) == (False, True)


def test_a_long_break_puts_the_long_rest_off() -> None:
    found = replay((0, 50), (55, 105), (120, 170), (175, 190))
    assert not found.long


def test_no_long_rests_where_they_are_off() -> None:
    found = replay((0, 50), (55, 105), (110, 160), (165, 215), rules=Rules(long_every=0))
    assert (found.long, found.length) == (False, 300)


def test_hard_material_asks_for_ten_minutes() -> None:
    assert replay((0, 50), hard=True).length == 600
    seven = replay((0, 50), (57, 60), hard=True)
    assert seven.breaks == ()
    mixed = [Stretch(at(0), at(10), True), Stretch(at(10), at(50))]
    assert rest_clock(mixed, (), RULES, at(50), "working").length == 600
    later = [*mixed, Stretch(at(60), at(70))]
    assert rest_clock(later, (), RULES, at(70), "working").length == 300


def test_a_rest_that_lasts_shows_how_long_it_is_to_be() -> None:
    begun = replay((0, 50), now=52, state="paused")
    assert (begun.resting, begun.length, begun.breaks) == (120, 300, ())
    over = replay((0, 50), now=56, state="paused")
    assert (over.resting, over.length, over.due_in) == (360, 300, 50 * 60)
    assert len(over.breaks) == 1
    assert over.phase == ""


def test_the_end_of_the_work_is_no_rest() -> None:
    found = replay((0, 50), now=200, state="stopped")
    assert (found.breaks, found.due_in) == ((), 50 * 60)


def test_answers_from_before_the_first_work_count_for_nothing() -> None:
    assert replay((0, 50), said=(Said(at(-5), "skip"),)).phase == "due"


moments = st.lists(st.integers(1, 90), min_size=2, max_size=12).map(
    lambda steps: [sum(steps[: n + 1]) for n in range(len(steps))]
)
answers = st.lists(
    st.tuples(
        st.integers(0, 500), st.sampled_from(["postpone", "skip", "snooze"]), st.integers(1, 60)
    ),
    max_size=6,
).map(lambda found: tuple(Said(at(m), word, minutes * 60) for m, word, minutes in found))


@given(marks=moments, said=answers)
def test_any_day_adds_up(marks: list[int], said: tuple[Said, ...]) -> None:
    worked = list(zip(marks[::2], marks[1::2], strict=False))
    found = replay(*worked, said=said)
    assert len(found.skipped) <= len(found.offers) + len(said)
    assert 0 <= found.worked <= sum(end - begin for begin, end in worked) * 60
    assert list(found.offers) == sorted(found.offers)
    assert all(each.ended - each.started >= timedelta(minutes=5) for each in found.breaks)
    if found.snoozed_until is not None:
        assert found.snoozed_until > at(worked[-1][1])


@given(marks=moments, said=answers, cut=st.integers(1, 5000))
def test_a_stretch_that_is_cut_in_two_without_a_gap_changes_nothing(
    marks: list[int], said: tuple[Said, ...], cut: int
) -> None:
    worked = [Stretch(at(a), at(b)) for a, b in zip(marks[::2], marks[1::2], strict=False)]
    middle = worked[0].started + timedelta(seconds=cut)
    if not worked[0].started < middle < worked[0].ended:
        return
    halves = [Stretch(worked[0].started, middle), Stretch(middle, worked[0].ended), *worked[1:]]
    now = worked[-1].ended
    assert rest_clock(halves, said, RULES, now, "working") == rest_clock(
        worked, said, RULES, now, "working"
    )
