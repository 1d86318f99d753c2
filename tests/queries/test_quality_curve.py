"""The curve of a metric: dots that each rest on enough, thresholds, incidents, bounds, periods."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.commands.incidents import open_incident
from taskwell.commands.metrics import acknowledge, add_metric
from taskwell.commands.reading_values import ReadingDraft
from taskwell.commands.readings import add_readings, note_reading
from taskwell.commands.roster import add_platform, add_project
from taskwell.commands.settings import set_setting
from taskwell.queries import quality_curve
from taskwell.queries.quality_cards import Curve
from taskwell.queries.quality_curve import BATCH, MOST_DOTS, SPANS, Span, curve
from taskwell.store.store import Store
from tests.conftest import NOW, FakeClock

FALLING = ((49, 18), (45, 20), (41, 19), (36, 20), (32, 18), (27, 18), (22, 19), (17, 20),
           (12, 20), (7, 17), (5, 16), (3, 16))  # fmt: skip


@pytest.fixture
def spam(store: Store, clock: FakeClock) -> str:
    """The layouts' spam score: 221 of 240 right, 49 of the last 60."""
    set_setting(store, clock(), "zone", "America/Chicago")
    uhrs = add_platform(store, clock(), "UHRS")
    add_project(store, clock(), uhrs, "Relevance")
    uid = add_metric(store, NOW, "UHRS", "spam score", "percent", project="Relevance",
                     thresholds=["90 restrict", "80 ban last 10 min 5"])  # fmt: skip
    for ago, right in FALLING:
        note_reading(store, NOW, uid, f"{right}/20 -{ago}d")
    return uid


def added(store: Store, kind: str, *thresholds: str, name: str = "spam", **more: str) -> str:
    """A metric on UHRS."""
    return add_metric(store, NOW, "UHRS", name, kind, thresholds=thresholds, **more)


def drawn(store: Store, uid: str, *lines: str, span: Span | None = None) -> Curve:
    """The curve after these readings, one a day up to yesterday."""
    for number, line in enumerate(lines):
        note_reading(store, NOW, uid, f"{line} -{len(lines) - number}d")
    found = curve(store, NOW, uid, span or Span())
    assert found is not None
    return found


def values(found: Curve) -> list[float]:
    """The values of the dots, in order of time."""
    return [dot.value for dot in found.dots]


@pytest.fixture
def uhrs(store: Store, clock: FakeClock) -> Store:
    """A platform with a project, and the days of Chicago."""
    set_setting(store, clock(), "zone", "America/Chicago")
    add_project(store, clock(), add_platform(store, clock(), "UHRS"), "Relevance")
    return store


def test_the_curve_has_batches_limits_incidents_and_the_day_of_the_warning(
    store: Store, clock: FakeClock, spam: str
) -> None:
    open_incident(store, NOW, "UHRS", "warning", opened="2026-11-13")
    found = curve(store, NOW, spam, Span())
    assert found is not None
    assert [dot.value for dot in found.dots] == [right * 5 for _, right in FALLING]
    assert found.dots[-1].day == date(2026, 11, 16)
    assert (found.low, found.high) == (80, 100)
    assert found.thresholds == ((80.0, "ban"), (90.0, "restrict"))
    assert [(each.day, each.kind) for each in found.events] == [(date(2026, 11, 13), "warning")]
    assert found.alarm == date(2026, 11, 12)
    assert (found.earlier, found.later) == (False, False)


def test_a_shorter_period_holds_only_its_own_and_says_what_lies_before(
    store: Store, spam: str
) -> None:
    short = curve(store, NOW, spam, Span(30))
    assert short is not None
    assert len(short.dots) == 7
    assert short.earlier
    before = curve(store, NOW, spam, Span(30, 1))
    assert before is not None
    assert len(before.dots) == 5
    assert before.later
    assert before.alarm is None


