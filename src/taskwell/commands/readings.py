"""Readings: noted one by one or many at once, changed, deleted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from taskwell.commands.reading_values import ReadingDraft, checked, parse_reading
from taskwell.commands.writing import name as say
from taskwell.commands.writing import not_later, writing
from taskwell.errors import BadInput, CouldNot
from taskwell.queries.metrics import metric_label, metrics
from taskwell.queries.readings import reading_text, usual_total
from taskwell.queries.settings import calendar
from taskwell.records import reading as records
from taskwell.records.documents import plain
from taskwell.records.ids import new_uid
from taskwell.records.metric import Metric
from taskwell.records.reading import TABLE, Reading
from taskwell.records.text import visible
from taskwell.store.store import Store
from taskwell.store.transactions import REMOVED


@dataclass(frozen=True, slots=True)
class Noted:
    """A reading that was noted or changed; `label` names the metric, `text` is the reading in
    words ("18 of 20"), both safe to show."""

    uid: str
    metric: str
    label: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Added:
    """How many readings were added, and how many were there already."""

    added: int
    duplicates: int


def add_reading(
    store: Store,
    now: datetime,
    metric: str,
    *,
    value: Decimal | None = None,
    correct: int | None = None,
    total: int | None = None,
    at: datetime | None = None,
    feedback: str = "",
) -> Noted:
    """Note a reading of the metric of a uid: a value in its unit, or `correct` of `total`.

    BadInput for one that cannot be, or a moment to come.
    """
    draft = ReadingDraft(at or now, value, correct, total, feedback)
    return _note(store, now, metric, draft, None)


def note_reading(store: Store, now: datetime, metric: str, line: str) -> Noted:
    """Note a reading as typed on one line (see `parse_reading`)."""
    return _note(store, now, metric, None, line)


def _note(
    store: Store, now: datetime, uid: str, draft: ReadingDraft | None, line: str | None
) -> Noted:
    with writing(store, now) as act:
        metric = _metric(store, uid)
        days = calendar(store)
        if draft is None:
            usual = usual_total(store, uid)
            draft = parse_reading(line or "", metric, now, days, usual)
        else:
            draft = checked(draft, metric)
        not_later(draft.at, now, "reading", days)
        if metric.closed:
            raise CouldNot(f"{metric_label(store, metric)} is closed", "open it again: closed=no")
        made = _made(metric, draft, days.zone_name)
        label, text = metric_label(store, metric), reading_text(metric, made)
        say(act, f"reading {label} {text}")
        act.insert(TABLE, records.to_document(made))
    return Noted(made.uid, metric.uid, label, text, made.at)


def add_readings(store: Store, now: datetime, metric: str, drafts: Iterable[ReadingDraft]) -> Added:
    """Add many readings of a metric as one step; those whose `source` is there already are left.

    BadInput for the first that cannot be, or lies in the future; then nothing is added.
    """
    with writing(store, now) as act:
        found = _metric(store, metric)
        days = calendar(store)
        known = {
            doc["source"]
            for _, doc in store.between(TABLE, "", "~")
            if doc.get("metric") == metric and "source" in doc
        }
        added = duplicates = 0
        for draft in drafts:
            clean = checked(draft, found)
            not_later(clean.at, now, "reading", days)
            if clean.source and clean.source in known:
                duplicates += 1
                continue
            known.add(clean.source)
            act.insert(TABLE, records.to_document(_made(found, clean, days.zone_name)))
            added += 1
        say(act, f"add {added} readings of {metric_label(store, found)}")
    return Added(added, duplicates)


def change_reading(store: Store, now: datetime, number: int, line: str) -> Noted:
    """Make the reading of a document id what is typed on a line; without a day it keeps its own."""
    with writing(store, now) as act:
        before = _reading(store, number)
        metric = _metric(store, before.metric)
        days = calendar(store)
        draft = parse_reading(line, metric, now, days, usual_total(store, metric.uid))
        at = before.at if draft.at == now else draft.at
        fields = {
            "at": at, "value": draft.value, "correct": draft.correct, "total": draft.total,
            "feedback": draft.feedback or before.feedback,
        }  # fmt: skip
        made = records.from_document(
            records.to_document(before) | {key: plain(each) for key, each in fields.items()}
        )
        label, text = metric_label(store, metric), reading_text(metric, made)
        say(act, f"change reading {label} to {text}")
        old, new = records.to_document(before), records.to_document(made)
        keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
        if keys:
            act.update(TABLE, number, {key: new.get(key, REMOVED) for key in keys})
    return Noted(made.uid, metric.uid, label, text, made.at)


def delete_reading(store: Store, now: datetime, number: int) -> Noted:
    """Delete the reading of a document id."""
    with writing(store, now) as act:
        before = _reading(store, number)
        metric = _metric(store, before.metric)
        label, text = metric_label(store, metric), reading_text(metric, before)
        say(act, f"delete reading {label} {text}")
        act.delete(TABLE, number)
    return Noted(before.uid, metric.uid, label, text, before.at)


def _made(metric: Metric, draft: ReadingDraft, zone_name: str) -> Reading:
    return Reading(
        uid=new_uid(),
        metric=metric.uid,
        at=draft.at,
        zone=zone_name,
        value=draft.value,
        correct=draft.correct,
        total=draft.total,
        feedback=draft.feedback,
        source=draft.source,
    )


def _metric(store: Store, uid: str) -> Metric:
    found = metrics(store).by_uid.get(uid)
    if found is None:
        raise BadInput(f"There is no metric {visible(uid[:40])}", "taskwell quality lists them")
    return found


def _reading(store: Store, number: int) -> Reading:
    document = store.get(TABLE, number)
    if document is None:
        raise CouldNot("This reading is gone", "another window removed it")
    return records.from_document(document)
