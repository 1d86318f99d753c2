"""Platforms and projects: added once, changed without rewriting the past."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches

import msgspec

from taskwell.errors import BadInput
from taskwell.money.amounts import Money, currency_code, parse_money
from taskwell.queries.directory import directory
from taskwell.queries.edits import one_of
from taskwell.queries.settings import calendar, home_currency
from taskwell.records import platform as platforms
from taskwell.records import project as projects
from taskwell.records.documents import Document, plain
from taskwell.records.ids import readable_uid
from taskwell.records.platform import BASES, Platform, Rate
from taskwell.records.project import Project
from taskwell.records.session import EXPOSURES
from taskwell.records.setting import SETTINGS
from taskwell.records.text import clean_name, visible
from taskwell.store.store import Store
from taskwell.store.transactions import REMOVED, Transaction
from taskwell.timekeeping.durations import parse_duration

NEVER_LETTERS = frozenset("s")
"""In the picker `s` stops the front session."""
_UNNAMED = "change the roster"
_FINEST = 4
"""Decimals below the smallest coin that a rate may have."""


def add_platform(
    store: Store,
    now: datetime,
    name: str,
    *,
    currency: str | None = None,
    country: str | None = None,
    rate: str | None = None,
    task_cap: str | None = None,
    task_floor: str | None = None,
    still_after: str | None = None,
    session_limit: str | None = None,
    letter: str | None = None,
) -> str:
    """Add a platform; returns its uid. BadInput for a name that exists or a value that is none.

    The picker letter is the first free one of the name, given once and for ever. Durations and
    rates are as typed ("8m", "0.065 USD/task").
    """
    clean = clean_name(name, "platform")
    code = _currency(currency) if currency else home_currency(store)
    changes = {
        "rate": rate,
        "country": country,
        "task_cap": task_cap,
        "task_floor": task_floor,
        "still_after": still_after,
        "session_limit": session_limit,
    }
    with store.transaction(f"add platform {visible(clean[:60])}", at=now) as act:
        if _uid_of_platform(store, clean):
            raise BadInput(
                f"The platform '{visible(clean[:60])}' exists already",
                "choose another name",
                field="name",
            )
        taken = {str(each.get("letter")) for each in store.core("platforms").values()}
        made = Platform(
            uid=readable_uid(clean),
            name=clean,
            currency=code,
            letter=_own_letter(letter, taken) if letter else free_letter(clean, taken),
        )
        document = platforms.to_document(made)
        document["currency"] = code
        given = {key: text for key, text in changes.items() if text is not None}
        document.update(_platform_values(store, now, given, code))
        act.insert("platforms", document)
    return made.uid


def free_letter(name: str, taken: set[str]) -> str | None:
    """The first letter of a name that no platform has, else any free one; never "s"."""
    wanted = [letter for letter in name.lower() if letter.isascii() and letter.isalpha()]
    free = (
        letter
        for letter in [*wanted, *string.ascii_lowercase]
        if letter not in taken and letter not in NEVER_LETTERS
    )
    return next(free, None)


def _own_letter(text: str, taken: set[str]) -> str:
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


def add_project(
    store: Store,
    now: datetime,
    platform: str,
    name: str,
    *,
    rate: str | None = None,
    task_cap: str | None = None,
    task_floor: str | None = None,
    exposure: str | None = None,
) -> str:
    """Add a project to a platform; returns its uid. BadInput for a name that exists there."""
    clean = clean_name(name, "project")
    with store.transaction(_UNNAMED, at=now) as act:
        names = directory(store)
        home = names.platforms.get(platform) or names.platform(platform)
        _why(act, f"add project {visible(home.name)} / {visible(clean[:60])}")
        if _uid_of_project(store, home.uid, clean):
            raise BadInput(
                f"{visible(home.name)} has a project '{visible(clean[:60])}' already",
                "choose another name",
                field="name",
            )
        made = Project(uid=readable_uid(clean), platform=home.uid, name=clean)
        document = projects.to_document(made)
        changes = {
            "rate": rate,
            "task_cap": task_cap,
            "task_floor": task_floor,
            "exposure": exposure,
        }
        given = {key: text for key, text in changes.items() if text is not None}
        document.update(_project_values(store, now, given, home.currency))
        act.insert("projects", document)
    return made.uid


def ensure_platform(store: Store, now: datetime, name: str) -> str:
    """The uid of the platform of exactly this name (but for case), added if there is none."""
    clean = clean_name(name, "platform")
    return _uid_of_platform(store, clean) or add_platform(store, now, clean)


def ensure_project(store: Store, now: datetime, platform: str, name: str) -> str:
    """The uid of a platform's project of exactly this name (but for case), added if there is none."""
    clean = clean_name(name, "project")
    known = _uid_of_project(store, platform, clean)
    return known or _add_bare_project(store, now, platform, clean)


