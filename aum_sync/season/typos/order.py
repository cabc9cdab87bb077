"""Which classes usually stand before which, by the other weeks of the season."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from math import log

_UNSEEN = 0.5


class Order:
    """Pairs of classes by their order, from which the week that is judged is always left out."""

    def __init__(self, weeks: Iterable[tuple[int, Sequence[int]]]) -> None:
        """``weeks`` are known weeks with the classes of their segments."""
        self._by_week = {week: Counter(combinations(kinds, 2)) for week, kinds in weeks}
        self._whole: Counter[tuple[int, int]] = Counter()
        for pairs in self._by_week.values():
            self._whole.update(pairs)

    def turned(self, week: int, first: int, second: int) -> float:
        """The log of how much likelier the second class stands before the first one."""
        own = self._by_week.get(week, Counter())
        before, behind = (
            self._whole[pair] - own[pair] + _UNSEEN for pair in ((second, first), (first, second))
        )
        return log(before / behind)
