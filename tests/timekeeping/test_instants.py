"""Instants are whole seconds in UTC, and their text leads back to them."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.errors import BadInput
from taskwell.timekeeping.instants import from_text, to_text, utc_now

OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
INSTANTS = st.builds(
    lambda seconds, offset: (datetime(3, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).astimezone(
        offset
    ),
    st.integers(0, 9994 * 365 * 86400),
    OFFSETS,
)


@given(at=INSTANTS)
def test_an_instant_round_trips_through_its_text(at: datetime) -> None:
    read = from_text(to_text(at))
    assert read == at
    assert read.tzinfo is UTC


@given(text=st.text(max_size=40))
def test_any_text_is_an_instant_or_refused(text: str) -> None:
    with suppress(BadInput):
        assert from_text(text).tzinfo is UTC


def test_now_is_in_utc_and_whole_seconds() -> None:
    now = utc_now()
    assert now.tzinfo is UTC
    assert now.microsecond == 0


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-03-04T09:15:00Z", "2026-03-04T09:15:00Z"),
        ("2026-03-04T09:15:00.999999Z", "2026-03-04T09:15:00Z"),
        ("2026-03-04T10:15:00+01:00", "2026-03-04T09:15:00Z"),
        ("2026-03-04 03:15:00-06:00", "2026-03-04T09:15:00Z"),
        ("0044-03-15T12:00:00Z", "0044-03-15T12:00:00Z"),
    ],
)
def test_fractions_are_dropped_and_offsets_turned_into_utc(text: str, meant: str) -> None:
    assert to_text(from_text(text)) == meant


@pytest.mark.parametrize(
    "text", ["", "soon", "2026-03-04T09:15:00", "0001-01-01T00:00:00+14:00", "2026-02-30T00:00:00Z"]
)
def test_what_is_no_instant_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        from_text(text)
    assert refused.value.what_to_do
