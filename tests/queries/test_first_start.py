"""What the first start guesses, and from what."""

from __future__ import annotations

import pytest

from taskwell.commands import roster
from taskwell.commands.first_start import answer, take_up
from taskwell.commands.settings import set_setting
from taskwell.errors import BadInput
from taskwell.queries.directory import directory
from taskwell.queries.first_start import questions
from taskwell.store.store import Store
from tests.conftest import FakeClock


def guessed(store: Store, **environment: str) -> tuple[str, ...]:
    """Country, currency, zone and day start."""
    return tuple(each.answer for each in questions(store, environment))


@pytest.mark.parametrize(
    ("zone", "language", "found"),
    [
        ("Africa/Nairobi", "en_US.UTF-8", ("KE", "KES", "Africa/Nairobi", "00:00")),
        ("Europe/Berlin", "C.UTF-8", ("DE", "EUR", "Europe/Berlin", "00:00")),
        ("UTC", "en_GB.UTF-8", ("GB", "GBP", "UTC", "00:00")),
        ("UTC", "C", ("", "USD", "UTC", "00:00")),
        ("UTC", "de", ("", "USD", "UTC", "00:00")),
    ],
)
def test_the_zone_tells_the_country_else_the_language_does(
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    zone: str,
    language: str,
    found: tuple[str, ...],
) -> None:
    monkeypatch.setenv("TZ", zone)
    assert guessed(store, LANG=language) == found


def test_what_was_kept_stands_before_a_guess(store: Store, clock: FakeClock) -> None:
    set_setting(store, clock(), "country", "CH")
    assert guessed(store)[:2] == ("CH", "CHF")
    set_setting(store, clock(), "currency", "EUR")
    set_setting(store, clock(), "day_start", "04:00")
    assert guessed(store) == ("CH", "EUR", "America/Chicago", "04:00")


def test_another_zone_than_the_machines_is_kept(store: Store, clock: FakeClock) -> None:
    answer(store, clock(), "zone", "Europe/Paris")
    assert guessed(store)[2] == "Europe/Paris"
    answer(store, clock(), "zone", "America/Chicago")
    assert questions(store, {})[2].about == ""  # kept once, it is the person's from now on


def test_an_empty_answer_leaves_the_question_open(store: Store, clock: FakeClock) -> None:
    for key in ("country", "currency", "zone", "day_start"):
        answer(store, clock(), key, "  ")
    assert store.empty


def test_a_wrong_answer_is_refused_and_changes_nothing(store: Store, clock: FakeClock) -> None:
    with pytest.raises(BadInput, match="no country code"):
        answer(store, clock(), "country", "Kenya")
    assert store.empty


def test_the_same_answer_again_is_no_change(store: Store, clock: FakeClock) -> None:
    answer(store, clock(), "currency", "KES")
    before = store.sequence
    answer(store, clock(), "currency", "kes")
    assert store.sequence == before


def test_a_ticked_platform_that_is_there_by_hand_stays_and_the_others_come(
    store: Store, clock: FakeClock
) -> None:
    roster.add_platform(store, clock(), "toloka")
    take_up(store, clock(), ["toloka", "clickworker"])
    assert sorted(each.name for each in directory(store).platforms.values()) == [
        "Clickworker",
        "toloka",
    ]
    take_up(store, clock(), ["toloka", "clickworker"])
    assert len(directory(store).platforms) == 2
