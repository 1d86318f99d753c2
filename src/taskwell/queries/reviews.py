"""Weekly reviews, and what the program knows of a week beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from taskwell.figures.strain import recovery, whole
from taskwell.money.amounts import Money
from taskwell.queries.checkins import entries, strains
from taskwell.queries.report import report
from taskwell.queries.rests import of_days
from taskwell.queries.settings import calendar
from taskwell.queries.stretches import seconds_by_day, worked_on
from taskwell.records import review as records
from taskwell.records.review import Review
from taskwell.store.store import Store
from taskwell.timekeeping.days import ONE_DAY
from taskwell.timekeeping.durations import hm
from taskwell.timekeeping.periods import Period

WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class WeekSummary:
    """A week in numbers: seconds worked, at another job and with hard material; rests had and offered;
    the middle of the strain of its entries; what an hour brought."""

    first: date
    seconds: int
    other: int
    hard: int
    rests: int
    offered: int
    entries: int
    strain: float | None
    hourly: tuple[Money, ...]

    def json(self) -> dict[str, object]:
        """As scripts read it."""
        return {
            "week": self.first.isoformat(),
            "seconds": self.seconds,
            "other_seconds": self.other,
            "hard_seconds": self.hard,
            "rests": self.rests,
            "rests_offered": self.offered,
            "entries": self.entries,
            "strain": self.strain,
            "hourly_all": [each.json() for each in self.hourly],
        }


def review_of(store: Store, week: date) -> tuple[int, Review] | None:
    """The review of the week that begins on a day, finished or begun, with its document's number."""
    found = None
    last = (week + ONE_DAY).isoformat()
    for number, document in store.diary.between(records.TABLE, week.isoformat(), last):
        found = (number, records.from_document(document))
    return found


def reviews(store: Store, first: date, last: date) -> dict[date, Review]:
    """The finished reviews of the weeks that begin on the days `first` to `last`."""
    end = (last + ONE_DAY).isoformat()
    found = (
        records.from_document(document)
        for _, document in store.diary.between(records.TABLE, first.isoformat(), end)
    )
    return {each.day: each for each in sorted(found, key=lambda each: each.day) if not each.draft}


def recovery_of(each: Review) -> float | None:
    """The recovery of a week, 0 to 100, more is better; None with fewer than two of its answers."""
    return recovery(each.switch_off, each.pace, each.refuse)


def week_to_review(store: Store, now: datetime) -> date:
    """The first day of the week a review is about now: the present one on its last day, else the one
    before."""
    days = calendar(store)
    today = days.day_of(now)
    first = days.week_of(today)
    return first if today == first + WEEK else first - WEEK - ONE_DAY


def summary(store: Store, now: datetime, week: date) -> WeekSummary:
    """What is known of the week that begins on a day."""
    days = calendar(store)
    last = week + WEEK
    found = worked_on(store, now, week, last)
    told = entries(store, week, last)
    strained = list(strains(told).values())
    rests = of_days(store, now, week, last).values()
    paid = report(store, now, Period("week", week, last), ("day",)).total.hourly_all
    return WeekSummary(
        week,
        sum(seconds_by_day(found.all, days).values()),
        sum(each.other or 0 for each in told.values()),
        sum(seconds_by_day(found.hard, days).values()),
        sum(each.had for each in rests),
        sum(each.offered for each in rests),
        len(told),
        median(strained) if strained else None,
        paid,
    )


def summary_words(found: WeekSummary, *, hidden: bool = False) -> list[str]:
    """The week in a few short lines."""
    other = f" + {hm(found.other)} other job" if found.other else ""
    lines = [
        f"hours    {hm(found.seconds)}{other}",
        f"rests    {found.rests}, {found.offered} came due",
    ]
    if found.hard:
        lines.append(f"hard     {hm(found.hard)}")
    if found.strain is not None:
        lines.append(f"strain   {whole(found.strain)} in the middle of {found.entries} entries")
    if found.hourly:
        paid = " + ".join(f"{each.shown()}/h" for each in found.hourly)
        lines.append(f"pay      {'***' if hidden else paid} for all time")
    return lines
