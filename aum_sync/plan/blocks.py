"""Which neighbouring blocks of a list change places, pair after pair, to bring it in order.

What counts are the breaks: places where an item is not followed by its successor. One swap mends
at most three. Far from order a swap is chosen by what it mends at once; near it, where each one
counts, several ways are followed side by side. The best is found for nearly all lists of seven, one
swap more than that for the others; single moves along a longest rising run do worse.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations, pairwise

Swap = tuple[int, int, int]
"""``(i, j, k)``: the blocks ``[i:j]`` and ``[j:k]`` change places."""

_Numbers = tuple[int, ...]
_Way = tuple[int, _Numbers, tuple[Swap, ...]]
"""How many breaks are left, in what row, after which swaps."""

_FEW = 8
"""With so many breaks, those of seven items at worst, every swap is tried."""

_WAYS = 32
"""How many ways are followed side by side."""

_TURNED = 6
"""From how many on a block that stands the wrong way round is worth a swap that mends nothing."""

_LOOK = 200
"""How many breaks are looked at for one swap of a long list."""

_HOPELESS, _GLANCE = 2000, 20
"""With so many breaks no budget allows what it takes: then fewer are looked at."""


def swaps(order: Sequence[int], reach: int) -> Iterator[Swap]:
    """The swaps that sort ``order``, a permutation of 0..n-1; indices are those of their turn.

    A swap is made by moving its smaller block, in one request per ``reach`` items.
    """
    numbers = [0, *(number + 1 for number in order), len(order) + 1]
    row = _glued(numbers, [0, *(1 for _ in order), 0], reach)
    while len(row.numbers) - 1 > _FEW:
        yield from _coarse(row)
        row = _glued(row.numbers, row.sizes, reach)
    for i, j, k in _fine(row):
        yield row.ends[i], row.ends[j], row.ends[k]
        row.swap(i, j, k)


@dataclass(slots=True)
class _Row:
    """Groups of items that follow each other, by their number in the order that is wanted.

    The first and the last are the ends of the list, alone or with what is in its place there.
    ``sizes`` counts the items of each number, ``ends`` those before each index, ``places`` has the
    index of each number.
    """

    numbers: list[int]
    sizes: list[int]
    reach: int
    ends: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ends, self.places = [0] * len(self.numbers), [0] * len(self.numbers)
        self._count(0, len(self.numbers))

    def _count(self, start: int, stop: int) -> None:
        end = self.ends[start]
        for index in range(start, stop):
            number = self.numbers[index]
            self.places[number], self.ends[index] = index, end
            end += self.sizes[number]

    def swap(self, i: int, j: int, k: int) -> None:
        """Let two blocks change places."""
        self.numbers[i:k] = self.numbers[j:k] + self.numbers[i:j]
        self._count(i, k)

    def gain(self, i: int, j: int, k: int) -> int:
        """How many breaks a swap at three breaks mends."""
        row = self.numbers
        return (row[i - 1] + 1 == row[j]) + (row[k - 1] + 1 == row[i]) + (row[j - 1] + 1 == row[k])

    def cost(self, i: int, j: int, k: int) -> int:
        """How many requests a swap takes."""
        smaller = min(self.ends[j] - self.ends[i], self.ends[k] - self.ends[j])
        return -(-smaller // self.reach)


def _glued(numbers: Sequence[int], sizes: Sequence[int], reach: int) -> _Row:
    """A row in which what follows each other is one, numbered anew."""
    heads: list[int] = []
    totals: list[int] = []
    for before, number in pairwise((-2, *numbers)):
        if number != before + 1:
            heads.append(number)
            totals.append(0)
        totals[-1] += sizes[number]
    by_head = sorted(range(len(heads)), key=heads.__getitem__)
    ranks = {index: rank for rank, index in enumerate(by_head)}
    found = [ranks[index] for index in range(len(heads))]
    return _Row(found, [totals[index] for index in by_head], reach)


def _coarse(row: _Row) -> Iterator[Swap]:
    """Swaps until few breaks or three quarters of them are left, as swaps of items."""
    left, start, turned = len(row.numbers) - 1, 1, True
    enough = max(_FEW, left * 3 // 4)
    while left > enough:
        i, j, k = _best(row, start)
        start = i
        if turned and row.gain(i, j, k) <= 1:
            found = _turned(row, 1, len(row.numbers))
            i, j, k = found or (i, j, k)
            turned = found is not None
        left -= row.gain(i, j, k)
        yield row.ends[i], row.ends[j], row.ends[k]
        row.swap(i, j, k)
        seams = (i, i + k - j, k)
        turned = turned or any(_turned(row, at - _TURNED, at + _TURNED) for at in seams)


def _best(row: _Row, start: int) -> Swap:
    """The swap that mends most per request of those that begin at the next breaks from a start."""
    best, mends, costs, looked = (0, 0, 0), 0, 1, 0
    last = len(row.numbers) - 1
    enough = _LOOK if last <= _HOPELESS else _GLANCE
    for i in chain(range(start, last), range(1, start)):
        if row.numbers[i - 1] + 1 == row.numbers[i]:
            continue
        looked += 1
        for j, k in _chances(row, i):
            if i < j < k <= last:
                gain, cost = row.gain(i, j, k), row.cost(i, j, k)
                if gain * costs > mends * cost:
                    best, mends, costs = (i, j, k), gain, cost
        if mends == 3 * costs or (mends and looked >= enough):
            break
    return best


def _turned(row: _Row, start: int, stop: int) -> Swap | None:
    """Where a block of a part of the row stands the wrong way round, a swap that mends nothing.

    After it every swap mends two breaks; without it every one would mend a single one.
    """
    longest, length, at = 0, 0, 0
    start, stop = max(start, 1), min(stop, len(row.numbers))
    for index in range(start, stop):
        length = length + 1 if row.numbers[index - 1] - 1 == row.numbers[index] else 1
        if length > longest:
            longest, at = length, index - length + 1
    middle = at + longest // 2
    return (at, middle, middle + 2) if longest >= _TURNED else None


def _chances(row: _Row, i: int) -> Iterator[tuple[int, int]]:
    """Where the blocks of a swap that begins at ``i`` may meet and end, so that it mends most."""
    numbers, places = row.numbers, row.places
    j = places[numbers[i - 1] + 1]
    yield j, places[numbers[i] - 1] + 1
    yield j, places[numbers[j - 1] + 1]
    k = j + 1
    while k < len(numbers) and numbers[k - 1] + 1 == numbers[k]:
        k += 1
    yield j, k
    k = places[numbers[i] - 1] + 1
    yield places[numbers[k] - 1] + 1, k


def _fine(row: _Row) -> tuple[Swap, ...]:
    """Swaps that sort a short row: all are tried, and the ways with the fewest breaks followed."""
    start, goal = tuple(row.numbers), tuple(range(len(row.numbers)))
    ways: defaultdict[int, dict[_Numbers, _Way]] = defaultdict(dict)
    ways[0][start] = (len(start) - 1, start, ())
    requests = 0
    while goal not in ways[requests]:
        for left, numbers, done in sorted(ways[requests].values())[:_WAYS]:
            here = _Row(list(numbers), row.sizes, row.reach)
            breaks = [at for at in range(1, len(numbers)) if numbers[at - 1] + 1 != numbers[at]]
            for i, j, k in combinations(breaks, 3):
                after = (*numbers[:i], *numbers[j:k], *numbers[i:j], *numbers[k:])
                way = (left - here.gain(i, j, k), after, (*done, (i, j, k)))
                ways[requests + here.cost(i, j, k)].setdefault(after, way)
        requests += 1
    return ways[requests][goal][2]
