"""The handbook and the README tell the truth: what they name exists, and what they show runs."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from taskwell.cli.helping import PAGES, page
from taskwell.cli.index import INDEX, find
from taskwell.cli.main import _command
from taskwell.cli.manual import manual
from taskwell.cli.spec import read
from taskwell.look.config import OPTIONS
from taskwell.records.setting import SETTINGS
from taskwell.words.acts import ACTS
from tests.cli.driver import Shell

ROOT = Path(__file__).parent.parent.parent
README = ROOT / "README.md"
WRITTEN = Path(__file__).parent.parent.parent / "src" / "taskwell" / "words" / "pages"


def texts() -> Iterator[tuple[str, str]]:
    """Every text for people by its name."""
    for topic in PAGES:
        yield topic, page(topic)
    yield "README", README.read_text(encoding="utf-8")
    yield "CONTRIBUTING", (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")


def shown(text: str) -> list[str]:
    """The commands that a text shows on lines of their own, without the words behind them."""
    return [
        re.split(r"\s{2,}", line.strip())[0]
        for line in text.splitlines()
        if line.startswith(("    taskwell ", "taskwell ")) and not line.startswith("taskwell opens")
    ]


def inline(text: str) -> list[str]:
    """The commands between backticks."""
    return [" ".join(each.split()) for each in re.findall(r"`(taskwell [a-z][^`|]*)`", text)]


@pytest.mark.parametrize(("name", "text"), list(texts()))
def test_every_command_in_a_text_exists_and_takes_what_is_shown(name: str, text: str) -> None:
    for line in shown(text) if name != "commands" else ():
        words = shlex.split(line)[1:]
        if words[:1] == ["--store"]:
            words = words[2:]
        command, typed = _command(words)
        read(find(command), typed)


@pytest.mark.parametrize(("name", "text"), list(texts()))
def test_every_command_that_a_text_mentions_exists(name: str, text: str) -> None:
    for line in inline(text):
        words = [word for word in line.split()[1:] if not word.startswith("-")]
        named = words[0] in INDEX or " ".join(words[:2]) in INDEX
        assert named or any(each.startswith(f"{words[0]} ") for each in INDEX), line


@pytest.mark.parametrize("name", [name for name, entry in INDEX.items() if not entry.hidden])
def test_every_example_of_a_command_is_one(name: str) -> None:
    for example in find(name).examples:
        command, typed = _command(shlex.split(example.split(" | ")[0].split(" > ")[0]))
        read(find(command), typed)


@pytest.mark.parametrize(("name", "text"), list(texts()))
def test_every_act_and_setting_that_a_text_names_exists(name: str, text: str) -> None:
    for act in re.findall(r'"([a-z]+\.[a-z_0-9]+)" =', text):
        assert act in ACTS
    for key in re.findall(r"taskwell config set ([a-z_]+)", text):
        assert key in SETTINGS or key in OPTIONS


def test_every_key_of_the_readmes_table_is_one() -> None:
    table = [
        line for line in README.read_text(encoding="utf-8").splitlines() if line.startswith("| `")
    ]
    known = {key for act in ACTS.values() for key in act.keys} | {"enter", "s s"}
    for line in table:
        for key in re.findall(r"`([^`]+)`", line.split("|")[1]):
            assert key in known or "/" in key or "." in key or " " in key, line


@pytest.mark.parametrize(("name", "text"), list(texts()))
def test_every_file_that_a_text_points_to_is_there(name: str, text: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        if "://" not in target:
            base = ROOT / ".github" if name == "CONTRIBUTING" else ROOT
            assert (base / target).exists(), target


@pytest.mark.parametrize(("name", "text"), list(texts()))
def test_every_page_that_a_text_sends_to_exists(name: str, text: str) -> None:
    for topic in re.findall(r"taskwell help\s+([a-z][a-z-]*)", text):
        assert topic in PAGES or topic in INDEX or any(k.startswith(f"{topic} ") for k in INDEX)


def test_every_page_is_a_file_or_made_and_every_file_is_a_page() -> None:
    assert {file.stem for file in WRITTEN.glob("*.md")} | {"commands"} == set(PAGES)


def test_the_readmes_commands_run_in_their_order(shell: Shell, tmp_path: Path) -> None:
    """The block of the README, as a person pastes it; its files are ones that the test writes."""
    text = README.read_text(encoding="utf-8")
    block = next(
        each for each in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) if "--new" in each
    )
    earnings = tmp_path / "outlier-earnings.csv"
    earnings.write_text(
        "workDate,itemID,duration,rateApplied,payout,payType,projectName,status\n"
        '"Mar 30, 2025",i1,5m 30s,$26.50/hr,$2.43,prepay,P,pending\n'
    )
    shell.ok("platform", "add", "Outlier")
    for line in block.splitlines():
        words = shlex.split(line)[1:]
        places = {"outlier-earnings.csv": earnings, "october.html": tmp_path / "october.html"}
        words = [
            str(places.get(word, tmp_path / word if word == "tax-2026" else word)) for word in words
        ]
        shell.clock.advance(60)
        shell.ok(*words)


def test_the_format_of_the_page_reads_its_lines() -> None:
    """The module that the page on formats shows is run as it stands."""
    from taskwell.formats.reading import Options, source_of
    from taskwell.timekeeping.zones import zone

    lines = page("extending").splitlines()
    begin = next(n for n, line in enumerate(lines) if line.startswith('    """'))
    end = next(n for n in range(begin, len(lines)) if lines[n].startswith("What the readers"))
    names: dict[str, object] = {}
    exec("\n".join(line[4:] for line in lines[begin:end]), names)
    source = source_of(b"2026-11-03 09:00 2026-11-03 10:30 UHRS\nnothing\n", "log")
    assert names["sniff"](source).score > 0.5  # type: ignore[operator]
    parsed = names["parse"](source, Options(zone("UTC"), "USD"))  # type: ignore[operator]
    assert [(each.platform, each.started.hour) for each in parsed.drafts] == [("UHRS", 9)]
    assert [(row.line, row.reason) for row in parsed.skipped] == [
        (2, "it does not begin with two stamps")
    ]


def test_the_readme_links_every_page_that_is_a_file() -> None:
    text = README.read_text(encoding="utf-8")
    assert {file.stem for file in WRITTEN.glob("*.md")} == set(
        re.findall(r"words/pages/([a-z]+)\.md", text)
    )


def test_the_store_page_shows_a_line_as_it_is_written() -> None:
    """The head of a kept journal stands on the page, letter for letter."""
    kept = ROOT / "tests" / "store" / "kept" / "schema-2" / "journal" / "000001.jsonl"
    assert f"    {kept.read_text(encoding='utf-8').splitlines()[0]}" in page("store")


def test_handbook_and_manual_page_name_the_commands_that_print_no_json() -> None:
    mute = [name for name, entry in INDEX.items() if find(name).mute and not entry.hidden]
    for text in (page("scripts"), manual().replace("\\-", "-")):
        named = re.findall(r"Every command but ([a-z, -]+) takes", text)[0]
        assert sorted(re.split(r", | and ", named)) == sorted(mute)
