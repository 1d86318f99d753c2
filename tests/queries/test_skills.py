"""What a skill took, how many hours were worked with it, and when it has paid for itself."""

from __future__ import annotations

from datetime import date

import pytest

from taskwell.commands import skills as acts
from taskwell.money.amounts import Money
from taskwell.queries.skills import SkillView, skills, skills_summary
from taskwell.store.store import Store
from tests.conftest import NOW
from tests.queries.records import put, roster


@pytest.fixture
def known(store: Store) -> Store:
    roster(store)
    return store


def only(store: Store) -> SkillView:
    (found,) = skills(store, NOW)
    return found


def test_hours_are_those_of_all_sessions_with_the_tag_over_all_years(known: Store) -> None:
    acts.add_skill(known, NOW, "Review EN", tag="Review")
    acts.add_attempt(known, NOW, "review", took="90m")
    put(known, "a", "uhrs", "2019-01-01 10:00", "2019-01-01 11:00", tags=("review",))
    put(known, "b", "uhrs", "2026-11-18 10:00", "2026-11-18 10:30", tags=("x", "review"))
    put(known, "c", "uhrs", "2026-11-18 11:00", "2026-11-18 11:20", kind="qualification",
        tags=("review",))  # fmt: skip
    put(known, "d", "uhrs", "2026-11-18 12:00", "2026-11-18 12:10", kind="training",
        tags=("REVIEW", "review"))  # fmt: skip
    put(known, "e", "uhrs", "2026-11-18 13:00", "2026-11-18 14:00", kind="training")
    put(known, "f", "uhrs", "2026-11-19 22:32", None, tags=("review",))
    found = only(known)
    assert found.seconds == (60 + 30 + 20 + 10 + 10) * 60
    assert found.unpaid_seconds == (90 + 20 + 10) * 60


def test_a_skill_without_a_tag_has_no_hours_and_only_the_time_of_its_tries(known: Store) -> None:
    acts.add_skill(known, NOW, "Review EN")
    put(known, "e", "uhrs", "2026-11-18 13:00", "2026-11-18 14:00", kind="training")
    acts.add_attempt(known, NOW, "review", took="1h")
    assert (only(known).seconds, only(known).unpaid_seconds) == (None, 3600)


def test_a_changed_session_changes_the_hours(known: Store) -> None:
    acts.add_skill(known, NOW, "Review EN", tag="review")
    number = put(known, "a", "uhrs", "2026-10-01 10:00", "2026-10-01 11:00", tags=("review",))
    assert only(known).seconds == 3600
    with known.transaction("edit") as act:
        act.update("sessions", number, {"tags": []})
    assert only(known).seconds == 0


def test_unpaid_hours_are_earned_back_by_the_gain_of_each_hour(known: Store) -> None:
    for day in (10, 11, 12):
        put(known, f"s{day}", "prolific", f"2026-11-{day} 10:00", f"2026-11-{day} 11:00",
            earned=Money(1200, "GBP"))  # fmt: skip
    acts.add_skill(known, NOW, "Interviews", platform="prolific", gain="2/hour")
    acts.add_attempt(known, NOW, "Interviews", result="passed", took="3h30")
    # 3.5 h at 12.00 cost 42.00; at 2.00 more an hour that is 21 h of work.
    found = only(known).payback
    assert found.seconds == 21 * 3600
    assert found.hourly == Money(1200, "GBP")
    assert found.text == (
        "about 21 h of work: 3:30 unpaid at the usual £12.00/h (n 3), £2.00 more an hour"
    )


def test_without_hours_of_its_own_platform_all_of_that_currency_count(known: Store) -> None:
    for day in (10, 11, 12):
        put(known, f"s{day}", "outlier", f"2026-11-{day} 10:00", f"2026-11-{day} 11:00",
            earned=Money(2000, "USD"))  # fmt: skip
    acts.add_skill(known, NOW, "Review EN", platform="uhrs", gain="4 USD")
    acts.add_attempt(known, NOW, "review", result="failed", took="1h")
    found = only(known).payback
    assert found.seconds == 5 * 3600
    assert found.text.startswith("once passed, about 5 h of work")


def test_what_is_missing_for_the_pay_back_is_said(known: Store) -> None:
    acts.add_skill(known, NOW, "Review EN", platform="uhrs")
    assert only(known).payback.text == "no unpaid time noted"
    acts.add_attempt(known, NOW, "review", took="1h")
    assert only(known).payback.text == "what an hour gains by it is not noted"
    acts.set_skill(known, NOW, "review", {"gain": "2 USD"})
    put(known, "s", "uhrs", "2026-11-10 10:00", "2026-11-10 11:00", earned=Money(500, "USD"))
    assert only(known).payback.seconds is None
    assert only(known).payback.text == (
        "too early: 1 of 3 sessions that say what an hour pays in USD"
    )


def test_a_skill_tells_its_tries_and_the_days_to_its_retake(known: Store) -> None:
    acts.add_skill(known, NOW, "Review EN", platform="uhrs", project="Relevance")
    acts.add_attempt(known, NOW, "review", result="failed", day="-3d", score="74 %", retake="+13d")
    found = only(known)
    assert (found.place, found.result, found.day) == (
        "UHRS / Relevance",
        "failed",
        date(2026, 11, 16),
    )
    assert (found.retake, found.retake_in) == (date(2026, 12, 2), 13)
    assert found.json()["attempts"] == [
        {"number": 1, "day": "2026-11-16", "result": "failed", "seconds": 0, "score": "74 %"}
    ]


def test_the_summary_holds_skills_and_results_but_no_money_and_no_notes(known: Store) -> None:
    acts.add_skill(known, NOW, "Review *EN*", platform="uhrs", tag="review", gain="2 USD",
                   unlocks="$21/h at UHRS", note="secret")  # fmt: skip
    acts.add_skill(known, NOW, "Python")
    acts.add_attempt(known, NOW, "review", result="failed", day="-30d")
    acts.add_attempt(known, NOW, "review", result="passed", day="-3d", score="91 %", took="2h")
    put(known, "a", "uhrs", "2026-10-01 10:00", "2026-10-01 13:05", tags=("review",))
    assert skills_summary(known, NOW) == (
        "# Skills and qualifications\n"
        "\n"
        "As of 19 November 2026, from own time records.\n"
        "\n"
        "| Skill | Hours | Platform |\n"
        "| --- | ---: | --- |\n"
        "| Python | - | - |\n"
        "| Review \\*EN\\* | 3 h 5 min | UHRS |\n"
        "\n"
        "## Qualifications\n"
        "\n"
        "- Review \\*EN\\*: passed, 16 November 2026, score 91 %, 2 tries\n"
    )


def test_a_summary_can_leave_every_platform_unnamed(known: Store) -> None:
    acts.add_skill(known, NOW, "UHRS speech", platform="uhrs")
    acts.add_attempt(known, NOW, "UHRS", result="passed", score="level 2 at uhrs")
    text = skills_summary(known, NOW, platforms=False)
    assert "uhrs" not in text.lower()
    assert "a platform speech" in text
    assert "Platform |" not in text


def test_without_skills_there_is_nothing_to_tell(known: Store) -> None:
    assert skills(known, NOW) == ()
    assert "None yet." in skills_summary(known, NOW)
