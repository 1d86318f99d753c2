"""Where the store and the settings of the look lie on this system."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from taskwell.timekeeping.instants import Clock, utc_now

if TYPE_CHECKING:
    from taskwell.store.store import Store


def default_folder() -> Path:
    """The platform's folder for a person's data."""
    import platformdirs

    return Path(platformdirs.user_data_dir("taskwell", appauthor=False))


def config_folder() -> Path:
    """The platform's folder for a person's settings."""
    import platformdirs

    return Path(platformdirs.user_config_dir("taskwell", appauthor=False))


def path_of(typed: str) -> Path:
    """The path that was typed, `~` written out; BadInput for the home of a user there is not."""
    try:
        return Path(typed).expanduser()
    except RuntimeError as error:
        # Not at the top: a status bar asks for the folder several times a minute.
        from taskwell.errors import BadInput
        from taskwell.records.text import visible

        raise BadInput(
            f"{visible(typed[:80])} is in nobody's home", "write out where it is"
        ) from error


def folder_for(store_option: str | os.PathLike[str] | None = None) -> Path:
    """The folder of the store: `--store`, else TASKWELL_STORE, else the platform's."""
    named = store_option or os.environ.get("TASKWELL_STORE")
    return path_of(os.fspath(named)) if named else default_folder()


def open_default(
    store_option: str | os.PathLike[str] | None = None,
    *,
    clock: Clock = utc_now,
    create: bool = True,
) -> Store:
    """Open the store that `folder_for` names."""
    from taskwell.store.store import Store

    return Store.open(folder_for(store_option), clock=clock, create=create)
