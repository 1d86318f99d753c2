"""`f $`: what an offer would really pay, read while it is typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from taskwell.errors import BadInput, TaskwellError
from taskwell.money.amounts import parse_money
from taskwell.queries.directory import directory
from taskwell.queries.offers import OfferView, Reach, offer
from taskwell.queries.settings import home_currency
from taskwell.records.text import visible
from taskwell.timekeeping.durations import in_words, parse_duration
from taskwell.tui.drawing import fit, wrapped
from taskwell.tui.part import Part
from taskwell.tui.place import Place
from taskwell.tui.widgets.cells import MUTED, WARNING
from taskwell.tui.widgets.line_input import LineInput

HINT = "an amount and its advertised time: 1.20 8m, or £2 15m prolific"
DRAFT = "offer"
_LENGTH = re.compile(
    r"[0-9]+|[0-9]+ ?(m|min|mins|minutes|h)|[0-9]+h ?[0-9]+m?|[0-9]+:[0-9]{2}", re.IGNORECASE
)
_EXAMPLE = "write for example 1.20 8m"


def read_offer(place: Place, typed: str) -> OfferView:
    """`1.20 8m` or `EUR 3 15m prolific`: an amount, the advertised time, perhaps a platform.

    BadInput for what is none of these, and for a platform that nothing is called.
    """
    home = home_currency(place.store)
    for amount, length, name in _readings(typed.split()):
        minutes = _minutes(length)
        platform = directory(place.store).platform(name.replace("_", " ")) if name else None
        try:
            money = parse_money(amount, platform.currency if platform else home)
        except BadInput:
            continue
        return offer(place.store, place.now(), money, minutes, platform)
    return offer(place.store, place.now(), parse_money(typed, home))


def _readings(words: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Amount, length and name, wherever a length may stand behind an amount; the amount with the
    fewest words first that holds a figure."""
    for at in range(1, len(words)):
        amount = " ".join(words[:at])
        if not any(sign.isdecimal() for sign in amount):
            continue
        for size in (2, 1):
            length = " ".join(words[at : at + size])
            if len(words) >= at + size and _LENGTH.fullmatch(length):
                yield amount, length, " ".join(words[at + size :])


def _minutes(length: str) -> int:
    seconds = parse_duration(f"{length}m" if length.isdecimal() else length)
    if not seconds:
        raise BadInput(f"'{visible(length)}' is no length of time", _EXAMPLE)
    return max(1, round(seconds / 60))


def offer_lines(found: OfferView, width: int) -> list[Content]:
    """The promise, and step by step what it really comes to."""
    lines: list[Content] = []
    for rung in found.rungs:
        head = f"   {fit(rung.what, 17)}{rung.hourly.shown() + '/h':>10}  "
        told = wrapped(rung.why, max(width - len(head) - 1, 16))
        lines.append(Content.assemble(head, (told[0] if told else "", MUTED)))
        space = " " * len(head)
        lines += [Content.styled(f"{space}{line}", MUTED) for line in told[1:2]]
    if not found.rungs:
        lines.append(Content("   a time behind it shows what an hour of it would pay: 1.20 8m"))
    for text in (*map(reach_words, found.reach), *found.early):
        for number, line in enumerate(wrapped(text, max(width - 6, 16))):
            lines.append(Content(f"{'     ' if number else '   '}{line}"))
    return lines


def reach_words(each: Reach) -> str:
    """`your floor of $8.00/h is reached within 9 min in all; as it stands it is not`."""
    said = f"your {each.what} of {each.hourly.shown()}/h is reached within"
    said += f" {in_words(each.seconds)} in all"
    if each.reached is None:
        return said
    return f"{said}; as it stands it is{'' if each.reached else ' not'}"


class OfferPart(Part):
    """A line for an offer; nothing is kept of it but the line, and Esc goes back to what fits."""

    title = "What would an offer really pay?"
    takes_text = True
    DEFAULT_CSS = """
    OfferPart Horizontal { height: 1; }
    OfferPart Horizontal Static { width: auto; }
    OfferPart Input { width: 1fr; }
    """

    def __init__(
        self, place: Place, *, typed: str = "", back: Callable[[], object] | None = None
    ) -> None:
        super().__init__(heading_right="esc back")
        self._on = place
        self._back = back
        self._typed = typed

    def compose_part(self) -> ComposeResult:
        """The line, and how it is read."""
        if not self._typed:
            self._typed = self.taskwell.drafts.get(DRAFT, {}).get(DRAFT, "")
        with Horizontal():
            yield Static(" offer ", markup=False)
            yield LineInput(self._typed, id="offer", select_on_focus=True)
        yield Static(classes="part-lines", markup=False)

    def take_focus(self) -> None:
        """Into the line."""
        self.query_one(Input).focus()

    def lines(self, width: int) -> Sequence[str | Content]:
        """What it would pay, or what cannot be read."""
        if not self._typed.strip():
            return [Content.styled(f" {HINT}", MUTED)]
        try:
            return offer_lines(read_offer(self._on, self._typed), width)
        except TaskwellError as error:
            return [Content.styled(f" ! {visible(str(error))}", WARNING)]

    def act_app_back(self) -> object:
        """Back to what fits; what was typed is kept."""
        self.taskwell.drafts[DRAFT] = {DRAFT: self._typed}
        if self._back is not None:
            self._back()
        else:
            self.close()
        return True

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._typed = event.value
        self.redraw()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.act_app_back()
