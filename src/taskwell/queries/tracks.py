"""The readings of a metric in order of time, with running sums and the early warning beside them.

Readings are added at the end nearly always, so what was worked out for those before them is kept:
a new reading among 20,000 costs one step, not 20,000.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from threading import RLock
from typing import NamedTuple, cast
from weakref import WeakKeyDictionary

from taskwell.queries.metrics import metrics
from taskwell.queries.watching import BASELINE, USUAL, Step, Warner, warner_for
from taskwell.records.metric import Metric, scaled
from taskwell.records.reading import TABLE
from taskwell.store.documents import Doc
from taskwell.store.store import Store

_FORM = "1"


class Row(NamedTuple):
    """One reading: instant as text, document id, and right of total answers or a value in
    ten-thousandths of the metric's unit."""

    at: str
    id: int
    right: int | None
    total: int | None
    value: int | None


Stored = list[str | int | None]
"""A row as JSON keeps it."""
Month = Mapping[str, list[Stored]]


@dataclass
class Track:
    """A metric's readings, oldest first, and sums over the first k of them at index k.

    Values are turned so that more is better: with direction "down" they are mirrored in the
    metric's range. `steps` is the early warning after each reading.
    """

    metric: Metric
    warner: Warner
    rows: list[Row] = field(default_factory=list)
    rights: list[int] = field(default_factory=lambda: [0])
    totals: list[int] = field(default_factory=lambda: [0])
    counts: list[int] = field(default_factory=lambda: [0])
    sums: list[int] = field(default_factory=lambda: [0])
    squares: list[int] = field(default_factory=lambda: [0])
    steps: list[Step] = field(default_factory=list)

    @property
    def counted(self) -> bool:
        """Whether its level is right answers of all, not the mean of values."""
        return self.totals[-1] > 0

    def turned(self, value: int) -> int:
        """A value mirrored where less is better; mirrored twice it is the value again."""
        return _turned(self.metric, value)

    def begins(self, rows: list[Row]) -> bool:
        """Whether rows only go on from those here, and what the early warning is set by is settled."""
        held, n = len(self.rows), self.counts[-1]
        if self.totals[-1] < USUAL or rows[:held] != self.rows:
            return False
        return n >= BASELINE or (n == 0 and all(row.value is None for row in rows[held:]))

    def take(self, rows: list[Row]) -> None:
        """Take the readings as they are now; what they share with those before is kept."""
        same = _shared(self.rows, rows)
        for kept in (self.rights, self.totals, self.counts, self.sums, self.squares):
            del kept[same + 1 :]
        del self.steps[same:]
        self.rows = rows
        step = self.steps[-1] if self.steps else Step()
        for row in rows[same:]:
            right, total = row.right or 0, row.total or 0
            value = None if row.value is None else self.turned(row.value)
            self.rights.append(self.rights[-1] + right)
            self.totals.append(self.totals[-1] + total)
            self.counts.append(self.counts[-1] + (value is not None))
            self.sums.append(self.sums[-1] + (value or 0))
            self.squares.append(self.squares[-1] + (value or 0) ** 2)
            step = self.warner.after(
                step, len(self.steps), row.at, right, total - right, value, self.counts[-1]
            )
            self.steps.append(step)

    def step(self) -> Step:
        """The early warning now: what was acknowledged after the last reading counts too."""
        return self.warner.now(self.steps[-1] if self.steps else Step())

    def answers(self, last: int | None = None) -> tuple[int, int]:
        """(right, all) of the newest `last` answers, or of all of them.

        Where only a part of a reading is among them, its right answers count by their share,
        rounded half up.
        """
        right, total = self.rights[-1], self.totals[-1]
        if last is None or total <= last:
            return right, total
        first = _first_within(self.totals, total - last)
        over = self.totals[first + 1] - (total - last)
        row = self.rows[first]
        size, good = row.total or 0, row.right or 0
        part = (2 * good * over + size) // (2 * size) if size else 0
        return right - self.rights[first + 1] + part, last

    def outcomes(self, last: int) -> list[bool]:
        """The newest `last` answers, oldest first; wrong ones of a reading are spread evenly."""
        found: list[bool] = []
        for row in reversed(self.rows):
            if row.total:
                wrong = row.total - (row.right or 0)
                spread = [
                    (number + 1) * wrong // row.total == number * wrong // row.total
                    for number in range(row.total)
                ]
                found = spread + found
                if len(found) >= last:
                    break
        return found[-last:]

    def scores(self, last: int | None = None) -> tuple[int, int, int]:
        """(n, sum, sum of squares) of the newest `last` values, or of all, turned."""
        n = self.counts[-1]
        if last is None or n <= last:
            return n, self.sums[-1], self.squares[-1]
        first = _first_within(self.counts, n - last)
        return last, self.sums[-1] - self.sums[first], self.squares[-1] - self.squares[first]


