"""What the one message line has to say, most pressing first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from taskwell.queries.forgotten import Forgotten, forgotten, still
from taskwell.queries.settings import calendar
from taskwell.queries.timer import NowBar, now_bar
from taskwell.store.store import Store
from taskwell.timekeeping.durations import hm, in_words

_HOURS = "deadline:report"
"""In the key of a message about hours to report, which enter opens."""
NEAR = 30 * 60
"""Seconds before a forced log-in that are worth a line."""


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to say. `priority` 0 is the most pressing; `act` is what enter does, if anything."""

    key: str
    text: str
    priority: int
    act: str | None = None


def messages(store: Store, now: datetime, *, roster: bool = True) -> list[Message]:
    """Everything worth a line now, without what the person has dismissed.

    `roster` False leaves out deadlines, caps, conflicts and all of wellbeing, which take a moment to
    work out first.
    """
    day = _day(store, now)
    dismissed = {
        str(document.get("key"))
        for home in ((store, store.diary) if roster else (store,))
        for document in home.core("dismissed").values()
        if document.get("forever") or document.get("day") == day
    }
    found = [each for each in _all(store, now, roster) if each.key not in dismissed]
    return sorted(found, key=lambda each: each.priority)


def _day(store: Store, now: datetime) -> str:
    return calendar(store).day_of(now).isoformat()


def _all(store: Store, now: datetime, roster: bool) -> Iterator[Message]:
    if store.read_only:
        yield Message("read-only", f"Nothing can be changed: {store.read_only}", 0)
    levels = {"alarm": 0, "warning": 2, "note": 6}
    for notice in store.notices:
        yield Message(f"store:{notice.id}", notice.text, levels[notice.level])
    asked = forgotten(store, now, gap=False)
    if asked is not None:
        since = calendar(store).local(asked.started)
        yield Message(
            f"forgotten:{asked.uid}",
            f"{asked.label} has run since {since:%a %H:%M}, last sign of life"
            f" {calendar(store).clock(asked.suggested)}",
            1,
        )
    elif (asks := still(store, now)) is not None:
        yield Message("still", asks, 5)
    yield from _limits(store, now)
    if roster:
        yield from _roster(store, now, asked)


def _roster(store: Store, now: datetime, asked: Forgotten | None) -> Iterator[Message]:
    # What it rests on is not needed before the first picture, and takes a moment to load.
    from taskwell.queries.quality_messages import notices as quality_notices
    from taskwell.queries.roster_messages import notices
    from taskwell.queries.terms import notices as term_notices
    from taskwell.queries.wellbeing_messages import notices as wellbeing_notices

    for key, text, priority in notices(store, now):
        yield Message(key, text, priority, "roster.hours" if key.startswith(_HOURS) else None)
    for key, text, priority in term_notices(store, calendar(store).day_of(now)):
        yield Message(key, text, priority)
    for key, text, priority, act in quality_notices(store, now):
        yield Message(key, text, priority, act)
    if asked is None:  # else the time that runs is not to be trusted
        for notice in wellbeing_notices(store, now):
            yield Message(*notice)


def _limits(store: Store, now: datetime) -> Iterator[Message]:
    bar = now_bar(store, now)
    if bar is None:
        return
    if bar.login_in is not None and bar.login_in <= NEAR:
        left = f"in {in_words(bar.login_in)}" if bar.login_in > 0 else "now"
        yield Message(f"login:{bar.uid}", f"{bar.label}: log in again {left}", 2)
    if bar.cap_left is not None and bar.cap_left < 0 and bar.state == "running":
        over = in_words(-bar.cap_left)
        yield Message(f"cap:{bar.uid}", f"{bar.label}: {over} past the time for one task", 4)
    if bar.too_fast and bar.lately is not None and bar.state == "running":
        yield Message(f"pace:{bar.uid}", _too_fast(bar), 5)
    for other in bar.others:
        if other.state == "running":
            yield Message(
                f"beside:{other.uid}",
                f"{other.label} runs beside it ({hm(other.elapsed)}); totals count the time once",
                7,
            )


def _too_fast(bar: NowBar) -> str:
    """`UHRS: 14 s a task lately, your usual is 30 s, and accuracy falls`."""
    lately = f"{bar.label}: {bar.lately} s a task lately"
    if bar.too_fast == "floor":
        return f"{lately}, under the {bar.floor} s that your floor asks for"
    return f"{lately}, your usual is {bar.usual} s, and accuracy falls"
