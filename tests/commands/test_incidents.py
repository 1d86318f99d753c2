"""Incidents are followed from the first message to the outcome, and the platform's state with them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from taskwell.commands import incidents, roster
from taskwell.commands.history import undo
from taskwell.errors import BadInput, CouldNot
from taskwell.money.amounts import Money
from taskwell.queries.directory import directory
from taskwell.queries.incidents import find_incident
from taskwell.records.incident import Incident, Message
from taskwell.records.platform import Platform, StateChange
from taskwell.store.store import Store
from tests.commands.work import last_why
from tests.conftest import NOW

TODAY = date(2026, 11, 19)


@pytest.fixture
def known(store: Store) -> Store:
    roster.add_platform(store, NOW, "UHRS", state="active since 2026-10-01")
    roster.add_platform(store, NOW, "Toloka")
    roster.add_project(store, NOW, "UHRS", "Relevance")
    return store


def platform(store: Store, name: str = "UHRS") -> Platform:
    return directory(store).platform(name)


def incident(store: Store, uid: str) -> Incident:
    return find_incident(store, uid)[1]


def test_an_incident_is_opened_with_what_is_known(known: Store) -> None:
    uid = incidents.open_incident(
        known, NOW, "uhrs", "rej", project="rel", reason=" too fast ", ticket="4711",
        appeal_by="+7d", opened="yesterday", amount="3.40", tasks="37",
    )  # fmt: skip
    assert incident(known, uid) == Incident(
        uid=uid,
        platform=platform(known).uid,
        kind="rejection",
        opened=date(2026, 11, 18),
        project=directory(known).projects_of(platform(known))[0].uid,
        reason="too fast",
        ticket="4711",
        appeal_by=date(2026, 11, 26),
        amount=Money(340, "USD"),
        tasks=37,
    )
    assert platform(known).state == "active"
    assert last_why(known) == "open incident on UHRS / Relevance: rejection"


def test_a_restriction_is_the_platforms_state_until_it_is_lifted(known: Store) -> None:
    uid = incidents.open_incident(
        known, NOW, "UHRS", "restriction", until="2026-12-02", reason="spam score"
    )
    restricted = StateChange(
        state="restricted", since=TODAY, until=date(2026, 12, 2), why="spam score"
    )
    assert platform(known).standing == restricted
    later = NOW + timedelta(days=3)
    incidents.close_incident(known, later, uid, "lifted")
    closed = incident(known, uid)
    assert (closed.closed, closed.outcome) == (date(2026, 11, 22), "lifted")
    assert platform(known).states == (
        StateChange(state="active", since=date(2026, 10, 1)),
        restricted,
        StateChange(state="active", since=date(2026, 11, 22)),
    )


def test_each_act_on_an_incident_is_one_step_with_the_platforms_state(known: Store) -> None:
    def everything() -> tuple[object, ...]:
        return dict(known.core("incidents")), dict(known.core("platforms"))

    first = everything()
    uid = incidents.open_incident(known, NOW, "UHRS", "ban")
    assert platform(known).state == "banned"
    undo(known, NOW)
    assert everything() == first
    uid = incidents.open_incident(known, NOW, "UHRS", "restriction")
    acts: tuple[Callable[[], str], ...] = (
        lambda: incidents.add_message(known, NOW, uid, "We look into it."),
        lambda: incidents.change_incident(known, NOW, uid, {"until": "+3d", "ticket": "1"}),
        lambda: incidents.close_incident(known, NOW, uid, "lifted"),
        lambda: incidents.delete_incident(known, NOW, uid),
    )
    for act in acts:
        before = everything()
        act()
        assert everything() != before
        undo(known, NOW)
        assert everything() == before


def test_an_incident_of_one_project_leaves_the_platform_as_it_stands(known: Store) -> None:
    uid = incidents.open_incident(known, NOW, "UHRS", "ban", project="Relevance")
    assert platform(known).state == "active"
    incidents.close_incident(known, NOW, uid, "lifted")
    assert len(platform(known).states) == 1


def test_a_lifted_restriction_changes_no_state_that_came_since(known: Store) -> None:
    uid = incidents.open_incident(known, NOW, "UHRS", "restriction", opened="-5d")
    roster.set_platform(known, NOW, "UHRS", {"state": "left"})
    incidents.close_incident(known, NOW, uid, "lifted")
    assert platform(known).state == "left"


def test_a_platform_that_another_restriction_holds_stays_restricted(known: Store) -> None:
    first = incidents.open_incident(known, NOW, "UHRS", "restriction", opened="-5d")
    second = incidents.open_incident(known, NOW, "UHRS", "restriction", until="+9d")
    incidents.close_incident(known, NOW, first, "lifted")
    assert platform(known).state == "restricted"
    incidents.close_incident(known, NOW, second, "lifted")
    assert platform(known).state == "active"


@pytest.mark.parametrize("outcome", ["upheld", "no-answer", "dropped"])
def test_any_other_outcome_leaves_the_state_as_it_is(known: Store, outcome: str) -> None:
    uid = incidents.open_incident(known, NOW, "UHRS", "ban")
    incidents.close_incident(known, NOW, uid, outcome)
    assert platform(known).state == "banned"
    assert incident(known, uid).outcome == outcome.replace("-", " ")


def test_a_ban_that_is_lifted_leaves_the_platform_active(known: Store) -> None:
    uid = incidents.open_incident(known, NOW, "UHRS", "ban", opened="-2d")
    incidents.close_incident(known, NOW, uid, "lifted", "yesterday")
    assert platform(known).standing == StateChange(state="active", since=date(2026, 11, 18))


def test_the_platforms_history_follows_the_days_of_an_open_restriction(known: Store) -> None:
    uid = incidents.open_incident(known, NOW, "UHRS", "restriction", until="+5d")
    incidents.change_incident(
        known,
        NOW,
        uid,
        {"opened": "-3d", "until": "+9d", "reason": "speed\nlimit", "appealed": "today"},
    )
    assert platform(known).standing == StateChange(
        state="restricted", since=date(2026, 11, 16), until=date(2026, 11, 28), why="speed limit"
    )
    assert incident(known, uid).appealed == TODAY
    incidents.change_incident(known, NOW, uid, {"until": "", "appealed": ""})
    assert platform(known).standing.until is None
    assert incident(known, uid).appealed is None


def test_the_catalogue_says_how_long_an_appeal_is_possible(known: Store) -> None:
    number = directory(known).platform_ids[platform(known, "Toloka").uid]
    with known.transaction("from the catalogue") as act:
        act.update("platforms", number, {"catalogue": "toloka"})

    def last_day(kind: str, appeal_by: str | None = None) -> date | None:
        uid = incidents.open_incident(known, NOW, "Toloka", kind, opened="-2d", appeal_by=appeal_by)
        return incident(known, uid).appeal_by

    assert last_day("rejection") == date(2026, 11, 24)
    assert last_day("warning") is None
    assert last_day("rejection", "none") is None
    assert last_day("rejection", "+20d") == date(2026, 12, 9)
    uid = incidents.open_incident(known, NOW, "UHRS", "rejection")
    assert incident(known, uid).appeal_by is None


def test_messages_stand_in_order_with_who_wrote_them(known: Store) -> None:
    uid = incidents.open_incident(known, NOW, "UHRS", "warning")
    earlier = NOW - timedelta(hours=3)
    incidents.add_message(known, NOW, "uhrs", "Why?\r\nPlease tell.\n", "me")
    incidents.add_message(known, NOW, uid[:6], "Quality below level.", at=earlier)
    assert incident(known, uid).messages == (
        Message(at=earlier, text="Quality below level.", by="them"),
        Message(at=NOW, text="Why?\nPlease tell.", by="me"),
    )
    refused = (("  ", "them", None), ("x", "nobody", None), ("x", "me", NOW + timedelta(1)))
    for text, by, at in refused:
        with pytest.raises(BadInput):
            incidents.add_message(known, NOW, uid, text, by, at)


def test_an_incident_is_found_by_its_platform_while_one_is_open_there(known: Store) -> None:
    with pytest.raises(CouldNot, match="no open incident"):
        incidents.add_message(known, NOW, "UHRS", "hello")
    first = incidents.open_incident(known, NOW, "UHRS", "warning")
    assert incidents.close_incident(known, NOW, "UHRS", "dropped") == first
    with pytest.raises(CouldNot, match="is closed since 2026-11-19"):
        incidents.close_incident(known, NOW, first, "lifted")
    incidents.open_incident(known, NOW, "UHRS", "warning")
    incidents.open_incident(known, NOW, "UHRS", "rejection")
    with pytest.raises(BadInput, match="has 2 open"):
        incidents.add_message(known, NOW, "UHRS", "hello")
    with pytest.raises(BadInput, match="no platform 'zebra'"):
        incidents.add_message(known, NOW, "zebra", "hello")


def test_fields_of_a_newer_version_survive_a_change_of_an_incident(known: Store) -> None:
    uid = incidents.open_incident(known, NOW, "UHRS", "warning")
    number = find_incident(known, uid)[0]
    with known.transaction("a newer program") as act:
        act.update("incidents", number, {"severity": "high"})
    incidents.change_incident(known, NOW, uid, {"ticket": "9"})
    assert known.core("incidents")[number]["severity"] == "high"


def test_what_cannot_be_is_refused_and_changes_nothing(known: Store) -> None:
    uid = incidents.open_incident(known, NOW, "UHRS", "restriction", until="+5d", opened="-1d")
    before = known.sequence

    def opening(kind: str = "warning", **more: str) -> Callable[[], str]:
        return lambda: incidents.open_incident(known, NOW, "Toloka", kind, **more)

    def changing(**changes: str) -> Callable[[], str]:
        return lambda: incidents.change_incident(known, NOW, uid, changes)

    refused: tuple[tuple[Callable[[], str], str, str | None], ...] = (
        (opening("outage"), "no kind", "kind"),
        (opening(project="Maps"), "no project", "project"),
        (opening(opened="+1d"), "future", "opened"),
        (opening(opened="someday"), "no day", "opened"),
        (opening("restriction", until="yesterday"), "before it began", "until"),
        (opening("ban", until="+3d"), "Only a restriction", "until"),
        (opening(appeal_by="-1d"), "before it began", "appeal_by"),
        (opening(amount="1,5"), "comma", "amount"),
        (opening(amount="NaN"), "no amount", "amount"),
        (opening(amount="3 XQZ"), "no currency", "amount"),
        (opening(tasks="many"), "no number of tasks", "tasks"),
        (opening(reason="n" * 20_001), "characters long", "reason"),
        (changing(until="-9d"), "before it began", "until"),
        (changing(appealed="+1d"), "future", "appealed"),
        (changing(opened=""), "began on a day", "opened"),
        (changing(opened="+1d"), "future", "opened"),
        (changing(project="Relevance"), "keeps its place", "project"),
        (changing(untill="+3d"), "did you mean until", None),
        (lambda: incidents.close_incident(known, NOW, uid, "fine"), "no outcome", "outcome"),
        (lambda: incidents.close_incident(known, NOW, uid, "lifted", "+1d"), "future", "day"),
        (lambda: incidents.close_incident(known, NOW, uid, "lifted", "-3d"), "before", "day"),
    )
    for act, words, field in refused:
        with pytest.raises(BadInput, match=words) as caught:
            act()
        assert caught.value.field == field, words
    assert known.sequence == before
