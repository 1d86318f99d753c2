"""Pure functions from text to text of an exact width in cells; wide characters are counted."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from taskwell.records.text import visible
from taskwell.tui.glyphs import DRAWN, Glyphs


def fit(text: str, width: int, align: str = "left", marks: Glyphs = DRAWN) -> str:
    """The text in exactly `width` cells: padded, or cut with a sign that says so."""
    if width <= 0:
        return ""
    text = visible(text)
    size = len(text) if text.isascii() else cell_len(text)
    if size == width:
        return text
    if size < width:
        space = " " * (width - size)
        return space + text if align == "right" else text + space
    if width <= len(marks.cut):
        return set_cell_size(text, width)
    return set_cell_size(text, width - len(marks.cut)) + marks.cut


def heading(width: int, left: str, right: str = "", marks: Glyphs = DRAWN) -> str:
    """A rule with a title at the left and, when there is room, a word at the right."""
    rule = marks.rule
    left = f"{rule * 2} {visible(left)} " if left else rule * 2
    right = f" {visible(right)} {rule * 2}" if right else ""
    room = width - cell_len(left) - cell_len(right)
    if room < 1:
        right, room = "", width - cell_len(left)
    return fit(left + rule * max(room, 0) + right, width, marks=marks)


def veiled(text: str) -> str:
    """The text with every sign but spaces masked, of the same width."""
    return "".join(sign if sign == " " else "*" * cell_len(sign) for sign in visible(text))


def in_rows(pieces: Sequence[str], width: int, gap: int = 3) -> list[str]:
    """Pieces that stay whole side by side, in as few lines as hold them."""
    lines = [""]
    for piece in pieces:
        if lines[-1] and cell_len(lines[-1]) + gap + cell_len(piece) > width:
            lines.append("")
        lines[-1] += f"{' ' * gap if lines[-1] else ''}{piece}"
    return lines


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


def hung(text: str, width: int, indent: str) -> list[str]:
    """A line with its spaces as they are; what finds no room stands below it, further in."""
    lines: list[str] = []
    head, text = "", visible(text)
    while text and cell_len(head + text) > width:
        at = _cut(text, width - len(head))
        space = text.rfind(" ", 0, at + 1)
        if text[: max(space, 0)].strip():
            at = space
        lines.append((head + text[:at]).rstrip())
        head, text = indent, text[at:].lstrip()
    return [*lines, head + text] if text or not lines else lines


def _cut(word: str, width: int) -> int:
    """How many signs of a word fit into a width in cells; one at least."""
    cells = 0
    for at, sign in enumerate(word):
        cells += cell_len(sign)
        if cells > width:
            return max(at, 1)
    return len(word)
