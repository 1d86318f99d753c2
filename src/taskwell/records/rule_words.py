"""Payout and report rules as people type them: parts apart by semicolons, and back to words.

`week from sun; 39 days later; on wed; arrives within 72 h; min 20 USD` is a payout rule,
`decimal hours; rounded to 15 min; week from sat` a report rule. Parts come in any order, each once.
"""

from __future__ import annotations

from msgspec import structs

from taskwell.money.amounts import Money
from taskwell.records.payout_rule import PayoutRule, ReportRule
from taskwell.records.rule_parts import PAYOUT_PARTS, REPORT_PARTS, Language, minimum_in, read

PAYOUT_EXAMPLE = "week from sun; 39 days later; on wed; arrives within 72 h; min 20 USD"
REPORT_EXAMPLE = "decimal hours; rounded to 15 min; week from sat; closes 2 days later"
PAYOUT_ACCEPTED = (
    "item, week from sun, month from 27, each with a zone if need be (week from sat in Asia/Kolkata)",
    "39 days later",
    "on wed, on the 14th of the next month, paid 10th to 20th of the next month, every 7 days,"
    " cash out, payday unknown",
    "min 20 USD",
    "72 h between",
    "first held 7 days",
    "arrives within 72 h",
    "claim within 30 days",
)
REPORT_ACCEPTED = (
    "decimal hours, h:mm",
    "rounded to 15 min, rounded up to 15 min, rounded down",
    "week from sat, with a zone if need be (week from sat in Asia/Kolkata)",
    "closes 2 days later",
)


def parse_payout_rule(text: str, currency: str) -> PayoutRule:
    """A payout rule as typed; a minimum without a currency is in `currency`.

    BadInput names the word that is not understood and what is accepted.
    """
    parts = (*PAYOUT_PARTS, minimum_in(currency))
    language = Language("payout rule", parts, PAYOUT_ACCEPTED, PAYOUT_EXAMPLE)
    return structs.replace(PayoutRule(), **read(text, language))


def parse_report_rule(text: str) -> ReportRule:
    """A report rule as typed. BadInput names the word that is not understood, and the known ones."""
    language = Language("report rule", REPORT_PARTS, REPORT_ACCEPTED, REPORT_EXAMPLE)
    return structs.replace(ReportRule(), **read(text, language))


def payout_rule_text(rule: PayoutRule) -> str:
    """The words of a payout rule; `parse_payout_rule` reads them back to the same rule."""
    parts = [_period(rule)]
    if rule.task_lag_days is not None:
        parts.append(f"{_days(rule.lag_days)} later, tasks {_days(rule.task_lag_days)}")
    elif rule.lag_days:
        parts.append(f"{_days(rule.lag_days)} later")
    parts.append(_payday(rule))
    if rule.first_hold_days:
        parts.append(f"first held {_days(rule.first_hold_days)}")
    if rule.cooldown_hours:
        parts.append(f"{_hours(rule.cooldown_hours)} between")
    if rule.arrives_hours:
        parts.append(f"arrives within {_hours(rule.arrives_hours)}")
    if rule.minimum is not None:
        parts.append(f"min {_money(rule.minimum)}")
    if rule.claim_days is not None:
        parts.append(f"claim within {_days(rule.claim_days)}")
    return "; ".join(part for part in parts if part)


def report_rule_text(rule: ReportRule) -> str:
    """The words of a report rule; `parse_report_rule` reads them back to the same rule."""
    parts = ["decimal hours" if rule.decimal else "h:mm"]
    way = "" if rule.rounding == "nearest" else f" {rule.rounding}"
    if rule.step_minutes:
        parts.append(f"rounded{way} to {rule.step_minutes} min")
    elif way:
        parts.append(f"rounded{way}")
    if rule.week_start != "mon" or rule.zone:
        parts.append(f"week from {rule.week_start}{_in(rule.zone)}")
    if rule.closes_after_days:
        parts.append(f"closes {_days(rule.closes_after_days)} later")
    return "; ".join(parts)


def _period(rule: PayoutRule) -> str:
    clock = "" if rule.day_start == "00:00" else f" {rule.day_start}"
    if rule.period == "week":
        return f"week from {rule.week_start}{clock}{_in(rule.zone)}"
    if rule.period == "month" and (clock or rule.month_start != 1):
        return f"month from {rule.month_start}{clock}{_in(rule.zone)}"
    return f"{rule.period}{_in(rule.zone)}"


def _payday(rule: PayoutRule) -> str:
    if rule.weekday is not None:
        return f"on {rule.weekday}"
    if rule.month_day is not None:
        return _month_day(rule.month_day, rule.month_day_to, rule.months_later)
    if rule.cycle_days is not None:
        since = f" from {rule.anchor}" if rule.anchor else ""
        return f"every {_days(rule.cycle_days)}{since}"
    if rule.withdraw:
        return "cash out"
    return "payday unknown" if rule.unknown else ""


def _month_day(first: int, last: int | None, months: int) -> str:
    days = f"on the {_ordinal(first)}"
    if last is not None:
        days = f"paid {_ordinal(first)} to {_ordinal(last)}"
    month = {0: "of the same month", 1: "of the next month"}.get(months, f"{months} months later")
    return f"{days} {month}"


def _ordinal(number: int) -> str:
    teen = 10 < number % 100 < 14
    ending = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _days(number: int) -> str:
    return f"{number} day" if number == 1 else f"{number} days"


def _hours(number: int) -> str:
    """Hours up to three days, then days where they are whole."""
    return f"{number} h" if number <= 72 or number % 24 else _days(number // 24)


def _money(amount: Money) -> str:
    whole, _, cents = amount.text().partition(".")
    return f"{amount.text() if cents.strip('0') else whole} {amount.currency}"


def _in(name: str | None) -> str:
    return f" in {name}" if name else ""
