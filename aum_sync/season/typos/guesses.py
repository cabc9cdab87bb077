"""The likeliest readings of a week, those that send every track to the same place as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, repeat
from math import exp

from aum_sync.season.typos.kinds import Kinds
from aum_sync.season.typos.lattice import Lattice
from aum_sync.season.typos.parts import Declared, Part, Path

MOST_PROPOSALS = 3
_MOST_READINGS = 40
_ENOUGH = 0.995
"""What the readings that are looked at should have of the whole, at least."""

_SLIP = 3
"""Counts are seldom off by more."""

RIVAL = 0.8
"""So many times as likely as what is declared another reading has to be at least."""
_SETTLED = 1 / (1 + RIVAL)
"""Where what is declared has this share, no other reading can be such a rival."""

Homes = tuple[str | None, ...]
"""The master of each track; None where it is dropped."""
Places = tuple[str | None, ...]
"""The same, but what nobody listed by its genre: one day each may have another master."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A way the week may have been meant: its likeliest path, and the share of all like it.

    Those are like it that send every track to the same master, and of what nobody listed to the
    same genre.
    """

    homes: Homes
    path: Path
    probability: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tracks that a reading takes for one class; ``written`` where their genre is."""

    kind: int
    begin: int
    end: int
    written: bool


def guesses(lattice: Lattice, kinds: Kinds, *, adds_up: bool) -> tuple[Guess, ...]:
    """The likeliest first; none where the week cannot be read at all.

    What is declared alone, where it ``adds_up`` and is so likely that no other can be a rival.
    """
    whole = lattice.total
    if whole is None:
        return ()
    if adds_up and lattice.written is not None:
        score, path = lattice.written
        if (share := exp(score - whole)) > _SETTLED:
            return (Guess(_homes(path, kinds), path, share),)
    shares: dict[Places, float] = {}
    paths: dict[Places, Path] = {}
    looked_at = 0.0
    for score, path in islice(lattice.readings(), _MOST_READINGS):
        places = _places(path, kinds)
        share = exp(score - whole)
        paths.setdefault(places, path)
        shares[places] = shares.get(places, 0.0) + share
        looked_at += share
        if looked_at > _ENOUGH and len(shares) > MOST_PROPOSALS:
            break
    return tuple(
        Guess(_homes(paths[places], kinds), paths[places], share)
        for places, share in sorted(shares.items(), key=lambda item: -item[1])
    )


def kinds_of(guess: Guess) -> list[int]:
    """The class of every track."""
    return [part.kind for part in guess.path for _ in range(part.count)]


def changed(declared: Sequence[Declared], guess: Guess, unlisted: int | None) -> Iterator[Stretch]:
    """The segments of a reading that are far from all that is written.

    A genre that was left out, and counts that were not written or are off by more than slips are;
    but without a count a genre that nobody listed may be anything.
    """
    begin, ahead = 0, list(declared)
    for part in guess.path:
        at = next((at for at, one in enumerate(ahead) if _is_of(part, one)), None)
        written = None if at is None else ahead[at].count
        anything = at is not None and written is None and part.kind == unlisted
        if not anything and (written is None or abs(part.count - written) > _SLIP):
            yield Stretch(part.kind, begin, begin + part.count, written=at is not None)
        if at is not None:
            del ahead[: at + 1]
        begin += part.count


def _is_of(part: Part, one: Declared) -> bool:
    return any(option.genre == part.genre for option in one.options)


def _homes(path: Path, kinds: Kinds) -> Homes:
    return tuple(chain.from_iterable(repeat(kinds.home(part.kind), part.count) for part in path))


def _places(path: Path, kinds: Kinds) -> Places:
    places = (
        repeat(part.genre if part.kind == kinds.unlisted else kinds.home(part.kind), part.count)
        for part in path
    )
    return tuple(chain.from_iterable(places))
