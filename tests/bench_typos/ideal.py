"""The ceilings: a judge who knows the truth about all other weeks and how typos are drawn.

It has the same evidence, learned from true labels, and picks the likeliest truth that gives the
text: by a typo of the kind that it is told, or, told nothing, by one of all kinds that are drawn.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise
from math import exp, inf, log
from typing import NamedTuple

from aum_sync.season.recordings import Recordings
from aum_sync.season.typos.clues import Clues, fit
from aum_sync.season.typos.kinds import Kinds
from aum_sync.season.typos.order import Order
from aum_sync.season.typos.sizes import Sizes
from aum_sync.season.typos.traits import Portraits
from tests.bench_typos.kinds import KINDS, AnyKind, Reading, as_written
from tests.bench_typos.seasons import Clean, Truth, Week

Homes = tuple[str | None, ...]


class Blind(NamedTuple):
    """The log of the odds of any typo against none, and what the week then is likeliest to be.

    Without the odds of there being a typo at all. A text that cannot be right has infinite ones.
    """

    odds: float
    best: Homes


class Ideal:
    """The judge of one season."""

    def __init__(self, clean: Clean, drawn: Sequence[AnyKind] = KINDS) -> None:
        """``drawn`` are the kinds of typos that are put into its weeks, all equally often."""
        self._clean, self._drawn = clean.weeks, drawn
        self._blind_when_clean = cache(lambda number: self._blind(number, clean.weeks[number]))
        self._typed = Counter(genre for week in clean.weeks.values() for genre, _ in week.truth)
        self._genres = sorted(self._typed)
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

    def ranking(self, kind: AnyKind, number: int, week: Week) -> Sequence[Homes]:
        """What the week may be, by master, if it has a typo of this kind; the likeliest first."""
        weights = self._weights(number, week, [*kind.readings(week, self._genres)])
        return sorted(weights, key=lambda homes: -weights[homes])

    def blind(self, number: int, week: Week) -> Blind:
        """What the week is likeliest to be, told neither the kind of typo nor if it has one."""
        if week is self._clean[number]:
            return self._blind_when_clean(number)
        return self._blind(number, week)

    def _blind(self, number: int, week: Week) -> Blind:
        readings = [one for kind in self._drawn for one in kind.readings(week, self._genres)]
        written = as_written(week, self._genres)
        declared = self.homes(written) if written else None
        if written:
            readings.append(Reading(1.0, written, written))
        weights = self._weights(number, week, readings)
        right = weights.pop(declared, 0.0) if declared else 0.0
        if not weights:
            return Blind(-inf, ())
        odds = log(sum(weights.values()) / right) if right else inf
        return Blind(odds, max(weights, key=lambda homes: weights[homes]))

    def _weights(
        self, number: int, week: Week, readings: Sequence[Reading]
    ) -> defaultdict[Homes, float]:
        """How likely the tracks are to go to these masters, as ratios."""
        rows = self._clues.rows(number, week.slots)
        sums = [list(accumulate(column, initial=0.0)) for column in zip(*rows, strict=True)]
        sizes = self._sizes.logs(number, range(len(self._kinds)), len(week.slots))
        logs = [
            log(share) + self._of_tracks(truth, sums) + self._of_text(number, week, meant, sizes)
            for share, truth, meant in readings
        ]
        highest = max(logs, default=0.0)
        weights: defaultdict[Homes, float] = defaultdict(float)
        for reading, weight in zip(readings, logs, strict=True):
            weights[self.homes(reading.truth)] += exp(weight - highest)
        return weights

    def _of_text(
        self, number: int, week: Week, meant: Truth, sizes: Mapping[int, Sequence[float]]
    ) -> float:
        """The log of how likely a week is meant to have these genres, in this order and size."""
        runs = self._runs(meant)
        weight = sum(sizes[kind][count] for kind, count in runs)
        weight += sum(self._share(number, genre) for genre, _ in meant)
        return weight + self._turns(number, week, runs)

    def _share(self, number: int, genre: str) -> float:
        """The log of how often a segment is of a genre, in the other weeks."""
        own = sum(genre == one for one, _ in self._clean[number].truth)
        return log(max(self._typed[genre] - own, 0.5) / self._typed.total())

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

    def _of_tracks(self, truth: Truth, sums: list[list[float]]) -> float:
        """The log of how likely these tracks are of these genres."""
        weight, at = 0.0, 0
        for genre, count in truth:
            column = sums[self._kinds.of(genre)]
            weight += column[at + count] - column[at]
            at += count
        return weight
