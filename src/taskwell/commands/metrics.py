"""Metrics: added, changed, acknowledged when they warn, deleted while nothing was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from difflib import get_close_matches

from msgspec import structs

from taskwell.commands.rates import parse_rate
from taskwell.commands.writing import name as say
from taskwell.commands.writing import place_of, writing
from taskwell.errors import BadInput, CouldNot
from taskwell.queries.directory import directory
from taskwell.queries.edits import one_of
from taskwell.queries.metrics import metric_label, metrics
from taskwell.queries.tracks import track
from taskwell.records import metric as records
from taskwell.records.ids import readable_uid
from taskwell.records.metric import (
    DIRECTIONS,
    FIELDS,
    KINDS,
    RANGES,
    TABLE,
    Metric,
    Threshold,
    plain_number,
)
from taskwell.records.rate import Rate
from taskwell.records.text import clean_name, visible
from taskwell.records.threshold_words import parse_number, parse_thresholds
from taskwell.store.store import Store
from taskwell.store.transactions import REMOVED, Transaction

NONE = ("", "-", "none")
"""What is typed for no value."""
_MOST = 1_000_000
_HIGHEST = 1_000_000


def add_metric(
    store: Store,
    now: datetime,
    platform: str,
    name: str,
    kind: str,
    *,
    project: str | None = None,
    thresholds: Sequence[str] = (),
    **typed: str | None,
) -> str:
    """Add a metric to a platform or one of its projects (names or uids); its uid.

    `typed` are other FIELDS as a person types them: `range` "1-10", `direction` "up" or "down",
    `last`, `good`, `bad`. BadInput for a name that exists there, an unknown kind, and a threshold
    that lies outside the range.
    """
    clean = clean_name(name, "metric")
    known = one_of(kind.replace("-", "").replace("/", ""), KINDS, "kind")
    with writing(store, now) as act:
        home, part = place_of(store, now, platform, project, create=False)
        low, high = RANGES[known]
        made = Metric(
            uid=readable_uid(f"{home.name} {clean}"),
            platform=home.uid,
            project=part.uid if part else None,
            name=clean,
            kind=known,
            low=low,
            high=high,
        )
        _refuse_taken(store, made)
        given = {key: text for key, text in typed.items() if text is not None}
        if thresholds:
            given["thresholds"] = ";".join(thresholds)
        made = _changed(store, made, given)
        say(act, f"add metric {metric_label(store, made)}")
        act.insert(TABLE, records.to_document(made))
    return made.uid


def set_metric(store: Store, now: datetime, uid: str, changes: Mapping[str, str]) -> str:
    """Change fields of the metric of a uid as typed; an empty text clears one. Returns the uid.

    BadInput names the field; a range that would leave readings outside is refused.
    """
    with writing(store, now) as act:
        number, before = _find(store, uid)
        say(act, f"change metric {metric_label(store, before)} ({', '.join(changes)})")
        made = _changed(store, before, changes)
        if (made.platform, made.project, made.name) != (
            before.platform,
            before.project,
            before.name,
        ):
            _refuse_taken(store, made)
        if (made.low, made.high) != (before.low, before.high):
            _refuse_outside(store, made)
        _replace(act, number, before, made)
    return uid


def acknowledge(store: Store, now: datetime, uid: str) -> str:
    """Note that a warning of a metric was seen: it starts anew from here on; its label.

    CouldNot when it does not warn.
    """
    with writing(store, now) as act:
        number, before = _find(store, uid)
        label = metric_label(store, before)
        step = track(store, uid).step()
        if step.watch.alarm is None and step.drift.alarm is None:
            raise CouldNot(
                f"{label} does not warn of a change",
                "a limit that is broken stays a warning until the value is back",
            )
        say(act, f"warning of {label} seen")
        _replace(act, number, before, structs.replace(before, seen=(*before.seen, now)))
    return label


def delete_metric(store: Store, now: datetime, uid: str) -> str:
    """Delete a metric of which nothing was read; its label. CouldNot when there are readings."""
    with writing(store, now) as act:
        number, before = _find(store, uid)
        label = metric_label(store, before)
        kept = len(track(store, uid).rows)
        if kept:
            raise CouldNot(
                f"{label} has {kept} reading{'s' if kept > 1 else ''}",
                "close it instead, and they stay: closed=yes",
            )
        say(act, f"delete metric {label}")
        act.delete(TABLE, number)
    return label


def _find(store: Store, uid: str) -> tuple[int, Metric]:
    known = metrics(store)
    if uid not in known.by_uid:
        raise CouldNot("This metric is gone", "look at the list again")
    return known.ids[uid], known.by_uid[uid]


def _replace(act: Transaction, number: int, before: Metric, after: Metric) -> None:
    """Update what differs; fields at their default are taken out, unknown ones stay."""
    old, new = records.to_document(before), records.to_document(after)
    keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    if keys:
        act.update(TABLE, number, {key: new.get(key, REMOVED) for key in keys})


def _refuse_taken(store: Store, made: Metric) -> None:
    for each in metrics(store).by_uid.values():
        same = (each.platform, each.project) == (made.platform, made.project)
        if same and each.uid != made.uid and each.name.casefold() == made.name.casefold():
            raise BadInput(
                f"{metric_label(store, made)} exists already", "choose another name", field="name"
            )


def _refuse_outside(store: Store, made: Metric) -> None:
    low, high = records.scaled(made.low), records.scaled(made.high)
    outside = [row for row in track(store, made.uid).rows
               if row.value is not None and not low <= row.value <= high]  # fmt: skip
    if outside:
        raise BadInput(
            f"{len(outside)} readings of it lie outside {_range_text(made)}",
            "keep a range that holds them",
            field="range",
        )


def _changed(store: Store, before: Metric, typed: Mapping[str, str]) -> Metric:
    """The metric with the fields as typed, checked against each other."""
    for key in typed:
        if key not in FIELDS:
            near = get_close_matches(key, FIELDS, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(FIELDS)}"
            raise BadInput(f"A metric has no field '{visible(key[:60])}'", hint)
    made = before
    if "name" in typed:
        made = structs.replace(made, name=clean_name(typed["name"], "metric"))
    if "range" in typed:
        low, high = _range(typed["range"], made.kind)
        made = structs.replace(made, low=low, high=high)
    if "direction" in typed:
        word = one_of(typed["direction"] or "up", DIRECTIONS, "direction")
        made = structs.replace(made, direction=word)
    if "thresholds" in typed:
        made = structs.replace(made, thresholds=_thresholds(store, made, typed["thresholds"]))
    for key, text in typed.items():
        if key in ("good", "bad"):
            made = structs.replace(made, **{key: _level(text, key)})
        elif key in ("last", "pending"):
            made = structs.replace(made, **{key: _count(text, key)})
    if "closed" in typed:
        made = structs.replace(made, closed=_yes(typed["closed"]))
    _check(made)
    return made


def _thresholds(store: Store, made: Metric, text: str) -> tuple[Threshold, ...]:
    home = directory(store).platforms.get(made.platform)

    def read_rate(typed: str) -> Rate:
        return parse_rate(typed, home.currency if home else "USD")

    found = parse_thresholds("" if text.strip() in NONE else text, read_rate)
    return tuple(sorted(found, key=lambda each: (each.value, each.meaning)))


def _range(text: str, kind: str) -> tuple[Decimal, Decimal]:
    if text.strip() in NONE:
        return RANGES[kind]
    if kind not in ("rating", "score"):
        raise BadInput(
            "Only a rating or a score has a range of its own", "leave it out", field="range"
        )
    low, dash, high = (
        text.strip().partition("-") if not text.strip().startswith("-") else ("", "", "")
    )
    if not dash:
        raise BadInput(f"'{visible(text[:40])}' is no range", "write 1-5", field="range")
    found = parse_number(low, "a range", "range"), parse_number(high, "a range", "range")
    if not found[0] < found[1] <= _HIGHEST:
        raise BadInput(
            f"A range from {plain_number(found[0])} to {plain_number(found[1])} holds nothing",
            "write the lower end first: 1-5",
            field="range",
        )
    return found


def _level(text: str, key: str) -> Decimal | None:
    return None if text.strip() in NONE else parse_number(text, f"'{key}'", key)


def _count(text: str, key: str) -> int | None:
    typed = text.strip()
    if typed in NONE:
        return None
    if not (typed.isascii() and typed.isdigit() and int(typed[:9]) <= _MOST):
        raise BadInput(
            f"'{visible(typed[:40])}' is no number of answers", "write digits", field=key
        )
    number = int(typed)
    if key == "last" and number == 0:
        raise BadInput("The last 0 answers say nothing", "write 1 or more", field=key)
    return number


def _yes(text: str) -> bool:
    return one_of(text or "no", ("yes", "no"), "closed") == "yes"


def _range_text(made: Metric) -> str:
    return f"{plain_number(made.low)} to {plain_number(made.high)}"


def _check(made: Metric) -> None:
    """BadInput when a metric contradicts itself."""
    if made.kind == "access":
        if made.thresholds or made.good is not None or made.bad is not None:
            raise BadInput(
                "Where access is the only sign there is no number to set",
                "leave thresholds and levels out",
                field="thresholds",
            )
        return
    for each in made.thresholds:
        if made.last is not None and (each.least or 0) > (each.last or made.last):
            raise BadInput(
                f"Of the last {made.last} answers there are never {each.least}",
                "write a min that is no more than the last of the metric",
                field="thresholds",
            )
        if not made.low <= each.value <= made.high:
            raise BadInput(
                f"A threshold of {plain_number(each.value)} lies outside {_range_text(made)}",
                "write one that can be reached",
                field="thresholds",
            )
    for key, value in (("good", made.good), ("bad", made.bad)):
        if value is not None and not made.low < value < made.high:
            raise BadInput(
                f"{key} must lie between {_range_text(made)}, not at or beyond an end",
                "write a level that can go either way",
                field=key,
            )
    if made.good is not None and made.bad is not None:
        worse = made.bad < made.good if made.direction == "up" else made.bad > made.good
        if not worse:
            raise BadInput(
                f"bad ({plain_number(made.bad)}) is no worse than good ({plain_number(made.good)})",
                "write the level to be warned of as bad",
                field="bad",
            )
