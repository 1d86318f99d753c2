"""A scrollbar of whole signs: seen without colour, and in plain ASCII."""

from __future__ import annotations

from typing import ClassVar

from rich.color import Color
from rich.segment import Segment, Segments
from rich.style import Style
from textual.scrollbar import ScrollBarRender

from taskwell.tui.glyphs import Glyphs

_TRACK = Color.parse("#555555")
_THUMB = Color.parse("#aaaaaa")


class WholeSigns(ScrollBarRender):
    """The toolkit's own one is made of eighths of a cell and of grounds without a sign on them."""

    THUMB: ClassVar[str] = "█"
    TRACK: ClassVar[str] = "│"

    @classmethod
    def render_bar(
        cls,
        size: int = 25,
        virtual_size: float = 50,
        window_size: float = 20,
        position: float = 0,
        thickness: int = 1,
        vertical: bool = True,
        back_color: Color = _TRACK,
        bar_color: Color = _THUMB,
    ) -> Segments:
        """The track with the thumb on it; mouse presses are told as the toolkit's own one does."""
        first, last = thumb(size, virtual_size, window_size, position)
        segments = []
        for at in range(size):
            inside = first <= at < last
            press = "grab" if inside else "scroll_up" if at < first else "scroll_down"
            style = Style.from_color(bar_color, back_color) + Style(meta={"@mouse.down": press})
            segments.append(Segment((cls.THUMB if inside else cls.TRACK) * thickness, style))
        return Segments(segments, new_lines=vertical)


class PlainSigns(WholeSigns):
    """The same in ASCII."""

    THUMB = "#"
    TRACK = "|"


def thumb(size: int, whole: float, window: float, position: float) -> tuple[int, int]:
    """The cells of the thumb, first and one behind the last; at an end only where the text is at
    its end."""
    if not size or whole <= window:
        return 0, 0
    cells = max(1, min(size - 1, round(size * window / whole)))
    room = size - cells
    share = min(max(position / (whole - window), 0.0), 1.0)
    first = round(room * share)
    if 0 < share < 1 and room > 1:
        first = min(max(first, 1), room - 1)
    return first, first + cells


def scroll_bar(marks: Glyphs) -> type[ScrollBarRender]:
    """The one that fits a set of signs."""
    return PlainSigns if marks.ascii else WholeSigns
