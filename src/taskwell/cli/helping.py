"""Help in the shell: the overview, one command, or a page of the handbook."""

from __future__ import annotations

import textwrap

from taskwell.cli.context import Context
from taskwell.cli.index import GROUPS, INDEX, find
from taskwell.cli.output import terminal_width
from taskwell.cli.spec import Command, Given, Option, Word, near_words
from taskwell.errors import BadInput
from taskwell.records.text import visible
from taskwell.words import handbook

COMMANDS_PAGE = "commands"
"""The page that is all made from what the commands say of themselves."""
PAGES = {**handbook.PAGES, COMMANDS_PAGE: "all commands with everything they take"}
_WIDEST = 100


def _help(context: Context, given: Given) -> int:
    words = [word.lower() for word in given.all_words("TOPIC")]
    topic = " ".join(words)
    if not topic:
        context.say(_overview())
        return 0
    parts = [
        _command(find(name))
        for name in INDEX
        if not INDEX[name].hidden and (name == topic or name.startswith(f"{topic} "))
    ]
    if topic in PAGES:
        parts.append(page(topic, _width()))
    if not parts:
        known = [*INDEX, *PAGES, *dict.fromkeys(name.split()[0] for name in INDEX)]
        near = near_words(topic, [name for name in known if name != "places"])
        hint = f"did you mean {near}?" if near else "taskwell help lists commands and topics"
        raise BadInput(f"There is no help on '{visible(topic[:60])}'", hint)
    context.say("\n\n".join(parts))
    return 0


def page(topic: str, width: int | None = None) -> str:
    """A page of the handbook as Markdown, reflowed to a width; that of all commands is made here."""
    if topic == COMMANDS_PAGE:
        shown = [find(name) for name, entry in INDEX.items() if not entry.hidden]
        return "\n\n".join(_command(each) for each in shown)
    text = handbook.page(topic)
    return text if width is None else "\n".join(handbook.reflowed(text, width))


def _width() -> int:
    return min(terminal_width() or 80, _WIDEST)


def _overview() -> str:
    lines = [
        "taskwell opens the full-screen program; taskwell COMMAND does one thing and ends.",
        "--store DIR before the command, or TASKWELL_STORE, names another store.",
    ]
    width = max(len(name) for name in INDEX) + 2
    for group in GROUPS:
        lines += ["", group]
        for name, entry in INDEX.items():
            if entry.group == group and not entry.hidden:
                lines.append(f"  {name:<{width}}{entry.summary}")
    lines += ["", "Topics"]
    lines += [f"  {name:<{width}}{summary}" for name, summary in PAGES.items()]
    lines += ["", "taskwell help COMMAND or taskwell help TOPIC says more."]
    return "\n".join(lines)


def _command(command: Command) -> str:
    width = _width()
    lines = textwrap.wrap(command.usage(), width, subsequent_indent="    ", break_on_hyphens=False)
    summary = INDEX[command.name].summary
    about = command.about or f"{summary[0].upper()}{summary[1:]}."
    lines += ["", *textwrap.wrap(about, width, initial_indent="  ", subsequent_indent="  ")]
    items = [(word.name, word.help) for word in command.words]
    items += [(_names(option), option.help) for option in command.every_option if not option.hidden]
    room = min(26, max(len(name) for name, _ in items) + 4)
    lines.append("")
    for name, text in items:
        lines += textwrap.wrap(
            f"  {name:<{room - 2}}{text}" if len(name) < room - 2 else f"  {name}  {text}",
            width,
            subsequent_indent=" " * room,
        )
    if command.examples:
        lines += ["", "  For example:"]
        lines += [f"    taskwell {example}" for example in command.examples]
    return "\n".join(lines)


def _names(option: Option) -> str:
    names = ", ".join(reversed(option.names))
    return f"{names} {option.value}" if option.value else names


COMMANDS = (
    Command(
        "help",
        _help,
        (Word("TOPIC", "a command or a topic", least=0, most=None, complete="topic"),),
        mute=True,
        about="Without a topic it lists the commands and the topics.",
        examples=("help log", "help platform add", "help scripts"),
    ),
)
