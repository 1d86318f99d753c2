"""A session's document round trips, and its time is never negative or counted twice."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.errors import CouldNot
from taskwell.money.amounts import Money
from taskwell.records.session import (
    EXPOSURES,
    KINDS,
    OUTCOMES,
    UNPAID_OUTCOMES,
    Pause,
    Session,
    Source,
    from_document,
    to_document,
)

NOON = datetime(2026, 11, 19, 12, tzinfo=UTC)


def after(seconds: int) -> datetime:
    return NOON + timedelta(seconds=seconds)


MOMENTS = st.integers(-300, 300).map(after)
MAYBE = st.none() | MOMENTS
PAUSES = st.lists(st.builds(Pause, MOMENTS, MAYBE), max_size=5).map(tuple)
SESSIONS = st.builds(
    Session,
    uid=st.text(alphabet="abcdefgh23456789", min_size=1, max_size=12),
    platform=st.just("uhrs-k3x9qd"),
    started=MOMENTS,
    zone=st.sampled_from(["UTC", "Europe/Berlin"]),
    project=st.none() | st.just("search-a2b3c4"),
    kind=st.sampled_from(KINDS),
    ended=MAYBE,
    pauses=PAUSES,
    tasks=st.none() | st.integers(0, 10_000),
    earned=st.none() | st.builds(Money, st.integers(0, 10**9), st.sampled_from(["USD", "KES"])),
    outcome=st.none() | st.sampled_from(OUTCOMES),
    exposure=st.sampled_from(EXPOSURES),
    note=st.text(max_size=40),
    tags=st.lists(st.text(min_size=1, max_size=8), max_size=3).map(tuple),
    source=st.none()
    | st.builds(Source, st.just("toggl"), st.text(max_size=8), st.text(max_size=8)),
    fronted=MAYBE,
    last_task=MAYBE,
)


@given(session=SESSIONS)
def test_a_session_round_trips_through_its_document(session: Session) -> None:
    document = json.loads(json.dumps(to_document(session)))
    assert from_document(document) == session


def test_a_document_is_plain_and_leaves_defaults_out() -> None:
    session = Session(
        uid="abc",
        platform="uhrs-k3x9qd",
        started=NOON,
        zone="Europe/Berlin",
        ended=after(3600),
        pauses=(Pause(after(60), after(120)), Pause(after(180))),
        earned=Money(420, "USD"),
        tags=("relevance",),
    )
    assert to_document(session) == {
        "uid": "abc",
        "platform": "uhrs-k3x9qd",
        "started": "2026-11-19T12:00:00Z",
        "zone": "Europe/Berlin",
        "ended": "2026-11-19T13:00:00Z",
        "pauses": [
            ["2026-11-19T12:01:00Z", "2026-11-19T12:02:00Z"],
            ["2026-11-19T12:03:00Z", None],
        ],
        "earned": {"minor": 420, "currency": "USD"},
        "tags": ["relevance"],
    }


def test_fields_of_a_newer_version_are_passed_over() -> None:
    document = to_document(Session(uid="abc", platform="p", started=NOON))
    assert from_document({**document, "mood": {"score": 4}}).uid == "abc"


@pytest.mark.parametrize(
    "damage",
    [
        {"started": "soon"},
        {"started": None},
        {"started": "2026-11-19T12:00:00"},
        {"pauses": [["2026-11-19T12:00:00", None]]},
        {"ended": 5},
        {"tasks": "many"},
        {"earned": "4.20 USD"},
        {"tags": "relevance"},
        {"uid": 7},
    ],
)
def test_a_damaged_document_is_named(damage: dict[str, object]) -> None:
    document = to_document(Session(uid="abc", platform="p", started=NOON))
    with pytest.raises(CouldNot, match=r"The session .* cannot be read"):
        from_document({**document, **damage})


def test_a_document_without_its_fields_is_named() -> None:
    with pytest.raises(CouldNot, match="without uid"):
        from_document({})


def counted(session: Session, now: datetime) -> int:
    """The time worked, second by second."""
    end = now if session.ended is None else session.ended
    held = 0
    at = session.started
    while at < end:
        held += not any(
            pause.started <= at < (end if pause.ended is None else pause.ended)
            for pause in session.pauses
        )
        at += timedelta(seconds=1)
    return held


@given(session=SESSIONS, now=MOMENTS)
def test_the_time_of_a_session_is_what_counting_seconds_gives(
    session: Session, now: datetime
) -> None:
    seconds = session.seconds(now)
    assert seconds == counted(session, now) >= 0
    pieces = session.worked(now)
    assert seconds == sum(int((end - start).total_seconds()) for start, end in pieces)
    rested = sum(int((end - start).total_seconds()) for start, end in session.rests(now))
    start, end = session.interval(now)
    assert seconds + rested == int((end - start).total_seconds())


def test_a_clock_that_steps_back_never_makes_negative_time() -> None:
    running = Session(uid="abc", platform="p", started=NOON)
    assert running.seconds(after(-3600)) == 0
    assert running.worked(after(-3600)) == []
    assert Session(uid="abc", platform="p", started=NOON, ended=after(-5)).seconds(NOON) == 0


def test_a_pause_outside_of_the_session_takes_nothing() -> None:
    session = Session(
        uid="abc",
        platform="p",
        started=NOON,
        ended=after(100),
        pauses=(Pause(after(-50), after(-10)), Pause(after(90), after(200)), Pause(after(150))),
    )
    assert session.seconds(after(500)) == 90


def test_pauses_that_overlap_are_counted_once() -> None:
    session = Session(
        uid="abc",
        platform="p",
        started=NOON,
        ended=after(100),
        pauses=(
            Pause(after(30), after(50)),
            Pause(after(20), after(40)),
            Pause(after(25), after(30)),
        ),
    )
    assert session.seconds(after(500)) == 70


def test_an_open_pause_stops_the_clock() -> None:
    session = Session(uid="abc", platform="p", started=NOON, pauses=(Pause(after(60)),))
    assert session.paused
    assert session.open
    assert session.seconds(after(60)) == session.seconds(after(9999)) == 60


def test_a_stopped_session_does_not_rest() -> None:
    session = Session(
        uid="abc", platform="p", started=NOON, ended=after(90), pauses=(Pause(after(60)),)
    )
    assert not session.paused
    assert not session.open
    assert session.seconds(after(9999)) == 60


def test_unpaid_outcomes_are_outcomes() -> None:
    assert set(OUTCOMES) > UNPAID_OUTCOMES
