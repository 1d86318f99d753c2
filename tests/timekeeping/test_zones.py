"""Zones are found by their IANA name, and the system's is asked afresh."""

from __future__ import annotations

import pytest

from taskwell.errors import BadInput
from taskwell.timekeeping.zones import system_zone, zone


def test_a_zone_is_found_by_its_name() -> None:
    assert zone("Europe/Berlin").key == "Europe/Berlin"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("Europe/Berln", "Europe/Berlin"), ("berlin", "Europe/Berlin"), ("havana", "America/Havana")],
)
def test_a_wrong_name_gets_near_ones_offered(typed: str, offered: str) -> None:
    with pytest.raises(BadInput, match=offered):
        zone(typed)


@pytest.mark.parametrize(
    "typed", ["", "Nowhere/At All", "../../etc/passwd", "\0", "x" * 5000, "right/Europe/Berlin"]
)
def test_what_is_no_zone_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match="There is no time zone"):
        zone(typed)


@pytest.mark.parametrize(
    ("variable", "name"),
    [
        ("America/Havana", "America/Havana"),
        (":Asia/Tokyo", "Asia/Tokyo"),
        ("EST5EDT", "EST5EDT"),
        ("MSK-3", "Etc/GMT-3"),
        ("<+0530>5", "Etc/GMT+5"),
        ("XXX0", "UTC"),
    ],
)
def test_the_system_zone_follows_the_tz_variable(
    variable: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", variable)
    assert system_zone() == name


def test_the_system_zone_is_asked_afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    before = system_zone()
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert (before, system_zone()) == ("America/Chicago", "Asia/Tokyo")


@pytest.mark.parametrize(
    "variable", ["", "nonsense", "/no/such/file", "CET-1CEST,M3.5.0,M10.5.0/3"]
)
def test_whatever_tz_says_the_system_zone_is_one_that_exists(
    variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", variable)
    assert zone(system_zone()).key
