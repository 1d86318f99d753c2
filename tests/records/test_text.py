"""Text from outside is stored as given and can do nothing on a terminal or in a spreadsheet."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from taskwell.errors import BadInput
from taskwell.records.text import (
    clean_name,
    clean_text,
    fenced,
    markdown,
    markdown_quote,
    markdown_table,
    neutral_cell,
    visible,
)

_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
"""The reader that Textual brings with it."""
_TROUBLE = list("ab 1.)#+-=:*_`~[]()<>!|&;\\\t\n\x1b/\u00a0\u202e")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain [bold]markup[/]", "plain [bold]markup[/]"),
        ("\x1b[31mred", "␛[31mred"),
        ("\x00\x07\x7f", "␀␇␡"),
        ("one\ntwo\ttab", "one␊two␉tab"),
        ("\x9b31m", "\ufffd31m"),
        ("abc\u202edef", "abc◇def"),
        ("\u2066x\u2069", "◇x◇"),
        ("line\u2028separator", "line⏎separator"),
        ("\ud800", "\ufffd"),
        ("naïve 東京 👩‍👩‍👧 שלום", "naïve 東京 👩‍👩‍👧 שלום"),
    ],
)
def test_control_characters_become_visible_and_nothing_else_changes(text: str, seen: str) -> None:
    assert visible(text) == seen


def test_a_text_of_several_lines_keeps_its_lines_when_asked() -> None:
    assert visible("one\ntwo\r\x1b", one_line=False) == "one\ntwo␍␛"


@given(text=st.text(alphabet=st.characters(), max_size=60))
def test_whatever_a_text_holds_nothing_controls_the_terminal(text: str) -> None:
    seen = visible(text)
    assert len(seen) == len(text)
    assert not any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in seen)
    assert not any(unicodedata.bidirectional(letter) in ("RLO", "LRO", "RLI") for letter in seen)
    assert visible(seen) == seen
    seen.encode()


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1"]
)
def test_a_cell_that_would_be_a_formula_is_quoted(text: str) -> None:
    assert neutral_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "note", "1-2", "'=1"])
def test_any_other_cell_is_left_alone(text: str) -> None:
    assert neutral_cell(text) == text


def test_a_name_loses_its_outer_spaces_and_keeps_the_rest() -> None:
    assert clean_name("  Data  Annotation ", "platform") == "Data  Annotation"
    assert clean_name("e\u0301", "platform") == "é"
    assert clean_name("\x1b[31mred", "platform") == "\x1b[31mred"
    assert clean_name("n" * 10_000, "platform") == "n" * 10_000


@pytest.mark.parametrize("name", ["", "   ", "a/b", "n" * 10_001, "\ud800"])
def test_a_name_that_cannot_be_kept_is_refused_beside_its_field(name: str) -> None:
    with pytest.raises(BadInput) as refused:
        clean_name(name, "platform")
    assert refused.value.field == "platform"


def test_a_note_is_kept_as_given_unless_it_is_broken_or_endless() -> None:
    assert clean_text(" a\n\x1b ", "note") == " a\n\x1b "
    for text in ("\udc80", "n" * 20_001):
        with pytest.raises(BadInput):
            clean_text(text, "note")


def _rendered(source: str) -> tuple[set[str], str]:
    """The kinds of marks that a Markdown document holds, and its text."""
    kinds, shown = set(), ""
    for token in _MARKDOWN.parse(source):
        kinds.add(token.type)
        for child in token.children or ():
            if child.type in ("softbreak", "hardbreak"):
                shown += "\n"
            else:
                kinds.add(child.type)
                shown += child.content
    return kinds, shown


@given(text=st.text(alphabet=_TROUBLE, max_size=30))
def test_in_a_line_of_markdown_a_text_marks_up_nothing(text: str) -> None:
    kinds, shown = _rendered(f"x{markdown(text)}x")
    assert kinds <= {"paragraph_open", "inline", "paragraph_close", "text", "text_special"}
    assert shown == f"x{visible(text)}x"
    kinds, shown = _rendered(f"# x{markdown(text)}")
    assert "heading_open" in kinds
    assert shown == f"x{visible(text)}".rstrip()


@given(text=st.text(alphabet=_TROUBLE, max_size=40))
def test_a_quotation_keeps_its_lines_and_marks_up_nothing(text: str) -> None:
    kinds, shown = _rendered(markdown_quote(text))
    assert kinds <= {
        "blockquote_open", "blockquote_close",
        "paragraph_open", "inline", "paragraph_close", "text", "text_special",
    }  # fmt: skip
    kept = [line.strip() for line in visible(text, one_line=False).split("\n")]
    assert shown.replace("\n", "") == "".join(kept)


@given(text=st.text(alphabet=_TROUBLE, max_size=40))
def test_a_fenced_text_is_shown_letter_by_letter(text: str) -> None:
    block = _MARKDOWN.parse(fenced(text))
    assert [(each.type, each.content) for each in block] == [
        ("fence", f"{visible(text, one_line=False)}\n")
    ]


def test_a_cell_stays_in_its_column() -> None:
    table = markdown_table(("a", "b"), [["x|y\nz*", "~1"]], " r").splitlines()
    assert table == ["| a | b |", "| --- | ---: |", "| x\\|y␊z\\* | \\~1 |"]
