"""Skills and qualifications: what each took, what came of it, and when it has paid for itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from hashlib import sha256

from taskwell.errors import BadInput
from taskwell.money.amounts import Money
from taskwell.queries.directory import Directory, directory
from taskwell.queries.hourly import LEAST_SESSIONS, Real, real_hourly
from taskwell.queries.lookup import place_label
from taskwell.queries.settings import calendar
from taskwell.records import session as sessions
from taskwell.records import skill as skill_records
from taskwell.records.skill import RESULTS, TABLE, Skill
from taskwell.records.text import markdown, markdown_table, visible
from taskwell.store.documents import Doc
from taskwell.store.store import Store
from taskwell.timekeeping.durations import hm, in_words

UNPAID = frozenset({"qualification", "training"})
"""The kinds of sessions that count as unpaid hours invested, if tagged with the skill's tag."""
_RANK = {result: place for place, result in enumerate(RESULTS)}


@dataclass(frozen=True, slots=True)
class AttemptView:
    """One try by its number, from 1; `seconds` are unpaid time that no session holds."""

    number: int
    day: date
    result: str
    seconds: int
    score: str


@dataclass(frozen=True, slots=True)
class PayBack:
    """After how much work an unpaid investment is earned back, and on what that rests.

    `seconds` of work, None where something is missing, which `text` then says. `hourly` is what an
    hour usually pays the person.
    """

    seconds: int | None
    hourly: Money | None
    text: str


@dataclass(frozen=True, slots=True)
class SkillView:
    """One skill; names are safe to show, `score` and `note` of the record are as typed.

    `result` is that of the newest try, "" without any. `unpaid_seconds` were invested; `seconds`
    is the time of all sessions with its tag, None without a tag. `retake_in` counts days from
    today, zero or less once another try is possible.
    """

    uid: str
    name: str
    place: str
    result: str
    day: date | None
    attempts: tuple[AttemptView, ...]
    retake: date | None
    retake_in: int | None
    unlocks: str
    gain: Money | None
    tag: str
    note: str
    unpaid_seconds: int
    seconds: int | None
    payback: PayBack
    platform_uid: str | None = None

    def json(self) -> dict[str, object]:
        """As scripts read it."""
        return {
            "uid": self.uid,
            "name": self.name,
            "place": self.place or None,
            "result": self.result or None,
            "day": self.day.isoformat() if self.day else None,
            "attempts": [
                {
                    "number": each.number,
                    "day": each.day.isoformat(),
                    "result": each.result,
                    "seconds": each.seconds,
                    "score": each.score,
                }
                for each in self.attempts
            ],
            "retake": self.retake.isoformat() if self.retake else None,
            "unlocks": self.unlocks,
            "gain": self.gain.json() if self.gain else None,
            "tag": self.tag,
            "note": self.note,
            "unpaid_seconds": self.unpaid_seconds,
            "seconds": self.seconds,
            "pay_back_seconds": self.payback.seconds,
            "pay_back": self.payback.text,
        }


def find_skill(store: Store, typed: str) -> tuple[int, Skill]:
    """Id and skill of a name: exact but for case, else a unique beginning, else of a uid.

    BadInput when there is none (near names are offered) or several begin so.
    """
    wanted = typed.strip().casefold()
    known = [(number, skill_records.from_document(d)) for number, d in store.core(TABLE).items()]
    exact = [each for each in known if each[1].name.casefold() == wanted]
    begin = [each for each in known if wanted and each[1].name.casefold().startswith(wanted)]
    named = [each for each in known if wanted and each[1].uid.startswith(wanted)]
    found = exact or begin or named
    if len(found) == 1:
        return found[0]
    shown = visible(typed.strip()[:60])
    if found:
        names = ", ".join(visible(each.name) for _, each in found[:5])
        raise BadInput(
            f"'{shown}' is the beginning of more than one skill", f"type more of it: {names}"
        )
    lower = {each.name.casefold(): visible(each.name) for _, each in known}
    near = ", ".join(lower[each] for each in get_close_matches(wanted, lower, n=3, cutoff=0.5))
    hint = f"did you mean {near}?" if near else "taskwell skill add makes a new one"
    raise BadInput(f"There is no skill '{shown}'", hint, field="skill")


def skills(store: Store, now: datetime) -> tuple[SkillView, ...]:
    """Every skill, by name."""
    found = [skill_records.from_document(each) for each in store.core(TABLE).values()]
    if not found:
        return ()
    names, real = directory(store), real_hourly(store, now)
    tags = frozenset(each.tag.casefold() for each in found if each.tag)
    hours = _hours(store, now, tags) if tags else {}
    today = calendar(store).day_of(now)
    found.sort(key=lambda each: (each.name.casefold(), each.uid))
    return tuple(_view(each, names, hours, real, today) for each in found)


def _view(
    skill: Skill,
    names: Directory,
    hours: Mapping[str, list[int]],
    real: Mapping[str, Real],
    today: date,
) -> SkillView:
    tagged, unpaid = hours.get(skill.tag.casefold(), [0, 0])
    invested = unpaid + sum(each.seconds for each in skill.attempts)
    return SkillView(
        skill.uid,
        visible(skill.name),
        place_label(names, skill.platform, skill.project) if skill.platform else "",
        skill.result,
        skill.attempts[-1].day if skill.attempts else None,
        tuple(
            AttemptView(number, each.day, each.result, each.seconds, each.score)
            for number, each in enumerate(skill.attempts, 1)
        ),
        skill.retake,
        (skill.retake - today).days if skill.retake else None,
        skill.unlocks,
        skill.gain,
        skill.tag,
        skill.note,
        invested,
        tagged if skill.tag else None,
        _payback(invested, skill, real),
        skill.platform,
    )


