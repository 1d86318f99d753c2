"""The demo's diary: check-ins on most evenings, a wrist that hurts lately, and a few reviews."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from taskwell.queries.settings import calendar
from taskwell.records import checkin as checkins
from taskwell.records import review as reviews
from taskwell.records.checkin import CheckIn
from taskwell.records.documents import Document
from taskwell.records.review import Review
from taskwell.store.store import Store
from taskwell.timekeeping.days import ONE_DAY, Calendar

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_EVENING = time(18, 20)
_LATELY: tuple[tuple[int, tuple[int, int, int, int, int]], ...] = (
    (13, (4, 2, 1, 2, 1)), (12, (4, 2, 2, 2, 2)), (10, (3, 3, 2, 3, 2)), (9, (4, 2, 2, 2, 2)),
    (8, (4, 2, 1, 3, 2)), (7, (3, 3, 2, 3, 2)), (6, (3, 3, 3, 3, 4)), (4, (4, 2, 1, 2, 4)),
    (3, (4, 3, 2, 3, 2)), (2, (3, 3, 2, 3, 4)), (1, (4, 3, 2, 2, 2)),
)  # fmt: skip
"""Days ago, with mood, tired, tense, eyes and body; today has no entry yet."""
_TOLD = 0.72
"""How often an evening has an entry."""


def fill_diary(store: Store, now: datetime, *, years: float, seed: int) -> None:
    """Fill the diary of a demo store with `years` of evenings up to yesterday, in one transaction."""
    days, chance = calendar(store), Random(seed)
    today = days.day_of(now)
    with store.diary.transaction("fill the demo diary", at=now) as tx:
        tx.insert_many(checkins.TABLE, _evenings(days, today, years, chance))
        tx.insert_many(reviews.TABLE, _reviews(days, today, chance))
    store.diary.fold(force=True)


def _evenings(days: Calendar, today: date, years: float, chance: Random) -> Iterator[Document]:
    day = today - timedelta(days=round(years * 365.25))
    mood = 3.5
    while day < today - timedelta(days=13):
        mood += 0.35 * (3.6 - mood) + chance.gauss(0, 0.5)
        if chance.random() < _TOLD:
            tired = 6.2 - mood + chance.gauss(0, 0.6)
            yield _entry(
                days,
                day,
                chance,
                (mood, tired - 0.3, tired - 0.9, chance.gauss(2.4, 0.6), chance.gauss(1.8, 0.5)),
            )
        day += ONE_DAY
    for ago, answers in _LATELY:
        yield _entry(days, today - ago * ONE_DAY, chance, answers)


def _entry(
    days: Calendar, day: date, chance: Random, answers: tuple[float, float, float, float, float]
) -> Document:
    mood, tired, tense, eyes, body = (min(5, max(1, round(each))) for each in answers)
    hurts = body >= checkins.HURTS
    at = datetime.combine(day, _EVENING, tzinfo=days.zone)
    return checkins.to_document(
        CheckIn(
            uid=_uid(chance),
            day=day,
            at=at,
            zone=days.zone_name,
            mood=mood,
            tired=tired,
            tense=tense,
            eyes=eyes,
            body=body,
            spot="wrist" if hurts else "",
            side="right" if hurts else "",
            sleep=round(chance.gauss(7.1, 0.8) * 12) * 300,
            other=4 * 3600 if day.weekday() < 5 else None,
        )
    )


def _reviews(days: Calendar, today: date, chance: Random) -> Iterator[Document]:
    week = days.week_of(today)
    for ago in (4, 3, 2, 1):
        first = week - timedelta(days=7 * ago)
        yield reviews.to_document(
            Review(
                uid=_uid(chance),
                day=first,
                at=datetime.combine(first + timedelta(days=6), _EVENING, tzinfo=days.zone),
                zone=days.zone_name,
                switch_off=chance.choice((3, 4, 4)),
                pace=chance.choice((3, 4)),
                worth=chance.choice((3, 4)),
                refuse=chance.choice((4, 5)),
                burnout=chance.choice((1, 2)),
            )
        )


def _uid(chance: Random) -> str:
    return "".join(chance.choices(_LETTERS, k=12))