def test_years_of_readings_make_no_more_than_sixty_dots(store: Store, clock: FakeClock) -> None:
    add_platform(store, clock(), "UHRS")
    uid = add_metric(store, NOW, "UHRS", "spam", "passfail")
    add_readings(
        store,
        NOW,
        uid,
        [
            ReadingDraft(NOW - timedelta(hours=20 * k), correct=19, total=20)
            for k in range(2000, 0, -1)
        ],
    )
    found = curve(store, NOW, uid, Span(None))
    assert found is not None
    assert 30 <= len(found.dots) <= 60
    assert found.of == "batches of 1000"
    assert {dot.value for dot in found.dots} == {95}


def test_single_scores_are_dots_of_their_own(uhrs: Store) -> None:
    found = drawn(uhrs, added(uhrs, "rating"), "4", "4.5", "3")
    assert values(found) == [4, 4.5, 3]
    assert [dot.day.day for dot in found.dots] == [16, 17, 18]
    assert found.of == "each reading"


def test_more_scores_than_fit_are_means_of_several(uhrs: Store) -> None:
    uid = added(uhrs, "score")
    typed = [
        ReadingDraft(NOW - timedelta(hours=k), value=Decimal(80 + k % 2)) for k in range(125, 0, -1)
    ]
    add_readings(uhrs, NOW, uid, typed)
    found = drawn(uhrs, uid)
    assert found.of == "means of 5"
    assert len(found.dots) == 25
    assert set(values(found)) == {80.6, 80.4}


def test_a_few_answers_at_the_end_belong_to_the_newest_dot(uhrs: Store) -> None:
    uid = added(uhrs, "passfail")
    found = drawn(uhrs, uid, "20/20", "18/20", "-", "-")
    assert values(found) == [100, pytest.approx(100 * 18 / 22)]
    assert found.dots[-1].day == date(2026, 11, 18)  # that of the last answer
    found = drawn(uhrs, uid, "16/18")
    assert len(found.dots) == 3


def test_fewer_answers_than_a_batch_are_one_dot(uhrs: Store) -> None:
    assert values(drawn(uhrs, added(uhrs, "passfail"), "3/4", "3/4")) == [75]


def test_a_value_after_the_last_answer_does_not_move_its_day(uhrs: Store) -> None:
    found = drawn(uhrs, added(uhrs, "percent"), "18/20", "92.5", "93")
    assert [(dot.day.day, dot.value) for dot in found.dots] == [(16, 90)]


def test_where_less_is_better_the_dots_are_the_metrics_own(uhrs: Store) -> None:
    errors = added(uhrs, "passfail", "10 restrict", direction="down")
    found = drawn(uhrs, errors, "19/20", "18/20")
    assert values(found) == [5, 10]
    assert found.thresholds == ((10.0, "restrict"),)
    times = added(uhrs, "score", name="time", direction="down")
    assert values(drawn(uhrs, times, "12", "15")) == [12, 15]


def test_access_has_no_curve(uhrs: Store) -> None:
    assert curve(uhrs, NOW, added(uhrs, "access"), Span()) is None


def test_a_metric_without_readings_shows_its_limits(uhrs: Store) -> None:
    found = drawn(uhrs, added(uhrs, "passfail", "90 restrict"))
    assert found.dots == ()
    assert (found.low, found.high) == (84, 96)
    assert found.thresholds == ((90.0, "restrict"),)
    bare = drawn(uhrs, added(uhrs, "rating", name="review"))
    assert (bare.low, bare.high) == (1, 5)


@pytest.mark.parametrize(
    ("typed", "limit", "bounds", "shown"),
    [
        (("980/1000", "990/1000"), "99.3 restrict", (98, 99.5), True),
        (("994/1000", "997/1000"), "99.3 restrict", (99.3, 99.7), True),
        (("980/1000", "990/1000"), "60 ban", (98, 99), False),
        (("20/20", "20/20"), "60 ban", (95, 100), False),
        (("0/20", "0/20"), "60 ban", (0, 5), False),
    ],
)
def test_bounds_are_round_and_hold_what_is_near(
    uhrs: Store, typed: tuple[str, ...], limit: str, bounds: tuple[float, float], shown: bool
) -> None:
    found = drawn(uhrs, added(uhrs, "passfail", limit), *typed)
    assert (found.low, found.high) == bounds
    assert bool(found.thresholds) == shown


