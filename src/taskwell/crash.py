"""A report of a bug: where in the program it happened, and nothing that a person typed."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path


def state_folder() -> Path:
    """Where reports lie: the state folder of the platform."""
    from platformdirs import user_state_path

    return user_state_path("taskwell", appauthor=False)


def report_text(error: BaseException) -> str:
    """The kinds of the errors and the lines of code they passed.

    Neither values nor the messages of errors are in it: either could hold a note or a name.
    """
    import traceback
    from importlib.metadata import PackageNotFoundError, version

    try:
        ours = version("taskwell")
    except PackageNotFoundError:
        ours = "unknown"
    python = ".".join(str(number) for number in sys.version_info[:3])
    lines = [
        "Taskwell came upon a bug. This report holds no texts, amounts or names of yours.",
        f"taskwell {ours}, Python {python}, {sys.platform}",
        f"{datetime.now(UTC):%Y-%m-%d %H:%M:%SZ}",
        "",
    ]
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}")
        for frame in traceback.extract_tb(current.__traceback__):
            file = "/".join(Path(frame.filename).parts[-3:])
            lines.append(f"  {file}:{frame.lineno} in {frame.name}: {frame.line or ''}")
        current = current.__cause__ or current.__context__
        if current is not None:
            lines.append("came from")
    return "\n".join(lines) + "\n"


def write_report(error: BaseException, folder: Path | None = None) -> Path | None:
    """Write a report that only its owner may read; None when even that cannot be done."""
    try:
        folder = folder or state_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / f"crash-{datetime.now(UTC):%Y%m%d-%H%M%S}-{os.getpid()}.txt"
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(report_text(error))
    except OSError:
        return None
    return file
