"""Skills and qualifications: added, tried, changed; what they took and what came of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from difflib import get_close_matches

from msgspec import structs

from taskwell.commands.writing import name as say
from taskwell.commands.writing import place_of, writing
from taskwell.errors import BadInput
from taskwell.money.amounts import Money, parse_money
from taskwell.queries.directory import directory
from taskwell.queries.edits import one_of, tags_of
from taskwell.queries.settings import calendar, home_currency
from taskwell.queries.skills import find_skill
from taskwell.records import skill as skills
from taskwell.records.ids import readable_uid
from taskwell.records.skill import FIELDS, RESULTS, TABLE, Attempt, Skill
from taskwell.records.text import clean_name, clean_text, visible
from taskwell.store.store import Store
from taskwell.store.transactions import REMOVED, Transaction
from taskwell.timekeeping.clockwords import parse_day
from taskwell.timekeeping.durations import parse_duration

_AN_HOUR = re.compile(r"\s*(?:/\s*h(?:our)?|an hour)\s*$", re.IGNORECASE)
Day = str | date | None


def add_skill(
    store: Store,
    now: datetime,
    name: str,
    *,
    platform: str | None = None,
    project: str | None = None,
    tag: str = "",
    unlocks: str = "",
    gain: str | Money | None = None,
    note: str = "",
) -> str:
    """Add a skill or qualification, of a platform or project if it belongs to one; its uid.

    `gain` is what an hour pays more with it, without a currency in the platform's. BadInput for a
    name that exists, an unknown place or a value that is none.
    """
    clean = clean_name(name, "skill")
    with writing(store, now) as act:
        say(act, f"add skill {visible(clean[:60])}")
        _refuse_taken(store, clean, None)
        made = Skill(uid=readable_uid(clean), name=clean)
        typed = {"platform": platform or "", "project": project or ""}
        made = _placed(store, now, made, {key: text for key, text in typed.items() if text})
        made = structs.replace(
            made,
            tag=_tag(tag),
            unlocks=clean_text(unlocks.strip(), "unlocks"),
            gain=_gain(store, made, gain),
            note=clean_text(note.strip(), "note"),
        )
        act.insert(TABLE, skills.to_document(made))
    return made.uid


def add_attempt(
    store: Store,
    now: datetime,
    skill: str,
    *,
    result: str | None = None,
    day: Day = None,
    took: str | int | None = None,
    score: str | None = None,
    retake: Day = None,
    number: int | None = None,
) -> str:
    """Note a try, on `day` (today) and "waiting" if unsaid; the skill's uid.

    A result for a try that still waits is its result; `number` (from 1) corrects an earlier try.
    `took` is its unpaid time, in seconds or as typed, as far as no session holds it. `retake` is
    the first day of another try. BadInput for days to come, or a retake before the try.
    """
    with writing(store, now) as act:
        place, before = find_skill(store, skill)
        days = calendar(store)
        today = days.day_of(now)
        wanted = one_of(result, RESULTS, "result") if result else None
        on = parse_day(day, today, days) if isinstance(day, str) else day
        at = _which(before, wanted, on, number)
        old = before.attempts[at] if at is not None else Attempt(day=today)
        made = Attempt(
            day=on or old.day,
            result=wanted or old.result,
            seconds=old.seconds if took is None else _seconds(took),
            score=old.score if score is None else clean_text(score.strip(), "score"),
        )
        again = parse_day(retake, today, days) if isinstance(retake, str) else retake
        _check_days(made, again, today)
        say(act, f"note a try at {visible(before.name)}: {made.result}")
        after = _with_attempt(before, made, at)
        if again is not None:
            after = structs.replace(after, retake=again)
        _replace(act, place, before, after)
    return before.uid


def _which(before: Skill, result: str | None, day: date | None, number: int | None) -> int | None:
    """The index of the try that is meant; None for a new one."""
    if number is not None:
        if not 1 <= number <= len(before.attempts):
            raise BadInput(
                f"{visible(before.name)} has no try number {number}",
                f"it has {len(before.attempts)}; taskwell skill list shows them",
                field="number",
            )
        return number - 1
    waits = before.result == "waiting" and result not in (None, "waiting")
    if waits and day in (None, before.attempts[-1].day):
        return len(before.attempts) - 1
    return None


def _check_days(made: Attempt, retake: date | None, today: date) -> None:
    if made.day > today:
        raise BadInput(f"{made.day} lies in the future", "name the day of the try", field="day")
    if retake is not None and retake < made.day:
        raise BadInput(f"{retake} lies before the try", "name a later day", field="retake")


def _with_attempt(before: Skill, made: Attempt, at: int | None) -> Skill:
    """The skill with a try more, or in the place of one; a try or a pass uses up the retake."""
    others = [each for index, each in enumerate(before.attempts) if index != at]
    attempts = [*others, made]
    attempts.sort(key=lambda each: each.day)
    newest = attempts[-1] is made
    used_up = newest and (at is None or made.result == "passed")
    return structs.replace(
        before, attempts=tuple(attempts), retake=None if used_up else before.retake
    )


def drop_attempt(store: Store, now: datetime, skill: str, number: int) -> str:
    """Take out a try by its number, from 1; the skill's uid. BadInput when there is none."""
    with writing(store, now) as act:
        place, before = find_skill(store, skill)
        at = _which(before, None, None, number)
        say(act, f"take out a try at {visible(before.name)}")
        kept = tuple(each for index, each in enumerate(before.attempts) if index != at)
        _replace(act, place, before, structs.replace(before, attempts=kept))
    return before.uid


