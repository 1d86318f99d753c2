"""A person's own keys."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from textual.keys import _character_to_key

from taskwell.words.keys import keymap, load_keys, shown, toolkit_name


def written(folder: Path, text: str) -> Path:
    file = folder / "keys.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_the_usual_keys_apply(tmp_path: Path) -> None:
    assert load_keys(tmp_path / "keys.toml") == ({}, [])


def test_a_key_of_ones_own_replaces_the_usual_ones(tmp_path: Path) -> None:
    overrides, problems = load_keys(written(tmp_path, '"row.delete" = ["D", "delete"]\n'))
    assert problems == []
    keys = keymap(overrides)
    assert keys["D"] == keys["delete"] == "row.delete"
    assert "d" not in keys


def test_tables_and_dotted_names_are_read_alike(tmp_path: Path) -> None:
    for text in ('[keys]\n"row.delete" = "D"\n', '[row]\ndelete = "D"\n', 'row.delete = "D"\n'):
        assert load_keys(written(tmp_path, text)) == ({"row.delete": ("D",)}, [])


def test_an_unknown_act_is_named_with_the_line_and_the_nearest_one(tmp_path: Path) -> None:
    overrides, problems = load_keys(written(tmp_path, '\n"row.delte" = "D"\n"row.copy" = "Y"\n'))
    assert overrides == {"row.copy": ("Y",)}
    assert problems == ["keys.toml line 2: there is no act row.delte; did you mean row.delete?"]


def test_a_clash_names_both_acts_and_the_loser_keeps_its_usual_key(tmp_path: Path) -> None:
    overrides, problems = load_keys(written(tmp_path, '"row.copy" = "d"\n'))
    assert overrides == {}
    (problem,) = problems
    assert "row.copy (Copy the value)" in problem
    assert "row.delete (Delete)" in problem
    assert "line 1" in problem


def test_two_acts_may_swap_their_keys(tmp_path: Path) -> None:
    overrides, problems = load_keys(written(tmp_path, '"row.copy" = "d"\n"row.delete" = "y"\n'))
    assert problems == []
    assert keymap(overrides)["d"] == "row.copy"


def test_of_two_wishes_for_one_key_the_first_is_granted(tmp_path: Path) -> None:
    overrides, problems = load_keys(written(tmp_path, '"row.copy" = "Y"\n"row.mark" = "Y"\n'))
    assert overrides == {"row.copy": ("Y",)}
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("ctrl+i", "Tab"), ("ctrl+m", "Enter"), ("ctrl+h", "Backspace"), ("ctrl+j", "Enter"),
        ("ctrl+[", "Escape"), ("ctrl+c", "leave"), ("ctrl+s", "form"), ("f5", "terminal"),
        ("alt+x", "terminal"), ("ctrl+left", "no key"), ("entr", "did you mean enter?"),
        ("", "no key"),
    ],
)  # fmt: skip
def test_keys_that_cannot_be_relied_on_are_refused(tmp_path: Path, key: str, reason: str) -> None:
    overrides, problems = load_keys(written(tmp_path, f'"row.copy" = "{key}"\n'))
    assert overrides == {}
    assert reason in problems[0]


def test_leaving_and_help_keep_a_key(tmp_path: Path) -> None:
    overrides, problems = load_keys(written(tmp_path, '"app.leave" = []\n"row.copy" = []\n'))
    assert overrides == {"row.copy": ()}
    assert problems == ["keys.toml line 1: app.leave has to keep a key"]


def test_a_broken_file_is_said_and_nothing_else_breaks(tmp_path: Path) -> None:
    overrides, problems = load_keys(written(tmp_path, "row = = 3"))
    assert overrides == {}
    assert "is not TOML" in problems[0]
    overrides, problems = load_keys(written(tmp_path, '"row.copy" = 3\n"row.mark" = "V"\n'))
    assert overrides == {"row.mark": ("V",)}
    assert len(problems) == 1


def test_keys_are_named_as_the_toolkit_names_them() -> None:
    for sign in string.digits + string.ascii_letters + string.punctuation:
        assert toolkit_name(sign) == _character_to_key(sign), sign
    assert toolkit_name("ctrl+r") == "ctrl+r"


def test_keys_are_shown_as_people_write_them() -> None:
    assert [shown(key) for key in ("escape", "space", "?")] == ["esc", "space", "?"]
