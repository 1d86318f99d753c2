"""Every metric with its state, as the Quality tab, the Roster and the shell show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from weakref import WeakKeyDictionary

from taskwell.queries.availability import availability, seen
from taskwell.queries.directory import directory
from taskwell.queries.lookup import place_label
from taskwell.queries.metrics import metrics
from taskwell.queries.quality_alarm import alarm_of
from taskwell.queries.quality_cards import (
    EARLY,
    OK,
    WARNING,
    WATCH,
    MetricState,
    Qualification,
    Quality,
    QualityRow,
)
from taskwell.queries.quality_state import (
    falls,
    least_of,
    level_of,
    nearest,
    room_text,
    state_of,
    views,
)
from taskwell.queries.roster_words import day_text
from taskwell.queries.settings import calendar
from taskwell.queries.tracks import Row, track
from taskwell.records import skill as skills
from taskwell.records.metric import Metric
from taskwell.records.text import visible
from taskwell.store.store import Store
from taskwell.timekeeping.instants import from_text

QUIET_DAYS = 7
"""Days without work seen that say nothing yet about access."""
_ORDER = {WARNING: 0, WATCH: 1, OK: 2, EARLY: 3}
_SHORT = {"failed": "fail", "passed": "pass"}


@dataclass
class _Kept:
    """What was worked out for a store: all of it, and each metric with what it rests on."""

    version: object = None
    found: Quality = field(default_factory=Quality)
    states: dict[str, tuple[tuple[object, ...], list[Row], MetricState]] = field(
        default_factory=dict
    )


_KNOWN: WeakKeyDictionary[Store, _Kept] = WeakKeyDictionary()


def quality(
    store: Store, now: datetime, platform: str | None = None, *, closed: bool = False
) -> Quality:
    """Every open metric, warnings first, then those to watch, then by place; the qualifications
    that wait last. `platform` is a uid; `closed` adds metrics that are closed, at the end."""
    found = _everything(store, now)
    rows = found.rows
    if closed:
        others = [each for each in metrics(store).by_uid.values() if each.closed]
        last = sorted(_states(store, now, others), key=_place)
        rows = (*rows, *last)
    if platform is not None:
        label = place_label(directory(store), platform)
        rows = tuple(row for row in rows if _belongs(row, platform, label))
    return Quality(rows)


def _belongs(row: QualityRow, platform: str, label: str) -> bool:
    if isinstance(row, MetricState):
        return row.metric.platform == platform
    return row.place == label or row.place.startswith(f"{label} / ")


def metric_state(store: Store, now: datetime, metric: Metric) -> MetricState:
    """The state of one metric, also of one that is closed."""
    known = _everything(store, now).state_of(metric.uid)
    return known if known is not None else next(iter(_states(store, now, [metric])))


def platform_quality(store: Store, now: datetime) -> Mapping[str, str]:
    """The worst of each platform's metrics, by the platform's uid: "! warning", "watch", "ok",
    "early", or "open" where access is the only sign."""
    worst: dict[str, MetricState] = {}
    for state in _everything(store, now).metrics:
        before = worst.get(state.metric.platform)
        if before is None or _rank(state) < _rank(before):
            worst[state.metric.platform] = state
    words = {WARNING: "! warning", EARLY: "early"}
    return {
        uid: "open" if state.access == "open" else words.get(state.state, state.state)
        for uid, state in worst.items()
    }


def _rank(state: MetricState) -> tuple[int, bool]:
    """Numbers say more than access does, and too few of them less than any."""
    return _ORDER[state.state], state.metric.kind == "access"


def _everything(store: Store, now: datetime) -> Quality:
    """Made again after a change, and each minute; a metric only when something of it changed."""
    days = calendar(store)
    version = (store.sequence, int(now.timestamp()) // 60, days)
    kept = _KNOWN.setdefault(store, _Kept())
    if kept.version == version and len(kept.found.metrics) == len(_open(store)):
        return kept.found
    states = sorted(
        _states(store, now, _open(store)), key=lambda each: (_ORDER[each.state], *_place(each))
    )
    kept.found = Quality((*states, *_qualifications(store, days.day_of(now))))
    kept.version = version
    return kept.found


def _open(store: Store) -> list[Metric]:
    return [each for each in metrics(store).by_uid.values() if not each.closed]


def _place(state: MetricState) -> tuple[str, str]:
    return state.place.casefold(), state.metric.name.casefold()


def _states(store: Store, now: datetime, wanted: Iterable[Metric]) -> Iterator[MetricState]:
    kept, days = _KNOWN.setdefault(store, _Kept()), calendar(store)
    today = days.day_of(now)
    names = directory(store)
    for metric in wanted:
        place = place_label(names, metric.platform, metric.project)
        if metric.kind == "access":
            yield _access(store, now, metric, place, today)
            continue
        readings = track(store, metric.uid)
        basis = (metric, place, today, days.zone_name)
        known = kept.states.get(metric.uid)
        if known is not None and known[0] == basis and known[1] is readings.rows:
            yield known[2]
            continue
        made = _state(store, now, metric, place, today)
        kept.states[metric.uid] = (basis, readings.rows, made)
        yield made


def _state(store: Store, now: datetime, metric: Metric, place: str, today: date) -> MetricState:
    readings = track(store, metric.uid)
    level = level_of(readings)
    thresholds = views(readings, level, metric.pending or 0)
    alarm = alarm_of(store, now, readings)
    told = nearest(thresholds, metric)
    last = from_text(readings.rows[-1].at) if readings.rows else None
    return MetricState(
        metric,
        place,
        visible(metric.measure()),
        level.n,
        least_of(metric),
        level.value,
        level.interval,
        state_of(metric, level.n, thresholds, alarm=alarm is not None),
        room_text(metric, level.n, told),
        thresholds,
        told.headroom if told is not None else None,
        alarm,
        falls(readings),
        last,
        (today - calendar(store).day_of(last)).days if last is not None else None,
    )


def _access(store: Store, now: datetime, metric: Metric, place: str, today: date) -> MetricState:
    """Where no number is shown, whether work is seen is the only sign: quiet for longer than ever
    before, and for more than a week, is to be watched."""
    sight = seen(store, now).get(metric.platform)
    if sight is None or sight.at is None:
        return MetricState(metric, place, visible(metric.measure()), access="unseen")
    last = _last_work(store, now, metric.platform, sight.at)
    day = calendar(store).day_of(last)
    longest = availability(store, now, metric.platform).dry.longest
    quiet = (today - day).days > max(QUIET_DAYS, longest or 0)
    return MetricState(
        metric,
        place,
        visible(metric.measure()),
        state=WATCH if quiet else OK,
        access="unseen" if quiet else "open",
        seen=f"seen {day_text(day, today)}",
        last_at=last,
        days_old=(today - day).days,
    )


def _last_work(store: Store, now: datetime, platform: str, latest: datetime) -> datetime:
    """When work was seen last: the newest sign, unless that was a mark that there was none."""
    sight = seen(store, now)[platform]
    if sight.state in ("yes", "few"):
        return latest
    worked = store.latest(
        "sessions",
        lambda doc: doc.get("platform") == platform and doc.get("kind", "paid") == "paid",
    )
    marked = store.latest(
        "marks", lambda doc: doc.get("platform") == platform and doc.get("state") != "none"
    )
    signs = [
        from_text(str(found[1][key]))
        for found, key in ((worked, "started"), (marked, "at"))
        if found is not None
    ]
    return max(signs, default=latest)


def _qualifications(store: Store, today: date) -> Iterator[Qualification]:
    """Qualifications whose newest try failed or waits, by place."""
    names = directory(store)
    found = []
    for document in store.core(skills.TABLE).values():
        skill = skills.from_document(document)
        if skill.platform is None or skill.result not in ("failed", "waiting"):
            continue
        retake = skill.retake if skill.result == "failed" else None
        found.append(
            Qualification(
                skill.uid,
                place_label(names, skill.platform, skill.project),
                visible(skill.name),
                len(skill.attempts),
                _SHORT.get(skill.result, skill.result),
                "retake" if retake is not None else skill.result,
                "now" if retake is not None and retake <= today
                else day_text(retake, today) if retake is not None else "-",
            )
        )  # fmt: skip
    yield from sorted(found, key=lambda each: (each.place.casefold(), each.name.casefold()))
