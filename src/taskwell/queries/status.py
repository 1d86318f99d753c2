"""What runs now, in JSON, in one line, and as the glance a status bar reads."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime

from taskwell.errors import BadInput
from taskwell.queries import report
from taskwell.queries.directory import directory
from taskwell.queries.rests import due_in
from taskwell.queries.sessions import SessionView, open_sessions
from taskwell.queries.settings import calendar
from taskwell.records.text import visible
from taskwell.store.store import Store
from taskwell.timekeeping.durations import hm, hms
from taskwell.timekeeping.instants import to_text


@dataclass(frozen=True, slots=True)
class Status:
    """The open sessions, the one in front first, and today's time: wall seconds and paid seconds."""

    open: tuple[SessionView, ...]
    labels: tuple[str, ...]
    seconds: int
    paid_seconds: int
    rest_due_in: int | None = None

    def json(self) -> dict[str, object]:
        """As scripts read it."""
        return {
            "running": _running(self.open[0]) if self.open else None,
            "also_running": [_running(each) for each in self.open[1:]],
            "today": {"seconds": self.seconds, "paid_seconds": self.paid_seconds},
            "rest_due_in": self.rest_due_in,
        }

    def line(self) -> str:
        """One short line: `> UHRS / Relevance 1:12, 142 tasks, today 5:11`."""
        return short_line(
            [
                (label, each.seconds, each.session.paused, each.session.tasks)
                for label, each in zip(self.labels, self.open, strict=True)
            ],
            self.seconds,
        )

    def format(self, template: str) -> str:
        """A template with {platform} {project} {kind} {state} {elapsed} {tasks} {today} {label}.

        BadInput names the words that are known.
        """
        first = self.open[0] if self.open else None
        words = {
            "label": self.labels[0] if first else "",
            "platform": visible(first.platform) if first else "",
            "project": visible(first.project or "") if first else "",
            "kind": first.session.kind if first else "",
            "state": _state(first) if first else "stopped",
            "elapsed": hm(first.seconds) if first else "0:00",
            "seconds": str(first.seconds) if first else "0",
            "tasks": str(first.session.tasks or 0) if first else "0",
            "today": hm(self.seconds),
        }
        try:
            return template.format(**words)
        except (KeyError, IndexError, ValueError, AttributeError) as error:
            known = " ".join(f"{{{word}}}" for word in words)
            raise BadInput(f"The template '{template}' cannot be filled", f"use {known}") from error


def short_line(running: list[tuple[str, int, bool, int | None]], today: int) -> str:
    """One line for (label, seconds, paused, tasks) of each open session; see store.glance."""
    if not running:
        return f"- nothing runs, today {hm(today)}"
    label, seconds, paused, tasks = running[0]
    more = f" +{len(running) - 1}" if len(running) > 1 else ""
    counted = f", {tasks} tasks" if tasks else ""
    return f"{'=' if paused else '>'} {label}{more} {hm(seconds)}{counted}, today {hm(today)}"


def _state(each: SessionView) -> str:
    return "paused" if each.session.paused else "running"


def _running(each: SessionView) -> dict[str, object]:
    session = each.session
    return {
        "uid": session.uid,
        "platform": each.platform,
        "project": each.project,
        "kind": session.kind,
        "started": to_text(session.started),
        "zone": session.zone,
        "state": _state(each),
        "elapsed": each.seconds,
        "clock": hms(each.seconds),
        "tasks": session.tasks or 0,
    }


def status(store: Store, now: datetime) -> Status:
    """What runs now and what today came to."""
    found = tuple(open_sessions(store, now))
    names = directory(store)
    today = report.today(store, now)
    return Status(
        found,
        tuple(names.label(each.session) for each in found),
        today.wall_seconds,
        today.paid_seconds,
        due_in(store, now),
    )


def glance_payload(store: Store, now: datetime) -> dict[str, object]:
    """What a status bar needs to write its line without opening the store.

    Instants in seconds of the epoch; `open` lists (label, seconds, running, tasks), the front one
    first. It holds `until` the day's end, and only in the zone it was made for.
    """
    found = status(store, now)
    days = calendar(store)
    return {
        "at": int(now.timestamp()),
        "until": int(days.bounds(days.day_of(now))[1].timestamp()),
        "tz": os.environ.get("TZ", ""),
        "today": found.seconds,
        "ticking": any(not each.session.paused for each in found.open),
        "open": [
            [label, each.seconds, not each.session.paused, each.session.tasks or 0]
            for label, each in zip(found.labels, found.open, strict=True)
        ],
    }
