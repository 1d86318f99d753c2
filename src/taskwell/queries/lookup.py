"""One document of a small table by the beginning of its uid, and what a place is called."""

from __future__ import annotations

from taskwell.errors import BadInput
from taskwell.queries.directory import Directory
from taskwell.records.text import visible
from taskwell.store.documents import Doc
from taskwell.store.store import Store

_LISTED = 5


def by_uid(store: Store, table: str, beginning: str, what: str, command: str) -> tuple[int, Doc]:
    """Id and document (shared) of the one whose uid begins so.

    BadInput when there is none or more than one; `command` is what lists them.
    """
    wanted = beginning.strip().casefold()
    found = [
        (number, document)
        for number, document in store.core(table).items()
        if wanted and str(document.get("uid", "")).startswith(wanted)
    ]
    exact = [each for each in found if each[1].get("uid") == wanted]
    found = exact or found
    if not found:
        raise BadInput(
            f"No {what}'s uid begins with '{visible(beginning.strip()[:40])}'",
            f"{command} lists them",
        )
    if len(found) > 1:
        uids = ", ".join(str(document["uid"]) for _, document in found[:_LISTED])
        more = " and more" if len(found) > _LISTED else ""
        raise BadInput(
            f"'{visible(beginning.strip()[:40])}' could be {uids}{more}", "type more of the uid"
        )
    return found[0]


def place_label(names: Directory, platform: str, project: str | None = None) -> str:
    """`UHRS / Relevance` or `UHRS` of uids; safe to show."""
    home = visible(names.platform_name(platform))
    part = names.project_name(project)
    return f"{home} / {visible(part)}" if part else home
