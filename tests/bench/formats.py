"""A hundred thousand rows of each format that comes in, read from start to end."""

from __future__ import annotations

import time

from taskwell.errors import BadInput
from taskwell.formats import registry
from taskwell.formats.reading import Options, source_of
from taskwell.timekeeping.zones import zone
from tests.bench.rows import ROWS, file_of
from tests.bench.stores import Bench
from tests.bench.table import Line


def measure(bench: Bench) -> list[Line]:
    """Seconds for each format made of rows."""
    rows = 10_000 if bench.quick else 100_000
    lines = []
    for name in ROWS:
        data = file_of(name, rows)
        begun = time.perf_counter()
        try:
            source = source_of(data, name)
            parsed = registry.read_text(source, name, Options(zone("UTC"), "USD")).parsed
            told = f"{parsed.read:,} read, {len(parsed.skipped):,} skipped"
        except BadInput as error:
            told = str(error)
        lines.append(Line(name, f"{time.perf_counter() - begun:.1f} s", told, "under 15 s"))
    return lines
