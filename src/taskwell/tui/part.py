"""A part opens below a place's body, takes keys by its own table, and closes with Esc."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Static

from taskwell.tui.drawing import heading
from taskwell.words.keys import shown

if TYPE_CHECKING:
    from taskwell.tui.app import TaskwellApp
    from taskwell.tui.place import Place

Handler = Callable[[], object]


class Part(Widget, can_focus=True, inherit_bindings=False):
    """Something small that is open on top of a place: a picker, a question, a form.

    `choices` maps a key (as words/acts.py writes it: "s", "enter", "?") to what it does; they win
    over every act while no input is focused. `passes` names the acts that go through to the place
    although the part is open; acts of the whole program (app.*) always do. `takes_text` says that
    an input inside gets the focus, so that keys typed before it is mounted are kept for it.
    `gives_way` closes it for any other act, which is done then.
    """

    DEFAULT_CSS = """
    Part { height: auto; width: 100%; }
    Part > .part-heading { height: 1; color: $accent; }
    Part > .part-lines { height: auto; }
    """

    title: ClassVar[str] = ""
    takes_text: ClassVar[bool] = False
    passes: ClassVar[frozenset[str]] = frozenset()
    gives_way: ClassVar[bool] = False

    def __init__(self, *, heading: str = "", heading_right: str = "") -> None:
        super().__init__()
        self.heading = heading or self.title
        self.heading_right = heading_right
        self.choices: Mapping[str, Handler] = {}

    @property
    def taskwell(self) -> TaskwellApp:
        """The app, by its own type."""
        return cast("TaskwellApp", self.app)

    @property
    def place(self) -> Place:
        """The place that the part is open in."""
        return cast("Place", self.screen)

    def compose(self) -> ComposeResult:
        """The heading, then what the part is made of."""
        yield Static(classes="part-heading", markup=False)
        yield from self.compose_part()

    def compose_part(self) -> ComposeResult:
        """The widgets below the heading; lines of text unless a part says otherwise."""
        yield Static(classes="part-lines", markup=False)

    def lines(self, width: int) -> Sequence[str | Content]:
        """What is drawn below the heading at a width in cells; text is literal."""
        return ()

    def redraw(self) -> None:
        """Draws heading and lines anew."""
        if not self.is_mounted:
            return
        width = self.size.width or self.app.size.width
        marks = self.taskwell.glyphs
        self.query_one(".part-heading", Static).update(
            Content(heading(width, self.heading, self.heading_right, marks))
        )
        for static in self.query(".part-lines").results(Static):
            drawn = [
                line if isinstance(line, Content) else Content(line) for line in self.lines(width)
            ]
            static.update(Content("\n").join(drawn))

    def on_mount(self) -> None:
        """Takes the focus and draws itself."""
        self.redraw()
        self.take_focus()
        if self.takes_text:
            self.taskwell.release_keys("part")

    def on_resize(self) -> None:
        """Fits the new width."""
        self.redraw()

    def take_focus(self) -> None:
        """Where the focus goes when the part opens; a part with an input overrides this."""
        self.focus()

    def wants(self, act_id: str) -> bool:
        """Whether the act goes on to the place and the app while the part is open."""
        return act_id.startswith("app.") or act_id in self.passes

    def chosen(self, event: Key) -> Handler | None:
        """What a key does here, or None."""
        for key, handler in self.choices.items():
            if key == event.key or (event.character is not None and key == event.character):
                return handler
        return None

    async def on_key(self, event: Key) -> None:
        """Keys that an input inside left alone: Enter, Tab and the like."""
        handler = self.chosen(event)
        if handler is not None:
            event.stop()
            event.prevent_default()
            await self.taskwell.run_handler(handler)

    def act_app_back(self) -> object:
        """Esc closes the part."""
        self.close()
        return True

    def close(self) -> None:
        """Closes the part; the focus goes back to where it was."""
        self.place.close_part(self)

    def tick(self, now: datetime) -> None:
        """Called each second while it is open; a part that shows a running time overrides this."""


class PrefixPart(Part):
    """A prefix shows its choices on a line: the key, its word, what it does."""

    def __init__(self, heading: str, options: Sequence[tuple[str, str, Handler]]) -> None:
        super().__init__(heading=heading, heading_right="esc back")
        self._options = options
        self.choices = {key: self._once(handler) for key, _, handler in options}

    def _once(self, handler: Handler) -> Handler:
        def run() -> object:
            self.close()
            return handler()

        return run

    def lines(self, width: int) -> Sequence[str | Content]:
        """The choices, as many on a line as fit."""
        lines: list[str] = []
        for key, word, _ in self._options:
            piece = f"{shown(key)} {word}"
            if lines and len(lines[-1]) + len(piece) + 3 <= width:
                lines[-1] += f"  {piece}"
            else:
                lines.append(f" {piece}")
        return lines