def _hours(store: Store, now: datetime, tags: frozenset[str]) -> dict[str, list[int]]:
    """Seconds of all sessions and of the unpaid ones by tag, whatever its case; over all years."""
    version = sha256("\n".join(sorted(tags)).encode()).hexdigest()[:16]

    def build(month: str, documents: Mapping[int, Doc]) -> dict[str, list[int]]:
        stopped = (each for each in documents.values() if each.get("ended") is not None)
        return _added_up(stopped, tags, None)

    sums = _added_up((document for _, document in store.sessions.open()), tags, now)
    for _, month in store.derived("skill-tags", f"1-{version}", build):
        for tag, (every, unpaid) in month.items():
            _put(sums, tag, every, unpaid)
    return sums


def _added_up(
    documents: Iterable[Doc], tags: frozenset[str], now: datetime | None
) -> dict[str, list[int]]:
    """Sessions by tag in seconds, all and unpaid; `now` ends those that run."""
    sums: dict[str, list[int]] = {}
    for document in documents:
        given = document.get("tags")
        # A month may hold a thousand sessions: only those with a skill's tag are read.
        if not isinstance(given, list | tuple):
            continue
        mine = tags & {str(tag).casefold() for tag in given}
        if mine:
            session = sessions.from_document(document)
            seconds = session.seconds(session.ended or now or session.started)
            for tag in mine:
                _put(sums, tag, seconds, seconds if session.kind in UNPAID else 0)
    return sums


def _put(sums: dict[str, list[int]], tag: str, every: int, unpaid: int) -> None:
    known = sums.setdefault(tag, [0, 0])
    known[0] += every
    known[1] += unpaid


def _payback(invested: int, skill: Skill, real: Mapping[str, Real]) -> PayBack:
    """The work that earns the unpaid hours back: hours x own usual hourly / gain an hour.

    Unpaid hours cost what the person's own hours usually bring: on the platform, else over all that
    pay in the gain's currency.
    """
    if not invested:
        return PayBack(None, None, "no unpaid time noted")
    if skill.gain is None:
        return PayBack(None, None, "what an hour gains by it is not noted")
    code = skill.gain.currency
    usual, n = _usual(skill, real, code)
    if usual is None:
        wanted = f"{n} of {LEAST_SESSIONS} sessions that say what an hour pays in {code}"
        return PayBack(None, None, f"too early: {wanted}")
    seconds = (2 * invested * usual.minor + skill.gain.minor) // (2 * skill.gain.minor)
    when = "once passed, " if skill.result not in ("", "passed") else ""
    text = (
        f"{when}about {in_words(max(60, seconds // 60 * 60))} of work: {hm(invested)} unpaid at the"
        f" usual {usual.shown()}/h (n {n}), {skill.gain.shown()} more an hour"
    )
    return PayBack(seconds, usual, text)


def _usual(skill: Skill, real: Mapping[str, Real], code: str) -> tuple[Money | None, int]:
    """What an hour usually pays in a currency, and the number of sessions behind it."""

    def sound(each: Real | None) -> bool:
        return each is not None and each.hourly is not None and each.hourly.currency == code

    own = real.get(skill.platform or "")
    if own is not None and sound(own) and own.n >= LEAST_SESSIONS:
        return own.hourly, own.n
    every = [each for each in real.values() if sound(each)]
    n = sum(each.n for each in every)
    time = sum(each.all_seconds for each in every)
    if n < LEAST_SESSIONS or not time:
        return None, n
    brought = sum(each.hourly.minor * each.all_seconds for each in every if each.hourly)
    return Money((2 * brought + time) // (2 * time), code), n


def skills_summary(store: Store, now: datetime, *, platforms: bool = True) -> str:
    """Skills, hours and qualifications as Markdown to hand on: no task content, no notes, no money.

    Without `platforms` none is named, also where a skill's own name or score names one.
    """
    names = directory(store)
    hidden = [] if platforms else [each.name for each in names.platforms.values()]
    found = skills(store, now)
    today = calendar(store).day_of(now)
    lines = ["# Skills and qualifications", "", f"As of {_day(today)}, from own time records.", ""]
    heads = ("Skill", "Hours", "Platform")[: 3 if platforms else 2]
    rows = [
        [
            _without(each.name, hidden),
            in_words(each.seconds) if each.seconds else "-",
            names.platform_name(each.platform_uid) if each.platform_uid else "-",
        ][: len(heads)]
        for each in found
    ]
    lines += [markdown_table(heads, rows, " r") if rows else "None yet."]
    tried = [each for each in found if each.day is not None]
    tried.sort(key=lambda each: (_RANK.get(each.result, len(_RANK)), each.name.casefold()))
    if tried:
        lines += ["", "## Qualifications", ""]
    for each in tried:
        score = visible(each.attempts[-1].score)
        told = [each.result, _day(each.day) if each.day else "", f"score {score}" if score else ""]
        tries = f"{len(each.attempts)} tries" if len(each.attempts) > 1 else ""
        text = ", ".join(part for part in [*told, tries] if part)
        lines.append(
            f"- {markdown(_without(each.name, hidden))}: {markdown(_without(text, hidden))}"
        )
    return "\n".join(lines) + "\n"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _without(text: str, names: list[str]) -> str:
    """The text with the platforms it names taken out."""
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(visible(name))}(?!\w)", "a platform", text, flags=re.I)
    return text