def set_skill(store: Store, now: datetime, skill: str, changes: Mapping[str, str]) -> str:
    """Change fields as typed; an empty text clears one. Returns the uid. BadInput names the field."""
    for key in changes:
        if key not in FIELDS:
            near = get_close_matches(key, FIELDS, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(FIELDS)}"
            raise BadInput(f"A skill has no field '{visible(key[:60])}'", hint)
    with writing(store, now) as act:
        place, before = find_skill(store, skill)
        say(act, f"change skill {visible(before.name)} ({', '.join(changes)})")
        made = _placed(store, now, before, changes)
        readers: Mapping[str, Callable[[str], object]] = {
            "name": lambda text: _renamed(store, text, before),
            "tag": _tag,
            "unlocks": lambda text: clean_text(text.strip(), "unlocks"),
            "note": lambda text: clean_text(text.strip(), "note"),
            "gain": lambda text: _gain(store, made, text),
            "retake": lambda text: _retake(store, now, text),
        }
        values = {key: read(changes[key]) for key, read in readers.items() if key in changes}
        _replace(act, place, before, structs.replace(made, **values))
    return before.uid


def delete_skill(store: Store, now: datetime, skill: str) -> str:
    """Delete a skill with its attempts; undo brings it back. Returns its uid."""
    with writing(store, now) as act:
        place, before = find_skill(store, skill)
        say(act, f"delete skill {visible(before.name)}")
        act.delete(TABLE, place)
    return before.uid


def _replace(act: Transaction, number: int, before: Skill, after: Skill) -> None:
    """Update what differs; fields at their default are taken out, unknown ones stay."""
    old, new = skills.to_document(before), skills.to_document(after)
    keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    if keys:
        act.update(TABLE, number, {key: new.get(key, REMOVED) for key in keys})


def _refuse_taken(store: Store, name: str, besides: str | None) -> None:
    for each in store.core(TABLE).values():
        if str(each.get("name")).casefold() == name.casefold() and each.get("uid") != besides:
            raise BadInput(
                f"The skill '{visible(name[:60])}' exists already",
                "taskwell skill attempt notes another try",
                field="name",
            )


def _renamed(store: Store, text: str, before: Skill) -> str:
    name = clean_name(text, "skill")
    _refuse_taken(store, name, before.uid)
    return name


def _placed(store: Store, now: datetime, skill: Skill, typed: Mapping[str, str]) -> Skill:
    """The skill on the platform and project that were typed; another platform has no old project."""
    if "platform" not in typed and "project" not in typed:
        return skill
    platform = typed.get("platform", skill.platform or "").strip()
    project = typed.get("project", "").strip()
    if not platform:
        if project:
            raise BadInput(
                "A project needs its platform", "name the platform too", field="platform"
            )
        return structs.replace(skill, platform=None, project=None)
    home, part = place_of(store, now, platform, project or None, create=False)
    kept = skill.project if "project" not in typed and home.uid == skill.platform else None
    return structs.replace(skill, platform=home.uid, project=part.uid if part else kept)


def _tag(text: str) -> str:
    tags = tags_of(text)
    if len(tags) > 1:
        raise BadInput("A skill has one tag", f"choose one of {', '.join(tags)}", field="tag")
    return tags[0] if tags else ""


def _gain(store: Store, skill: Skill, typed: str | Money | None) -> Money | None:
    if typed is None or isinstance(typed, Money):
        return typed
    text = _AN_HOUR.sub("", typed).strip()
    if not text:
        return None
    home = directory(store).platforms.get(skill.platform or "")
    try:
        found = parse_money(text, home.currency if home else home_currency(store))
    except BadInput as error:
        raise BadInput(error.what, error.what_to_do, field="gain") from error
    return found if found.minor else None


def _retake(store: Store, now: datetime, text: str) -> date | None:
    days = calendar(store)
    return parse_day(text, days.day_of(now), days) if text.strip() else None


def _seconds(took: str | int) -> int:
    seconds = took if isinstance(took, int) else parse_duration(took)
    if seconds is None or seconds < 0:
        raise BadInput(f"'{took}' is no length of time", "write 90m or 1h30", field="took")
    return seconds
