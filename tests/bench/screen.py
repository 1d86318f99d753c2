"""The full-screen program on a pseudo-terminal: first paint, keys, memory, bytes."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
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
    return lines + _inside(bench, environment) + _true_colour(bench, environment)


def _paint(words: list[str], environment: dict[str, str]) -> float:
    with Terminal(words, env=environment) as line:
        seconds = line.wait_for_bytes(_WORD)
        line.settle(0.3)
    return seconds


def _inside(bench: Bench, environment: dict[str, str]) -> list[Line]:
    count = bench.turns(120)
    seconds = 5 if bench.quick else 20
    with Terminal(program(), env=environment) as line:
        line.wait_for("Timer")
        line.settle(0.8)
        at_start = line.rss_mib()
        day = answers_to(line, "kkkjjj", count)
        idle = line.bytes_in(seconds) / seconds
        switches = []
        for key in ("2", "1", "2", "1", "3", "1"):
            line.press(key)
            switches.append(len(line.settle(0.25).data))
        for key in (".", ".", ".", ".", "."):  # the longest period: all years
            line.press(key)
            line.settle(0.3)
        years = answers_to(line, "k", count)
        line.press("g")
        jump = line.settle(0.3).last
        line.press("G")
        line.settle(0.3)
        after = line.rss_mib()
        line.press("q")
        code = line.wait(5)
    return [
        Line("a key in the log (p95)", ms(percentile(day.first, 0.95)), told(day), "under 20 ms"),
        Line(
            "the same with all years shown (p95)",
            ms(percentile(years.first, 0.95)),
            f"{told(years)}; `g` to the first row {ms(jump)}",
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
            f"{median(day.sizes):.0f} bytes",
            f"most {max(day.sizes, default=0):,.0f}; all years {median(years.sizes):.0f},"
            f" most {max(years.sizes, default=0):,.0f}",
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


def _true_colour(bench: Bench, environment: dict[str, str]) -> list[Line]:
    """Bytes on a terminal with all colours, where every colour takes more of them."""
    seconds = 3 if bench.quick else 10
    with Terminal(program(), env=environment | {"COLORTERM": "truecolor"}) as line:
        line.wait_for("Timer")
        line.settle(0.8)
        idle = line.bytes_in(seconds) / seconds
        moves = answers_to(line, "kkkjjj", bench.turns(24))
        line.press("2")
        switch = len(line.settle(0.25).data)
        line.press("1", "q")
        line.wait(5)
    return [
        Line(
            "in true colour",
            f"{idle:.0f} bytes/s",
            f"a cursor move {median(moves.sizes):.0f} bytes (most {max(moves.sizes, default=0):,.0f}),"
            f" a tab switch {switch / 1000:.1f} KB",
        )
    ]


def roster(bench: Bench) -> list[Line]:
    """Lines for the Roster with 60 platforms, 400 projects and the many sessions."""
    count = bench.turns(120)
    with Terminal(program(), env=bench.environment(bench.wide())) as line:
        line.wait_for("Today")
        line.settle(0.8)
        line.press("2")
        first = line.settle(0.5).last
        moves = answers_to(line, "jjjkkk", count)
        # The details follow 60 ms after a move.
        mixed = answers_to(line, "jak-", count, quiet=0.12, silent="a-")
        line.press("1")
        line.settle(0.5)
        line.press("2")
        again = line.settle(0.3).last
        memory = line.rss_mib()
        line.press("q")
        line.wait(5)
    return [
        Line(
            "a key on the roster (p95)",
            ms(percentile(moves.first, 0.95)),
            told(moves),
            "under 20 ms",
        ),
        Line(
            "a move soon after a counted task (p95)",
            ms(percentile(mixed.first, 0.95)),
            told(mixed),
            "under 20 ms",
        ),
        Line("the tab for the first time, drawn to the end", ms(first), f"again {ms(again)}"),
        Line("resident memory", f"{memory:.0f} MiB"),
    ]


@dataclass(slots=True)
class Answers:
    """For each key pressed: seconds to the first byte and to the last, and the bytes."""

    first: list[float] = field(default_factory=list)
    settled: list[float] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)


def told(found: Answers) -> str:
    return (
        f"median {ms(median(found.first))}; drawn to the end p95"
        f" {ms(percentile(found.settled, 0.95))}; {len(found.first)} keys"
    )


def answers_to(
    line: Terminal, keys: Sequence[str], count: int, quiet: float = 0.04, silent: str = ""
) -> Answers:
    """The answers to so many keys, pressed in turn between two ticks of the clock.

    An answer ends with `quiet` seconds of silence: what a key draws later than that would be taken
    for the answer to the next one. `silent` keys draw nothing themselves and are not counted; what
    they cost shows in the answers to the keys around them.
    """
    found = Answers()
    pressed = 0
    while pressed < count:
        line.read_some(1.2)  # the second's tick, which is no answer to a key
        line.settle(0.05, 0.3)
        until = time.perf_counter() + 0.7
        while pressed < count and time.perf_counter() < until:
            key = keys[pressed % len(keys)]
            line.press(key)
            pressed += 1
            burst = line.settle(quiet, 1.0)
            if burst.first is not None and key not in silent:
                found.first.append(burst.first)
                found.settled.append(burst.last)
                found.sizes.append(float(len(burst.data)))
    return found
