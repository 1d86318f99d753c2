"""The signs the screen draws with: a Unicode set, and a plain one for TASKWELL_ASCII=1."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One set of signs; each is one cell wide in every terminal font."""

    running: str
    paused: str
    gap: str
    rest: str
    rule: str
    full: str
    empty: str
    marked: str
    cut: str
    steps: str
    ascii: bool = False


PLAIN = Glyphs(">", "|", ".", "=", "-", "#", ".", "*", "..", " .:-=+*#", ascii=True)
DRAWN = Glyphs("▸", "‖", "·", "=", "─", "█", "░", "*", "…", " ▁▂▃▄▅▆▇")


def glyphs(plain: bool) -> Glyphs:
    """The plain set, or the drawn one."""
    return PLAIN if plain else DRAWN
