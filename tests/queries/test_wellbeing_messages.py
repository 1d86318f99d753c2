"""Check-ins are offered at the right moments only, and what they show is one quiet line a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from taskwell.commands.checkins import answer, check_in
from taskwell.commands.history import dismiss
from taskwell.commands.reviews import answer as review
from taskwell.queries.messages import messages
from taskwell.queries.wellbeing_messages import (
    BODY,
    EYES,
    LINGER,
    OFFER,
    REVIEW,
    offered_day,
    triggers,
)
from taskwell.store.store import Store
from tests.conftest import NOW
from tests.queries.diary_records import TODAY, tell, tell_all
from tests.queries.records import put, roster, setting

EVENING = datetime(2026, 11, 20, 0, 30, tzinfo=UTC)
"""18:30 of Thursday in Chicago."""
MORNING = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
"""08:00 of Friday in Chicago."""


def said(store: Store, now: datetime) -> dict[str, str]:
    """What the diary has for the one line, by key."""
    store.heartbeat(now, now)
    return {e.key: e.text for e in messages(store, now) if e.key.startswith("wellbeing:")}


def worked_until(store: Store, ended: str | None, uid: str = "a") -> None:
    """A session of Thursday."""
    put(store, uid, "uhrs", "2026-11-19 21:00", ended)


def test_a_check_in_is_offered_after_the_last_stop_of_the_evening(store: Store) -> None:
    roster(store)
    worked_until(store, "2026-11-20 00:10")
    assert said(store, EVENING) == {OFFER: "How was today? c: about 30 s"}


def test_it_is_not_offered_while_something_runs_or_before_the_hour(store: Store) -> None:
    roster(store)
    worked_until(store, "2026-11-19 23:50")  # 17:50
    assert said(store, EVENING) == {}
    put(store, "b", "uhrs", "2026-11-20 00:00", None)
    assert said(store, EVENING) == {}


def test_the_hour_is_the_person_s_own(store: Store) -> None:
    roster(store)
    setting(store, "checkin_after", "15:00")
    worked_until(store, "2026-11-19 22:00")
    assert OFFER in said(store, NOW)


def test_an_offer_does_not_last_for_ever(store: Store) -> None:
    roster(store)
    worked_until(store, "2026-11-20 00:10")
    assert said(store, EVENING + timedelta(hours=2)) == {}


def test_yesterday_is_offered_before_work_begins_and_never_after(store: Store) -> None:
    roster(store)
    worked_until(store, "2026-11-20 00:10")
    assert said(store, MORNING) == {OFFER: "Yesterday: 20 s? c   x: not again"}
    assert offered_day(store, MORNING, OFFER) == TODAY
    put(store, "b", "uhrs", "2026-11-20 13:30", "2026-11-20 13:50")
    assert said(store, MORNING) == {}
    assert offered_day(store, MORNING, None) == TODAY + timedelta(days=1)


def test_a_day_without_work_is_not_asked_about(store: Store) -> None:
    roster(store)
    assert said(store, MORNING) == {}


def test_a_day_that_was_told_is_not_offered_again_but_a_draft_is(store: Store) -> None:
    roster(store)
    worked_until(store, "2026-11-20 00:10")
    answer(store, EVENING, TODAY, {"mood": 4})
    assert OFFER in said(store, EVENING)
    check_in(store, EVENING, TODAY, {"mood": "4"})
    assert said(store, EVENING) == {}


@pytest.mark.parametrize(("forever", "tomorrow"), [(False, True), (True, False)])
def test_seen_is_for_today_and_not_again_is_for_good(
    store: Store, forever: bool, tomorrow: bool
) -> None:
    roster(store)
    worked_until(store, "2026-11-20 00:10")
    dismiss(store, EVENING, OFFER, forever)
    assert said(store, EVENING) == {}
    assert (OFFER in said(store, MORNING)) is tomorrow


def test_what_is_answered_to_the_diary_is_kept_in_the_diary(store: Store) -> None:
    before = store.sequence
    dismiss(store, NOW, BODY, True)
    assert store.sequence == before
    dismiss(store, NOW, "cap:a", False)
    assert store.sequence == before + 1


def test_the_review_is_offered_at_the_end_of_the_week(store: Store) -> None:
    roster(store)
    sunday, monday = EVENING + timedelta(days=3), MORNING + timedelta(days=3)
    put(store, "s", "uhrs", "2026-11-22 21:00", "2026-11-23 00:10")
    day = TODAY + timedelta(days=3)
    assert set(said(store, sunday)) == {OFFER}
    check_in(store, sunday, day, {"mood": "4"})
    assert set(said(store, sunday)) == {REVIEW}
    assert said(store, monday) == {
        REVIEW: "Last week in review: about 90 s   x: begin, or not again"
    }
    review(store, monday, day - timedelta(days=6), {"pace": 4}, finish=True)
    assert said(store, monday) == {}


def test_a_wrist_that_hurts_three_times_in_five_is_said(store: Store) -> None:
    tell_all(store, "body", [1, 1])
    assert list(triggers(store, NOW)) == []
    for ago, body in enumerate((4, 2, 4, 1, 5)):
        day = TODAY - timedelta(days=ago + 3)
        tell(store, day, body=body, **({"spot": "wrist", "side": "right"} if body > 2 else {}))
    (found,) = triggers(store, NOW - timedelta(days=2))
    assert found[0] == BODY
    assert found[1] == "Wrist discomfort in 3 of the last 5 entries   x: more, or not again"


def test_eyes_and_what_came_back_have_their_lines(store: Store) -> None:
    tell_all(store, "eyes", [4, 1, 4, 5])
    assert [each[0] for each in triggers(store, NOW)] == [EYES]
    tell(store, TODAY + timedelta(days=1), linger=4)
    tomorrow = NOW + timedelta(days=1)
    assert [each[0] for each in triggers(store, tomorrow)] == [EYES, LINGER]


def test_three_of_seven_that_came_back_a_little_are_said(store: Store) -> None:
    tell_all(store, "linger", [3, 1, 3, 1, 1, 1, 3])
    assert [each[0] for each in triggers(store, NOW)] == [LINGER]


def test_skipped_answers_are_no_entries_of_an_item(store: Store) -> None:
    tell_all(store, "eyes", [4, 4, None, None, None, None, 4])
    tell(store, TODAY - timedelta(days=2), mood=3)
    assert [each[0] for each in triggers(store, NOW)] == [EYES]


def test_old_entries_are_no_news(store: Store) -> None:
    tell_all(store, "eyes", [4, 4, 4, 4, 4], last=TODAY - timedelta(days=3))
    assert list(triggers(store, NOW)) == []


def test_one_line_a_day_and_each_can_be_muted_for_good(store: Store) -> None:
    roster(store)
    for ago in range(4):
        tell(store, TODAY - timedelta(days=ago), body=4, eyes=4)
    assert set(said(store, NOW)) == {BODY}
    dismiss(store, NOW, BODY, False)
    assert said(store, NOW) == {}  # the other one waits for tomorrow
    assert set(said(store, NOW + timedelta(days=1))) == {BODY}
    dismiss(store, NOW + timedelta(days=1), BODY, True)
    assert set(said(store, NOW + timedelta(days=2))) == {EYES}
