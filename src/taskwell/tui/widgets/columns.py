"""The columns and the model of a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class Row(Protocol):
    """A row has a key that stays with its record."""

    @property
    def key(self) -> str: ...


RowT = TypeVar("RowT", bound=Row)
RowOut = TypeVar("RowOut", bound=Row, covariant=True)


class TableModel(Protocol[RowOut]):
    """Where rows come from: how many there are, some of them, and where a key stands now."""

    @property
    def count(self) -> int: ...

    def rows(self, first: int, count: int) -> Sequence[RowOut]: ...

    def position(self, key: str) -> int | None: ...


@dataclass(frozen=True)
class Column(Generic[RowT]):
    """One column.

    `width` in cells; `grow` is its share of the room that is left (0 = fixed width). Columns with
    the highest `drop` go first when the table is narrow; 0 never goes. `private` cells are masked
    while the screen is hidden. `least` is the narrowest a growing column may get.
    """

    title: str
    width: int
    cell: Callable[[RowT], str]
    align: str = "left"
    drop: int = 0
    grow: int = 0
    private: bool = False
    gap: int = 2

    @property
    def needs(self) -> int:
        """Its cells with the gap before it."""
        return self.width + self.gap


def layout_columns(columns: Sequence[Column[RowT]], width: int) -> list[tuple[Column[RowT], int]]:
    """The columns that are shown at a width in cells, each with its own width."""
    kept = list(columns)
    while sum(column.needs for column in kept) > width:
        droppable = [column for column in kept if column.drop]
        if not droppable:
            break
        kept.remove(max(droppable, key=lambda column: column.drop))
    room = max(width - sum(column.needs for column in kept), 0)
    shares = sum(column.grow for column in kept)
    laid = []
    for column in kept:
        extra = room * column.grow // shares if shares else 0
        laid.append((column, column.width + extra))
    if shares and laid:
        over = width - sum(size + column.gap for column, size in laid)
        last = max(n for n, (column, _) in enumerate(laid) if column.grow)
        column, size = laid[last]
        laid[last] = (column, max(size + over, 1))
    return laid
