"""What the store says of itself while a command runs reaches the person."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from taskwell.cli.main import main
from taskwell.store.disk import Disk


def test_a_full_disk_is_told_when_the_reserve_had_to_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["platform", "add", "UHRS"]) == 0
    write, full = Disk.write, True

    def refuse_once(disk: Disk, fd: int, data: memoryview) -> int:
        nonlocal full
        if full and b'"why"' in bytes(data):
            full = False
            raise OSError(errno.ENOSPC, "no room")
        return write(disk, fd, data)

    monkeypatch.setattr(Disk, "write", refuse_once)
    assert main(["log", "UHRS 5m"]) == 0
    assert "Disk full: saved using the reserve" in capsys.readouterr().err
