"""The filter of the roster: `state:active country:ke tasks:yes text`."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from taskwell.errors import BadInput
from taskwell.queries.roster_cards import PlatformCard
from taskwell.records.platform import STATES
from taskwell.records.text import visible

FIELDS = ("state", "country", "tasks", "pays", "quality")
_TASKS = ("yes", "few", "no", "?")


@dataclass(frozen=True, slots=True)
class RosterFilter:
    """What a row has to be: every word must hold. `text` is the filter as typed."""

    text: str
    words: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, text: str) -> RosterFilter:
        """The filter of a typed line; BadInput names the word that is not understood."""
        words, fields = [], []
        for word in text.replace('"', " ").split():
            name, colon, wanted = word.partition(":")
            if colon and name.isalpha():
                fields.append(_field(name.lower(), wanted.casefold()))
            else:
                words.append(word.casefold())
        return cls(text.strip(), tuple(words), tuple(fields))

    def matches(self, card: PlatformCard) -> bool:
        """Whether a platform is what the filter asks for."""
        if not all(_holds(card, name, wanted) for name, wanted in self.fields):
            return False
        if not self.words:
            return True
        texts = (card.name, card.account, card.standing, card.step, card.quality, card.rate)
        haystack = "\n".join(texts).casefold()
        return all(word in haystack for word in self.words)


def _field(name: str, wanted: str) -> tuple[str, str]:
    begin = [each for each in FIELDS if each.startswith(name)]
    if len(begin) != 1:
        near = get_close_matches(name, FIELDS, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]}:?" if near else f"known are {', '.join(FIELDS)}"
        raise BadInput(f"The filter does not know '{visible(name[:40])}:'", hint)
    known = {"state": STATES, "tasks": _TASKS}.get(begin[0])
    if known and wanted and not any(each.startswith(wanted) for each in known):
        raise BadInput(
            f"There is no {begin[0]} '{visible(wanted[:40])}'", f"use one of {', '.join(known)}"
        )
    return begin[0], wanted


def _holds(card: PlatformCard, name: str, wanted: str) -> bool:
    """A platform of which nobody knows the countries is not ruled out by one."""
    if name == "country":
        wanted = "gb" if wanted == "uk" else wanted
        known = [code.casefold() for code in card.countries]
        return not known or any(code.startswith(wanted) for code in known)
    value = {"state": card.state, "tasks": card.tasks, "pays": card.pays, "quality": card.quality}
    held = value[name].casefold()
    return wanted in held if name in ("pays", "quality") else held.startswith(wanted)
