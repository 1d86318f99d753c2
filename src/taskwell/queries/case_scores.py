"""What the scores of a platform said over some days, for the evidence about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from taskwell.queries.metrics import metric_label, metrics
from taskwell.queries.readings import reading_text
from taskwell.records import reading as records
from taskwell.records.reading import TABLE, Reading
from taskwell.records.threshold_words import thresholds_text
from taskwell.store.documents import Doc
from taskwell.store.store import Store
from taskwell.timekeeping.instants import to_text

SCORE_FIELDS = ("uid", "metric", "at", "zone", "value", "correct", "total")
"""What the checksum is taken over; feedback stays out, it may quote a task."""


@dataclass(frozen=True, slots=True)
class Score:
    """A metric's readings on the days of a case, oldest first: each its instant and its words.

    `thresholds` are those the account holder was told of, in the words that set them. `right` of
    `answers` were right in all, None where readings are no counts.
    """

    label: str
    thresholds: str
    readings: tuple[tuple[datetime, str], ...]
    right: int | None = None
    answers: int = 0


def scores(
    store: Store, platform: str, start: datetime, end: datetime
) -> tuple[tuple[Score, ...], tuple[Doc, ...]]:
    """The scores of a platform's uid in [start, end), by metric, and the documents they rest on,
    by instant and uid."""
    known = {each.uid: each for each in metrics(store).of(platform, open_only=False)}
    if not known:
        return (), ()
    found = sorted(
        (
            document
            for _, document in store.between(TABLE, to_text(start), to_text(end))
            if document.get("metric") in known
        ),
        key=lambda each: (str(each["at"]), str(each["uid"])),
    )
    by_metric: dict[str, list[Reading]] = {}
    for document in found:
        reading = records.from_document(document)
        by_metric.setdefault(reading.metric, []).append(reading)
    return tuple(_scores(store, by_metric)), tuple(found)


def _scores(store: Store, by_metric: dict[str, list[Reading]]) -> Iterator[Score]:
    known = metrics(store).by_uid
    for uid, readings in sorted(by_metric.items(), key=lambda each: known[each[0]].name.casefold()):
        metric = known[uid]
        answers = sum(each.total or 0 for each in readings)
        yield Score(
            metric_label(store, metric),
            thresholds_text(metric.thresholds),
            tuple((each.at, reading_text(metric, each)) for each in readings),
            sum(each.correct or 0 for each in readings) if answers else None,
            answers,
        )
