"""Themes: one TOML file each, with named colours; found, read and checked without the toolkit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from taskwell.errors import BadInput
from taskwell.look.toml_lines import place

COLOURS = ("background", "panel", "selection", "text", "muted", "accent", "good", "watch", "bad")
"""The names every theme gives a colour to: three grounds, then what is written on them."""

PAIRS = (
    *((ink, "background") for ink in COLOURS[3:]),
    *((ink, "panel") for ink in COLOURS[3:]),
    ("text", "selection"),
)
"""Every (text, ground) pair that the screen uses; cursor and active tab are the same, reversed."""

LEAST_CONTRAST = 4.5
_FIELDS = {"title", "kind", "colors"}
_ANSI = (
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
    "bright_black", "bright_red", "bright_green", "bright_yellow", "bright_blue",
    "bright_magenta", "bright_cyan", "bright_white",
)  # fmt: skip
# xterm's own values, which most terminals stay near
_XTERM = (
    "#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5",
    "#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff",
)  # fmt: skip
_RGB_OF_ANSI = {f"ansi_{name}": value for name, value in zip(_ANSI, _XTERM, strict=True)}


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """A theme as its file says it. `ansi` themes use the terminal's own sixteen colours."""

    name: str
    title: str
    dark: bool
    ansi: bool
    colors: Mapping[str, str]
    file: Path


def shipped_folder() -> Path:
    """Where the program's own themes lie: in the package, or in the checkout it runs from."""
    package = Path(__file__).resolve().parents[1]
    packaged = package / "themes"
    return packaged if packaged.is_dir() else package.parents[1] / "themes"


def load_themes(folders: Iterable[Path]) -> tuple[dict[str, ThemeFile], list[str]]:
    """The themes of the folders by name, later folders winning, and a sentence for each file that
    was skipped, with the line where it is wrong."""
    themes: dict[str, ThemeFile] = {}
    problems: list[str] = []
    for folder in folders:
        try:
            files = sorted(folder.glob("*.toml"))
        except OSError:
            continue
        for file in files:
            try:
                themes[file.stem] = read_theme(file)
            except BadInput as error:
                problems.append(str(error))
    return themes, problems


def read_theme(file: Path) -> ThemeFile:
    """One theme; BadInput names the file, the line and what is wrong with it."""
    import tomllib

    try:
        text = file.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            f"Theme {file.name} cannot be read ({error.__class__.__name__})", "it is skipped"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"Theme {file.name} is not TOML: {error}", "it is skipped") from error

    def wrong(key: str, what: str) -> BadInput:
        return BadInput(f"Theme {place(file.name, text, key)}: {what}", "the theme is skipped")

    for key in table:
        if key not in _FIELDS:
            raise wrong(key, f"there is no '{key}'{_near(key, _FIELDS)}")
    kind = table.get("kind", "dark")
    if kind not in ("dark", "light"):
        raise wrong("kind", "kind is dark or light")
    title = table.get("title", file.stem)
    colors = table.get("colors", {})
    if not isinstance(colors, dict) or not isinstance(title, str):
        raise wrong("title", "it needs a title and a table [colors]")
    for name, value in colors.items():
        if name not in COLOURS:
            raise wrong(name, f"there is no colour '{name}'{_near(name, COLOURS)}")
        if not isinstance(value, str) or not is_colour(value):
            raise wrong(name, f"'{value}' is no colour, write it as #rrggbb or ansi_red")
    missing = [name for name in COLOURS if name not in colors]
    if missing:
        raise wrong("[colors]", f"it lacks {', '.join(missing)}")
    ansi = [value.startswith("ansi_") for value in colors.values()]
    if any(ansi) and not all(ansi):
        raise wrong("[colors]", "ansi_ colours and #rrggbb colours do not mix in one theme")
    return ThemeFile(file.stem, title, kind == "dark", all(ansi), dict(colors), file)


def is_colour(value: str) -> bool:
    """Whether a colour is written as themes write it."""
    return value in _RGB_OF_ANSI or re.fullmatch(r"#[0-9a-fA-F]{6}", value) is not None


def contrast(ink: str, ground: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance); ansi ones by xterm's
    values."""
    lighter, darker = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def faint_pairs(theme: ThemeFile) -> list[tuple[str, str, float]]:
    """The pairs of a theme that fall short of 4.5:1, with their contrast."""
    found = [
        (ink, ground, contrast(theme.colors[ink], theme.colors[ground])) for ink, ground in PAIRS
    ]
    return [each for each in found if each[2] < LEAST_CONTRAST]


def _luminance(value: str) -> float:
    value = _RGB_OF_ANSI.get(value, value)
    parts = [int(value[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _near(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f", did you mean {near[0]}?" if near else ""
