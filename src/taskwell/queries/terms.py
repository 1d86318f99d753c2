"""Deadlines of one's own: when each comes next, and what lies ready for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from taskwell.figures.terms import occurrences
from taskwell.money.amounts import Money
from taskwell.queries.buckets import buckets
from taskwell.queries.lookup import by_uid
from taskwell.records import term as records
from taskwell.records.term import TABLE, Term
from taskwell.records.text import visible
from taskwell.store.store import Store

AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class TermView:
    """A deadline with its next day (None: it is over), and what its bucket holds."""

    term: Term
    next: date | None
    bucket: str
    balance: tuple[Money, ...]

    @property
    def name(self) -> str:
        """What it is called, safe to show."""
        return visible(self.term.name)

    def json(self) -> dict[str, object]:
        """As scripts read it."""
        return {
            "uid": self.term.uid,
            "name": self.term.name,
            "next": self.next.isoformat() if self.next else None,
            "yearly": self.term.yearly,
            "weekend": self.term.weekend,
            "leads": list(self.term.leads),
            "bucket": self.bucket or None,
            "balance": [each.json() for each in self.balance],
        }


def terms(store: Store, today: date) -> tuple[TermView, ...]:
    """All of them, the next one first; those that are over last."""
    held = {each.bucket.uid: each for each in buckets(store)}
    found = []
    for each in map(records.from_document, store.core(TABLE).values()):
        following = next(occurrences(each, today, _ahead(today)), None)
        bucket = held.get(each.bucket or "")
        found.append(
            TermView(
                each,
                following,
                bucket.name if bucket else "",
                bucket.balance if bucket else (),
            )
        )
    found.sort(key=lambda view: (view.next or date.max, view.term.name.casefold()))
    return tuple(found)


def _ahead(today: date) -> date:
    return date.max if date.max - today < AHEAD else today + AHEAD


def coming(store: Store, today: date) -> Iterator[tuple[TermView, date]]:
    """Every day of the next thirteen months on which one falls."""
    for view in terms(store, today):
        for day in occurrences(view.term, today, _ahead(today)):
            yield view, day


def balance_words(view: TermView) -> str:
    """`; tax holds $412.18`; "" without a bucket."""
    if not view.bucket:
        return ""
    return f"; {view.bucket} holds {' + '.join(each.shown() for each in view.balance) or 'nothing'}"


def notices(store: Store, today: date) -> Iterator[tuple[str, str, int]]:
    """Key, text and priority of each deadline that has entered a lead time; said once for each."""
    for view in terms(store, today):
        lead = lead_of(view, today)
        if lead is None or view.next is None:
            continue
        left = (view.next - today).days
        when = "today" if not left else "tomorrow" if left == 1 else f"in {left} d"
        day = f"{view.next:%a} {view.next.day} {view.next:%b}"
        text = f"{day} {view.name}, {when}{balance_words(view)}"
        yield f"term:{view.term.uid}:{view.next}:{lead}", text, 3 if left <= 1 else 6


def lead_of(view: TermView, today: date) -> int | None:
    """The lead time that a deadline has entered: 7 from a week before on; None while it is far."""
    if view.next is None:
        return None
    left = (view.next - today).days
    return min((lead for lead in view.term.leads if left <= lead), default=None)


def term_named(store: Store, typed: str) -> tuple[int, Term]:
    """Id and term of a name, or of the beginning of a uid; BadInput when there is none."""
    wanted = typed.strip().casefold()
    for number, document in store.core(TABLE).items():
        if wanted and str(document.get("name", "")).casefold() == wanted:
            return number, records.from_document(document)
    number, document = by_uid(store, TABLE, typed, "deadline", "taskwell deadline list")
    return number, records.from_document(document)
