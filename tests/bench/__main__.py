"""`python -m tests.bench [NAME...] [--quick] [--folder DIR]`: measure and print, judge nothing.

Names: saving, parallel, screen, roster, quality, wellbeing, money, commands, formats,
import; all of them without one.
`--quick` measures less often and with 10,000 sessions. `--folder` builds in that folder and keeps it for the next run.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench import commands, formats, money, parallel, quality, saving, screen, wellbeing
from tests.bench.stores import Bench
from tests.bench.table import Line, show, surroundings

PARTS: dict[str, tuple[str, Callable[[Bench], list[Line]]]] = {
    "saving": ("One session saved", saving.measure),
    "parallel": ("Many writers", parallel.measure),
    "screen": ("The screen", screen.measure),
    "roster": ("The roster: 60 platforms, 400 projects", screen.roster),
    "quality": ("Quality: 20,000 readings", quality.measure),
    "wellbeing": ("Wellbeing: ten years of check-ins", wellbeing.measure),
    "money": ("Money: ten years of work and payouts", money.measure),
    "commands": ("Commands", commands.measure),
    "formats": ("100,000 rows of each format, read", formats.measure),
    "import": ("Import", commands.imports),
}


def main() -> None:
    """Measure what was named."""
    words = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    words.add_argument("names", nargs="*", metavar="NAME", help=", ".join(PARTS))
    words.add_argument("--quick", action="store_true", help="fewer turns, 10,000 sessions")
    words.add_argument("--folder", type=Path, help="build here and keep it")
    given = words.parse_args()
    unknown = [name for name in given.names if name not in PARTS]
    if unknown:
        words.error(f"there is no {unknown[0]}; known are {', '.join(PARTS)}")
    if given.folder is not None:
        given.folder.mkdir(parents=True, exist_ok=True)
        _measure(given.names, Bench(given.folder, given.quick))
    else:
        # Not the system's folder for temporary files: in memory nothing would be durable.
        parent = Path.home() / ".cache"
        parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="taskwell-bench-", dir=parent) as folder:
            _measure(given.names, Bench(Path(folder), given.quick))


def _measure(names: list[str], bench: Bench) -> None:
    print("\n".join(surroundings(bench.folder)))
    for name in names or PARTS:
        title, measure = PARTS[name]
        show(title, measure(bench))
    for count, seconds in bench.build_seconds.items():
        print(f"\nA demo store of {count:,} sessions was built or found in {seconds:.1f} s")


main()
