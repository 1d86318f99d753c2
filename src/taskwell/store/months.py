"""Generations: immutable files of documents, each one a JSON file that stock TinyDB opens.

`months/2026-03.g000017.json` holds the sessions first started in March 2026, and what else is kept
by month, as generation 17 left them; `months/core.g000017.json` holds every table without a month and is the root: its first line
lists the generation of each month that belongs to it, so a fold counts once its root is there.
The first line of each file describes the rest (checksum, counts, what an index needs), and
carries a checksum of its own. One document a line.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

from taskwell.store.disk import Disk, read_file
from taskwell.store.documents import CORE, PARTITIONED, Doc, Rows, Tables, began, ended
from taskwell.store.lines import to_json

_CHECK = b', "check": "'


class Damaged(Exception):
    """A generation file that does not hold what was written; says why."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds of one table, known without parsing its documents.

    `ids`: ascending [first, last] pairs, flat. Of a table kept by month: the ids of open documents,
    the earliest and latest beginning, the latest end. `touched`: the last sequence that changed a
    document here.
    """

    count: int
    ids: tuple[int, ...] = ()
    open: tuple[int, ...] = ()
    first: str = ""
    last: str = ""
    reach: str = ""
    touched: int = 0

    def has(self, doc_id: int) -> bool:
        """Whether a document of this id is in the file."""
        at = bisect_right(self.ids, doc_id)
        return at % 2 == 1 or (at > 0 and self.ids[at - 1] == doc_id)


@dataclass(frozen=True, slots=True)
class Head:
    """One generation of one month, or of the core: its first line."""

    name: str
    gen: int
    through: int
    schema: int
    crc: str
    size: int
    tables: Mapping[str, Contents]

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.name}.g{self.gen:06d}.json"

    def json(self) -> Doc:
        """As the first line, and the root's list, hold it."""
        return {
            "month": self.name,
            "gen": self.gen,
            "through": self.through,
            "n": sum(contents.count for contents in self.tables.values()),
            "schema": self.schema,
            "crc": self.crc,
            "size": self.size,
            "h": {name: _contents_json(contents) for name, contents in self.tables.items()},
        }


@dataclass(frozen=True, slots=True)
class Root:
    """The core's first line: which generations belong together."""

    head: Head
    months: Mapping[str, Head]
    next_ids: Mapping[str, int]
    segment: int


def _contents_json(contents: Contents) -> Doc:
    names = ("count", "ids", "open", "first", "last", "reach", "touched")
    return {name: value for name in names if (value := getattr(contents, name))}


def _contents(value: Mapping[str, Any]) -> Contents:
    return Contents(
        value.get("count", 0),
        tuple(value.get("ids", ())),
        tuple(value.get("open", ())),
        value.get("first", ""),
        value.get("last", ""),
        value.get("reach", ""),
        value.get("touched", 0),
    )


def _head(value: Mapping[str, Any]) -> Head:
    tables = {name: _contents(inner) for name, inner in value["h"].items()}
    return Head(
        value["month"],
        value["gen"],
        value["through"],
        value["schema"],
        value["crc"],
        value["size"],
        tables,
    )


def describe(table: str, rows: Rows, touched: int) -> Contents:
    """The contents line of a table's documents."""
    ids: list[int] = []
    for doc_id in sorted(rows):
        if ids and ids[-1] == doc_id - 1:
            ids[-1] = doc_id
        else:
            ids += [doc_id, doc_id]
    if table not in PARTITIONED:
        return Contents(len(rows), touched=touched)
    opened, starts, ends = [], [], []
    for doc_id, doc in rows.items():
        starts.append(began(table, doc))
        end = ended(table, doc)
        if end is None:
            opened.append(doc_id)
        else:
            ends.append(end)
    return Contents(
        len(rows),
        tuple(ids),
        tuple(sorted(opened)),
        min(starts, default=""),
        max(starts, default=""),
        max(ends, default=""),
        touched,
    )


