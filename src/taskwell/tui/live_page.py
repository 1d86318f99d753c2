"""A page about one record on top of its place: it follows every change, and keys act as on the row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.timer import Timer
from textual.widgets import Static

from taskwell.errors import TaskwellError
from taskwell.tui.pager import MARGINS, Pager
from taskwell.tui.place import Place, Rule
from taskwell.words.keys import shown

if TYPE_CHECKING:
    from taskwell.store.documents import Change

AFTER_A_CHANGE = 0.25
Shown = TypeVar("Shown")


class LivePage(Pager, Generic[Shown]):
    """A page of this kind says with `ask` what it shows, and draws it in `drawn`.

    `acts_here` are the acts that work on the page as on the row, for which it makes way, and their
    hints; `edit` opens the row's form, which comes back to the page.
    """

    acts_here: ClassVar[Mapping[str, str]] = {}

    def __init__(self, place: Place, uid: str, page: Shown, heading: str, *, top: int = 0) -> None:
        super().__init__(heading, self._drawn)
        self.on_place = place
        self.uid = uid
        self._shown: Shown | None = page
        self._top = top
        self._later: Timer | None = None
        self._end: Callable[[], None] | None = None

    # What a page of this kind gives

    def ask(self) -> Shown:
        """What is shown now; TaskwellError when the record is gone."""
        raise NotImplementedError

    def title_of(self, page: Shown) -> str:
        """The heading."""
        raise NotImplementedError

    def drawn(self, page: Shown, width: int) -> Sequence[str | Content]:
        """Its lines at a width in cells."""
        raise NotImplementedError

    def edit(self, back: Callable[[], object]) -> object:
        """Opens the row's form; `back` comes back to the page."""
        raise NotImplementedError

    def again(self, top: int) -> object:
        """Opens the page anew, from line `top` on."""
        raise NotImplementedError

    # What they all do

    def compose(self) -> ComposeResult:
        """The heading, the text, the keys."""
        yield Rule(self._heading)
        with VerticalScroll(can_focus=False):
            yield Static(self._page(self.app.size.width - MARGINS), classes="pager-text")
        yield Static(f" {self._keys()}", classes="pager-keys", markup=False)

    def on_mount(self) -> None:
        """Follows the store, and scrolls to where one was."""
        self._end = self.taskwell.store.subscribe(self._changed)
        if self._top:
            self.call_after_refresh(lambda: self._scroll.scroll_to(y=self._top, animate=False))

    def on_unmount(self) -> None:
        """No more news."""
        if self._end is not None:
            self._end()
            self._end = None

    def redraw(self) -> None:
        """Asks for everything again."""
        self._later, self._shown = None, None
        if self.is_mounted:
            text = self._page(self.app.size.width - MARGINS)
            self.query_one(".pager-text", Static).update(text)

    def _drawn(self, width: int) -> Sequence[str | Content]:
        if self._shown is None:
            try:
                self._shown = self.ask()
            except TaskwellError as error:
                return ["", str(error)]
            for rule in self.query(Rule):
                rule.show(self.title_of(self._shown))
        return self.drawn(self._shown, width)

    def _keys(self) -> str:
        keys = self.taskwell.keys_of
        hints = ["esc back"]
        hints += [f"{shown(keys(act))} {word}" for act, word in self.acts_here.items() if word]
        room = self.app.size.width - 2
        while len("  ".join(hints)) > room and len(hints) > 1:
            hints.pop()
        return "  ".join(hints)

    def _changed(self, change: Change) -> None:
        if self._later is None:
            self._later = self.set_timer(AFTER_A_CHANGE, self.redraw)

    def on_key(self, event: Key) -> None:
        """What works on a row works here; the page makes way for it."""
        act_id = self.taskwell.act_of.get(event.key, "")
        if act_id == "app.hide":
            event.stop()
            event.prevent_default()
            self.taskwell.set_hidden(True)
        elif act_id in self.acts_here:
            event.stop()
            event.prevent_default()
            self._leave_for(act_id)

    def _leave_for(self, act_id: str) -> None:
        app, top = self.taskwell, self._scroll.scroll_offset.y
        self.dismiss()
        if act_id == "row.edit":
            app.call_later(app.run_handler, lambda: self.edit(lambda: self.again(top)))
        else:
            app.call_later(app.run_act, act_id)
