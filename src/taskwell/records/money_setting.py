"""The settings of money: what an hour and a month are held against, and when the tax year begins."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from taskwell.errors import BadInput
from taskwell.money.amounts import parse_money
from taskwell.records.documents import plain
from taskwell.records.setting_values import Setting, hourly, show_amount

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def amount(text: str) -> object:
    """An amount, not zero."""
    found = parse_money(text)
    if found.minor == 0:
        raise BadInput("An amount of zero says nothing", "write for example 900 USD, or --unset")
    return plain(found)


def percent_of(text: str, most: Decimal = Decimal(100)) -> Decimal:
    """A percent from 0 to `most` with two decimals at most, as `20`, `7.5` or `20%`; else BadInput."""
    typed = text.strip().removesuffix("%").strip()
    try:
        found = Decimal(typed)
    except InvalidOperation as error:
        raise BadInput(f"'{text.strip()[:40]}' is no percent", "write 20 or 7.5") from error
    # A number such as 1e3 or NaN is Decimal's, and no percent as people write it.
    if not found.is_finite() or not set(typed) <= set("0123456789."):
        raise BadInput(f"'{text.strip()[:40]}' is no percent", "write 20 or 7.5")
    if found > most:
        raise BadInput(f"{typed} % is more than {most:f} %", f"write a percent up to {most:f}")
    if found != found.quantize(Decimal("0.01")):
        raise BadInput(f"{typed} % has more than two decimals", "write at most two, such as 7.25")
    return found


def percent(text: str) -> object:
    """The same as it is kept: a text."""
    return format(percent_of(text).normalize(), "f")


def days_off(text: str) -> int:
    """Paid days off in a year, 0 to 200."""
    typed = text.strip()
    if not (typed.isascii() and typed.isdecimal() and int(typed) <= 200):
        raise BadInput(f"'{typed[:40]}' is no number of days up to 200", "write for example 33")
    return int(typed)


def day_of_year(text: str) -> tuple[int, int]:
    """Month and day of `6 Apr`, `04-06` or `Apr 6`; BadInput for what is no day of a usual year."""
    words = text.strip().lower().replace("-", " ").replace("/", " ").split()
    try:
        if len(words) != 2:
            raise ValueError(text)
        names = [word for word in words if word[:3] in _MONTHS and word.isalpha()]
        if names:
            numbers = [int(word) for word in words if word not in names]
            found = date(2023, _MONTHS.index(names[0][:3]) + 1, *numbers)
        else:
            found = date(2023, int(words[0]), int(words[1]))
    except (TypeError, ValueError) as error:
        raise BadInput(f"'{text.strip()[:40]}' is no day of a year", "write it as 6 Apr") from error
    return found.month, found.day


def tax_year_start(text: str) -> str:
    """The first day of a tax year as `04-06`."""
    month, day = day_of_year(text)
    return f"{month:02d}-{day:02d}"


MONEY = (
    Setting(
        "reference_hourly", None, hourly, "a wage to compare with, such as 13.10 USD", show_amount
    ),
    Setting("buffer", None, amount, "what you could live on, for example 2400 USD", show_amount),
    Setting(
        "monthly_costs", None, amount, "what a month cannot do without, as 1200 USD", show_amount
    ),
    Setting("tax_year_start", "01-01", tax_year_start, "the first day of a tax year, as 6 Apr"),
    Setting("job_days_off", 33, days_off, "paid days off that a job would bring in a year"),
    Setting("job_benefits", "5", percent, "a job's benefits in percent of its pay"),
    Setting("job_social", "0", percent, "your own social insurance in percent of what is left"),
)