def body_of(tables: Tables) -> bytes:
    """The documents part of a generation file: the same tables always give the same bytes."""
    pieces = []
    for name in sorted(tables) or ["settings"]:
        rows = tables.get(name, {})
        lines = [b'"%d": %b' % (i, to_json(rows[i], compact=False)) for i in sorted(rows)]
        inner = b",\n".join(lines)
        pieces.append(
            b"%b: {\n%b%b}" % (to_json(name, compact=False), inner, b"\n" if inner else b"")
        )
    return b",\n".join(pieces) + b"}\n"


def first_line(head: Head, root: Doc | None = None) -> bytes:
    """The first line of a generation file."""
    about = head.json()
    if root is not None:
        about["root"] = root
    start = b'{"_meta": {"1": ' + to_json(about, compact=False)[:-1]
    return b'%b%b%08x"}},\n' % (start, _CHECK, crc32(start))


def root_json(months: Iterable[Head], next_ids: Mapping[str, int], segment: int) -> Doc:
    """What the core's first line says beyond its own description."""
    return {
        "months": [head.json() for head in months],
        "next": dict(next_ids),
        "segment": segment,
    }


def finished(head: Head, body: bytes, root: Doc | None = None) -> tuple[Head, bytes]:
    """A head with the checksum and size its file has, and the file's bytes."""
    sealed = replace(head, crc=f"{crc32(body):08x}", size=len(body))
    return sealed, first_line(sealed, root) + body


def split(data: bytes) -> tuple[Mapping[str, Any], bytes]:
    """A file's description and its documents part. Damaged if the first line is not sound."""
    end = data.find(b"\n")
    line = data[:end]
    cut = line.rfind(_CHECK)
    if end < 0 or cut < 0 or line[cut + len(_CHECK) :] != b'%08x"}},' % crc32(line[:cut]):
        raise Damaged("its first line is damaged")
    about: dict[str, Any] = json.loads(line[:cut].removeprefix(b'{"_meta": {"1": ') + b"}")
    return about, data[end + 1 :]


def check_body(head: Head, body: bytes) -> None:
    """Damaged unless these are the documents the head describes."""
    if len(body) != head.size or f"{crc32(body):08x}" != head.crc:
        raise Damaged("its documents are not those that were written")


def parse(body: bytes) -> Tables:
    """The tables in a documents part. Damaged if it is not JSON of that shape."""
    try:
        raw = json.loads(b"{" + body)
        return {
            name: {int(doc_id): doc for doc_id, doc in rows.items()} for name, rows in raw.items()
        }
    except (ValueError, AttributeError) as error:
        raise Damaged(f"it is no JSON of documents ({error})") from error


def read_head(disk: Disk, path: str) -> tuple[Head, bytes]:
    """A generation's own description and documents part, checked. Damaged; FileNotFoundError."""
    about, body = split(read_file(disk, path))
    head = _head(about)
    check_body(head, body)
    return head, body


def read_root(disk: Disk, path: str) -> tuple[Root, Tables]:
    """A core file: which generations belong to it, and its own documents."""
    about, body = split(read_file(disk, path))
    head = _head(about)
    if "root" not in about:
        raise Damaged("it names no months")
    check_body(head, body)
    months = {value["month"]: _head(value) for value in about["root"]["months"]}
    root = Root(head, months, about["root"]["next"], about["root"]["segment"])
    tables = parse(body)
    return root, {name: rows for name, rows in tables.items() if rows}


def generations(sizes: Iterable[str], name: str) -> list[int]:
    """The generation numbers of a month (or the core) among file names, newest first."""
    found = []
    for file in sizes:
        stem, _, rest = file.partition(".g")
        if stem == name and rest.endswith(".json") and rest[:-5].isdecimal():
            found.append(int(rest[:-5]))
    return sorted(found, reverse=True)


def months_in(sizes: Iterable[str]) -> list[str]:
    """The months that have a generation file among these names."""
    stems = {file.partition(".g")[0] for file in sizes if file.endswith(".json") and ".g" in file}
    return sorted(stem for stem in stems if stem != CORE and not stem.startswith("."))
