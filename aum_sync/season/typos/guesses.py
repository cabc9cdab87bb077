"""The likeliest readings of a week, those that send every track to the same master as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, islice, repeat
from math import exp

from aum_sync.season.typos.kinds import Kinds
from aum_sync.season.typos.lattice import Lattice
from aum_sync.season.typos.parts import Path

MOST_PROPOSALS = 3
_MOST_READINGS = 40
_ENOUGH = 0.995
"""What the readings that are looked at should have of the whole, at least."""

Homes = tuple[str | None, ...]
"""The master of each track; None where it is dropped."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A way the week may have been meant: its likeliest path, and the share of all like it."""

    homes: Homes
    path: Path
    probability: float


def guesses(lattice: Lattice, kinds: Kinds) -> tuple[Guess, ...]:
    """The likeliest first; none where the week cannot be read at all."""
    whole = lattice.total
    if whole is None:
        return ()
    shares: dict[Homes, float] = {}
    paths: dict[Homes, Path] = {}
    looked_at = 0.0
    for score, path in islice(lattice.readings(), _MOST_READINGS):
        homes = homes_of([(kinds.home(part.kind), part.count) for part in path])
        share = exp(score - whole)
        paths.setdefault(homes, path)
        shares[homes] = shares.get(homes, 0.0) + share
        looked_at += share
        if looked_at > _ENOUGH and len(shares) > MOST_PROPOSALS:
            break
    return tuple(
        Guess(homes, paths[homes], share)
        for homes, share in sorted(shares.items(), key=lambda item: -item[1])
    )


def homes_of(runs: Sequence[tuple[str | None, int]]) -> Homes:
    """Masters with numbers of tracks, track by track."""
    return tuple(chain.from_iterable(repeat(home, count) for home, count in runs))
