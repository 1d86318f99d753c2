"""Lines that note one thing about money: typed, read back while typed, kept with enter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from taskwell.commands.adjustments import add_adjustment
from taskwell.commands.buckets import add_bucket, withdraw
from taskwell.commands.expenses import add_expense
from taskwell.commands.field_values import day_of, positive_amount, signed_amount
from taskwell.commands.goals import set_goal
from taskwell.commands.terms import add_term
from taskwell.queries.buckets import bucket_named
from taskwell.queries.directory import directory
from taskwell.queries.expenses import expense_words
from taskwell.queries.lookup import place_label
from taskwell.queries.settings import home_currency
from taskwell.records.money_setting import percent_of
from taskwell.records.text import visible
from taskwell.tui.place import Place
from taskwell.tui.widgets.ask import AskPart
from taskwell.words import spending
from taskwell.words.entry import place_names

Answer = tuple[str, Callable[[], str]]
"""How a line is read, and what keeps it and says so."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sort of line: its heading, label, hint, and how it is read."""

    heading: str
    label: str
    hint: str
    read: Callable[[Place, str], Answer]


def open_line(place: Place, sort: str, back: Callable[[], object] | None = None) -> None:
    """Opens the line of a sort (a key of LINES)."""
    found = LINES[sort]

    def read(typed: str) -> Answer:
        return found.read(place, typed)

    def act(answer: Answer) -> None:
        place.taskwell.say(answer[1](), undo=True)
        if back is not None:
            place.call_later(back)

    place.open_part(
        AskPart(
            found.heading,
            found.label,
            found.hint,
            read=read,
            told=lambda answer: answer[0],
            act=act,
        )
    )


def _expense(place: Place, typed: str) -> Answer:
    store, now = place.store, place.now()
    said = spending.expense_line(typed)
    amount = positive_amount(said.amount, home_currency(store))
    share = percent_of(said.share) if said.share else None
    day = day_of(store, now, said.day)
    part = f", {share:f} % for the work" if share is not None else ""
    told = f"{amount.shown()}, {visible(said.category)}{part}, {day:%a} {day.day} {day:%b}"

    def keep() -> str:
        made = add_expense(
            store,
            place.now(),
            said.amount,
            said.category,
            share=said.share,
            day=said.day,
            receipt=said.receipt,
            note=said.note,
            startup=said.startup,
        )
        return f"Noted: {expense_words(made)}"

    return told + (", to begin" if said.startup else ""), keep


def _adjustment(place: Place, typed: str) -> Answer:
    store = place.store
    said = spending.adjustment_line(typed)
    names = directory(store)
    platform, project = place_names(said.place, names)
    home = names.platform(platform)
    amount = signed_amount(said.amount, home.currency)
    told = f"{place_label(names, home.uid)}, {amount.shown()}: {visible(said.reason) or 'why?'}"

    def keep() -> str:
        made = add_adjustment(
            store, place.now(), platform, said.amount, said.reason,
            kind=said.kind, project=project, paid=said.paid,
        )  # fmt: skip
        return f"{made.kind} of {made.amount.shown()} noted"

    return told, keep


def _bucket(place: Place, typed: str) -> Answer:
    name, percent = spending.name_and_last(typed.replace("%", " ").strip(), "tax 20")
    told = f"{visible(name)}: {percent_of(percent):f} % of each payout from now on"

    def keep() -> str:
        made = add_bucket(place.store, place.now(), name, percent)
        return f"{made.percent:f} % of each payout goes to {visible(made.name)}"

    return told, keep


def _withdrawal(place: Place, typed: str) -> Answer:
    name, amount = spending.name_and_last(typed, "tax 400")
    _, bucket = bucket_named(place.store, name)
    told = f"{amount} out of {visible(bucket.name)}"

    def keep() -> str:
        made = withdraw(place.store, place.now(), bucket.uid, amount)
        return f"{made.amount.shown()} taken out of {visible(bucket.name)}"

    return told, keep


def _deadline(place: Place, typed: str) -> Answer:
    name, day = spending.name_and_day(typed)

    def keep() -> str:
        made = add_term(place.store, place.now(), name, day)
        return f"{visible(made.name)} noted; told 30, 7 and 1 days before"

    return f"{visible(name)}, {day}{'' if '-' in day and len(day) > 5 else ', every year'}", keep


def _goal(place: Place, typed: str) -> Answer:
    words = typed.split()
    unit, aim = (words[0], " ".join(words[1:])) if words else ("", "")

    def keep() -> str:
        made = set_goal(place.store, place.now(), unit, aim)
        return f"Goal of each {made.unit} set"

    return f"each {visible(unit)}: {visible(aim)}", keep


LINES = {
    "expenses": Line("Expense", "spent", f"{spending.EXPENSE}; also yesterday, a \"note\", startup",
                     _expense),
    "adjustments": Line("Adjustment", "adjust", f"{spending.ADJUSTMENT}; below zero is taken back",
                        _adjustment),
    "buckets": Line("Put aside", "bucket", "a name and a percent: tax 20", _bucket),
    "withdrawals": Line("Take out", "from", "a bucket and an amount: tax 400", _withdrawal),
    "deadlines": Line("Deadline", "due", "a name and a day: estimated payment 15 Jan", _deadline),
    "goals": Line("Goal", "aim", "day, week or month, and hours or money: week 24h", _goal),
}  # fmt: skip
