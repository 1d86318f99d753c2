"""The page of a platform: everything about it, scrolled; Esc goes back to its row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.timer import Timer
from textual.widgets import Static

from taskwell.errors import TaskwellError
from taskwell.queries.platform_page import Page, PageLine, platform_page
from taskwell.records.text import visible
from taskwell.tui.drawing import fit, veiled
from taskwell.tui.glyphs import DRAWN, Glyphs
from taskwell.tui.pager import MARGINS, Pager
from taskwell.tui.place import Place, Rule
from taskwell.tui.roster.heat_map import HOURS_WIDTH, THIRDS_WIDTH, heat_lines
from taskwell.tui.timer.cells import MUTED, WARNING
from taskwell.words.keys import shown

if TYPE_CHECKING:
    from taskwell.store.documents import Change

LABEL = 13
AFTER_A_CHANGE = 0.25
ACTS_HERE = {
    "row.edit": "edit",
    "row.more": "more",
    "timer.mark": "mark",
    "money.payout": "payout",
    "roster.incident": "incident",
    "roster.notebook": "notebook",
    "timer.start": "",
    "timer.fits": "",
}
"""Acts that work on the page as on the row, for which it makes way, and their hints."""
_LOOKS = {"": "", "quiet": MUTED, "alert": WARNING}


def open_page(place: Place, uid: str, *, top: int = 0) -> None:
    """Shows the page of a platform, from line `top` on; CouldNot when it is gone."""
    page = platform_page(place.store, place.now(), uid)
    place.taskwell.push_screen(PlatformPage(place, page, top=top))


class PlatformPage(Pager):
    """Its text follows every change, here or elsewhere."""

    def __init__(self, place: Place, page: Page, *, top: int = 0) -> None:
        super().__init__(page.name, self._drawn)
        self._on = place
        self._uid = page.uid
        self._shown: Page | None = page
        self._top = top
        self._later: Timer | None = None
        self._end: Callable[[], None] | None = None

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
        app = self.taskwell
        if self._shown is None:
            try:
                self._shown = platform_page(app.store, app.clock(), self._uid)
            except TaskwellError as error:
                return ["", str(error)]
            for rule in self.query(Rule):
                rule.show(self._shown.name)
        return page_lines(self._shown, width, app.glyphs, hidden=app.hidden)

    def _keys(self) -> str:
        keys = self.taskwell.keys_of
        hints = ["esc back"]
        hints += [f"{shown(keys(act))} {word}" for act, word in ACTS_HERE.items() if word]
        room = self.app.size.width - 2
        while len("  ".join(hints)) > room and len(hints) > 1:
            hints.pop()
        return "  ".join(hints)

    def _changed(self, change: Change) -> None:
        if self._later is None:
            self._later = self.set_timer(AFTER_A_CHANGE, self.redraw)

    # Keys

    def on_key(self, event: Key) -> None:
        """What works on a row works here; the page makes way for it."""
        act_id = self.taskwell.act_of.get(event.key, "")
        if act_id == "app.hide":
            event.stop()
            event.prevent_default()
            self.taskwell.set_hidden(True)
        elif act_id in ACTS_HERE:
            event.stop()
            event.prevent_default()
            self._leave_for(act_id)

    def _leave_for(self, act_id: str) -> None:
        app, place, uid, top = self.taskwell, self._on, self._uid, self._scroll.scroll_offset.y
        self.dismiss()
        if act_id == "row.edit":
            from taskwell.tui.roster.platform_form import open_platform_form

            def form() -> None:
                open_platform_form(place, uid, back=lambda: open_page(place, uid, top=top))

            app.call_later(app.run_handler, form)
        else:
            app.call_later(app.run_act, act_id)


# Drawing


def page_lines(
    page: Page, width: int, marks: Glyphs = DRAWN, *, hidden: bool = False
) -> list[Content]:
    """Every section under its heading, in lines of at most `width` cells."""
    lines: list[Content] = []
    for section in page.sections:
        lines.append(Content(""))
        if section.title:
            lines.append(Content.styled(fit(section.title, width).rstrip(), "bold $accent"))
        if section.heat is not None:
            map_width = HOURS_WIDTH if width >= HOURS_WIDTH else min(width, THIRDS_WIDTH)
            lines += [Content(line.rstrip()) for line in heat_lines(section.heat, map_width, marks)]
        for each in section.lines:
            lines += _page_line(each, width, hidden=hidden)
    return lines


def _page_line(each: PageLine, width: int, *, hidden: bool) -> Iterator[Content]:
    room = max(width - LABEL - 1, 8)
    label = fit(f" {each.label}", LABEL)
    style = _LOOKS.get(each.look, "")
    for text in wrapped(each.text, room) or [""]:
        told = veiled(text) if hidden and each.private else text
        yield Content.assemble((label, MUTED), " ", (told, style))
        label = " " * LABEL


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells, broken between words where that can be."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in visible(paragraph).split():
            if line and cell_len(line) + 1 + cell_len(word) <= width:
                line += f" {word}"
                continue
            if line:
                lines.append(line)
            while cell_len(word) > width:
                cut = _cut(word, width)
                lines.append(word[:cut])
                word = word[cut:]
            line = word
        lines.append(line)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _cut(word: str, width: int) -> int:
    """How many signs of a word fit into a width in cells; one at least."""
    cells = 0
    for at, sign in enumerate(word):
        cells += cell_len(sign)
        if cells > width:
            return max(at, 1)
    return len(word)
