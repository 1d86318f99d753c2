"""The Quality tab with 20,000 readings, four fifths of them in one metric, beside years of work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

from taskwell.commands import demo
from taskwell.commands.metrics import add_metric
from taskwell.commands.reading_values import ReadingDraft
from taskwell.commands.readings import add_readings
from taskwell.store.store import Store
from tests.bench.screen import answers_to, told
from tests.bench.stores import Bench, moment, program
from tests.bench.table import Line, ms, percentile
from tests.terminal import Terminal

READINGS = 20_000
SESSIONS = 10_000


def measure(bench: Bench) -> list[Line]:
    """Lines for the first picture, moves, periods, and a reading noted."""
    count = bench.turns(120)
    with Terminal(program(), env=bench.environment(_store(bench.folder))) as line:
        line.wait_for("Today")
        line.settle(0.8)
        line.press("3")
        first = line.settle(0.6).last
        moves = answers_to(line, "jjjkkk", count, quiet=0.12)
        periods = answers_to(line, "..,,hl", count, quiet=0.12)
        line.press("g")
        line.settle(0.3)
        # r, a count of the usual total, enter; the state is worked out before the line closes
        typed = answers_to(line, ["r", "1", "9", "/", "enter"], count, quiet=0.25)
        memory = line.rss_mib()
        line.press("q")
        line.wait(5)
    return [
        Line("the tab, drawn the first time", ms(first), f"{READINGS:,} readings"),
        Line("a move (p95)", ms(percentile(moves.first, 0.95)), told(moves), "under 20 ms"),
        Line("another period (p95)", ms(percentile(periods.first, 0.95)), told(periods),
             "under 20 ms"),
        Line("a key while a reading is noted (p95)", ms(percentile(typed.first, 0.95)), told(typed),
             "under 20 ms"),
        Line("resident memory", f"{memory:.0f} MiB"),
    ]  # fmt: skip


def _store(folder: Path) -> Path:
    """A demo store with six metrics more; built when first asked for."""
    place = folder / f"quality-{READINGS}"
    store = Store.open(place)
    if store.empty:
        now = moment()
        demo.fill(store, now, years=10, seed=1, sessions=SESSIONS)
        for number in range(6):
            uid = add_metric(store, now, "UHRS", f"score {number}", "passfail",
                             thresholds=["90 restrict", "80 ban last 10 min 5"])  # fmt: skip
            share = READINGS * 4 // 5 if number == 0 else READINGS // 25
            add_readings(store, now, uid, _drafts(share, Random(number)))
        store.fold(force=True)
    store.close()
    return place


def _drafts(count: int, chance: Random) -> Iterator[ReadingDraft]:
    end = moment()
    step = timedelta(days=3650) / count
    for number in range(count):
        right = sum(chance.random() < 0.95 for _ in range(20))
        at = (end - step * (count - number)).replace(microsecond=0)
        yield ReadingDraft(at, correct=right, total=20)
