"""The handbook: pages in Markdown inside the package, and lists in them that the program knows best."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

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
}
"""Every page by its topic, with what it is about."""
_FOLDER = Path(__file__).parent / "pages"
_ITEM = re.compile(r"(- |\d+\. )")


def page(topic: str) -> str:
    """A page as Markdown, as wide as it was written. KeyError for a topic that is none."""
    PAGES[topic]
    text = (_FOLDER / f"{topic}.md").read_text(encoding="utf-8").rstrip()
    for name, made in _MADE.items():
        if f"{{{{{name}}}}}" in text:
            text = text.replace(f"{{{{{name}}}}}", made())
    return text


def reflowed(text: str, width: int) -> Iterator[str]:
    """The lines of a page at a width in characters; what is indented, and headings, stay as they are."""
    paragraph: list[str] = []

    def wrapped() -> Iterator[str]:
        if paragraph:
            hang = "  " if _ITEM.match(paragraph[0]) else ""
            yield from textwrap.wrap(
                " ".join(paragraph),
                width,
                subsequent_indent=hang,
                break_on_hyphens=False,
                break_long_words=False,
            )
            paragraph.clear()

    for line in text.splitlines():
        if not line.strip() or line.startswith(("    ", "#")):
            yield from wrapped()
            yield line
            continue
        if _ITEM.match(line):
            yield from wrapped()
        paragraph.append(line.strip())
    yield from wrapped()


def _formats() -> str:
    """Every format, and which ways it goes."""
    from taskwell.formats.registry import FORMATS

    ways = {(True, True): "in, out", (True, False): "in", (False, True): "out"}
    return "\n".join(
        f"- `{each.name}` ({ways[each.reads, each.writes]}): {each.title}"
        for each in FORMATS.values()
    )


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
    from taskwell.words.act import GROUPS as ACT_GROUPS
    from taskwell.words.acts import ACTS
    from taskwell.words.keys import shown

    lines: list[str] = []
    for group in ACT_GROUPS:
        lines += ["", f"## {group}", ""]
        for act in ACTS.values():
            if act.group == group:
                keys = " ".join(shown(key) for key in act.keys) or "-"
                lines.append(f"    {keys:<14} {act.id:<18} {act.title}")
    return "\n".join(lines).strip()


def _config_folder() -> str:
    from taskwell.store.place import config_folder

    return str(config_folder())


_MADE: dict[str, Callable[[], str]] = {
    "settings": _settings,
    "look": _look,
    "keys": _keys,
    "formats": _formats,
    "config folder": _config_folder,
}
