"""What an act is: its keys and words, where it belongs, and when it can be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

PLACES = ("timer", "roster", "quality", "wellbeing", "money")
EVERYWHERE = "Everywhere"
WORK = "Work, from anywhere"
ROW = "The row"
GROUPS = (EVERYWHERE, WORK, ROW)


@dataclass(frozen=True, slots=True)
class Facts:
    """What an act's availability depends on, gathered from the place at the moment of the key.

    `running` counts open sessions; `row` is what the cursor stands on ("session", "gap", "rest",
    a place's own word, or None); `read_only` is why the store takes no changes, or None.
    """

    place: str = "timer"
    running: int = 0
    paused: bool = False
    row: str | None = None
    marked: int = 0
    read_only: str | None = None
    can_filter: bool = False
    has_periods: bool = False
    can_add: bool = False
    message: bool = False


Rule = Callable[[Facts], str | None]


def writable(facts: Facts) -> str | None:
    """The store takes changes."""
    return f"The store takes no changes: {facts.read_only}" if facts.read_only else None


def running(facts: Facts) -> str | None:
    """A session runs."""
    return None if facts.running else "Nothing is running: s starts"


def row(facts: Facts) -> str | None:
    """A row is chosen."""
    return None if facts.row else "No row is chosen here"


def session(facts: Facts) -> str | None:
    """The row is one with fields of its own."""
    if facts.row is None:
        return "No row is chosen here"
    if facts.row in ("session", "platform", "record"):
        return None
    return f"This row is a {facts.row}: x shows what can be done with it"


def row_or_message(facts: Facts) -> str | None:
    """There is a row, or a message that stands."""
    return None if facts.row or facts.message else "No row is chosen here"


def filters(facts: Facts) -> str | None:
    """The place can be filtered."""
    return None if facts.can_filter else "There is nothing to filter here"


def periods(facts: Facts) -> str | None:
    """The place has periods."""
    return None if facts.has_periods else "There are no periods here"


def adds(facts: Facts) -> str | None:
    """Something can be added."""
    return None if facts.can_add else "There is nothing to add here yet"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing a person can do.

    `keys` are the default keys by name; `hint` is the word after the key in the hint line; `title`
    stands in the palette and `help` is one sentence. Empty `places` means everywhere. `command`
    holds the shell's words for the same act.
    """

    id: str
    keys: tuple[str, ...]
    hint: str
    title: str
    help: str
    group: str = EVERYWHERE
    places: frozenset[str] = frozenset()
    command: str | None = None
    rules: tuple[Rule, ...] = field(default=(), repr=False)

    def applies_to(self, place: str) -> bool:
        """Whether the act belongs to a place at all."""
        return not self.places or place in self.places

    def available(self, facts: Facts) -> str | None:
        """None when the act can be done now, else the reason why not, in a sentence."""
        if not self.applies_to(facts.place):
            return f"{self.title}: this belongs to {', '.join(sorted(self.places))}"
        for rule in self.rules:
            reason = rule(facts)
            if reason is not None:
                return reason
        return None
