"""Columns that line up in terminal cells, whatever script they hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aum_sync.text.cells import clip, fit, steady, width

GAP = "  "


@dataclass(frozen=True, slots=True)
class Column:
    """How a column takes its share: those of weight 0 are never cut, the others by weight."""

    weight: int = 0
    right: bool = False


def share(rows: Iterable[Sequence[str]], columns: Sequence[Column], cells: int) -> tuple[int, ...]:
    """How wide each column is so that a row takes at most ``cells`` cells, gaps included.

    A column is as wide as its widest cell where there is room for all; else those that need more
    than their share of what is left are cut to it.
    """
    needs = [0] * len(columns)
    for row in rows:
        needs = [max(need, width(cell)) for need, cell in zip(needs, row, strict=True)]
    room = cells - len(GAP) * (len(columns) - 1)
    room -= sum(need for need, column in zip(needs, columns, strict=True) if not column.weight)
    open_ = {index for index, column in enumerate(columns) if column.weight}
    while open_:
        weights = sum(columns[index].weight for index in open_)
        content = {i for i in open_ if needs[i] * weights <= room * columns[i].weight}
        if not content:
            break
        room -= sum(needs[index] for index in content)
        open_ -= content
    weights = sum(columns[index].weight for index in open_)
    for index in open_:
        needs[index] = max(room * columns[index].weight // weights, 1)
    return tuple(needs)


def place(row: Sequence[str], widths: Sequence[int], columns: Sequence[Column]) -> list[str]:
    """The cells of a row, each cut and padded to its column; the last is not padded."""
    last = len(row) - 1
    return [
        steady(clip(cell, cells))
        if index == last and not column.right
        else fit(cell, cells, right=column.right)
        for index, (cell, cells, column) in enumerate(zip(row, widths, columns, strict=True))
    ]


def align(rows: Sequence[Sequence[str]], columns: Sequence[Column], cells: int) -> list[list[str]]:
    """The rows of one table, each cell cut and padded so that they line up in ``cells`` cells."""
    widths = share(rows, columns, cells)
    return [place(row, widths, columns) for row in rows]
