"""The settings in the store accept what they say and refuse the rest."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.errors import BadInput
from taskwell.records.setting import SETTINGS, known, weekday


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("zone", "Europe/Berlin", "Europe/Berlin"),
        ("currency", "eur", "EUR"),
        ("currency", "$", "USD"),
        ("country", "de", "DE"),
        ("day_start", "4:00", "04:00"),
        ("day_start", "00:00", "00:00"),
        ("week_start", "Sunday", "sun"),
        ("week_start", "mo", "mon"),
        ("goal_day", "6h", 21600),
        ("goal_day", "1:30", 5400),
        ("goal_week", "24h", 86400),
        ("floor_hourly", "8.00 USD", {"minor": 800, "currency": "USD"}),
        ("target_hourly", "€15", {"minor": 1500, "currency": "EUR"}),
        ("other_income", "1500 USD", {"minor": 150000, "currency": "USD"}),
        ("exposure_cap", "3h", 10800),
        ("exposure_cap", "off", 0),
        ("rest_after", "40m", 2400),
        ("rest_after", "off", 0),
        ("rest_long_after", "4", 4),
        ("exposure_until", "19:30", "19:30"),
        ("exposure_until", "off", ""),
        ("hours_day", "8h, 6h", [21600, 28800]),
        ("hours_week", "off", []),
    ],
)
def test_a_setting_is_kept_as_json(key: str, typed: str, kept: object) -> None:
    assert known(key).parse(typed) == kept


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("zone", "Berlin"),
        ("currency", "XQZ"),
        ("country", "Germany"),
        ("country", "ÄÖ"),
        ("day_start", "24:00"),
        ("day_start", "4"),
        ("day_start", "4h"),
        ("week_start", "m"),
        ("week_start", "someday"),
        ("goal_day", "25h"),
        ("goal_day", "6"),
        ("goal_week", "169h"),
        ("floor_hourly", "8"),
        ("floor_hourly", "$0"),
        ("target_hourly", "-$8"),
        ("other_income", "$0"),
        ("other_income", "1500"),
        ("exposure_cap", "25h"),
        ("exposure_cap", "much"),
        ("rest_after", "soon"),
        ("rest_long_after", "-1"),
        ("rest_long_after", "100"),
        ("exposure_until", "25:00"),
        ("hours_day", "25h"),
        ("hours_day", ""),
        ("hours_week", "1h 2h 3h 4h 5h 6h"),
    ],
)
def test_a_wrong_value_is_refused_with_what_to_write(key: str, typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        known(key).parse(typed)
    assert refused.value.what_to_do


@given(text=st.text(max_size=12))
def test_any_text_is_a_json_value_or_refused(text: str) -> None:
    for setting in SETTINGS.values():
        try:
            json.dumps(setting.parse(text))
        except BadInput:
            continue


def test_a_setting_is_found_by_its_name_and_near_ones_are_offered() -> None:
    assert known("Day-Start").key == "day_start"
    with pytest.raises(BadInput, match="did you mean currency"):
        known("curency")
    with pytest.raises(BadInput, match="known are zone"):
        known("qqqqqqqq")


def test_every_setting_explains_itself_and_its_default_is_json() -> None:
    for key, setting in SETTINGS.items():
        assert key == setting.key
        assert setting.help
        json.dumps(setting.default)
        default = setting.default
        if default is not None:
            assert setting.parse(setting.show(default)) == default


def test_weekdays_count_from_monday() -> None:
    assert [weekday(name) for name in ("mon", "thu", "sun")] == [0, 3, 6]
