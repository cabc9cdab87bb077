"""A playlist on paper: the requests that are to change it, and what it holds after them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from aum_sync.plan.blocks import swaps
from aum_sync.plan.rehearsal import RANGE, move
from aum_sync.plan.types import InsertStep, MoveStep, Phase, RemoveStep, Step

Item = TypeVar("Item")


@dataclass(slots=True)
class Draft:
    """``cells`` are the playlist's slots, as indices of ``uris``; ``steps`` what was written down.

    A slot keeps its number wherever it is moved, so that two of one URI are told apart.
    """

    cells: list[int]
    uris: Sequence[str | None]
    chunk: int
    steps: list[Step] = field(default_factory=list)

    def insert(self, at: int, cells: Sequence[int], phase: Phase) -> None:
        """Insert slots, in as many requests as it takes."""
        for part in chunks(cells, self.chunk):
            self.steps.append(InsertStep(at, tuple(self._track(cell) for cell in part), phase))
            self.cells[at:at] = part
            at += len(part)

    def remove(self, uris: Sequence[str]) -> None:
        """Remove every slot with one of these URIs, in as many requests as it takes."""
        for part in chunks(uris, self.chunk):
            self.steps.append(RemoveStep(tuple(part)))
            gone = set(part)
            self.cells = [cell for cell in self.cells if self.uris[cell] not in gone]

    def sort(self, wanted: Sequence[int]) -> None:
        """Bring some slots in this order; others between them are carried along."""
        ranks = {cell: rank for rank, cell in enumerate(wanted)}
        row = [cell for cell in self.cells if cell in ranks]
        for i, j, k in swaps([ranks[cell] for cell in row], RANGE):
            # Nothing stands further up in the list than in the row.
            start, middle = self.cells.index(row[i], i), self.cells.index(row[j], j)
            self._swap(start, middle, self.cells.index(row[k - 1], k - 1) + 1)
            row[i:k] = row[j:k] + row[i:j]

    def _swap(self, start: int, middle: int, end: int) -> None:
        """Let two neighbouring blocks change places by moving the smaller one."""
        if middle - start <= end - middle:
            while start < middle:
                length = min(middle - start, RANGE)
                self._move(middle - length, length, end)
                middle, end = middle - length, end - length
        else:
            while middle < end:
                length = min(end - middle, RANGE)
                self._move(middle, length, start)
                start, middle = start + length, middle + length

    def _move(self, start: int, length: int, before: int) -> None:
        self.steps.append(MoveStep(start, length, before))
        move(self.cells, start, length, before)

    def _track(self, cell: int) -> str:
        uri = self.uris[cell]
        assert uri is not None, "only tracks are inserted"
        return uri


def chunks(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """The items in pieces of ``size``, the last as long as is left."""
    return (items[at : at + size] for at in range(0, len(items), size))
