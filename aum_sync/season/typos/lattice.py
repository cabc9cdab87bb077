"""All readings of a week: the ways to cut its tracks into segments, each with its probability.

A state is how many steps of the description are behind, how many tracks, and how many things were
taken to be wrong so far. Sums over all ways from a state to the end are exact; the ways themselves
come one by one, the likeliest first. The work grows linearly with the tracks.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, count
from math import exp, log
from operator import mul

from aum_sync.season.typos.confusions import confusions
from aum_sync.season.typos.misplaced import Misplaced
from aum_sync.season.typos.parts import Declared, Habits, Option, Part, Path, Rows

MOST_WRONG = 2
"""More wrong things in one week are past telling; a missing count is one of them."""

_State = tuple[int, int, int]
_Sized = tuple[Option, int]
_Arc = tuple[_State, float, tuple[_Sized, ...] | None]
"""Where it leads, its weight, and its parts; None: one track more of the part before."""


class Lattice:
    """The readings of one week."""

    def __init__(
        self,
        declared: Sequence[Declared],
        rows: Rows,
        strangers: Sequence[Option],
        habits: Habits,
        sizes: Sequence[Sequence[float]],
        turned: Callable[[int, int], float],
    ) -> None:
        """``strangers`` are what a segment that was left out may be of.

        ``sizes`` are per class the logs of how likely a segment has so many tracks.
        ``turned`` gives the log of how much likelier the second class stands before the first.
        """
        self._turned = turned
        self._sizes_of = sizes
        self._declared = declared
        self._tracks = len(rows)
        self._sums: list[list[float]] = [
            list(accumulate(column, initial=0.0)) for column in zip(*rows, strict=True)
        ]
        self._habits = habits
        self._right, self._wrong = log(1 - habits.wrong), log(habits.wrong)
        self._slips = [self._slips_of(one) for one in declared]
        self._steps = _steps(declared)
        written = [declared[at].count or 0 for at, _ in self._steps]
        self._behind = [sum(written[index:]) for index in range(len(written) + 1)]
        missing = [declared[at].count is None for at, _ in self._steps]
        self._open = [any(missing[index:]) for index in range(len(missing) + 1)]
        self._most_wrong = max(MOST_WRONG - sum(one.count is None for one in declared), 0)
        too_few = not self._open[0] and self._behind[0] < self._tracks
        self._strangers = strangers if too_few else ()
        self._best: dict[_State, float] = {}
        self._mass: dict[_State, float] = {}
        self._arcs = self._reach()
        for state in reversed(self._arcs):
            self._sum_up(state)
        adds_up = not self._open[0] and self._behind[0] == self._tracks
        self._aside = Misplaced(declared, self._sums, habits, sizes) if adds_up else None

    @property
    def arcs(self) -> int:
        """How many arcs lead somewhere: what the work is proportional to."""
        return sum(map(len, self._arcs.values()))

    @property
    def total(self) -> float | None:
        """The log of the sum over all readings; None where the week has none."""
        start = (0, 0, 0)
        if start not in self._best:
            return None
        whole = self._best[start] + log(self._mass[start])
        aside = self._aside.weights if self._aside else ()
        return whole + log(1 + sum(exp(score - whole) for score in aside))

    def readings(self) -> Iterator[tuple[float, Path]]:
        """All readings with the logs of their weights, the likeliest first."""
        aside = self._aside.readings() if self._aside else ()
        return heapq.merge(self._paths(), aside, key=lambda one: -one[0])

    def _reach(self) -> dict[_State, list[_Arc]]:
        """The arcs of every state that can be reached, states in the order of the way forward."""
        arcs: dict[_State, list[_Arc]] = {}
        reached: list[list[set[int]]] = [
            [set() for _ in range(self._most_wrong + 1)] for _ in range(len(self._steps) + 1)
        ]
        reached[0][0].add(0)
        for step, by_wrong in enumerate(reached):
            for wrong, positions in enumerate(by_wrong):
                for position in range(min(positions, default=0), self._tracks + 1):
                    if position in positions:
                        state = (step, position, wrong)
                        arcs[state] = found = list(self._from(state))
                        for (behind, at, faults), _, _ in found:
                            reached[behind][faults].add(at)
        return arcs

    def _viable(self, state: _State) -> bool:
        """Whether the end can still be reached: by the written counts alone, if need be."""
        step, position, wrong = state
        left = self._tracks - position
        if wrong < self._most_wrong or self._open[step]:
            return left >= 0
        return left == self._behind[step]

    def _from(self, state: _State) -> Iterator[_Arc]:
        step, _, wrong = state
        if not wrong and self._strangers:
            yield from self._left_out(state)
        if step == len(self._steps):
            return
        at, inside = self._steps[step]
        if self._declared[at].count is None:
            for arc in self._uncounted(state, at, inside=inside):
                if self._viable(arc[0]):
                    yield arc
            return
        for option in self._declared[at].options:
            yield from self._counted(state, at, option)
        if wrong < self._most_wrong and at + 1 < len(self._declared):
            yield from self._exchanged(state, at)

    def _counted(self, state: _State, at: int, option: Option) -> list[_Arc]:
        step, position, wrong = state
        written = self._declared[at].count or 0
        sums = self._sums[option.kind]
        base = option.cost - sums[position]
        likely = self._sizes_of[option.kind]
        arcs: list[_Arc] = []
        following = (step + 1, position + written, wrong)
        if self._viable(following):
            weight = base + self._right + sums[position + written] + likely[written]
            arcs.append((following, weight, _sized(option, written)))
        if wrong < self._most_wrong:
            base += self._wrong
            arcs += [
                (
                    (step + 1, position + size, wrong + 1),
                    base + slip + sums[position + size] + likely[size],
                    _sized(option, size),
                )
                for size, slip in self._sizes(state, at)
            ]
        return arcs

    def _slips_of(self, one: Declared) -> Mapping[int, float]:
        if one.count is None:
            return {}
        slips = confusions(one.count, self._tracks)
        return {**slips, 0: log(self._habits.twice)} if one.again else slips

    def _sizes(self, state: _State, at: int) -> list[tuple[int, float]]:
        """The other counts that a segment may have, with the logs of their shares.

        One, where no more may be wrong behind it.
        """
        step, position, wrong = state
        left, slips = self._tracks - position, self._slips[at]
        if wrong + 1 == self._most_wrong and not self._open[step + 1]:
            only = left - self._behind[step + 1]
            return [(only, slips[only])] if only in slips else []
        return [slip for slip in slips.items() if slip[0] <= left]

    def _uncounted(self, state: _State, at: int, *, inside: bool) -> Iterator[_Arc]:
        """One track more of a segment without a count, or its end."""
        step, position, wrong = state
        option = self._declared[at].options[0]
        if inside:
            yield (step + 1, position, wrong), 0.0, ()
        if position < self._tracks:
            weight = self._sum(option.kind, position, position + 1)
            if inside:
                yield (step, position + 1, wrong), weight, None
            else:
                weight -= log(self._tracks)
                yield (step + 1, position + 1, wrong), weight, _sized(option, 1)

    def _exchanged(self, state: _State, at: int) -> Iterator[_Arc]:
        """Two neighbours whose counts, or whose places in the text, are exchanged."""
        step, position, wrong = state
        first, second = self._declared[at : at + 2]
        if first.count is None or second.count is None:
            return
        middle, end = position + second.count, position + first.count + second.count
        if not self._viable((step + 2, end, wrong + 1)):
            return
        cost = log(self._habits.exchanged / 2 / (len(self._declared) - 1))
        one, other = first.options[0], second.options[0]
        orders = [(one, other, 0.0)] if first.count != second.count else []
        if one.kind != other.kind:
            orders.append((other, one, self._turned(one.kind, other.kind)))
        for ahead, behind, likely in orders:
            weight = self._sum(ahead.kind, position, middle) + self._sum(behind.kind, middle, end)
            weight += self._sizes_of[ahead.kind][second.count]
            weight += self._sizes_of[behind.kind][first.count]
            parts = (*_sized(ahead, second.count), *_sized(behind, first.count))
            yield (step + 2, end, wrong + 1), cost + likely + weight, parts

    def _left_out(self, state: _State) -> Iterator[_Arc]:
        """A genre that nobody declared, in front of a segment or at the end: all else is right."""
        step, position, _ = state
        size = self._tracks - position - self._behind[step]
        end = position + size
        cost = log(self._habits.left_out / (len(self._declared) + 1))
        for option in self._strangers:
            weight = cost + option.cost + self._sizes_of[option.kind][size]
            weight += self._sum(option.kind, position, end)
            yield (step, end, self._most_wrong), weight, _sized(option, size)

    def _sum(self, kind: int, start: int, end: int) -> float:
        return self._sums[kind][end] - self._sums[kind][start]

    def _sum_up(self, state: _State) -> None:
        """The best way on from a state, and the sum of all relative to it."""
        bests, masses = self._best, self._mass
        arcs = [arc for arc in self._arcs[state] if arc[0] in bests]
        self._arcs[state] = arcs
        if state[0] == len(self._steps) and state[1] == self._tracks:
            bests[state] = 0.0
            masses[state] = 1.0
        elif arcs:
            weights = [cost + bests[following] for following, cost, _ in arcs]
            bests[state] = best = max(weights)
            ahead = [masses[following] for following, _, _ in arcs]
            masses[state] = sum(map(mul, map(exp, [one - best for one in weights]), ahead))

    def _paths(self) -> Iterator[tuple[float, Path]]:
        """Ways from the start to the end, the best first: each time the next best turn off one."""
        turn = count()
        ranked: dict[_State, list[_Arc]] = {}
        heap: list[tuple[float, int, _State, int, float, tuple[_Sized, ...]]] = []

        def enter(state: _State, rank: int, score: float, path: tuple[_Sized, ...]) -> None:
            if state not in ranked:
                arcs = self._arcs[state]
                ranked[state] = sorted(arcs, key=lambda arc: -arc[1] - self._best[arc[0]])
            if rank < len(ranked[state]):
                following, cost, _ = ranked[state][rank]
                bound = score + cost + self._best[following]
                heapq.heappush(heap, (-bound, next(turn), state, rank, score, path))

        enter((0, 0, 0), 0, 0.0, ())
        while heap:
            _, _, state, rank, score, path = heapq.heappop(heap)
            enter(state, rank + 1, score, path)
            following, cost, parts = ranked[state][rank]
            longer = path + parts if parts is not None else _grown(path)
            if self._arcs[following]:
                enter(following, 0, score + cost, longer)
            else:
                parted = tuple(Part(option.genre, option.kind, size) for option, size in longer)
                yield score + cost, parted


def _sized(option: Option, size: int) -> tuple[_Sized, ...]:
    return ((option, size),) if size else ()


def _grown(path: tuple[_Sized, ...]) -> tuple[_Sized, ...]:
    """The path with one track more in its last part."""
    option, size = path[-1]
    return (*path[:-1], (option, size + 1))


def _steps(declared: Sequence[Declared]) -> list[tuple[int, bool]]:
    """Segments by index; one without a count is two steps: into it, and on inside it."""
    return [
        (at, inside)
        for at, one in enumerate(declared)
        for inside in ((False,) if one.count is not None else (False, True))
    ]
