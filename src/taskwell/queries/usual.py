"""What is usual for a person: strain beside it, the first hours, and days beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from weakref import WeakKeyDictionary

from taskwell.figures.association import TwoMedians, two_medians
from taskwell.figures.strain import BEFORE, LAST, NEEDED_FOR_USUAL, Usual, usual, whole
from taskwell.queries.checkins import entries, strains
from taskwell.queries.pairs import Series, series
from taskwell.queries.settings import calendar
from taskwell.queries.stretches import worked
from taskwell.store.store import Store
from taskwell.timekeeping.durations import hm
from taskwell.timekeeping.intervals import seconds

LOOKED_BACK = timedelta(days=90)
"""Days in which the last entries and those before them are looked for."""
TIRED, NEEDED = 4, 5
"""The answer that is looked for, and the days it has to be given on before a middle is told."""
HALF_A_YEAR = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class FirstTired:
    """The middle of the seconds worked before a day's check-in said 4 or 5 to tiredness; None with
    fewer than five such days, `days` of which there are."""

    seconds: int | None
    days: int


def usual_strain(store: Store, now: datetime) -> Usual:
    """The strain of the last three entries beside the usual one."""
    today = calendar(store).day_of(now)
    return usual(strains(entries(store, today - LOOKED_BACK, today)))


def usual_words(found: Usual, *, short: bool = False) -> str:
    """`strain 40 over the last 3 entries; usual 31 (n 19): within your usual`."""
    if found.now is None:
        return f"strain: {LAST} entries are needed to begin with"
    head = f"strain {whole(found.now)}{'' if short else f' over the last {LAST} entries'}"
    if found.usual is None or found.limit is None:
        early = f"{head}; usual: too early to tell, {found.n} of {NEEDED_FOR_USUAL}"
        return early if short else f"{early} entries in {BEFORE} days"
    where = "above your usual" if found.above else "within your usual"
    return f"{head}; usual {whole(found.usual)} (n {found.n}): {where}"


_FIRST: WeakKeyDictionary[Store, tuple[object, FirstTired]] = WeakKeyDictionary()


def first_tired(store: Store, now: datetime) -> FirstTired:
    """How much had been worked when a day's check-in said 4 or more; the days before today."""
    days = calendar(store)
    today = days.day_of(now)
    key = (store.sequence, store.diary.sequence, today)
    known = _FIRST.get(store)
    if known is None or known[0] != key:
        known = _FIRST[store] = (key, _first_tired(store, now, today))
    return known[1]


def _first_tired(store: Store, now: datetime, today: date) -> FirstTired:
    days = calendar(store)
    found = []
    for day, each in entries(store, today - HALF_A_YEAR, today).items():
        if each.recalled or each.tired is None or each.tired < TIRED:
            continue
        start, end = days.bounds(day)
        done = sum(map(seconds, worked(store, now, start, min(each.at, end)).all))
        if done:
            found.append(done)
    return FirstTired(int(median(found)) if len(found) >= NEEDED else None, len(found))


def first_tired_words(found: FirstTired, *, short: bool = False) -> str:
    """`first "4" of tiredness after 5:10 worked, middle of 6 days`."""
    if found.seconds is None:
        return f'first "4" of tiredness: too early to tell, {found.days} of {NEEDED} days'
    if short:
        return f'tired "4" after {hm(found.seconds)} worked, middle of {found.days} days'
    return f'first "4" of tiredness after {hm(found.seconds)} worked, middle of {found.days} days'


@dataclass(frozen=True, slots=True)
class Card:
    """Two groups of days side by side: what parts them, which figure, and its middle in each."""

    more: str
    less: str
    figure: str
    found: TwoMedians


_CARDS = (
    ("2 or more rests", "fewer", "strain", "rests", "strain", 2.0),
    ("6 h or more", "less", "strain", "hours", "strain", 6.0),
    ("7 h of sleep or more", "less", "mood", "sleep", "mood", 7.0),
)


def cards(store: Store, now: datetime) -> tuple[Card, ...]:
    """The groups that hold ten days each, the one of rests first."""
    found: Series = series(store, now)
    made = []
    for more, less, figure, first, second, border in _CARDS:
        groups = two_medians(found.together(first, second), border)
        if groups is not None:
            made.append(Card(more, less, figure, groups))
    return tuple(made)


def card_words(card: Card, *, short: bool = False) -> str:
    """`2 or more rests: strain 31 (12 days)  fewer: 44 (10 days)  not proof of cause`."""
    found = card.found
    more, less = _number(found.more), _number(found.less)
    if short:
        return f"{card.more}: {card.figure} {more}  {card.less}: {less}, not proof"
    return (
        f"{card.more}: {card.figure} {more} ({found.more_days} days)"
        f"  {card.less}: {less} ({found.less_days} days)  not proof of cause"
    )


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0") if value < 6 else f"{whole(value)}"
