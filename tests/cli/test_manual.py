"""What is installed beside the program says what the program says."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from taskwell.cli.index import INDEX
from taskwell.cli.manual import manual
from tests.cli.driver import Shell
from tests.generated import FOLDER, files


@pytest.mark.parametrize("name", list(files()))
def test_a_file_that_is_installed_is_the_one_that_the_program_makes(name: str) -> None:
    kept = (FOLDER / name).read_text(encoding="utf-8")
    assert kept == files()[name], "python -m tests.generated writes it anew"


def test_the_manual_page_names_every_command(shell: Shell) -> None:
    printed = shell.ok("man").out
    for name, entry in INDEX.items():
        assert (f".B taskwell {name}".replace("-", "\\-") in printed) is not entry.hidden


def test_no_line_of_the_manual_page_is_a_request_by_mistake() -> None:
    known = (".TH ", ".SH ", ".B ", ".TP", ".br")
    assert all(
        line.startswith(known) for line in manual().splitlines() if line.startswith((".", "'"))
    )


def test_man_reads_it_without_a_warning(tmp_path: Path) -> None:
    if shutil.which("groff") is None:
        pytest.skip("groff is not installed")
    done = subprocess.run(
        ["groff", "-man", "-Tascii", "-ww", str(FOLDER / "taskwell.1")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert "TASKWELL(1)" in done.stdout
