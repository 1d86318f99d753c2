"""What happens that a hook may want to know: sessions that start and stop, rests and deadlines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from taskwell.errors import TaskwellError
from taskwell.queries.messages import Message
from taskwell.queries.sessions import session
from taskwell.store.store import Store
from taskwell.timekeeping.instants import to_text

EVENTS = ("start", "stop", "rest", "deadline")
_RESTS = {"rest:due": "due", "rest:again": "due", "rest:over": "over"}
_DEADLINE = "deadline:"


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of `EVENTS` and what is told of it."""

    event: str
    facts: dict[str, object]

    def json(self) -> dict[str, object]:
        """As a hook reads it."""
        return {"event": self.event, **self.facts}


class Sessions:
    """Tells which sessions of a store began and ended since the last look."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._open = self._now_open()

    def _now_open(self) -> frozenset[str]:
        return frozenset(str(document["uid"]) for _, document in self._store.sessions.open())

    def skip(self) -> None:
        """What happened until now was somebody else's doing."""
        self._open = self._now_open()

    def look(self, now: datetime) -> list[Happening]:
        """Stops first, then starts. What was only taken back is neither."""
        before, self._open = self._open, self._now_open()
        found = [self._of("stop", uid, now) for uid in sorted(before - self._open)]
        found += [self._of("start", uid, now) for uid in sorted(self._open - before)]
        return [each for each in found if each is not None]

    def _of(self, event: str, uid: str, now: datetime) -> Happening | None:
        try:
            view = session(self._store, now, uid)
        except TaskwellError:
            return None  # it is gone: its start was undone, or it was cancelled
        return Happening(event, {"at": to_text(now), "session": view.json()})


class Messages:
    """Tells of rests and deadlines, each once, when it is first said."""

    def __init__(self) -> None:
        self._known: frozenset[str] | None = None

    def look(self, said: Iterable[Message], now: datetime) -> list[Happening]:
        """What is new among everything that is said now; what stood there at the first look is not."""
        found = {each.key: each for each in said if _event(each.key)}
        known = self._known if self._known is not None else frozenset(found)
        self._known = known | frozenset(found)
        return [_happening(found[key], now) for key in found if key not in known]


def _event(key: str) -> str | None:
    if key.startswith(_DEADLINE):
        return "deadline"
    return "rest" if any(key.startswith(begin) for begin in _RESTS) else None


def _happening(message: Message, now: datetime) -> Happening:
    facts: dict[str, object] = {"at": to_text(now), "text": message.text}
    for begin, state in _RESTS.items():
        if message.key.startswith(begin):
            return Happening("rest", {**facts, "state": state})
    return Happening("deadline", facts)
