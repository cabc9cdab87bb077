"""Where new tracks are inserted into a list whose order is still to be mended: in fewest requests.

A run of new tracks stands between two neighbours of the target. Where these are not neighbours yet,
the run may follow the one, precede the other, or be parted between both: the order is as easy to
mend in every case. So two runs can share a gap of the list, and a request.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

Content = dict[int, list[int]]
"""What is inserted where: before the item at this index of the list, or at its end."""


@dataclass(slots=True)
class _Run:
    """New items that follow what is before gap ``left`` and precede what is behind ``right``."""

    items: list[int]
    left: int
    right: int
    cut: int = 0
    """How many of them go to the left gap; the others go to the right one."""

    def other(self, gap: int) -> int:
        return self.right if gap == self.left else self.left


@dataclass(slots=True)
class _Chain:
    """Runs that share gaps, one after the other; a gap has at most two runs."""

    at: dict[int, list[_Run]] = field(default_factory=lambda: defaultdict(list))

    def add(self, run: _Run) -> None:
        for gap in {run.left, run.right}:
            self.at[gap].append(run)

    def walks(self) -> Iterator[list[tuple[int, _Run]]]:
        """Every run once, with the gap that it is reached from: chains from an end, then rings."""
        done: set[int] = set()
        for gap in (*(g for g, runs in self.at.items() if len(runs) == 1), *self.at):
            walk: list[tuple[int, _Run]] = []
            here = gap
            while step := next((run for run in self.at[here] if run.items[0] not in done), None):
                done.add(step.items[0])
                walk.append((here, step))
                here = step.other(here)
            if walk:
                yield walk


def inserts(standing: Sequence[int], wanted: Sequence[int], chunk: int) -> Content:
    """What to insert into ``standing`` so that it has all of ``wanted``, up to ``chunk`` a time."""
    places = {item: place for place, item in enumerate(standing)}
    chain = _Chain()
    runs = list(_runs(wanted, places))
    for run in runs:
        chain.add(run)
    for walk in chain.walks():
        _fill(walk, chunk)
    found: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for run in runs:
        found[run.left][0].extend(run.items[: run.cut])
        found[run.right][1].extend(run.items[run.cut :])
    return {gap: [*after, *before] for gap, (after, before) in found.items() if after or before}


def _runs(wanted: Sequence[int], places: dict[int, int]) -> Iterator[_Run]:
    items: list[int] = []
    left = 0
    for item in wanted:
        if item not in places:
            items.append(item)
            continue
        if items:
            yield _Run(items, left, places[item])
            items = []
        left = places[item] + 1
    if items:
        yield _Run(items, left, len(places))


def _fill(walk: Sequence[tuple[int, _Run]], chunk: int) -> None:
    """Part the runs of a walk so that every request begun at a gap is filled by the next run."""
    spare = 0
    for gap, run in walk:
        here = min(len(run.items), spare)
        run.cut = here if gap == run.left else len(run.items) - here
        spare = -(len(run.items) - here) % chunk
