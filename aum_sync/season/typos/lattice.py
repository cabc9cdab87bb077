"""All readings of a week: the ways to cut its tracks into segments, each with its probability.

A state is how many steps of the description are behind, how many tracks, and how many things were
taken to be wrong so far. Sums over all ways from a state to the end are exact; the ways themselves
come one by one, the likeliest first. The work grows linearly with the tracks.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate, product
from math import exp, log

from aum_sync.season.typos.confusions import confusions, moves
from aum_sync.season.typos.misplaced import Misplaced
from aum_sync.season.typos.parts import Declared, Habits, Option, Part, Path, Rows
from aum_sync.season.typos.ways import Arcs, Node, Pairs, Parts, Ways

MOST_WRONG = 2
"""More wrong things in one week are past telling; a missing count is one of them."""


class Lattice:
    """The readings of one week."""

    def __init__(
        self,
        declared: Sequence[Declared],
        rows: Rows,
        strangers: Sequence[Option],
        habits: Habits,
        sizes: Mapping[int, Sequence[float]],
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
        self._steps = _steps(declared)
        written = [declared[at].count or 0 for at, _ in self._steps]
        self._behind = [sum(written[index:]) for index in range(len(written) + 1)]
        missing = [declared[at].count is None for at, _ in self._steps]
        self._open = [any(missing[index:]) for index in range(len(missing) + 1)]
        adds_up = not self._open[0] and self._behind[0] == self._tracks
        slips = moves if adds_up else confusions
        self._slips = [self._slips_of(one, slips) for one in declared]
        self._most_wrong = max(MOST_WRONG - sum(one.count is None for one in declared), 0)
        too_few = not self._open[0] and self._behind[0] < self._tracks
        self._strangers = strangers if too_few else ()
        self._arcs = self._reach()
        self._ways = Ways(self._arcs, len(self._steps), self._tracks)
        self._aside = Misplaced(declared, self._sums, habits, sizes) if adds_up else None

    @property
    def arcs(self) -> int:
        """How many arcs there are: what the work is proportional to."""
        return sum(len(some.pairs) for arcs in self._arcs.values() for some in arcs)

    @property
    def total(self) -> float | None:
        """The log of the sum over all readings; None where the week has none."""
        whole = self._ways.total
        if whole is None:
            return None
        aside = self._aside.weights if self._aside else ()
        return whole + log(1 + sum(exp(score - whole) for score in aside))

    @property
    def written(self) -> tuple[float, Path] | None:
        """The reading in which nothing is wrong, with the log of its weight; None if it is none."""
        if self._aside is None:
            return None
        path = tuple(
            Part(one.options[0].genre, one.options[0].kind, one.count or 0)
            for one in self._declared
        )
        ends = accumulate(part.count for part in path)
        return sum(
            self._right
            + one.options[0].cost
            + self._sizes_of[part.kind][part.count]
            + self._sum(part.kind, end - part.count, end)
            for one, part, end in zip(self._declared, path, ends, strict=True)
        ), path

    def readings(self) -> Iterator[tuple[float, Path]]:
        """All readings with the logs of their weights, the likeliest first."""
        aside = self._aside.readings() if self._aside else ()
        return heapq.merge(self._ways.paths(), aside, key=lambda one: -one[0])

    def _reach(self) -> dict[Node, Sequence[Arcs]]:
        """The arcs from all states that can be reached, nodes in the order of the way forward."""
        arcs: dict[Node, Sequence[Arcs]] = {}
        nodes = range(len(self._steps) + 1), range(self._most_wrong + 1)
        reached: dict[Node, set[int]] = {node: set() for node in product(*nodes)}
        reached[0, 0].add(0)
        for node, positions in reached.items():
            arcs[node] = list(self._from(node, sorted(positions))) if positions else []
            for some in arcs[node]:
                reached[some.following].update([end for _, end in some.pairs])
        return arcs

    def _from(self, node: Node, positions: Sequence[int]) -> Iterator[Arcs]:
        step, wrong = node
        if not wrong and self._strangers:
            yield from self._left_out(step, positions)
        if step == len(self._steps):
            return
        at, inside = self._steps[step]
        if self._declared[at].count is None:
            yield from self._uncounted(node, at, positions, inside=inside)
            return
        for option in self._declared[at].options:
            yield from self._counted(node, at, option, positions)
        if wrong < self._most_wrong and at + 1 < len(self._declared):
            yield from self._exchanged(node, at, positions)

    def _ends(self, node: Node) -> range:
        """From where the end can still be reached: by the written counts alone, if need be."""
        step, wrong = node
        if wrong < self._most_wrong or self._open[step]:
            return range(self._tracks + 1)
        only = self._tracks - self._behind[step]
        return range(only, only + 1)

    def _by(self, size: int, following: Node, positions: Sequence[int]) -> Pairs:
        """The pairs that are so many tracks apart."""
        ends = self._ends(following)
        return [(begin, begin + size) for begin in positions if begin + size in ends]

    def _counted(
        self, node: Node, at: int, option: Option, positions: Sequence[int]
    ) -> Iterator[Arcs]:
        """The written count, or another one."""
        step, wrong = node
        sums, likely = self._sums[option.kind], self._sizes_of[option.kind]
        longer = partial(_longer, option)
        written = self._declared[at].count or 0
        base = option.cost + self._right
        pairs = self._by(written, (step + 1, wrong), positions)
        weights = [base + sums[end] - sums[begin] + likely[end - begin] for begin, end in pairs]
        yield Arcs((step + 1, wrong), pairs, weights, longer)
        if wrong < self._most_wrong:
            base, slips = option.cost + self._wrong, self._slips[at]
            ends = self._ends((step + 1, wrong + 1))
            pairs = [(begin, end) for begin in positions for end in ends if end - begin in slips]
            weights = [
                base + slips[end - begin] + sums[end] - sums[begin] + likely[end - begin]
                for begin, end in pairs
            ]
            yield Arcs((step + 1, wrong + 1), pairs, weights, longer)

    def _slips_of(
        self, one: Declared, of_count: Callable[[int, int], dict[int, float]]
    ) -> Mapping[int, float]:
        if one.count is None:
            return {}
        slips = of_count(one.count, self._tracks)
        return {**slips, 0: log(self._habits.twice)} if one.again else slips

    def _uncounted(
        self, node: Node, at: int, positions: Sequence[int], *, inside: bool
    ) -> Iterator[Arcs]:
        """One track more of a segment without a count, or its end."""
        step, wrong = node
        option, following = self._declared[at].options[0], (step + 1, wrong)
        on, cost = following, log(self._tracks)
        longer: Callable[[Parts, int], Parts] = partial(_longer, option)
        if inside:
            positions = range(positions[0], self._tracks + 1)
            pairs = self._by(0, following, positions)
            yield Arcs(following, pairs, [0.0] * len(pairs), longer)
            on, cost, longer = node, 0.0, _grown
        pairs = self._by(1, on, positions)
        weights = [self._sum(option.kind, begin, end) - cost for begin, end in pairs]
        yield Arcs(on, pairs, weights, longer)

    def _exchanged(self, node: Node, at: int, positions: Sequence[int]) -> Iterator[Arcs]:
        """Two neighbours whose counts, or whose places in the text, are exchanged."""
        first, second = self._declared[at : at + 2]
        if first.count is None or second.count is None:
            return
        following = node[0] + 2, node[1] + 1
        pairs = self._by(first.count + second.count, following, positions)
        cost = log(self._habits.exchanged / 2 / (len(self._declared) - 1))
        one, other = first.options[0], second.options[0]
        orders = [(one, other, 0.0)] if first.count != second.count else []
        if one.kind != other.kind:
            orders.append((other, one, self._turned(one.kind, other.kind)))
        for ahead, behind, likely in orders if pairs else ():
            base = cost + likely
            base += self._sizes_of[ahead.kind][second.count]
            base += self._sizes_of[behind.kind][first.count]
            weights = [
                base
                + self._sum(ahead.kind, begin, begin + second.count)
                + self._sum(behind.kind, begin + second.count, end)
                for begin, end in pairs
            ]
            yield Arcs(following, pairs, weights, partial(_both, ahead, behind, second.count))

    def _left_out(self, step: int, positions: Sequence[int]) -> Iterator[Arcs]:
        """A genre that nobody declared, in front of a segment or at the end: all else is right."""
        following = step, self._most_wrong
        cost = log(self._habits.left_out / (len(self._declared) + 1))
        pairs = [(begin, end) for begin in positions for end in self._ends(following)]
        for option in self._strangers:
            weights = [
                cost
                + option.cost
                + self._sizes_of[option.kind][end - begin]
                + self._sum(option.kind, begin, end)
                for begin, end in pairs
            ]
            yield Arcs(following, pairs, weights, partial(_longer, option))

    def _sum(self, kind: int, start: int, end: int) -> float:
        return self._sums[kind][end] - self._sums[kind][start]


def _longer(option: Option, path: Parts, size: int) -> Parts:
    return (*path, (option, size)) if size else path


def _grown(path: Parts, size: int) -> Parts:
    """The path with so many tracks more in its last part."""
    option, before = path[-1]
    return (*path[:-1], (option, before + size))


def _both(ahead: Option, behind: Option, first: int, path: Parts, size: int) -> Parts:
    return _longer(behind, _longer(ahead, path, first), size - first)


def _steps(declared: Sequence[Declared]) -> list[tuple[int, bool]]:
    """Segments by index; one without a count is two steps: into it, and on inside it."""
    return [
        (at, inside)
        for at, one in enumerate(declared)
        for inside in ((False,) if one.count is not None else (False, True))
    ]
