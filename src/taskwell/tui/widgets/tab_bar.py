"""The one line of tabs at the top, with the running session and the clock at its right."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from taskwell.records.text import visible

TABS = (
    ("timer", "Timer", "Timer"),
    ("roster", "Roster", "Roster"),
    ("quality", "Quality", "Qual"),
    ("wellbeing", "Wellbeing", "Well"),
    ("money", "Money", "Money"),
)
ROOMY = 76
"""From this width on the tabs have their whole names."""
NARROW = 52
"""Below this width only the active tab has a name."""


def tab_words(active: str, width: int) -> list[tuple[str, bool]]:
    """Each tab as it is drawn at a width, and whether it is the active one."""
    words = []
    for number, (place, title, short) in enumerate(TABS, 1):
        name = title if width >= ROOMY else short
        active_one = place == active
        if active_one:
            word = f"[{number} {name}]"
        elif width >= ROOMY:
            word = f" {number} {name} "
        else:
            word = f" {number} {name}" if width >= NARROW else f" {number}"
        words.append((word, active_one))
    return words


class TabBar(Horizontal):
    """The tabs; brackets and reverse mark the active one, so that no colour is needed."""

    DEFAULT_CSS = """
    TabBar { height: 1; width: 100%; background: $panel; color: $foreground; }
    TabBar > #tabs { width: 1fr; height: 1; }
    TabBar > #bar-status { width: auto; height: 1; }
    """

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place
        self._status = ""

    def compose(self) -> ComposeResult:
        """The tabs, and a narrow widget of its own for what changes by itself."""
        yield Static(id="tabs", markup=False)
        yield Static(id="bar-status", markup=False)

    def on_mount(self) -> None:
        """Draws the tabs."""
        self._draw()

    def on_resize(self) -> None:
        """Short names on narrow screens."""
        self._draw()

    def show_status(self, text: str) -> None:
        """What stands at the right; drawn only when it differs."""
        text = visible(text)
        if text != self._status and self.is_mounted:
            self._status = text
            self.query_one("#bar-status", Static).update(Content(f"{text} "))

    @property
    def text(self) -> str:
        """What the line reads."""
        tabs = self.query_one("#tabs", Static).content
        return f"{tabs.plain if isinstance(tabs, Content) else tabs}{self._status}"

    def _draw(self) -> None:
        width = self.size.width
        words = tab_words(self._place, width)
        gap = " " if width >= ROOMY else ""
        parts: list[str | tuple[str, str]] = []
        for word, active in words:
            parts += [(word, "reverse bold") if active else word, gap]
        self.query_one("#tabs", Static).update(Content.assemble(*parts))


def status_room(width: int, active: str) -> int:
    """How many cells the right of the bar has."""
    taken = sum(cell_len(word) for word, _ in tab_words(active, width))
    return width - taken - (len(TABS) if width >= ROOMY else 0) - 1
