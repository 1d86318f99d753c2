"""The early warning in words: since when, how many were right since, how often it comes by chance."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from taskwell.commands.metrics import acknowledge, add_metric
from taskwell.commands.readings import note_reading
from taskwell.commands.roster import add_platform
from taskwell.commands.settings import set_setting
from taskwell.queries.metrics import metrics
from taskwell.queries.quality_alarm import alarm_of, alarm_sentences, said, share_text
from taskwell.queries.quality_cards import Alarm
from taskwell.queries.tracks import track
from taskwell.store.store import Store
from tests.conftest import NOW, FakeClock

TODAY = date(2026, 11, 19)
FALLING = ((17, 20), (12, 20), (7, 17), (5, 16), (3, 16))
USUAL = (4, 5, 4, 3, 5, 4, 4, 5, 3, 4, 5, 4, 4, 3, 5, 4, 4, 5, 4, 4)


@pytest.fixture
def uhrs(store: Store, clock: FakeClock) -> Store:
    """A platform, and the days of Chicago."""
    set_setting(store, clock(), "zone", "America/Chicago")
    add_platform(store, clock(), "UHRS")
    return store


def added(store: Store, kind: str, *thresholds: str, **more: str) -> str:
    """A metric on UHRS."""
    return add_metric(store, NOW, "UHRS", "spam", kind, thresholds=thresholds, **more)


def fallen(store: Store, uid: str) -> Alarm | None:
    """The warning after 40 right answers and 49 of 60."""
    for ago, right in FALLING:
        note_reading(store, NOW, uid, f"{right}/20 -{ago}d")
    return alarm_of(store, NOW, track(store, uid))


def scored(store: Store, uid: str, later: list[int]) -> Alarm | None:
    """The warning after 20 usual scores, ten a day, and five more each day up to yesterday."""
    for number, value in enumerate(USUAL):
        note_reading(store, NOW, uid, f"{value} -{30 - number // 10}d")
    for number, value in enumerate(later):
        note_reading(store, NOW, uid, f"{value} -{(len(later) - 1 - number) // 5 + 1}d")
    return alarm_of(store, NOW, track(store, uid))


def test_a_warning_counts_from_the_day_the_fall_began(uhrs: Store) -> None:
    alarm = fallen(uhrs, added(uhrs, "passfail", "90 restrict"))
    assert alarm == Alarm(date(2026, 11, 12), date(2026, 11, 14), "95 %", 1450, 49, 60)


def test_there_is_no_warning_before_a_fall(uhrs: Store) -> None:
    uid = added(uhrs, "passfail", "90 restrict")
    assert alarm_of(uhrs, NOW, track(uhrs, uid)) is None
    note_reading(uhrs, NOW, uid, "95/100")
    assert alarm_of(uhrs, NOW, track(uhrs, uid)) is None


def test_what_was_seen_is_no_longer_warned_of(uhrs: Store) -> None:
    uid = added(uhrs, "passfail", "90 restrict")
    assert fallen(uhrs, uid) is not None
    acknowledge(uhrs, NOW, uid)
    assert alarm_of(uhrs, NOW, track(uhrs, uid)) is None


def test_where_less_is_better_the_steady_level_is_turned_round(uhrs: Store) -> None:
    alarm = fallen(uhrs, added(uhrs, "passfail", "10 restrict", direction="down"))
    assert alarm is not None
    assert (alarm.steady, alarm.recent, alarm.recent_n) == ("5 %", 49, 60)


def test_scores_warn_by_their_mean_in_their_own_unit(uhrs: Store) -> None:
    alarm = scored(uhrs, added(uhrs, "rating"), [4, 5, 4, 3, 5, *[2, 3, 2, 3, 2] * 3])
    assert alarm is not None
    assert (alarm.unit, alarm.steady, alarm.chance) == ("scores", "4.15", 2500)
    assert alarm.recent is None
    assert (alarm.recent_mean, alarm.recent_n) == (Decimal("2.4"), 15)
    assert alarm.since == date(2026, 11, 16)
    assert alarm_sentences(alarm, TODAY)[1:3] == (
        "The mean of the last 15 scores is 2.4.",
        "At a steady 4.15 an alarm comes by chance about once in 2500.",
    )


def test_scores_are_mirrored_where_less_is_better(uhrs: Store) -> None:
    worse = [6 - each for each in (2, 3, 2, 3, 2)] * 3
    alarm = scored(uhrs, added(uhrs, "rating", direction="down"), worse)
    assert alarm is None  # less than usual: better
    uid = add_metric(uhrs, NOW, "UHRS", "errors", "rating", direction="down")
    alarm = scored(uhrs, uid, [5] * 15)
    assert alarm is not None
    assert alarm.recent_mean == 5


def test_a_batch_is_noticed_once_its_last_score_is_read(uhrs: Store) -> None:
    uid = added(uhrs, "rating")
    scored(uhrs, uid, [])
    for ago in range(14, 4, -1):  # a score a day, five to a batch
        note_reading(uhrs, NOW, uid, f"1 -{ago}d")
    alarm = alarm_of(uhrs, NOW, track(uhrs, uid))
    assert alarm is not None
    assert (alarm.since, alarm.noticed) == (date(2026, 11, 5), date(2026, 11, 9))


def test_sentences_leave_out_what_is_not_known() -> None:
    endless = Alarm(date(2025, 12, 30), date(2026, 1, 2), "95 %", 0, 1, 60)
    assert alarm_sentences(endless, TODAY) == (
        "Warning since 30 Dec 2025.",
        "Of the last 60 answers 1 was right.",
        "Nothing else that is kept changed about then.",
    )


def test_what_changed_is_told_beside_that_it_is_no_proof() -> None:
    told = ("36 to 30 s a task", "2:00 to 4:00 h a day")
    alarm = Alarm(date(2026, 11, 12), date(2026, 11, 14), "95 %", 1450, 49, 60, changes=told)
    assert alarm_sentences(alarm, TODAY)[-1] == (
        "Changed about then: 36 to 30 s a task, 2:00 to 4:00 h a day. Not proof of cause."
    )


@pytest.mark.parametrize(
    ("share", "told"),
    [(0.95, "95 %"), (0.925, "92.5 %"), (0.9995, "99.95 %"), (0.99999, "99.999 %")],
)
def test_a_steady_level_is_never_all(uhrs: Store, share: float, told: str) -> None:
    uid = added(uhrs, "passfail")
    metric = metrics(uhrs).by_uid[uid]
    assert share_text(metric, share) == told


def test_a_steady_level_of_errors_is_never_none(uhrs: Store) -> None:
    uid = added(uhrs, "passfail", direction="down")
    metric = metrics(uhrs).by_uid[uid]
    assert share_text(metric, 0.9995) == "0.05 %"
    assert share_text(metric, 0.95) == "5 %"


@pytest.mark.parametrize(
    ("number", "told"), [(1448.2, 1450), (76.7, 77), (12_345, 12_500), (9.4, 9), (float("inf"), 0)]
)
def test_a_run_is_said_as_a_person_says_it(number: float, told: int) -> None:
    assert said(number) == told
