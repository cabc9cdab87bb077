"""How many tracks segments of a class usually have, by the other weeks of the season."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from math import exp, log
from operator import add

_WIDTH = 0.25
"""How far a size speaks for others, as a log of their ratio."""
_FARTHEST = 4
"""So many times as large nothing speaks any more."""
_SHARED = 5.0
"""How many segments the sizes of all classes count for beside those of a class."""
_ANYTHING = 0.02
"""The share of sizes that none of those seen speaks for."""

Runs = Sequence[tuple[int, int]]
"""Segments as class and size."""


class Sizes:
    """Segments by class and size, from which the week that is judged is always left out."""

    def __init__(self, weeks: Iterable[tuple[int, Runs]]) -> None:
        """``weeks`` are known weeks with their segments; one without tracks is none."""
        self._by_week = {week: [run for run in runs if run[1]] for week, runs in weeks}
        whole = [run for runs in self._by_week.values() for run in runs]
        self._seen = Counter(kind for kind, _ in whole)
        self._by_class = {kind: _smoothed(whole, kind) for kind in self._seen}
        self._of_all = _smoothed(whole)

    def logs(self, week: int, kinds: Iterable[int], most: int) -> dict[int, list[float]]:
        """For some classes the log of the share of each size up to ``most``; none is impossible.

        A segment without tracks says nothing.
        """
        own = self._by_week.get(week, [])
        number = max(self._seen.total() - len(own), 1)
        shares = _left(self._of_all, _smoothed(own), most)
        of_all = [
            _SHARED * ((1 - _ANYTHING) * share / number + _ANYTHING / most) for share in shares
        ]
        logs: dict[int, list[float]] = {}
        for kind in kinds:
            seen = self._seen[kind] - sum(kind == one for one, _ in own)
            shares = _left(self._by_class.get(kind, ()), _smoothed(own, kind), most)
            rest = log(_SHARED + seen)
            logs[kind] = [0.0, *[log(one) - rest for one in map(add, shares, of_all)]]
        return logs


def _smoothed(runs: Runs, kind: int | None = None) -> list[float]:
    """What the segments of a class, or all, say for the sizes from 1 on."""
    found: list[float] = []
    for size, times in sorted(Counter(size for one, size in runs if kind in (None, one)).items()):
        around = _around(size)
        found += [0.0] * (len(around) - len(found))
        for at, share in enumerate(around):
            found[at] += times * share
    return found


def _left(whole: Sequence[float], own: Sequence[float], most: int) -> list[float]:
    """The first ``most`` of what is left of shares."""
    shares = [*whole[:most], *[0.0] * (most - len(whole))]
    for at, share in enumerate(own[:most]):
        shares[at] = max(shares[at] - share, 0.0)
    return shares


@cache
def _around(size: int) -> Sequence[float]:
    """What a size says for the sizes from 1 on; the shares sum to 1."""
    weights = [
        exp(-((log(other / size) / _WIDTH) ** 2) / 2) / other
        for other in range(1, _FARTHEST * size + 1)
    ]
    whole = sum(weights)
    return [weight / whole for weight in weights]
