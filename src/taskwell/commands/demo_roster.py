"""The demo's roster: how far its person has come with each platform, what was paid, what was noted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from random import Random

from taskwell.figures.payday import Schedule
from taskwell.money.amounts import Money
from taskwell.queries.catalogue import payout_rule
from taskwell.records import incident as incidents
from taskwell.records import mark as marks
from taskwell.records import note as notes
from taskwell.records import skill as skills
from taskwell.records.documents import Document
from taskwell.records.incident import Incident, Message
from taskwell.records.mark import Mark
from taskwell.records.note import Note
from taskwell.records.payout import Payout
from taskwell.records.platform import Platform, StateChange, Step
from taskwell.records.project import Project
from taskwell.records.skill import Attempt, Skill
from taskwell.store.transactions import Transaction
from taskwell.timekeeping.days import Calendar

_MARKED_DAYS = 180
_A_WHILE = timedelta(days=9)
"""After how long money is taken out, or comes where nobody knows the payday."""
_NOTES = (
    ("UHRS", "Relevance", "guidelines", "v4.2 since October: freshness counts more than length"),
    ("UHRS", "Relevance", "gotchas", "Adult queries: rate the result, never the query"),
    ("UHRS", "Side by side", "feedback", "Reviewer: say in one sentence why the left one wins"),
    ("Outlier", "Review EN", "gotchas", "Pause the timer before reading the guidelines again"),
    ("Outlier", None, "feedback", "More detail in the justification, fewer adjectives"),
    ("DataAnnotation", "Chat rating", "guidelines", "Check every claim that has a date in it"),
)


def others(chance: Random, today: date) -> Iterator[Platform]:
    """Platforms without work yet, or no more."""
    for name, key, change, steps in (
        (
            "Toloka",
            "toloka",
            StateChange(state="applied", since=today - timedelta(days=6)),
            ("apply", "their answer", "first paid task"),
        ),
        (
            "TELUS Digital",
            "telus",
            StateChange(state="found", since=today - timedelta(days=2)),
            ("apply", "assessment", "first paid task"),
        ),
        (
            "Welocalize",
            "welocalize",
            StateChange(state="left", since=today - timedelta(days=190), why="rate cut"),
            (),
        ),
    ):
        done = 1 if change.state == "applied" else 0
        yield Platform(
            uid=f"{name.casefold().replace(' ', '-')}-{_letters(chance, 6)}",
            name=name,
            letter="t" if change.state == "applied" else None,
            catalogue=key,
            states=(change,),
            steps=tuple(
                Step(text=text, done=change.since if n < done else None)
                for n, text in enumerate(steps)
            ),
        )


def _letters(chance: Random, count: int) -> str:
    return "".join(chance.choices("abcdefghijkmnpqrstuvwxyz23456789", k=count))


def settle(
    chance: Random,
    sessions: Iterable[Document],
    known: Mapping[str, Platform],
    days: Calendar,
    today: date,
) -> list[Payout]:
    """What the platforms have paid by today, a payout for each period whose payday is over.

    Marks the sessions that it pays. Work without a confirmed amount stays to be paid.
    """
    schedules = {
        uid: Schedule(rule, days.zone_name)
        for uid, platform in known.items()
        if (rule := payout_rule(platform)) is not None
    }
    paydays: dict[tuple[str, date], tuple[date, date]] = {}
    batches: dict[tuple[str, date, date, str], list[Document]] = {}
    for document in sessions:
        platform, earned = str(document["platform"]), document.get("earned")
        schedule = schedules.get(platform)
        if schedule is None or not isinstance(earned, dict):
            continue
        started = datetime.fromisoformat(str(document["started"]))
        worked = platform, days.day_of(started)
        if worked not in paydays:
            period, dates = schedule.of_piece(started, started)
            payday = dates.latest or dates.payable_day + _A_WHILE
            paydays[worked] = period.first, payday
        first, payday = paydays[worked]
        if payday < today:
            key = platform, first, payday, str(earned["currency"])
            batches.setdefault(key, []).append(document)
    return [
        _paid(chance, platform, payday, currency, batches[platform, first, payday, currency])
        for platform, first, payday, currency in sorted(batches)
    ]


def _paid(
    chance: Random, platform: str, day: date, currency: str, sessions: Iterable[Document]
) -> Payout:
    """One payout for all of these sessions, which name it from now on."""
    uid, minor = f"payout-{_letters(chance, 8)}", 0
    for document in sessions:
        earned = document["earned"]
        assert isinstance(earned, dict)
        document["settled"] = uid
        minor += int(earned["minor"])
    return Payout(uid=uid, platform=platform, day=day, amount=Money(minor, currency))


def furnish(
    tx: Transaction,
    chance: Random,
    by_uid: Mapping[str, Platform],
    parts: Iterable[Project],
    now: datetime,
    days: Calendar,
) -> None:
    """Marks of the last half year, a notebook, a qualification, and a warning that is open."""
    known = {each.name: each for each in by_uid.values()}
    projects = {(by_uid[each.platform].name, each.name): each.uid for each in parts}
    tx.insert_many("marks", (marks.to_document(each) for each in _marks(chance, known, now, days)))
    today = days.day_of(now)
    for number, (home, part, section, text) in enumerate(_NOTES):
        if home in known:
            made = Note(
                uid=_letters(chance, 12),
                platform=known[home].uid,
                project=projects.get((home, part)) if part else None,
                at=now - timedelta(days=3 + 5 * number),
                text=text,
                section=section,
            )
            tx.insert("notes", notes.to_document(made))
    if "OneForma" in known:
        attempt = Attempt(
            day=today - timedelta(days=11), result="failed", seconds=3 * 3600 + 1800, score="74 %"
        )
        skill = Skill(
            uid=_letters(chance, 12),
            name="Search quality EN",
            platform=known["OneForma"].uid,
            attempts=(attempt,),
            retake=today + timedelta(days=13),
            unlocks="Maps at a higher rate",
        )
        tx.insert("skills", skills.to_document(skill))
    if "UHRS" in known:
        told = Message(at=now - timedelta(days=7), text="Your spam score fell below the level.")
        warning = Incident(
            uid=_letters(chance, 12),
            platform=known["UHRS"].uid,
            kind="warning",
            opened=today - timedelta(days=7),
            project=projects.get(("UHRS", "Relevance")),
            reason="spam score",
            ticket="UH-4471",
            messages=(told,),
        )
        tx.insert("incidents", incidents.to_document(warning))


def _marks(
    chance: Random, known: Mapping[str, Platform], now: datetime, days: Calendar
) -> Iterator[Mark]:
    """Two or three looks a day at the platforms that are worked on."""
    looked_at = [each for each in known.values() if each.state in ("active", "slow")]
    start = days.bounds(days.day_of(now) - timedelta(days=_MARKED_DAYS))[0]
    for number in range(_MARKED_DAYS):
        for _ in range(chance.choice((1, 2, 3))):
            at = start + timedelta(days=number, minutes=chance.randint(7 * 60, 22 * 60))
            platform = chance.choice(looked_at) if looked_at else None
            if platform is None or at > now - timedelta(hours=2):
                continue
            state = chance.choices(marks.WORDS, (0.55, 0.2, 0.25))[0]
            yield Mark(
                uid=_letters(chance, 12),
                platform=platform.uid,
                at=at,
                state=state,
                zone=days.zone_name,
            )
