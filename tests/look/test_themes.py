"""Themes: what ships can be read, and what is broken is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from taskwell.look.themes import (
    COLOURS,
    LEAST_CONTRAST,
    PAIRS,
    contrast,
    faint_pairs,
    load_themes,
    shipped_folder,
)

SHIPPED, PROBLEMS = load_themes([shipped_folder()])
STEPS = (0x00, 0x5F, 0x87, 0xAF, 0xD7, 0xFF)
GREYS = range(0x08, 0xEF, 10)


def test_the_promised_themes_ship_and_have_no_problems() -> None:
    assert PROBLEMS == []
    assert {"dark", "light", "contrast", "colourblind", "ansi"} <= set(SHIPPED)
    assert [theme.name for theme in SHIPPED.values() if theme.ansi] == ["ansi"]
    assert not SHIPPED["light"].dark


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("pair", PAIRS, ids=" on ".join)
def test_every_text_can_be_read_on_every_ground_it_stands_on(
    name: str, pair: tuple[str, str]
) -> None:
    ink, ground = (SHIPPED[name].colors[part] for part in pair)
    assert contrast(ink, ground) >= LEAST_CONTRAST


def test_high_contrast_is_higher() -> None:
    theme = SHIPPED["contrast"]
    assert min(contrast(theme.colors[ink], theme.colors[ground]) for ink, ground in PAIRS) >= 7


@pytest.mark.parametrize("name", [name for name in SHIPPED if name != "ansi"])
def test_shipped_colours_exist_as_they_are_among_256(name: str) -> None:
    for value in SHIPPED[name].colors.values():
        parts = [int(value[at : at + 2], 16) for at in (1, 3, 5)]
        grey = len(set(parts)) == 1 and parts[0] in GREYS
        assert grey or all(part in STEPS for part in parts), value


def test_contrast_is_the_usual_measure() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("ansi_white", "ansi_white") == 1


def theme_text(**changes: str) -> str:
    colors = dict.fromkeys(COLOURS, "#ffffff") | changes
    return "[colors]\n" + "".join(f'{name} = "{value}"\n' for name, value in colors.items())


def test_a_theme_of_ones_own_replaces_one_of_the_same_name(tmp_path: Path) -> None:
    (tmp_path / "dark.toml").write_text(theme_text(background="#000000"))
    themes, problems = load_themes([shipped_folder(), tmp_path])
    assert problems == []
    assert themes["dark"].colors["text"] == "#ffffff"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (theme_text(text="#12345"), r"mine\.toml line 5: '#12345' is no colour"),
        (theme_text(text="reddish"), "is no colour"),
        (theme_text(txet="#123456"), r"line 11: there is no colour 'txet', did you mean text\?"),
        ('colours = "x"\n' + theme_text(), r"line 1: there is no 'colours', did you mean colors\?"),
        ('kind = "grey"\n' + theme_text(), "line 1: kind is dark or light"),
        ("[colors]\n", "it lacks background, panel"),
        ("[colors\n", r"is not TOML: .*line 1"),
        (theme_text(text="ansi_red"), "do not mix"),
    ],
)
def test_a_broken_theme_is_named_with_its_line_and_skipped(
    tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "mine.toml").write_text(text)
    (tmp_path / "good.toml").write_text(theme_text())
    themes, problems = load_themes([tmp_path])
    assert list(themes) == ["good"]
    assert len(problems) == 1
    assert re.search(said, problems[0]), problems[0]


def test_bytes_that_are_no_text_and_missing_folders_end_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_bytes(b"\xff\xfe")
    themes, problems = load_themes([tmp_path / "nowhere", tmp_path])
    assert themes == {}
    assert "cannot be read" in problems[0]


def test_a_faint_theme_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(theme_text(background="#000000", panel="#000000"))
    themes, _ = load_themes([tmp_path])
    assert [pair[:2] for pair in faint_pairs(themes["mine"])] == [("text", "selection")]
