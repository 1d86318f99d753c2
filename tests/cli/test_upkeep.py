"""Backup, restore, doctor, settings, themes, undo: looked after from a shell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.driver import Shell


def test_a_backup_brings_back_what_was_deleted(roster: Shell, tmp_path: Path) -> None:
    uid = roster.uid("log", "uhrs 13:00-14:00")
    file = tmp_path / "saved.zip"
    assert str(file) in roster.ok("backup", str(file)).out
    roster.ok("delete", uid)
    preview = roster.ok("restore", str(file), "--dry-run")
    assert "1 added" in preview.out
    assert roster.ok("sessions", "--json").rows("sessions") == []
    assert roster.ok("restore", str(file), "--json").json["added"] == 1
    assert len(roster.ok("sessions", "--json").rows("sessions")) == 1
    roster.ok("undo")
    assert roster.ok("sessions", "--json").rows("sessions") == []


def test_a_backup_never_replaces_a_file_unasked(roster: Shell, tmp_path: Path) -> None:
    file = tmp_path / "saved.zip"
    file.write_text("mine")
    assert "--force" in roster.refuses("backup", str(file))
    assert file.read_text() == "mine"
    roster.ok("backup", str(file), "--force")
    assert roster.refuses("restore", str(tmp_path / "absent.zip"), code=1)


def test_the_doctor_says_what_scripts_rely_on(roster: Shell) -> None:
    report = roster.ok("doctor", "--json").json
    assert report == {"ok": True, "documents": 3, "problems": []}
    assert "All is sound" in roster.ok("doctor").out
    assert roster.ok("doctor", "--plain").out.startswith("ok: yes\ndocuments: 3")


def test_the_doctor_finds_damage_and_leaves_with_one(roster: Shell, tmp_path: Path) -> None:
    (journal,) = (tmp_path / "store" / "journal").glob("*.jsonl")
    text = journal.read_text()
    journal.write_text(text.replace("Prolific", "Prolifix", 1))
    result = roster("doctor", "--json")
    assert result.code == 1
    assert result.json["ok"] is False
    assert result.rows("problems")[0].keys() == {"what", "where", "fix"}


def test_settings_of_the_store_are_set_shown_and_undone(shell: Shell) -> None:
    assert shell.ok("config", "set", "zone", "Europe/Berlin", "--json").json["uid"] == "zone"
    assert shell.ok("config", "get", "zone").out == "Europe/Berlin\n"
    shell.ok("config", "set", "goal_day", "6h")
    assert shell.ok("config", "get", "goal_day", "--json").json == {
        "key": "goal_day",
        "value": 21600,
    }
    shell.ok("config", "set", "floor_hourly", "8.00", "USD")
    assert "8.00 USD" in shell.ok("config", "get").out
    shell.ok("undo")
    assert shell.ok("config", "get", "--json").json["settings"]
    assert shell.ok("config", "get", "floor_hourly", "--json").json["value"] is None
    shell.ok("config", "set", "zone", "--unset")
    assert shell.ok("config", "get", "zone", "--json").json["value"] is None


def test_settings_of_the_look_stand_in_a_file_of_their_own(shell: Shell, tmp_path: Path) -> None:
    shell.ok("config", "set", "theme", "light")
    shell.ok("config", "set", "colour", "256")
    (file,) = (tmp_path / "home").rglob("config.toml")
    assert file.read_text() == 'theme = "light"\ncolor = "256"\n'
    assert shell.ok("config", "get", "theme").out == "light\n"
    themes = shell.ok("theme", "list", "--json").rows("themes")
    assert [each["name"] for each in themes if each["chosen"]] == ["light"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["zon", "UTC"], "did you mean zone"),
        (["zone", "Europe/Berln"], "Europe/Berlin"),
        (["theme", "drak"], "dark"),
        (["mouse", "maybe"], "auto, on, off"),
        (["zone"], "needs a value"),
        (["day_start", "25:00"], "04:00"),
        (["currency", "USX"], "USX"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(shell: Shell, words: list[str], said: str) -> None:
    assert said in shell.refuses("config", "set", *words)


def test_platforms_are_added_once_changed_and_shown(shell: Shell) -> None:
    uid = shell.uid("platform", "add", "UHRS", "--task-cap", "8m", "--still-after", "90")
    assert "exists already" in shell.refuses("platform", "add", "uhrs")
    assert shell.uid("platform", "set", "uh", "--rate", "15 USD/hour") == uid
    shown = shell.ok("platform", "show", "uhrs", "--json").json
    assert (shown["task_cap"], shown["still_after"], shown["letter"]) == (480, 90, "u")
    assert shown["projects"] == []
    assert "rate: $15.00 an hour" in shell.ok("platform", "list", "--plain").out
    shell.refuses("platform", "set", "uhrs")
    shell.refuses("platform", "set", "uhrs", "--letter", "x")
    shell.refuses("platform", "add", "Other", "--letter", "s")
    shell.refuses("platform", "add", "a/b")
    shell.refuses("platform", "add")


@pytest.mark.parametrize("words", [["uhrs/One"], ["uhrs", "One"], ["One", "--platform", "uhrs"]])
def test_a_project_is_added_in_any_of_three_ways(shell: Shell, words: list[str]) -> None:
    shell.ok("platform", "add", "UHRS")
    uid = shell.uid("project", "add", *words, "--exposure", "mild")
    (project,) = shell.ok("project", "list", "uhrs", "--json").rows("projects")
    assert project["uid"] == uid
    assert (project["name"], project["platform"], project["exposure"]) == ("One", "UHRS", "mild")
    shell.refuses("project", "add", *words)
    shell.ok("project", "set", "uhrs/one", "--name", "Two", "--closed", "yes")
    assert "Two" in shell.ok("project", "list").out


def test_nothing_to_undo_is_said_and_not_done(shell: Shell) -> None:
    assert "nothing to undo" in shell.refuses("undo", code=1).lower()
    shell.refuses("redo", code=1)


def test_messages_are_listed(roster: Shell) -> None:
    assert roster.ok("messages", "--json").json == {"messages": []}
    assert roster.ok("messages").out == "Nothing to say.\n"


def test_the_demo_fills_a_folder_for_measuring(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    made = shell.ok("demo", "--fill", str(folder), "--years", "1", "--sessions", "40", "--json")
    assert made.json["sessions"] == 40
    assert "not empty" in shell.refuses("demo", "--fill", str(folder), code=1)
    assert "terminal" in shell.refuses("demo")
