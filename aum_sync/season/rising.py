"""The longest rising run: which of several things keep their order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def longest_rising(numbers: Sequence[int]) -> set[int]:
    """The indices of a longest rising run (not necessarily adjacent) of distinct numbers."""
    tails: list[int] = []
    tail_indices: list[int] = []
    before: list[int | None] = []
    for index, number in enumerate(numbers):
        length = bisect_left(tails, number)
        before.append(tail_indices[length - 1] if length else None)
        tails[length : length + 1] = [number]
        tail_indices[length : length + 1] = [index]
    chosen: set[int] = set()
    step = tail_indices[-1] if tail_indices else None
    while step is not None:
        chosen.add(step)
        step = before[step]
    return chosen
