"""Scores in a shell: what scripts rely on, to the letter, and every wrong word in one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.driver import Shell


@pytest.fixture
def uhrs(shell: Shell) -> Shell:
    """UHRS and Outlier, each with a metric."""
    shell.ok("platform", "add", "UHRS")
    shell.ok("project", "add", "UHRS/Relevance")
    shell.ok("platform", "add", "Outlier")
    shell.ok("metric", "add", "UHRS/Relevance", "spam score", "--kind", "percent",
          "--threshold", "90 restrict", "--threshold", "80 ban last 10 min 5")  # fmt: skip
    shell.ok("metric", "add", "Outlier", "review", "--kind", "rating",
          "--threshold", "4.3 unlock $21/h tier Senior")  # fmt: skip
    return shell


def metrics(shell: Shell, *words: str) -> list[dict[str, object]]:
    """What `quality --json` lists."""
    found = json.loads(shell.ok("quality", *words, "--json").out)["metrics"]
    assert isinstance(found, list)
    return found


def test_an_act_prints_its_uid(uhrs: Shell) -> None:
    made = json.loads(uhrs.ok("metric", "add", "UHRS", "RTA", "--kind", "passfail", "--json").out)
    assert made["uid"]
    noted = json.loads(uhrs.ok("score", "uhrs/relevance", "spam", "18/20", "--json").out)
    assert noted["uid"]
    assert noted["state"] == "watch"


@pytest.mark.parametrize(
    "words",
    [
        ("UHRS/Relevance", "spam score", "18/20"),
        ("uhrs/relevance", "spam", "18/20"),
        ("uhrs", "spam_score", "18", "of", "20"),
        ("uhrs", "18/20"),
        ("uhrs", "spam", "18+2"),
        ("uhrs", "spam", "--correct", "18", "--total", "20"),
        ("uhrs", "spam", "--accepted", "18", "--rejected", "2"),
    ],
)
def test_a_count_is_typed_in_many_ways(uhrs: Shell, words: tuple[str, ...]) -> None:
    uhrs.ok("score", *words)
    found = metrics(uhrs, "uhrs")[0]
    assert (found["n"], found["value"]) == (20, 90.0)
    assert found["interval"] == [pytest.approx(69.9, abs=0.1), pytest.approx(97.2, abs=0.1)]


def test_a_value_takes_a_day_and_feedback(uhrs: Shell) -> None:
    uhrs.ok("score", "outlier", "review", "4.5", "--at", "yesterday", "--feedback", 'say "more"')
    uhrs.ok("score", "outlier", "4", "2026-11-03", "14:05")
    (newest, older) = reversed(
        json.loads(uhrs.ok("reading", "list", "outlier", "--json").out)["readings"]
    )
    assert (newest["value"], newest["feedback"]) == (4.5, 'say "more"')
    assert older["at"] == "2026-11-03T20:05:00Z"


def test_the_table_has_each_metrics_state_and_the_room(uhrs: Shell) -> None:
    uhrs.ok("score", "uhrs", "spam", "98/100")
    told = uhrs.ok("quality").out
    assert "UHRS / Relevance" in told
    assert "98.0 %" in told
    assert "93.0 - 99.4" in told
    assert "8 left" in told
    assert "too early" in told


def test_a_warning_is_told_in_sentences_and_acknowledged(uhrs: Shell) -> None:
    for day in ("-3d", "-2d", "yesterday"):
        uhrs.ok("score", "uhrs", "spam", "13/20", day)
    told = uhrs.ok("quality").out
    assert "Warning since 16 Nov." in told
    assert "Of the last 60 answers 39 were right." in told
    assert "once in 1450" in told
    uhrs.ok("metric", "seen", "uhrs", "spam")
    assert "Warning since" not in uhrs.ok("quality").out
    assert "does not warn" in uhrs.refuses("metric", "seen", "uhrs", "spam", code=1)


def test_plain_facts_name_probability_room_and_luck(uhrs: Shell) -> None:
    uhrs.ok("score", "uhrs", "spam", "95/100")
    told = uhrs.ok("quality", "uhrs", "--plain").out
    for words in ("under 90 %?", "future work", "luck", "state: ok", "in 100 at 95 %"):
        assert words in told, told


def test_one_platform_tells_everything_about_its_metrics(uhrs: Shell) -> None:
    uhrs.ok("score", "outlier", "4")
    told = uhrs.ok("quality", "outlier").out
    assert "way to 4.30" in told
    assert "$21/h" in told
    assert "the next 5 must average" in told


BAD = [
    (("score", "uhrs", "spam", "105"), "105 % lies outside 0 to 100 %"),
    (("score", "uhrs", "spam", "--correct", "21", "--total", "20"), "21 right answers are more than the 20"),
    (("score", "uhrs", "spam", "21/20"), "more than the 20"),
    (("score", "uhrs", "spam", "0/0"), "0 answers are no reading"),
    (("score", "uhrs", "spam", "18/"), "does not say of how many"),
    (("score", "uhrs", "spam", "--correct", "18"), "--total is missing"),
    (("score", "uhrs", "spam", "18/20", "--at", "tomorrow"), ""),
    (("score", "uhrs", "spam", "18/20", "2027-01-01"), "lies in the future"),
    (("score", "uhrs", "spam", "nan"), "is no number"),
    (("score", "uhrs", "spam", "92,1"), "holds a comma"),
    (("score", "outlier", "review", "6"), "6 lies outside 1 to 5"),
    (("score", "outlier", "review", "4/5"), "is a rating, not a count"),
    (("score", "outlier", "review", "-1"), "-1 lies outside 1 to 5"),
    (("score", "uhrs", "bogus", "18/20"), "has no metric 'bogus'"),
    (("score", "nobody", "18/20"), "There is no platform 'nobody'"),
    (("metric", "add", "uhrs", "x", "--kind", "percent", "--threshold", "105 restrict"), "lies outside 0 to 100"),
    (("metric", "add", "uhrs", "x", "--kind", "rating", "--threshold", "6 ban"), "lies outside 1 to 5"),
    (("metric", "add", "uhrs", "x", "--kind", "percent", "--threshold", "95 fire"), "cannot mean 'fire'"),
    (("metric", "add", "uhrs", "x", "--kind", "percent", "--threshold", "95"), "is no threshold"),
    (("metric", "add", "uhrs", "x", "--kind", "stars"), "There is no kind 'stars'"),
    (("metric", "add", "uhrs", "x"), "has no kind"),
    (("metric", "add", "uhrs", "x", "--kind", "score", "--range", "5-1"), "holds nothing"),
    (("metric", "add", "uhrs/relevance", "SPAM SCORE", "--kind", "score"), "exists already"),
    (("metric", "add", "uhrs", "a/b", "--kind", "score"), "holds a slash"),
    (("metric", "set", "uhrs", "spam", "colour=red"), "has no field 'colour'"),
    (("metric", "set", "uhrs", "spam", "good=88", "bad=95"), "no worse than good"),
    (("metric", "add", "uhrs", "x", "--kind", "percent", "--last", "10", "--threshold", "80 ban min 20"), "never 20"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "says"), BAD)
def test_what_cannot_be_is_one_sentence_and_changes_nothing(
    uhrs: Shell, words: tuple[str, ...], says: str
) -> None:
    before = uhrs.ok("metric", "list", "--json").out + uhrs.ok("quality", "--json").out
    assert says in uhrs.refuses(*words)
    assert uhrs.ok("metric", "list", "--json").out + uhrs.ok("quality", "--json").out == before


def test_a_metric_is_changed_listed_and_deleted(uhrs: Shell) -> None:
    uhrs.ok(
        "metric", "set", "uhrs", "spam", "score", "thresholds=95 watch; 90 restrict", "last=100"
    )
    assert "95 watch" in uhrs.ok("metric", "list").out
    uhrs.ok("score", "uhrs", "18/20")
    assert "has 1 reading" in uhrs.refuses("metric", "delete", "uhrs", "spam", code=1)
    uhrs.ok("metric", "delete", "outlier", "review")
    assert "review" not in uhrs.ok("metric", "list").out
    uhrs.ok("undo")
    assert "review" in uhrs.ok("metric", "list").out


def test_a_closed_metric_is_opened_again_by_its_name(uhrs: Shell) -> None:
    uhrs.ok("metric", "set", "uhrs", "spam", "closed=yes")
    assert "closed" in uhrs.refuses("score", "uhrs", "spam", "18/20", code=1)
    uhrs.ok("metric", "set", "uhrs", "spam", "closed=no")
    uhrs.ok("score", "uhrs", "spam", "18/20")


def test_readings_are_changed_and_deleted_by_the_beginning_of_their_uid(uhrs: Shell) -> None:
    uid = json.loads(uhrs.ok("score", "uhrs", "18/20", "--json").out)["uid"]
    uhrs.ok("reading", "set", uid[:6], "17/20")
    assert metrics(uhrs, "uhrs")[0]["value"] == 85.0
    uhrs.ok("reading", "delete", uid[:6])
    assert metrics(uhrs, "uhrs")[0]["n"] == 0


FILE = """# from the report
2026-11-03 18/20
2026-11-03 18/20
2026-11-04 14:05 19/20 "too short"

