"""The full-screen program on a pseudo-terminal: first paint, keys, memory, bytes."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from tests.bench.stores import Bench, program
from tests.bench.table import Line, median, ms, percentile, times
from tests.terminal import Terminal

EMPTY = str(Path(__file__).with_name("empty_program.py"))
_WORD = b"Timer"


def measure(bench: Bench) -> list[Line]:
    """Lines for the program with the large store beside an empty one."""
    environment = bench.environment(bench.store(bench.many))
    turns = bench.turns(15)
    ours, empty = [], []
    for _ in range(turns):
        ours.append(_paint(program(), environment))
        empty.append(_paint([sys.executable, EMPTY], environment))
    lines = [
        Line(
            f"first paint, {bench.many:,} sessions",
            ms(median(ours)),
            f"empty program with a table and four tabs {ms(median(empty))}:"
            f" {times(median(ours), median(empty))}",
            "at most 1.35x",
        )
    ]
    return lines + _inside(bench, environment)


def _paint(words: list[str], environment: dict[str, str]) -> float:
    with Terminal(words, env=environment) as line:
        seconds = line.wait_for_bytes(_WORD)
        line.settle(0.3)
    return seconds


def _inside(bench: Bench, environment: dict[str, str]) -> list[Line]:
    with Terminal(program(), env=environment) as line:
        line.wait_for("Timer")
        line.settle(0.8)
        at_start = line.rss_mib()
        first, settled, sizes = _keys(line, "k", bench.turns(120))
        idle = line.bytes_in(5 if bench.quick else 20) / (5 if bench.quick else 20)
        switches = []
        for key in ("2", "1", "2", "1", "3", "1"):
            line.press(key)
            switches.append(len(line.settle(0.25).data))
        for key in (".", ".", ".", ".", "."):  # the longest period: all years
            line.press(key)
            line.settle(0.3)
        long_first, long_settled, _ = _keys(line, "k", bench.turns(120))
        line.press("g")
        jump = line.settle(0.3).last
        line.press("G")
        after = line.rss_mib()
        line.press("q")
        code = line.wait(5)
    return [
        Line(
            "a key in the log, answer begins (p95)",
            ms(percentile(first, 0.95)),
            f"median {ms(median(first))}; drawn to the end p95 {ms(percentile(settled, 0.95))}",
            "under 20 ms",
        ),
        Line(
            "the same with all years shown (p95)",
            ms(percentile(long_first, 0.95)),
            f"median {ms(median(long_first))}; drawn to the end p95"
            f" {ms(percentile(long_settled, 0.95))}; `g` to the first row {ms(jump)}",
            "under 20 ms",
        ),
        Line(
            "resident memory",
            f"{after:.0f} MiB",
            f"{at_start:.0f} MiB after the first paint",
            "under 160 MiB",
        ),
        Line("idle, a timer running", f"{idle:.0f} bytes/s", "", "at most 150"),
        Line(
            "a cursor move",
            f"{median(sizes):.0f} bytes",
            f"most {max(sizes, default=0):,.0f}",
            "at most 800",
        ),
        Line(
            "a tab switch",
            f"{median(switches) / 1000:.1f} KB",
            f"most {max(switches) / 1000:.1f} KB",
            "at most 25 KB",
        ),
        Line("leaving with q", f"exit code {code}"),
    ]


def _keys(line: Terminal, key: str, count: int) -> tuple[list[float], list[float], list[float]]:
    """Seconds to the first byte and to the last, and bytes, for each press of a key."""
    first: list[float] = []
    settled: list[float] = []
    sizes: list[float] = []
    for _ in range(count):
        # The second's tick would be counted with the key: wait it out, then type in the silence.
        line.settle(0.05, 1.2)
        sent = time.perf_counter()
        line.press(key)
        burst = line.settle(0.04, 2.0)
        if burst.first is not None and time.perf_counter() - sent < 2.0:
            first.append(burst.first)
            settled.append(burst.last)
            sizes.append(float(len(burst.data)))
    return first, settled, sizes
