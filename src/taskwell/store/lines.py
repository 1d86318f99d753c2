"""The line format of the journal: one JSON object a line, its last 16 bytes a checksum.

`,"c":"9f3a01bc"}` holds the CRC-32 of all bytes before it, so a line is plain JSON for any tool and
can be checked without parsing it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from zlib import crc32

from taskwell.errors import BadInput
from taskwell.store.documents import Doc, Op

SEAL = 16
_COMPACT = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_SPACED = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
_COMPACT_ASCII = json.JSONEncoder(allow_nan=False, separators=(",", ":"))
_SPACED_ASCII = json.JSONEncoder(allow_nan=False)
_BEGIN = re.compile(rb'\{"s":')
_END = re.compile(rb',"c":"[0-9a-f]{8}"\}')


def to_json(value: object, *, compact: bool) -> bytes:
    """JSON bytes of a value; BadInput for NaN and infinity."""
    try:
        try:
            return (_COMPACT if compact else _SPACED).encode(value).encode()
        except UnicodeEncodeError:  # bytes of a foreign encoding, as Python carries them
            return (_COMPACT_ASCII if compact else _SPACED_ASCII).encode(value).encode()
    except ValueError as error:
        raise BadInput("A value cannot be written as JSON", str(error)) from error


def seal(value: dict[str, object]) -> bytes:
    """A whole line, newline included, for a non-empty object."""
    body = to_json(value, compact=True)[:-1]
    return b'%b,"c":"%08x"}\n' % (body, crc32(body))


def is_sound(line: bytes) -> bool:
    """Whether a line (without its newline) carries the checksum of its own bytes."""
    if len(line) <= SEAL or line[-SEAL : -SEAL + 6] != b',"c":"' or line[-2:] != b'"}':
        return False
    return line[-10:-2] == b"%08x" % crc32(memoryview(line)[:-SEAL])


@dataclass(slots=True)
class Record:
    """One transaction as the journal holds it; the operations are parsed when asked for."""

    sequence: int
    at: str
    why: str
    fold: str | None
    undid: tuple[int, ...]
    redid: int | None
    line: bytes
    _parsed: list[Op] | None = field(default=None, repr=False, compare=False)

    def operations(self) -> list[Op]:
        """The changed documents, with what they replaced."""
        if self._parsed is not None:
            return self._parsed
        found = []
        for kind, table, doc_id, *docs in json.loads(self.line)["o"]:
            if kind == "i":
                found.append(Op(kind, table, doc_id, docs[0], None))
            elif kind == "u":
                found.append(Op(kind, table, doc_id, docs[0], docs[1]))
            else:
                found.append(Op(kind, table, doc_id, None, docs[0]))
        self._parsed = found
        return found


def encode(
    sequence: int,
    at: str,
    why: str,
    operations: Iterable[Op],
    *,
    fold: str | None = None,
    undid: tuple[int, ...] = (),
    redid: int | None = None,
) -> bytes:
    """The line of one transaction."""
    value: dict[str, object] = {"s": sequence, "t": at, "why": why}
    if fold is not None:
        value["fold"] = fold
    if undid:
        value["undo"] = undid
    if redid is not None:
        value["redo"] = redid
    value["o"] = [
        [op.kind, op.table, op.id, *(doc for doc in (op.after, op.before) if doc is not None)]
        for op in operations
    ]
    return seal(value)


def decode(line: bytes) -> Record | None:
    """The record of a sound line, else None."""
    if not is_sound(line):
        return None
    cut = line.find(b',"o":[')
    if cut < 0:
        return None
    try:
        head: Doc = json.loads(line[:cut] + b"}")
    except ValueError:
        return None
    sequence, fold, undid, redid = (head.get(key) for key in ("s", "fold", "undo", "redo"))
    if not isinstance(sequence, int):
        return None
    return Record(
        sequence,
        str(head.get("t", "")),
        str(head.get("why", "")),
        fold if isinstance(fold, str) else None,
        tuple(undid) if isinstance(undid, list) else (),
        redid if isinstance(redid, int) else None,
        line,
    )


def decode_head(line: bytes) -> Doc | None:
    """A segment's first line, if it is sound and one."""
    if not is_sound(line) or not line.startswith(b'{"base":'):
        return None
    head: Doc = json.loads(line)
    return head


def salvage(line: bytes) -> list[Record]:
    """The whole records inside a damaged line: two that a changed newline byte has joined, or one
    behind the fragment of an unfinished write."""
    found = []
    last = 0
    for end in _END.finditer(line):
        for begin in _BEGIN.finditer(line, last, end.start()):
            record = decode(line[begin.start() : end.end()])
            if record is not None:
                found.append(record)
                last = end.end()
                break
    return found
