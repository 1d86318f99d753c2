"""Text from outside, made safe to show and to hand on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from taskwell.errors import BadInput

LONGEST_NAME = 10_000
LONGEST_TEXT = 20_000
_BIDI = dict.fromkeys(
    [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\N{WHITE DIAMOND}"
)
_SYMBOLS: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x7F: "\N{SYMBOL FOR DELETE}",
    **dict.fromkeys(range(0x80, 0xA0), "\N{REPLACEMENT CHARACTER}"),
    0x2028: "\N{RETURN SYMBOL}",
    0x2029: "\N{RETURN SYMBOL}",
    **_BIDI,
    **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}"),
}
_SYMBOLS_BUT_LINES = {code: sign for code, sign in _SYMBOLS.items() if code not in (0x0A,)}
_MARKDOWN = str.maketrans({letter: f"\\{letter}" for letter in "\\`*_[]<>|&~#"})
_NUMBERED = re.compile(r"[0-9]{1,9}[.)]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def visible(text: str, *, one_line: bool = True) -> str:
    """The text with control, direction and broken characters as symbols; nothing else changes."""
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_SYMBOLS if one_line else _SYMBOLS_BUT_LINES)


def markdown(text: str) -> str:
    """The text as part of a line of Markdown, where it reads as typed and marks up nothing."""
    return visible(text).translate(_MARKDOWN)


def markdown_quote(text: str) -> str:
    """A text of one or more lines as a quotation in Markdown, line by line, marking up nothing."""
    lines = [_markdown_line(line) for line in visible(text, one_line=False).split("\n")]
    quoted = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if line and after:
            line += "  "  # two spaces are what keeps lines apart
        quoted.append(f"> {line}" if line else ">")
    return "\n".join(quoted)


def _markdown_line(line: str) -> str:
    """A line that begins no list, heading or rule either."""
    line = line.strip().translate(_MARKDOWN)
    if line[:1] in ("+", "-", "=", ":"):
        return f"\\{line}"
    if found := _NUMBERED.match(line):
        return f"{line[: found.end() - 1]}\\{line[found.end() - 1 :]}"
    return line


def markdown_table(heads: Sequence[str], rows: Iterable[Sequence[str]], right: str = "") -> str:
    """Rows under their heads as a Markdown table; `right` marks columns with "r", as to the right."""
    marks = right.ljust(len(heads))[: len(heads)]
    lines = [
        "| " + " | ".join(heads) + " |",
        "|" + "|".join(" ---: " if mark == "r" else " --- " for mark in marks) + "|",
    ]
    lines += ["| " + " | ".join(markdown(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def fenced(text: str) -> str:
    """A text as a block of Markdown that is shown, and copied, letter by letter."""
    shown = visible(text, one_line=False)
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{shown}\n{fence}"


def neutral_cell(text: str) -> str:
    """The text for a cell of a spreadsheet: one that would be a formula gets a leading quote."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def clean_name(text: str, what: str) -> str:
    """A name without outer spaces; BadInput when it is empty, too long or holds a slash."""
    name = unicodedata.normalize("NFC", text.strip())
    if not name:
        raise BadInput(f"The {what} has no name", "type one", field=what)
    if "/" in name:
        raise BadInput(
            f"The {what} name '{visible(name[:60])}' holds a slash",
            "names hold no /, which stands between platform and project",
            field=what,
        )
    if len(name) > LONGEST_NAME:
        raise BadInput(
            f"The {what} name is {len(name)} characters long",
            f"use at most {LONGEST_NAME}",
            field=what,
        )
    return _whole(name, what)


def clean_text(text: str, what: str) -> str:
    """A note or other free text as it is kept; BadInput when it is too long or broken."""
    if len(text) > LONGEST_TEXT:
        raise BadInput(
            f"The {what} is {len(text)} characters long", f"use at most {LONGEST_TEXT}", field=what
        )
    return _whole(text, what)


def _whole(text: str, what: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise BadInput(
            f"The {what} holds bytes that are no UTF-8 text", "type it again", field=what
        ) from error
    return text
