"""The Quality tab as scripts read it."""

from __future__ import annotations

from decimal import Decimal

from taskwell.queries.directory import directory
from taskwell.queries.quality_cards import MetricState, Qualification, Quality
from taskwell.store.store import Store


def quality_json(store: Store, found: Quality) -> dict[str, object]:
    """As scripts read it: the metrics, and the qualifications that wait."""
    return {
        "metrics": [_metric_json(store, each) for each in found.metrics],
        "qualifications": [
            {
                "uid": each.uid,
                "place": each.place,
                "name": each.name,
                "tries": each.tries,
                "result": each.now,
                "state": each.state,
                "when": each.when,
            }
            for each in found.rows
            if isinstance(each, Qualification)
        ],
    }


def _metric_json(store: Store, each: MetricState) -> dict[str, object]:
    names, metric = directory(store), each.metric
    return {
        "uid": metric.uid,
        "platform": names.platform_name(metric.platform),
        "project": names.project_name(metric.project),
        "name": metric.name,
        "kind": metric.kind,
        "unit": metric.unit,
        "range": [float(metric.low), float(metric.high)],
        "n": each.n,
        "value": _number(each.value),
        "interval": None if each.interval is None else [_number(end) for end in each.interval],
        "state": each.state,
        "thresholds": [view.json() for view in each.thresholds],
        "headroom": None if each.headroom is None else each.headroom.json(),
        "alarm": None if each.alarm is None else each.alarm.json(),
        "falling": each.falling,
        "access": each.access or None,
        "days_old": each.days_old,
        "closed": metric.closed,
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else round(float(value), 4)
