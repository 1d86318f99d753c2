"""Small pictures as text: progress, bars, sparklines. Pure, with a plain and a drawn set of signs."""

from __future__ import annotations

from collections.abc import Sequence

from taskwell.tui.glyphs import DRAWN, Glyphs


def bar(part: float, width: int, marks: Glyphs = DRAWN) -> str:
    """A share of 0 to 1 in exactly `width` cells; more than all is full, less than none is empty.

    Something is never drawn as nothing, and not quite all never as all.
    """
    if width <= 0:
        return ""
    full = round(part * width)
    if 0 < part < 1 and width > 1:
        full = max(1, min(full, width - 1))
    full = max(0, min(full, width))
    return marks.full * full + marks.empty * (width - full)


def progress(part: float, width: int, marks: Glyphs = DRAWN) -> str:
    """A share of 0 to 1 between brackets, `width` cells with them."""
    return f"[{bar(part, width - 2, marks)}]" if width > 2 else ""


def sparkline(values: Sequence[float | None], marks: Glyphs = DRAWN) -> str:
    """One sign a value, from the least to the most; a value that is missing is a blank."""
    known = [value for value in values if value is not None]
    if not known:
        return " " * len(values)
    least, most = min(known), max(known)
    steps = marks.steps[1:]
    signs = []
    for value in values:
        if value is None:
            signs.append(" ")
        elif most == least:
            signs.append(steps[len(steps) // 2])
        else:
            signs.append(steps[round((value - least) / (most - least) * (len(steps) - 1))])
    return "".join(signs)


def beside_most(values: Sequence[float], width: int, marks: Glyphs = DRAWN) -> list[str]:
    """Bars of several values on one scale, the greatest of them filling the width."""
    most = max(values, default=0)
    return [bar(value / most if most > 0 else 0, width, marks) for value in values]
