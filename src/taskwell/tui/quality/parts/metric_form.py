"""A metric in place: where, what it measures, its thresholds, and what the early warning watches."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from taskwell.catalogue.entries import Measure
from taskwell.commands.metrics import add_metric, set_metric
from taskwell.errors import BadInput, CouldNot, TaskwellError
from taskwell.queries.directory import directory
from taskwell.queries.measures import offered_measures
from taskwell.queries.metrics import metric_label, metrics
from taskwell.queries.settings import calendar
from taskwell.records.metric import KINDS, Metric, plain_number
from taskwell.records.text import visible
from taskwell.records.threshold_words import thresholds_text
from taskwell.tui.place import Place
from taskwell.tui.roster.list_part import Item, ListPart
from taskwell.tui.roster.parts.which import about
from taskwell.tui.roster.platform_form import FieldsForm, changed
from taskwell.tui.widgets.form import Field
from taskwell.words.entry import split_place

HELP = {
    "place": "a platform, or PLATFORM/PROJECT",
    "name": "what it is called there, such as spam score",
    "kind": ", ".join(KINDS) + "; access where no number is shown",
    "range": "of a rating or score: 1-5, 0-100",
    "thresholds": "90 restrict; 80 ban last 10 min 5; 95 watch; 4.3 unlock $21/h",
    "direction": "up: more is better; down: less is, as with an error rate",
    "last": "how many of the newest answers the platform counts; empty: all",
    "good": "your usual level, from which a fall is warned of; empty: worked out",
    "bad": "the level to be warned of; empty: worked out",
    "pending": "answers that are not judged yet, for the worst case",
    "closed": "yes, no; a closed one keeps its readings",
}
NEW = ("place", "name", "kind", "range", "thresholds", "direction", "last")
EDIT = ("name", "range", "thresholds", "direction", "last", "good", "bad", "pending", "closed")


def open_metric_form(
    place: Place, uid: str | None, *, back: Callable[[], object] | None = None
) -> None:
    """The form of a metric; without one a new one, what the catalogue offers first."""
    if uid is None:
        open_new_metric(place)
        return
    metric = metrics(place.store).by_uid.get(uid)
    if metric is None:
        raise CouldNot("This metric is gone", "look at the list again")
    fields = [
        Field(key, key, text, HELP.get(key, "")) for key, text in typed_fields(metric).items()
    ]

    def save(values: Mapping[str, str]) -> None:
        changes = changed(fields, values)
        if changes:
            set_metric(place.store, place.now(), metric.uid, changes)
            label = metric_label(place.store, metrics(place.store).by_uid[metric.uid])
            place.taskwell.say(f"{label}: {', '.join(changes)} changed", undo=True)

    form = FieldsForm(
        metric_label(place.store, metric), fields, save, draft_key=f"metric {uid}", back=back
    )
    place.open_part(form)


def typed_fields(metric: Metric) -> dict[str, str]:
    """The fields of a metric as a person types them."""

    def number(value: object) -> str:
        return "" if value is None else str(value)

    values = {
        "name": metric.name,
        "range": f"{plain_number(metric.low)}-{plain_number(metric.high)}",
        "thresholds": thresholds_text(metric.thresholds),
        "direction": metric.direction,
        "last": number(metric.last),
        "good": "" if metric.good is None else plain_number(metric.good),
        "bad": "" if metric.bad is None else plain_number(metric.bad),
        "pending": number(metric.pending),
        "closed": "yes" if metric.closed else "no",
    }
    if metric.counted or metric.kind == "access":
        del values["range"]
    if metric.kind == "access":
        return {key: values[key] for key in ("name", "closed")}
    return values


def open_new_metric(place: Place) -> None:
    """What the catalogue knows of the platform at hand to choose from, else an empty form."""
    typed = _place_at_hand(place)
    name, _ = split_place(typed) if typed else ("", None)
    try:
        home = directory(place.store).platform(name) if name else None
    except TaskwellError:
        home = None
    today = calendar(place.store).day_of(place.now())
    offers = offered_measures(place.store, home, today) if home is not None else ()
    if not offers or home is None:
        new_form(place, typed)
        return
    by_key = {f"{number}": measure for number, (measure, _) in enumerate(offers)}
    items = [
        Item(str(number), measure_text(measure, verify=verify))
        for number, (measure, verify) in enumerate(offers)
    ]
    items.append(Item("own", "another, in your own words"))

    def choose(key: str) -> None:
        new_form(place, typed, by_key.get(key))

    place.open_part(
        ListPart(
            f"How {visible(home.name)} measures quality",
            lambda: items,
            choose,
            hint="enter takes it; thresholds are yours to add   esc back",
            empty="",
        )
    )


def measure_text(measure: Measure, *, verify: bool) -> str:
    """`review 1-5, a rating (the catalogue's word, verify)`."""
    kinds = {
        "percent": "a percentage",
        "passfail": "right and wrong answers",
        "rating": "a rating",
        "score": "a score",
        "access": "no number is shown",
    }
    name = f"{measure.name} {measure.range}".rstrip()
    return f"{name}, {kinds[measure.kind]}{' (verify)' if verify else ''}"


def new_form(place: Place, typed: str, measure: Measure | None = None) -> None:
    """The form of a new metric, filled in as far as is known."""
    values = dict.fromkeys(NEW, "") | {"place": typed, "direction": "up"}
    if measure is not None:
        values |= {"name": measure.name, "kind": measure.kind, "range": measure.range}
    fields = [Field(key, key, text, HELP.get(key, "")) for key, text in values.items()]

    def save(given: Mapping[str, str]) -> None:
        add_from(place, given)

    focus = "thresholds" if measure is not None else "name" if typed else "place"
    draft = f"new metric {typed} {measure.name if measure else ''}"
    place.open_part(FieldsForm("New metric", fields, save, draft_key=draft, focus_on=focus))


def add_from(place: Place, given: Mapping[str, str]) -> None:
    """Adds the metric that a form describes; BadInput names the field."""
    typed = {key: text.strip() for key, text in given.items()}
    if not typed["place"]:
        raise BadInput("No platform is named", "type the beginning of its name", field="place")
    platform, project = split_place(typed["place"])
    options = {key: typed[key] or None for key in ("range", "direction", "last")}
    if typed["kind"] in ("percent", "passfail", "access"):
        options["range"] = None
    try:
        uid = add_metric(
            place.store,
            place.now(),
            platform,
            typed["name"],
            typed["kind"],
            project=project,
            thresholds=[typed["thresholds"]] if typed["thresholds"] else (),
            **options,
        )
    except BadInput as error:
        field = {"platform": "place", "project": "place", "metric": "name"}.get(
            error.field or "", error.field
        )
        raise BadInput(error.what, error.what_to_do, field=field) from error
    label = metric_label(place.store, metrics(place.store).by_uid[uid])
    place.taskwell.say(f"{label} added; r notes a reading", undo=True)


def _place_at_hand(place: Place) -> str:
    """The platform at hand, with the project of the session in front, as it is typed."""
    try:
        found = about(place)
    except CouldNot:
        return ""
    names = directory(place.store)
    project = names.project_name(found.project)
    home = names.platform_name(found.platform)
    return f"{home}/{project}" if project else home
