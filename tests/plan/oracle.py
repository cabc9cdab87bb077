"""The fewest requests by trying everything: breadth first over all that the design allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations
from typing import Literal

from aum_sync.season.items import Slot
from aum_sync.season.order import Placed

Cells = tuple[int, ...]
_Stage = Literal["grow", "shrink", "air", "landed"]
"""Additions, then removals and moves; last, doubled URIs fly: are removed and at once put back."""
_State = tuple[Cells, _Stage]


class Oracle:
    """All ways from a base to a target, for a Spotify that takes ``chunk`` items at a time."""

    def __init__(self, base: Sequence[Slot], target: Sequence[Placed], chunk: int) -> None:
        self._chunk = chunk
        self._uri = [one.written_uri for one in base] + [one.slot.written_uri for one in target]
        kept = {one.origin for one in target}
        self._gone = {self._uri[cell] for cell in range(len(base)) if cell not in kept}
        self.doubled = self._gone & {one.slot.written_uri for one in target}
        self._start = tuple(range(len(base)))
        self._goal = tuple(
            len(base) + at
            if one.origin is None or one.slot.written_uri in self.doubled
            else one.origin
            for at, one in enumerate(target)
        )
        self._new = frozenset(self._goal) - frozenset(self._start)

    def reaches(self, requests: int) -> bool:
        """Whether so many requests are enough."""
        seen: set[_State] = {(self._start, "grow")}
        front = seen
        for _ in range(requests):
            if any(cells == self._goal for cells, _ in front):
                return True
            front = {after for state in front for after in self._after(*state)} - seen
            seen |= front
        return any(cells == self._goal for cells, _ in front)

    def _after(self, cells: Cells, stage: _Stage) -> Iterator[_State]:
        if stage in ("grow", "shrink"):
            for after in moved(cells):
                yield after, stage
        if stage == "grow":
            fresh = [cell for cell in self._missing(cells) if self._uri[cell] not in self.doubled]
            for _, after in self._inserted(cells, fresh):
                yield after, stage
        if stage in ("air", "landed"):
            there = {self._uri[cell] for cell in cells}
            for part, after in self._inserted(cells, self._flown(cells)):
                if self.doubled <= there | {self._uri[cell] for cell in part}:
                    yield after, "landed"
        if stage != "air":
            yield from self._removed(cells, stage)

    def _removed(self, cells: Cells, stage: _Stage) -> Iterator[_State]:
        landed = {self._uri[cell] for cell in cells if cell in self._new}
        here = {self._uri[cell] for cell in cells} & self._gone - landed
        for number in range(1, self._chunk + 1):
            for uris in combinations(sorted(map(str, here)), number):
                after = tuple(cell for cell in cells if self._uri[cell] not in uris)
                if self.doubled & set(uris):
                    yield after, "air"
                elif stage != "landed":
                    yield after, "shrink"

    def _missing(self, cells: Cells) -> list[int]:
        return sorted(self._new - {*cells})

    def _flown(self, cells: Cells) -> list[int]:
        old = {self._uri[cell] for cell in cells if cell not in self._new}
        missing = self._missing(cells)
        return [cell for cell in missing if self._uri[cell] in self.doubled - old]

    def _inserted(self, cells: Cells, missing: Sequence[int]) -> Iterator[tuple[Cells, Cells]]:
        """Every way to insert some of what is missing, as what it was and what it gives."""
        for number in range(1, self._chunk + 1):
            for part in permutations(missing, number):
                for at in range(len(cells) + 1):
                    yield part, cells[:at] + part + cells[at:]


def moved(cells: Cells) -> Iterator[Cells]:
    """Everything that moving one range makes of a list."""
    for i, j, k in combinations(range(len(cells) + 1), 3):
        yield cells[:i] + cells[j:k] + cells[i:j] + cells[k:]
