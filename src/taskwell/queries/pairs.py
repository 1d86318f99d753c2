"""The six pairs of daily figures that are looked at for a link, and what may be said of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from weakref import WeakKeyDictionary

from taskwell.figures.association import COUNTED, WINDOW, Link, Pair, link, paired
from taskwell.queries.checkins import entries, strain_of
from taskwell.queries.rests import answers_of, of_days, rest_rules
from taskwell.queries.settings import calendar
from taskwell.queries.stretches import seconds_by_day, worked_on
from taskwell.records import reading as readings
from taskwell.records.checkin import CheckIn
from taskwell.store.store import Store
from taskwell.timekeeping.days import ONE_DAY, Calendar
from taskwell.timekeeping.instants import from_text, to_text

LEAST_WORK = 3600
"""Seconds of work on a day before its rests an hour are told."""

Figures = Mapping[date, float]


@dataclass(frozen=True, slots=True)
class Series:
    """Every figure by day over the last half year: `last` is the newest day."""

    last: date
    by_name: Mapping[str, Figures]

    def together(self, first: str, second: str, *, later: int = 0) -> list[Pair]:
        """The days with both figures, the second one `later` days after the first."""
        return paired(self.by_name[first], self.by_name[second], self.last, later=later)


@dataclass(frozen=True, slots=True)
class PairKind:
    """One of the six: two figures of a series, how many days later the second one is, and words for
    more of the first and more (or less) of the second."""

    key: str
    first: str
    second: str
    later: int
    title: str
    more: str
    rises: str
    falls: str


PAIRS = (
    PairKind("hours-strain", "hours", "strain", 0, "hours and strain of the same day",
             "more hours", "higher strain", "lower strain"),
    PairKind("hours-tired", "hours", "tired", 1, "hours and tiredness of the next day",
             "more hours", "more tiredness on the next day", "less tiredness on the next day"),
    PairKind("rests-strain", "rests an hour", "strain", 0, "rests an hour and strain",
             "more rests an hour", "higher strain", "lower strain"),
    PairKind("hard-linger", "hard hours", "linger", 1, "hard material and what came back next day",
             "more hard material", "more coming back on the next day",
             "less coming back on the next day"),
    PairKind("tired-quality", "tired", "quality", 0, "tiredness and quality of the same day",
             "more tiredness", "higher quality scores", "lower quality scores"),
    PairKind("sleep-mood", "sleep", "mood", 1, "sleep and mood of the next day",
             "more sleep", "a better mood on the next day", "a lower mood on the next day"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PairView:
    """A pair with its points and what may be said of it."""

    kind: PairKind
    pairs: tuple[Pair, ...]
    link: Link
    words: str

    def json(self) -> dict[str, object]:
        """As scripts read it."""
        found = self.link
        return {
            "pair": self.kind.key,
            "n": found.n,
            "verdict": found.verdict,
            "rho": None if found.rho is None else round(found.rho, 4),
            "interval": None if found.interval is None else [round(x, 4) for x in found.interval],
            "words": self.words,
        }


_KNOWN: WeakKeyDictionary[Store, tuple[object, Series]] = WeakKeyDictionary()


def series(store: Store, now: datetime) -> Series:
    """Every figure of the last half year, up to today; recalled entries are left out."""
    days = calendar(store)
    today = days.day_of(now)
    key = (store.sequence, store.diary.sequence, days, today)
    known = _KNOWN.get(store)
    if known is None or known[0] != key:
        known = _KNOWN[store] = (key, _series(store, now, today, days))
    return known[1]


def _series(store: Store, now: datetime, today: date, days: Calendar) -> Series:
    # One day more than the window, for the figures of the day before its first one.
    first = today - timedelta(days=WINDOW)
    told = {day: each for day, each in entries(store, first, today).items() if not each.recalled}
    return Series(
        today,
        {
            **_work(store, now, first, days),
            "strain": _answers(told, strain_of),
            "tired": _answers(told, lambda each: each.tired),
            "mood": _answers(told, lambda each: each.mood),
            "linger": _answers(told, lambda each: each.linger),
            "sleep": _answers(told, lambda each: None if each.sleep is None else each.sleep / 3600),
            "quality": _quality(store, first, today, days),
        },
    )


_WORK: WeakKeyDictionary[Store, tuple[object, Mapping[str, Figures]]] = WeakKeyDictionary()


def _work(store: Store, now: datetime, first: date, days: Calendar) -> Mapping[str, Figures]:
    """Hours and rests by day; kept while only check-ins are written, which every answer does."""
    today = days.day_of(now)
    key = (store.sequence, days, today, rest_rules(store), answers_of(store, now, first, today))
    known = _WORK.get(store)
    if known is None or known[0] != key:
        known = _WORK[store] = (key, _worked_figures(store, now, first, days))
    return known[1]


def _worked_figures(
    store: Store, now: datetime, first: date, days: Calendar
) -> Mapping[str, Figures]:
    today = days.day_of(now)
    found = worked_on(store, now, first, today)
    by_day = seconds_by_day(found.all, days)
    hard = seconds_by_day(found.hard, days)
    rests = of_days(store, now, first, today)
    every = [first + n * ONE_DAY for n in range(WINDOW + 1)]
    enough = {day: each for day, each in rests.items() if by_day.get(day, 0) >= LEAST_WORK}
    # A day off is a day of no hours once one has begun to work; before, nothing is known.
    return {
        "hours": {day: by_day.get(day, 0) / 3600 for day in _since_the_first(every, by_day)},
        "hard hours": {day: hard.get(day, 0) / 3600 for day in _since_the_first(every, by_day)},
        "rests": {day: float(each.had) for day, each in enough.items()},
        "rests an hour": {day: each.had * 3600 / by_day[day] for day, each in enough.items()},
    }


def _since_the_first(every: list[date], by_day: Mapping[date, int]) -> list[date]:
    begun = min(by_day, default=None)
    return [day for day in every if begun is not None and day >= begun]


def _answers(
    told: Mapping[date, CheckIn], answer: Callable[[CheckIn], float | None]
) -> dict[date, float]:
    return {day: float(value) for day, each in told.items() if (value := answer(each)) is not None}


def _quality(store: Store, first: date, last: date, days: Calendar) -> dict[date, float]:
    """Percent right of all answers that were counted on a day, whatever metric they belong to."""
    start, end = days.span(first, last)
    sums: dict[date, list[int]] = {}
    for _, document in store.between(readings.TABLE, to_text(start), to_text(end)):
        right, total = document.get("correct"), document.get("total")
        if isinstance(right, int) and isinstance(total, int) and total:
            of_day = sums.setdefault(days.day_of(from_text(str(document["at"]))), [0, 0])
            of_day[0] += right
            of_day[1] += total
    return {day: 100 * right / total for day, (right, total) in sums.items()}


def pairs(store: Store, now: datetime) -> tuple[PairView, ...]:
    """All six, each with what may be said of it."""
    found = series(store, now)
    made = []
    for kind in PAIRS:
        points = found.together(kind.first, kind.second, later=kind.later)
        seen = link(points)
        made.append(PairView(kind, tuple(points), seen, pair_words(kind, seen)))
    return tuple(made)


def pair_words(kind: PairKind, found: Link) -> str:
    """The one sentence that the number of days and the interval allow."""
    if found.verdict == "too few":
        return f"{found.n} of {COUNTED} days so far"
    if found.verdict == "too early":
        return f"{found.n} days: too early to tell"
    if found.verdict == "no link":
        return f"No clear link so far ({found.n} days)"
    if found.verdict == "not stable":
        return f"Not stable: the two halves of the {found.n} days differ"
    tended = kind.rises if (found.rho or 0) > 0 else kind.falls
    return (
        f"On days with {kind.more} you tended to report {tended}. This is not proof of cause."
        f" ({found.n} days)"
    )


def pairs_words(store: Store, now: datetime) -> str:
    """All pairs in a line: how many days there are, or what is clear."""
    found = pairs(store, now)
    linked = sum(each.link.verdict == "linked" for each in found)
    most = max(each.link.n for each in found)
    if most < COUNTED:
        return f"pairs: {most} of {COUNTED} days so far"
    if all(each.link.verdict in ("too few", "too early") for each in found):
        return f"pairs: {most} days, too early to tell"
    return (
        f"pairs: {linked} of {len(found)} go together" if linked else "pairs: no clear link so far"
    )
