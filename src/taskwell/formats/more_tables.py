"""Scores, payouts and check-ins as CSV that a spreadsheet takes as text, out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from taskwell.errors import BadInput
from taskwell.queries.directory import directory
from taskwell.queries.metrics import metric_label, metrics
from taskwell.records import checkin, payout, reading
from taskwell.records.text import neutral_cell, visible
from taskwell.store.store import Store


def scores(store: Store, *, diary: bool = False) -> Iterator[str]:
    """Every reading, the oldest first."""
    known = metrics(store).by_uid
    found = sorted(
        map(reading.from_document, (doc for _, doc in store.between(reading.TABLE, "", "\x7f"))),
        key=lambda each: (each.at, each.uid),
    )
    rows = (
        [
            each.at.isoformat(),
            metric_label(store, known[each.metric]) if each.metric in known else each.metric,
            "" if each.value is None else format(each.value, "f"),
            "" if each.correct is None else str(each.correct),
            "" if each.total is None else str(each.total),
        ]
        for each in found
    )
    yield from _csv(("at", "metric", "value", "correct", "total"), rows)


def payouts(store: Store, *, diary: bool = False) -> Iterator[str]:
    """Every payout that was recorded, the oldest first."""
    names = directory(store)
    found = sorted(
        map(payout.from_document, store.core(payout.TABLE).values()),
        key=lambda each: (each.day, each.uid),
    )
    rows = (
        [
            each.uid,
            each.day.isoformat(),
            names.platform_name(each.platform),
            each.amount.text(),
            each.amount.currency,
            each.fee.text() if each.fee else "",
            each.net.text(),
            each.net.currency,
            each.method,
            "written off" if each.written_off else "unclaimed" if each.unclaimed else "paid",
            each.note,
        ]
        for each in found
    )
    heads = ("uid", "date", "platform", "amount", "currency", "fee", "received",
             "received currency", "method", "state", "note")  # fmt: skip
    yield from _csv(heads, rows)


def checkins(store: Store, *, diary: bool = False) -> Iterator[str]:
    """Every finished check-in, only when the diary is asked for; BadInput otherwise."""
    if not diary:
        raise BadInput("Check-ins are private", "add --with-wellbeing to hand them out")
    found = map(
        checkin.from_document, (doc for _, doc in store.diary.between(checkin.TABLE, "", "\x7f"))
    )
    kept = sorted((each for each in found if not each.draft), key=lambda each: (each.day, each.uid))
    items = ("mood", "tired", "tense", "eyes", "body", "linger")
    rows = (
        [
            each.day.isoformat(),
            *("" if (answer := each.answer(item)) is None else str(answer) for item in items),
            each.spot,
            each.side,
            "" if each.sleep is None else str(each.sleep),
            "" if each.other is None else str(each.other),
            "yes" if each.recalled else "no",
            each.note,
        ]
        for each in kept
    )
    heads = (
        "day",
        *items,
        "spot",
        "side",
        "sleep seconds",
        "other job seconds",
        "recalled",
        "note",
    )
    yield from _csv(heads, rows)


def _csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([neutral_cell(visible(cell, one_line=False)) for cell in row])
    yield out.getvalue()
