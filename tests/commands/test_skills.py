"""Skills are added, tried and changed; a result answers the try that waits for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from taskwell.commands import roster, skills
from taskwell.commands.history import undo
from taskwell.errors import BadInput
from taskwell.money.amounts import Money
from taskwell.queries.directory import directory
from taskwell.queries.skills import find_skill
from taskwell.records.skill import Attempt, Skill
from taskwell.store.store import Store
from tests.commands.work import last_why
from tests.conftest import NOW

TODAY = date(2026, 11, 19)


@pytest.fixture
def known(store: Store) -> Store:
    roster.add_platform(store, NOW, "UHRS")
    roster.add_platform(store, NOW, "Prolific", currency="GBP")
    roster.add_project(store, NOW, "UHRS", "Relevance")
    return store


def skill(store: Store, name: str) -> Skill:
    return find_skill(store, name)[1]


def test_a_skill_is_added_with_what_is_known_of_it(known: Store) -> None:
    uid = skills.add_skill(
        known, NOW, " Review EN ", platform="prol", tag="+review", unlocks="better pay",
        gain="2.50/hour", note="two parts",
    )  # fmt: skip
    prolific = directory(known).platform("Prolific").uid
    assert skill(known, "review") == Skill(
        uid=uid,
        name="Review EN",
        platform=prolific,
        tag="review",
        unlocks="better pay",
        gain=Money(250, "GBP"),
        note="two parts",
    )
    assert last_why(known) == "add skill Review EN"


def test_a_skill_may_belong_to_nobody_or_to_a_project(known: Store) -> None:
    skills.add_skill(known, NOW, "Python", gain="1 EUR an hour")
    assert (skill(known, "py").platform, skill(known, "py").gain) == (None, Money(100, "EUR"))
    skills.add_skill(known, NOW, "Maps", platform="UHRS", project="rel")
    assert (
        skill(known, "Maps").project
        == directory(known).projects_of(directory(known).platform("UHRS"))[0].uid
    )
    skills.set_skill(known, NOW, "Maps", {"platform": "Prolific"})
    assert skill(known, "Maps").project is None


def test_a_try_waits_until_its_result_is_known(known: Store) -> None:
    skills.add_skill(known, NOW, "Review EN")
    skills.add_attempt(known, NOW, "review", day="-3d", took="90m")
    assert skill(known, "review").attempts == (Attempt(day=date(2026, 11, 16), seconds=5400),)
    skills.add_attempt(known, NOW, "review", result="failed", score="74 %", retake="+14d")
    held = skill(known, "review")
    assert held.attempts == (
        Attempt(day=date(2026, 11, 16), result="failed", seconds=5400, score="74 %"),
    )
    assert (held.result, held.retake) == ("failed", date(2026, 12, 3))


def test_another_try_uses_the_retake_up(known: Store) -> None:
    skills.add_skill(known, NOW, "Review EN")
    skills.add_attempt(known, NOW, "review", result="failed", day="-3d", retake="today")
    skills.add_attempt(known, NOW, "review", took=600)
    assert [each.result for each in skill(known, "review").attempts] == ["failed", "waiting"]
    assert skill(known, "review").retake is None
    skills.add_attempt(known, NOW, "review", result="passed")
    assert [each.result for each in skill(known, "review").attempts] == ["failed", "passed"]


def test_a_result_of_another_day_is_a_try_of_its_own(known: Store) -> None:
    skills.add_skill(known, NOW, "Review EN")
    skills.add_attempt(known, NOW, "review", day="-9d")
    skills.add_attempt(known, NOW, "review", result="passed", day="-2d")
    assert [each.result for each in skill(known, "review").attempts] == ["waiting", "passed"]


def test_tries_stand_by_day_and_are_corrected_and_taken_out_by_number(known: Store) -> None:
    skills.add_skill(known, NOW, "Review EN")
    skills.add_attempt(known, NOW, "review", result="passed")
    skills.add_attempt(known, NOW, "review", result="failed", day="-5d")
    assert [each.result for each in skill(known, "review").attempts] == ["failed", "passed"]
    skills.add_attempt(known, NOW, "review", number=1, took="1h", score="12 of 20")
    first = skill(known, "review").attempts[0]
    assert (first.result, first.seconds, first.score) == ("failed", 3600, "12 of 20")
    skills.drop_attempt(known, NOW, "review", 1)
    assert [each.result for each in skill(known, "review").attempts] == ["passed"]
    for number in (0, 2):
        with pytest.raises(BadInput, match="no try number"):
            skills.drop_attempt(known, NOW, "review", number)


def test_fields_are_changed_and_cleared_and_unknown_ones_survive(known: Store) -> None:
    skills.add_skill(known, NOW, "Review EN", platform="UHRS", tag="review", gain="2")
    number = find_skill(known, "review")[0]
    with known.transaction("a newer program") as act:
        act.update("skills", number, {"level": 3})
    skills.set_skill(
        known, NOW, "review",
        {"name": "Review", "tag": "", "gain": "0", "retake": "2026-12-02", "platform": ""},
    )  # fmt: skip
    held = skill(known, "Review")
    assert (held.tag, held.gain, held.retake, held.platform) == ("", None, date(2026, 12, 2), None)
    assert known.core("skills")[number]["level"] == 3
    assert last_why(known) == "change skill Review EN (name, tag, gain, retake, platform)"


def test_each_act_on_a_skill_is_one_step_of_undo(known: Store) -> None:
    skills.add_skill(known, NOW, "Review EN")
    acts: tuple[Callable[[], str], ...] = (
        lambda: skills.add_skill(known, NOW, "Python"),
        lambda: skills.add_attempt(known, NOW, "review", result="failed", retake="+3d"),
        lambda: skills.set_skill(known, NOW, "review", {"name": "Other", "tag": "x"}),
        lambda: skills.delete_skill(known, NOW, "review"),
    )
    for act in acts:
        before = dict(known.core("skills"))
        act()
        assert dict(known.core("skills")) != before
        undo(known, NOW)
        assert dict(known.core("skills")) == before


def test_what_cannot_be_is_refused_and_changes_nothing(known: Store) -> None:
    skills.add_skill(known, NOW, "Review EN")
    skills.add_skill(known, NOW, "Review DE")
    before = known.sequence
    refused: tuple[tuple[Callable[[], str], str], ...] = (
        (lambda: skills.add_skill(known, NOW, "review en"), "exists already"),
        (lambda: skills.add_skill(known, NOW, " "), "no name"),
        (lambda: skills.add_skill(known, NOW, "X", platform="Nobody"), "no platform"),
        (lambda: skills.add_skill(known, NOW, "X", project="Relevance"), "needs its platform"),
        (lambda: skills.add_skill(known, NOW, "X", tag="a b"), "one tag"),
        (lambda: skills.add_skill(known, NOW, "X", gain="1,5"), "comma"),
        (lambda: skills.add_skill(known, NOW, "X", gain="1e9"), "no amount"),
        (lambda: skills.add_skill(known, NOW, "X", gain="2 XXY"), "no currency"),
        (lambda: skills.add_attempt(known, NOW, "review"), "more than one skill"),
        (lambda: skills.add_attempt(known, NOW, "reviw en"), "did you mean Review EN"),
        (lambda: skills.add_attempt(known, NOW, "review en", day="+1d"), "future"),
        (lambda: skills.add_attempt(known, NOW, "review en", day="soon"), "no day"),
        (lambda: skills.add_attempt(known, NOW, "review en", result="great"), "no result"),
        (lambda: skills.add_attempt(known, NOW, "review en", took="long"), "no length"),
        (lambda: skills.add_attempt(known, NOW, "review en", retake="-1d"), "before the try"),
        (lambda: skills.set_skill(known, NOW, "review en", {"gian": "2"}), "did you mean gain"),
        (lambda: skills.set_skill(known, NOW, "review en", {"name": "Review DE"}), "exists"),
        (lambda: skills.delete_skill(known, NOW, ""), "no skill"),
    )
    for act, words in refused:
        with pytest.raises(BadInput, match=words):
            act()
    assert known.sequence == before
