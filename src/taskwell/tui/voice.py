"""The one voice above the hints: which of many messages is shown, and what was said before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

ANSWER_STAYS = timedelta(seconds=20)
NOT_REPEATED_FOR = timedelta(hours=1)
KEPT = 200


@dataclass(frozen=True, slots=True)
class Said:
    """One message. `priority` 0 is the most urgent; `key` names a standing message, None is the
    answer to an act; `act` is what Enter runs; `at` is when it was first shown."""

    text: str
    priority: int = 5
    key: str | None = None
    act: str | None = None
    at: datetime | None = None


class Voice:
    """Answers to acts are shown at once; standing messages wait their turn by priority, and none of
    them comes back within the hour after it made way for another."""

    def __init__(self) -> None:
        self._answer: Said | None = None
        self._answered: datetime | None = None
        self._standing: dict[str, Said] = {}
        self._shown: dict[str, datetime] = {}
        self._current: str | None = None
        self.listing: list[Said] = []

    def answer(self, text: str, now: datetime, priority: int = 5) -> None:
        """Says what an act did; replaces the answer before it."""
        self._answer = Said(text, priority, at=now)
        self._answered = now
        self._list(self._answer)

    def offer(self, messages: Iterable[Said], now: datetime) -> None:
        """The standing messages that hold now, by key; those that hold no more go."""
        self._standing = {each.key: each for each in messages if each.key}
        self._choose(now)

    def add(self, message: Said, now: datetime) -> None:
        """One standing message more, until the next `offer` or `drop`."""
        if message.key:
            self._standing[message.key] = message
            self._choose(now)

    def drop(self, key: str) -> None:
        """A standing message is seen: it goes now and may come back after the hour."""
        self._standing.pop(key, None)
        if self._current == key:
            self._current = None

    def clear_answer(self) -> None:
        """The answer to the last act makes way."""
        self._answer = None

    def current(self, now: datetime) -> Said | None:
        """The one message to show now."""
        if self._answer is not None and self._answered is not None:
            if timedelta(0) <= now - self._answered < ANSWER_STAYS:
                return self._answer
            self._answer = None
        self._choose(now)
        return self._standing.get(self._current) if self._current else None

    def standing(self) -> Said | None:
        """The standing message whose turn it is, answer or not."""
        return self._standing.get(self._current) if self._current else None

    def everything(self) -> list[Said]:
        """What waits for its turn, then what was said, newest first."""
        waiting = [said for key, said in self._standing.items() if key not in self._shown]
        return [*sorted(waiting, key=lambda said: said.priority), *reversed(self.listing)]

    def _choose(self, now: datetime) -> None:
        best: Said | None = None
        for message in self._standing.values():
            key = message.key or ""
            last = self._shown.get(key)
            rested = last is None or now - last >= NOT_REPEATED_FOR
            if key != self._current and not rested:
                continue
            if (
                best is None
                or message.priority < best.priority
                or (
                    message.priority == best.priority
                    and best.key != self._current
                    and key == self._current
                )
            ):
                best = message
        chosen = best.key if best else None
        if chosen != self._current and best is not None and chosen is not None:
            self._shown[chosen] = now
            self._list(Said(best.text, best.priority, chosen, best.act, now))
        self._current = chosen

    def _list(self, said: Said) -> None:
        self.listing.append(said)
        del self.listing[:-KEPT]
