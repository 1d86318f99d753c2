"""One line for what is spent, adjusted, put aside or due: the words of the shell in one order."""

from __future__ import annotations

import re
from dataclasses import dataclass

from taskwell.errors import BadInput

_NOTE = re.compile(r'"([^"]*)"')
_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s*%")
_CODE = re.compile(r"[A-Za-z]{3}")
_DAY = re.compile(
    r"\d{4}-\d{2}-\d{2}|-\d+d|yesterday|today|mon|tue|wed|thu|fri|sat|sun", re.IGNORECASE
)
EXPENSE = "40 internet 60 %"
ADJUSTMENT = "outlier -5.00 duplicate tasks"


@dataclass(frozen=True, slots=True)
class ExpenseLine:
    """The parts of an expense as they were typed; "" where one was not."""

    amount: str
    category: str
    share: str
    day: str
    note: str
    receipt: str
    startup: bool


def expense_line(text: str) -> ExpenseLine:
    """`40 internet 60 % yesterday "note" receipt:PATH startup`, the amount first; else BadInput."""
    note = " ".join(_NOTE.findall(text))
    rest = _NOTE.sub(" ", text)
    shares = _SHARE.findall(rest)
    if len(shares) > 1:
        raise BadInput("Two percents are named", "keep the one that was for the work")
    words = _SHARE.sub(" ", rest).split()
    if not words:
        raise BadInput("No amount is named", f"write for example {EXPENSE}")
    amount = words.pop(0)
    # `40 EUR internet` and `EUR 40 internet`: the code belongs to the amount.
    if words and (_CODE.fullmatch(amount) or (_CODE.fullmatch(words[0]) and words[0].isupper())):
        amount = f"{amount} {words.pop(0)}"
    day, receipt, startup = "", "", False
    category: list[str] = []
    for word in words:
        if _DAY.fullmatch(word) and not day:
            day = word
        elif word.lower().startswith("receipt:") and not receipt:
            receipt = word.partition(":")[2]
        elif word.lower() == "startup":
            startup = True
        else:
            category.append(word)
    if not category:
        raise BadInput("No category is named", f"write for example {EXPENSE}")
    share = shares[0] if shares else ""
    return ExpenseLine(amount, " ".join(category), share, day, note, receipt, startup)


@dataclass(frozen=True, slots=True)
class AdjustmentLine:
    """The parts of an adjustment as they were typed."""

    place: str
    amount: str
    reason: str
    kind: str
    paid: bool


def adjustment_line(text: str) -> AdjustmentLine:
    """`outlier -5.00 why it is so`, with kind:mission or paid anywhere behind; else BadInput."""
    words = text.split()
    if len(words) < 2:
        raise BadInput("A platform and an amount are wanted", f"write for example {ADJUSTMENT}")
    place, amount = words[0], words[1]
    rest = words[2:]
    if rest and _CODE.fullmatch(rest[0]) and rest[0].isupper():
        amount = f"{amount} {rest.pop(0)}"
    kinds = [word.partition(":")[2] for word in rest if word.lower().startswith("kind:")]
    paid = any(word.lower() == "paid" for word in rest)
    reason = " ".join(
        word for word in rest if not word.lower().startswith("kind:") and word.lower() != "paid"
    )
    return AdjustmentLine(place, amount, reason, kinds[0] if kinds else "", paid)


def name_and_last(text: str, example: str) -> tuple[str, str]:
    """`holiday fund 8` as its words and the last one; BadInput with an example for fewer than two."""
    name, _, last = text.strip().rpartition(" ")
    if not name.strip():
        raise BadInput("A name and a value are wanted", f"write for example {example}")
    return name.strip(), last


def name_and_day(text: str) -> tuple[str, str]:
    """`estimated payment 15 Jan`, or with a whole date at the end; else BadInput."""
    words = text.split()
    last = words[-1] if words else ""
    count = (
        1 if re.fullmatch(r"\d{4}-\d{2}-\d{2}", last) or re.fullmatch(r"\d{2}-\d{2}", last) else 2
    )
    if len(words) <= count:
        raise BadInput("A name and a day are wanted", "write for example estimated payment 15 Jan")
    return " ".join(words[:-count]), " ".join(words[-count:])
