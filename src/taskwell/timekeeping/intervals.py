"""Intervals of instants, half-open [start, end): merged, shared and taken out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

Interval = tuple[datetime, datetime]


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """The same time as intervals that neither overlap nor touch, in order; empty ones left out."""
    result: list[Interval] = []
    for start, end in sorted(intervals):
        if start >= end:
            continue
        if result and start <= result[-1][1]:
            if end > result[-1][1]:
                result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return result


def merged_seconds(intervals: Iterable[Interval]) -> int:
    """Wall time in seconds, counted once where intervals overlap."""
    return sum(seconds(each) for each in merged(intervals))


def seconds(interval: Interval) -> int:
    """The whole seconds of an interval, never negative."""
    return max(0, int((interval[1] - interval[0]).total_seconds()))


def shared_seconds(one: Interval, other: Interval) -> int:
    """How long two intervals run at the same time."""
    return seconds((max(one[0], other[0]), min(one[1], other[1])))


def each_without(intervals: Iterable[Interval], holes: Sequence[Interval]) -> Iterator[Interval]:
    """What is left of many intervals, in their order; the holes are merged already."""
    starts, ends = [each[0] for each in holes], [each[1] for each in holes]
    for start, end in intervals:
        first, last = bisect_right(ends, start), bisect_left(starts, end)
        yield from without((start, end), holes[first:last])


def without(interval: Interval, holes: Iterable[Interval]) -> list[Interval]:
    """What is left of an interval when the holes are taken out, in order."""
    start, end = interval
    left: list[Interval] = []
    for hole_start, hole_end in merged(holes):
        if hole_end <= start or hole_start >= end:
            continue
        if hole_start > start:
            left.append((start, hole_start))
        start = max(start, hole_end)
    if start < end:
        left.append((start, end))
    return left
