"""Every example that a command gives of itself runs: on a filled store, or on one made for it."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from taskwell.cli.index import INDEX, find
from taskwell.commands.demo import fill
from taskwell.store.store import Store
from tests.cli.driver import Shell
from tests.conftest import NOW, FakeClock

EXAMPLES = [
    (name, example)
    for name, entry in INDEX.items()
    if not entry.hidden
    for example in find(name).examples
]
ELSEWHERE = {
    "checkin": "it asks a person",
    "demo": "it opens the screen",
    "demo --years 5": "it opens the screen",
    "split k3x9 --at 14:05": "the time has to lie in the session",
    "join k3x9 m2pq": "both have to be of one platform",
    "payout match k3x9 f7ab q2mm": "all have to be of one platform",
    "deposit match k3x9 f7ab": "a statement has to be there",
    "rates import ~/Downloads/eurofxref-hist.csv": "the bank's file has to be there",
    "reading import outlier review -": "it reads standard input",
}
"""Examples that cannot run as they stand; tests of their own commands run them."""
UIDS: dict[str, Callable[[Shell], str]] = {
    "reading": lambda shell: _first(shell, "readings", "reading", "list", "uhrs/relevance"),
    "payout": lambda shell: _first(shell, "payouts", "payout", "list"),
    "adjustment": lambda shell: _first(shell, "adjustments", "adjustment", "list"),
    "expense": lambda shell: _first(shell, "expenses", "expense", "list"),
    "incident": lambda shell: _first(shell, "incidents", "incident", "list", "--all"),
    "deposit": lambda shell: _first(shell, "deposits", "deposit", "list"),
}
"""What `k3x9` stands for after the first word of a command; a session after any other."""
BEFORE: dict[str, Sequence[Sequence[str]]] = {
    "log": [("platform", "add", "UHRS"), ("project", "add", "uhrs/search")],
    "skill": [("platform", "add", "Outlier"), ("skill", "add", "review en")],
    "wellbeing": [("wellbeing", "contact", "0800 111 0 111 my line")],
    "payout": [
        ("platform", "add", "Remotasks"), ("platform", "add", "Prolific", "--currency", "GBP"),
        ("platform", "add", "UHRS"), ("log", "prolific", "2026-11-18 09:00-10:00", "£18.40"),
        ("log", "uhrs", "2026-11-17 09:00-10:00", "$96.10"),
        ("log", "remotasks", "2025-11-17 09:00-10:00", "$5.00"),
    ],
    "platform set": [("platform", "add", "Mercor", "--steps", "identity; interview")],
    "reported": [
        ("platform", "add", "--from-catalogue", "telus"),
        ("platform", "add", "--from-catalogue", "dataannotation"),
        ("log", "telus 2026-11-18 09:00-10:00"), ("log", "dataannotation 2026-11-19 09:00-10:00"),
    ],
    "project": [("platform", "add", "UHRS")],
    "start": [("platform", "add", "UHRS"), ("project", "add", "uhrs/relevance")],
    "metric": [
        ("platform", "add", "UHRS"), ("project", "add", "uhrs/relevance"),
        ("platform", "add", "DataAnnotation"),
    ],
    "deadline": [("bucket", "add", "tax", "10")],
}  # fmt: skip
"""What has to be there first in a store that is otherwise empty."""


def _first(shell: Shell, key: str, *words: str) -> str:
    return next(str(row["uid"]) for row in shell.ok(*words, "--json").rows(key) if row.get("uid"))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Half a year of somebody's work."""
    folder = tmp_path_factory.mktemp("examples") / "store"
    store = Store.open(folder, clock=FakeClock())
    fill(store, NOW, years=0.5, seed=7)
    store.close()
    return folder


def files(folder: Path) -> None:
    """The files that examples read."""
    toggl = (
        "Client,Project,Description,Start date,Start time,End date,End time,Duration,Tags\n"
        "A,B,x,2026-10-02,02:10:00,2026-10-02,02:40:00,0:30:00,t\n"
    )
    (folder / "toggl.csv").write_text(toggl)
    (folder / "2026-11.data").write_text("inc 20261102T090000Z - 20261102T101500Z # A B\n")
    (folder / "scores.txt").write_text("2026-11-03 18/20\n")
    (folder / "appeal.md").write_text("a text")
    (folder / "invoices.csv").write_text(toggl)


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_runs(
    shell: Shell,
    filled: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    example: str,
) -> None:
    if example in ELSEWHERE:
        pytest.skip(ELSEWHERE[example])
    words = shlex.split(example.split(" | ")[0].split(" > ")[0])
    monkeypatch.chdir(tmp_path)
    files(tmp_path)
    empty = tmp_path / "empty"
    said = []
    for folder in (tmp_path / "filled", empty):
        if folder != empty:
            shutil.copytree(filled, folder)
        monkeypatch.setenv("TASKWELL_STORE", str(folder))
        for before in BEFORE.get(name, BEFORE.get(name.split()[0], ())) if folder == empty else ():
            shell(*before)
        done = shell(*(_real(shell, words) if folder != empty else words))
        if done.code == 0:
            return
        said.append(done.err.strip())
    pytest.fail("\n".join(said))


def _real(shell: Shell, words: Sequence[str]) -> list[str]:
    """The words with uids that exist in the place of those made up."""
    made_up = {"k3x9", "m2pq", "f7ab", "q2mm"} & set(words)
    if not made_up:
        return list(words)
    sessions = shell.ok("sessions", "--from", "2026-11-16", "--json").rows("sessions")
    ended = [str(row["uid"]) for row in sessions if row["ended"]]
    real = dict(zip(("m2pq", "f7ab", "q2mm"), ended[1:], strict=False)) | {"k3x9": ended[0]}
    if "k3x9" in made_up and words[0] in UIDS:
        real["k3x9"] = UIDS[words[0]](shell)
    return [real.get(word, word) for word in words]
