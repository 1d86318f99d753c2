"""What is known of a platform, in a shell: each fact with its date and source, and the fields."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from taskwell.cli.context import Context
from taskwell.cli.output import count_of, terminal_width
from taskwell.cli.spec import Command, Given, Word
from taskwell.errors import BadInput
from taskwell.records.text import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taskwell.queries.catalogue import FactLine
    from taskwell.queries.catalogue_fields import FieldLine

_WIDEST = 100


@dataclass(frozen=True, slots=True)
class _Known:
    """All that is known of a platform of the person's (`uid`), or of an entry of the catalogue."""

    name: str
    uid: str | None
    entry: str | None
    facts: tuple[FactLine, ...]
    fields: tuple[FieldLine, ...]
    links: tuple[str, ...]


def _facts(context: Context, given: Given) -> int:
    known = _known(context, given.word("NAME"))
    if context.json:
        context.give(
            {
                "platform": known.name,
                "uid": known.uid,
                "catalogue": known.entry,
                "facts": [_fact_json(each) for each in known.facts],
                "fields": [_field_json(each) for each in known.fields],
                "links": list(known.links),
            }
        )
    elif context.plain:
        head = [("platform", known.name), *(("link", each) for each in known.links)]
        facts = [_fact_pairs(each) for each in known.facts]
        context.facts([head, *facts, *(_field_pairs(each) for each in known.fields)])
    else:
        context.say(_text(known))
    return 0


def _known(context: Context, typed: str) -> _Known:
    """What is known of a platform by name, else of an entry by key. BadInput names near ones."""
    from taskwell.catalogue.loader import catalogue
    from taskwell.queries.catalogue import entry_of, facts, facts_of_entry
    from taskwell.queries.catalogue_fields import fields, fields_of
    from taskwell.queries.directory import directory

    store, now = context.store, context.now
    try:
        platform = directory(store).platform(typed)
    except BadInput as error:
        try:
            entry = catalogue().entry(typed)
        except BadInput as other:
            raise BadInput(error.what, f"{error.what_to_do}; {other.what_to_do}") from error
        today = context.calendar.day_of(now)
        lines = facts_of_entry(entry, today)
        return _Known(entry.name, None, entry.key, lines, fields_of(entry, today), entry.links)
    found = entry_of(platform)
    return _Known(
        platform.name,
        platform.uid,
        platform.catalogue,
        facts(store, now, platform),
        fields(store, now, platform),
        tuple(dict.fromkeys((*platform.links, *(found.links if found else ())))),
    )


def _text(known: _Known) -> str:
    doubtful = sum(each.verify for each in known.facts)
    width = min(terminal_width() or 80, _WIDEST)
    counted = count_of(len(known.facts), "fact")
    parts = [f"{visible(known.name)}: {counted}, {doubtful} to verify"]
    for line in known.facts:
        parts += ["", *_wrapped(f"{line.key}: {visible(line.text)}", width, "  ")]
        parts += _wrapped(f"({', '.join(_origin(line))})", width, "    ", first="    ")
    parts += _fields_text(known.fields, width) if known.fields else []
    parts += ["", *(f"link: {visible(each)}" for each in known.links)] if known.links else []
    return "\n".join(parts)


def _fields_text(fields: Sequence[FieldLine], width: int) -> list[str]:
    parts = ["", "What the program works with:"]
    room = max(len(each.key) for each in fields)
    for field in fields:
        ground = "your own word" if field.own else f"from {field.fact}"
        mark = ", to verify" if field.verify else ""
        text = f"{field.key:<{room}}  {visible(field.text)} ({ground}{mark})"
        parts += _wrapped(text, width, " " * (room + 4), first="  ")
    return parts


def _wrapped(text: str, width: int, indent: str, *, first: str = "") -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=indent, break_on_hyphens=False
    )


def _origin(line: FactLine) -> list[str]:
    """How well a fact is known: `verified`, its day, its source, what the catalogue says."""
    told = [
        "your own word" if line.evidence == "own" else line.evidence,
        str(line.as_of) if line.as_of else "no date",
    ]
    if line.source != "you":
        told.append(visible(line.source))
    if line.verify:
        told.append("to verify")
    if line.corrected:
        told.append(f"the catalogue says: {visible(line.original or '')}")
    return told


def _fact_pairs(line: FactLine) -> list[tuple[str, str]]:
    return [
        ("fact", line.key),
        ("says", line.text),
        ("as of", str(line.as_of) if line.as_of else "no date"),
        ("source", line.source),
        ("evidence", line.evidence),
        ("verify", "yes" if line.verify else "no"),
        ("corrected", "yes" if line.corrected else ""),
        ("catalogue says", line.original or ""),
    ]


def _fact_json(line: FactLine) -> dict[str, object]:
    return {
        "key": line.key,
        "text": line.text,
        "original": line.original,
        "as_of": line.as_of.isoformat() if line.as_of else None,
        "source": line.source,
        "evidence": line.evidence,
        "verify": line.verify,
        "corrected": line.corrected,
    }


def _field_pairs(line: FieldLine) -> list[tuple[str, str]]:
    return [
        ("field", line.key),
        ("is", line.text),
        ("from", "you" if line.own else line.fact),
        ("verify", "yes" if line.verify else "no"),
    ]


def _field_json(line: FieldLine) -> dict[str, object]:
    return {
        "key": line.key,
        "text": line.text,
        "fact": line.fact or None,
        "own": line.own,
        "verify": line.verify,
    }


COMMANDS = (
    Command(
        "platform facts",
        _facts,
        (Word("NAME", "a platform of yours, or a key of the catalogue", complete="place"),),
        about="Tells what is known of a platform: each fact with its date and source, whether it"
        " has to be verified, your own word on top of it, and what the program works with.",
        examples=("platform facts uhrs", "platform facts mercor --plain"),
        query=True,
    ),
)
