"""Reference rates taken from a file, and payouts that can be converted since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from taskwell.commands.writing import name, writing
from taskwell.errors import BadInput
from taskwell.queries.directory import directory
from taskwell.queries.reference_rates import EURO, conversion
from taskwell.queries.settings import home_currency
from taskwell.records import payout as payouts
from taskwell.records import reference_rates as records
from taskwell.records.documents import plain
from taskwell.records.reference_rates import TABLE, RateYear
from taskwell.store.store import Store


@dataclass(frozen=True, slots=True)
class RatesTaken:
    """What an import of rates did: days and currencies that are new or differ, payouts converted."""

    currencies: tuple[str, ...]
    days: int
    converted: int
    last: date | None


def take_rates(
    store: Store, now: datetime, found: Mapping[str, Mapping[date, Decimal]]
) -> RatesTaken:
    """Keep the rates of the currencies a person deals in, from the first payout's year on, and
    freeze the conversion of payouts that had none. One act.

    BadInput when none of the currencies is in the file.
    """
    with writing(store, now) as act:
        wanted = currencies_in_use(store)
        here = [code for code in sorted(wanted) if code in found]
        if not here:
            names = ", ".join(sorted(wanted))
            raise BadInput(f"The file knows none of {names}", "no payout needs converting")
        since = _since(store, now)
        name(act, f"take reference rates of {', '.join(here)}")
        held = {
            (each.currency, each.year): (number, each)
            for number, each in (
                (number, records.from_document(document))
                for number, document in store.core(TABLE).items()
            )
        }
        days = 0
        for code in here:
            for year, rates in _by_year(found[code], since).items():
                number, before = held.get((code, year), (None, None))
                known = dict(before.days) if before else {}
                new = {day: rate for day, rate in rates.items() if known.get(day) != rate}
                if not new:
                    continue
                days += len(new)
                made = RateYear(currency=code, year=year, days={**known, **new})
                if number is None:
                    act.insert(TABLE, records.to_document(made))
                else:
                    act.update(TABLE, number, {"days": records.to_document(made)["days"]})
        converted = 0
        for number, document in list(store.core(payouts.TABLE).items()):
            each = payouts.from_document(document)
            home = home_currency(store)
            if each.written_off or each.converted(home) is not None:
                continue
            frozen = conversion(store, each.net.currency, home, each.day)
            if frozen is not None:
                act.update(payouts.TABLE, number, {"conversion": plain(frozen)})
                converted += 1
    last = max((max(found[code]) for code in here), default=None)
    return RatesTaken(tuple(here), days, converted, last)


def currencies_in_use(store: Store) -> set[str]:
    """The currencies of home, platforms and payouts, but the euro, which all rates are of."""
    codes = {home_currency(store)}
    codes |= {each.currency for each in directory(store).platforms.values()}
    codes |= {payouts.from_document(doc).net.currency for doc in store.core(payouts.TABLE).values()}
    return codes - {EURO}


def _since(store: Store, now: datetime) -> int:
    days = [str(document["day"]) for document in store.core(payouts.TABLE).values()]
    first = int(min(days)[:4]) if days else now.year
    return min(first, now.year) - 1


def _by_year(rates: Mapping[date, Decimal], since: int) -> dict[int, dict[str, Decimal]]:
    found: dict[int, dict[str, Decimal]] = {}
    for day in sorted(rates):
        if day.year >= since:
            found.setdefault(day.year, {})[f"{day:%m-%d}"] = rates[day]
    return found
