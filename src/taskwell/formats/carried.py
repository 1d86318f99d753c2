"""What a foreign format has no field for travels as tags: `kind:search`, `tasks:37` and the like.

The words are those of the entry line. They are written only where something differs from the
default, so that most exports hold none, and reading an export of ours gives back what went out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b

from taskwell.errors import BadInput
from taskwell.formats.reading import Unreadable
from taskwell.money.amounts import Money, parse_money
from taskwell.records.draft import SessionDraft
from taskwell.records.session import EXPOSURES, KINDS, OUTCOMES
from taskwell.records.text import clean_name, clean_text
from taskwell.timekeeping.zones import zone

UNSORTED = "Unsorted"
"""The platform of what names none."""
_MOST_TASKS = 10_000_000


@dataclass(slots=True)
class Carried:
    """The fields found among tags; None where no tag spoke of them. `tags` are the others."""

    kind: str | None = None
    outcome: str | None = None
    exposure: str | None = None
    tasks: int | None = None
    earned: Money | None = None
    zone: str | None = None
    tags: list[str] = field(default_factory=list)


def to_tags(draft: SessionDraft, zone_name: str, *, counted: bool, earned: bool) -> list[str]:
    """The tags that carry a draft's fields.

    `zone_name` is the zone that a reader will assume; `counted` and `earned` say whether tasks and
    amount belong here (of a session in several pieces, they go with one).
    """
    tags: list[str] = []
    if draft.kind != "paid":
        tags.append(f"kind:{draft.kind}")
    if draft.outcome is not None:
        tags.append(f"outcome:{draft.outcome}")
    if draft.exposure not in (None, "none"):
        tags.append(f"exposure:{draft.exposure}")
    if counted and draft.tasks is not None:
        tags.append(f"tasks:{draft.tasks}")
    if earned and draft.earned is not None:
        tags.append(f"earned:{draft.earned.text()} {draft.earned.currency}")
    if draft.zone is not None and draft.zone != zone_name:
        tags.append(f"zone:{draft.zone}")
    return tags


def from_tags(tags: Iterable[str]) -> Carried:
    """The fields that tags carry and the tags that carry none, in their order."""
    found = Carried()
    for tag in tags:
        if ":" not in tag or not _take(found, *tag.split(":", 1)):
            found.tags.append(tag)
    return found


def _take(found: Carried, name: str, value: str) -> bool:
    """Keep what a tag carries; False when it is an ordinary one."""
    if name == "kind" and value in KINDS and found.kind is None:
        found.kind = value
    elif name == "outcome" and value in OUTCOMES and found.outcome is None:
        found.outcome = value
    elif name == "exposure" and value in EXPOSURES and found.exposure is None:
        found.exposure = value
    elif name == "tasks" and found.tasks is None and _is_count(value):
        found.tasks = int(value)
    elif name == "earned" and found.earned is None:
        found.earned = _money(value)
        return found.earned is not None
    elif name == "zone" and found.zone is None:
        found.zone = _zone(value)
        return found.zone is not None
    else:
        return False
    return True


def _is_count(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) < 9 and int(value) <= _MOST_TASKS


def _money(value: str) -> Money | None:
    try:
        return parse_money(value, allow_negative=True)
    except BadInput:
        return None


def _zone(value: str) -> str | None:
    try:
        return zone(value).key
    except BadInput:
        return None


def fingerprint(parts: Iterable[str]) -> str:
    """A name for content that has none of its own: the same content, the same name."""
    return blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=9).hexdigest()


@lru_cache(maxsize=4096)
def name(text: str, what: str) -> str:
    """A platform's or project's name; a slash, which ours cannot hold, becomes a hyphen.

    Unreadable when it is too long.
    """
    try:
        return clean_name(text.replace("/", "-"), what)
    except BadInput as error:
        raise Unreadable(error.what, what) from None


def note(text: str) -> str:
    """A note as it is kept; Unreadable when it is too long."""
    try:
        return clean_text(text, "note")
    except BadInput as error:
        raise Unreadable(error.what, "note") from None
