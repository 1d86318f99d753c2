"""Numbers of a metric as they stand on the screen: never rounded over a threshold."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from taskwell.records.metric import PLACES, Metric, plain_number

_DECIMALS = {"percent": 1, "passfail": 1, "rating": 2, "score": 1}


def number_text(metric: Metric, value: Decimal) -> str:
    """A value without its unit: `92.1`, `4.21`, `86`.

    Percentages have one decimal, ratings two, scores one unless they are whole; more where
    rounding would put the value on the other side of a threshold, or on it.
    """
    places = _DECIMALS.get(metric.kind, 1)
    if metric.kind == "score" and value == value.to_integral_value():
        places = 0
    while places < PLACES and _crosses(metric, value, _rounded(value, places)):
        places += 1
    return format(_rounded(value, places), "f")


def level_text(metric: Metric, value: Decimal) -> str:
    """A value with its unit: `92.1 %`, `4.21`."""
    return f"{number_text(metric, value)} {metric.unit}".rstrip()


def limit_text(metric: Metric, value: Decimal) -> str:
    """A threshold as it was typed, with its unit: `90 %`, `4.30` for a rating."""
    text = plain_number(value)
    if metric.kind == "rating" and "." in text:
        text = format(_rounded(value, max(2, len(text.partition(".")[2]))), "f")
    return f"{text} {metric.unit}".rstrip()


def range_text(metric: Metric, interval: tuple[Decimal, Decimal] | None) -> str:
    """An interval without its unit: `88.0 - 94.9`; `-` without one."""
    if interval is None:
        return "-"
    places = _DECIMALS.get(metric.kind, 1)
    return " - ".join(format(_rounded(end, places), "f") for end in interval)


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _crosses(metric: Metric, value: Decimal, rounded: Decimal) -> bool:
    return any(
        (value < each.value) != (rounded < each.value)
        or (value > each.value) != (rounded > each.value)
        for each in metric.thresholds
    )
