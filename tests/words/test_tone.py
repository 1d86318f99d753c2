"""No word of the wellbeing texts diagnoses, scolds, counts streaks or commands."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import taskwell
from taskwell.words.acts import ACTS

SOURCE = Path(taskwell.__file__).parent
ROOMS = (
    "records/checkin.py", "records/review.py", "records/rest.py", "records/wellbeing_setting.py",
    "commands/checkins.py", "commands/checkin_values.py", "commands/reviews.py", "commands/rests.py",
    "commands/wellbeing.py", "queries/rests.py", "queries/exposure.py", "queries/hours.py",
    "queries/usual.py", "queries/pairs.py", "queries/reviews.py", "queries/wellbeing.py",
    "queries/wellbeing_messages.py", "queries/contacts.py", "cli/checkin.py", "cli/wellbeing.py",
    "cli/rests.py", "tui/wellbeing/*.py", "tui/wellbeing/parts/*.py",
)  # fmt: skip
FORBIDDEN = (
    "depress", "anxi", "disorder", "syndrome", "symptom", "patholog", "clinical", "therapy",
    "trauma", "ptsd", "insomnia", "diagnos", "streak", "badge", "fail", "should", "must", "have to",
    "ought", "lazy", "guilt", "blame", "bad day", "unhealthy", "warning", "danger zone", "don't forget",
    "you need to", "make sure", "try to", "remember to", "keep it up", "well done", "work more",
    "catch up", "behind",
)  # fmt: skip
ALLOWED = ("It does not diagnose anything", "A private diary, not a medical device")
"""What the design itself says in these words."""


def texts() -> Iterator[tuple[str, str]]:
    """Every literal of the wellbeing rooms that a person may read: no docstring, no name."""
    for room in ROOMS:
        files = sorted(SOURCE.glob(room))
        assert files, room
        for file in files:
            tree = ast.parse(file.read_text(encoding="utf-8"))
            told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            for node in ast.walk(tree):
                if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                    continue
                if id(node) not in told and " " in node.value:
                    yield room, node.value
    for act in ("timer.rest", "checkin.new", "review.new", "wellbeing.about", "wellbeing.lift"):
        yield act, f"{ACTS[act].title} {ACTS[act].help} {ACTS[act].hint}"
    yield "page", (SOURCE / "words" / "pages" / "wellbeing.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("word", FORBIDDEN)
def test_a_forbidden_word_stands_nowhere(word: str) -> None:
    found = re.compile(rf"\b{re.escape(word)}", re.IGNORECASE)
    for where, text in texts():
        for allowed in ALLOWED:
            text = text.replace(allowed, "")
        assert not found.search(text), f"{where}: {text}"


def test_the_search_finds_what_it_looks_for() -> None:
    every = " ".join(text for _, text in texts())
    assert "How tired are you?" in every
    assert "local emergency number" in every
