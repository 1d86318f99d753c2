"""One platform of platforms.toml, from its table to an entry, with all that is wrong noted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TypeVar

import msgspec

from taskwell.catalogue.entries import (
    EVIDENCE,
    STANDINGS,
    STEPS,
    Entry,
    Fact,
    Measure,
    parse_measure,
)
from taskwell.catalogue.forms import EntryForm, FactForm, Says, fill, names, refuse_unknown
from taskwell.catalogue.lines import Section
from taskwell.catalogue.problems import Problem
from taskwell.errors import BadInput
from taskwell.money.amounts import currency_code
from taskwell.records.payout_rule import PayoutRule
from taskwell.records.rate import BASES
from taskwell.records.rule_words import parse_payout_rule, parse_report_rule
from taskwell.records.text import visible
from taskwell.timekeeping.durations import parse_duration

Given = TypeVar("Given")
Read = TypeVar("Read")

_KEY = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
FACT_KEY = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_SAYS = frozenset(names(Says))
_FACT = (*names(FactForm), *names(Says))
_ENTRY = (*names(EntryForm), "fact")
_BLANK = EntryForm(key="", name="", about="")
_LONGEST_DAY = 24 * 3600
_LONGEST_WEEK = 7 * _LONGEST_DAY
_MOST = 1000


class EntryReader:
    """Reads one entry; what is wrong goes to `problems`, with the entry's key and the line."""

    def __init__(
        self, table: Mapping[str, object], place: Section, problems: list[Problem]
    ) -> None:
        key = table.get("key", table.get("name"))
        self.called = key if isinstance(key, str) and key else "without key"
        self._table = table
        self._place = place
        self._problems = problems
        self._lines: dict[str, int] = {}
        """The lines of what the facts say to the program."""
        self._rests: dict[str, str] = {}

    def note(self, field: str, what: str, section: Section | None = None) -> None:
        """Note what is wrong with a field."""
        line = self._lines.get(field) if section is None else None
        place = section or self._place
        self._problems.append(Problem(self.called, line or place.of(field), what))

    def entry(self) -> Entry | None:
        """The entry, or None when something of it was noted."""
        before = len(self._problems)
        refuse_unknown(self._table, _ENTRY, self.note)
        form = fill(EntryForm, self._table, self.note)
        says: dict[str, object] = {}
        facts = tuple(self._facts(says))
        if form is not None:
            self._check(form)
        # What the facts say is read even where the rest is wrong, so that all is told at once.
        made = self._made(form or _BLANK, facts, msgspec.convert(says, Says))
        return made if len(self._problems) == before else None

    def _check(self, form: EntryForm) -> None:
        if not _KEY.fullmatch(form.key):
            self.note("key", "a key is small letters, digits and hyphens")
        if "/" in form.name:
            self.note("name", "a name holds no slash")
        if form.standing not in STANDINGS:
            known = ", ".join(each for each in STANDINGS if each)
            self.note("standing", f"standing is '{visible(form.standing)}', not one of {known}")

    def _facts(self, says: dict[str, object]) -> Iterable[Fact]:
        """The facts that are sound; what they say to the program goes to `says`."""
        tables = self._table.get("fact", [])
        if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
            self.note("fact", "facts are tables, [[platform.fact]]")
            return
        keys: set[str] = set()
        for number, table in enumerate(tables):
            section = self._place.fact(number)
            note = partial(self.note, section=section)
            refuse_unknown(table, _FACT, note)
            said = {name: value for name, value in table.items() if name in _SAYS}
            if said and fill(Says, said, note) is None:
                said = {"currency": ()} if "currency" in said else {}
            form = fill(FactForm, table, note)
            self._take(form.key if form else "", said, section, says)
            if form is None:
                continue
            if form.key in keys:
                note("key", f"another fact has the key '{visible(form.key)}'")
            keys.add(form.key)
            if (fact := self._fact(form, said, section)) is not None:
                yield fact

    def _take(
        self, key: str, said: Mapping[str, object], section: Section, says: dict[str, object]
    ) -> None:
        for name, value in said.items():
            if name in says:
                what = f"the fact '{self._rests[name]}' says {name} already"
                self.note(name, what, section)
                continue
            says[name], self._rests[name] = value, key
            self._lines[name] = section.of(name)

    def _fact(self, form: FactForm, said: Mapping[str, object], section: Section) -> Fact | None:
        if not FACT_KEY.fullmatch(form.key) or form.key in _SAYS:
            what = "a fact's key is small letters and underscores, and not the name of a field"
            self.note("key", what, section)
        evidence = next((each for each in EVIDENCE if each == form.evidence), None)
        if evidence is None:
            what = f"evidence is '{visible(form.evidence)}', not one of {', '.join(EVIDENCE)}"
            self.note("evidence", what, section)
            return None
        if evidence == "unverified" and any(map(_numbered, [form.text, *said.values()])):
            self.note("text", "an unverified fact holds no number", section)
        return Fact(form.key, form.text, form.as_of, form.source, evidence, section.line)

    def _made(self, form: EntryForm, facts: tuple[Fact, ...], says: Says) -> Entry:
        currency = (says.currency,) if isinstance(says.currency, str) else says.currency
        currencies = self._read("currency", currency, _currencies) or ()
        # A currency that is wrong was noted; that the minimum has none then is no news.
        default = currencies[0] if currencies else ("USD" if "currency" in self._rests else None)
        return Entry(
            key=form.key,
            name=form.name,
            about=form.about,
            line=self._place.line,
            facts=facts,
            links=form.links,
            standing=form.standing,
            entry_level=says.entry_level,
            countries=self._read("countries", says.countries, _countries) or (),
            currencies=currencies,
            pay_basis=self._read("pay_basis", says.pay_basis, _basis),
            payout=self._read("payout", says.payout, lambda text: _payout(text, default)),
            payout_words=says.payout or "",
            report=self._read("report", says.report, parse_report_rule),
            session_limit=self._read("session_limit", says.session_limit, _day),
            day_cap=self._read("day_cap", says.day_cap, _day),
            week_cap=self._read("week_cap", says.week_cap, _week),
            idle_minutes=self._read("idle_minutes", says.idle_minutes, _number),
            steps=self._read("steps", says.steps, _steps) or STEPS,
            conflicts=says.conflicts,
            vendor=says.vendor,
            appeal_days=self._read("appeal_days", says.appeal_days, _number),
            dispute=says.dispute,
            dispute_periods=self._read("dispute_periods", says.dispute_periods, _number),
            claim_days=self._read("claim_days", says.claim_days, _number),
            invoice_day=self._read("invoice_day", says.invoice_day, _month_day),
            invoice_hours=self._read("invoice_hours", says.invoice_hours, _number),
            metrics=self._read("metrics", says.metrics, _measures) or (),
            rests=dict(self._rests),
        )

    def _read(self, name: str, value: Given | None, read: Callable[[Given], Read]) -> Read | None:
        """A field as the program uses it; what is wrong with it is noted."""
        if value is None:
            return None
        try:
            return read(value)
        except BadInput as error:
            self.note(name, f"{name}: {error}")
            return None


