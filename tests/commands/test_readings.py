"""Readings as they are typed: one line, many lines, changed, refused, taken back."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.commands.history import redo, undo
from taskwell.commands.metrics import acknowledge, add_metric, delete_metric, set_metric
from taskwell.commands.reading_values import ReadingDraft, parse_lines, parse_reading
from taskwell.commands.readings import (
    add_reading,
    add_readings,
    change_reading,
    delete_reading,
    note_reading,
)
from taskwell.commands.roster import add_platform
from taskwell.commands.settings import set_setting
from taskwell.errors import BadInput, CouldNot
from taskwell.queries.metrics import metrics
from taskwell.queries.readings import newest, typed_reading
from taskwell.queries.tracks import track
from taskwell.records.metric import Metric
from taskwell.store.store import Store
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.zones import zone
from tests.conftest import NOW, FakeClock

CHICAGO = Calendar(zone("America/Chicago"))
PERCENT = Metric(
    uid="m", platform="p", name="spam", kind="percent", low=Decimal(0), high=Decimal(100)
)
RATING = Metric(
    uid="m", platform="p", name="review", kind="rating", low=Decimal(1), high=Decimal(5)
)


def read(text: str, metric: Metric = PERCENT, usual: int | None = None) -> ReadingDraft:
    """A line as it is read on Thursday 19 November at 16:42 in Chicago."""
    return parse_reading(text, metric, NOW, CHICAGO, usual)


@pytest.mark.parametrize(
    ("text", "correct", "total"),
    [("18/20", 18, 20), ("18 / 20", 18, 20), ("18 of 20", 18, 20), ("18+2", 18, 20), ("+", 1, 1),
     ("-", 0, 1), ("y", 1, 1), ("n", 0, 1), ("0/5", 0, 5)],
)  # fmt: skip
def test_counts_are_typed_in_many_ways(text: str, correct: int, total: int) -> None:
    found = read(text)
    assert (found.correct, found.total, found.value, found.at) == (correct, total, None, NOW)


def test_a_day_or_a_time_behind_a_count_is_no_total() -> None:
    assert read("5/ 14:05", usual=20).total == 20
    assert read("8/ 2026-01-03", usual=20).total == 20
    assert read("5/20 14:05").at == datetime(2026, 11, 19, 20, 5, tzinfo=UTC)
    assert read("92.1 % yesterday").value == Decimal("92.1")


def test_the_usual_total_need_not_be_typed_again() -> None:
    assert read("17/", usual=20).total == 20
    with pytest.raises(BadInput, match="of how many"):
        read("17/")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("92.1", NOW),
        ("92.1 today", NOW),
        ("92.1 yesterday", datetime(2026, 11, 18, 18, tzinfo=UTC)),
        ("92.1 2026-11-01", datetime(2026, 11, 1, 17, 30, tzinfo=UTC)),  # a day of 25 hours
        ("92.1 14:05", datetime(2026, 11, 19, 20, 5, tzinfo=UTC)),
        ("92.1 yesterday 14:05", datetime(2026, 11, 18, 20, 5, tzinfo=UTC)),
        ("92.1 -20m", NOW - timedelta(minutes=20)),
        ('92.1 mon "said so"', datetime(2026, 11, 16, 18, tzinfo=UTC)),
    ],
)
def test_a_day_or_a_time_stands_behind_the_value(text: str, at: datetime) -> None:
    assert read(text).at == at


def test_feedback_stands_in_quotes_of_its_own() -> None:
    assert read('18/20 "they said \\"no\\""').feedback == 'they said "no"'


BAD = [
    ("", PERCENT, "empty"),
    ("105", PERCENT, "105 % lies outside 0 to 100 %"),
    ("-1", PERCENT, "-1 % lies outside"),
    ("21/20", PERCENT, "more than the 20 there were"),
    ("1/0", PERCENT, "0 answers"),
    ("5/9999999", PERCENT, "no reading"),
    ("92,1", PERCENT, "comma"),
    ("abc", PERCENT, "is no number"),
    ("92.1 someday", PERCENT, "someday"),
    ("92.1 2026-11-20", PERCENT, "future"),
    ("92.1 23:00", PERCENT, "future"),
    ("6", RATING, "6 lies outside 1 to 5"),
    ("0.5", RATING, "lies outside"),
    ("4/5", RATING, "not a count"),
    ("+", RATING, "is no number"),
]


@pytest.mark.parametrize(("text", "metric", "says"), BAD)
def test_what_cannot_be_a_reading_is_refused_in_a_sentence(
    text: str, metric: Metric, says: str
) -> None:
    with pytest.raises(BadInput, match=says) as caught:
        read(text, metric)
    assert caught.value.what_to_do


def refusal(lines: str, metric: Metric) -> str:
    """What is wrong with the lines of a file; empty when they are taken."""
    try:
        parse_lines(lines, metric, NOW, CHICAGO)
    except BadInput as error:
        return error.what
    return ""


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_reading_or_refused(text: str) -> None:
    for metric in (PERCENT, RATING):
        with suppress(BadInput):
            found = read(text, metric, 20)
            assert (found.value is None) != (found.total is None)


@given(st.lists(st.text(max_size=30), max_size=8))
def test_whatever_a_file_holds_its_readings_are_taken_or_its_line_is_named(
    lines: list[str],
) -> None:
    told = refusal("\n".join(lines), PERCENT)
    assert not told or told.startswith(("Line ", "There is no reading"))


@pytest.fixture
def spam(store: Store, clock: FakeClock) -> str:
    """A percentage on UHRS."""
    set_setting(store, clock(), "zone", "America/Chicago")
    add_platform(store, clock(), "UHRS")
    return add_metric(store, clock(), "UHRS", "spam", "percent", thresholds=["90 restrict"])


def test_each_act_is_one_step_of_undo(store: Store, clock: FakeClock, spam: str) -> None:
    note_reading(store, clock(), spam, "18/20")
    number = track(store, spam).rows[-1].id
    change_reading(store, clock(), number, "17/20")
    assert track(store, spam).rights[-1] == 17
    undo(store, clock())
    assert track(store, spam).rights[-1] == 18
    undo(store, clock())
    assert not track(store, spam).rows
    redo(store, clock())
    assert track(store, spam).rights[-1] == 18


def test_a_changed_reading_keeps_its_moment_unless_another_is_typed(
    store: Store, clock: FakeClock, spam: str
) -> None:
    made = note_reading(store, clock(), spam, '18/20 yesterday "short"')
    number = track(store, spam).rows[-1].id
    assert typed_reading(store, number) == '18/20 "short"'
    assert change_reading(store, clock(), number, "17/20").at == made.at
    (_, kept) = next(newest(store, spam, 1))
    assert kept.feedback == "short"
    later = change_reading(store, clock(), number, "17/20 -3d").at
    assert later == datetime(2026, 11, 16, 18, tzinfo=UTC)


def test_a_reading_that_is_gone_or_to_come_is_refused(
    store: Store, clock: FakeClock, spam: str
) -> None:
    note_reading(store, clock(), spam, "18/20")
    number = track(store, spam).rows[-1].id
    delete_reading(store, clock(), number)
    with pytest.raises(CouldNot, match="gone"):
        delete_reading(store, clock(), number)
    with pytest.raises(BadInput, match="future"):
        add_reading(store, clock(), spam, correct=1, total=2, at=NOW + timedelta(hours=1))


def test_many_at_once_are_all_or_none_and_none_twice(
    store: Store, clock: FakeClock, spam: str
) -> None:
    good = [
        ReadingDraft(NOW - timedelta(days=k), correct=9, total=10, source=f"r{k}") for k in range(5)
    ]
    bad = [*good, ReadingDraft(NOW, correct=11, total=10)]
    with pytest.raises(BadInput):
        add_readings(store, clock(), spam, bad)
    assert not track(store, spam).rows
    assert add_readings(store, clock(), spam, good).added == 5
    again = add_readings(store, clock(), spam, good)
    assert (again.added, again.duplicates) == (0, 5)
    undo(store, clock())
    assert not track(store, spam).rows


def test_a_closed_metric_takes_no_reading(store: Store, clock: FakeClock, spam: str) -> None:
    set_metric(store, clock(), spam, {"closed": "yes"})
    with pytest.raises(CouldNot, match="closed"):
        note_reading(store, clock(), spam, "18/20")


def test_a_range_that_would_leave_readings_outside_is_refused(
    store: Store, clock: FakeClock, spam: str
) -> None:
    uid = add_metric(store, clock(), "UHRS", "level", "score", range="0-10")
    note_reading(store, clock(), uid, "9")
    with pytest.raises(BadInput, match="1 readings of it lie outside"):
        set_metric(store, clock(), uid, {"range": "0-5"})
    assert metrics(store).by_uid[uid].high == Decimal(10)


def test_only_what_warns_is_acknowledged_and_only_what_was_never_read_is_deleted(
    store: Store, clock: FakeClock, spam: str
) -> None:
    with pytest.raises(CouldNot, match="does not warn"):
        acknowledge(store, clock(), spam)
    note_reading(store, clock(), spam, "18/20")
    with pytest.raises(CouldNot, match="has 1 reading"):
        delete_metric(store, clock(), spam)


def test_fields_that_a_newer_program_knows_survive_a_change(
    store: Store, clock: FakeClock, spam: str
) -> None:
    number = metrics(store).ids[spam]
    with store.transaction("newer") as act:
        act.update("metrics", number, {"colour": "red"})
    set_metric(store, clock(), spam, {"last": "100"})
    assert store.core("metrics")[number]["colour"] == "red"
