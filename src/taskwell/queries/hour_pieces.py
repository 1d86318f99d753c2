"""What single sessions paid an hour, by platform and project: the middle, without slips of a clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from taskwell.figures.hourly import single
from taskwell.figures.hours_of_pay import Hours, hours_of_pay
from taskwell.figures.pay import estimate
from taskwell.money.amounts import Money
from taskwell.queries.directory import directory
from taskwell.queries.settings import calendar
from taskwell.records import session as records
from taskwell.store.store import Store
from taskwell.timekeeping.periods import Period

Key = tuple[str, ...]
"""Platform; or platform and project ("" without one)."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """Median and trimmed mean of `n` sessions, in the platform's currency."""

    currency: str
    found: Hours

    @property
    def n(self) -> int:
        """Sessions inside the fences."""
        return self.found.n

    @property
    def middle_text(self) -> str:
        """The median as it is shown."""
        return Money(self.found.middle, self.currency).shown()

    @property
    def trimmed_text(self) -> str:
        """The mean without the outer tenths, as it is shown."""
        return Money(self.found.trimmed, self.currency).shown()


def pieces_of(store: Store, now: datetime, period: Period) -> Mapping[Key, Pieces]:
    """By platform, and by platform and project; those with fewer than eight sessions left out."""
    days, names = calendar(store), directory(store)
    heaps: dict[Key, list[int]] = {}
    for _, document in store.sessions.between(*days.span(period.first, period.last)):
        session = records.from_document(document)
        home = names.platforms.get(session.platform)
        if session.ended is None or session.kind != "paid" or home is None:
            continue
        day = days.day_of(session.started)
        if not period.first <= day <= period.last:
            continue
        seconds = session.seconds(session.ended)
        money = session.earned or estimate(session, names.rate(session, day), seconds)
        hour = single(money, seconds) if money and money.currency == home.currency else None
        if hour is not None:
            heaps.setdefault((home.uid,), []).append(hour)
            heaps.setdefault((home.uid, session.project or ""), []).append(hour)
    return {
        key: Pieces(names.platforms[key[0]].currency, found)
        for key, heap in heaps.items()
        if (found := hours_of_pay(heap)) is not None
    }
