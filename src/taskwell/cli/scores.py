"""Readings in a shell: one noted, many taken from a file, listed, changed, deleted."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from taskwell.cli.context import Context
from taskwell.cli.output import columns, count_of
from taskwell.cli.spec import Command, Given, Option, Word
from taskwell.errors import BadInput, CouldNot
from taskwell.records.text import visible
from taskwell.store.place import path_of

if TYPE_CHECKING:
    from taskwell.commands.readings import Noted
    from taskwell.records.metric import Metric

_PLACE = "PLATFORM[/PROJECT]"
SHOWN = 50
"""Readings that are listed without --all."""
LARGEST = 64 * 1024 * 1024
"""Bytes of a file of readings; more is none."""
_SHORT = 8


def _score(context: Context, given: Given) -> int:
    from taskwell.commands.readings import note_reading
    from taskwell.words.scoring import metric_and_line, metric_named

    words = [given.word(_PLACE), *given.all_words("NAME VALUE")]
    counts = _counts(given)
    metric: Metric
    if counts is None:
        metric, line = metric_and_line(context.store, words)
    else:
        metric, line = metric_named(context.store, words[0], words[1:]), counts
    at, feedback = given.text("at"), given.text("feedback")
    if at is not None:
        line += f" {at}"
    if feedback is not None:
        escaped = feedback.replace("\\", "\\\\").replace('"', '\\"')
        line += f' "{escaped}"'
    return _told(context, note_reading(context.store, context.now, metric.uid, line))


def _counts(given: Given) -> str | None:
    """The counts of the options as a reading is typed; BadInput where one of a pair is missing."""
    found = None
    for first, second, sign in (("correct", "total", "/"), ("accepted", "rejected", "+")):
        one, other = (
            given.whole_number(first, f"--{first}"),
            given.whole_number(second, f"--{second}"),
        )
        if one is None and other is None:
            continue
        if one is None or other is None:
            missing = first if one is None else second
            raise BadInput(f"--{missing} is missing", f"write --{first} N --{second} N")
        if found is not None:
            raise BadInput("The answers are counted twice", "keep one pair of options")
        found = f"{one}{sign}{other}"
    return found


def _told(context: Context, made: Noted) -> int:
    """What an act on a reading reports: how the metric stands now."""
    from taskwell.queries.metrics import metrics
    from taskwell.queries.quality import metric_state

    metric = metrics(context.store).by_uid[made.metric]
    state = metric_state(context.store, context.now, metric)
    room = f", {state.room}" if state.room != "-" else ""
    return context.done(
        f"{made.label} {made.text}: {state.state}{room}",
        {"uid": made.uid, "metric": made.metric, "state": state.state, "n": state.n},
    )


def _named(context: Context, given: Given) -> Metric:
    from taskwell.words.scoring import metric_named

    return metric_named(context.store, given.word(_PLACE), given.all_words("NAME"))


def _list(context: Context, given: Given) -> int:
    from taskwell.queries.readings import newest, reading_text
    from taskwell.queries.tracks import track
    from taskwell.timekeeping.instants import to_text

    metric = _named(context, given)
    total = len(track(context.store, metric.uid).rows)
    most = total if given.flag("all") or context.json else SHOWN
    found = [each for _, each in newest(context.store, metric.uid, most)]
    if context.json:
        context.give(
            {
                "metric": metric.uid,
                "readings": [
                    {
                        "uid": each.uid,
                        "at": to_text(each.at),
                        "value": None if each.value is None else float(each.value),
                        "correct": each.correct,
                        "total": each.total,
                        "feedback": each.feedback,
                    }
                    for each in reversed(found)
                ],
            }
        )
        return 0
    rows = [
        [
            each.uid[:_SHORT],
            f"{context.calendar.local(each.at):%Y-%m-%d %H:%M}",
            reading_text(metric, each),
            " ".join(each.feedback.split()),
        ]
        for each in found
    ]
    heads = ("uid", "when", "reading", "feedback")
    if context.plain:
        context.facts([list(zip(heads, row, strict=True)) for row in rows])
    elif rows:
        context.say(columns(heads, rows, "  r", drop=("feedback",)))
    if total > len(rows):
        context.warn(f"{count_of(total - len(rows), 'older reading')}; --all lists them too")
    elif not rows:
        context.warn("No reading yet; taskwell score notes one")
    return 0


def _set(context: Context, given: Given) -> int:
    from taskwell.commands.readings import change_reading
    from taskwell.queries.readings import find_reading

    number, _ = find_reading(context.store, given.word("UID"))
    line = " ".join(given.all_words("READING"))
    return _told(context, change_reading(context.store, context.now, number, line))


def _delete(context: Context, given: Given) -> int:
    from taskwell.commands.readings import delete_reading
    from taskwell.queries.readings import find_reading

    number, _ = find_reading(context.store, given.word("UID"))
    made = delete_reading(context.store, context.now, number)
    return context.done(
        f"{made.label} {made.text} deleted; taskwell undo takes it back", {"uid": made.uid}
    )


def _import(context: Context, given: Given) -> int:
    from taskwell.commands.reading_values import parse_lines
    from taskwell.commands.readings import add_readings
    from taskwell.words.scoring import metric_named

    words = given.all_words("NAME FILE")
    metric = metric_named(context.store, given.word(_PLACE), words[:-1])
    text = _read(words[-1])
    drafts = parse_lines(text, metric, context.now, context.calendar)
    made = add_readings(context.store, context.now, metric.uid, drafts)
    told = f"{count_of(made.added, 'reading')} added"
    if made.duplicates:
        told += f", {made.duplicates} were there already"
    value: dict[str, object] = {
        "uid": metric.uid, "added": made.added, "duplicates": made.duplicates,
    }  # fmt: skip
    return context.done(told, value)


def _read(file: str) -> str:
    """The text of a file or of standard input; BadInput when it is none."""
    if file == "-":
        data = sys.stdin.buffer.read(LARGEST + 1)
    else:
        path = path_of(file)
        try:
            with path.open("rb") as opened:
                data = opened.read(LARGEST + 1)
        except OSError as error:
            raise CouldNot(
                f"{visible(str(path))} cannot be read ({error.strerror})", "check the name"
            ) from error
    if len(data) > LARGEST:
        raise BadInput("That is more than 64 MiB of readings", "split the file")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput("That is no UTF-8 text", "save it as UTF-8") from error
    if "\0" in text:
        raise BadInput("That holds NUL bytes, it is no text", "save it as UTF-8 text")
    return text


_WHERE = Word(_PLACE, "where", complete="place")
_NAME = Word("NAME", "the metric's name, or its beginning", 0, None)

COMMANDS = (
    Command(
        "score",
        _score,
        (_WHERE, Word("NAME VALUE", "the metric, and 92.1, 18/20 or 18+2", 0, None)),
        (
            Option(("--correct",), "how many were right", "N"),
            Option(("--total",), "of how many", "N"),
            Option(("--accepted",), "how many were accepted", "N"),
            Option(("--rejected",), "how many were rejected", "N"),
            Option(("--at",), "when, if not now: yesterday, 2026-11-03, 14:05, ISO 8601", "T"),
            Option(("--feedback",), "what was written beside it, never task content", "TEXT"),
        ),
        about="Notes a reading. NAME may be a beginning, and be left out where the platform has one"
        " metric. Behind the value may stand a day or time and the feedback in double quotes.",
        examples=(
            "score uhrs spam 18/20",
            "score outlier review 4.5 --at yesterday --feedback 'more detail'",
            "score prolific approval --accepted 53 --rejected 1",
        ),
    ),
    Command(
        "reading list",
        _list,
        (_WHERE, _NAME),
        (Option(("--all",), "all of them"),),
        query=True,
    ),
    Command(
        "reading set",
        _set,
        (Word("UID", "the reading's"), Word("READING", "as for score", most=None)),
        examples=("reading set k3x9 17/20",),
    ),
    Command("reading delete", _delete, (Word("UID", "the reading's"),)),
    Command(
        "reading import",
        _import,
        (_WHERE, Word("NAME FILE", "the metric, and a file or - ", 1, None, complete="file")),
        about="Takes one reading a line, the day first: 2026-11-03 18/20, or 2026-11-03 14:05 92.1"
        ' "feedback", or with commas 2026-11-03,18,20. Empty lines and those that begin with # are'
        " left out. All lines are taken or none; the same lines again add nothing.",
        examples=("reading import uhrs spam scores.txt", "reading import outlier review -"),
    ),
)
