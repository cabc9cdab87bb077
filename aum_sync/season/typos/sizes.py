"""How many tracks a segment usually has, by the other weeks of the season."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log

_BESIDE = 0.5
"""How much a size says for those next to it."""


class Sizes:
    """Counts of segments by size, from which the week that is judged is always left out."""

    def __init__(self, weeks: Iterable[tuple[int, Iterable[int]]]) -> None:
        """``weeks`` are known weeks with the sizes of their segments."""
        self._by_week = {week: Counter(sizes) for week, sizes in weeks}
        self._whole: Counter[int] = Counter()
        for sizes in self._by_week.values():
            self._whole.update(sizes)

    def logs(self, week: int, most: int) -> list[float]:
        """For each size up to ``most`` the log of its share; none is impossible.

        A segment without tracks is none, and says nothing.
        """
        own = self._by_week.get(week, Counter())
        seen = [0, *(self._whole[size] - own[size] for size in range(1, most + 1)), 0]
        shares = [
            1 + seen[size] + _BESIDE * (seen[size - 1] + seen[size + 1])
            for size in range(1, most + 1)
        ]
        whole = sum(shares)
        return [0.0, *(log(share / whole) for share in shares)]
