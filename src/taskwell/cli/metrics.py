"""Metrics in a shell: added, changed, listed, acknowledged, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taskwell.cli.context import Context
from taskwell.cli.output import columns
from taskwell.cli.skills import changes_of
from taskwell.cli.spec import Command, Given, Option, Word
from taskwell.errors import BadInput
from taskwell.records.metric import DIRECTIONS, FIELDS, KINDS, MEANINGS
from taskwell.records.threshold_words import thresholds_text

if TYPE_CHECKING:
    from taskwell.records.metric import Metric

_PLACE = "PLATFORM[/PROJECT]"


def _named(context: Context, given: Given) -> Metric:
    """The metric of the words PLATFORM[/PROJECT] and NAME."""
    from taskwell.words.scoring import metric_named

    return metric_named(
        context.store, given.word(_PLACE), given.all_words("NAME"), given.text("project")
    )


def _label(context: Context, uid: str) -> str:
    from taskwell.queries.metrics import metric_label, metrics

    return metric_label(context.store, metrics(context.store).by_uid[uid])


def _add(context: Context, given: Given) -> int:
    from taskwell.commands.metrics import add_metric
    from taskwell.queries.directory import directory
    from taskwell.words.entry import place_names

    platform, part = place_names(given.word(_PLACE), directory(context.store))
    project = given.text("project")
    if part is not None and project is not None:
        raise BadInput("The project is named twice", "keep one")
    kind = given.text("kind")
    if kind is None:
        raise BadInput("The metric has no kind", f"add --kind and one of {', '.join(KINDS)}")
    uid = add_metric(
        context.store,
        context.now,
        platform,
        " ".join(given.all_words("NAME")),
        kind,
        project=project or part,
        thresholds=given.many("threshold"),
        range=given.text("range"),
        direction=given.text("direction"),
        last=given.text("last"),
        good=given.text("good"),
        bad=given.text("bad"),
    )
    return context.done(f"{_label(context, uid)} is there", {"uid": uid})


def _set(context: Context, given: Given) -> int:
    from taskwell.commands.metrics import set_metric

    words = given.all_words("NAME FIELD=VALUE")
    at = next((number for number, word in enumerate(words) if "=" in word), len(words))
    changes = changes_of(words[at:], FIELDS, "A metric")
    if not changes:
        raise BadInput("Nothing to change is named", f"fields are {', '.join(FIELDS)}")
    from taskwell.words.scoring import metric_named

    found = metric_named(context.store, given.word(_PLACE), words[:at], given.text("project"))
    set_metric(context.store, context.now, found.uid, changes)
    return context.done(
        f"{_label(context, found.uid)}: {', '.join(changes)} changed", {"uid": found.uid}
    )


def _seen(context: Context, given: Given) -> int:
    from taskwell.commands.metrics import acknowledge

    found = _named(context, given)
    label = acknowledge(context.store, context.now, found.uid)
    return context.done(f"{label}: seen, it warns anew from here on", {"uid": found.uid})


def _delete(context: Context, given: Given) -> int:
    from taskwell.commands.metrics import delete_metric

    found = _named(context, given)
    label = delete_metric(context.store, context.now, found.uid)
    return context.done(f"{label} deleted; taskwell undo takes it back", {"uid": found.uid})


def _list(context: Context, given: Given) -> int:
    from taskwell.queries.directory import directory
    from taskwell.queries.lookup import place_label
    from taskwell.queries.metrics import metrics
    from taskwell.queries.tracks import track
    from taskwell.words.entry import place_names

    names = directory(context.store)
    typed = given.word("PLATFORM")
    only = names.platform(place_names(typed, names)[0]).uid if typed else None
    found = sorted(
        (
            each
            for each in metrics(context.store).by_uid.values()
            if only in (None, each.platform) and (given.flag("all") or not each.closed)
        ),
        key=lambda each: (place_label(names, each.platform, each.project).casefold(), each.name),
    )
    rows = [
        [
            place_label(names, each.platform, each.project),
            each.measure(),
            each.kind,
            thresholds_text(each.thresholds),
            str(len(track(context.store, each.uid).rows)),
            "closed" if each.closed else "",
        ]
        for each in found
    ]
    heads = ("platform / project", "measure", "kind", "thresholds", "readings", "")
    if context.json:
        context.give({"metrics": [_json(context, each) for each in found]})
    elif context.plain:
        context.facts([list(zip(heads, row, strict=True))[:-1] for row in rows])
    elif rows:
        context.say(columns(heads, rows, "    r", drop=("kind", "thresholds")))
    else:
        context.warn("No metric yet; taskwell metric add makes one")
    return 0


def _json(context: Context, each: Metric) -> dict[str, object]:
    from taskwell.queries.directory import directory

    names = directory(context.store)
    return {
        "uid": each.uid,
        "platform": names.platform_name(each.platform),
        "project": names.project_name(each.project),
        "name": each.name,
        "kind": each.kind,
        "range": [float(each.low), float(each.high)],
        "direction": each.direction,
        "thresholds": thresholds_text(each.thresholds),
        "last": each.last,
        "good": None if each.good is None else float(each.good),
        "bad": None if each.bad is None else float(each.bad),
        "pending": each.pending,
        "closed": each.closed,
    }


_WHERE = Word(_PLACE, "where", complete="place")
_NAME = Word("NAME", "its name, or the beginning; may be left out where there is one", 0, None)
_PROJECT = Option(("--project",), "the project, if not named with the platform", "P")

COMMANDS = (
    Command(
        "metric add",
        _add,
        (_WHERE, Word("NAME", "what it is called there", most=None)),
        (
            Option(("--kind",), ", ".join(KINDS), "K", choices=KINDS),
            Option(("--threshold",), "a value and what it means: '95 restrict'", "T", many=True),
            Option(("--range",), "of a rating or score, if not 1-5 or 0-100", "LOW-HIGH"),
            Option(("--direction",), "up (more is better) or down", "D", choices=DIRECTIONS),
            Option(("--last",), "how many of the newest answers the platform counts", "N"),
            Option(("--good",), "the usual level, from which a fall is warned of", "V"),
            Option(("--bad",), "the level to be warned of", "V"),
            _PROJECT,
        ),
        about="A threshold is a value and one of " + ", ".join(MEANINGS) + ", then in any order:"
        " last N (only so many answers count), min N (from so many on), and for one that unlocks what"
        " it pays, tier NAME and needs QUALIFICATION.",
        examples=(
            "metric add uhrs/relevance 'spam score' --kind percent --threshold '90 restrict'",
            "metric add toloka skill --kind passfail --threshold '80 ban last 10 min 5'",
            "metric add outlier review --kind rating --threshold '4.3 unlock $21/h tier Senior'",
            "metric add dataannotation access --kind access",
        ),
    ),
    Command(
        "metric set",
        _set,
        (_WHERE, Word("NAME FIELD=VALUE", f"fields: {', '.join(FIELDS)}", most=None)),
        (_PROJECT,),
        about="Changes a metric; an empty value clears a field. Several thresholds stand apart by"
        " semicolons.",
        examples=("metric set uhrs spam 'thresholds=90 restrict; 95 watch' pending=12",),
    ),
    Command(
        "metric seen",
        _seen,
        (_WHERE, _NAME),
        (_PROJECT,),
        about="Acknowledges a warning: it starts anew from here on.",
        examples=("metric seen uhrs spam",),
    ),
    Command("metric delete", _delete, (_WHERE, _NAME), (_PROJECT,)),
    Command(
        "metric list",
        _list,
        (Word("PLATFORM", "only of this platform", least=0, complete="place"),),
        (Option(("--all",), "closed ones too"),),
        query=True,
    ),
)
