"""What quality has to say in the message line: a score that falls, a reading that is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from taskwell.queries.quality import quality
from taskwell.queries.quality_cards import MetricState
from taskwell.queries.quality_words import level_text
from taskwell.queries.settings import calendar
from taskwell.records.text import visible
from taskwell.store.store import Store
from taskwell.timekeeping.instants import to_text

OLD_DAYS = 3
"""From so many days on a reading is old, where work went on since."""


def notices(store: Store, now: datetime) -> Iterator[tuple[str, str, int, str]]:
    """(key, text, priority, act): a warning until it is acknowledged, and the oldest reading that
    is due."""
    if not store.core("metrics"):
        return
    found = quality(store, now).metrics
    for state in found:
        if state.alarm is not None:
            key = f"quality:{state.uid}:{state.alarm.since}"
            yield key, warning_text(state), 3, "app.tab_3"
    due = [each for each in found if (each.days_old or 0) >= OLD_DAYS and _worked(store, each)]
    if due:
        state = max(due, key=lambda each: (each.days_old or 0, each.uid))
        yield f"reading:{state.uid}", old_text(state), 8, "quality.reading"


def warning_text(state: MetricState) -> str:
    """`UHRS / Relevance: spam score falls since 12 Nov, 49 of the last 60 were right`."""
    alarm = state.alarm
    assert alarm is not None
    verb = "falls" if state.metric.direction == "up" else "rises"
    head = f"{state.place}: {visible(state.metric.name)} {verb} since {_day(alarm.since)}"
    if alarm.recent is not None:
        return f"{head}, {alarm.recent} of the last {alarm.recent_n} were right"
    if alarm.recent_mean is not None:
        return f"{head}, to {level_text(state.metric, alarm.recent_mean)}"
    return head


def old_text(state: MetricState) -> str:
    """`UHRS / Relevance: the last spam score is 3 days old`."""
    return f"{state.place}: the last {visible(state.metric.name)} is {state.days_old} days old"


def _worked(store: Store, state: MetricState) -> bool:
    """Whether there was work on its place after the day of the last reading."""
    if state.last_at is None:
        return False
    _, end = calendar(store).bounds(calendar(store).day_of(state.last_at))
    metric, after = state.metric, to_text(end)
    newest = store.sessions.newest()
    if newest is None or str(newest[1].get("started")) < after:
        return False
    found = store.latest(
        "sessions",
        lambda doc: (
            doc.get("platform") == metric.platform and metric.project in (None, doc.get("project"))
        ),
    )
    return found is not None and str(found[1].get("started")) >= after


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"
