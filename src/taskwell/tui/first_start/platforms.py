"""The catalogue to tick what one works on; Enter adds it and opens the picker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from taskwell.commands.first_start import take_up
from taskwell.queries.catalogue import Offer, offered
from taskwell.queries.settings import stored
from taskwell.records.text import visible
from taskwell.tui.drawing import fit, hung
from taskwell.tui.first_start.questions import LOWEST
from taskwell.tui.part import Part
from taskwell.tui.place import Place
from taskwell.tui.timer.picker import Start, open_picker
from taskwell.tui.widgets.cells import MUTED

CHOICES = "space ticks  enter goes on  / another, by name  esc later"
DRAFT = "first start"
LINES_AROUND = 13
"""Lines of a screen that are not the list's."""


class PlatformsPart(Part):
    """Space ticks, Enter adds the ticked ones as worked on; Esc keeps the ticks for `:setup`."""

    title = "Which do you work on?"
    passes: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, place: Place) -> None:
        super().__init__()
        country = stored(place.store).get("country")
        found = offered(place.store, place.now(), country=str(country) if country else None)
        free = [each for each in found if not each.added and not each.dormant]
        self._offers = sorted(free, key=lambda each: not each.entry_level)
        kept = place.taskwell.drafts.get(DRAFT, {}).get("ticked", "")
        self._ticked = {key for key in kept.split() if any(key == o.key for o in self._offers)}
        self._at = 0
        self._first = 0
        self.choices = {
            "enter": self._done,
            "s": self._done,
            "space": self._tick,
            "down": lambda: self._move(1),
            "j": lambda: self._move(1),
            "up": lambda: self._move(-1),
            "k": lambda: self._move(-1),
            "g": lambda: self._move(-len(self._offers)),
            "G": lambda: self._move(len(self._offers)),
            "/": self._by_name,
        }
        self._head()

    def lines(self, width: int) -> Sequence[str | Content]:
        """The offers around the chosen one, what that one asks, and the keys."""
        marks = self.taskwell.glyphs
        room = max(3, min(self.app.size.height - LINES_AROUND, len(self._offers)))
        self._first = max(min(self._first, self._at), self._at - room + 1, 0)
        drawn: list[str | Content] = []
        for number in range(self._first, min(self._first + room, len(self._offers))):
            each = self._offers[number]
            sign = marks.running if number == self._at else " "
            box = "[x]" if each.key in self._ticked else "[ ]"
            text = f" {sign} {box} {fit(each.name, 26, marks=marks)} {visible(each.about)}"
            line = fit(text, width - 1, marks=marks).rstrip()
            drawn.append(Content.styled(line, "bold") if number == self._at else line)
        if self._offers and self.app.size.height >= LOWEST:
            asks = f"asks: {visible(self._offers[self._at].asks)}"
            drawn.append(Content.styled(fit(f"       {asks}", width - 1, marks=marks), MUTED))
        drawn += [Content.styled(f" {line}", MUTED) for line in hung(CHOICES, width - 2, "")]
        return drawn

    def act_app_back(self) -> object:
        """Later: the ticks are kept."""
        self._keep_draft()
        self.close()
        return True

    def _keep_draft(self) -> None:
        drafts = self.taskwell.drafts
        if self._ticked:
            drafts[DRAFT] = {"ticked": " ".join(sorted(self._ticked))}
            self.taskwell.say("Not added yet; :setup comes back to what you ticked")
        else:
            drafts.pop(DRAFT, None)

    def _head(self) -> None:
        self.heading = self.title
        self.heading_right = f"{len(self._ticked)} ticked of {len(self._offers)}"

    def _move(self, by: int) -> None:
        self._at = max(0, min(self._at + by, len(self._offers) - 1))
        self.redraw()

    def _tick(self) -> None:
        if self._offers:
            self._ticked ^= {self._chosen.key}
            self._head()
            self.redraw()

    @property
    def _chosen(self) -> Offer:
        return self._offers[self._at]

    def _add(self) -> None:
        keys = [each.key for each in self._offers if each.key in self._ticked]
        take_up(self.taskwell.store, self.place.now(), keys)
        self.taskwell.drafts.pop(DRAFT, None)

    def _done(self) -> None:
        place = self.place
        self._add()
        self.close()
        open_picker(place, place.now())

    def _by_name(self) -> None:
        from taskwell.tui.timer.by_name import ByNamePart

        place = self.place
        self._add()
        place.open_part(ByNamePart(Start(place, place.now())))
