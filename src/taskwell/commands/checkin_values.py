"""The answers of a check-in as they are typed: numbers, spots, durations, and the line of the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping

from taskwell.errors import BadInput
from taskwell.queries.edits import one_of
from taskwell.records.checkin import ITEMS, MOST_SLEEP, SIDES, SPOTS
from taskwell.records.text import clean_text
from taskwell.timekeeping.durations import hm, parse_duration

SKIPPED = ("x", "skip", "")
_LEAD = re.compile(r"\s*(slept|sleep|other)\s+(x|\d[\w:.]*)(?=[\s,]|$),?", re.IGNORECASE)
_HOURS = re.compile(r"\d{1,2}(?:\.\d{1,2})?")


def read_values(typed: Mapping[str, str]) -> dict[str, object]:
    """Fields of a check-in as they are kept, None for what is skipped. BadInput names the field."""
    made: dict[str, object] = {}
    for key, text in typed.items():
        if key in ITEMS:
            made[key] = answer_of(text, key)
        elif key == "spot":
            made[key] = _word(text, tuple(SPOTS.values()), SPOTS, "spot")
        elif key == "side":
            made[key] = _word(text, tuple(SIDES.values()), SIDES, "side")
        elif key in ("sleep", "other"):
            made[key] = hours_of(text, key)
        elif key == "note":
            made[key] = clean_text(text, "note")
        else:
            raise BadInput(f"A check-in has no '{key}'", f"it has {', '.join(ITEMS)}", field=key)
    return made


def answer_of(text: str, item: str) -> int | None:
    """An answer from 1 to 5; None for x. BadInput says what the ends mean."""
    typed = text.strip().lower()
    if typed in SKIPPED:
        return None
    if typed not in ("1", "2", "3", "4", "5"):
        about = ITEMS.get(item)
        ends = f" ({about.low}) to 5 ({about.high})" if about else " to 5"
        raise BadInput(
            f"'{typed[:40]}' is no answer for {item}", f"write 1{ends}, or x", field=item
        )
    return int(typed)


def hours_of(text: str, field: str) -> int | None:
    """Hours of a day in seconds, as `7:30`, `7h30` or `7.5`; None for x."""
    typed = text.strip().lower()
    if typed in SKIPPED:
        return None
    seconds = parse_duration(f"{typed}h" if _HOURS.fullmatch(typed) else typed)
    if seconds is None:
        raise BadInput(f"'{typed[:40]}' is no time for {field}", "write it as 7:30", field=field)
    if seconds > MOST_SLEEP:
        raise BadInput("A day has 24 hours", f"write {field} as 7:30", field=field)
    return seconds


def _word(text: str, known: tuple[str, ...], letters: Mapping[str, str], what: str) -> str:
    typed = text.strip().lower()
    if typed in SKIPPED:
        return ""
    return letters.get(typed) or one_of(typed, known, what)


def read_line(text: str) -> dict[str, object]:
    """`slept 7:30 other 4h and a note`: sleep, the other job, and whatever follows as the note."""
    made: dict[str, object] = {}
    rest = text
    while (found := _LEAD.match(rest)) is not None:
        field = "other" if found[1].lower() == "other" else "sleep"
        made[field] = hours_of(found[2], field)
        rest = rest[found.end() :]
    made["note"] = clean_text(rest.strip(), "note")
    return made


def line_of(sleep: int | None, other: int | None, note: str) -> str:
    """The line as `read_line` takes it."""
    parts = [f"slept {hm(sleep)}"] if sleep is not None else []
    parts += [f"other {hm(other)}"] if other is not None else []
    return " ".join([*parts, *([note] if note else [])])
