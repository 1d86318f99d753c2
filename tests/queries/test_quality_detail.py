"""The lower half of the tab and the page: the curve, the warning in sentences, room, luck, way up."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from taskwell.commands.incidents import open_incident
from taskwell.commands.metrics import acknowledge, add_metric, set_metric
from taskwell.commands.reading_values import ReadingDraft
from taskwell.commands.readings import add_readings, note_reading
from taskwell.commands.roster import add_platform, add_project
from taskwell.commands.settings import set_setting
from taskwell.commands.skills import add_attempt, add_skill
from taskwell.money.amounts import Money
from taskwell.queries.ladder import career, ladder, rungs_of
from taskwell.queries.messages import messages
from taskwell.queries.metric_page import metric_page
from taskwell.queries.metrics import metrics
from taskwell.queries.quality import metric_state
from taskwell.queries.quality_alarm import said
from taskwell.queries.quality_changes import changes
from taskwell.queries.quality_curve import Span, curve
from taskwell.queries.quality_detail import detail
from taskwell.queries.quality_luck import luck_of
from taskwell.queries.tracks import track
from taskwell.store.store import Store
from tests.commands.work import at, draft, logged
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


@pytest.fixture
def review(store: Store, clock: FakeClock) -> str:
    """The layouts' reviews: 14 that come to 59, with a tier at 4.3."""
    set_setting(store, clock(), "zone", "America/Chicago")
    add_platform(store, clock(), "Outlier", rate="18 USD/hour")
    uid = add_metric(store, NOW, "Outlier", "review", "rating",
                     thresholds=["4.3 unlock $21/h tier Senior needs Coding_test"])  # fmt: skip
    for number, value in enumerate("45345445354454"):
        note_reading(store, NOW, uid, f"{value} -{44 - 3 * number}d")
    return uid


