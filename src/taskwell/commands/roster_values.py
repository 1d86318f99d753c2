"""The fields of platforms and projects as they are typed, turned into what documents hold."""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from datetime import date, datetime
from difflib import get_close_matches

import msgspec

from taskwell.commands.rates import parse_rate
from taskwell.commands.standing import (
    closing,
    parse_state,
    parse_steps,
    step_done,
    with_state,
)
from taskwell.errors import BadInput
from taskwell.money.amounts import currency_code
from taskwell.queries.edits import one_of
from taskwell.queries.settings import calendar
from taskwell.records.documents import Document, plain
from taskwell.records.platform import OVER, Platform, StateChange, Step
from taskwell.records.project import Project
from taskwell.records.rate import Rate
from taskwell.records.session import EXPOSURES
from taskwell.records.setting import SETTINGS
from taskwell.records.text import clean_text, visible
from taskwell.store.store import Store
from taskwell.store.transactions import REMOVED
from taskwell.timekeeping.durations import parse_duration

NEVER_LETTERS = frozenset("s")
"""In the picker `s` stops the front session."""
PLATFORM_FIELDS = (
    "name",
    "account",
    "currency",
    "rate",
    "state",
    "steps",
    "done",
    "country",
    "day_cap",
    "week_cap",
    "session_limit",
    "task_cap",
    "task_floor",
    "task_time",
    "payout",
    "report",
    "exposure",
    "links",
    "still_after",
    "notes",
    "letter",
    "closed",
)
PROJECT_FIELDS = (
    "name", "rate", "task_cap", "task_floor", "task_time", "tier", "exposure", "closed",
)  # fmt: skip
_TIMES = ("task_cap", "task_floor", "task_time", "session_limit")
_CAPS = {"day_cap": 24 * 3600, "week_cap": 7 * 24 * 3600}
"""The longest a cap can be, in seconds."""


def platform_values(
    store: Store,
    now: datetime,
    changes: Mapping[str, str],
    currency: str,
    before: Platform | None = None,
) -> Document:
    """What typed fields of a platform come to; an empty text is REMOVED (left out of a new one).

    BadInput names the field, or near ones for a field that is none.
    """
    _refuse_unknown(changes, PLATFORM_FIELDS, "platform")
    values: Document = {}
    if "currency" in changes:
        values["currency"] = currency = money_code(changes["currency"])
    readers: Mapping[str, Callable[[str], object]] = {
        "country": _country,
        "still_after": _minutes,
        "exposure": _exposure,
        "account": lambda text: _text(text, "account"),
        "notes": lambda text: _text(text, "notes"),
        "links": lambda text: [_text(each, "links") for each in text.split()] or REMOVED,
        "payout": lambda text: _payout(text, currency),
        "report": _report,
    }
    for key, read in readers.items():
        if key in changes:
            values[key] = read(changes[key])
    for key in _TIMES:
        if key in changes:
            values[key] = _seconds(changes[key], key)
    for key, most in _CAPS.items():
        if key in changes:
            values[key] = _cap(changes[key], key, most)
    if "rate" in changes:
        rates = before.rates if before else ()
        values["rates"] = _rates(store, now, changes["rate"], currency, rates)
    values |= _standing(store, now, changes, before)
    if before is not None and before.letter is None and "states" in values:
        values |= _letter_when_met(store, values, before)
    if "letter" in changes:
        values["letter"] = _kept_letter(store, changes["letter"], before)
    return _for_new(values) if before is None else values


def project_values(
    store: Store,
    now: datetime,
    changes: Mapping[str, str],
    currency: str,
    before: Project | None = None,
) -> Document:
    """What typed fields of a project come to, as for a platform."""
    _refuse_unknown(changes, PROJECT_FIELDS, "project")
    values: Document = {}
    for key in ("task_cap", "task_floor", "task_time"):
        if key in changes:
            values[key] = _seconds(changes[key], key)
    if "exposure" in changes:
        values["exposure"] = _exposure(changes["exposure"])
    if "tier" in changes:
        values["tier"] = _text(changes["tier"], "tier")
    if "closed" in changes:
        values["closed"] = closing(changes["closed"]) == "left" or REMOVED
    if "rate" in changes:
        rates = before.rates if before else ()
        values["rates"] = _rates(store, now, changes["rate"], currency, rates)
    return _for_new(values) if before is None else values


def _standing(
    store: Store, now: datetime, changes: Mapping[str, str], before: Platform | None
) -> Document:
    """State and steps; `closed` is the old word for the state "left"."""
    days = calendar(store)
    today = days.day_of(now)
    values: Document = {}
    states: tuple[StateChange, ...] = before.states if before else ()
    if "closed" in changes:
        states = with_state(states, StateChange(state=closing(changes["closed"]), since=today))
    if "state" in changes:
        states = with_state(states, parse_state(changes["state"], today, days))
    if "closed" in changes or "state" in changes:
        values["states"] = plain(states)
    steps: tuple[Step, ...] = before.steps if before else ()
    if "steps" in changes:
        steps = parse_steps(changes["steps"], steps)
    if "done" in changes:
        steps = step_done(changes["done"], steps, today)
    if "steps" in changes or "done" in changes:
        values["steps"] = plain(steps)
    return values


