"""A metric's readings with their sums: whatever is added, moved or taken away, as if built afresh."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taskwell.commands.history import undo
from taskwell.commands.metrics import acknowledge, add_metric, set_metric
from taskwell.commands.reading_values import ReadingDraft
from taskwell.commands.readings import (
    add_reading,
    add_readings,
    change_reading,
    delete_reading,
    note_reading,
)
from taskwell.commands.roster import add_platform
from taskwell.queries.metrics import metrics
from taskwell.queries.tracks import Row, Track, track
from taskwell.queries.watching import warner_for
from taskwell.records.metric import Metric
from taskwell.store.store import Store
from tests.conftest import NOW, FakeClock

SPAM = Metric(uid="m", platform="p", name="spam", kind="percent", low=Decimal(0), high=Decimal(100))


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """Readings in order of time, counts and values mixed."""
    found = []
    for number in range(draw(st.integers(0, 60))):
        at = f"2026-{1 + number // 28:02d}-{1 + number % 28:02d}T12:00:00Z"
        if draw(st.booleans()):
            total = draw(st.integers(1, 30))
            found.append(Row(at, number, draw(st.integers(0, total)), total, None))
        else:
            found.append(Row(at, number, None, None, draw(st.integers(0, 1_000_000))))
    return found


def fresh(taken: list[Row], metric: Metric = SPAM) -> Track:
    """A track that never held anything else."""
    made = Track(metric, warner_for(metric, (19, 20), [900_000 + k * 1000 for k in range(20)]))
    made.take(list(taken))
    return made


@given(rows(), st.data())
def test_after_any_change_it_is_as_if_built_afresh(taken: list[Row], data: st.DataObject) -> None:
    kept = fresh(taken)
    for _ in range(3):
        changed = list(kept.rows)
        act = data.draw(st.sampled_from(("add", "insert", "delete", "change")))
        at = data.draw(st.integers(0, max(len(changed) - 1, 0)))
        extra = Row("2026-09-01T00:00:00Z", 900 + len(changed), 9, 10, None)
        if act == "add":
            changed.append(extra)
        elif act == "insert":
            changed.insert(at, extra)
        elif changed and act == "delete":
            del changed[at]
        elif changed:
            changed[at] = changed[at]._replace(right=0, total=7, value=None)
        kept.take(changed)
        anew = fresh(changed)
        for name in ("rights", "totals", "counts", "sums", "squares", "steps"):
            assert getattr(kept, name) == getattr(anew, name), name


@given(rows(), st.integers(1, 400))
def test_the_newest_answers_are_those_that_counting_finds(taken: list[Row], last: int) -> None:
    made = fresh(taken)
    right, n = made.answers(last)
    total = sum(row.total or 0 for row in taken)
    assert n == min(last, total)
    assert 0 <= right <= n
    outcomes = made.outcomes(last)
    assert len(outcomes) == n
    whole, need = Fraction(0), n
    for row in reversed(taken):
        part = min(need, row.total or 0)
        if row.total:
            whole += Fraction((row.right or 0) * part, row.total)
        need -= part
    assert abs(right - whole) <= Fraction(1, 2)


@given(rows(), st.integers(1, 70))
def test_the_newest_values_are_summed_exactly(taken: list[Row], last: int) -> None:
    made = fresh(taken)
    values = [row.value for row in taken if row.value is not None][-last:]
    n, total, squares = made.scores(last)
    assert (n, total, squares) == (len(values), sum(values), sum(each**2 for each in values))


@given(rows())
def test_where_less_is_better_values_are_mirrored_and_answers_are_not(taken: list[Row]) -> None:
    down = Metric(uid="m", platform="p", name="errors", kind="percent", low=Decimal(0),
                  high=Decimal(100), direction="down")  # fmt: skip
    up, turned = fresh(taken), fresh(taken, down)
    assert turned.rights == up.rights
    assert turned.sums[-1] == 1_000_000 * up.counts[-1] - up.sums[-1]


@pytest.fixture
def spam(store: Store, clock: FakeClock) -> str:
    """A pass/fail metric on UHRS with its limit at 90."""
    add_platform(store, clock(), "UHRS")
    return add_metric(store, clock(), "UHRS", "spam", "passfail", thresholds=["90 restrict"])


def test_readings_of_many_months_stand_in_order_and_follow_every_change(
    store: Store, clock: FakeClock, spam: str
) -> None:
    for ago in (400, 3, 100, 31, 60):
        add_reading(store, clock(), spam, correct=9, total=10, at=NOW - timedelta(days=ago))
    found = track(store, spam)
    assert [row.at for row in found.rows] == sorted(row.at for row in found.rows)
    assert len(found.rows) == 5
    middle = found.rows[2].id
    change_reading(store, clock(), middle, "5/10")
    assert track(store, spam).rights[-1] == 41
    delete_reading(store, clock(), middle)
    assert track(store, spam).totals[-1] == 40
    undo(store, clock())
    undo(store, clock())
    assert track(store, spam).rights[-1] == 45
    assert track(store, spam) is found


def test_readings_of_other_metrics_leave_a_track_as_it_is(
    store: Store, clock: FakeClock, spam: str
) -> None:
    other = add_metric(store, clock(), "UHRS", "RTA", "passfail")
    note_reading(store, clock(), spam, "9/10")
    before = track(store, spam).rows
    note_reading(store, clock(), other, "1/10")
    assert track(store, spam).totals[-1] == 10
    assert track(store, other).totals[-1] == 10
    assert [row.id for row in track(store, spam).rows] == [row.id for row in before]


def test_a_store_that_was_folded_and_opened_again_has_the_same_readings(
    store: Store, clock: FakeClock, spam: str
) -> None:
    for ago in range(40, 0, -1):
        add_reading(store, clock(), spam, correct=19, total=20, at=NOW - timedelta(days=ago))
    before = list(track(store, spam).rows)
    store.fold(force=True)
    again = Store.open(store.folder, clock=clock)
    assert track(again, spam).rows == before
    again.close()


def test_a_warning_that_was_seen_starts_anew_and_an_undo_brings_it_back(
    store: Store, clock: FakeClock, spam: str
) -> None:
    for ago in range(9, 3, -1):
        note_reading(store, clock(), spam, f"13/20 -{ago}d")
    assert track(store, spam).step().watch.alarm is not None
    acknowledge(store, clock(), spam)
    assert track(store, spam).step().watch.alarm is None
    clock.advance(60)
    note_reading(store, clock(), spam, "20/20")
    assert track(store, spam).step().watch.alarm is None
    clock.advance(60)
    note_reading(store, clock(), spam, "8/20")
    assert track(store, spam).step().watch.alarm is not None
    for _ in range(3):
        undo(store, clock())
    assert track(store, spam).step().watch.alarm is not None


def test_a_warning_ends_by_itself_once_the_level_is_back(
    store: Store, clock: FakeClock, spam: str
) -> None:
    for ago in range(9, 6, -1):
        note_reading(store, clock(), spam, f"14/20 -{ago}d")
    assert track(store, spam).step().watch.alarm is not None
    note_reading(store, clock(), spam, "49/50 -6d")
    assert track(store, spam).step().watch.alarm is not None
    note_reading(store, clock(), spam, "300/300 -5d")
    assert track(store, spam).step().watch.alarm is None


def test_a_reading_before_the_acknowledgement_counts_before_it(
    store: Store, clock: FakeClock, spam: str
) -> None:
    for ago in range(9, 3, -1):
        note_reading(store, clock(), spam, f"13/20 -{ago}d")
    acknowledge(store, clock(), spam)
    note_reading(store, clock(), spam, "5/20 -2d")
    assert track(store, spam).step().watch.alarm is None


def test_scores_are_watched_once_twenty_say_what_is_usual(store: Store, clock: FakeClock) -> None:
    add_platform(store, clock(), "Outlier")
    uid = add_metric(store, clock(), "Outlier", "review", "rating")
    for number in range(20):
        note_reading(store, clock(), uid, f"{4 + number % 2} -{60 - number}d")
    assert track(store, uid).warner.scores is not None
    for number in range(20):
        note_reading(store, clock(), uid, f"3 -{30 - number}d")
    step = track(store, uid).step()
    assert step.drift.side == "down"
    assert step.drift.alarm is not None
    assert track(store, uid).rows[step.drift.alarm].value == 30_000


def test_good_and_bad_that_a_person_sets_are_what_is_watched(
    store: Store, clock: FakeClock, spam: str
) -> None:
    set_metric(store, clock(), spam, {"good": "98", "bad": "95"})
    design = track(store, spam).warner.counts
    assert design is not None
    assert (design.good, design.bad) == (0.98, 0.95)
    assert metrics(store).by_uid[spam].good == 98


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 60)), min_size=1, max_size=12))
def test_the_order_in_which_readings_are_typed_does_not_matter(
    typed: list[tuple[int, int]],
) -> None:
    one, other = fresh([]), fresh([])
    made = [
        Row(f"2026-08-{1 + day % 28:02d}T{day // 28:02d}:00:00Z", number, right, 20, None)
        for number, (right, day) in enumerate(typed)
    ]
    one.take(sorted(made))
    for number in range(1, len(made) + 1):
        other.take(sorted(made[:number]))
    assert one.steps == other.steps
    assert one.answers(50) == other.answers(50)


def test_threads_that_ask_at_once_get_the_same_whole_track(
    store: Store, clock: FakeClock, spam: str
) -> None:
    add_readings(
        store,
        clock(),
        spam,
        [ReadingDraft(NOW - timedelta(hours=k), correct=19, total=20) for k in range(3000, 0, -1)],
    )
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # threads take turns all the time
    try:
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda _: track(store, spam), range(8)))
    finally:
        sys.setswitchinterval(usual)
    assert all(each is found[0] for each in found)
    assert len(found[0].steps) == len(found[0].rows) == 3000
    assert found[0].totals[-1] == 60_000
