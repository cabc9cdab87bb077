"""All readings of a tiny week, one by one: what the lattice must come to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from math import log

from aum_sync.season.typos.confusions import confusions, moves
from aum_sync.season.typos.parts import Declared, Habits, Option, Part, Path, Rows

HABITS = Habits(wrong=0.2, exchanged=0.1, left_out=0.06, misplaced=0.09, twice=0.15)
SIZES = {
    0: [0.0, -1.2, -0.9, -1.4, -2.0, -2.5, -3.1],
    1: [0.0, -2.1, -1.3, -0.8, -1.5, -2.2, -2.9],
    2: [0.0, -0.4, -1.6, -2.3, -2.7, -3.3, -3.9],
}
"""Per class the logs of how likely a segment has so many tracks."""


def turned(first: int, second: int) -> float:
    """The log of how much likelier the second class stands before the first one."""
    return 0.7 * (first - second)


Reading = tuple[float, Path]


def readings(
    declared: Sequence[Declared], rows: Rows, strangers: Sequence[Option]
) -> list[Reading]:
    """Every reading with the log of its weight."""
    tracks = len(rows)
    missing = sum(one.count is None for one in declared)
    written = sum(one.count or 0 for one in declared)
    slips = confusions if missing or written != tracks else moves
    single = partial(_single, tracks=tracks, slips_of=slips)
    found = [
        (cost, path)
        for cost, path in _ways(list(declared), tracks, max(2 - missing, 0), single)
        if sum(part.count for part in path) == tracks
    ]
    if not missing and written < tracks:
        found += _left_out(declared, strangers, tracks - written)
    if not missing and written == tracks:
        found += _misplaced(declared, tracks)
    return [(cost + _fit(path, rows), path) for cost, path in found]


Singles = Callable[[Declared], Iterator[tuple[float, Path, int]]]
"""What one segment may be, with the log of the weight and how much is wrong then."""


def _ways(
    declared: list[Declared], tracks: int, wrong: int, single: Singles, of: int | None = None
) -> Iterator[Reading]:
    of = of or len(declared)
    if not declared:
        yield 0.0, ()
        return
    first, *rest = declared
    for cost, path, faults in single(first):
        if faults <= wrong and sum(part.count for part in path) <= tracks:
            for further, tail in _ways(rest, tracks, wrong - faults, single, of):
                yield cost + further, path + tail
    if wrong and rest and first.count is not None and rest[0].count is not None:
        for cost, path in _exchanged(first, rest[0], of):
            for further, tail in _ways(rest[1:], tracks, wrong - 1, single, of):
                yield cost + further, path + tail


def _single(
    one: Declared, tracks: int, slips_of: Callable[[int, int], dict[int, float]]
) -> Iterator[tuple[float, Path, int]]:
    if one.count is None:
        for size in range(1, tracks + 1):
            yield -log(tracks), _parts((one.options[0], size)), 0
        return
    for option in one.options:
        if one.count <= tracks:
            right = option.cost + log(1 - HABITS.wrong) + SIZES[option.kind][one.count]
            yield right, _parts((option, one.count)), 0
        slips = dict(slips_of(one.count, tracks))
        if one.again:
            slips[0] = log(HABITS.twice)
        for size, share in slips.items():
            cost = option.cost + log(HABITS.wrong) + share + SIZES[option.kind][size]
            yield cost, _parts((option, size)), 1


def _exchanged(first: Declared, second: Declared, of: int) -> Iterator[Reading]:
    one, other = first.options[0], second.options[0]
    few, many = first.count or 0, second.count or 0
    if max(few, many) >= len(SIZES[0]):
        return
    cost = log(HABITS.exchanged / 2 / (of - 1))
    if few != many:
        sizes = SIZES[one.kind][many] + SIZES[other.kind][few]
        yield cost + sizes, _parts((one, many), (other, few))
    if one.kind != other.kind:
        sizes = SIZES[other.kind][many] + SIZES[one.kind][few]
        turn = turned(one.kind, other.kind)
        yield cost + sizes + turn, _parts((other, many), (one, few))


def _left_out(
    declared: Sequence[Declared], strangers: Sequence[Option], size: int
) -> Iterator[Reading]:
    for at in range(len(declared) + 1):
        for stranger in strangers:
            cost = log(HABITS.left_out / (len(declared) + 1)) + stranger.cost
            cost += SIZES[stranger.kind][size]
            for before, path in _right(declared[:at]):
                for behind, tail in _right(declared[at:]):
                    middle = _parts((stranger, size))
                    yield cost + before + behind, path + middle + tail


def _right(declared: Sequence[Declared]) -> list[Reading]:
    ways: list[Reading] = [(0.0, ())]
    for one in declared:
        ways = [
            (
                cost + option.cost + log(1 - HABITS.wrong) + SIZES[option.kind][one.count or 0],
                path + _parts((option, one.count or 0)),
            )
            for cost, path in ways
            for option in one.options
        ]
    return ways


def _misplaced(declared: Sequence[Declared], tracks: int) -> Iterator[Reading]:
    """Take a track of a segment away and put it into every gap where it does not belong."""
    cost = sum(
        log(1 - HABITS.wrong) + SIZES[one.options[0].kind][one.count or 0] for one in declared
    )
    if tracks:
        cost += log(HABITS.misplaced / len(declared) / tracks)
    for source, short in enumerate(declared):
        own = short.options[0]
        left = [
            (index, one.options[0])
            for index, one in enumerate(declared)
            for _ in range((one.count or 0) - (index == source))
        ]
        for gap in range(len(left) + 1):
            beside = {index for index, _ in left[max(gap - 1, 0) : gap + 1]}
            host = left[gap][0] if gap < len(left) else left[-1][0] if left else source
            if not short.count or source in beside or declared[host].options[0].kind == own.kind:
                continue
            order = [*left[:gap], (source, own), *left[gap:]]
            if order != sorted(order, key=lambda track: track[0]):
                yield cost, _runs([*left[:gap], (-1, own), *left[gap:]])


def _runs(tracks: Sequence[tuple[int, Option]]) -> Path:
    found: list[tuple[int, Part]] = []
    for index, option in tracks:
        if found and found[-1][0] == index:
            last = found.pop()[1]
            found.append((index, Part(last.genre, last.kind, last.count + 1)))
        else:
            found.append((index, Part(option.genre, option.kind, 1)))
    return tuple(part for _, part in found)


def _parts(*sizes: tuple[Option, int]) -> Path:
    return tuple(Part(option.genre, option.kind, size) for option, size in sizes if size)


def _fit(path: Path, rows: Rows) -> float:
    kinds = [part.kind for part in path for _ in range(part.count)]
    return sum(row[kind] for row, kind in zip(rows, kinds, strict=True))
