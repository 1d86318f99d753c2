"""Where zones lie, and what they are called elsewhere."""

from __future__ import annotations

from taskwell.timekeeping.territories import country_name, country_of, zone_of_windows


def test_a_zone_lies_in_a_country() -> None:
    assert country_of("Africa/Nairobi") == "KE"
    assert country_of("UTC") is None
    assert country_of("Etc/UTC") is None
    assert country_of("Etc/GMT-3") is None
    assert country_of("Asia/Calcutta") == "IN"
    assert country_of("US/Eastern") == "US"
    assert country_of("Mars/Olympus") is None


def test_a_country_has_a_name() -> None:
    assert country_name("ke") == "Kenya"
    assert country_name("QQ") is None


def test_windows_calls_zones_otherwise() -> None:
    assert zone_of_windows("W. Europe Standard Time") == "Europe/Berlin"
    assert zone_of_windows("Europe/Berlin") is None
