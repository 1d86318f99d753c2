"""Durations in whole seconds: as people type them and as they read them."""

from __future__ import annotations

import re
from decimal import Decimal

_NUMBER = r"\d{1,9}(?:\.\d{1,6})?"
_HOURS = rf"(?P<hours>{_NUMBER})\s*h(?:ours?|rs?)?"
_MINUTES = rf"(?P<minutes>{_NUMBER})\s*m(?:in(?:ute)?s?)?"
_SECONDS = r"(?P<seconds>\d{1,9})\s*s(?:ec(?:ond)?s?)?"
_UNITS = re.compile(rf"(?:{_HOURS})?\s*(?:{_MINUTES})?\s*(?:{_SECONDS})?")
_HOURS_AND_MORE = re.compile(r"(?P<hours>\d{1,9})\s*h(?:ours?|rs?)?\s*(?P<minutes>[0-5]?\d)")
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)(?::([0-5]\d))?")
LONGEST = 100 * 366 * 86400
"""No duration that a person types is longer than a hundred years."""


def parse_duration(text: str) -> int | None:
    """Seconds of `45m`, `1h30`, `1h 30m`, `1.5h`, `1:30`, `90s`; None when it is no duration."""
    text = text.strip().lower()
    if text.isascii() and (clock := _CLOCK.fullmatch(text)):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return _sane(hours * 3600 + minutes * 60 + seconds)
    if not text or not text.isascii() or len(text) > 40:
        return None
    if short := _HOURS_AND_MORE.fullmatch(text):
        return _sane(int(short["hours"]) * 3600 + int(short["minutes"]) * 60)
    if (found := _UNITS.fullmatch(text)) is None:
        return None
    whole = Decimal(found["hours"] or 0) * 3600 + Decimal(found["minutes"] or 0) * 60
    return _sane(round(whole) + int(found["seconds"] or 0))


def _sane(seconds: int) -> int | None:
    return seconds if seconds <= LONGEST else None


def hm(seconds: int) -> str:
    """`1:12`: hours and minutes, the minutes begun but not over left out."""
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}"


def hms(seconds: int) -> str:
    """`1:12:04`: hours, minutes and seconds."""
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def in_words(seconds: int) -> str:
    """`3 h 5 min`, `12 min` or `40 s`."""
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    if seconds < 60:
        return f"{sign}{seconds} s"
    hours, minutes = divmod(seconds // 60, 60)
    if not hours:
        return f"{sign}{minutes} min"
    return f"{sign}{hours} h {minutes} min" if minutes else f"{sign}{hours} h"