2026-11-05,20,20
"""


def test_many_readings_come_from_a_file_once_and_as_one_step(uhrs: Shell, tmp_path: Path) -> None:
    file = tmp_path / "scores.txt"
    file.write_text(FILE)
    assert "4 readings added" in uhrs.ok("reading", "import", "uhrs", "spam", str(file)).out
    assert metrics(uhrs, "uhrs")[0]["n"] == 80
    again = uhrs.ok("reading", "import", "uhrs", "spam", str(file)).out
    assert "0 readings added, 4 were there already" in again
    uhrs.ok("undo")
    assert metrics(uhrs, "uhrs")[0]["n"] == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2026-11-03 18/20\n2026-11-04 21/20\n", "Line 2: 21 right answers are more"),
        ("18/20\n", "Line 1: '18/20' is no day"),
        ("2027-11-03 18/20\n", "Line 1: 2027-11-03 lies in the future"),
        ("# nothing\n\n", "There is no reading in it"),
        ("2026-11-03 \x00\n", "NUL bytes"),
    ],
)
def test_a_file_with_one_wrong_line_adds_nothing(
    uhrs: Shell, tmp_path: Path, text: str, says: str
) -> None:
    file = tmp_path / "scores.txt"
    file.write_text(text)
    assert says in uhrs.refuses("reading", "import", "uhrs", "spam", str(file))
    assert metrics(uhrs, "uhrs")[0]["n"] == 0


def test_names_from_outside_are_literal(shell: Shell) -> None:
    shell.ok("platform", "add", "\x1b[31mRed")
    shell.ok("metric", "add", "\x1b[31mRed", "[b]x\x07", "--kind", "score")
    shell.ok("score", "\x1b[31mRed", "50")
    told = shell.ok("quality").out + shell.ok("metric", "list").out
    assert "\x1b" not in told
    assert "\x07" not in told
    assert "[b]x" in told


def test_a_shell_without_metrics_says_how_to_begin(shell: Shell) -> None:
    assert "taskwell metric add" in shell("quality").err
    assert json.loads(shell.ok("quality", "--json").out) == {"metrics": [], "qualifications": []}


def test_help_has_a_page_and_every_command_an_example(shell: Shell) -> None:
    told = shell.ok("help", "quality").out
    assert "room that is left" in told
    assert "taskwell quality uhrs" in told
