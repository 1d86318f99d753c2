"""Whole commands with the large store: what a shell or a status bar waits for."""

from __future__ import annotations

import sys

from tests.bench.stores import Bench, memory, program, run
from tests.bench.table import Line, median, ms, times
from tests.bench.toggl_rows import write_report


def measure(bench: Bench) -> list[Line]:
    """Lines for status, report and log, beside a bare interpreter."""
    environment = bench.environment(bench.store(bench.many))
    turns = bench.turns(21)
    status, bare = [], []
    run([*program(), "status", "--short"], environment)
    for _ in range(turns):
        status.append(run([*program(), "status", "--short"], environment)[0])
        bare.append(run([sys.executable, "-c", "pass"], environment)[0])
    lines = [
        Line(
            "status --short",
            ms(median(status)),
            f"python -c pass {ms(median(bare))}: {times(median(status), median(bare))}",
            "at most 2.5x",
        )
    ]
    for words, aim in (
        (["status", "--json"], ""),
        (["report"], ""),
        (["report", "month"], "under 0.4 s"),
        (["report", "all"], "under 1.0 s"),
        (["report", "all", "--by", "month,platform"], ""),
        (["sessions", "--json"], ""),
    ):
        found = [run([*program(), *words], environment)[0] for _ in range(bench.turns(7))]
        peak = memory([*program(), *words], environment)
        lines.append(Line(" ".join(words), ms(median(found)), f"{peak} MiB", aim))
    own = bench.environment(bench.copy(bench.many, "logging"))
    found = [
        run([*program(), "log", f"uhrs/relevance 1m until 03:{number:02d} yesterday"], own)[0]
        for number in range(bench.turns(9))
    ]
    peak = memory([*program(), "log", "uhrs/relevance 1m until 04:00 yesterday"], own)
    lines.append(Line("log, one session", ms(median(found)), f"{peak} MiB"))
    return lines


def imports(bench: Bench) -> list[Line]:
    """Lines for importing a large report, and the same one again."""
    file = bench.folder / "report.csv"
    write_report(file, bench.many)
    environment = bench.environment(bench.folder / "imported")
    words = [*program(), "import", "toggl", str(file), "--zone", "UTC", "--json"]
    seconds, _ = run(words, environment)
    again, _ = run(words, environment)
    undone, _ = run([*program(), "undo"], environment)
    peak = memory(words, bench.environment(bench.folder / "imported-again"))
    return [
        Line(f"import {bench.many:,} Toggl rows", f"{seconds:.1f} s", f"{peak} MiB", "under 15 s"),
        Line("the same file again", f"{again:.1f} s"),
        Line("undo of the import", f"{undone:.1f} s"),
    ]
