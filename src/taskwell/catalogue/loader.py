"""platforms.toml: read once a process, and refused with every problem by entry name and line."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from taskwell.catalogue.entries import Catalogue, Entry
from taskwell.catalogue.lines import sections
from taskwell.catalogue.problems import BadCatalogue, Problem
from taskwell.catalogue.reading import EntryReader
from taskwell.records.text import visible

FILE = Path(__file__).with_name("platforms.toml")


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """The catalogue that ships with the program; BadCatalogue for one that was damaged."""
    try:
        text = FILE.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        name = type(error).__name__
        raise BadCatalogue([Problem("", 1, f"the file cannot be read ({name})")]) from error
    return read(text)


def read(text: str) -> Catalogue:
    """The catalogue of a text; BadCatalogue names all that is wrong with it."""
    top, places = sections(text)
    problems: list[Problem] = []
    entries: dict[str, Entry] = {}
    taken: set[tuple[str, str]] = set()
    for name, value in _parsed(text).items():
        if name != "platform" or not isinstance(value, list):
            what = f"only [[platform]] stands here, not '{visible(name[:60])}'"
            problems.append(Problem("", top.of(name), what))
            continue
        for number, table in enumerate(value):
            place = places[number] if number < len(places) else top
            if not isinstance(table, dict):
                problems.append(Problem("", place.line, "a platform is a table, [[platform]]"))
                continue
            reader = EntryReader(table, place, problems)
            entry = reader.entry()
            for field in ("key", "name"):
                said = (field, str(table.get(field)).casefold())
                if field in table and said in taken:
                    reader.note(field, f"another platform has this {field}")
                taken.add(said)
            if entry is not None:
                entries.setdefault(entry.key, entry)
    if problems:
        raise BadCatalogue(problems)
    return Catalogue(MappingProxyType(entries))


def _parsed(text: str) -> dict[str, object]:
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise BadCatalogue([Problem("", 1, "it is nested too deeply")]) from error
    except ValueError as error:  # TOMLDecodeError is one; a number of 5,000 digits another
        found = re.search(r"\(at line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        what = visible(re.sub(r" \(at .*\)$", "", str(error)))
        raise BadCatalogue([Problem("", line, f"it is not TOML: {what}")]) from error
