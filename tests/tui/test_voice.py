"""The one voice: what is said, when, and how often."""

from __future__ import annotations

from datetime import timedelta

from taskwell.tui.voice import Said, Voice
from tests.conftest import NOW

SOON = timedelta(seconds=30)
CLOSES = Said("Mercor week closes Fri", 4, "mercor")
CAP = Said("Cap in 2 min", 1, "cap")


def text(voice: Voice, later: timedelta = timedelta(0)) -> str | None:
    said = voice.current(NOW + later)
    return said.text if said else None


def test_an_answer_is_shown_at_once_and_makes_way_by_itself() -> None:
    voice = Voice()
    voice.offer([CLOSES], NOW)
    voice.answer("Stopped UHRS", NOW)
    assert text(voice) == "Stopped UHRS"
    assert text(voice, SOON) == "Mercor week closes Fri"


def test_the_same_answer_may_come_twice_in_a_row() -> None:
    voice = Voice()
    voice.answer("Undone", NOW)
    voice.answer("Undone", NOW + SOON)
    assert text(voice, SOON) == "Undone"


def test_the_more_urgent_message_goes_first() -> None:
    voice = Voice()
    voice.offer([CLOSES, CAP], NOW)
    assert text(voice) == "Cap in 2 min"


def test_a_message_stays_while_it_holds() -> None:
    voice = Voice()
    for minute in range(5):
        later = timedelta(minutes=minute)
        voice.offer([CLOSES], NOW + later)
        assert text(voice, later) == CLOSES.text


def test_none_comes_back_within_the_hour() -> None:
    voice = Voice()
    voice.offer([CLOSES], NOW)
    voice.offer([CLOSES, CAP], NOW + SOON)
    assert text(voice, SOON) == CAP.text
    voice.offer([CLOSES], NOW + 2 * SOON)
    assert text(voice, 2 * SOON) is None
    assert text(voice, timedelta(minutes=59)) is None
    assert text(voice, timedelta(hours=1)) == CLOSES.text


def test_the_next_message_waits_its_turn() -> None:
    voice = Voice()
    other = Said("Log in again in 10 min", 4, "login")
    voice.offer([CLOSES, other], NOW)
    assert text(voice) == CLOSES.text
    voice.offer([other], NOW + SOON)
    assert text(voice, SOON) == other.text


def test_a_message_that_was_seen_goes() -> None:
    voice = Voice()
    voice.offer([CLOSES], NOW)
    voice.drop("mercor")
    assert text(voice) is None


def test_everything_that_was_said_is_listed_once() -> None:
    voice = Voice()
    voice.offer([CLOSES], NOW)
    voice.offer([CLOSES], NOW + SOON)
    voice.answer("Stopped", NOW + SOON)
    assert [said.text for said in voice.listing] == [CLOSES.text, "Stopped"]


def test_what_still_waits_is_listed_as_well() -> None:
    voice = Voice()
    voice.offer([CLOSES, CAP], NOW)
    assert [said.text for said in voice.everything()] == [CLOSES.text, CAP.text]


def test_a_standing_message_may_change_its_words() -> None:
    voice = Voice()
    voice.offer([Said("Still UHRS? 2:10", 4, "still")], NOW)
    voice.offer([Said("Still UHRS? 2:11", 4, "still")], NOW + SOON)
    assert text(voice, SOON) == "Still UHRS? 2:11"
    assert len(voice.listing) == 1
