"""What readings of a week are made of: segments as declared, and as they may really be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Rows = Sequence[Sequence[float]]
"""Per track and class: the log of how much likelier the class is, by what is known of the track."""


@dataclass(frozen=True, slots=True)
class Option:
    """A genre that a segment may be of; ``cost`` is the log of how likely it is what is meant."""

    genre: str
    kind: int
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Declared:
    """A segment as declared: what it may be of, the written genre first, and its count if any.

    ``again``: the same genre stands elsewhere in the week too.
    """

    options: tuple[Option, ...]
    count: int | None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Habits:
    """How often things go wrong. All are shares between 0 and 1.

    ``wrong`` is of counts, ``twice`` of wrong counts of a genre that is declared again. The others
    are of weeks: neighbours exchanged, a genre left out, a track out of its place.
    """

    wrong: float
    exchanged: float
    left_out: float
    misplaced: float
    twice: float


@dataclass(frozen=True, slots=True)
class Part:
    """One segment of a reading: a genre, its class, and how many tracks it really has."""

    genre: str
    kind: int
    count: int


Path = tuple[Part, ...]
