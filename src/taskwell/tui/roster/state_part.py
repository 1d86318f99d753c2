"""`x s`: how far one has come with a platform, by a letter each."""

from __future__ import annotations

from datetime import datetime

from taskwell.commands.roster import set_platform
from taskwell.commands.standing import parse_state
from taskwell.queries.settings import calendar
from taskwell.records.platform import StateChange
from taskwell.records.text import visible
from taskwell.tui.part import Handler, Part, PrefixPart
from taskwell.tui.place import Place
from taskwell.tui.widgets.ask import AskPart

STATE_KEYS = (
    ("f", "found"),
    ("p", "applied"),
    ("t", "assessment"),
    ("a", "active"),
    ("s", "slow"),
    ("r", "restricted"),
    ("b", "banned"),
    ("l", "left"),
)
_ASKED = {
    "restricted": "until and why, such as 2026-12-02: spam score; enter alone: no end is known",
    "banned": "why, in a few words; enter alone: no reason was given",
    "left": "why, in a few words; enter alone: no reason. Its hours and notebook stay",
}
"""States that are asked about, and what is asked."""


def state_part(place: Place, uid: str, name: str) -> Part:
    """The letters of the states."""
    options = [(key, state, _chooser(place, uid, name, state)) for key, state in STATE_KEYS]
    return PrefixPart(f"{name} is", options)


def _chooser(place: Place, uid: str, name: str, state: str) -> Handler:
    if state in _ASKED:
        return lambda: ask_state(place, uid, name, state)
    return lambda: say_state(place, uid, name, state)


def ask_state(place: Place, uid: str, name: str, state: str) -> None:
    """Asks for the end or the reason of a state, then changes to it."""

    def read(typed: str) -> str:
        words = state_words(state, typed)
        _read(place, words)
        return words

    place.open_part(
        AskPart(
            f"{name} is {state}",
            "until" if state == "restricted" else "why",
            _ASKED[state],
            read=read,
            told=lambda words: _told(_read(place, words)),
            act=lambda words: say_state(place, uid, name, words),
        )
    )


def state_words(state: str, typed: str) -> str:
    """What is typed after a state, as the state's field takes it."""
    typed = typed.strip()
    if state != "restricted":
        return f"{state}: {typed}" if typed else state
    if not typed or typed.startswith((":", "until", "since")):
        return f"{state} {typed}".strip()
    return f"{state} until {typed}"


def say_state(place: Place, uid: str, name: str, words: str) -> None:
    """Changes to a state and says so."""
    set_platform(place.store, place.now(), uid, {"state": words})
    place.taskwell.say(f"{visible(name)}: {_told(_read(place, words))}", undo=True)


def _read(place: Place, words: str) -> StateChange:
    now: datetime = place.now()
    days = calendar(place.store)
    return parse_state(words, days.day_of(now), days)


def _told(change: StateChange) -> str:
    until = f" until {change.until:%a} {change.until.day} {change.until:%b}" if change.until else ""
    why = f": {visible(change.why)}" if change.why else ""
    return f"{change.state}{until}{why}"
