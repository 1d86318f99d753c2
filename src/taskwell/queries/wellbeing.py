"""What the Wellbeing tab shows: today, the last fourteen days, the month, and what is usual."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from taskwell.figures.rests import RestClock
from taskwell.figures.strain import Usual, median_around, weekday_medians
from taskwell.queries import rests
from taskwell.queries.checkins import entries, entry, strain_of, strains
from taskwell.queries.exposure import Exposure, exposure
from taskwell.queries.hours import Hours, hours
from taskwell.queries.pairs import pairs_words
from taskwell.queries.reviews import review_of, week_to_review
from taskwell.queries.settings import calendar
from taskwell.queries.usual import (
    Card,
    FirstTired,
    card_words,
    cards,
    first_tired,
    first_tired_words,
    usual_strain,
    usual_words,
)
from taskwell.records.checkin import ITEMS, CheckIn
from taskwell.store.store import Store
from taskwell.timekeeping.days import ONE_DAY
from taskwell.timekeeping.durations import hm

FORTNIGHT = 14
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
SHORT = tuple(name[:3] for name in MONTHS)


@dataclass(frozen=True, slots=True)
class Today:
    """The top of the tab. `entry` is the check-in of today (a draft as well), `rest` the clock's words."""

    entry: CheckIn | None
    rests: rests.Rests
    clock: RestClock
    rest: str
    exposure: Exposure
    hours: Hours


@dataclass(frozen=True, slots=True)
class DayColumn:
    """One day of the table: its entry and strain, None where there is none, and the middle of the
    strain of the seven days up to it."""

    day: date
    entry: CheckIn | None
    strain: float | None
    median: float | None


@dataclass(frozen=True, slots=True)
class Month:
    """A month: weeks of days of the month (0 for a day of another one), those with an entry, and how
    many entries there are."""

    year: int
    month: int
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[int, ...], ...]
    told: frozenset[int]
    entries: int

    @property
    def title(self) -> str:
        """`November`, with the year when asked for."""
        return MONTHS[self.month - 1]


