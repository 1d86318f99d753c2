"""The manual page, generated from what the commands say of themselves."""

from __future__ import annotations

from collections.abc import Iterator

from taskwell.cli.context import Context
from taskwell.cli.index import GROUPS, INDEX, find
from taskwell.cli.spec import Command, Given

_FILES = (
    (
        "journal/, months/",
        "in the store's folder: what was confirmed; taskwell doctor prints where",
    ),
    ("config.toml", "in the settings folder: the look; taskwell help settings"),
    ("keys.toml", "beside it: your own keys; taskwell help keys"),
    ("themes/", "beside it: your own themes; taskwell help themes"),
    ("hooks/", "beside it: programs of yours; taskwell help scripts"),
)
_ENVIRONMENT = (
    ("TASKWELL_STORE", "the store's folder, where no --store names one"),
    ("TASKWELL_ASCII", "1: no signs beyond ASCII are drawn"),
    ("TASKWELL_NO_HOOKS", "1: no hooks are run"),
    ("NO_COLOR", "set: no colours"),
)
_EXITS = (
    ("0", "done"),
    ("1", "it could not be done"),
    ("2", "bad input; nothing was changed"),
    ("130", "interrupted"),
)


def _man(context: Context, given: Given) -> int:
    context.say(manual())
    return 0


def manual() -> str:
    """The page as roff: `taskwell man | man -l -` shows it."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield '.TH TASKWELL 1 "" "Taskwell" "User Commands"'
    yield ".SH NAME"
    yield r"taskwell \- time, pay, quality and wellbeing of AI training work in a terminal"
    yield ".SH SYNOPSIS"
    yield r".B taskwell"
    yield r"[\-\-store \fIDIR\fR] [\fICOMMAND\fR [\fIARGUMENT\fR]...]"
    yield ".SH DESCRIPTION"
    yield "Without a command it opens the full-screen program: ? lists the keys of a place."
    yield "With a command it does one thing and ends; both may be used on one store at once."
    yield r"Every command but help, help\-me, man and completion takes \-\-json, every query \-\-plain."
    for group in GROUPS:
        yield f".SH {group.upper()}"
        for name, entry in INDEX.items():
            if entry.group == group and not entry.hidden:
                yield from _command(find(name), entry.summary)
    for title, items in (
        ("ENVIRONMENT", _ENVIRONMENT),
        ("FILES", _FILES),
        ("EXIT STATUS", _EXITS),
    ):
        yield f".SH {title}"
        for name, told in items:
            yield from (".TP", f".B {_safe(name)}", _safe(told))


def _command(command: Command, summary: str) -> Iterator[str]:
    yield ".TP"
    yield f".B {_safe(command.usage())}"
    told = command.about or summary
    yield _safe(f"{told[0].upper()}{told[1:].rstrip('.')}.")
    for option in command.options:
        if not option.hidden:
            value = f" {_safe(option.value)}" if option.value else ""
            yield ".br"
            yield rf"\fB{_safe(option.names[0])}\fR{value}: {_safe(option.help)}"


def _safe(text: str) -> str:
    """A text that roff takes literally, as no request and no escape."""
    safe = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{safe}" if safe[:1] in (".", "'") else safe


COMMANDS = (
    Command(
        "man",
        _man,
        mute=True,
        about="Prints the manual page.",
        examples=("man > taskwell.1",),
    ),
)
