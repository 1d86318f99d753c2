"""What the one message line says about rests, limits, hours and check-ins. Never more than a line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from weakref import WeakKeyDictionary

from taskwell.figures.strain import DISCOMFORT, lasts, lingers
from taskwell.queries import exposure, hours, rests
from taskwell.queries.checkins import entries, entry
from taskwell.queries.reviews import WEEK, review_of, week_to_review
from taskwell.queries.sessions import open_sessions
from taskwell.queries.settings import calendar, value
from taskwell.queries.stretches import worked_on
from taskwell.records.checkin import CheckIn
from taskwell.store.store import Store
from taskwell.timekeeping.days import ONE_DAY
from taskwell.timekeeping.durations import in_words

PRIVATE = "wellbeing:"
"""How the keys begin that tell of the diary: what is answered to them is kept there as well."""
OFFER, REVIEW = f"{PRIVATE}checkin", f"{PRIVATE}review"
BODY, EYES, LINGER = f"{PRIVATE}body", f"{PRIVATE}eyes", f"{PRIVATE}linger"
OFFERED_FOR = timedelta(hours=2)
"""How long after the last stop of a day its check-in is offered."""
SAID_FOR = 600
"""Seconds for which it is said that a rest is over."""
FRESH = timedelta(days=2)
"""How old the newest entry may be for what it says to be news."""
LOOKED_BACK = timedelta(days=21)

Notice = tuple[str, str, int, str | None]
"""Key, text, priority (0 is the most pressing), and the act that belongs to it."""


def notices(store: Store, now: datetime) -> Iterator[Notice]:
    """Everything there is to say now."""
    yield from _rest(store, now)
    yield from exposure.notices(store, now)
    for key, text in hours.notices(store, now):
        yield key, text, 7, None
    yield from _diary(store, now)


def _rest(store: Store, now: datetime) -> Iterator[Notice]:
    """A line when a rest is near, one when it is due, brighter once after five minutes, then nothing;
    and one when it is over."""
    found = rests.clock(store, now)
    if found.due_in is None:
        return
    kind = "Long rest" if found.long else "Rest"
    length = in_words(found.length)
    over = 0 if found.resting is None else found.resting - found.length
    at = f"{found.offers[-1]:%d%H%M%S}:{found.postponed}" if found.offers else ""
    if found.phase == "soon":
        text = f"{kind} of {length} in a minute: time to finish this item"
        yield f"rest:soon:{len(found.offers)}:{at}", text, 5, None
    elif found.phase in ("due", "again"):
        text = f"{kind} due, {length}: b begins; b p later, b z snooze, b x skip"
        yield f"rest:{found.phase}:{at}", text, 4 if found.phase == "due" else 1, None
    elif 0 <= over < SAID_FOR and found.resting and rests.state(store, now) == "paused":
        text = f"{length} of rest are over   b: go on, or rest as long as you like"
        yield f"rest:over:{at}:{len(found.breaks)}", text, 4, None


_DIARY: WeakKeyDictionary[Store, tuple[object, tuple[Notice, ...]]] = WeakKeyDictionary()


def _diary(store: Store, now: datetime) -> tuple[Notice, ...]:
    """What check-ins have to say, and when they are offered; asked for again each minute."""
    key = (store.sequence, store.diary.sequence, int(now.timestamp()) // 60)
    known = _DIARY.get(store)
    if known is None or known[0] != key:
        known = _DIARY[store] = (key, tuple(_private(store, now)))
    return known[1]


def _private(store: Store, now: datetime) -> Iterator[Notice]:
    muted = {
        str(doc.get("key")) for doc in store.diary.core("dismissed").values() if doc.get("forever")
    }
    if not open_sessions(store, now):
        yield from _offers(store, now)
    # One quiet line a day: once one was seen, the others wait for tomorrow.
    today = calendar(store).day_of(now).isoformat()
    seen = {
        str(doc.get("key"))
        for doc in store.diary.core("dismissed").values()
        if doc.get("day") == today
    }
    if seen & {BODY, EYES, LINGER}:
        return
    for notice in triggers(store, now):
        if notice[0] not in muted:
            yield notice
            return


def _offers(store: Store, now: datetime) -> Iterator[Notice]:
    """A check-in after the last stop of a day, or before work on the next; the review of a week."""
    days = calendar(store)
    today = days.day_of(now)
    done = worked_on(store, now, today - ONE_DAY, today).all
    mine = [each for each in done if days.day_of(each[1]) == today]
    if mine:
        last = mine[-1][1]
        late = days.local(last) >= _evening(store, today)
        if late and now - last < OFFERED_FOR:
            if _untold(store, today):
                yield OFFER, "How was today? c: about 30 s", 6, "checkin.new"
            elif _unreviewed(store, now, today):
                yield (
                    REVIEW,
                    "The week in review: about 90 s   x: begin, or not again",
                    6,
                    "review.new",
                )
    elif done:
        if _untold(store, today - ONE_DAY):
            text = "Yesterday: 20 s? c   x: not again"
            yield OFFER, text, 6, "checkin.new"
        elif _unreviewed(store, now, today):
            yield (
                REVIEW,
                "Last week in review: about 90 s   x: begin, or not again",
                6,
                "review.new",
            )


def _evening(store: Store, today: date) -> datetime:
    """The time of day from which on a stop is followed by the offer, on a day of the person."""
    days = calendar(store)
    hour, minute = (int(part) for part in str(value(store, "checkin_after")).split(":"))
    wall = datetime.combine(today, datetime.min.time()).replace(
        hour=hour, minute=minute, tzinfo=days.zone
    )
    early = (hour, minute) < (days.day_start.hour, days.day_start.minute)
    return wall + ONE_DAY if early else wall


def _untold(store: Store, day: date) -> bool:
    found = entry(store, day)
    return found is None or found[1].draft


def _unreviewed(store: Store, now: datetime, today: date) -> bool:
    week = week_to_review(store, now)
    if today not in (week + WEEK, week + WEEK + ONE_DAY):
        return False
    found = review_of(store, week)
    if found is not None and not found[1].draft:
        return False
    return bool(worked_on(store, now, week, week + WEEK).all)


def offered_day(store: Store, now: datetime, key: str | None) -> date:
    """The day a check-in is about when it is begun: yesterday while that is what is offered."""
    days = calendar(store)
    today = days.day_of(now)
    if key == OFFER and not any(
        days.day_of(each[1]) == today for each in worked_on(store, now, today, today).all
    ):
        return today - ONE_DAY
    return today


def triggers(store: Store, now: datetime) -> Iterator[Notice]:
    """What the last entries say that may be worth a thought; each can be muted for good."""
    today = calendar(store).day_of(now)
    found = list(entries(store, today - LOOKED_BACK, today).values())
    if not found or today - found[-1].day > FRESH:
        return
    body = [(each, each.body) for each in found if each.body is not None]
    times = lasts([answer for _, answer in body])
    if times:
        place = _spot([each for each, answer in body[-5:] if answer >= DISCOMFORT])
        text = f"{place} discomfort in {times} of the last 5 entries   x: more, or not again"
        yield BODY, text, 6, "wellbeing.about"
    times = lasts([each.eyes for each in found if each.eyes is not None])
    if times:
        text = f"Eye strain in {times} of the last 5 entries   x: more, or not again"
        yield EYES, text, 6, "wellbeing.about"
    if lingers([each.linger for each in found if each.linger is not None]):
        yield LINGER, "Something you saw came back   x: more, or not again", 6, "wellbeing.about"


def _spot(found: list[CheckIn]) -> str:
    """The spot that was named most, as a word to begin with."""
    named = [each.spot for each in found if each.spot]
    return max(set(named), key=named.count).capitalize() if named else "Body"


ABOUT = {
    BODY: (
        "Shorter blocks or a different task may help.",
        "If it lasts two weeks, or you notice numbness or weakness, see a doctor or physiotherapist.",
    ),
    EYES: (
        "Larger letters, more light, or a look into the distance now and then may help.",
        "If it lasts two weeks, an optician or a doctor can have a look.",
    ),
    LINGER: (
        "Other material for some days may help, and so may talking with someone you trust.",
        "The help panel (!) names places to turn to.",
    ),
}
"""What is said when more is asked for."""