def money_code(text: str) -> str:
    """A currency's code as typed; BadInput names the field."""
    try:
        return currency_code(text)
    except BadInput as error:
        raise BadInput(error.what, error.what_to_do, field="currency") from error


def free_letter(name: str, taken: set[str]) -> str | None:
    """The first letter of a name that no platform has, else any free one; never "s"."""
    wanted = [letter for letter in name.lower() if letter.isascii() and letter.isalpha()]
    free = (
        letter
        for letter in [*wanted, *string.ascii_lowercase]
        if letter not in taken and letter not in NEVER_LETTERS
    )
    return next(free, None)


def own_letter(text: str, taken: set[str]) -> str:
    """A picker letter as typed; BadInput when it is none, or taken."""
    letter = text.strip().lower()
    if len(letter) != 1 or not letter.isascii() or not letter.isalpha() or letter in NEVER_LETTERS:
        raise BadInput(
            f"'{text}' cannot be a picker letter",
            "use one letter from a to z, not s",
            field="letter",
        )
    if letter in taken:
        raise BadInput(
            f"The letter {letter} is taken by another platform", "choose another", field="letter"
        )
    return letter


def letters_taken(store: Store) -> set[str]:
    """The picker letters that platforms have."""
    return {str(each.get("letter")) for each in store.core("platforms").values()}


def _kept_letter(store: Store, text: str, before: Platform | None) -> str:
    """A letter for a platform that has none; one that was given stays, for the fingers know it."""
    if before is not None and before.letter is not None:
        if text.strip().lower() == before.letter:
            return before.letter
        raise BadInput(
            f"{visible(before.name)} keeps its letter {before.letter}",
            "letters of the picker never change",
            field="letter",
        )
    return own_letter(text, letters_taken(store))


def _letter_when_met(store: Store, values: Document, before: Platform) -> Document:
    """A platform gets its letter when it is more than found: there are only twenty-five."""
    newest = values["states"]
    assert isinstance(newest, list)
    letter = free_letter(before.name, letters_taken(store))
    if newest[-1]["state"] in ("found", *OVER) or letter is None:
        return {}
    return {"letter": letter}


def _rates(
    store: Store, now: datetime, text: str, currency: str, before: tuple[Rate, ...]
) -> list[object]:
    if not text.strip():
        return []
    rate = parse_rate(text, currency)
    if before and rate.since is None:
        rate = msgspec.structs.replace(rate, since=calendar(store).day_of(now))
    kept = [each for each in before if each.since != rate.since]
    return [plain(each) for each in sorted([*kept, rate], key=lambda each: each.since or date.min)]


def _seconds(text: str, what: str) -> object:
    if not text.strip():
        return REMOVED
    seconds = parse_duration(text)
    if not seconds:
        raise BadInput(f"'{text.strip()}' is no length of time", "write 8m or 90s", field=what)
    return seconds


def _cap(text: str, what: str, most: int) -> object:
    seconds = _seconds(text, what)
    if isinstance(seconds, int) and seconds > most:
        raise BadInput(
            f"'{text.strip()}' is longer than the {what.removesuffix('_cap')}",
            f"write at most {most // 3600}h",
            field=what,
        )
    return seconds


def _minutes(text: str) -> object:
    if not text.strip():
        return REMOVED
    if text.strip().lower() in ("0", "off", "never"):
        return 0
    seconds = parse_duration(f"{text.strip()}m" if text.strip().isdigit() else text)
    if seconds is None or seconds < 60:
        raise BadInput(
            f"'{text.strip()}' is no length of time", "write 90m, 2h or off", field="still_after"
        )
    return seconds // 60


def _text(text: str, what: str) -> object:
    return clean_text(text.strip(), what) or REMOVED


def _exposure(text: str) -> object:
    return one_of(text.strip() or "none", EXPOSURES, "exposure")


def _payout(text: str, currency: str) -> object:
    # Most acts never read a rule, and each of them is a command that has to start quickly.
    from taskwell.records.rule_words import parse_payout_rule

    return _rule(text, "payout", lambda typed: parse_payout_rule(typed, currency))


def _report(text: str) -> object:
    from taskwell.records.rule_words import parse_report_rule

    return _rule(text, "report", parse_report_rule)


def _rule(text: str, what: str, read: Callable[[str], msgspec.Struct]) -> object:
    if not text.strip():
        return REMOVED
    try:
        return plain(read(text))
    except BadInput as error:
        raise BadInput(error.what, error.what_to_do, field=what) from error


def _country(text: str) -> object:
    try:
        return SETTINGS["country"].parse(text) if text.strip() else REMOVED
    except BadInput as error:
        raise BadInput(error.what, error.what_to_do, field="country") from error


def _refuse_unknown(changes: Mapping[str, str], known: tuple[str, ...], what: str) -> None:
    for key in changes:
        if key not in known:
            near = get_close_matches(key, known, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
            raise BadInput(f"A {what} has no field '{key[:60]}'", hint)


def _for_new(values: Document) -> Document:
    return {key: value for key, value in values.items() if value is not REMOVED}
