"""`x`: what else can be done with a metric: seen, its readings, close, delete."""

from __future__ import annotations

from taskwell.commands.metrics import acknowledge, delete_metric, set_metric
from taskwell.commands.readings import delete_reading
from taskwell.errors import CouldNot
from taskwell.queries.metrics import metric_label, metrics
from taskwell.queries.quality_cards import MetricState, QualityRow, ReadingLine
from taskwell.queries.readings import reading_lines, typed_reading
from taskwell.queries.skills import skills
from taskwell.records.metric import Metric
from taskwell.records.text import visible
from taskwell.tui.drawing import veiled
from taskwell.tui.part import Handler, Part, PrefixPart
from taskwell.tui.place import Place
from taskwell.tui.roster.list_part import Item, ListPart

MOST = 200
"""Readings that the list reaches back."""


def more_part(place: Place, row: QualityRow) -> Part:
    """The menu of a metric; that of a qualification are the skills of its platform."""
    if not isinstance(row, MetricState):
        return _skills(place, row.uid, row.place)
    metric = row.metric
    options: list[tuple[str, str, Handler]] = []
    if row.alarm is not None:
        options.append(("s", "seen, warn anew from here", lambda: seen(place, metric.uid)))
    options += [
        ("r", "readings", lambda: open_readings(place, metric)),
        ("e", "edit", lambda: _form(place, metric.uid)),
        ("c", "open again" if metric.closed else "close", lambda: _close(place, metric)),
        ("d", "delete", lambda: _delete(place, metric.uid)),
    ]
    return PrefixPart(metric_label(place.store, metric), options)


def _skills(place: Place, uid: str, name: str) -> Part:
    from taskwell.tui.roster.skills_part import skills_part

    known = skills(place.store, place.now())
    found = next((each for each in known if each.uid == uid), None)
    if found is None:
        raise CouldNot("This qualification is gone", "look at the list again")
    return skills_part(place, found.platform_uid or "", name)


def seen(place: Place, uid: str) -> None:
    """Notes that a warning was seen."""
    label = acknowledge(place.store, place.now(), uid)
    place.taskwell.say(f"{label}: seen, it warns anew from here on", undo=True)


def _form(place: Place, uid: str) -> None:
    from taskwell.tui.quality.parts.metric_form import open_metric_form

    open_metric_form(place, uid)


def _close(place: Place, metric: Metric) -> None:
    word = "no" if metric.closed else "yes"
    set_metric(place.store, place.now(), metric.uid, {"closed": word})
    told = "open again" if metric.closed else "closed; its readings stay"
    place.taskwell.say(f"{metric_label(place.store, metric)} {told}", undo=True)


def _delete(place: Place, uid: str) -> None:
    label = delete_metric(place.store, place.now(), uid)
    place.taskwell.say(f"{label} deleted", undo=True)


def open_readings(place: Place, metric: Metric) -> None:
    """The newest readings: Enter types one over, d deletes it."""

    def lines() -> tuple[ReadingLine, ...]:
        return reading_lines(place.store, place.now(), metric.uid, MOST)

    def of(key: str) -> ReadingLine:
        found = next((each for each in lines() if each.key == key), None)
        if found is None:
            raise CouldNot("This reading is gone", "look at the list again")
        return found

    def change(key: str) -> None:
        from taskwell.tui.quality.parts.reading import open_change

        line = of(key)
        typed = typed_reading(place.store, line.id)
        open_change(place, line.id, metric, typed, lambda: open_readings(place, metric))

    def delete(key: str | None) -> None:
        if key is not None:
            made = delete_reading(place.store, place.now(), of(key).id)
            place.taskwell.say(f"{made.label} {made.text} deleted", undo=True)
            part.redraw()

    part = ListPart(
        f"Readings of {metric_label(place.store, metric)}",
        lambda: [
            Item(each.key, reading_line_text(each, hidden=place.taskwell.hidden))
            for each in lines()
        ],
        change,
        hint="enter changes   d deletes   esc back",
        more={"d": delete},
        empty="no reading yet: r notes one",
    )
    place.open_part(part)


def reading_line_text(line: ReadingLine, *, hidden: bool = False) -> str:
    """`Thu 19 Nov 14:05   18 of 20   too short`, the feedback masked on request."""
    feedback = " ".join(visible(line.feedback).split())
    told = veiled(feedback) if hidden else feedback
    return f"{line.when:<17} {line.what:<12} {told}".rstrip()


def open_row_readings(place: Place, uid: str) -> None:
    """The readings of the metric of a uid; CouldNot when it is gone."""
    metric = metrics(place.store).by_uid.get(uid)
    if metric is None:
        raise CouldNot("This metric is gone", "look at the list again")
    open_readings(place, metric)
