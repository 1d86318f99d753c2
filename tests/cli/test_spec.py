"""Words on a command line are sorted into options and values, or refused by name."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.cli.context import Context
from taskwell.cli.index import INDEX, find
from taskwell.cli.spec import Command, Given, Option, Word, read
from taskwell.errors import BadInput


def _nothing(context: Context, given: Given) -> int:
    return 0


COMMAND = Command(
    "try",
    _nothing,
    (Word("ONE", "first"), Word("MORE", "others", least=0, most=None)),
    (
        Option(("--at",), "when", "T"),
        Option(("--tag",), "tags", "T", many=True),
        Option(("--all",), "all"),
        Option(("--output", "-o"), "file", "FILE"),
    ),
)


def test_a_word_of_minus_and_digit_is_never_an_option() -> None:
    given = read(COMMAND, ["a", "-20m", "--at", "-2d", "-5"])
    assert given.word("ONE") == "a"
    assert given.all_words("MORE") == ["-20m", "-5"]
    assert given.text("at") == "-2d"


def test_options_and_words_mix_in_any_order() -> None:
    given = read(COMMAND, ["--tag", "x", "a", "--all", "b", "--tag=y", "-oout.csv", "c"])
    assert given.many("tag") == ["x", "y"]
    assert given.flag("all")
    assert given.text("output") == "out.csv"
    assert given.all_words("MORE") == ["b", "c"]


def test_values_may_look_like_notes_money_or_standard_input() -> None:
    given = read(COMMAND, ["-", "-$3", "--at", "- a note", "--", "--all"])
    assert given.word("ONE") == "-"
    assert given.all_words("MORE") == ["-$3", "--all"]
    assert given.text("at") == "- a note"
    assert not given.flag("all")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["a", "--alll"], "did you mean --all?"),
        (["a", "--zebra"], "taskwell help try"),
        (["a", "-z"], "has no option -z"),
        (["a", "--at"], "--at needs a value"),
        (["a", "--at", "--all"], "--at needs a value"),
        (["a", "--all=yes"], "takes no value"),
        (["a", "--at", "1", "--at", "2"], "given twice"),
        ([], "needs ONE"),
        (["a", "--store", "x"], "before the command"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(typed: list[str], said: str) -> None:
    with pytest.raises(BadInput) as caught:
        read(COMMAND, typed)
    assert said in str(caught.value)


@given(st.lists(st.text(max_size=8) | st.sampled_from(["--at", "-o", "--", "--all", "-"])))
def test_no_words_bring_the_reader_down(typed: list[str]) -> None:
    with contextlib.suppress(BadInput):
        read(COMMAND, typed)


@pytest.mark.parametrize("name", INDEX)
def test_every_command_of_the_index_is_there_and_says_what_it_takes(name: str) -> None:
    command = find(name)
    assert command.usage().startswith(f"taskwell {name}")
    options = [each for option in command.every_option for each in option.names]
    assert len(options) == len(set(options))
    assert all(option.help for option in command.every_option)
