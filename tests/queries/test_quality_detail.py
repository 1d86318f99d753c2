"""The lower half of the tab and the page: the curve, the warning in sentences, room, luck, way up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from taskwell.commands.metrics import acknowledge, add_metric, set_metric
from taskwell.commands.readings import note_reading
from taskwell.commands.roster import add_platform, add_project, ensure_platform
from taskwell.commands.settings import set_setting
from taskwell.commands.skills import add_attempt, add_skill
from taskwell.money.amounts import Money
from taskwell.queries.ladder import career, ladder, rungs_of
from taskwell.queries.messages import messages
from taskwell.queries.metric_page import metric_page
from taskwell.queries.metrics import metrics
from taskwell.queries.quality import metric_state
from taskwell.queries.quality_cards import MetricDetail
from taskwell.queries.quality_curve import Span
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


def test_what_was_worked_later_counts_among_what_changed(store: Store, spam: str) -> None:
    assert detail(store, NOW, spam, Span()).alarm[-1].startswith("Nothing else")
    for day in range(1, 11):
        logged(store, NOW, draft("UHRS", at(9, day=day), at(11, day=day), project="Relevance",
                                 tasks=200))  # fmt: skip
    for day in range(12, 18):
        logged(store, NOW, draft("UHRS", at(9, day=day), at(11, day=day), project="Relevance",
                                 tasks=240))  # fmt: skip
    assert detail(store, NOW, spam, Span()).alarm[-1] == (
        "Changed about then: 36 to 30 s a task. Not proof of cause."
    )


def measured(store: Store, kind: str, *lines: str, thresholds: tuple[str, ...] = (), **more: str
             ) -> MetricDetail:  # fmt: skip
    """The lower half of a metric on UHRS with these readings, one a day."""
    platform = more.pop("platform", "UHRS")
    name = more.pop("name", "measure")
    ensure_platform(store, NOW, platform)
    uid = add_metric(store, NOW, platform, name, kind, thresholds=thresholds, **more)
    for number, line in enumerate(lines):
        note_reading(store, NOW, uid, f"{line} -{len(lines) - number}d")
    return detail(store, NOW, uid, Span())


def test_a_metric_without_a_limit_says_so(store: Store) -> None:
    found = measured(store, "passfail", "19/20")
    assert found.room_heading == "Room"
    assert found.room == (("", "no limit is known: e enters what you know"),)


def test_a_limit_is_not_unknown_because_nothing_is_read(store: Store) -> None:
    found = measured(store, "passfail", thresholds=("90 restrict",))
    assert found.room == (("", "no reading yet: r notes one"),)


def test_a_limit_to_watch_is_one_too(store: Store) -> None:
    found = measured(store, "passfail", "80/100", thresholds=("90 watch",))
    assert found.room == (
        ("watch 90 %", "10.0 short of it"),
        ("", "no other limit is known: e enters one"),
    )


def test_the_platforms_own_percentage_has_a_distance_but_no_answers_left(store: Store) -> None:
    found = measured(store, "percent", "93", "91.5", thresholds=("90 restrict",))
    assert found.room_heading == "Room, if the limit is 90 %"
    assert lines(found.room) == {"distance": "1.5 to spare", "answers": "how many is not known"}


def test_where_every_tier_is_open_nothing_is_left_to_enter(store: Store) -> None:
    found = measured(store, "rating", "5", "5", thresholds=("4 unlock $21/h",))
    assert found.room == (("", "every tier that is known is open"),)
    assert found.way == ("UHRS: nothing further known",)


def test_access_has_a_sign_in_place_of_numbers(store: Store) -> None:
    found = measured(store, "access")
    assert found.curve is None
    assert lines(found.room)["access"] == "unseen"


def test_a_broken_limit_says_what_brings_it_back(store: Store) -> None:
    found = measured(store, "passfail", "88/100", thresholds=("90 restrict",))
    assert found.room[:2] == (
        ("sent work", "2 too many are wrong"),
        ("future work", "20 right ones in a row bring it back"),
    )


def test_what_is_pending_is_told_at_its_worst(store: Store) -> None:
    found = measured(store, "passfail", "84/84", thresholds=("90 restrict", "80 ban"), pending="12")
    assert lines(found.room)["pending"] == "all 12 wrong: 87.5 %, under the limit"


def test_an_average_that_is_needed_is_enough(store: Store) -> None:
    # (4.23 * 19 - 59) / 5 = 4.274: five scores of 4.27 on average would not do.
    scores = tuple("45345445354454")
    found = measured(store, "rating", *scores, thresholds=("4.23 unlock",))
    assert lines(found.room)["next 5"] == "must average 4.28"


def test_a_score_that_is_needed_is_enough_where_less_is_better(store: Store) -> None:
    # 3.15 * 4 - 9 = 3.6 is the most that may come next.
    found = measured(store, "rating", "3", "3", "3", thresholds=("3.15 restrict",),
                     direction="down")  # fmt: skip
    assert lines(found.room)["next one"] == "3.60 or better keeps it"
    worse = measured(store, "rating", "3", "4", "3", thresholds=("3.234 unlock",),
                     direction="down", name="other")  # fmt: skip
    assert lines(worse.room)["next 5"] == "must average 3.17"  # 3.1744 at the most


def test_five_of_the_best_may_be_too_few(store: Store) -> None:
    found = measured(store, "rating", *"2222222222", thresholds=("4.5 unlock",))
    assert lines(found.room)["next 5"] == "are too few, whatever they are"


def test_luck_is_never_told_as_certain(store: Store) -> None:
    found = measured(store, "passfail", "998/1000", thresholds=("50 ban last 10 min 5",))
    assert lines(found.room)["luck"] == "<50 % of last 10: <1 in 100 at 99.9 %"


def test_ways_up_are_told_nearest_first_across_platforms(store: Store) -> None:
    ranges = (("Far", "60"), ("Near", "89"), ("Nearer", "89.5"), ("Farther", "50"))
    for platform, score in ranges:
        measured(store, "score", score, thresholds=("90 unlock $20/h",), platform=platform)
    own = measured(store, "score", "70", thresholds=("90 unlock", "95 unlock"), platform="Own")
    heads = [each for each in own.way if not each.startswith(" ")]
    assert heads == [
        "Own 70: 90 opens a tier",
        "Nearer 89.5: 90 opens $20/h",
        "Near 89: 90 opens $20/h",
        "Far 60: 90 opens $20/h",
    ]


def test_a_tier_of_which_nothing_is_read_comes_after_the_others(store: Store) -> None:
    measured(store, "score", thresholds=("90 unlock",), platform="Alpha")
    measured(store, "score", "10", thresholds=("90 unlock",), platform="Beta")
    found = measured(store, "passfail", platform="Own")
    heads = [each for each in found.way if not each.startswith(" ")]
    assert heads == [
        "Own: nothing further known",
        "Beta 10: 90 opens a tier",
        "Alpha: 90 opens a tier",
    ]


def test_a_platform_with_another_way_up_is_not_without_one(store: Store) -> None:
    measured(store, "score", "80", thresholds=("90 unlock",), name="score")
    found = measured(store, "passfail", "19/20")
    assert found.way[0] == "UHRS 80: 90 opens a tier"
    assert not any("nothing further" in each for each in found.way)


def test_platforms_worked_on_without_a_known_way_up_come_last(
    store: Store, clock: FakeClock
) -> None:
    set_setting(store, clock(), "zone", "America/Chicago")
    measured(store, "score", "80", thresholds=("90 unlock",))
    logged(store, NOW, draft("Prolific\x07", at(9, day=9), at(11, day=9), earned="12 USD"))
    logged(store, NOW, draft("UHRS", at(9, day=10), at(11, day=10), earned="12 USD"))
    found = measured(store, "passfail", platform="Mercor")
    assert found.way[0] == "Mercor: nothing further known"
    assert found.way[-1] == "Prolific\u2407: nothing further known"
    assert sum("nothing further" in each for each in found.way) == 2


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


def test_where_less_is_better_it_warns_of_a_rise(store: Store, clock: FakeClock) -> None:
    add_platform(store, clock(), "UHRS")
    uid = add_metric(store, NOW, "UHRS", "errors", "percent", thresholds=["10 restrict"],
                     direction="down")  # fmt: skip
    for ago in (4, 3, 2):
        note_reading(store, NOW, uid, f"13/20 -{ago}d")
    (told,) = [each for each in messages(store, NOW) if each.key.startswith("quality:")]
    assert "errors rises since" in told.text
    facts = dict(metric_page(store, NOW, uid).facts)
    assert facts["warning"].startswith("of a rise from a steady 5 % to 12 %")
