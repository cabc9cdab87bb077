"""The ceiling: a judge who knows the kind of typo and the truth about all other weeks.

It has the same evidence, learned from true labels, and picks the likeliest truth that gives the
text by a typo of the kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import accumulate
from math import exp

from aum_sync.season.recordings import Recordings
from aum_sync.season.typos.clues import Clues, fit
from aum_sync.season.typos.kinds import Kinds
from aum_sync.season.typos.sizes import Sizes
from tests.bench_typos.kinds import AnyKind
from tests.bench_typos.seasons import Clean, Truth, Week

Homes = tuple[str | None, ...]


class Ideal:
    """The judge of one season."""

    def __init__(self, clean: Clean) -> None:
        self._genres = sorted({g for week in clean.weeks.values() for g, _ in week.truth})
        self._kinds = Kinds(clean.config, self._genres)
        slots = [slot for week in clean.weeks.values() for slot in week.slots]
        self._clues = Clues(len(self._kinds), Recordings(slots).of_slot, self._kinds.unlisted)
        known = [
            (n, week.slots, [self._kinds.of(g) for g, c in week.truth for _ in range(c)])
            for n, week in clean.weeks.items()
        ]
        for n, tracks, kinds in known:
            for slot, kind in zip(tracks, kinds, strict=True):
                self._clues.learn(n, slot, ((kind, 1.0),))
        self._clues.smoothing = fit(self._clues, known)
        self._sizes = Sizes((n, [c for _, c in week.truth]) for n, week in clean.weeks.items())

    def homes(self, truth: Truth) -> Homes:
        """The master of each track."""
        return tuple(
            self._kinds.home(self._kinds.of(genre)) for genre, n in truth for _ in range(n)
        )

    def ranking(self, kind: AnyKind, number: int, week: Week) -> Mapping[Homes, float]:
        """What the week may be, by master, with probabilities, the likeliest first."""
        rows = self._clues.rows(number, week.slots)
        sums = [list(accumulate(column, initial=0.0)) for column in zip(*rows, strict=True)]
        sizes = self._sizes.logs(number, len(week.slots))
        weights: defaultdict[Homes, float] = defaultdict(float)
        for share, truth in kind.readings(week, self._genres):
            weights[self.homes(truth)] += share * exp(
                self._weight(truth, sums) + kind.sizes(truth, sizes)
            )
        whole = sum(weights.values())
        ranked = sorted(weights.items(), key=lambda item: -item[1])
        return {homes: weight / whole for homes, weight in ranked}

    def _weight(self, truth: Truth, sums: list[list[float]]) -> float:
        weight, at = 0.0, 0
        for genre, count in truth:
            column = sums[self._kinds.of(genre)]
            weight += column[at + count] - column[at]
            at += count
        return weight
