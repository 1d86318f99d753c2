"""A shell for the tests of the command line."""

from __future__ import annotations

import pytest

from tests.cli.driver import Shell
from tests.conftest import FakeClock


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], clock: FakeClock) -> Shell:
    """A shell on an empty store, on Thursday 19 November 2026, 16:42 in Chicago."""
    return Shell(capsys, clock)


@pytest.fixture
def roster(shell: Shell) -> Shell:
    """The same with UHRS (USD), its project Relevance, and Prolific (GBP)."""
    shell.ok("platform", "add", "UHRS")
    shell.ok("project", "add", "uhrs/Relevance", "--rate", "0.06 USD/task", "--task-cap", "90s")
    shell.ok("platform", "add", "Prolific", "--currency", "GBP", "--rate", "9/hour")
    return shell
