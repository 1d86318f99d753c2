"""What a screen reader gets: every query has --plain, one fact a line, no drawing, no colour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from taskwell.cli.index import INDEX, find
from taskwell.commands.demo import fill
from taskwell.store.store import Store
from tests.cli.driver import Shell
from tests.conftest import NOW, FakeClock

QUERIES = [name for name in INDEX if find(name).query and not INDEX[name].hidden]
NEEDED = {
    "platform show": ("uhrs",),
    "notebook": ("uhrs",),
    "platform facts": ("prolific",),
    "evidence": ("uhrs",),
    "reading list": ("uhrs/relevance",),
    "sessions": ("--from", "2026-11-16"),
    "report": ("week",),
}
"""What a query cannot do without, or what keeps it short."""
MAY_BE_EMPTY = ("deposit list", "rates")
"""Of these the demo has nothing."""
DOCUMENTS = ("evidence", "notebook", "skill summary")
"""Texts in sentences, not facts."""
FACT = re.compile(r"[^:]+: ?.*|[^:]+:")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A year of somebody's work."""
    folder = tmp_path_factory.mktemp("plain") / "store"
    store = Store.open(folder, clock=FakeClock())
    fill(store, NOW, years=0.5, seed=7)
    store.close()
    return folder


def printed(shell: Shell, filled: Path, name: str) -> Iterator[str]:
    """The lines of a query with --plain."""
    words = (*name.split(), *NEEDED.get(name, ()))
    if name == "payout match":
        rows = shell.ok("--store", str(filled), "payout", "list", "--json").rows("payouts")
        words = ("payout", "match", str(next(row["uid"] for row in rows if row.get("uid"))))
    result = shell("--store", str(filled), *words, "--plain")
    assert result.code in (0, 1), result.err  # doctor says 1 where something is to mend
    yield from result.out.splitlines()


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_can_be_read_aloud(shell: Shell, filled: Path, name: str) -> None:
    lines = list(printed(shell, filled, name))
    assert lines or name in MAY_BE_EMPTY
    for line in lines:
        assert "\x1b" not in line
        assert not re.search("[\u2500-\u259f\u2800-\u28ff]", line), line
        assert "  " not in line.strip() or name in DOCUMENTS, line
        assert not line or name in DOCUMENTS or FACT.fullmatch(line), line
