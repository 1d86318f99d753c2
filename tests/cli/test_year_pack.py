"""The year pack in a shell: a private folder of files, whole or not at all."""

from __future__ import annotations

import os
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.driver import Shell


@pytest.fixture
def paid(roster: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Payouts of two platforms and an expense; the working folder is an empty one."""
    roster.ok("payout", "add", "uhrs", "20.01", "--more-than-owed")
    roster.ok("payout", "add", "prolific", "9", "--more-than-owed")
    roster.ok("expense", "add", "40", "internet", "--share", "60")
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return roster


def test_it_is_written_into_the_working_folder_and_says_its_sums(paid: Shell) -> None:
    out = paid.ok("year-pack", "2026").out
    folder = Path("taskwell-2026")
    assert out.startswith("2026-01-01 to 2026-12-31, ")
    for file in folder.iterdir():
        assert f"{sha256(file.read_bytes()).hexdigest()}  {file.name}\n" in out
    assert [each.name for each in Path().iterdir()] == ["taskwell-2026"]


def test_sums_of_the_json_are_those_on_the_disk(paid: Shell) -> None:
    result = paid.ok("year-pack", "2026", "-o", "tax", "--json")
    assert {key: result.json[key] for key in ("uid", "folder", "from", "to")} == {
        "uid": None,
        "folder": "tax",
        "from": "2026-01-01",
        "to": "2026-12-31",
    }
    for each in result.rows("files"):
        data = (Path("tax") / str(each["name"])).read_bytes()
        assert sha256(data).hexdigest() == each["sha256"]


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not installed")
def test_sha256sum_accepts_its_own_file(paid: Shell) -> None:
    paid.ok("year-pack", "2026")
    done = subprocess.run(
        ["sha256sum", "--strict", "-c", "SHA256SUMS"],
        cwd="taskwell-2026",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == len(list(Path("taskwell-2026").iterdir())) - 1


def test_the_same_store_makes_the_same_files(paid: Shell) -> None:
    first = paid.ok("year-pack", "2026", "-o", "a", "--json").json["files"]
    assert paid.ok("year-pack", "2026", "-o", "b", "--json").json["files"] == first


def test_nobody_else_may_read_it_whatever_the_umask(paid: Shell) -> None:
    before = os.umask(0)
    try:
        paid.ok("year-pack", "2026")
    finally:
        os.umask(before)
    folder = Path("taskwell-2026")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {each.stat().st_mode & 0o777 for each in folder.iterdir()} == {0o600}


def test_a_folder_that_holds_something_is_left_alone_without_force(paid: Shell) -> None:
    folder = Path("taskwell-2026")
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    assert "not empty" in paid.refuses("year-pack", "2026")
    assert [each.name for each in folder.iterdir()] == ["mine.txt"]
    assert [each.name for each in Path().iterdir()] == [folder.name]


def test_force_replaces_its_own_files_and_keeps_others(paid: Shell) -> None:
    folder = Path("taskwell-2026")
    paid.ok("year-pack", "2026")
    (folder / "mine.txt").write_text("mine")
    before = (folder / "payouts.csv").read_text()
    paid.ok("payout", "add", "uhrs", "5", "--more-than-owed")
    paid.ok("year-pack", "2026", "--force")
    assert (folder / "mine.txt").read_text() == "mine"
    assert (folder / "payouts.csv").read_text() != before
    assert [each.name for each in Path().iterdir()] == [folder.name]


def test_a_file_is_no_folder(paid: Shell) -> None:
    Path("tax").write_text("mine")
    paid.refuses("year-pack", "2026", "-o", "tax")
    assert "no folder" in paid.refuses("year-pack", "2026", "-o", "tax", "--force")
    assert Path("tax").read_text() == "mine"


@pytest.mark.parametrize("call", ["fsync", "open"])
def test_a_full_disk_leaves_nothing_behind(
    paid: Shell, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    import taskwell.cli.year_pack as module

    real, seen = getattr(os, call), []

    class Disk:
        """The system as the command sees it, full at the third file."""

        def __getattr__(self, name: str) -> object:
            return self.fail if name == call else getattr(os, name)

        def fail(self, *given: object) -> object:
            seen.append(given)
            if len(seen) == 3:
                raise OSError(28, "No space left on device")
            return real(*given)

    with monkeypatch.context() as patch:
        patch.setattr(module, "os", Disk())
        assert "No space left" in paid.refuses("year-pack", "2026", code=1)
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("year", ["26", "soon", "", "20260", "2026.0", "٢٠٢٦", "9999", "-2026"])
def test_a_year_that_is_none_is_refused(paid: Shell, year: str) -> None:
    assert "is no year" in paid.refuses("year-pack", "--", year)
    assert list(Path().iterdir()) == []


def test_the_year_begins_when_the_person_says(paid: Shell) -> None:
    paid.ok("config", "set", "tax_year_start", "6 Apr")
    found = paid.ok("year-pack", "2026", "--json").json
    assert (found["from"], found["to"]) == ("2026-04-06", "2027-04-05")


@pytest.mark.parametrize("typed", ["uhrs", "=5", "uhrs=", "uhrs=much", "uhrs=-5", "uhrs=1,5"])
def test_a_letter_that_says_nothing_is_refused_and_nothing_is_written(
    paid: Shell, typed: str
) -> None:
    paid.refuses("year-pack", "2026", "--letter", typed)
    assert list(Path().iterdir()) == []


def test_letters_are_held_against_what_was_paid(paid: Shell) -> None:
    paid.ok("year-pack", "2026", "--letter", "uhrs=25.00", "--letter", "prolific=£8.50")
    rows = (Path("taskwell-2026") / "payers.csv").read_text().splitlines()
    assert [row.split(",")[-2:] for row in rows[1:]] == [["8.50", "-0.50"], ["25.00", "4.99"]]
    summary = (Path("taskwell-2026") / "summary.md").read_text()
    assert "$4.99" in summary
    assert "-£0.50" in summary


def test_it_changes_nothing_in_the_store(paid: Shell) -> None:
    before = paid.ok("history", "--json").out
    paid.ok("year-pack", "2026")
    assert paid.ok("history", "--json").out == before


def test_a_letter_about_nothing_that_is_known_is_shown_whole(paid: Shell) -> None:
    paid.ok("year-pack", "2026", "--letter", "uhrs=20 EUR")
    rows = (Path("taskwell-2026") / "payers.csv").read_text().splitlines()
    assert "UHRS,EUR,0,0.00,0.00,0.00,0.00,20.00,20.00" in rows
    assert "UHRS,USD,1,20.01,0.00,0.00,20.01,," in rows


def test_one_letter_for_each_payer(paid: Shell) -> None:
    words = ("--letter", "uhrs=5", "--letter", "UHRS=7")
    assert "two letters" in paid.refuses("year-pack", "2026", *words)
    assert "names no payer" in paid.refuses("year-pack", "2026", "--letter", "=5")


def test_a_payer_may_hold_the_sign_between_name_and_sum(paid: Shell) -> None:
    paid.ok("platform", "add", "=Odd=Co")
    paid.ok("payout", "add", "=Odd=Co", "5", "--more-than-owed")
    paid.ok("year-pack", "2026", "--letter", "=Odd=Co=6")
    assert "5.00,6.00,1.00" in (Path("taskwell-2026") / "payers.csv").read_text()


def test_a_home_of_nobody_is_no_folder(paid: Shell) -> None:
    assert "nobody's home" in paid.refuses("year-pack", "2026", "-o", "~nobody-here/tax")


def test_an_empty_folder_that_was_there_becomes_private(paid: Shell) -> None:
    Path("tax").mkdir(mode=0o755)
    paid.ok("year-pack", "2026", "-o", "tax")
    assert Path("tax").stat().st_mode & 0o777 == 0o700


def test_force_never_leaves_half_a_pack(paid: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    paid.ok("year-pack", "2026")
    folder = Path("taskwell-2026")
    (folder / "summary.md").unlink()
    (folder / "summary.md").mkdir()
    before = {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}
    paid.ok("payout", "add", "uhrs", "5", "--more-than-owed")
    assert "is a folder" in paid.refuses("year-pack", "2026", "--force")
    (folder / "summary.md").rmdir()
    real, seen = Path.rename, []

    def rename(self: Path, target: Path) -> Path:
        seen.append(target)
        if len(seen) == 6:
            raise OSError(28, "No space left on device")
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", rename)
        assert "No space left" in paid.refuses("year-pack", "2026", "--force", code=1)
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == before
    assert list(Path().iterdir()) == [folder]
    paid.ok("year-pack", "2026", "--force")
