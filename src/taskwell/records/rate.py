"""What is paid: by the hour, by the task, or fixed for a session, and since when."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from taskwell.money.amounts import Money, exponent

BASES = ("hour", "task", "fixed")


class Rate(Struct, frozen=True, kw_only=True):
    """What is paid: by the hour, by the task, or fixed for a session; `since` a day of the person.

    Tasks often pay parts of a cent: `amount` is for `per` of them, 65 cents for 10 at $0.065 each.
    """

    basis: str
    amount: Money
    per: int = 1
    since: date | None = None

    def text(self) -> str:
        """What one hour, task or session pays, as a plain number: `0.065`."""
        each = self.amount.decimal() / self.per
        places = max(exponent(self.amount.currency), -int(each.normalize().as_tuple().exponent))
        return f"{each:.{places}f}"

    def shown(self) -> str:
        """The same as it stands on the screen: `$0.065`."""
        return self.amount.shown().replace(self.amount.text(), self.text())

    def json(self) -> dict[str, str]:
        """The same as scripts read it: {"amount": "0.065", "currency": "USD"}."""
        return {"amount": self.text(), "currency": self.amount.currency}


def rate_on(rates: tuple[Rate, ...], day: date) -> Rate | None:
    """The rate that holds on a day: the one with the latest `since` not after it."""
    holding = [rate for rate in rates if rate.since is None or rate.since <= day]
    return max(holding, key=lambda rate: rate.since or date.min, default=None)
