"""The glance that a status bar reads, brought up to date after every act."""

from __future__ import annotations

from datetime import datetime

from taskwell.queries.status import glance_payload
from taskwell.store import glance
from taskwell.store.store import Store


def refresh_glance(store: Store, now: datetime) -> None:
    """Leave word of what runs now; the file is derived and may be lost at any time."""
    glance.write(store.folder, store.token, glance_payload(store, now))
