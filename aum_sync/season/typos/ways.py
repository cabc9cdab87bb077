"""All ways through a lattice: their sum exactly, and one by one, the likeliest first."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from math import exp, log

from aum_sync.season.typos.parts import Option, Part, Path

Node = tuple[int, int]
"""The states with as many steps behind them, and as many wrong things."""
Pairs = Sequence[tuple[int, int]]
"""Tracks that are behind before and after."""
Parts = tuple[tuple[Option, int], ...]
"""The begin of a path."""

_State = tuple[Node, int]
"""A node, and how many tracks are behind."""


@dataclass(frozen=True, slots=True)
class Arcs:
    """Ways of one sort from the states of a node on to those of another one.

    ``pairs`` are in order, each with its weight. ``longer`` makes a path longer by so many tracks.
    """

    following: Node
    pairs: Pairs
    weights: Sequence[float]
    longer: Callable[[Parts, int], Parts]


@dataclass(frozen=True, slots=True)
class _Turn:
    """One arc from a state; ``bound`` is the weight of the best way that it begins."""

    bound: float
    weight: float
    following: _State
    longer: Callable[[Parts, int], Parts]


class Ways:
    """The ways from the first node to where no track is left behind the last step."""

    def __init__(self, arcs: dict[Node, Sequence[Arcs]], last: int, tracks: int) -> None:
        """``arcs`` of every node, in an order in which none leads back."""
        self._arcs = arcs
        self._last, self._tracks = last, tracks
        self._best: dict[Node, dict[int, float]] = {}
        self._mass: dict[Node, dict[int, float]] = {}
        for node in reversed(arcs):
            self._sum_up(node)

    @property
    def total(self) -> float | None:
        """The log of the sum over all ways; None where there is none."""
        best = self._best[0, 0].get(0)
        return None if best is None else best + log(self._mass[0, 0][0])

    def _sum_up(self, node: Node) -> None:
        """From each state of a node the best way on, and the sum of all relative to it.

        The last positions first: inside a segment without a count each leads to the next one.
        """
        best = self._best[node] = {}
        mass = self._mass[node] = {}
        if node[0] == self._last:
            best[self._tracks], mass[self._tracks] = 0.0, 1.0
        for arcs in self._arcs[node]:
            bests, masses = self._best[arcs.following], self._mass[arcs.following]
            for (at, end), weight in zip(reversed(arcs.pairs), reversed(arcs.weights), strict=True):
                if end not in bests:
                    continue
                score, ahead = weight + bests[end], masses[end]
                if at not in best:
                    best[at], mass[at] = score, ahead
                elif score <= best[at]:
                    mass[at] += ahead * exp(score - best[at])
                else:
                    mass[at] = mass[at] * exp(best[at] - score) + ahead
                    best[at] = score

    def paths(self) -> Iterator[tuple[float, Path]]:
        """All of them with their weights, the best first: each time the next best turn off one."""
        number = count()
        ranked: dict[_State, list[_Turn]] = {}
        heap: list[tuple[float, int, _State, int, float, Parts]] = []

        def enter(state: _State, rank: int, score: float, path: Parts) -> None:
            if state not in ranked:
                ranked[state] = sorted(self._turns(*state), key=lambda turn: -turn.bound)
            if rank < len(ranked[state]):
                bound = score + ranked[state][rank].bound
                latest = -next(number)
                heapq.heappush(heap, (-round(bound, 9), latest, state, rank, score, path))

        enter(((0, 0), 0), 0, 0.0, ())
        while heap:
            _, _, state, rank, score, path = heapq.heappop(heap)
            enter(state, rank + 1, score, path)
            turn = ranked[state][rank]
            (step, _), end = turn.following
            path = turn.longer(path, end - state[1])
            score += turn.weight
            if step < self._last or end < self._tracks:
                enter(turn.following, 0, score, path)
            else:
                yield score, tuple(Part(option.genre, option.kind, size) for option, size in path)

    def _turns(self, node: Node, position: int) -> Iterator[_Turn]:
        """The arcs from a state that lead somewhere."""
        for arcs in self._arcs[node]:
            bests = self._best[arcs.following]
            for at in range(bisect_left(arcs.pairs, (position, 0)), len(arcs.pairs)):
                begin, end = arcs.pairs[at]
                if begin > position:
                    break
                if end in bests:
                    weight = arcs.weights[at]
                    following = arcs.following, end
                    yield _Turn(weight + bests[end], weight, following, arcs.longer)
