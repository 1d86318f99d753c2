"""Everything the message line has said; and: seen, not again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Static

from taskwell.tui.part import PrefixPart
from taskwell.tui.place import Rule
from taskwell.tui.voice import Said
from taskwell.tui.widgets.virtual_table import Column, VirtualTable
from taskwell.words.acts import ACTS

if TYPE_CHECKING:
    from taskwell.tui.app import TaskwellApp
    from taskwell.tui.place import Place

KEYS = " esc back   j k row   s seen   n not again   enter do it"


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message in the list."""

    key: str
    at: str
    said: Said


class _Listing:
    """The messages, newest first."""

    def __init__(self, rows: Sequence[MessageRow]) -> None:
        self._all = rows
        self.count = len(rows)

    def rows(self, first: int, count: int) -> Sequence[MessageRow]:
        """Some of them."""
        return self._all[first : first + count]

    def position(self, key: str) -> int | None:
        """Where one stands."""
        return next((n for n, row in enumerate(self._all) if row.key == key), None)


class MessagesScreen(ModalScreen[None], inherit_bindings=False):
    """The list of messages."""

    DEFAULT_CSS = """
    MessagesScreen { background: $background; layout: vertical; overflow: hidden; }
    MessagesScreen > Rule { color: $accent; }
    MessagesScreen > .pager-keys { height: 1; background: $panel; }
    """
    BINDINGS = [  # noqa: RUF012 - the toolkit declares it as a class variable
        Binding("escape,q,ctrl+c", "back"),
        Binding("j,down", "move(1)"),
        Binding("k,up", "move(-1)"),
        Binding("s", "seen(False)"),
        Binding("n", "seen(True)"),
        Binding("enter", "do_it"),
    ]

    def compose(self) -> ComposeResult:
        """The list and its keys."""
        marks = self.taskwell.glyphs
        yield Rule("Messages")
        yield VirtualTable[MessageRow](
            [
                Column("when", 6, lambda row: row.at),
                Column("what", 20, lambda row: row.said.text, grow=1, private=True),
            ],
            empty="Nothing was said yet",
            marks=marks,
            look=lambda row: "alert" if row.said.priority <= 1 else "",
        )
        yield Static(KEYS, classes="pager-keys", markup=False)

    def on_mount(self) -> None:
        """Fills the list."""
        self._fill()
        self._table.focus()

    @property
    def taskwell(self) -> TaskwellApp:
        """The app, by its own type."""
        return cast("TaskwellApp", self.app)

    @property
    def _table(self) -> VirtualTable[MessageRow]:
        return cast("VirtualTable[MessageRow]", self.query_one(VirtualTable))

    def _fill(self) -> None:
        said = self.taskwell.voice.everything()
        rows = [
            MessageRow(f"{len(said) - n}", self._clock(each.at), each)
            for n, each in enumerate(said)
        ]
        self._table.set_model(_Listing(rows))

    def _clock(self, at: datetime | None) -> str:
        from taskwell.queries.settings import calendar

        return calendar(self.taskwell.store).clock(at) if at is not None else ""

    def action_back(self) -> None:
        """Back to the place."""
        self.dismiss()

    def action_move(self, rows: int) -> None:
        """Another row."""
        self._table.move_by(rows)

    async def action_seen(self, forever: bool) -> None:
        """The message is seen, or is not to come again."""
        row = self._table.row
        if row is None or row.said.key is None:
            return
        key = row.said.key
        await self.taskwell.run_handler(lambda: dismiss(self.taskwell, key, forever=forever))
        self.dismiss()

    async def action_do_it(self) -> None:
        """Does what the message is about."""
        row = self._table.row
        self.dismiss()
        if row is not None and row.said.act:
            await self.taskwell.run_act(row.said.act)


def dismiss(app: TaskwellApp, key: str, *, forever: bool) -> None:
    """Takes a standing message away: seen, or never again."""
    app.voice.drop(key)
    if key.startswith("start:"):
        app.problems = [text for n, text in enumerate(app.problems) if key != f"start:{n}"]
    else:
        from taskwell.commands.history import dismiss as keep

        keep(app.store, app.clock(), key, forever)
    app.say("It does not come again" if forever else "Seen", undo=not key.startswith("start:"))


def message_part(app: TaskwellApp) -> PrefixPart | None:
    """What can be done with the standing message, as a line of choices; None without a message."""
    said = app.voice.standing()
    if said is None or said.key is None:
        return None
    key, act = said.key, said.act
    does = (
        [("enter", ACTS[act].title.lower(), lambda: app.call_later(app.run_act, act))]
        if act
        else []
    )
    return PrefixPart(
        "This message",
        [
            *does,
            ("s", "seen", lambda: dismiss(app, key, forever=False)),
            ("n", "not again", lambda: dismiss(app, key, forever=True)),
        ],
    )


def add_message(app: TaskwellApp, place: Place) -> None:
    """A menu of a row leads on to the message that stands, with x once more."""
    part, choices = place.part, message_part(app)
    if part is None or choices is None or "x" in part.choices or part.heading == choices.heading:
        return
    part.choices = {**part.choices, "x": lambda: place.open_part(choices)}
    part.heading_right = f"x the message   {part.heading_right}".rstrip()
    part.redraw()
