"""The words of the : line about quality: the shell's words, answered in a line or on a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from taskwell.errors import BadInput
from taskwell.tui.command import Command, places
from taskwell.tui.typed import take_apart

if TYPE_CHECKING:
    from taskwell.records.metric import Metric
    from taskwell.tui.app import TaskwellApp

_ADD = ("kind", "threshold", "range", "direction", "last", "good", "bad")
_METRIC = (
    "metric add PLATFORM NAME --kind percent|rating|score|passfail|access, metric set PLATFORM NAME"
    " FIELD=VALUE, metric seen PLATFORM NAME, metric delete PLATFORM NAME"
)


def _metric_of(app: TaskwellApp, words: Sequence[str], usage: str) -> Metric:
    """The metric that words name: a platform with or without a project, and a beginning."""
    from taskwell.words.scoring import metric_named

    if not words:
        raise BadInput("No platform is named", f"write {usage}")
    return metric_named(app.store, words[0], words[1:])


def _metric(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.metrics import acknowledge, add_metric, delete_metric, set_metric
    from taskwell.queries.directory import directory
    from taskwell.queries.metrics import metric_label, metrics
    from taskwell.words.entry import place_names

    typed = take_apart(rest, _ADD)
    if not typed.words:
        raise BadInput("metric needs to be told what", f"write {_METRIC}")
    act, words = typed.words[0], typed.words[1:]
    if act == "add" and len(words) > 1:
        platform, project = place_names(words[0], directory(app.store))
        uid = add_metric(
            app.store,
            app.clock(),
            platform,
            " ".join(words[1:]).replace("_", " "),
            typed.value("kind") or "",
            project=project,
            thresholds=typed.every("threshold"),
            **{key: typed.value(key) for key in _ADD[2:]},
        )
        app.say(f"{metric_label(app.store, metrics(app.store).by_uid[uid])} added", undo=True)
    elif act == "set" and len(words) > 1:
        named = [word for word in words if "=" not in word]
        found = _metric_of(app, named, _METRIC)
        changes = dict(word.split("=", 1) for word in words if "=" in word)
        if not changes:
            raise BadInput("Nothing to change is named", f"write {_METRIC}")
        set_metric(app.store, app.clock(), found.uid, changes)
        label = metric_label(app.store, metrics(app.store).by_uid[found.uid])
        app.say(f"{label}: {', '.join(changes)} changed", undo=True)
    elif act == "seen" and words:
        found = _metric_of(app, words, _METRIC)
        label = acknowledge(app.store, app.clock(), found.uid)
        app.say(f"{label}: seen, it warns anew from here on", undo=True)
    elif act == "delete" and words:
        label = delete_metric(app.store, app.clock(), _metric_of(app, words, _METRIC).uid)
        app.say(f"{label} deleted", undo=True)
    else:
        raise BadInput("metric needs to be told what", f"write {_METRIC}")


def _score(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.readings import note_reading
    from taskwell.words.scoring import metric_and_line

    metric, line = metric_and_line(app.store, rest.split())
    made = note_reading(app.store, app.clock(), metric.uid, line)
    app.say(f"{made.label} {made.text}", undo=True)


async def _quality(app: TaskwellApp, rest: str) -> None:
    from taskwell.tui.quality.page import open_page

    await app.go_to("quality")
    if rest.strip():
        open_page(
            app.place_now, _metric_of(app, take_apart(rest).words, "quality PLATFORM NAME").uid
        )


def _ladder(app: TaskwellApp, rest: str) -> None:
    from taskwell.tui.quality.ladder_page import show_ladder

    show_ladder(app)


QUALITY: tuple[Command, ...] = (
    Command("metric", "metric add PLATFORM NAME --kind K", "how quality is measured", _metric, places),
    Command("score", "score PLATFORM [NAME] 18/20", "notes a score", _score, places,
            bare="quality.reading"),
    Command("quality", "quality [PLATFORM [NAME]]", "scores, and how sure they are", _quality, places,
            writes=False),
    Command("ladder", "ladder", "every tier on the way up", _ladder, writes=False),
)  # fmt: skip
"""The words of the : line that the Quality tab brings."""