def _numbered(value: object) -> bool:
    """Whether a value is a number, or a text or list that holds one."""
    if isinstance(value, str):
        return re.search(r"\d", value) is not None
    if isinstance(value, list):
        return any(_numbered(each) for each in value)
    return isinstance(value, int | float) and not isinstance(value, bool)


def _currencies(said: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(currency_code(each) for each in said)


def _countries(said: tuple[str, ...]) -> tuple[str, ...]:
    for each in said:
        if not re.fullmatch(r"[A-Z]{2}", each):
            raise BadInput(f"'{visible(each)}' is no country code", "use two capitals such as US")
    return said


def _basis(said: str) -> str:
    if said not in BASES:
        raise BadInput(f"'{visible(said)}' is no basis", f"use one of {', '.join(BASES)}")
    return said


def _payout(words: str, currency: str | None) -> PayoutRule:
    rule = parse_payout_rule(words, currency or "USD")
    if currency is None and rule != parse_payout_rule(words, "EUR"):
        raise BadInput("the minimum names no currency, and the platform has none", "write 20 USD")
    return rule


def _day(said: str) -> int:
    return _seconds(said, _LONGEST_DAY)


def _week(said: str) -> int:
    return _seconds(said, _LONGEST_WEEK)


def _seconds(said: str, most: int) -> int:
    seconds = parse_duration(said)
    if not seconds or seconds > most:
        raise BadInput(f"'{visible(said)}' is no such length of time", "write for example 8h")
    return seconds


def _number(said: int) -> int:
    if not 1 <= said <= _MOST:
        raise BadInput(f"{said} is out of bounds", f"use a number from 1 to {_MOST}")
    return said


def _month_day(said: int) -> int:
    if not 1 <= said <= 31:
        raise BadInput(f"{said} is no day of a month", "use a number from 1 to 31")
    return said


def _measures(said: tuple[str, ...]) -> tuple[Measure, ...]:
    return tuple(parse_measure(each) for each in said)


def _steps(said: tuple[str, ...]) -> tuple[str, ...]:
    if any(";" in each for each in said):
        raise BadInput("a step holds a semicolon, which parts steps", "use a comma or colon")
    return said
