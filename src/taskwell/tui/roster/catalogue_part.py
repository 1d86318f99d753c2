"""`n`: the catalogue: what there is, what each asks and pays, and a name of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from taskwell.commands.adopting import adopt
from taskwell.commands.roster import add_platform
from taskwell.errors import TaskwellError
from taskwell.queries.catalogue import Offer, offered
from taskwell.queries.directory import directory
from taskwell.queries.settings import value
from taskwell.records.text import clean_name, visible
from taskwell.tui.drawing import fit
from taskwell.tui.glyphs import DRAWN, Glyphs
from taskwell.tui.part import Part
from taskwell.tui.roster.row_place import RosterRowPlace
from taskwell.tui.widgets.cells import MUTED, WARNING
from taskwell.tui.widgets.line_input import LineInput

MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class View:
    """Which offers are shown: those for a country, those for beginners."""

    country: str | None
    entry_level: bool

    def words(self) -> str:
        """What the heading says of it."""
        level = "entry-level" if self.entry_level else "all"
        return f"{level} for {self.country}" if self.country else level


def views(country: str | None) -> tuple[View, ...]:
    """What Tab goes through: with a country its offers first, then those for beginners, then all."""
    here = (View(country, False), View(country, True))
    return (*here, View(None, False)) if country else here


def by_name(offers: Sequence[Offer], typed: str) -> list[Offer]:
    """Those whose names begin with what is typed first, then those that hold it, then the others
    that speak of it."""
    wanted = " ".join(typed.split()).casefold()

    def far(offer: Offer) -> int:
        name = offer.name.casefold()
        return 0 if name.startswith(wanted) else 1 if wanted in name else 2

    return sorted(offers, key=far)


class CataloguePart(Part):
    """A line to filter by; Enter adds the chosen one, and the line is ready for the next."""

    title = "Catalogue"
    takes_text = True
    DEFAULT_CSS = """
    CataloguePart Horizontal { height: 1; }
    CataloguePart Horizontal Static { width: auto; }
    CataloguePart Input { width: 1fr; }
    """

    def __init__(self, place: RosterRowPlace) -> None:
        super().__init__()
        self._on = place
        country = value(place.store, "country")
        self._views = views(str(country) if country else None)
        self._view = 0
        self._typed = ""
        self._chosen = 0
        self._error = ""
        self._offers: Sequence[Offer] = ()
        self.choices = {
            "down": lambda: self._move(1),
            "up": lambda: self._move(-1),
            "tab": self._other_view,
            "shift+tab": self._other_view,
        }

    def compose_part(self) -> ComposeResult:
        """The line, and the offers."""
        with Horizontal():
            yield Static(" name ", markup=False)
            yield LineInput(id="offer")
        yield Static(classes="part-lines", markup=False)

    def on_mount(self) -> None:
        """The first offers."""
        self._look()

    def take_focus(self) -> None:
        """Into the line."""
        self.query_one(Input).focus()

    def lines(self, width: int) -> Sequence[str | Content]:
        """The offers around the chosen one, what it asks and pays, or what is wrong."""
        if self._error:
            return [Content.styled(f" ! {visible(self._error)}", WARNING)]
        own = self._own_name()
        return offer_lines(self._offers, self._chosen, own, width, self.taskwell.glyphs)

    def _look(self) -> None:
        view = self._views[self._view]
        found = offered(
            self._on.store,
            self._on.now(),
            country=view.country,
            entry_level=view.entry_level,
            text=self._typed.strip(),
        )
        self._offers = by_name(found, self._typed)
        most = len(self._offers) - (0 if self._own_name() else 1)
        self._chosen = max(0, min(self._chosen, most))
        other = self._views[(self._view + 1) % len(self._views)]
        self.heading = f"Catalogue: {view.words()}, {len(self._offers)}"
        self.heading_right = f"tab {other.words()}   enter adds   esc back"
        self.redraw()

    def _own_name(self) -> str:
        """The typed name where the catalogue has none such; it can be added as one's own."""
        typed = " ".join(self._typed.split())
        same = any(offer.name.casefold() == typed.casefold() for offer in self._offers)
        return "" if same else typed

    def _move(self, step: int) -> None:
        most = len(self._offers) - (0 if self._own_name() else 1)
        self._chosen = max(0, min(self._chosen + step, most))
        self.redraw()

    def _other_view(self) -> None:
        self._view = (self._view + 1) % len(self._views)
        self._look()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._typed, self._error, self._chosen = event.value, "", 0
        self._look()

    @on(Input.Submitted)
    async def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        await self.taskwell.run_handler(self._take)

    def _take(self) -> None:
        try:
            self._add()
        except TaskwellError as error:
            self._error = str(error)
            self.redraw()

    def _add(self) -> None:
        place = self._on
        if self._chosen < len(self._offers):
            offer = self._offers[self._chosen]
            if offer.added:
                self._show_added(offer)
                return
            uid = adopt(place.store, place.now(), offer.key)
        elif own := self._own_name():
            clean_name(own, "platform")
            uid = add_platform(place.store, place.now(), own, state="found")
        else:
            return
        name = directory(place.store).platform_name(uid)
        place.refresh_rows(at=uid)
        self.taskwell.say(f"{visible(name)} added as found", undo=True)
        self.query_one(LineInput).put("")
        self._typed = ""
        self._look()

    def _show_added(self, offer: Offer) -> None:
        known = directory(self._on.store).platforms.values()
        found = next((each for each in known if each.catalogue == offer.key), None)
        if found is not None:
            self._on.refresh_rows(at=found.uid)
        self.taskwell.say(f"{visible(offer.name)} is on your roster already")


def offer_lines(
    offers: Sequence[Offer], chosen: int, own: str, width: int, marks: Glyphs = DRAWN
) -> list[Content]:
    """The offers around the chosen one, then what it asks and pays; `own` is a name that none of
    them has."""
    names = [_offer_text(offer, width, marks) for offer in offers]
    if own:
        names.append(fit(f"{own}: add it as your own", width - 4, marks=marks).rstrip())
    if not names:
        return [Content(" Nothing here: tab shows others, or type the name of your own")]
    first = max(0, min(chosen - MOST_SHOWN // 2, len(names) - MOST_SHOWN))
    lines = []
    for number, text in enumerate(names[first : first + MOST_SHOWN], first):
        sign = marks.running if number == chosen else " "
        line = Content(f" {sign} {text}")
        lines.append(line.stylize("reverse") if number == chosen else line)
    if chosen < len(offers):
        offer = offers[chosen]
        told = (("asks", offer.asks), ("pays", offer.pays), ("", _marks_of(offer)))
        for label, text in told:
            if text:
                below = fit(f"   {label:<5} {visible(text)}", width - 1, marks=marks).rstrip()
                lines.append(Content.styled(below, MUTED))
    return lines


def _offer_text(offer: Offer, width: int, marks: Glyphs) -> str:
    """`UHRS through Clickworker   added   search results judged by the piece`."""
    name = 28 if width >= 76 else 20
    sign = "added" if offer.added else offer.standing
    level = "entry" if offer.entry_level else ""
    text = f"{fit(offer.name, name, marks=marks)} {sign or level:<7} {visible(offer.about)}"
    return fit(text, width - 4, marks=marks).rstrip()


def _marks_of(offer: Offer) -> str:
    """How far its facts can be trusted, and where it takes people."""
    told = []
    if offer.verify:
        told.append(f"{offer.verify} fact{'' if offer.verify == 1 else 's'} to verify")
    if offer.countries:
        told.append(f"known for {', '.join(offer.countries[:12])}")
    return "; ".join(told)
