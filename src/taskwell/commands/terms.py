"""Deadlines of one's own: added, changed, deleted, and the dated presets that are offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from msgspec import structs

from taskwell.commands.field_values import changed, day_of, refuse_others, yes_or_no
from taskwell.commands.writing import name, writing
from taskwell.errors import BadInput
from taskwell.queries.buckets import bucket_named
from taskwell.queries.edits import one_of
from taskwell.queries.settings import calendar
from taskwell.queries.terms import term_named
from taskwell.records import term as records
from taskwell.records.ids import readable_uid
from taskwell.records.money_setting import day_of_year
from taskwell.records.term import LEADS, TABLE, WEEKENDS, Term
from taskwell.records.text import clean_name, visible
from taskwell.store.store import Store

FIELDS = ("name", "on", "yearly", "weekend", "leads", "bucket")


@dataclass(frozen=True, slots=True)
class Preset:
    """Days of a country's calendar as its own office publishes them; never checked from here, so
    each is marked to be verified."""

    key: str
    country: str
    days: tuple[tuple[str, str], ...]
    source: str


AS_OF = "as written in November 2026, never checked from here"
PRESETS = (
    Preset(
        "us",
        "US",
        (
            ("estimated payment 4", "15 Jan"),
            ("income tax return", "15 Apr"),
            ("estimated payment 1", "15 Apr"),
            ("estimated payment 2", "15 Jun"),
            ("estimated payment 3", "15 Sep"),
        ),
        "IRS, Form 1040-ES",
    ),
    Preset(
        "gb",
        "GB",
        (
            ("self assessment, payment on account", "31 Jan"),
            ("second payment on account", "31 Jul"),
            ("register for self assessment", "5 Oct"),
        ),
        "GOV.UK, Self Assessment tax returns: deadlines",
    ),
    Preset(
        "de",
        "DE",
        (
            ("income tax prepayment 1", "10 Mar"),
            ("income tax prepayment 2", "10 Jun"),
            ("income tax prepayment 3", "10 Sep"),
            ("income tax prepayment 4", "10 Dec"),
        ),
        "Section 37 EStG",
    ),
    Preset(
        "in",
        "IN",
        (
            ("advance tax 1", "15 Jun"),
            ("advance tax 2", "15 Sep"),
            ("advance tax 3", "15 Dec"),
            ("advance tax 4", "15 Mar"),
        ),
        "Section 211, Income-tax Act 1961",
    ),
)


def add_term(
    store: Store,
    now: datetime,
    title: str,
    on: str,
    *,
    once: bool = False,
    weekend: str = "after",
    leads: str = "",
    bucket: str = "",
) -> Term:
    """Add a deadline: yearly `on` a day such as `15 Jan`, or once on a whole date.

    A date with its year is once; `leads` are days before, `30 7 1` if unsaid. BadInput for a name
    that exists, a day that is none, or a bucket there is not.
    """
    with writing(store, now) as act:
        clean = clean_name(title, "deadline")
        _refuse_taken(store, clean, None)
        day, yearly = _on(store, now, on, once=once)
        made = Term(
            uid=readable_uid(clean),
            name=clean,
            day=day,
            yearly=yearly,
            weekend=one_of(weekend, WEEKENDS, "weekend"),
            leads=_leads(leads),
            bucket=bucket_named(store, bucket)[1].uid if bucket.strip() else None,
        )
        name(act, f"add the deadline {visible(clean)}")
        act.insert(TABLE, records.to_document(made))
    return made


def _refuse_taken(store: Store, clean: str, but: str | None) -> None:
    for each in store.core(TABLE).values():
        if str(each["name"]).casefold() == clean.casefold() and each["uid"] != but:
            raise BadInput(f"There is a deadline '{visible(clean)}'", "change or delete it first")


def _on(store: Store, now: datetime, typed: str, *, once: bool) -> tuple[date, bool]:
    """The day, and whether it comes back each year: without a year it does."""
    today = calendar(store).day_of(now)
    try:
        month, day = day_of_year(typed)
    except BadInput:
        return day_of(store, now, typed, to_come=True), False
    found = date(today.year, month, day)
    if once:
        return (found if found >= today else date(today.year + 1, month, day)), False
    return date(today.year - 1, month, day), True


def _leads(typed: str) -> tuple[int, ...]:
    words = typed.replace(",", " ").split()
    if not words:
        return LEADS
    if not all(word.isascii() and word.isdecimal() and int(word) <= 366 for word in words):
        raise BadInput(
            f"'{typed[:40]}' are no days before", "write for example 30 7 1", field="leads"
        )
    return tuple(sorted({int(word) for word in words}, reverse=True))[:5]


def set_term(store: Store, now: datetime, typed: str, changes: Mapping[str, str]) -> Term:
    """Change a deadline (FIELDS). BadInput names the field."""
    with writing(store, now) as act:
        number, held = term_named(store, typed)
        refuse_others(changes, FIELDS, "deadline")
        values: dict[str, object] = {}
        if "name" in changes:
            clean = clean_name(changes["name"], "deadline")
            _refuse_taken(store, clean, held.uid)
            values["name"] = clean
        if "on" in changes:
            values["day"], values["yearly"] = _on(store, now, changes["on"], once=not held.yearly)
        if "yearly" in changes:
            values["yearly"] = yes_or_no(changes["yearly"], "yearly")
        if "weekend" in changes:
            values["weekend"] = one_of(changes["weekend"], WEEKENDS, "weekend")
        if "leads" in changes:
            values["leads"] = _leads(changes["leads"])
        if "bucket" in changes:
            bucket = changes["bucket"]
            values["bucket"] = bucket_named(store, bucket)[1].uid if bucket.strip() else None
        made = structs.replace(held, **values)
        name(act, f"change the deadline {visible(held.name)}")
        changed(act, TABLE, number, records.to_document(held), records.to_document(made))
    return made


def delete_term(store: Store, now: datetime, typed: str) -> str:
    """Delete a deadline; returns its name."""
    with writing(store, now) as act:
        number, held = term_named(store, typed)
        name(act, f"delete the deadline {visible(held.name)}")
        act.delete(TABLE, number)
    return visible(held.name)


def add_term_preset(store: Store, now: datetime, key: str) -> list[Term]:
    """Add the deadlines of a preset in one act; those whose names exist are left as they are."""
    found = _preset(key, PRESETS)
    with writing(store, now) as act:
        name(act, f"add the deadlines of the preset {found.key}")
        known = {str(each["name"]).casefold() for each in store.core(TABLE).values()}
        return [
            add_term(store, now, title, on)
            for title, on in found.days
            if title.casefold() not in known
        ]


def _preset(key: str, among: Sequence[Preset]) -> Preset:
    wanted = key.strip().casefold()
    for each in among:
        if each.key == wanted:
            return each
    raise BadInput(
        f"There is no preset '{visible(key[:40])}'", f"use {', '.join(each.key for each in among)}"
    )