def lines(found: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """The lines by their labels."""
    return dict(found)


def test_the_layouts_lower_half_is_worked_out_to_the_word(store: Store, spam: str) -> None:
    found = detail(store, NOW, spam, Span())
    assert found.heading == "UHRS / Relevance: spam score, batches of 20"
    assert found.alarm == (
        "Warning since 12 Nov.",
        "Of the last 60 answers 49 were right.",
        "At a steady 95 % an alarm comes by chance about once in 1450.",
        "Nothing else that is kept changed about then.",
    )
    assert found.room_heading == "Room, if the limit is 90 %"
    assert lines(found.room) == {
        "sent work": "5 more may be wrong",
        "future work": "5 more may be wrong",
        "under 90 %?": "12 % on all, 97 % on last 60",
        "luck": "<80 % of last 10: 27 in 100 at 95 %",
    }


def test_a_warning_says_nothing_of_why(store: Store, spam: str) -> None:
    told = " ".join(detail(store, NOW, spam, Span()).alarm).casefold()
    for word in ("because", "cusum", "ewma", "caused", "due to", "posterior"):
        assert word not in told


def test_what_changed_about_then_is_pace_and_hours(
    store: Store, clock: FakeClock, spam: str
) -> None:
    for day in range(1, 11):
        logged(store, NOW, draft("UHRS", at(9, day=day), at(11, day=day), project="Relevance",
                                 tasks=200))  # fmt: skip
    for day in range(12, 18):
        logged(store, NOW, draft("UHRS", at(9, day=day), at(13, day=day), project="Relevance",
                                 tasks=480))  # fmt: skip
    metric = metrics(store).by_uid[spam]
    assert changes(store, NOW, metric, date(2026, 11, 12)) == (
        "36 to 30 s a task",
        "2:00 to 4:00 h a day",
    )
    told = detail(store, NOW, spam, Span()).alarm[-1]
    assert told.startswith("Changed about then: 36 to 30 s a task, 2:00 to 4:00 h a day.")
    assert told.endswith("Not proof of cause.")


def test_a_few_sessions_are_no_change(store: Store, clock: FakeClock, spam: str) -> None:
    for day in (9, 10, 13, 14):
        logged(store, NOW, draft("UHRS", at(9, day=day), at(9 + day - 8, day=day),
                                 project="Relevance", tasks=day * 10))  # fmt: skip
    assert changes(store, NOW, metrics(store).by_uid[spam], date(2026, 11, 12)) == ()


def test_another_project_and_another_time_of_day_are_told(store: Store, clock: FakeClock) -> None:
    set_setting(store, clock(), "zone", "America/Chicago")
    add_platform(store, clock(), "UHRS")
    uid = add_metric(store, NOW, "UHRS", "spam", "passfail")
    for day in range(1, 11):
        logged(store, NOW, draft("UHRS", at(8, day=day), at(9, day=day), project="Old"))
    for day in range(12, 18):
        logged(store, NOW, draft("UHRS", at(20, day=day), at(21, day=day), project="New"))
    assert changes(store, NOW, metrics(store).by_uid[uid], date(2026, 11, 12)) == (
        "now mostly New",
        "start 8:00 to 20:00",
    )


def test_the_message_line_says_that_a_score_falls_until_it_was_seen(
    store: Store, spam: str
) -> None:
    (told,) = [each for each in messages(store, NOW) if each.key.startswith("quality:")]
    assert told.text == (
        "UHRS / Relevance: spam score falls since 12 Nov, 49 of the last 60 were right"
    )
    acknowledge(store, NOW, spam)
    assert not [each for each in messages(store, NOW) if each.key.startswith("quality:")]


def test_a_reading_is_due_once_work_went_on_for_days(store: Store, spam: str) -> None:
    def due() -> list[str]:
        return [each.text for each in messages(store, NOW) if each.key.startswith("reading:")]

    assert due() == []  # nothing was worked since
    logged(store, NOW, draft("UHRS", at(9, day=18), at(10, day=18), project="Relevance"))
    assert due() == ["UHRS / Relevance: the last spam score is 3 days old"]


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


def test_single_scores_are_dots_of_their_own(store: Store, review: str) -> None:
    found = curve(store, NOW, review, Span())
    assert found is not None
    assert len(found.dots) == 14
    assert found.of == "each reading"


def test_the_way_up_says_what_it_takes_and_that_a_flat_trend_does_not_get_there(
    store: Store, clock: FakeClock, review: str
) -> None:
    for day in (2, 4, 6, 8):
        logged(store, NOW, draft("Outlier", at(9, day=day), at(11, day=day), earned="36 USD"))
    skill = add_skill(store, NOW, "Coding test", platform="Outlier")
    add_attempt(store, NOW, skill, result="failed", day="2026-11-16", retake="2026-12-02")
    (rung,) = rungs_of(store, NOW, review)
    assert (rung.threshold, rung.tier, rung.pay) == ("4.30", "Senior", "$21/h")
    assert rung.distance == "0.09 to go"
    assert rung.takes == "the next 5 must average 4.54"
    assert rung.needs == "needs Coding test: failed, again from Wed 2 Dec"
    assert rung.date == "not with this trend"
    assert rung.effect == "+$3.00 an hour, +17 %"
    assert not rung.reached


def test_a_sure_climb_has_a_day_with_its_range(store: Store, clock: FakeClock) -> None:
    add_platform(store, clock(), "Outlier")
    uid = add_metric(store, NOW, "Outlier", "skill", "score", thresholds=["95 unlock $20/h"])
    for number in range(20):
        note_reading(store, NOW, uid, f"{70 + number + number % 2} -{60 - 3 * number}d")
    (rung,) = rungs_of(store, NOW, uid)
    assert rung.date.startswith("about ")
    assert " - " in rung.date


def test_readings_of_one_day_have_no_trend(store: Store, review: str) -> None:
    uid = add_metric(store, NOW, "Outlier", "other", "rating", thresholds=["4.3 unlock"])
    for _ in range(11):
        note_reading(store, NOW, uid, "4")
    (rung,) = rungs_of(store, NOW, uid)
    assert rung.date == "too early: all readings are of one day"


def test_a_tier_that_is_reached_asks_for_nothing(store: Store, review: str) -> None:
    set_metric(store, NOW, review, {"thresholds": "4 unlock $21/h"})
    (rung,) = rungs_of(store, NOW, review)
    assert (rung.reached, rung.distance, rung.takes, rung.date) == (True, "reached", "", "")


def test_the_ladder_stands_by_pay_beside_what_an_hour_pays_now(
    store: Store, clock: FakeClock, review: str
) -> None:
    add_platform(store, clock(), "UHRS")
    add_metric(store, NOW, "UHRS", "spam", "percent", thresholds=["98 unlock $9/h"])
    for day in (2, 4, 6, 8):
        logged(store, NOW, draft("UHRS", at(9, day=day), at(11, day=day), earned="12 USD"))
    add_platform(store, clock(), "Prolific")
    logged(store, NOW, draft("Prolific", at(9, day=9), at(11, day=9), earned="12 USD"))
    found = ladder(store, NOW)
    assert [(rung.place, rung.pay) for rung in found.rungs] == [
        ("UHRS", "$9/h"), ("Outlier", "$21/h"),
    ]  # fmt: skip
    assert found.here == (("UHRS", "$6.00/h: 3 to 8, where most begin"),)
    assert found.notes == ("Prolific: nothing further known",)


@pytest.mark.parametrize(
    ("cents", "words"),
    [(299, "under 3"), (300, "3 to 8"), (800, "8 to 15"), (1500, "15 to 25"), (2500, "15 to 25"),
     (2501, "over 25")],
)  # fmt: skip
def test_an_hours_pay_stands_on_a_step_of_the_usual_career(cents: int, words: str) -> None:
    assert words in career(Money(cents, "USD"))
    assert career(Money(cents, "KES")) == ""


def test_luck_is_told_for_rules_over_the_last_answers_only(store: Store, spam: str) -> None:
    (luck,) = luck_of(track(store, spam))
    assert luck.words == "<80 % of last 10, from 5 on"
    assert luck.at == Decimal("95.0")  # while it falls: the level that was taken as steady
    assert luck.trips == pytest.approx(26.8, abs=1)
    assert luck.safe == pytest.approx(Decimal(97), abs=Decimal("0.5"))
    assert luck.exact


def test_a_rule_that_has_to_be_drawn_by_lot_is_not_waited_for(store: Store, spam: str) -> None:
    set_metric(store, NOW, spam, {"thresholds": "80 ban last 40 min 20"})
    assert luck_of(track(store, spam), wait=False) == ()
    (luck,) = luck_of(track(store, spam))
    assert not luck.exact


def test_the_page_says_how_the_warning_is_set_and_how_often_it_comes_by_chance(
    store: Store, spam: str
) -> None:
    page = metric_page(store, NOW, spam)
    told = [text for label, text in page.facts if label == "warning"]
    assert told == [
        "of a fall from a steady 95 % to 88 %; by chance about once in 1450 answers; a real fall"
        " shows after about 77"
    ]
    assert page.readings[0].what == "16 of 20"
    assert page.more_readings == 0
    rule = next(text for label, text in page.facts if label == "80 % bans")
    assert "last 10 min 5" in rule
    assert "wrong ones: " in rule


def test_a_page_of_scores_tells_from_when_on_it_warns(store: Store, review: str) -> None:
    page = metric_page(store, NOW, review)
    assert ("warning", "from 20 scores on: 14 so far") in page.facts
    assert metric_state(store, NOW, metrics(store).by_uid[review]).alarm is None


@pytest.mark.parametrize(
    ("number", "told"), [(1448.2, 1450), (76.7, 77), (12_345, 12_500), (9.4, 9), (float("inf"), 0)]
)
def test_a_run_is_said_as_a_person_says_it(number: float, told: int) -> None:
    assert said(number) == told
