"""A widget of styled lines that sends only the cells that changed to the terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.events import Resize
from textual.geometry import Region
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

Draw = Callable[[int], Sequence[Content]]
"""What stands there at a width in cells."""


class Lines(Widget):
    """Lines of an exact width. A clock's last digit costs about forty bytes, not a whole line."""

    DEFAULT_CSS = """
    Lines { width: 100%; height: 1; }
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002 - as the toolkit names it
        super().__init__(id=id)
        self._draw: Draw | None = None
        self._lines: list[Content] = []
        self._strips: dict[int, Strip] = {}

    def show(self, draw: Draw) -> None:
        """Shows what `draw` gives; only what differs from before is drawn again."""
        self._draw = draw
        if not self.size.width:
            return
        self._take(list(draw(self.size.width)))

    @property
    def text(self) -> str:
        """What the lines read."""
        return "\n".join(content.plain for content in self._lines)

    def _take(self, lines: list[Content]) -> None:
        before, self._lines = self._lines, lines
        if len(before) != len(lines):
            self._strips.clear()
            self.styles.height = max(1, len(lines))
            self.refresh(layout=True)
            return
        for y, (old, new) in enumerate(zip(before, lines, strict=True)):
            if old.is_same(new):
                continue
            self._strips.pop(y, None)
            begin, end = changed_cells(old, new, self.size.width)
            self.refresh(Region(begin, y, end - begin, 1))

    def on_resize(self, event: Resize) -> None:
        """Fits the new width."""
        self._strips.clear()
        if self._draw is not None:
            self._take(list(self._draw(event.size.width)))

    def notify_style_update(self) -> None:
        """Another theme: other colours."""
        super().notify_style_update()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """One line."""
        width = self.size.width
        if y >= len(self._lines):
            return Strip.blank(width, self.visual_style.rich_style)
        if y not in self._strips:
            strips = Visual.to_strips(self, self._lines[y], width, 1, self.visual_style, pad=True)
            self._strips[y] = strips[0] if strips else Strip.blank(width)
        return self._strips[y]


def changed_cells(old: Content, new: Content, width: int) -> tuple[int, int]:
    """From which cell to which two lines differ; all of them where their styles do too."""
    if list(old.spans) != list(new.spans) or old.cell_length != new.cell_length:
        return 0, width
    before, after = old.plain, new.plain
    if len(before) != len(after):
        return 0, width
    differing = [at for at, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    if not differing:
        return 0, width
    begin = min(cell_len(before[: differing[0]]), cell_len(after[: differing[0]]))
    last = differing[-1] + 1
    return begin, max(cell_len(before[:last]), cell_len(after[:last]))
