"""The parts that payout and report rules are typed in: their forms, and the fields they say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from taskwell.errors import BadInput
from taskwell.money.amounts import parse_money
from taskwell.records.text import visible
from taskwell.timekeeping.zones import zone

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_DAYS = 1000
MOST_MONTHS = 12
MOST_MINUTES = 480
_LONGEST = 400

Fields = dict[str, object]
Found = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a rule: what it speaks of, its form, and the fields it says."""

    about: str
    form: str
    read: Callable[[Found], Fields]


@dataclass(frozen=True, slots=True)
class Language:
    """The parts a kind of rule may have; `accepted` tells them to a person, with one `example`."""

    name: str
    parts: tuple[Part, ...]
    accepted: tuple[str, ...]
    example: str


def read(text: str, language: Language) -> Fields:
    """The fields that a typed rule says. BadInput: a part is unknown, wrong, or said twice."""
    name, example = language.name, f"write for example '{language.example}'"
    typed = [" ".join(part.split()) for part in text[: _LONGEST + 1].split(";")]
    typed = [part for part in typed if part]
    if not typed or len(text) > _LONGEST:
        raise BadInput(f"The {name} is {'too long' if typed else 'empty'}", example)
    fields: Fields = {}
    said: dict[str, str] = {}
    for piece in typed:
        part, found = _part(piece, language)
        if part.about in said:
            raise BadInput(
                f"The {name} says {part.about} twice, '{said[part.about]}' and '{visible(piece)}'",
                "keep one of them",
            )
        said[part.about] = visible(piece)
        try:
            fields |= part.read(found)
        except BadInput as error:
            wrong = f"'{visible(piece)}' in the {name}: {error.what}"
            raise BadInput(wrong, error.what_to_do) from error
    return fields


def _part(piece: str, language: Language) -> tuple[Part, Found]:
    for part in language.parts:
        if found := re.fullmatch(part.form, piece, re.IGNORECASE | re.ASCII):
            return part, found.groupdict()
    raise BadInput(
        f"'{visible(_strange(piece, language.parts))}' is not understood in the {language.name}",
        f"its parts are: {'; '.join(language.accepted)}",
    )


def _strange(piece: str, parts: tuple[Part, ...]) -> str:
    """The first word of a part that belongs to none; the whole part when each does."""
    known = {word for part in parts for word in re.findall(r"[a-z:]+", part.form)}
    known |= {*WEEKDAYS, "usd", "eur", "gbp"}
    for word in piece.split():
        bare = word.strip(",").lower()
        if bare not in known and not re.search(r"[0-9/]", bare):
            return word
    return piece


def _weekday(typed: str) -> str:
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    found = [short for short, name in zip(WEEKDAYS, names, strict=True) if name.startswith(typed)]
    if len(typed) < 2 or len(found) != 1:
        raise BadInput(f"'{typed}' is no weekday", f"use one of {', '.join(WEEKDAYS)}")
    return found[0]


def _number(number: int, least: int, most: int, what: str) -> int:
    if not least <= number <= most:
        raise BadInput(f"{number} is no {what}", f"use a number from {least} to {most}")
    return number


def _days(typed: str | None) -> int:
    return _number(int(typed or 0), 0, MOST_DAYS, "number of days")


def _hours(found: Found) -> int:
    """The hours of `72 h` or `3 days`."""
    in_days = (found["unit"] or "").lower().startswith("d")
    number = int(found["number"] or 0)
    if in_days:
        return _number(number, 1, MOST_DAYS, "number of days") * 24
    return _number(number, 1, MOST_DAYS * 24, "number of hours")


def _zone(found: Found) -> Fields:
    return {"zone": zone(found["zone"]).key} if found["zone"] else {}


def _day_start(typed: str | None) -> Fields:
    if typed is None:
        return {}
    hour, minute = (int(part) for part in typed.split(":"))
    if hour > 23 or minute > 59:
        raise BadInput(f"'{typed}' is no time of day", "write it as 19:00")
    return {"day_start": f"{hour:02d}:{minute:02d}"}


def _week(found: Found) -> Fields:
    return {"week_start": _weekday((found["start"] or "mon").lower()), **_zone(found)}


def _pay_week(found: Found) -> Fields:
    return {"period": "week", **_week(found), **_day_start(found["clock"])}


def _pay_month(found: Found) -> Fields:
    start = _number(int(found["start"] or 1), 1, 31, "day of a month")
    return {"period": "month", "month_start": start, **_zone(found), **_day_start(found["clock"])}


def _lag(found: Found) -> Fields:
    fields: Fields = {"lag_days": _days(found["days"])}
    if found["tasks"] is not None:
        fields["task_lag_days"] = _days(found["tasks"])
    return fields


