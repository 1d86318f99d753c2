"""Where each metric stands: value, range, state in a word, room, worst case, and what scripts read."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from taskwell.commands.marks import mark
from taskwell.commands.metrics import acknowledge, add_metric, set_metric
from taskwell.commands.readings import note_reading
from taskwell.commands.roster import add_platform, add_project
from taskwell.commands.settings import set_setting
from taskwell.commands.skills import add_attempt, add_skill
from taskwell.queries.metrics import metrics
from taskwell.queries.quality import metric_state, platform_quality, quality
from taskwell.queries.quality_cards import MetricState, Qualification
from taskwell.queries.quality_json import quality_json
from taskwell.store.store import Store
from tests.conftest import NOW, FakeClock


@pytest.fixture
def town(store: Store, clock: FakeClock) -> Store:
    """UHRS with a project, and Outlier."""
    set_setting(store, clock(), "zone", "America/Chicago")
    uhrs = add_platform(store, clock(), "UHRS")
    add_project(store, clock(), uhrs, "Relevance")
    add_platform(store, clock(), "Outlier")
    return store


def added(store: Store, kind: str, *thresholds: str, name: str = "spam", **more: str) -> str:
    """A metric on UHRS."""
    return add_metric(store, NOW, "UHRS", name, kind, thresholds=thresholds, **more)


def read(store: Store, uid: str, *lines: str) -> MetricState:
    """The state after these readings, one a day up to yesterday unless they name their day."""
    for number, line in enumerate(lines):
        day = "" if " " in line else f" -{len(lines) - number}d"
        note_reading(store, NOW, uid, line + day)
    return metric_state(store, NOW, metrics(store).by_uid[uid])


def test_the_layouts_spam_score_is_worked_out_to_the_digit(town: Store) -> None:
    uid = added(town, "percent", "90 restrict", "80 ban last 10 min 5")
    state = read(town, uid, *["20/20"] * 4, "18/20", "18/20", "19/20", "18/20", "19/20", "17/20",
                 "16/20", "16/20")  # fmt: skip
    assert (state.n, state.value) == (240 + 0, Decimal("92.0833"))
    assert state.interval is not None
    assert [round(end, 1) for end in state.interval] == [Decimal("88.0"), Decimal("94.9")]
    (limit,) = [each for each in state.thresholds if each.meaning == "restrict"]
    assert limit.headroom is not None
    assert (limit.headroom.sent, limit.headroom.future) == (5, 5)
    assert limit.below is not None
    assert limit.below_lately is not None
    assert (round(100 * limit.below), round(100 * limit.below_lately)) == (12, 97)
    assert state.room == "5 left"
    assert state.state == "warning"  # it falls
    assert state.falling


@pytest.mark.parametrize(
    ("lines", "state", "room"),
    [
        (("9/9",), "too early", "9 of 10"),
        (("99/100",), "ok", "10 left"),
        (("93/100",), "ok", "3 left"),
        (("91/100",), "watch", "1 left"),
        (("89/100",), "warning", "10 clean"),
    ],
)
def test_a_count_says_its_state_in_a_word(
    town: Store, lines: tuple[str, ...], state: str, room: str
) -> None:
    # Good and bad lie so near each other that only the limit speaks.
    uid = added(town, "passfail", "90 restrict", good="51", bad="50")
    found = read(town, uid, *lines)
    assert (found.state, found.room) == (state, room)


def test_a_threshold_to_watch_makes_no_warning(town: Store) -> None:
    uid = added(town, "passfail", "95 watch", good="51", bad="50")
    assert read(town, uid, "90/100").state == "watch"


def test_a_rule_over_the_last_answers_holds_from_as_many_as_it_asks_for(town: Store) -> None:
    uid = added(town, "passfail", "80 ban last 10 min 5", good="51", bad="50")
    state = read(town, uid, "4/5")
    assert (state.state, state.room) == ("watch", "0 left")
    state = read(town, uid, "0/1 now")
    assert (state.state, state.room) == ("warning", "broken")


def test_old_answers_leave_the_window_of_the_platforms_own_number(town: Store) -> None:
    uid = added(town, "percent", "90 restrict", last="100")
    state = read(town, uid, "0/100", "100/100")
    assert (state.n, state.value) == (100, Decimal(100))


def test_reviews_have_a_mean_with_its_range_and_what_the_next_ones_must_be(town: Store) -> None:
    uid = added(town, "rating", "4.3 unlock $21/h", "3.5 restrict", name="review")
    state = read(town, uid, *"55555444444433")
    assert (state.n, state.value) == (14, Decimal("4.2143"))
    assert state.interval is not None
    assert [round(end, 2) for end in state.interval] == [Decimal("3.81"), Decimal("4.62")]
    unlock = next(each for each in state.thresholds if each.meaning == "unlock")
    assert unlock.headroom is not None
    assert unlock.headroom.next_average == Decimal("4.54")
    danger = next(each for each in state.thresholds if each.meaning == "restrict")
    assert danger.headroom is not None
    assert danger.headroom.lowest == 1  # the mean stays above 3.5 whatever the next one is
    assert danger.headroom.worst_scores == 4
    assert state.state == "ok"


def test_where_less_is_better_everything_is_turned_round(town: Store) -> None:
    uid = added(town, "percent", "10 restrict", name="errors", direction="down")
    state = read(town, uid, "95/100")
    assert state.value == 5
    assert state.interval is not None
    assert state.interval[0] < 5 < state.interval[1]
    (limit,) = state.thresholds
    assert limit.margin == 5
    assert limit.headroom is not None
    assert limit.headroom.future == 5
    bad = read(town, uid, "70/100 now")
    assert bad.thresholds[0].margin is not None
    assert bad.thresholds[0].margin < 0
    assert bad.state == "warning"


def test_a_percentage_without_counts_is_the_newest_and_has_no_range(town: Store) -> None:
    uid = added(town, "percent", "90 restrict")
    state = read(town, uid, "96", "95.5")
    assert (state.n, state.value, state.interval, state.state) == (
        2, Decimal("95.5"), None, "too early",
    )  # fmt: skip


def test_all_that_is_pending_wrong_is_the_worst_case(town: Store) -> None:
    uid = added(town, "percent", "90 restrict")
    read(town, uid, "95/100")
    set_metric(town, NOW, uid, {"pending": "20"})
    state = metric_state(town, NOW, metrics(town).by_uid[uid])
    assert state.headroom is not None
    assert (state.headroom.pending, state.headroom.worst) == (20, Decimal("79.1667"))
    assert state.headroom.worst_under


def test_access_is_open_while_work_is_seen_and_watched_once_it_is_not(
    town: Store, clock: FakeClock
) -> None:
    uid = added(town, "access", name="projects")
    assert metric_state(town, NOW, metrics(town).by_uid[uid]).state == "too early"
    mark(town, clock(), "UHRS", "tasks")
    seen = metric_state(town, NOW, metrics(town).by_uid[uid])
    assert (seen.state, seen.access, seen.seen) == ("ok", "open", "seen 19 Nov")
    later = NOW + timedelta(days=9)
    quiet = metric_state(town, later, metrics(town).by_uid[uid])
    assert (quiet.state, quiet.access) == ("watch", "unseen")


def test_a_look_in_vain_is_no_sign_of_access(town: Store, clock: FakeClock) -> None:
    uid = added(town, "access", name="projects")
    mark(town, NOW, "UHRS", "tasks", at=NOW - timedelta(days=10))
    mark(town, NOW, "UHRS", "none")
    state = metric_state(town, NOW, metrics(town).by_uid[uid])
    assert (state.state, state.seen) == ("watch", "seen 9 Nov")


def test_warnings_stand_first_and_qualifications_last(town: Store, clock: FakeClock) -> None:
    calm = added(town, "passfail", "50 restrict", name="calm")
    read(town, calm, "100/100")
    falls = added(town, "passfail", "90 restrict", name="falls")
    read(town, falls, *["12/20"] * 3)
    young = added(town, "passfail", name="young")
    read(town, young, "3/3")
    skill = add_skill(town, clock(), "Search EN", platform="Outlier")
    add_attempt(town, clock(), skill, result="failed", retake="2026-12-02")
    rows = quality(town, NOW).rows
    assert [row.uid for row in rows if isinstance(row, MetricState)] == [falls, calm, young]
    last = rows[-1]
    assert isinstance(last, Qualification)
    assert (last.place, last.now, last.state, last.when) == ("Outlier", "fail", "retake", "2 Dec")
    assert platform_quality(town, NOW) == {metrics(town).by_uid[calm].platform: "! warning"}


def test_a_warning_that_was_seen_is_none_until_it_falls_again(town: Store) -> None:
    uid = added(town, "passfail", "50 restrict", good="95", bad="88")
    assert read(town, uid, *["14/20"] * 3).state == "warning"
    acknowledge(town, NOW, uid)
    assert metric_state(town, NOW, metrics(town).by_uid[uid]).state == "ok"


def test_only_what_changed_is_worked_out_again(town: Store) -> None:
    one, other = added(town, "passfail", name="one"), added(town, "passfail", name="other")
    read(town, one, "9/10")
    before = quality(town, NOW)
    read(town, other, "8/10")
    after = quality(town, NOW)
    assert after.state_of(one) is before.state_of(one)
    assert after.state_of(other) is not before.state_of(other)


def test_a_closed_metric_is_asked_for_by_name_only(town: Store) -> None:
    uid = added(town, "passfail")
    read(town, uid, "9/10")
    set_metric(town, NOW, uid, {"closed": "yes"})
    assert not quality(town, NOW).rows
    assert [row.uid for row in quality(town, NOW, closed=True).rows] == [uid]


def only(store: Store) -> dict[str, Any]:
    """The one metric as scripts read it, by way of JSON."""
    (found,) = json.loads(json.dumps(quality_json(store, quality(store, NOW))))["metrics"]
    assert isinstance(found, dict)
    return found


def test_scripts_read_numbers_in_the_metrics_own_unit(town: Store) -> None:
    uid = added(town, "percent", "95 restrict", "90 ban last 10 min 5")
    read(town, uid, "90/100")
    found = only(town)
    assert (found["platform"], found["project"], found["name"]) == ("UHRS", None, "spam")
    assert (found["n"], found["value"], found["kind"]) == (100, 90.0, "percent")
    assert found["interval"] == [pytest.approx(82.56, abs=0.01), pytest.approx(94.48, abs=0.01)]
    assert found["state"] == "warning"
    values = [(each["value"], each["meaning"], each["margin"]) for each in found["thresholds"]]
    assert values == [(90.0, "ban", pytest.approx(0)), (95.0, "restrict", -5.0)]
    assert found["headroom"]["clean"] == 100
    assert found["alarm"]["since"] == str(date(2026, 11, 18))


def test_a_younger_metric_has_no_numbers_to_give(town: Store) -> None:
    added(town, "score", name="score")
    found = only(town)
    assert (found["n"], found["value"], found["interval"]) == (0, None, None)
    assert (found["state"], found["headroom"], found["alarm"]) == ("too early", None, None)