def _add_bare_project(store: Store, now: datetime, platform: str, name: str) -> str:
    """Add a project of which nothing but its name is known; an import adds thousands so."""
    made = Project(uid=readable_uid(name), platform=platform, name=name)
    with store.transaction(f"add project {visible(name[:60])}", at=now) as act:
        act.insert("projects", projects.to_document(made))
    return made.uid


def _uid_of_platform(store: Store, name: str) -> str | None:
    """Read from the documents: an import asks thousands of times while the roster grows."""
    wanted = name.casefold()
    for each in store.core("platforms").values():
        if str(each["name"]).casefold() == wanted:
            return str(each["uid"])
    return None


def _uid_of_project(store: Store, platform: str, name: str) -> str | None:
    wanted = name.casefold()
    for each in store.core("projects").values():
        if each["platform"] == platform and str(each["name"]).casefold() == wanted:
            return str(each["uid"])
    return None


def set_platform(store: Store, now: datetime, name: str, changes: Mapping[str, str]) -> str:
    """Change a platform's fields as typed; an empty text clears one. Returns its uid.

    A new rate holds from today on (or from the day it names); older sessions keep theirs.
    """
    with store.transaction(_UNNAMED, at=now) as act:
        names = directory(store)
        found = names.platforms.get(name) or names.platform(name)
        _why(act, f"change platform {visible(found.name)} ({', '.join(changes)})")
        values = _platform_values(store, now, changes, found.currency, found)
        if "name" in changes:
            values["name"] = _renamed(
                changes["name"], "platform", found.name, [p.name for p in names.platforms.values()]
            )
        act.update("platforms", names.platform_ids[found.uid], values)
    return found.uid


def set_project(
    store: Store, now: datetime, platform: str, name: str, changes: Mapping[str, str]
) -> str:
    """Change a project's fields as typed; an empty text clears one. Returns its uid."""
    with store.transaction(_UNNAMED, at=now) as act:
        names = directory(store)
        home = names.platforms.get(platform) or names.platform(platform)
        found = names.project(home, name)
        _why(
            act,
            f"change project {visible(home.name)} / {visible(found.name)} ({', '.join(changes)})",
        )
        values = _project_values(store, now, changes, home.currency, found)
        if "name" in changes:
            values["name"] = _renamed(
                changes["name"], "project", found.name, [p.name for p in names.projects_of(home)]
            )
        act.update("projects", names.project_ids[found.uid], values)
    return found.uid


def _why(act: Transaction, why: str) -> None:
    if act.why == _UNNAMED:
        act.why = why


def _renamed(text: str, what: str, old: str, names: list[str]) -> str:
    clean = clean_name(text, what)
    taken = {name.casefold() for name in names if name != old}
    if clean.casefold() in taken:
        raise BadInput(
            f"Another {what} is called '{visible(clean[:60])}'", "choose another name", field="name"
        )
    return clean


def parse_rate(text: str, currency: str) -> Rate:
    """A rate as typed: `8.00 USD/hour`, `$0.065/task`, `25 fixed`, with `since 2026-10-03` or not.

    Without a basis it is by the hour. BadInput says what is accepted.
    """
    typed, _, since_text = text.partition(" since ")
    since: date | None = None
    if since_text:
        try:
            since = date.fromisoformat(since_text.strip())
        except ValueError as error:
            raise BadInput(
                f"'{since_text.strip()}' is no date", "write since 2026-10-03", field="rate"
            ) from error
    amount, slash, basis = typed.strip().partition("/")
    if not slash and typed.strip().lower().endswith(" fixed"):
        amount, basis = typed.strip()[: -len(" fixed")], "fixed"
    typed_basis = basis.strip().lower()
    word = {"h": "hour", "hr": "hour", "": "hour", "session": "fixed"}.get(typed_basis, typed_basis)
    known = one_of(word, BASES, "rate")
    money, per = _rate_amount(amount.strip(), currency)
    return Rate(basis=known, amount=money, per=per, since=since)


