"""`i`: what a platform did to the account: noted, followed message by message, closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from taskwell.commands.incidents import add_message, change_incident, close_incident
from taskwell.errors import TaskwellError
from taskwell.queries.incidents import IncidentView, incidents, view_of
from taskwell.queries.roster_words import day_text
from taskwell.queries.settings import calendar
from taskwell.records.incident import OUTCOMES, Message
from taskwell.records.text import visible
from taskwell.tui.drawing import veiled, wrapped
from taskwell.tui.part import Handler, PrefixPart
from taskwell.tui.place import Place
from taskwell.tui.roster.list_part import Item, ListPart
from taskwell.tui.roster.parts.incident_form import change_form, new_form
from taskwell.tui.roster.parts.which import About, AnotherPart, about, label_of, letter_keys
from taskwell.tui.roster.parts.writing import WritePart
from taskwell.tui.widgets.cells import HIDDEN, MUTED

KEYS = "jkneax/"
CLOSING = tuple(zip("ulpnd", OUTCOMES, strict=True))
"""The letter of each outcome: upheld, lifted, paid, no answer, dropped."""
BY = {"them": "they", "me": "you"}


def open_incidents(place: Place, found: About | None = None) -> None:
    """The open incidents of a platform; the form of a new one where there are none."""
    chosen = About((found or about(place)).platform)
    if incidents(place.store, place.now(), chosen.platform, open_only=True):
        place.open_part(IncidentsPart(place, chosen))
    else:
        new_form(place, chosen)


def show_incidents(place: Place, found: About) -> None:
    """The list again; where none is open any more, nothing is."""
    if incidents(place.store, place.now(), found.platform, open_only=True):
        place.open_part(IncidentsPart(place, found))
    else:
        place.close_part()


class IncidentsPart(ListPart):
    """The open incidents of one platform."""

    def __init__(self, place: Place, found: About) -> None:
        super().__init__(
            f"Open incidents: {label_of(place, found)}",
            self._listed,
            self._open,
            hint="enter messages  n new  e edit  a appealed  x close  / another",
            empty="none is open: n notes one",
            more={
                "n": lambda key: new_form(place, found, back=self._again),
                "e": self._edit,
                "a": self._appealed,
                "x": self._close,
                "/": lambda key: self._another(),
                "tab": lambda key: self._another(),
            },
        )
        self._on = place
        self._about = found
        self._drawn = (-1, False)
        letters = letter_keys(place, KEYS, lambda other: open_incidents(place, other))
        self.choices = {**letters, **self.choices}

    def _listed(self) -> list[Item]:
        platform = self._about.platform
        found = incidents(self._on.store, self._on.now(), platform, open_only=True)
        today = calendar(self._on.store).day_of(self._on.now())
        hidden = self.taskwell.hidden
        return [
            Item(
                each.uid, incident_text(each, day_text(each.incident.opened, today), hidden=hidden)
            )
            for each in found
        ]

    def lines(self, width: int) -> Sequence[str | Content]:
        """The incidents, and the keys."""
        self._drawn = (self.taskwell.store.sequence, self.taskwell.hidden)
        return super().lines(width)

    def tick(self, now: datetime) -> None:
        """Something was undone or written elsewhere, or texts are masked: draws it anew."""
        if self._drawn != (self.taskwell.store.sequence, self.taskwell.hidden):
            self.redraw()

    def act_app_next_pane(self) -> object:
        """Tab names another platform."""
        self._another()
        return True

    def _again(self) -> None:
        show_incidents(self._on, self._about)

    def _another(self) -> None:
        place = self._on
        place.open_part(
            AnotherPart("Incidents of another", lambda o: open_incidents(place, o), self._again)
        )

    def _open(self, uid: str) -> None:
        place, found = self._on, self._about
        place.open_part(MessagesPart(place, found, view_of(place.store, place.now(), uid)))

    def _edit(self, uid: str | None) -> None:
        if uid is not None:
            change_form(self._on, view_of(self._on.store, self._on.now(), uid), back=self._again)

    def _appealed(self, uid: str | None) -> None:
        if uid is not None:
            place = self._on
            change_incident(place.store, place.now(), uid, {"appealed": "today"})
            self.taskwell.say("Noted: the appeal was sent today", undo=True)
            self.redraw()

    def _close(self, uid: str | None) -> None:
        if uid is not None:
            view = view_of(self._on.store, self._on.now(), uid)
            self._on.open_part(ClosePart(self._on, view, self._again))


def incident_text(each: IncidentView, since: str, *, hidden: bool = False) -> str:
    """`warning since 12 Nov, appeal by 2026-11-26 (7 d)   spam score`."""
    project = each.place.partition(" / ")[2]
    where = f" on {project}" if project else ""
    standing = each.standing.removeprefix("open").removeprefix(", ")
    told = f"{each.kind}{where} since {since}{', ' if standing else ''}{standing}"
    if each.incident.amount is not None:
        told += f", {HIDDEN if hidden else each.incident.amount.shown()}"
    reason = visible(" ".join(each.incident.reason.split()))
    if hidden:
        reason = veiled(reason)
    count = len(each.incident.messages)
    messages = f"   ({count} message{'' if count == 1 else 's'})" if count else ""
    return f"{told}{'   ' if reason else ''}{reason}{messages}"


class ClosePart(PrefixPart):
    """How it ended, by a letter; the list comes back."""

    def __init__(self, place: Place, view: IncidentView, back: Handler) -> None:
        def closer(outcome: str) -> Handler:
            def close() -> None:
                try:
                    close_incident(place.store, place.now(), view.uid, outcome)
                except TaskwellError:
                    back()
                    raise
                place.taskwell.say(f"{view.place}, {view.kind}: {outcome}", undo=True)
                back()

            return close

        super().__init__(
            f"How did the {view.kind} of {view.place} end?",
            [(key, word, closer(word)) for key, word in CLOSING],
        )
        self._back = back

    def act_app_back(self) -> object:
        """The list again."""
        self.close()
        self._back()
        return True


class MessagesPart(WritePart):
    """One incident with what was written about it, and a line to write down more; Tab says whose
    words they are."""

    def __init__(self, place: Place, found: About, view: IncidentView) -> None:
        super().__init__(
            f"{view.place}: {view.kind}", draft_key=f"incident {view.uid}", label="they"
        )
        self._on = place
        self._about = found
        self._view = view
        self._by = "them"

    def told(self, width: int) -> Sequence[str | Content]:
        """What is known, and the newest messages, as many as find room."""
        room = max(3, self.app.size.height - 17)
        shown = self._facts(width)
        written: list[str] = []
        for message in self._view.incident.messages:
            written += self._message(message, width)
        left = len(written) - room
        if left > 0:
            earlier = ":incident list shows all that was written"
            return [*shown, Content.styled(f" ... {earlier}", MUTED), *written[left:]]
        return [*shown, *written]

    def hint(self) -> str:
        """The keys, and that no task content belongs here."""
        other = "your own words" if self._by == "them" else "their words"
        return f"enter next line, once more: save   tab {other}   never task content"

    def turn(self) -> None:
        """The other one's words."""
        self._by = "me" if self._by == "them" else "them"
        self.relabel(BY[self._by])
        self.redraw()

    def keep(self, text: str) -> object:
        """Keeps a message; it may be pasted with all its lines."""
        add_message(self._on.store, self._on.now(), self._view.uid, text, self._by)
        self._on.taskwell.say(f"Kept with the {self._view.kind} of {self._view.place}", undo=True)
        return True

    def back(self) -> object:
        """The list again."""
        show_incidents(self._on, self._about)
        return True

    def _facts(self, width: int) -> list[str]:
        mine = self._view.incident
        parts = [self._view.standing]
        parts += [f"ticket {visible(mine.ticket)}"] if mine.ticket else []
        parts += [mine.amount.shown()] if mine.amount else []
        parts += [f"{mine.tasks} tasks"] if mine.tasks is not None else []
        lines = wrapped(", ".join(parts), width - 2)
        lines += wrapped(mine.reason, width - 2)[:2]
        return [f" {line}" for line in lines]

    def _message(self, message: Message, width: int) -> list[str]:
        at = calendar(self._on.store).local(message.at)
        head = f" {at.day} {at:%b %H:%M} {BY.get(message.by, message.by)}: "
        space = " " * 3
        lines = wrapped(f"{head.strip()} {message.text}", width - 4)
        return [f"{' ' if number == 0 else space}{line}" for number, line in enumerate(lines)]