def _in_month(found: Found) -> Fields:
    first = _number(int(found["first"] or 0), 1, 31, "day of a month")
    fields: Fields = {"month_day": first}
    if found["last"] is not None:
        fields["month_day_to"] = _number(int(found["last"]), 1, 31, "day of a month")
    if found["months"] is not None:
        fields["months_later"] = _number(int(found["months"]), 0, MOST_MONTHS, "number of months")
    elif (found["which"] or "").lower() == "same":
        fields["months_later"] = 0
    return fields


def _cycle(found: Found) -> Fields:
    days = int(found["number"] or 1) * (7 if (found["unit"] or "").lower() == "week" else 1)
    fields: Fields = {"cycle_days": _number(days, 1, MOST_DAYS, "number of days")}
    if found["since"] is not None:
        try:
            fields["anchor"] = date.fromisoformat(found["since"])
        except ValueError as error:
            raise BadInput(f"'{found['since']}' is no date", "write it as 2026-10-03") from error
    return fields


def _rounded(found: Found) -> Fields:
    fields: Fields = {}
    if found["way"]:
        fields["rounding"] = found["way"].lower()
    if found["minutes"]:
        minutes = _number(int(found["minutes"]), 1, MOST_MINUTES, "number of minutes")
        fields["step_minutes"] = minutes
    return fields


def minimum_in(currency: str) -> Part:
    """The part `min 20 USD`; an amount without a currency is in the one given."""

    def minimum(found: Found) -> Fields:
        amount = parse_money(found["amount"] or "", currency)
        if not amount.minor:
            raise BadInput("a minimum of zero says nothing", "leave it out")
        return {"minimum": amount}

    return Part("the minimum", r"min(?:imum)? (?P<amount>.+)", minimum)


_ZONE = r"(?: in (?P<zone>\S+))?"
_CLOCK = r"(?: (?:at )?(?P<clock>[0-9]{1,2}:[0-9]{2}))?"
_WEEK = r"(?:pay )?week(?:ly)?(?: from (?P<start>[a-z]+)"
_NTH = r"(?:the )?(?P<{}>[0-9]{{1,2}})(?:st|nd|rd|th)?"
_SPAN = r"(?P<number>[0-9]{1,6}) ?(?P<unit>hours?|h|days?|d)"
_DAYS = r"(?P<days>[0-9]{1,6}) days?"
_TASKS = r"tasks (?P<tasks>[0-9]{1,6}) days?"

PAYOUT_PARTS = (
    Part(
        "the period", rf"(?:item|piece)s?{_ZONE}", lambda found: {"period": "item", **_zone(found)}
    ),
    Part("the period", rf"{_WEEK}{_CLOCK})?{_ZONE}", _pay_week),
    Part(
        "the period", rf"month(?:ly)?(?: from {_NTH.format('start')}{_CLOCK})?{_ZONE}", _pay_month
    ),
    Part("the waiting time", rf"{_DAYS} later(?:, {_TASKS}(?: later)?)?", _lag),
    Part(
        "the payday",
        r"(?:paid )?on (?P<day>[a-z]+)",
        lambda found: {"weekday": _weekday((found["day"] or "").lower())},
    ),
    Part(
        "the payday",
        rf"(?:paid |on |by |between )+{_NTH.format('first')}"
        rf"(?:(?: to | and | ?- ?){_NTH.format('last')})?"
        r"(?: of the (?P<which>same|next) month| (?P<months>[0-9]{1,4}) months? later)?",
        _in_month,
    ),
    Part(
        "the payday",
        r"(?:paid )?every (?:(?P<number>[0-9]{1,6}) )?(?P<unit>day|week)s?(?: from (?P<since>[0-9-]+))?",
        _cycle,
    ),
    Part("the payday", r"cash out|withdraw", lambda _: {"withdraw": True}),
    Part("the payday", r"payday unknown|unknown", lambda _: {"unknown": True}),
    Part(
        "the time between payouts",
        rf"{_SPAN} between(?: payouts)?",
        lambda found: {"cooldown_hours": _hours(found)},
    ),
    Part(
        "how long the first is held",
        rf"first (?:payout )?held {_DAYS}",
        lambda found: {"first_hold_days": _days(found["days"])},
    ),
    Part(
        "the time on the way",
        rf"arrives within {_SPAN}",
        lambda found: {"arrives_hours": _hours(found)},
    ),
    Part(
        "the time to claim it",
        rf"claim within {_DAYS}",
        lambda found: {"claim_days": _days(found["days"])},
    ),
)

REPORT_PARTS = (
    Part("the form", r"decimal hours|decimal|hours", lambda _: {"decimal": True}),
    Part("the form", r"h:mm", lambda _: {"decimal": False}),
    Part(
        "the rounding",
        r"rounded(?: to)?(?: (?P<way>nearest|up|down))?(?: to)?(?: (?P<minutes>[0-9]{1,6}) min(?:utes?)?)?",
        _rounded,
    ),
    Part("the week", rf"{_WEEK})?{_ZONE}", _week),
    Part(
        "the closing",
        rf"closes (?:{_DAYS} later|with the week)",
        lambda found: {"closes_after_days": _days(found["days"])},
    ),
)
