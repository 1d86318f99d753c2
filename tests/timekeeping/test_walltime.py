"""Wall times that happen twice or never are refused with what may be meant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pendulum.tz.exceptions import AmbiguousTime, NonExistingTime

from taskwell.errors import BadInput
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.instants import to_text
from taskwell.timekeeping.walltime import label, readings, resolve
from taskwell.timekeeping.zones import zone

ZONES = ("Europe/Berlin", "America/Chicago", "America/Havana", "Asia/Beirut", "Australia/Lord_Howe")


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_a_plain_wall_time_has_one_instant(berlin: Calendar) -> None:
    assert to_text(resolve(wall("2024-05-06 09:00"), berlin.zone)) == "2024-05-06T07:00:00Z"


def test_a_missing_wall_time_is_refused_with_the_jump(berlin: Calendar) -> None:
    with pytest.raises(BadInput) as refused:
        resolve(wall("2024-03-31 02:30"), berlin.zone)
    assert refused.value.what == "02:30 does not exist on 2024-03-31 in Europe/Berlin"
    assert "01:30 or 03:30" in refused.value.what_to_do


def test_a_doubled_wall_time_is_refused_with_both_readings(berlin: Calendar) -> None:
    with pytest.raises(BadInput) as refused:
        resolve(wall("2024-10-27 02:10"), berlin.zone)
    assert refused.value.what == "02:10 happens twice on 2024-10-27 in Europe/Berlin"
    assert refused.value.what_to_do == "type 02:10+02:00 or 02:10+01:00"


def test_an_offset_picks_the_reading(berlin: Calendar) -> None:
    summer, winter = (
        resolve(wall("2024-10-27 02:10"), berlin.zone, timedelta(hours=hours)) for hours in (2, 1)
    )
    assert to_text(summer) == "2024-10-27T00:10:00Z"
    assert winter - summer == timedelta(hours=1)


@pytest.mark.parametrize("text", ["2024-10-27 02:10", "2024-03-31 02:30", "2024-05-06 09:00"])
def test_an_offset_that_is_not_the_zones_is_refused(berlin: Calendar, text: str) -> None:
    with pytest.raises(BadInput, match="is not a time of Europe/Berlin"):
        resolve(wall(text), berlin.zone, timedelta(hours=5))


@pytest.mark.parametrize("text", ["0001-01-01 00:00", "9999-12-31 23:59"])
def test_the_ends_of_the_calendar_are_refused(berlin: Calendar, text: str) -> None:
    with pytest.raises(BadInput, match="outside the calendar"):
        resolve(wall(text), berlin.zone)


def test_only_doubled_wall_times_are_labelled_with_their_offset(berlin: Calendar) -> None:
    at = datetime(2024, 10, 27, 1, 10, tzinfo=UTC)
    assert label(berlin.local(at)) == "02:10+01:00"
    assert label(berlin.local(at - timedelta(hours=1))) == "02:10+02:00"
    assert label(berlin.local(at + timedelta(hours=1))) == "03:10"


CHANGES = [wall(text) for text in ("2024-03-31", "2024-10-27", "2024-11-03", "2021-03-28", "2024-04-07")]  # fmt: skip


@given(
    name=st.sampled_from(ZONES),
    day=st.sampled_from(CHANGES),
    minutes=st.integers(-24 * 60, 48 * 60),
)
def test_the_readings_are_those_pendulum_knows(name: str, day: datetime, minutes: int) -> None:
    at = day + timedelta(minutes=minutes)
    try:
        pendulum.timezone(name).convert(at, raise_on_unknown_times=True)
        known = 1
    except AmbiguousTime:
        known = 2
    except NonExistingTime:
        known = 0
    found = readings(at, zone(name))
    assert len(found) == known
    if known == 1:
        assert resolve(at, zone(name)) == found[0]
    else:
        with pytest.raises(BadInput):
            resolve(at, zone(name))
