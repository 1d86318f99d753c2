"""The Wellbeing tab with ten years of check-ins beside ten years of work."""

from __future__ import annotations

from tests.bench.screen import answers_to, told
from tests.bench.stores import Bench, program
from tests.bench.table import Line, ms, percentile
from tests.terminal import Terminal

_ENTRY = ["c", "4", "2", "3", "2", "1", "x", "u"]
"""A check-in with a key for each question, taken back again."""


def measure(bench: Bench) -> list[Line]:
    """Lines for the first picture, months, periods, and the questions of a check-in."""
    count = bench.turns(120)
    folder = bench.copy(bench.many, "wellbeing")
    with Terminal(program(), env=bench.environment(folder)) as line:
        line.wait_for("Today")
        line.settle(0.8)
        for key in ("a", "m", "t"):  # the last acts are small ones, as on any day
            line.press(key)
            line.settle(0.8)
        line.press("4")
        first = line.settle(0.6)
        months = answers_to(line, "hhhhllll", count, quiet=0.12)
        periods = answers_to(line, "..,,", count, quiet=0.12)
        line.press("1")
        line.settle(0.5)
        line.press("4")
        again = line.settle(0.4)
        for key in ("c", "4", "s"):
            line.press(key)
            line.settle(0.3)
        entry = answers_to(line, _ENTRY, count, quiet=0.2)
        memory = line.rss_mib()
        line.press("q")
        line.wait(5)
    return [
        Line("the tab, drawn the first time", ms(first.last), f"again {ms(again.last)}"),
        Line("another month in the calendar (p95)", ms(percentile(months.first, 0.95)),
             told(months), "under 20 ms; drawn in 50 ms"),
        Line("another period (p95)", ms(percentile(periods.first, 0.95)), told(periods),
             "under 20 ms"),
        Line("a key of a check-in (p95)", ms(percentile(entry.first, 0.95)), told(entry),
             "under 20 ms"),
        Line("resident memory", f"{memory:.0f} MiB"),
    ]  # fmt: skip
