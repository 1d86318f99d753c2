"""Incidents are told open ones first, with the days that are left."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from taskwell.commands.incidents import close_incident, open_incident
from taskwell.queries.incidents import incidents, view_of
from taskwell.store.store import Store
from tests.conftest import NOW
from tests.queries.records import roster


@pytest.fixture
def known(store: Store) -> Store:
    roster(store)
    return store


def test_open_incidents_come_first_and_newer_ones_before_older(known: Store) -> None:
    old = open_incident(known, NOW, "UHRS", "warning", opened="-9d")
    done = open_incident(known, NOW, "Outlier", "non-payment", opened="-5d")
    new = open_incident(known, NOW, "UHRS", "rejection", opened="-2d")
    close_incident(known, NOW, done, "paid")
    assert [each.uid for each in incidents(known, NOW)] == [new, old, done]
    assert [each.uid for each in incidents(known, NOW, open_only=True)] == [new, old]
    assert [each.uid for each in incidents(known, NOW, "outlier")] == [done]


@pytest.mark.parametrize(
    ("appeal_by", "left", "told"),
    [
        ("+7d", 7, "open, until 2026-12-02, appeal by 2026-11-26 (7 d)"),
        ("today", 0, "open, until 2026-12-02, appeal by 2026-11-19 (today)"),
        ("-1d", -1, "open, until 2026-12-02, time to appeal was over 2026-11-18"),
        ("none", None, "open, until 2026-12-02"),
    ],
)
def test_an_incident_says_how_many_days_are_left_to_appeal(
    known: Store, appeal_by: str, left: int | None, told: str
) -> None:
    uid = open_incident(
        known, NOW, "UHRS", "restriction", opened="-3d", until="+13d", appeal_by=appeal_by
    )
    found = view_of(known, NOW, uid)
    assert (found.appeal_left, found.until_left, found.days) == (left, 13, 3)
    assert found.standing == told


def test_an_incident_that_is_closed_says_how_and_counts_no_further_days(known: Store) -> None:
    uid = open_incident(known, NOW, "UHRS", "ban", opened="-3d", project="Relevance")
    close_incident(known, NOW, uid, "upheld", "-1d")
    found = view_of(known, NOW + timedelta(days=30), uid)
    assert (found.standing, found.days, found.place) == (
        "upheld 2026-11-18",
        2,
        "UHRS / Relevance",
    )
    assert found.incident.closed == date(2026, 11, 18)
