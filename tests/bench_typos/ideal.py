"""The ceiling: a judge who knows the kind of typo and the truth about all other weeks.

It has the same evidence, learned from true labels, and picks the likeliest truth that gives the
text by a typo of the kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from math import exp, inf, log

from aum_sync.season.recordings import Recordings
from aum_sync.season.typos.clues import Clues, fit
from aum_sync.season.typos.kinds import Kinds
from aum_sync.season.typos.order import Order
from aum_sync.season.typos.sizes import Sizes
from aum_sync.season.typos.traits import Portraits
from tests.bench_typos.kinds import AnyKind, Kind
from tests.bench_typos.seasons import Clean, Truth, Week

Homes = tuple[str | None, ...]


class Ideal:
    """The judge of one season."""

    def __init__(self, clean: Clean) -> None:
        self._genres = sorted({g for week in clean.weeks.values() for g, _ in week.truth})
        self._kinds = Kinds(clean.config, self._genres)
        slots = [slot for week in clean.weeks.values() for slot in week.slots]
        portraits = Portraits(
            (week.slots for week in clean.weeks.values()), Recordings(slots).of_slot
        )
        self._clues = Clues(len(self._kinds), portraits, self._kinds.unlisted)
        known = [
            (n, week.slots, [self._kinds.of(g) for g, c in week.truth for _ in range(c)])
            for n, week in clean.weeks.items()
        ]
        for n, tracks, kinds in known:
            self._clues.learn(n, tracks, [((kind, 1.0),) for kind in kinds])
        self._clues.smoothing = fit(self._clues, known)
        self._number = {genre: self._kinds.of(genre) for genre in self._genres}
        self._order = Order(
            (n, [self._kinds.of(genre) for genre, _ in week.truth])
            for n, week in clean.weeks.items()
        )
        self._sizes = Sizes((n, self._runs(week.truth)) for n, week in clean.weeks.items())

    def homes(self, truth: Truth) -> Homes:
        """The master of each track."""
        return tuple(
            self._kinds.home(self._kinds.of(genre)) for genre, n in truth for _ in range(n)
        )

    def ranking(self, kind: AnyKind, number: int, week: Week) -> Mapping[Homes, float]:
        """What the week may be, by master, with probabilities, the likeliest first."""
        weights = self._weights(kind, number, week, [*kind.readings(week, self._genres)])
        whole = sum(weights.values())
        ranked = sorted(weights.items(), key=lambda item: -item[1])
        return {homes: weight / whole for homes, weight in ranked}

    def odds(self, kind: AnyKind, number: int, week: Week) -> tuple[float, Homes]:
        """The log of the odds of a typo of the kind against none, where the counts add up.

        With what the week then is likeliest to be. Without the odds of there being a typo at all.
        """
        declared = tuple((genre, count) for genre, count in week.declared if count is not None)
        clean = self._weights(kind, number, week, [(1.0, declared)])
        weights = self._weights(kind, number, week, [*kind.readings(week, self._genres)])
        others = {homes: weight for homes, weight in weights.items() if homes not in clean}
        if not others:
            return -inf, ()
        best = max(others, key=lambda homes: others[homes])
        return log(sum(others.values()) / sum(clean.values())), best

    def _weights(
        self, kind: AnyKind, number: int, week: Week, readings: Sequence[tuple[float, Truth]]
    ) -> Mapping[Homes, float]:
        rows = self._clues.rows(number, week.slots)
        sums = [list(accumulate(column, initial=0.0)) for column in zip(*rows, strict=True)]
        sizes = self._sizes.logs(number, range(len(self._kinds)), len(week.slots))
        weights: defaultdict[Homes, float] = defaultdict(float)
        for share, truth in readings:
            runs = self._runs(truth)
            weight = self._weight(truth, sums) + kind.sizes(runs, sizes)
            if isinstance(kind, Kind):
                weight += self._turns(number, week, runs)
            weights[self.homes(truth)] += share * exp(weight)
        return weights

    def _runs(self, truth: Truth) -> list[tuple[int, int]]:
        return [(self._kinds.of(genre), count) for genre, count in truth]

    def _turns(self, number: int, week: Week, runs: Sequence[tuple[int, int]]) -> float:
        """What the order of neighbours says that are exchanged in the text."""
        true = [kind for kind, _ in runs]
        if len(true) != len(week.declared):
            return 0.0
        written = [self._number.get(genre) for genre, _ in week.declared]
        return sum(
            self._order.turned(number, behind, ahead)
            for at, (ahead, behind) in enumerate(pairwise(true))
            if ahead != behind and written[at : at + 2] == [behind, ahead]
        )

    def _weight(self, truth: Truth, sums: list[list[float]]) -> float:
        weight, at = 0.0, 0
        for genre, count in truth:
            column = sums[self._kinds.of(genre)]
            weight += column[at + count] - column[at]
            at += count
        return weight