@dataclass(frozen=True, slots=True)
class Year:
    """Strain of every day of the 53 weeks up to a day: weeks of seven, None where there is none."""

    first: date
    weeks: tuple[tuple[float | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Days:
    """The middle of the tab, for the days that end with the last one shown."""

    columns: tuple[DayColumn, ...]
    spots: str
    month: Month
    review: str


@dataclass(frozen=True, slots=True)
class Trends:
    """What is usual, in words and numbers."""

    usual: Usual
    first: FirstTired
    cards: tuple[Card, ...]
    pairs: str
    weekdays: tuple[tuple[str, float | None, int], ...]

    def words(self, *, short: bool = False) -> list[str]:
        """What is usual, the first hours, the first two groups of days, and the pairs in a line."""
        return [
            usual_words(self.usual, short=short),
            first_tired_words(self.first, short=short),
            *(card_words(card, short=short) for card in self.cards[:1]),
            self.pairs,
        ]


def today(store: Store, now: datetime) -> Today:
    """Today's entry, rests, hard material and hours."""
    found = entry(store, calendar(store).day_of(now))
    clock = rests.clock(store, now)
    working = rests.state(store, now) == "working"
    return Today(
        found[1] if found is not None else None,
        rests.of_today(store, now),
        clock,
        rests.clock_words(clock, working),
        exposure(store, now),
        hours(store, now),
    )


def days(store: Store, now: datetime, last: date, count: int = FORTNIGHT) -> Days:
    """The `count` days up to `last`, and the month of `last`."""
    first = last - timedelta(days=count - 1)
    told = entries(store, first, last)
    strained = strains(entries(store, first - timedelta(days=6), last))
    columns = tuple(
        DayColumn(
            day,
            told.get(day),
            strain_of(told[day]) if day in told else None,
            median_around(strained, day),
        )
        for day in (first + n * ONE_DAY for n in range(count))
    )
    return Days(columns, spots_words(told), month(store, last), review_words(store, now))


def month(store: Store, within: date) -> Month:
    """The month that holds a day."""
    length = monthrange(within.year, within.month)[1]
    first = within.replace(day=1)
    told = entries(store, first, within.replace(day=length))
    week_start = calendar(store).week_start
    before = (first.weekday() - week_start) % 7
    cells = [0] * before + list(range(1, length + 1))
    cells += [0] * (-len(cells) % 7)
    names = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
    return Month(
        within.year,
        within.month,
        tuple(names[(week_start + n) % 7] for n in range(7)),
        tuple(tuple(cells[at : at + 7]) for at in range(0, len(cells), 7)),
        frozenset(day.day for day in told),
        len(told),
    )


def year(store: Store, last: date, weeks: int = 53) -> Year:
    """The strip of a year, by the person's weeks."""
    begin = calendar(store).week_of(last) - timedelta(days=7 * (weeks - 1))
    found = strains(entries(store, begin, last))
    every = [found.get(begin + n * ONE_DAY) for n in range(7 * weeks)]
    return Year(begin, tuple(tuple(every[at : at + 7]) for at in range(0, len(every), 7)))


def spots_words(told: dict[date, CheckIn]) -> str:
    """`body: wrist, right, on 13, 15 and 17 Nov`; "" when nothing was named."""
    places: dict[tuple[str, str], list[date]] = {}
    for day, each in told.items():
        if each.spot:
            places.setdefault((each.spot, each.side), []).append(day)
    if not places:
        return ""
    (spot, side), on = max(places.items(), key=lambda each: (len(each[1]), each[1][-1]))
    more = f"; {len(places) - 1} more" if len(places) > 1 else ""
    beside = f", {side}" if side else ""
    return f"body: {spot}{beside}, on {days_words(on)}{more}"


def days_words(days: Sequence[date]) -> str:
    """`13, 15 and 17 Nov`, or `30, 31 Oct, 2 and 4 Nov`: each month once, behind its last day."""
    named = [
        str(day.day)
        if after is not None and after.month == day.month
        else f"{day.day} {SHORT[day.month - 1]}"
        for day, after in zip(days, [*days[1:], None], strict=True)
    ]
    return " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))


def review_words(store: Store, now: datetime) -> str:
    """What is known of the week's review."""
    week = week_to_review(store, now)
    found = review_of(store, week)
    end = week + timedelta(days=6)
    state = "n begins" if found is None else "n goes on" if found[1].draft else "done"
    return f"review {end.day} {SHORT[end.month - 1]}: {state}"


def trends(store: Store, now: datetime) -> Trends:
    """What is usual, up to today."""
    day = calendar(store).day_of(now)
    strained = strains(entries(store, day - timedelta(days=180), day))
    groups = weekday_medians(strained)
    names = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
    return Trends(
        usual_strain(store, now),
        first_tired(store, now),
        cards(store, now),
        pairs_words(store, now),
        tuple((names[at], middle, n) for at, (middle, n) in enumerate(groups)),
    )


def entry_json(each: CheckIn) -> dict[str, object]:
    """A check-in as scripts read it; seconds for durations, null for what was skipped."""
    return {
        "uid": each.uid,
        "day": each.day.isoformat(),
        **{name: each.answer(name) for name in ITEMS},
        "spot": each.spot or None,
        "side": each.side or None,
        "sleep": each.sleep,
        "other": each.other,
        "note": each.note,
        "strain": strain_of(each),
        "recalled": each.recalled,
    }


def hours_words(found: Hours, *, short: bool = False) -> tuple[str, str]:
    """`5:11 today, 15:26 this week` and `+ 20:00 other job = 35:26`; the second may be empty.

    `short` puts both into the first: `5:11 today, 35:26 this week, 20:00 elsewhere`.
    """
    if short and found.other_week:
        week = f"{hm(found.week_total)} this week, {hm(found.other_week)} elsewhere"
        return f"{hm(found.today)} today, {week}", ""
    other = (
        f"+ {hm(found.other_week)} other job = {hm(found.week_total)}" if found.other_week else ""
    )
    return f"{hm(found.today)} today, {hm(found.week)} this week", other


def rests_words(found: rests.Rests, *, short: bool = False) -> str:
    """`2 taken, 1 natural, 4 offered`; unless it is short, what was skipped as well."""
    skipped = f", {found.skipped} skipped" if found.skipped and not short else ""
    return f"{found.taken} taken, {found.natural} natural, {found.offered} offered{skipped}"


def hard_words(found: Exposure) -> str:
    """`0:00 of 4:00 today, 1:20 this week`."""
    cap = f" of {hm(found.cap)}" if found.cap is not None else ""
    lifted = " (limit lifted)" if found.lifted else ""
    return f"{hm(found.used)}{cap} today{lifted}, {hm(found.week)} this week"
