"""The help panel: where to turn to, with the person's own lines; it needs no network."""

from __future__ import annotations

from taskwell.records.text import visible
from taskwell.store.store import Store

TABLE = "contacts"
EMERGENCY = "If you may be in danger, call your local emergency number."
HELPLINES = "Free helplines by country: findahelpline.com"
FOOTER = (
    "A private diary, not a medical device. It does not diagnose anything. Nobody monitors what you"
    " type here."
)


def contacts(store: Store) -> list[tuple[int, str]]:
    """The person's own lines with the numbers of their documents, oldest first."""
    found = store.diary.core(TABLE)
    return [(number, str(found[number].get("text", ""))) for number in sorted(found)]


def panel(store: Store) -> list[str]:
    """The paragraphs of the panel, safe to show; an empty one stands between groups."""
    own = [f"{n}. {visible(text)}" for n, (_, text) in enumerate(contacts(store), 1)]
    hint = "" if own else "Your own lines: taskwell wellbeing contact 'NAME, NUMBER'"
    return [EMERGENCY, HELPLINES, "", *(own or [hint]), "", FOOTER]
