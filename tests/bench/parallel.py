"""Many processes write at once: what each was told is saved must be there."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from taskwell.store.store import Store
from tests.bench.stores import Bench, program, run
from tests.bench.table import Line


def measure(bench: Bench) -> list[Line]:
    """Forty parallel commands, and four processes with many writes each."""
    return [_commands(bench), _writers(bench)]


def _commands(bench: Bench) -> Line:
    folder = bench.folder / "forty"
    environment = bench.environment(folder)
    run([*program(), "platform", "add", "UHRS"], environment)
    started = time.perf_counter()
    children = [
        subprocess.Popen(
            [*program(), "log", f"uhrs 1m until 09:{number:02d} yesterday"],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(10, 50)
    ]
    errors = [child.communicate()[1].strip() for child in children]
    seconds = time.perf_counter() - started
    said = sum(child.returncode == 0 for child in children)
    kept, sound = _look(folder)
    refused = "; ".join(dict.fromkeys(error[-100:] for error in errors if error))
    return Line(
        "40 parallel `taskwell log`",
        f"{kept} of 40 kept",
        f"{said} said saved, store {sound}, {seconds:.1f} s" + (f"; {refused}" if refused else ""),
        "40 kept",
    )


def _look(folder: Path) -> tuple[int, str]:
    """How many sessions a store holds, and whether it is sound in words."""
    store = Store.open(folder)
    found = store.sessions.count(), "sound" if store.doctor().ok else "DAMAGED"
    store.close()
    return found


def _writers(bench: Bench) -> Line:
    folder = bench.folder / "writers"
    Store.open(folder).close()
    each = 250 if bench.quick else 1_000
    started = time.perf_counter()
    children = [
        subprocess.Popen([sys.executable, "-m", "tests.bench.writer", folder, name, str(each)])
        for name in "abcd"
    ]
    codes = [child.wait() for child in children]
    seconds = time.perf_counter() - started
    kept, sound = _look(folder)
    total = 4 * each
    return Line(
        f"4 processes, {each:,} writes each",
        f"{kept:,} of {total:,} kept",
        f"exit codes {codes}, store {sound}, {total / seconds:,.0f} durable writes a second",
        f"{total:,} kept",
    )
