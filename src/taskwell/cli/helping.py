"""Help in the shell: the overview, one command, or a page of the handbook."""

from __future__ import annotations

import textwrap
from pathlib import Path

from taskwell.cli.context import Context
from taskwell.cli.index import GROUPS, INDEX, find
from taskwell.cli.output import terminal_width
from taskwell.cli.spec import Command, Given, Option, Word, near_words
from taskwell.errors import BadInput
from taskwell.records.text import visible

PAGES = {
    "tour": "a short tour of the five tabs",
    "timer": "the timer and the full-screen program",
    "log": "the entry line and correcting the log",
    "catalogue": "what is known of platforms, the words of pay rules, and writing an entry",
    "incidents": "incidents, the evidence pack, notebook and skills",
    "now": "what fits now, offers, deadlines, and where the income comes from",
    "payouts": "what is owed, by which rule, and how payouts find what they pay",
    "money": "what an hour pays, income, buckets, deadlines, expenses and the year pack",
    "quality": "metrics, thresholds, readings, warnings, and how each figure is worked out",
    "wellbeing": "check-ins, rests, limits, pairs, and where the diary lies",
    "store": "where everything is kept, and what happens when something breaks",
    "scripts": "JSON, exit codes and a status bar",
    "settings": "every setting",
    "keys": "every key, and your own",
    "themes": "colours, and your own",
    "import": "reading and writing other programs' files",
    "privacy": "what stays where",
    "extending": "a theme, a platform, a hook or a format of your own",
    "commands": "all commands with everything they take",
}
COMMANDS_PAGE = "commands"
"""The page that is all made from what the commands say of themselves."""
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
        parts.append(page(topic))
    if not parts:
        known = [*INDEX, *PAGES, *dict.fromkeys(name.split()[0] for name in INDEX)]
        near = near_words(topic, [name for name in known if name != "places"])
        hint = f"did you mean {near}?" if near else "taskwell help lists commands and topics"
        raise BadInput(f"There is no help on '{visible(topic[:60])}'", hint)
    context.say("\n\n".join(parts))
    return 0


def page(topic: str) -> str:
    """A page of the handbook as Markdown, lists that the program knows best filled in."""
    if topic == COMMANDS_PAGE:
        shown = [find(name) for name, entry in INDEX.items() if not entry.hidden]
        return "\n\n".join(_command(each) for each in shown)
    text = (Path(__file__).parent / "pages" / f"{topic}.md").read_text(encoding="utf-8").rstrip()
    if "{{settings}}" in text:
        text = text.replace("{{settings}}", _settings())
    if "{{look}}" in text:
        text = text.replace("{{look}}", _look())
    if "{{keys}}" in text:
        text = text.replace("{{keys}}", _keys())
    if "{{formats}}" in text:
        text = text.replace("{{formats}}", _formats())
    if "{{config folder}}" in text:
        from taskwell.store.place import config_folder

        text = text.replace("{{config folder}}", str(config_folder()))
    return text


def _formats() -> str:
    """Every format, and which ways it goes."""
    from taskwell.formats.registry import FORMATS

    ways = {(True, True): "in, out", (True, False): "in", (False, True): "out"}
    return "\n".join(
        f"- `{each.name}` ({ways[each.reads, each.writes]}): {each.title}"
        for each in FORMATS.values()
    )


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


def _settings() -> str:
    from taskwell.records.setting import SETTINGS

    return "\n".join(f"- `{each.key}`: {each.help}" for each in SETTINGS.values())


def _look() -> str:
    from taskwell.look.config import OPTIONS

    lines = []
    for each in OPTIONS.values():
        words = f" ({', '.join(each.words)})" if each.words else ""
        lines.append(f"- `{each.key}`{words}: {each.help}; default `{each.default}`")
    return "\n".join(lines)


def _keys() -> str:
    from taskwell.words.acts import ACTS
    from taskwell.words.acts import GROUPS as ACT_GROUPS
    from taskwell.words.keys import shown

    lines: list[str] = []
    for group in ACT_GROUPS:
        lines += ["", f"## {group}", ""]
        for act in ACTS.values():
            if act.group == group:
                keys = " ".join(shown(key) for key in act.keys) or "-"
                lines.append(f"    {keys:<14} {act.id:<18} {act.title}")
    return "\n".join(lines).strip()


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
