"""Where a key stands in a TOML text, since the parser does not say."""

from __future__ import annotations

import re


def line_of(text: str, key: str) -> int | None:
    """The line, counted from 1, on which a key is set; None when it cannot be told."""
    found = re.search(rf'^[ \t]*["\']?{re.escape(key)}["\']?[ \t]*=', text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else None


def place(file_name: str, text: str, key: str) -> str:
    """ "config.toml line 3", or only the file when the line cannot be told."""
    line = line_of(text, key)
    return f"{file_name} line {line}" if line else file_name
