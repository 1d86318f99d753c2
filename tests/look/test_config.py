"""config.toml."""

from __future__ import annotations

from pathlib import Path

import pytest

from taskwell.errors import BadInput, CouldNot
from taskwell.look.config import Config, load, set_value


def written(folder: Path, text: str) -> Path:
    (folder / "config.toml").write_text(text, encoding="utf-8")
    return folder


def test_without_a_file_everything_is_automatic(tmp_path: Path) -> None:
    assert load(tmp_path) == Config()


def test_settings_are_read(tmp_path: Path) -> None:
    config = load(written(tmp_path, 'theme = "light"\nmouse = false\ncolor = 256\n'))
    assert (config.theme, config.mouse, config.color) == ("light", "off", "256")
    assert config.problems == ()


def test_an_unknown_setting_is_named_with_line_and_nearest(tmp_path: Path) -> None:
    config = load(written(tmp_path, '# look\nthene = "light"\nbell = "on"\n'))
    assert config.problems == (
        "config.toml line 2: There is no setting 'thene'; did you mean theme?",
    )
    assert config.bell == "on"


def test_a_value_that_does_not_fit_is_named_and_the_default_stays(tmp_path: Path) -> None:
    config = load(written(tmp_path, 'motion = "ful"\ncolor = []\n'))
    assert config.motion == "auto"
    assert "did you mean full?" in config.problems[0]
    assert len(config.problems) == 2


def test_a_file_that_is_no_toml_is_said(tmp_path: Path) -> None:
    assert "is not TOML" in load(written(tmp_path, "theme = ")).problems[0]


def test_setting_a_value_leaves_every_other_line_alone(tmp_path: Path) -> None:
    written(tmp_path, '# mine\ntheme = "dark"   # at night\n\n# end')
    assert set_value(tmp_path, "theme", "Light") == "light"
    assert set_value(tmp_path, "bell", "on") == "on"
    assert (tmp_path / "config.toml").read_text() == (
        '# mine\ntheme = "light"\n\n# end\nbell = "on"\n'
    )
    assert (tmp_path / "config.toml").stat().st_mode & 0o777 == 0o600
    assert load(tmp_path).theme == "light"


def test_british_spelling_is_understood(tmp_path: Path) -> None:
    set_value(tmp_path, "colour", "256")
    assert load(tmp_path).color == "256"


def test_bad_settings_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="did you mean mouse"):
        set_value(tmp_path, "mousse", "on")
    with pytest.raises(BadInput, match="it takes auto, on, off"):
        set_value(tmp_path, "mouse", "7")
    assert not (tmp_path / "config.toml").exists()


def test_a_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "here").write_text("")
    with pytest.raises(CouldNot):
        set_value(tmp_path / "here", "bell", "on")
