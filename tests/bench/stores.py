"""The stores to measure with, built once a run, and the program as it is installed."""

from __future__ import annotations

import os
import shutil
import string
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from taskwell.commands import demo
from taskwell.commands.demo_people import DemoPlatform, DemoProject
from taskwell.money.amounts import Money
from taskwell.store.store import Store


@dataclass(slots=True)
class Bench:
    """Where things are built, and how thoroughly to measure."""

    folder: Path
    quick: bool
    built: dict[int, Path] = field(default_factory=dict)
    build_seconds: dict[int, float] = field(default_factory=dict)

    @property
    def many(self) -> int:
        """How many sessions the large store holds: ten years' worth."""
        return 10_000 if self.quick else 100_000

    def turns(self, thorough: int) -> int:
        """How often to measure a thing."""
        return max(3, thorough // 4) if self.quick else thorough

    def store(self, sessions: int) -> Path:
        """A demo store with so many sessions, one of them running; built when first asked for."""
        if sessions not in self.built:
            folder = self.folder / f"store-{sessions}"
            started = time.perf_counter()
            store = Store.open(folder)
            if store.empty:
                years = 10 if sessions >= 10_000 else 0.5
                demo.fill(store, moment(), years=years, seed=1, sessions=sessions)
            store.heartbeat(moment(), moment())
            store.close()
            self.built[sessions] = folder
            self.build_seconds[sessions] = time.perf_counter() - started
        return self.built[sessions]

    def wide(self) -> Path:
        """A store with 60 platforms, 400 projects and the many sessions; built when first asked for."""
        folder = self.folder / f"wide-{self.many}"
        store = Store.open(folder)
        if store.empty:
            demo.fill(
                store, moment(), years=10, seed=1, sessions=self.many, people=many_platforms()
            )
        store.heartbeat(moment(), moment())
        store.close()
        return folder

    def copy(self, sessions: int, name: str) -> Path:
        """A store of its own, to be written to."""
        target = self.folder / name
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.store(sessions), target)
        return target

    def environment(self, store: Path) -> dict[str, str]:
        """What a process needs to use a store and nothing else of the person's."""
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        kept = {key: value for key, value in os.environ.items() if not key.startswith("XDG_")}
        return kept | {"HOME": str(home), "TASKWELL_STORE": str(store)}


def many_platforms() -> tuple[DemoPlatform, ...]:
    """Sixty platforms with four hundred projects; the first twenty-five have a letter."""
    letters = [letter for letter in string.ascii_lowercase if letter != "s"]
    return tuple(
        DemoPlatform(
            f"Platform {number:02d}",
            letters[number] if number < len(letters) else None,
            "GBP" if number % 7 == 6 else "USD",
            1 / 60,
            tuple(
                DemoProject(
                    f"Project {number:02d}-{part}",
                    1 / 7,
                    "hour" if part % 2 else "task",
                    Money(1500 if part % 2 else 9, "GBP" if number % 7 == 6 else "USD"),
                    60,
                )
                for part in range(7 if number < 40 else 6)
            ),
        )
        for number in range(60)
    )


def moment() -> datetime:
    """Now, in whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def program() -> list[str]:
    """The command as a person types it: the installed script, else the module."""
    script = Path(sys.executable).with_name("taskwell")
    return [str(script)] if script.exists() else [sys.executable, "-m", "taskwell"]


def run(words: list[str], environment: dict[str, str]) -> tuple[float, str]:
    """Run a program to its end: seconds, and what it printed; RuntimeError when it fails."""
    started = time.perf_counter()
    done = subprocess.run(
        words,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - started
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(words)} left {done.returncode}: {done.stdout[-400:]}")
    return seconds, done.stdout


_MEASURED = (
    "import resource, subprocess, sys\n"
    "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
)


def memory(words: list[str], environment: dict[str, str]) -> int:
    """Peak memory in MiB of a program.

    A small process starts it, since a child begins with the peak of the one that started it.
    """
    return int(run([sys.executable, "-c", _MEASURED, *words], environment)[1])
