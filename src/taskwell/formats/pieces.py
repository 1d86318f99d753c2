"""A session as the pieces worked between its pauses, for formats that know no pauses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from taskwell.records.draft import SessionDraft
from taskwell.timekeeping.intervals import without


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of work; `last` marks the one that tasks and amount go with."""

    started: datetime
    ended: datetime
    last: bool


def pieces(draft: SessionDraft) -> Iterator[Piece]:
    """The pieces of an ended session, in order; a session without any time is one empty piece."""
    if draft.ended is None:
        return
    if not draft.pauses:
        yield Piece(draft.started, draft.ended, True)
        return
    ended = draft.ended
    rests = ((pause.started, pause.ended or ended) for pause in draft.pauses)
    worked = without((draft.started, ended), rests) or [(draft.started, draft.started)]
    for number, (start, end) in enumerate(worked, 1):
        yield Piece(start, end, number == len(worked))
