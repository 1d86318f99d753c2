"""Readings one by one: in words, and by the beginning of a uid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from taskwell.errors import BadInput, CouldNot
from taskwell.queries.quality_cards import ReadingLine
from taskwell.queries.roster_words import weekday_text
from taskwell.queries.settings import calendar
from taskwell.queries.tracks import track
from taskwell.records import reading as records
from taskwell.records.metric import Metric, plain_number
from taskwell.records.reading import TABLE, Reading
from taskwell.records.text import visible
from taskwell.store.store import Store


def reading_text(metric: Metric, reading: Reading) -> str:
    """`18 of 20`, `92.1 %` or `4.5`."""
    if reading.total is not None:
        return f"{reading.correct or 0} of {reading.total}"
    return value_text(metric, reading.value or Decimal(0))


def value_text(metric: Metric, value: Decimal) -> str:
    """A value with its unit as it was typed: `92.1 %`, `4.5`."""
    return f"{plain_number(value)} {metric.unit}".rstrip()


def usual_total(store: Store, uid: str) -> int | None:
    """Of how many answers the newest count of a metric was; None without any."""
    return next((row.total for row in reversed(track(store, uid).rows) if row.total), None)


def newest(store: Store, uid: str, most: int) -> Iterator[tuple[int, Reading]]:
    """Ids and readings of a metric, newest first; only their months are read."""
    for row in reversed(track(store, uid).rows[-most:] if most else []):
        document = store.get(TABLE, row.id)
        if document is not None:
            yield row.id, records.from_document(document)


def find_reading(store: Store, beginning: str) -> tuple[int, Reading]:
    """Id and reading of a uid, which may be cut short; BadInput when there is none or more."""
    wanted = beginning.strip().casefold()
    found = [
        (number, document)
        for number, document in store.between(TABLE, "", "~")
        if wanted and str(document.get("uid", "")).startswith(wanted)
    ]
    if len(found) != 1:
        known = "could be several" if found else "is the beginning of no reading's uid"
        raise BadInput(
            f"'{visible(beginning.strip()[:40])}' {known}", "taskwell reading list shows them"
        )
    return found[0][0], records.from_document(found[0][1])


def typed_reading(store: Store, number: int) -> str:
    """The reading of a document id as its line is typed, without its day: `18/20 "too short"`.

    CouldNot when it is gone.
    """
    document = store.get(TABLE, number)
    if document is None:
        raise CouldNot("This reading is gone", "another window removed it")
    reading = records.from_document(document)
    if reading.total is not None:
        line = f"{reading.correct or 0}/{reading.total}"
    else:
        line = plain_number(reading.value or Decimal(0))
    if reading.feedback:
        quoted = reading.feedback.replace("\\", "\\\\").replace('"', '\\"')
        line += f' "{quoted}"'
    return line


def reading_lines(store: Store, now: datetime, uid: str, most: int) -> tuple[ReadingLine, ...]:
    """The newest readings of a metric in words, newest first."""
    metric, days = track(store, uid).metric, calendar(store)
    today = days.day_of(now)
    return tuple(
        ReadingLine(
            number,
            each.uid,
            f"{weekday_text(days.day_of(each.at), today)} {days.clock(each.at)}",
            reading_text(metric, each),
            each.feedback,
        )
        for number, each in newest(store, uid, most)
    )
