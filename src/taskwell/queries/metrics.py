"""Metrics by platform and name: what a person calls them, and what the records call them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from weakref import WeakKeyDictionary

from taskwell.errors import BadInput
from taskwell.queries.directory import Directory, directory
from taskwell.queries.lookup import place_label
from taskwell.records import metric as records
from taskwell.records.metric import TABLE, Metric
from taskwell.records.text import visible
from taskwell.store.store import Store

_HOW = "taskwell metric add makes one"


@dataclass(frozen=True)
class Metrics:
    """Every metric by uid, and the ids of their documents."""

    by_uid: Mapping[str, Metric]
    ids: Mapping[str, int]

    def of(
        self, platform: str, project: str | None = None, *, open_only: bool = True
    ) -> list[Metric]:
        """The metrics of a platform's uid; with a project its own first, then the platform's, and
        those of other projects left out."""
        found = [
            each
            for each in self.by_uid.values()
            if each.platform == platform
            and not (open_only and each.closed)
            and (project is None or each.project in (None, project))
        ]
        return sorted(found, key=lambda each: (each.project is None, each.name.casefold()))


_KNOWN: WeakKeyDictionary[Store, tuple[object, Metrics]] = WeakKeyDictionary()


def metrics(store: Store) -> Metrics:
    """The metrics of a store; read again only after a change."""
    rows = store.core(TABLE)
    version = (store.sequence, len(rows))
    known = _KNOWN.get(store)
    if known is not None and known[0] == version:
        return known[1]
    found = {number: records.from_document(doc) for number, doc in rows.items()}
    made = Metrics(
        {each.uid: each for each in found.values()},
        {each.uid: number for number, each in found.items()},
    )
    _KNOWN[store] = (version, made)
    return made


def find_metric(store: Store, platform: str, name: str = "", project: str | None = None) -> Metric:
    """The metric of a platform (name, its beginning, or uid) by its name or a unique beginning.

    Without a name the only one there is. With a project only its own and the platform's count; one
    that is closed is found where no open one is called so.
    BadInput when there is none or more than one, naming those that come near.
    """
    names = directory(store)
    home = names.platforms.get(platform) or names.platform(platform)
    part = None
    if project:
        known = names.projects.get(project)
        part = (known or names.project(home, project)).uid
    every = metrics(store).of(home.uid, part, open_only=False)
    among = [each for each in every if not each.closed] or every
    label = place_label(names, home.uid, part)
    if not among:
        raise BadInput(f"{label} has no metric", _HOW, field="metric")
    wanted = name.strip().casefold()
    found = _named(among, wanted) or (_named(every, wanted) if wanted else [])
    if part is not None and len(found) > 1:
        found = [each for each in found if each.project == part] or found
    if len(found) == 1:
        return found[0]
    if found:
        told = ", ".join(_label(names, each) for each in found[:5])
        raise BadInput(
            f"'{visible(name.strip()[:40])}' could be {told}" if wanted else f"{label} has {told}",
            "type more of its name, or name the project too: PLATFORM/PROJECT",
            field="metric",
        )
    known_names = {each.name.casefold(): each.name for each in among}
    near = get_close_matches(wanted, known_names, n=3, cutoff=0.5)
    offer = [visible(known_names[each]) for each in near] or [visible(each.name) for each in among]
    raise BadInput(
        f"{label} has no metric '{visible(name.strip()[:40])}'",
        f"did you mean {', '.join(dict.fromkeys(offer[:5]))}? {_HOW}",
        field="metric",
    )


def _named(among: list[Metric], wanted: str) -> list[Metric]:
    """Those of a name, else those that begin so."""
    exact = [each for each in among if each.name.casefold() == wanted]
    return exact or [each for each in among if each.name.casefold().startswith(wanted)]


def metric_label(store: Store, metric: Metric) -> str:
    """`UHRS / Relevance: spam score`, safe to show."""
    names = directory(store)
    return f"{place_label(names, metric.platform, metric.project)}: {visible(metric.name)}"


def _label(names: Directory, metric: Metric) -> str:
    part = names.project_name(metric.project)
    return f"{visible(metric.name)}{f' of {visible(part)}' if part else ''}"
