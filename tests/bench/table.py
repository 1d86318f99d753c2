"""What was measured, and on what: lines of a table that can be pasted into the README."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: what it is of, its value in words, beside what, and what was aimed at."""

    what: str
    value: str
    beside: str = ""
    aim: str = ""


def median(values: Sequence[float]) -> float:
    """The middle value; 0 when there is none."""
    return statistics.median(values) if values else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The value that a share (0 to 1) of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))] if ordered else 0.0


def ms(seconds: float) -> str:
    """Seconds as milliseconds in words."""
    return f"{seconds * 1000:.2f} ms" if seconds < 0.01 else f"{seconds * 1000:.0f} ms"


def times(value: float, reference: float) -> str:
    """How many times the reference a value is."""
    return f"{value / reference:.2f}x" if reference else "?"


def surroundings(folder: Path) -> list[str]:
    """Machine, kernel, disk, Python, libraries and date."""
    return [
        f"{_cpu()}, {os.cpu_count()} cores, {_memory()}, {platform.system()} {platform.release()}",
        f"disk: {_disk(folder)}",
        f"Python {platform.python_version()}, textual {version('textual')},"
        f" tinydb {version('tinydb')}, SQLite {sqlite3.sqlite_version}",
        f"{datetime.now().astimezone():%Y-%m-%d %H:%M}, load {os.getloadavg()[0]:.1f}",
    ]


def _cpu() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or "unknown processor"
    found = re.search(r"model name\s*:\s*(.+)", text)
    return found[1].strip() if found else platform.machine()


def _memory() -> str:
    try:
        pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return "unknown memory"
    return f"{pages / 2**30:.0f} GiB"


def _disk(folder: Path) -> str:
    """File system and device of a folder."""
    if shutil.which("df") is None:
        return "unknown"
    done = subprocess.run(
        ["df", "--output=fstype,source", str(folder)], capture_output=True, text=True, check=False
    )
    lines = done.stdout.splitlines()
    return " on ".join(lines[-1].split()) if len(lines) > 1 else "unknown"


def show(title: str, lines: Sequence[Line]) -> None:
    """Print a heading and its lines in columns."""
    print(f"\n{title}")
    widths = [max((len(part) for part in column), default=0) for column in _columns(lines)]
    for line in lines:
        cells = (line.what, line.value, line.beside, line.aim)
        row = "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        print("  " + row.rstrip())
    sys.stdout.flush()


def _columns(lines: Sequence[Line]) -> list[list[str]]:
    return [
        [line.what for line in lines],
        [line.value for line in lines],
        [line.beside for line in lines],
        [line.aim for line in lines],
    ]