def test_incidents_of_another_project_or_before_the_period_are_not_on_the_curve(
    uhrs: Store,
) -> None:
    uid = added(uhrs, "passfail", project="Relevance")
    add_project(uhrs, NOW, "UHRS", "Other")
    for project, kind, day in (
        ("Relevance", "rejection", "2026-11-10"),
        ("Other", "ban", "2026-11-11"),
        (None, "warning", "2026-11-12"),
        (None, "restriction", "2026-09-01"),
    ):
        open_incident(uhrs, NOW, "UHRS", kind, project=project, opened=day)
    found = drawn(uhrs, uid, "20/20", span=Span(30))
    assert {(each.kind, each.words) for each in found.events} == {
        ("rejection", "rejection 10 Nov"),
        ("warning", "warning 12 Nov"),
    }


def test_a_warning_that_was_seen_is_not_on_the_curve(store: Store, spam: str) -> None:
    acknowledge(store, NOW, spam)
    assert drawn(store, spam).alarm is None


def test_a_period_says_its_days(uhrs: Store) -> None:
    uid = added(uhrs, "passfail")
    note_reading(uhrs, NOW, uid, "20/20 -400d")
    young = drawn(uhrs, uid, span=Span(30))
    assert (young.first, young.last) == (date(2026, 10, 21), date(2026, 11, 19))
    assert young.span == "21 Oct - 19 Nov"
    assert (young.earlier, young.later) == (True, False)
    back = drawn(uhrs, uid, span=Span(365, 1))
    assert (back.first, back.last) == (date(2024, 11, 20), date(2025, 11, 19))
    assert len(back.dots) == 1
    whole = drawn(uhrs, uid, span=Span(None))
    assert (whole.first, whole.last) == (date(2025, 10, 15), date(2026, 11, 19))
    assert not whole.earlier


def test_a_young_metric_fills_the_picture_with_two_weeks(uhrs: Store) -> None:
    for days in SPANS[:-1]:
        found = drawn(uhrs, added(uhrs, "passfail", name=f"n{days}"), "20/20", span=Span(days))
        assert (found.last - found.first).days == 13


class Counting(list[int]):
    """Running sums that count how often they are looked at."""

    looked = 0

    def __getitem__(self, index: int) -> int:  # type: ignore[override]  # slices are not asked for
        Counting.looked += 1
        return super().__getitem__(index)


def test_the_dots_of_years_are_found_without_reading_them_all() -> None:
    sums = Counting(range(0, 400_020, 20))
    found = list(quality_curve._groups(sums, 10_000, 0, len(sums) - 1))
    assert len(found) == 40
    assert Counting.looked < 3000


@given(st.lists(st.integers(0, 70), max_size=300), st.data())
def test_dots_hold_every_answer_once_and_each_enough(
    totals: list[int], data: st.DataObject
) -> None:
    sums = [sum(totals[:k]) for k in range(len(totals) + 1)]
    low = data.draw(st.integers(0, len(totals)))
    high = data.draw(st.integers(low, len(totals)))
    many = sums[high] - sums[low]
    size = quality_curve._size(many, BATCH)
    found = list(quality_curve._groups(sums, size, low, high))
    assert sum(sums[last] - sums[first] for first, last in found) == many
    assert all(sums[last] - sums[first] >= min(size, many) for first, last in found)
    assert all(totals[last - 1] for _, last in found)  # the last of each is one that counts
    assert len(found) <= MOST_DOTS


@given(st.integers(0, 10**11), st.sampled_from([1, BATCH]))
def test_a_dot_holds_as_few_as_leave_no_more_than_sixty(many: int, least: int) -> None:
    size = quality_curve._size(many, least)
    assert size >= least
    assert size * MOST_DOTS >= many
    assert str(size).rstrip("0") in ("1", "2", "5")
