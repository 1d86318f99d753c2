"""Everything in a store as one JSON document, out and in again without a loss.

    {"format": "taskwell", "version": 1, "schema": 2, "tables": {"platforms": [...], ...}}

Every document stands as the store keeps it, one a line: small tables in the order they were made,
tables kept by month by their instant and uid. With the diary asked for, "diary" holds its tables.
`taskwell help store` says what the tables hold. The same store gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from taskwell.errors import BadInput
from taskwell.formats.reading import Options, Source
from taskwell.formats.registry import Guess
from taskwell.records.draft import ParsedFile
from taskwell.store.documents import PARTITIONED, Doc, began
from taskwell.store.migration import current, upgraded
from taskwell.store.store import Store

VERSION = 1
_EVERY = 5_000


def sniff(source: Source) -> Guess:
    """Sure when it begins as our own export does."""
    head = source.head[:200].lstrip()
    if head.startswith("{") and '"format":"taskwell"' in head.replace(" ", ""):
        return Guess(1.0, "it is Taskwell's own JSON")
    return Guess(0.0)


def parse(source: Source, options: Options) -> ParsedFile:
    """The documents by table; BadInput where it is damaged, or of a newer program."""
    try:
        found = json.loads(source.text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise BadInput(
            f"{source.name} is no whole JSON document (line {line})", "export it again"
        ) from error
    if not isinstance(found, dict) or found.get("format") != "taskwell":
        raise BadInput(f"{source.name} is not Taskwell's own JSON", "name its format")
    schema = found.get("schema")
    if found.get("version") != VERSION or not isinstance(schema, int) or schema > current():
        raise BadInput(f"{source.name} was written by a newer Taskwell", "update this one first")
    parsed = ParsedFile()
    for name, into in (("tables", parsed.documents), ("diary", parsed.diary)):
        tables = found.get(name, {})
        if not isinstance(tables, dict):
            raise BadInput(f"{source.name}: {name} holds no tables", "export it again")
        for table, documents in tables.items():
            read = _documents(source, table, documents)
            into[str(table)] = [upgraded(str(table), each, schema) for each in read]
            parsed.read += len(into[str(table)])
    options.report(parsed.read, parsed.read)
    return parsed


def _documents(source: Source, table: object, documents: object) -> list[Doc]:
    if not isinstance(documents, list) or not all(isinstance(each, dict) for each in documents):
        raise BadInput(f"{source.name}: {str(table)[:40]} holds no documents", "export it again")
    return documents


def write_store(store: Store, *, diary: bool = False) -> Iterator[str]:
    """The document in pieces; CouldNot when something in the store cannot be read."""
    head = json.dumps({"format": "taskwell", "version": VERSION, "schema": current()})
    yield f'{head[:-1]}, "tables": {{'
    yield from _tables(store)
    yield "\n}"
    if diary:
        yield ', "diary": {'
        yield from _tables(store.diary)
        yield "\n}"
    yield "}\n"


def _tables(store: Store) -> Iterator[str]:
    first = True
    for table, documents in tables_of(store).items():
        if not documents:
            continue
        yield f"{'' if first else ','}\n{json.dumps(table)}: [\n"
        first = False
        for at in range(0, len(documents), _EVERY):
            lines = ",\n".join(_line(each) for each in documents[at : at + _EVERY])
            yield f"{lines},\n" if at + _EVERY < len(documents) else f"{lines}\n"
        yield "]"


def tables_of(store: Store) -> Mapping[str, list[Doc]]:
    """Every document by table, in the order of the export."""
    found: dict[str, list[Doc]] = {}
    for table in store.core_tables:
        rows = store.core(table)
        found[table] = [rows[number] for number in sorted(rows)]
    for table in PARTITIONED:
        kept = [document for _, document in store.between(table, "", "\x7f")]
        found[table] = sorted(kept, key=lambda each: (began(table, each), str(each.get("uid"))))
    return dict(sorted(found.items()))


def _line(document: Doc) -> str:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
