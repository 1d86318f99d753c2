"""What every test stands on: a home of its own, a fixed zone, a clock that is set by hand."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.zones import zone

if TYPE_CHECKING:
    from taskwell.store.store import Store

settings.register_profile(
    "taskwell",
    max_examples=60,
    deadline=None,  # a busy machine is no failure
    derandomize=True,
    database=None,
    # The fixtures that property tests take are frozen values or the isolated environment.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.load_profile("taskwell")

NOW = datetime(2026, 11, 19, 22, 42, tzinfo=UTC)
"""Thursday, 16:42 in Chicago."""


class FakeClock:
    """A clock that stands still until a test moves it, in either direction."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """The present instant."""
        return self.at

    def advance(self, seconds: int) -> datetime:
        """Move on by seconds (back if negative); the new instant."""
        self.at += timedelta(seconds=seconds)
        return self.at

    def set(self, at: datetime) -> datetime:
        """Jump to an instant."""
        self.at = at.astimezone(UTC).replace(microsecond=0)
        return self.at


@pytest.fixture(autouse=True)
def isolated(tmp_path: Path) -> Iterator[None]:
    """Every test has its own home, store and settings, Chicago's zone, and colours left alone.

    TASKWELL_STORE names the folder of the `store` fixture, so that commands find the same store.
    """
    home = tmp_path / "home"
    home.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        patch.setenv("TASKWELL_STORE", str(tmp_path / "store"))
        for name in ("DATA", "CONFIG", "STATE", "CACHE"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        patch.setenv("TZ", "America/Chicago")
        for name in ("NO_COLOR", "COLORTERM", "TASKWELL_ASCII", "TASKWELL_NO_HOOKS"):
            patch.delenv(name, raising=False)
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def berlin() -> Calendar:
    """Days of Europe/Berlin that begin at midnight."""
    return Calendar(zone("Europe/Berlin"))


@pytest.fixture
def chicago() -> Calendar:
    """Days of America/Chicago that begin at midnight."""
    return Calendar(zone("America/Chicago"))


@pytest.fixture
def now() -> datetime:
    """Thursday 19 November 2026, 16:42 in Chicago."""
    return NOW


@pytest.fixture
def clock() -> FakeClock:
    """A clock at `now`."""
    return FakeClock()


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    """An empty store in `tmp_path / "store"`, on the fake clock."""
    from taskwell.store.store import Store

    opened = Store.open(tmp_path / "store", clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def samples() -> Path:
    """The samples of foreign formats that lie beside the checkout; skipped where they do not."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip("the samples are not here")
    return folder
