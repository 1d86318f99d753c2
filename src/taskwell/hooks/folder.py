"""Where hooks lie, and whether there are any: asked by every command, so it loads nothing more."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = "hooks"
OFF = "TASKWELL_NO_HOOKS"
"""Set in a hook's own environment, so that a command it calls runs no hooks; anybody may set it."""


def has_hooks(settings: Path) -> bool:
    """Whether there is anything to run at all."""
    # Unlike `Path.is_dir` it raises nothing where nobody may look.
    return not os.environ.get(OFF) and os.path.isdir(settings / FOLDER)
