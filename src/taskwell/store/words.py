"""What the store says to a person about its own state."""

from __future__ import annotations

from taskwell.store.documents import Notice
from taskwell.store.reading import Trouble

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def month_in_words(month: str) -> str:
    """ "2026-03" as "March 2026"; any other name as it is."""
    year, _, number = month.partition("-")
    if number.isdecimal() and 1 <= int(number) <= 12:
        return f"{_MONTHS[int(number) - 1]} {year}"
    return month


def incomplete(trouble: Trouble) -> str:
    """Why a store with missing parts is only read."""
    if trouble.lost:
        return f"The data folder looks incomplete ({', '.join(trouble.lost)} cannot be read)"
    return f"The data folder looks incomplete (expected change {trouble.expected:,})"


def notices_of(trouble: Trouble) -> list[Notice]:
    """Notices about what opening found."""
    found = []
    if trouble.missing or trouble.lost:
        text = incomplete(trouble) + ": nothing is written; restore a backup, see taskwell doctor"
        found.append(Notice("incomplete", text, "alarm"))
    if trouble.damaged:
        many = trouble.damaged != 1
        text = f"{trouble.damaged} saved change{'s are' if many else ' is'} damaged"
        place = f"-{trouble.bad[0].segment}-{trouble.bad[0].offset}" if trouble.bad else ""
        notice = Notice(
            f"damaged{place}", f"{text}: see taskwell doctor, or restore a backup", "alarm"
        )
        found.append(notice)
    for bad in trouble.fragments:
        text = "An unfinished save was set aside"
        found.append(Notice(f"fragment-{bad.segment}-{bad.offset}", text, "note"))
    if trouble.core and not trouble.lost:
        text = "The settings, platforms and projects were repaired from the journal (nothing lost)"
        found.append(Notice(f"core-{trouble.core[0]}", text, "warning"))
    for number in trouble.heads:
        text = f"The first line of journal segment {number} is damaged (nothing lost)"
        found.append(Notice(f"segment-{number}", text, "warning"))
    return found


def repaired_notice(month: str, documents: int, kept: str | None) -> Notice:
    """Told after a month was made again; `kept` is where a person's own version lies."""
    name = month_in_words(month)
    if kept:
        text = f"{name} was changed outside the program: your version is kept at {kept}"
    else:
        text = f"{name} was repaired (0 of {documents} documents lost)"
    return Notice(f"repaired-{month}", text, "warning")
