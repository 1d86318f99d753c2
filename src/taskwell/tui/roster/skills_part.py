"""`x k`: the skills and qualifications of a platform: a list, and a line for each try."""

from __future__ import annotations

from collections.abc import Callable

from taskwell.commands.skills import add_attempt, add_skill
from taskwell.queries.roster_words import counted, weekday_text
from taskwell.queries.settings import calendar
from taskwell.queries.skills import SkillView, skills
from taskwell.records.skill import RESULTS
from taskwell.records.text import clean_name, visible
from taskwell.timekeeping.durations import hm
from taskwell.tui.part import Handler, PrefixPart
from taskwell.tui.place import Place
from taskwell.tui.roster.list_part import Item, ListPart
from taskwell.tui.widgets.ask import AskPart

RESULT_KEYS = tuple(zip(("p", "f", "w", "e"), RESULTS, strict=True))
"""The letter of each result: passed, failed, waiting, expired."""


def skills_part(place: Place, uid: str, name: str) -> ListPart:
    """The skills of a platform; Enter notes a try, n adds one."""

    def again() -> None:
        place.open_part(skills_part(place, uid, name))

    def held() -> list[SkillView]:
        return [each for each in skills(place.store, place.now()) if each.platform_uid == uid]

    def items() -> list[Item]:
        today = calendar(place.store).day_of(place.now())
        return [
            Item(each.uid, skill_text(each, lambda day: weekday_text(day, today)))
            for each in held()
        ]

    return ListPart(
        f"Skills of {name}",
        items,
        lambda key: place.open_part(_result_part(place, key, again)),
        hint="enter notes a try   n new   esc back",
        empty="none yet: n adds one",
        more={"n": lambda key: place.open_part(_new_part(place, uid, name, again))},
    )


def skill_text(skill: SkillView, day: Callable[..., str]) -> str:
    """`Review EN: failed, 2 tries, retake from Wed 2 Dec, 3:30 unpaid`."""
    told = [skill.result or "not tried"]
    if skill.attempts:
        count = len(skill.attempts)
        told.append(counted(count, "try") if count == 1 else f"{count} tries")
    if skill.retake is not None:
        told.append(f"retake from {day(skill.retake)}")
    if skill.unpaid_seconds:
        told.append(f"{hm(skill.unpaid_seconds)} unpaid")
    if skill.unlocks:
        told.append(f"opens {visible(skill.unlocks)}")
    return f"{skill.name}: {', '.join(told)}"


def _result_part(place: Place, uid: str, again: Callable[[], None]) -> PrefixPart:
    found = next((each for each in skills(place.store, place.now()) if each.uid == uid), None)
    options = [(key, result, _noter(place, uid, result, again)) for key, result in RESULT_KEYS]
    return PrefixPart(f"A try at {found.name if found else 'it'}", options)


def _noter(place: Place, uid: str, result: str, again: Callable[[], None]) -> Handler:
    def note() -> None:
        if result != "failed":
            _note(place, uid, result, None)
            again()
            return
        place.open_part(
            AskPart(
                "Failed",
                "retake",
                "the first day of another try, such as 2026-12-02 or +14d; enter alone: none known",
                read=str.strip,
                told=lambda typed: typed or "no other try is known",
                act=lambda typed: _note(place, uid, result, typed or None),
                back=again,
            )
        )

    return note


def _note(place: Place, uid: str, result: str, retake: str | None) -> None:
    add_attempt(place.store, place.now(), uid, result=result, retake=retake)
    place.taskwell.say(f"Noted: {result}", undo=True)


def _new_part(place: Place, uid: str, name: str, again: Callable[[], None]) -> AskPart[str]:
    def add(skill: str) -> None:
        add_skill(place.store, place.now(), skill, platform=uid)
        place.taskwell.say(f"Added the skill {visible(skill)}", undo=True)

    return AskPart(
        f"A new skill of {name}",
        "name",
        "such as Review EN, or the qualification's own name",
        read=lambda typed: clean_name(typed, "skill"),
        told=lambda typed: typed,
        act=add,
        back=again,
    )
