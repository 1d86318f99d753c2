"""The command line as tests drive it: in this process, on a fake clock."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from taskwell.cli.main import main
from tests.conftest import FakeClock


@dataclass(frozen=True, slots=True)
class Result:
    """What one command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, object]:
        """Standard output as one JSON document."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found

    def rows(self, key: str) -> list[dict[str, object]]:
        """A list of objects in the JSON document."""
        found = self.json[key]
        assert isinstance(found, list)
        return found


class Shell:
    """Runs commands one after the other, like a person at a prompt."""

    def __init__(self, capsys: pytest.CaptureFixture[str], clock: FakeClock) -> None:
        self.capsys = capsys
        self.clock = clock

    def __call__(self, *words: str) -> Result:
        """Run one command whatever comes of it."""
        self.capsys.readouterr()
        code = main(words, clock=self.clock)
        out, err = self.capsys.readouterr()
        assert "Traceback" not in err
        return Result(code, out, err)

    def ok(self, *words: str) -> Result:
        """Run a command that has to succeed."""
        result = self(*words)
        assert result.code == 0, result.err
        return result

    def refuses(self, *words: str, code: int = 2) -> str:
        """Run a command that has to fail in one sentence, which is returned."""
        result = self(*words)
        assert result.code == code, (result.code, result.out, result.err)
        assert result.out == ""
        lines = result.err.splitlines()
        assert lines, "no sentence"
        assert lines[-1].startswith("taskwell: ")
        assert "; " in lines[-1]
        return lines[-1]

    def uid(self, *words: str) -> str:
        """Run an act with --json and return the uid it names."""
        uid = self.ok(*words, "--json").json["uid"]
        assert isinstance(uid, str)
        return uid
