"""A store that keeps nothing and a clock that stands still, for tests of the shell alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

NOON = datetime(2026, 11, 19, 18, 0, tzinfo=UTC)


class FakeClock:
    """Stands still until it is moved."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def move(self, seconds: float) -> None:
        """Moves on."""
        self.at += timedelta(seconds=seconds)


class FakeStore:
    """The little of a store that the shell itself asks for."""

    def __init__(self) -> None:
        self.read_only: str | None = None
        self.notices: tuple[object, ...] = ()
        self.running: list[tuple[int, dict[str, object]]] = []
        self.sessions = SimpleNamespace(open=lambda: self.running)
        self.beats: list[datetime | None] = []
        self.listeners: list[Callable[[object], None]] = []

    def subscribe(self, callback: Callable[[object], None]) -> Callable[[], None]:
        self.listeners.append(callback)
        return lambda: self.listeners.remove(callback)

    def refresh(self) -> None:
        return None

    def heartbeat(self, now: datetime, last_key: datetime | None) -> None:
        self.beats.append(last_key)
