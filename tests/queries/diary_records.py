"""Check-ins put straight into a diary, as short as a test wants them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from taskwell.records import checkin as checkins
from taskwell.records.checkin import CheckIn
from taskwell.store.store import Store

TODAY = date(2026, 11, 19)


def tell(store: Store, day: date, **answers: object) -> None:
    """The check-in of a day, made at 18:00 in Chicago."""
    moment = datetime.combine(day + timedelta(days=1), time(0), tzinfo=UTC)
    known: dict[str, object] = {"uid": f"c{day}", "day": day.isoformat(), "at": moment.isoformat()}
    made = checkins.from_document({**known, **answers})
    assert isinstance(made, CheckIn)
    with store.diary.transaction(f"tell {day}") as act:
        act.insert(checkins.TABLE, checkins.to_document(made))


def tell_all(store: Store, item: str, answers: Iterable[int | None], last: date = TODAY) -> None:
    """One answer a day up to `last`; None leaves a day out."""
    found = list(answers)
    for ago, answer in enumerate(reversed(found)):
        if answer is not None:
            tell(store, last - timedelta(days=ago), **{item: answer})
