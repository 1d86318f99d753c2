"""Rests: when the next is due, and how many there were, from the sessions and the answers given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from weakref import WeakKeyDictionary

from taskwell.figures.rests import RestClock, Rules, Said, State, rest_clock
from taskwell.queries.sessions import open_sessions
from taskwell.queries.settings import calendar, value
from taskwell.queries.stretches import worked
from taskwell.records import rest as records
from taskwell.store.store import Store
from taskwell.timekeeping.durations import in_words
from taskwell.timekeeping.instants import to_text

BEFORE = timedelta(hours=36)
"""How far back the present clock looks: longer ago there was a night."""
A_HALF_DAY = timedelta(hours=12)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Rests:
    """The rests of a day. `offered` came due while work went on; `taken` were had when they were due,
    `natural` came by themselves, `skipped` were let go."""

    offered: int = 0
    taken: int = 0
    natural: int = 0
    skipped: int = 0

    @property
    def had(self) -> int:
        """All rests there were."""
        return self.taken + self.natural


def rest_rules(store: Store) -> Rules:
    """The person's settings of rests."""
    found = {
        name: value(store, f"rest_{key}")
        for name, key in (
            ("after", "after"),
            ("length", "length"),
            ("long_every", "long_after"),
            ("long_length", "long"),
            ("hard_length", "hard"),
            ("warn", "warn"),
        )
    }
    return Rules(**{name: each for name, each in found.items() if isinstance(each, int)})


def clock(store: Store, now: datetime) -> RestClock:
    """Where the clock of rests stands now."""
    start = _window(now)
    # The end is fixed for a day, so that what ran before is worked out once and not each second.
    found = worked(store, now, start, start + 3 * BEFORE)
    answers = _answers(store, start)
    return rest_clock(found.stretches(), answers, rest_rules(store), now, state(store, now))


def _window(now: datetime) -> datetime:
    """The beginning of the hours that are looked at; the same one for an hour."""
    return now.replace(minute=0, second=0, microsecond=0) - BEFORE


def state(store: Store, now: datetime) -> State:
    """Whether work goes on, is paused, or nothing is open."""
    found = open_sessions(store, now)
    if any(not each.session.paused for each in found):
        return "working"
    return "paused" if found else "stopped"


_SAID: WeakKeyDictionary[Store, tuple[object, tuple[Said, ...]]] = WeakKeyDictionary()


def _answers(store: Store, start: datetime) -> tuple[Said, ...]:
    key = (store.diary.sequence, start)
    known = _SAID.get(store)
    if known is None or known[0] != key:
        known = _SAID[store] = (key, tuple(_said(store, to_text(start), "9")))
    return known[1]


def _said(store: Store, first: str, last: str) -> Iterator[Said]:
    for _, document in store.diary.between(records.TABLE, first, last):
        each = records.from_document(document)
        yield Said(each.at, each.answer, each.seconds)


def answers_of(store: Store, now: datetime, first: date, last: date) -> tuple[Said, ...]:
    """What was answered to rests from half a day before `first` up to the end of `last`, or to `now`."""
    start, end = calendar(store).span(first, last)
    return tuple(_said(store, to_text(start - A_HALF_DAY), to_text(min(end, now + _SECOND))))


def of_days(store: Store, now: datetime, first: date, last: date) -> dict[date, Rests]:
    """The rests of each day from `first` to `last` on which there was work or an answer.

    By the rules of today for every day, so that days can be compared.
    """
    days = calendar(store)
    start, end = days.span(first, last)
    start -= A_HALF_DAY
    found = worked(store, now, start, end).stretches()
    over = now >= end
    replay = rest_clock(
        found,
        answers_of(store, now, first, last),
        rest_rules(store),
        end if over else now,
        "stopped" if over else state(store, now),
    )
    counts: dict[date, list[int]] = {}

    def count(at: datetime, place: int) -> None:
        day = days.day_of(at)
        if first <= day <= last:
            counts.setdefault(day, [0, 0, 0, 0])[place] += 1

    for stretch in found:
        day = days.day_of(stretch.started)
        if first <= day <= last:
            counts.setdefault(day, [0, 0, 0, 0])
    for at in replay.offers:
        count(at, 0)
    for each in replay.breaks:
        if days.day_of(each.started) == days.day_of(each.ended):  # a night is no rest
            count(each.started, 1 if each.taken else 2)
    for at in replay.skipped:
        count(at, 3)
    return {day: Rests(*each) for day, each in sorted(counts.items())}


_DAY: WeakKeyDictionary[Store, tuple[object, Rests]] = WeakKeyDictionary()


def of_today(store: Store, now: datetime) -> Rests:
    """The rests of the person's present day; worked out once a minute and after every change."""
    today = calendar(store).day_of(now)
    key = (store.sequence, store.diary.sequence, today, int(now.timestamp()) // 60)
    known = _DAY.get(store)
    if known is None or known[0] != key:
        known = _DAY[store] = (key, of_days(store, now, today, today).get(today, Rests()))
    return known[1]


def eyes_due(store: Store, now: datetime) -> bool:
    """Whether it is time to rest the eyes: for a few seconds after each stretch of work so long."""
    after, length = value(store, "eye_after"), value(store, "eye_length")
    if not isinstance(after, int) or not isinstance(length, int) or not after:
        return False
    if state(store, now) != "working":
        return False
    found = clock(store, now)
    if found.due_in is None:  # without rests the time since the last pause counts
        start = _window(now)
        stretches = worked(store, now, start, start + 3 * BEFORE).all
        since = int((now - stretches[-1][0]).total_seconds()) if stretches else 0
    else:
        since = found.worked
    return since >= after and since % after < length


def due_in(store: Store, now: datetime) -> int | None:
    """Seconds of work until the next rest, 0 when it is due; None while nothing runs, or without
    rests."""
    found = clock(store, now)
    if found.due_in is None or state(store, now) != "working":
        return None
    return max(0, found.due_in)


def clock_words(found: RestClock, working: bool) -> str:
    """`rest in 28 min`, `rest is due, 5 min`, `resting 2:10 of 5 min`; "" when nothing counts."""
    if found.due_in is None:
        return ""
    if working:
        if found.due_in > 0:
            return f"rest in {in_words(found.due_in)}"
        long = "long rest" if found.long else "rest"
        return f"{long} is due, {in_words(found.length)}"
    if found.resting is None:
        return ""
    minutes, seconds = divmod(found.resting, 60)
    return f"resting {minutes}:{seconds:02d} of {in_words(found.length)}"
