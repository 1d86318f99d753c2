"""Widgets of styled lines that are drawn again only where they differ.

The terminal gets a widget's whole part of a line when any cell of it changes, so what ticks has to
stand in a narrow widget of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.geometry import Region
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

Draw = Callable[[int], Sequence[Content]]
"""What stands there at a width in cells."""


class Lines(Widget):
    """Some lines; a line that does not differ is not drawn again."""

    DEFAULT_CSS = """
    Lines { width: 100%; height: 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as the toolkit names it
        super().__init__(id=id)
        self._draw: Draw | None = None
        self._lines: list[Content] = []
        self._strips: dict[int, Strip] = {}

    def show(self, draw: Draw) -> None:
        """Shows what `draw` gives at the present width, and at every other one later."""
        self._draw = draw
        if self.size.width:
            self.put(draw(self.size.width))

    def put(self, lines: Sequence[Content]) -> None:
        """Shows these lines."""
        before, self._lines = self._lines, list(lines)
        if len(before) != len(lines):
            self._strips.clear()
            self.styles.height = max(1, len(lines))
            self.refresh(layout=True)
            return
        for y, (old, new) in enumerate(zip(before, lines, strict=True)):
            if not old.is_same(new):
                self._strips.pop(y, None)
                self.refresh(Region(0, y, self.size.width, 1))

    def on_resize(self, event: Resize) -> None:
        """Fits the new width."""
        self._strips.clear()
        if self._draw is not None:
            self.put(self._draw(event.size.width))

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


class CutLines(Vertical):
    """Lines that are cut into three widgets each, so that a clock's tick costs its own cells."""

    DEFAULT_CSS = """
    CutLines { width: 100%; height: auto; }
    CutLines Horizontal { width: 100%; height: 1; }
    """
    PIECES = 3

    def __init__(self, most: int, *, id: str) -> None:  # noqa: A002 - as the toolkit names it
        super().__init__(id=id)
        self._most = most
        self._draw: Callable[[int], Sequence[tuple[Content, Sequence[int]]]] | None = None

    def compose(self) -> ComposeResult:
        """A row of widgets for each line."""
        for _ in range(self._most):
            row = Horizontal(*(Lines() for _ in range(self.PIECES)))
            row.display = False
            yield row

    def show(self, draw: Callable[[int], Sequence[tuple[Content, Sequence[int]]]]) -> None:
        """Shows what `draw` gives at a width: each line with the (two) cells it is cut at."""
        self._draw = draw
        width = self.size.width or self.app.size.width
        rows = list(self.query(Horizontal))
        drawn = draw(width)
        for number, row in enumerate(rows):
            row.display = number < len(drawn)
        for row, (content, cuts) in zip(rows, drawn, strict=False):
            pieces = cut(content, cuts)
            for lines, piece in zip(row.query(Lines), pieces, strict=True):
                if lines.styles.width is None or lines.styles.width.value != piece.cell_length:
                    lines.styles.width = piece.cell_length
                lines.put([piece])

    def on_resize(self) -> None:
        """Fits the new width."""
        if self._draw is not None:
            self.show(self._draw)


def cut(content: Content, cells: Sequence[int]) -> list[Content]:
    """A line in pieces, cut where these cells begin."""
    plain = content.plain
    if plain.isascii():
        return content.divide(list(cells))
    at, offsets = 0, []
    wanted = list(cells)
    for offset, sign in enumerate(plain):
        while wanted and at >= wanted[0]:
            offsets.append(offset)
            wanted.pop(0)
        at += cell_len(sign)
    return content.divide([*offsets, *([len(plain)] * len(wanted))])
