"""Scores in a shell: every metric with its state, and all there is about those of one platform."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from taskwell.cli.context import Context
from taskwell.cli.output import columns
from taskwell.cli.spec import Command, Given, Option, Word
from taskwell.records.text import visible

if TYPE_CHECKING:
    from taskwell.queries.quality_cards import MetricState, QualityRow

SIGNS = {"too early": ".", "ok": "o", "watch": "v", "warning": "!"}
"""States as they stand on the screen, so that none is told by its colour."""


def _quality(context: Context, given: Given) -> int:
    from taskwell.queries.directory import directory
    from taskwell.queries.quality import quality
    from taskwell.queries.quality_json import quality_json
    from taskwell.words.entry import place_names

    names = directory(context.store)
    typed = given.word("PLATFORM")
    only = names.platform(place_names(typed, names)[0]).uid if typed else None
    found = quality(context.store, context.now, only, closed=given.flag("all"))
    if context.json:
        context.give(quality_json(context.store, found))
    elif context.plain:
        context.facts(_facts(context, row) for row in found.rows)
    elif found.rows:
        heads = ("", "platform / project", "measure", "n", "now", "95 % range", "state", "room")
        rows = [_cells(row) for row in found.rows]
        context.say(columns(heads, rows, "   rrr", drop=("95 % range", "measure")))
        _more(context, found.metrics, everything=only is not None)
    else:
        context.warn("No metric yet; taskwell metric add makes one")
    return 0


def _cells(row: QualityRow) -> list[str]:
    from taskwell.queries.quality_cards import MetricState
    from taskwell.queries.quality_words import level_text, range_text

    if not isinstance(row, MetricState):
        return [".", row.place, row.name, str(row.tries), row.now, "-", row.state, row.when]
    value = level_text(row.metric, row.value) if row.value is not None else row.access or "-"
    interval = row.seen or range_text(row.metric, row.interval)
    n = "-" if row.metric.kind == "access" else str(row.n)
    return [SIGNS[row.state], row.place, row.measure, n, value, interval, row.state, row.room]


def _more(context: Context, states: tuple[MetricState, ...], *, everything: bool) -> None:
    """Each warning in sentences; of one platform also the room, luck and way up of its metrics."""
    from taskwell.queries.quality_alarm import alarm_sentences

    today = context.calendar.day_of(context.now)
    for state in states:
        if state.alarm is not None:
            context.say(f"\n{state.place}: {state.measure}")
            context.say("\n".join(f"  {each}" for each in alarm_sentences(state.alarm, today)))
        if everything:
            lines = [f"  {label:<13} {text}" for label, text in _detail(context, state)]
            context.say("\n".join([f"\n{state.place}: {state.measure}", *lines]))


def _detail(context: Context, state: MetricState) -> Iterator[tuple[str, str]]:
    from taskwell.queries.metric_page import metric_page
    from taskwell.queries.quality_detail import luck_words

    page = metric_page(context.store, context.now, state.uid)
    yield from page.detail.room
    for luck in page.luck:
        if not luck.exact:
            yield "luck", luck_words(luck)
    yield from page.facts
    for rung in page.rungs:
        parts = (rung.tier, rung.pay, rung.distance, rung.takes, rung.needs, rung.date, rung.effect)
        yield f"way to {rung.threshold}", "; ".join(part for part in parts if part)


def _facts(context: Context, row: QualityRow) -> list[tuple[str, str]]:
    from taskwell.queries.quality_alarm import alarm_sentences
    from taskwell.queries.quality_cards import MetricState

    cells = _cells(row)
    heads = ("platform / project", "measure", "n", "now", "range", "state", "room")
    found = list(zip(heads, cells[1:], strict=True))
    if isinstance(row, MetricState):
        if row.alarm is not None:
            today = context.calendar.day_of(context.now)
            found.append(("warning", " ".join(alarm_sentences(row.alarm, today))))
        found += [(visible(label) or "more", text) for label, text in _detail(context, row)]
    return found


COMMANDS = (
    Command(
        "quality",
        _quality,
        (Word("PLATFORM", "everything about its metrics", least=0, complete="place"),),
        (Option(("--all",), "closed metrics too"),),
        query=True,
        about="Each metric with n, its level and how far that can be trusted, its state (too early,"
        " ok, watch, warning) and the room left before a limit.",
        examples=("quality", "quality uhrs", "quality --json"),
    ),
)
