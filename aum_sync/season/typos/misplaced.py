"""Readings in which one track of a segment stands inside another one; all counts are right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from math import log

from aum_sync.season.typos.parts import Declared, Habits, Part, Path


class Misplaced:
    """Every track of a week taken for one of another segment, which is one shorter itself."""

    def __init__(
        self,
        declared: Sequence[Declared],
        sums: Sequence[Sequence[float]],
        habits: Habits,
        sizes: Mapping[int, Sequence[float]],
    ) -> None:
        """``sums`` are per class the sums of the rows of the tracks up to each position."""
        firsts = [one.options[0] for one in declared]
        self._parts = [
            Part(option.genre, option.kind, one.count)
            for option, one in zip(firsts, declared, strict=True)
            if one.count
        ]
        self._sums = sums
        self._starts = list(accumulate((part.count for part in self._parts), initial=0))
        self._cost = len(declared) * log(1 - habits.wrong)
        self._cost += log(habits.misplaced / len(declared) / self._starts[-1])
        self._cost += sum(sizes[part.kind][part.count] for part in self._parts)
        self._found = list(self._weighed())

    @property
    def weights(self) -> list[float]:
        """The logs of the weights of all such readings."""
        return [weight for weight, *_ in self._found]

    def readings(self) -> Iterator[tuple[float, Path]]:
        """All such readings with the logs of their weights, the likeliest first."""
        for weight, source, other, cut in sorted(self._found, key=lambda one: (-one[0], one[1:])):
            yield weight, self._path(source, other, cut)

    def _weighed(self) -> Iterator[tuple[float, int, int, int]]:
        """Weight, the segment that is short of a track, the one it stands in, how far in it.

        What lies between the two is moved by one place: up where the track stands behind.
        """
        plain = [
            self._sum(part.kind, start, start + part.count)
            for part, start in zip(self._parts, self._starts, strict=False)
        ]
        whole = self._cost + sum(plain)
        later = list(accumulate((self._gain(at, 1) for at in range(len(plain))), initial=0.0))
        sooner = list(accumulate((self._gain(at, -1) for at in range(len(plain))), initial=0.0))
        for source, part in enumerate(self._parts):
            for other, host in enumerate(self._parts):
                if other == source or host.kind == part.kind:
                    continue
                if other > source:
                    moved = whole + sooner[other] - sooner[source + 1]
                else:
                    moved = whole + later[source] - later[other + 1]
                moved += self._pair(source, other) - plain[source] - plain[other]
                before = self._starts[other] - (other > source)
                part_sums, host_sums = self._sums[part.kind], self._sums[host.kind]
                for cut in self._cuts(source, other):
                    at = before + cut
                    gain = part_sums[at + 1] - part_sums[at] - host_sums[at + 1] + host_sums[at]
                    yield moved + gain, source, other, cut

    def _cuts(self, source: int, other: int) -> range:
        """How many tracks of the other segment stand before the one that is out of its place."""
        last = other == len(self._parts) - 1
        return range(int(source == other - 1), self._parts[other].count + last)

    def _gain(self, at: int, by: int) -> float:
        """What moving a segment by one place gains; nothing where it cannot be moved."""
        part, start = self._parts[at], self._starts[at]
        first, last = start + by, start + by + part.count
        if first < 0 or last > self._starts[-1]:
            return 0.0
        return self._sum(part.kind, first, last) - self._sum(part.kind, start, start + part.count)

    def _pair(self, source: int, other: int) -> float:
        """What the two segments weigh, the track itself taken for one of the other."""
        part, host = self._parts[source], self._parts[other]
        begin, at = self._starts[source], self._starts[other]
        if other > source:
            own = self._sum(part.kind, begin, begin + part.count - 1)
            at -= 1
        else:
            own = self._sum(part.kind, begin + 1, begin + part.count)
        return own + self._sum(host.kind, at, at + host.count + 1)

    def _sum(self, kind: int, start: int, end: int) -> float:
        return self._sums[kind][end] - self._sums[kind][start]

    def _path(self, source: int, other: int, cut: int) -> Path:
        part, host = self._parts[source], self._parts[other]
        pieces: list[Path] = [(one,) for one in self._parts]
        pieces[source] = (Part(part.genre, part.kind, part.count - 1),)
        pieces[other] = (
            Part(host.genre, host.kind, cut),
            Part(part.genre, part.kind, 1),
            Part(host.genre, host.kind, host.count - cut),
        )
        return tuple(one for some in pieces for one in some if one.count)
