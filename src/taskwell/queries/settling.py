"""Which payout settles which sessions and adjustments, and what is still to be settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from taskwell.money.amounts import Money
from taskwell.queries.adjustments import Open, of_ids, open_ones, settled_by, total
from taskwell.queries.unpaid import Minor, Rules, Settled, months, put, rules
from taskwell.records import adjustment as adjustments
from taskwell.records.adjustment import TABLE as ADJUSTMENTS
from taskwell.records.adjustment import Adjustment
from taskwell.store.store import Store
from taskwell.timekeeping.instants import to_text


@dataclass(frozen=True, slots=True)
class Pays:
    """The sessions that a payout settles, by their ids, and their money in minor units.

    `first` and `last` are the days of the person on which those with money began.
    """

    sessions: tuple[int, ...] = ()
    confirmed: Minor = field(default_factory=dict)
    estimated: Minor = field(default_factory=dict)
    first: date | None = None
    last: date | None = None

    def all(self, currency: str) -> Money:
        """What they come to in a currency."""
        return self.sure(currency) + Money(self.estimated.get(currency, 0), currency)

    def sure(self, currency: str) -> Money:
        """The confirmed part of it."""
        return Money(self.confirmed.get(currency, 0), currency)

    def left_over(self, amount: Money) -> Money | None:
        """What of an amount no session accounts for.

        While rates have worked out part of them, a difference of up to a fifth is the rates' own.
        """
        matched = self.all(amount.currency)
        left = amount - matched
        near = bool(self.estimated.get(amount.currency)) and left.minor * 5 <= matched.minor
        return left if left.minor > 0 and not near else None

    def shortfall(self, amount: Money) -> Money | None:
        """What an amount lacks of the confirmed ones; estimates make no payout short."""
        missing = self.sure(amount.currency) - amount
        return missing if missing.minor > 0 else None


def settled(store: Store) -> dict[str, Pays]:
    """What each payout settles, by its uid."""
    parts: dict[str, list[Settled]] = {}
    for _, month in months(store, rules(store)):
        for uid, part in month["settled"].items():
            parts.setdefault(uid, []).append(part)
    for document in store.core(ADJUSTMENTS).values():
        if (payout := document.get("settled")) is not None:
            parts.setdefault(str(payout), []).append(_adjusted(adjustments.from_document(document)))
    return {uid: _pays(found) for uid, found in parts.items()}


def pays_of(store: Store, payout: str) -> Pays:
    """What one payout settles."""
    found = (month["settled"].get(payout) for _, month in months(store, rules(store)))
    parts = [part for part in found if part is not None]
    return _pays([*parts, *(_adjusted(each) for _, each in settled_by(store, payout))])


def _adjusted(each: Adjustment) -> Settled:
    day = each.day.isoformat()
    return [], {each.amount.currency: each.amount.minor}, {}, day, day


def _pays(parts: Sequence[Settled]) -> Pays:
    ids: list[int] = []
    sums: tuple[Minor, Minor] = ({}, {})
    days: list[str] = []
    for sessions, confirmed, estimated, first, last in parts:
        ids += sessions
        put(sums[0], confirmed)
        put(sums[1], estimated)
        days += (each for each in (first, last) if each)
    if not days:
        return Pays(tuple(ids), *sums)
    return Pays(tuple(ids), *sums, date.fromisoformat(min(days)), date.fromisoformat(max(days)))


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A session or adjustment that is owed: its money in minor units, and the key of what is paid
    with it. `id` is that of a document of `table`."""

    id: int
    uid: str
    started: str
    minor: int
    currency: str
    estimated: bool
    key: str
    day: str
    table: str = "sessions"


def unsettled(
    store: Store, platform: str, *, first: date = date.min, last: date = date.max
) -> list[Unsettled]:
    """The ended sessions and the adjustments of a platform that nothing has settled, of these days,
    oldest first."""
    said = rules(store)
    begin, end = first.isoformat(), last.isoformat()
    found = []
    for month, value in months(store, said):
        mine = value["unpaid"].get(platform)
        if mine is None or mine["sum"][4] < begin or mine["sum"][3] > end:
            continue
        for number, document in store.sessions.in_month(month).items():
            if document.get("platform") != platform or document.get("settled") is not None:
                continue
            each = _worth(said, number, document)
            if each is not None and begin <= each.day <= end:
                found.append(each)
    found += [each for each in _open_adjustments(store, said, platform) if begin <= each.day <= end]
    return sorted(found, key=lambda each: (each.started, each.id))


def _open_adjustments(store: Store, said: Rules, platform: str) -> Iterator[Unsettled]:
    return (_as_unsettled(said, each) for each in open_ones(store, said, platform))


def _as_unsettled(said: Rules, each: Open) -> Unsettled:
    one = each.adjustment
    return Unsettled(
        each.id,
        one.uid,
        to_text(said.days.bounds(one.day)[0]),
        one.amount.minor,
        one.amount.currency,
        False,
        each.key,
        one.day.isoformat(),
        ADJUSTMENTS,
    )


def worth_of(store: Store, numbers: Iterable[int], adjusted: Iterable[int] = ()) -> list[Unsettled]:
    """What sessions and adjustments are worth, by their ids, settled or not; sessions without money
    are left out."""
    said = rules(store)
    documents = ((number, store.sessions.get(number)) for number in numbers)
    found = (_worth(said, number, each) for number, each in documents if each is not None)
    others = (_as_unsettled(said, each) for each in of_ids(store, said, adjusted))
    return [*(each for each in found if each is not None), *others]


def _worth(said: Rules, number: int, document: Mapping[str, object]) -> Unsettled | None:
    piece = said.reader.piece(document)
    if piece is None:
        return None
    return Unsettled(
        number,
        str(document["uid"]),
        str(document["started"]),
        piece.minor,
        piece.currency,
        piece.estimated,
        piece.key,
        piece.day,
    )


def total_unsettled(store: Store, platform: str, currency: str) -> Money:
    """All that a platform owes in a currency; parses no month."""
    minor = 0
    for _, value in months(store, rules(store)):
        if (mine := value["unpaid"].get(platform)) is not None:
            minor += sum(sums.get(currency, 0) for sums in mine["sum"][:2])
    adjusted = (each.adjustment for each in open_ones(store, rules(store), platform))
    return Money(minor, currency) + total(adjusted, currency)


def first_day(store: Store, platform: str) -> date | None:
    """The person's day on which a platform was first worked on; None where it never was."""
    said = rules(store)
    starts = [
        value["firsts"][platform] for _, value in months(store, said) if platform in value["firsts"]
    ]
    return said.days.day_of(datetime.fromisoformat(min(starts))) if starts else None