def _shared(before: list[Row], after: list[Row]) -> int:
    """How many rows at the beginning are the same."""
    most = min(len(before), len(after))
    if before[:most] == after[:most]:
        return most
    low, high = 0, most  # before[:low] is the same; before[:high] is not
    while high - low > 1:
        middle = (low + high) // 2
        if before[low:middle] == after[low:middle]:
            low = middle
        else:
            high = middle
    return low


def _first_within(sums: list[int], over: int) -> int:
    """The index of the row that holds the first one after the first `over`."""
    low, high = 0, len(sums) - 1
    while low < high:
        middle = (low + high) // 2
        if sums[middle + 1] > over:
            high = middle
        else:
            low = middle + 1
    return low


@dataclass
class _Kept:
    """What was worked out for a store: after which change, the rows of each of its months, all rows
    of each metric, and every track."""

    sequence: int = -1
    months: list[tuple[Month, dict[str, list[Row]]]] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    tracks: dict[str, Track] = field(default_factory=dict)
    lock: RLock = field(default_factory=RLock)


_KNOWN: WeakKeyDictionary[Store, _Kept] = WeakKeyDictionary()


def track(store: Store, uid: str) -> Track:
    """The readings of the metric of a uid, as they are now. KeyError when there is no such metric."""
    metric = metrics(store).by_uid[uid]
    kept = _KNOWN.setdefault(store, _Kept())
    with kept.lock:  # what the message line has to say is worked out in a thread at the start
        _refresh(store, kept)
        rows = kept.rows.get(uid, [])
        known = kept.tracks.get(uid)
        if known is not None and known.metric == metric and known.rows is rows:
            return known
        if known is None or known.metric != metric:
            known = kept.tracks[uid] = Track(metric, _warner(metric, rows))
        elif not known.begins(rows):
            warner = _warner(metric, rows)
            if warner != known.warner:
                known = kept.tracks[uid] = Track(metric, warner)
        known.take(rows)
        return known


def _refresh(store: Store, kept: _Kept) -> None:
    """The rows of every metric, in order; those of a metric stay the same list while nothing of it
    changed, and those of a month the same rows."""
    if kept.sequence == store.sequence:
        return
    found = [month for _, month in store.derived("readings", _FORM, _month, table=TABLE)]
    kept.sequence = store.sequence
    known = {id(month): rows for month, rows in kept.months}
    before = kept.months
    kept.months = [(month, known.get(id(month)) or _rows_of(month)) for month in found]
    new = {id(month) for month in found}
    changed = {uid for month, rows in before if id(month) not in new for uid in rows}
    changed |= {uid for month, rows in kept.months if id(month) not in known for uid in rows}
    for uid in changed:
        rows = _in_order([rows[uid] for _, rows in kept.months if uid in rows])
        if not rows:
            kept.rows.pop(uid, None)
        elif rows != kept.rows.get(uid):
            kept.rows[uid] = rows


def _rows_of(month: Month) -> dict[str, list[Row]]:
    return {uid: sorted(_row(each) for each in stored) for uid, stored in month.items()}


def _in_order(months: list[list[Row]]) -> list[Row]:
    """The rows of several months, each in order: a moved reading may lie in another month's file."""
    rows = [row for month in months for row in month]
    if any(one[-1] > other[0] for one, other in pairwise(months)):
        rows.sort()
    return rows


def _month(month: str, rows: Mapping[int, Doc]) -> Month:
    """The readings of one month by their metric's uid, as JSON keeps them."""
    found: dict[str, list[Stored]] = {}
    for number, document in rows.items():
        value = document.get("value")
        row: Stored = [
            str(document["at"]),
            number,
            _count(document.get("correct")),
            _count(document.get("total")),
            None if value is None else scaled(Decimal(str(value))),
        ]
        found.setdefault(str(document["metric"]), []).append(row)
    return found


def _row(stored: Stored) -> Row:
    return Row(*cast("tuple[str, int, int | None, int | None, int | None]", tuple(stored)))


def _count(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _warner(metric: Metric, rows: list[Row]) -> Warner:
    right = total = 0
    for row in rows:
        if total >= USUAL:
            break
        right, total = right + (row.right or 0), total + (row.total or 0)
    values: list[int] = []
    for row in rows:
        if len(values) == BASELINE:
            break
        if row.value is not None:
            values.append(_turned(metric, row.value))
    return warner_for(metric, (right, total), values)


def _turned(metric: Metric, value: int) -> int:
    return value if metric.direction == "up" else scaled(metric.low + metric.high) - value
