"""On which lines of platforms.toml the entries, their facts and their fields stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_HEADER = re.compile(r"\s*\[\[?\s*([\w.\s\"'-]+?)\s*\]\]?\s*(?:#.*)?")
_FIELD = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")
_QUOTES = ('"""', "'''")


@dataclass(slots=True)
class Section:
    """A table of the file: the line of its heading, and those of its fields, counted from 1."""

    line: int
    fields: dict[str, int] = field(default_factory=dict)
    facts: list[Section] = field(default_factory=list)

    def of(self, name: str) -> int:
        """The line of a field; that of the heading when it cannot be told."""
        return self.fields.get(name, self.line)

    def fact(self, number: int) -> Section:
        """The section of one of its facts; itself when it cannot be told."""
        return self.facts[number] if number < len(self.facts) else self


def sections(text: str) -> tuple[Section, list[Section]]:
    """What stands before the first heading, and the sections of the platforms in their order.

    The parser of TOML tells no lines, so that the headings are looked for; a heading that is
    written in another way than theirs costs the lines below it, never more.
    """
    top = section = Section(1)
    platforms: list[Section] = []
    closing = ""
    for number, line in enumerate(text.split("\n"), 1):
        if closing:
            closing = "" if line.count(closing) % 2 else closing
            continue
        if line.lstrip().startswith("[") and (found := _HEADER.fullmatch(line)):
            section = Section(number)
            name = re.sub(r"[\s\"']", "", found[1])
            if name == "platform":
                platforms.append(section)
            elif name == "platform.fact" and platforms:
                platforms[-1].facts.append(section)
            else:
                top.fields.setdefault(name.partition(".")[0], number)
        elif found := _FIELD.match(line):
            section.fields.setdefault(found[1], number)
        if '""' in line or "''" in line:
            closing = next((each for each in _QUOTES if line.count(each) % 2), "")
    return top, platforms
