"""The Money tab with ten years of work and payouts."""

from __future__ import annotations

from tests.bench.screen import answers_to, told
from tests.bench.stores import Bench, program
from tests.bench.table import Line, ms, percentile
from tests.terminal import Terminal


def measure(bench: Bench) -> list[Line]:
    """Lines for the first picture, periods, and an expense typed."""
    count = bench.turns(120)
    folder = bench.copy(bench.many, "money")
    with Terminal(program(), env=bench.environment(folder)) as line:
        line.wait_for("Today")
        line.settle(1.5)  # what the message line rests on is worked out beside the first keys
        line.press("5")
        first = line.settle(0.8)
        periods = answers_to(line, "hhhhllll", count, quiet=0.15)
        longer = answers_to(line, "..,,", count // 2, quiet=0.3)
        line.press("1")
        line.settle(0.5)
        line.press("5")
        again = line.settle(0.5)
        typed = answers_to(line, ["n", "4", " ", "p", "e", "n", "enter"], count, quiet=0.25)
        memory = line.rss_mib()
        line.press("q")
        line.wait(5)
    return [
        Line("the tab, its first picture", ms(first.first or 0.0),
             f"drawn to the end {ms(first.last)}; again {ms(again.last)}", "under 150 ms"),
        Line("another month (p95)", ms(percentile(periods.first, 0.95)), told(periods),
             "under 20 ms"),
        Line("quarter, year (p95)", ms(percentile(longer.first, 0.95)), told(longer),
             "under 20 ms"),
        Line("a key while an expense is noted (p95)", ms(percentile(typed.first, 0.95)), told(typed),
             "under 20 ms"),
        Line("resident memory", f"{memory:.0f} MiB"),
    ]  # fmt: skip
