"""Where things lie: a home that nobody has is said in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from taskwell.errors import BadInput
from taskwell.store.place import folder_for, path_of


def test_the_home_of_nobody_is_refused() -> None:
    for find in (path_of, folder_for):
        with pytest.raises(BadInput, match="nobody's home"):
            find("~nobody-of-that-name/x")


def test_other_paths_are_taken_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    assert path_of("~/x") == Path("/home/me/x")
    assert path_of("a/~b") == Path("a/~b")
