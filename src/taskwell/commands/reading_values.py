"""A reading as people type it: `92.1`, `18/20`, `18+2`, with a day and the feedback behind it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from hashlib import sha256

from taskwell.errors import BadInput
from taskwell.records.metric import COUNTED, Metric, plain_number
from taskwell.records.reading import MOST_ANSWERS
from taskwell.records.text import clean_text, visible
from taskwell.records.threshold_words import parse_number
from taskwell.timekeeping.clockwords import parse_date
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.typed import parse_at

EXAMPLE = '92.1, 18/20, 18+2, 4.5 yesterday, 18/20 mon 14:05 "too short"'
ONE_RIGHT, ONE_WRONG = frozenset({"+", "y"}), frozenset({"-", "n"})
"""What is typed for one answer that was right, and for one that was wrong."""
_LONGEST_LINE = 30_000
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
_OF = re.compile(r"(\d+)(?:/|\s+/\s+|\s*\bof\s+)(\d+)(?![\d:.-])|(\d+)/(?=\s|$)")
"""Right of all, or of the usual total: a day or a time may follow, and is no total."""
_AND = re.compile(r"(\d+)\s*\+\s*(\d+)")
_FEEDBACK = re.compile(r'\s*"((?:[^"\\]|\\.)*)"\s*$', re.DOTALL)


@dataclass(frozen=True, slots=True)
class ReadingDraft:
    """A reading before it is kept: a value, or `correct` of `total` answers; `source` names the row
    of a file it comes from."""

    at: datetime
    value: Decimal | None = None
    correct: int | None = None
    total: int | None = None
    feedback: str = ""
    source: str = ""


def parse_reading(
    text: str, metric: Metric, now: datetime, days: Calendar, usual: int | None = None
) -> ReadingDraft:
    """A reading of a metric as typed on one line; `18/` is of the `usual` total.

    A day alone means the middle of it, today alone now. BadInput for what cannot be a reading of this
    metric: the wrong kind, outside the range, more right than there are, a time to come.
    """
    feedback = ""
    if found := _FEEDBACK.search(text):
        feedback = re.sub(r"\\(.)", r"\1", found[1])
        text = text[: found.start()]
    typed = text.strip()
    if not typed:
        raise BadInput("The reading is empty", f"write for example {EXAMPLE}", field="reading")
    value, correct, total, rest = _numbers(typed, metric, usual)
    at = _moment(rest, now, days)
    return checked(ReadingDraft(at, value, correct, total, feedback), metric)


def _numbers(
    typed: str, metric: Metric, usual: int | None
) -> tuple[Decimal | None, int | None, int | None, str]:
    word, _, rest = typed.partition(" ")
    if word.lower() in ONE_RIGHT | ONE_WRONG and metric.kind in COUNTED:
        return None, int(word.lower() in ONE_RIGHT), 1, rest
    if found := _OF.match(typed):
        right = (found[1] or found[3])[:9]
        total = int(found[2][:9]) if found[2] else usual
        if total is None:
            raise BadInput(
                f"'{visible(typed[:40])}' does not say of how many",
                f"write {right}/20",
                field="reading",
            )
        return None, int(right), total, typed[found.end() :]
    if found := _AND.match(typed):
        right, wrong = int(found[1][:9]), int(found[2][:9])
        return None, right, right + wrong, typed[found.end() :]
    rest = rest.lstrip().removeprefix("%")
    return parse_number(word, "a reading", "reading"), None, None, rest


def _moment(rest: str, now: datetime, days: Calendar) -> datetime:
    typed = rest.strip()
    if not typed:
        return now
    today = days.day_of(now)
    day = parse_date(typed, today, days)
    if day is None:
        return parse_at(typed, now, days)
    if day > today:
        raise BadInput(f"{day} lies in the future", "name the day it was read", field="reading")
    start, end = days.bounds(day)
    return now if day == today else start + (end - start) / 2


def checked(draft: ReadingDraft, metric: Metric) -> ReadingDraft:
    """The draft, if it can be a reading of the metric; BadInput says why not."""
    if metric.kind == "access":
        raise BadInput(
            f"{visible(metric.name)} has no number, access is the only sign",
            "mark whether there are tasks instead: taskwell mark",
            field="reading",
        )
    clean = ReadingDraft(
        draft.at,
        draft.value,
        draft.correct,
        draft.total,
        clean_text(draft.feedback.strip(), "feedback"),
        draft.source,
    )
    if clean.value is not None:
        _check_value(clean.value, metric)
    else:
        _check_counts(clean.correct, clean.total, metric)
    return clean


def _check_value(value: Decimal, metric: Metric) -> None:
    if metric.kind == "passfail":
        raise BadInput(
            f"{visible(metric.name)} counts right and wrong answers, {plain_number(value)} is neither",
            "write how many of how many were right: 18/20, or right + wrong: 18+2",
            field="reading",
        )
    if not metric.low <= value <= metric.high:
        unit = f" {metric.unit}" if metric.unit else ""
        raise BadInput(
            f"{plain_number(value)}{unit} lies outside"
            f" {plain_number(metric.low)} to {plain_number(metric.high)}{unit}",
            "check the number",
            field="reading",
        )


def _check_counts(correct: int | None, total: int | None, metric: Metric) -> None:
    if metric.kind not in COUNTED:
        raise BadInput(
            f"{visible(metric.name)} is a {metric.kind}, not a count of answers",
            f"write a number from {plain_number(metric.low)} to {plain_number(metric.high)}",
            field="reading",
        )
    if correct is None or total is None:
        raise BadInput(
            "A count needs both how many were right and of how many",
            "write 18/20",
            field="reading",
        )
    if total < 1 or total > MOST_ANSWERS:
        raise BadInput(
            f"{total} answers are no reading", f"write 1 to {MOST_ANSWERS:,}", field="reading"
        )
    if not 0 <= correct <= total:
        raise BadInput(
            f"{correct} right answers are more than the {total} there were",
            "write how many of how many were right: 18/20",
            field="reading",
        )


def parse_lines(
    text: str, metric: Metric, now: datetime, days: Calendar
) -> tuple[ReadingDraft, ...]:
    """Readings of a file, one a line with the day first: `2026-11-03 18/20`, `2026-11-03 14:05 92.1
    "feedback"`, or with commas `2026-11-03,18,20`. Empty lines and comments (#) are left out.

    `source` of each is a digest of its line and how often that came before, so that the same file
    adds nothing twice. BadInput names the line.
    """
    drafts = []
    seen: Counter[str] = Counter()
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        try:
            draft = _line(line, metric, now, days)
        except BadInput as error:
            raise BadInput(f"Line {number}: {error.what}", error.what_to_do) from error
        digest = sha256(f"{line}\n{seen[line]}".encode("utf-8", "surrogatepass")).hexdigest()[:20]
        seen[line] += 1
        drafts.append(replace(draft, source=digest))
    if not drafts:
        raise BadInput("There is no reading in it", "write one a line: 2026-11-03 18/20")
    return tuple(drafts)


def _line(line: str, metric: Metric, now: datetime, days: Calendar) -> ReadingDraft:
    if len(line) > _LONGEST_LINE:
        raise BadInput(f"it is {len(line)} characters long", "write one reading a line")
    if "," in line and not _FEEDBACK.search(line):
        parts = [part.strip() for part in line.split(",")]
        if len(parts) == 3:
            line = f"{parts[0]} {parts[1]}/{parts[2]}"
        elif len(parts) == 2:
            line = f"{parts[0]} {parts[1]}"
    day, _, rest = line.partition(" ")
    if parse_date(day, days.day_of(now), days) is None:
        raise BadInput(f"'{visible(day[:40])}' is no day", "begin with one: 2026-11-03 18/20")
    rest = rest.strip()
    clock, _, after = rest.partition(" ")
    if _CLOCK.fullmatch(clock):
        day, rest = f"{day} {clock}", after.strip()
    quoted = _FEEDBACK.search(rest)
    end = quoted.start() if quoted else len(rest)
    return parse_reading(f"{rest[:end]} {day}{rest[end:]}", metric, now, days)