def _rate_amount(text: str, currency: str) -> tuple[Money, int]:
    """The amount and for how many it is: `$0.065` is 65 cents for 10."""
    try:
        found, per = parse_money(text, currency), 1
    except BadInput as error:
        finer = (_shifted(text, currency, by) for by in range(1, _FINEST + 1))
        known = next((each for each in finer if each is not None), None)
        if known is None:
            raise BadInput(error.what, error.what_to_do, field="rate") from error
        found, per = known
    if found.minor == 0:
        raise BadInput(
            "A rate of zero says nothing", "leave it out, or write the real one", field="rate"
        )
    return found, per


def _shifted(text: str, currency: str, by: int) -> tuple[Money, int] | None:
    """The amount with its decimal point moved to the right, if that can be read."""
    moved = re.sub(
        r"(\d*)\.(\d+)",
        lambda found: str(Decimal(f"{found[1] or 0}.{found[2]}").scaleb(by)),
        text,
        count=1,
    )
    try:
        return parse_money(moved, currency), 10**by
    except BadInput:
        return None


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


def _closed(text: str) -> object:
    word = text.strip().lower()
    if word in ("yes", "true", "1"):
        return True
    if word in ("no", "false", "0", ""):
        return REMOVED
    raise BadInput(f"'{text.strip()}' is neither yes nor no", "write yes or no", field="closed")


def _country(text: str) -> object:
    try:
        return SETTINGS["country"].parse(text) if text.strip() else REMOVED
    except BadInput as error:
        raise BadInput(error.what, error.what_to_do, field="country") from error


def _currency(text: str) -> str:
    try:
        return currency_code(text)
    except BadInput as error:
        raise BadInput(error.what, error.what_to_do, field="currency") from error


def _refuse_unknown(changes: Mapping[str, str], known: tuple[str, ...], what: str) -> None:
    for key in changes:
        if key not in known:
            near = get_close_matches(key, known, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
            raise BadInput(f"A {what} has no field '{key[:60]}'", hint)


PLATFORM_FIELDS = (
    "name",
    "currency",
    "country",
    "rate",
    "task_cap",
    "task_floor",
    "session_limit",
    "still_after",
    "letter",
    "closed",
)
PROJECT_FIELDS = ("name", "rate", "task_cap", "task_floor", "exposure", "closed")


def _platform_values(
    store: Store,
    now: datetime,
    changes: Mapping[str, str],
    currency: str,
    before: Platform | None = None,
) -> Document:
    _refuse_unknown(changes, PLATFORM_FIELDS, "platform")
    values: Document = {}
    if "currency" in changes:
        values["currency"] = currency = _currency(changes["currency"])
    readers: Mapping[str, Callable[[str], object]] = {
        "country": _country,
        "still_after": _minutes,
        "closed": _closed,
    }
    for key, read in readers.items():
        if key in changes:
            values[key] = read(changes[key])
    for key in ("task_cap", "task_floor", "session_limit"):
        if key in changes:
            values[key] = _seconds(changes[key], key)
    if "rate" in changes:
        rates = before.rates if before else ()
        values["rates"] = _rates(store, now, changes["rate"], currency, rates)
    if "letter" in changes:
        values["letter"] = _kept_letter(store, changes["letter"], before)
    return _for_new(values) if before is None else values


def _project_values(
    store: Store,
    now: datetime,
    changes: Mapping[str, str],
    currency: str,
    before: Project | None = None,
) -> Document:
    _refuse_unknown(changes, PROJECT_FIELDS, "project")
    values: Document = {}
    for key in ("task_cap", "task_floor"):
        if key in changes:
            values[key] = _seconds(changes[key], key)
    if "exposure" in changes:
        values["exposure"] = one_of(changes["exposure"] or "none", EXPOSURES, "exposure")
    if "closed" in changes:
        values["closed"] = _closed(changes["closed"])
    if "rate" in changes:
        rates = before.rates if before else ()
        values["rates"] = _rates(store, now, changes["rate"], currency, rates)
    return _for_new(values) if before is None else values


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
    return _own_letter(text, {str(each.get("letter")) for each in store.core("platforms").values()})


def _for_new(values: Document) -> Document:
    return {key: value for key, value in values.items() if value is not REMOVED}
