"""Which metric the words of a score name, and which of them are the reading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from taskwell.errors import BadInput
from taskwell.queries.directory import directory
from taskwell.queries.metrics import find_metric
from taskwell.records.metric import Metric
from taskwell.store.store import Store
from taskwell.words.entry import place_names

_READING = re.compile(r"[\d.]|[+-]\S*$|[yn]$", re.IGNORECASE)
"""How a reading begins; a word that does not is a metric's name."""
USAGE = "score PLATFORM[/PROJECT] NAME 18/20, or 92.1 yesterday"


def metric_named(
    store: Store, place: str, name: Sequence[str], project: str | None = None
) -> Metric:
    """The metric of `PLATFORM[/PROJECT]` and the words of its name (`_` for a space), or their
    beginning; without any the only one there is. BadInput names those that come near."""
    if not place.strip():
        raise BadInput("No platform is named", f"write {USAGE}")
    platform, part = place_names(place, directory(store))
    if part is not None and project is not None:
        raise BadInput("The project is named twice", "keep one", field="project")
    return find_metric(store, platform, " ".join(name).replace("_", " "), project or part)


def metric_and_line(store: Store, words: Sequence[str]) -> tuple[Metric, str]:
    """The metric and the reading of `PLATFORM NAME... READING`; the name may be left out where the
    platform has one metric, and the longest beginning that names one wins.

    BadInput for what names none.
    """
    if len(words) < 2:
        raise BadInput("A score needs a platform and a reading", f"write {USAGE}")
    place, rest = words[0], words[1:]
    for many in range(len(rest) - 1, 0, -1):
        try:
            return metric_named(store, place, rest[:many]), " ".join(rest[many:])
        except BadInput as error:
            if many == 1 and not _READING.match(rest[0]):
                raise error from None
    return metric_named(store, place, ()), " ".join(rest)
