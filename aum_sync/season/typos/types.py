"""What is found about a week: a verdict, how it may have been meant, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aum_sync.season.items import Slot

Verdict = Literal["consistent", "typo", "suspicious"]
What = Literal["artist", "guest", "recording", "script"]


@dataclass(frozen=True, slots=True)
class Move:
    """A track that another reading sends elsewhere, by its genre. Positions count from 0.

    None: dropped, or behind the last count.
    """

    position: int
    slot: Slot
    was: str | None
    becomes: str | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A way the week may have been meant. ``probability`` lies between 0 and 1."""

    counts: tuple[tuple[str, int], ...]
    probability: float
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Clue:
    """One thing that the rest of the season knows of a track.

    ``name`` is the artist's, the track's for a recording, or a script. It speaks for the master
    ``home`` (None: for being dropped), where it is in ``weeks``; ``weight`` is the log of how much
    likelier that makes the first proposal than the others.
    """

    position: int
    slot: Slot
    what: What
    name: str
    home: str | None
    weeks: tuple[int, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Finding:
    """What is found about one week.

    Proposals are at most three, the likeliest first; none where the week is ``consistent``. Where
    the checksum is ``ok``, what is declared is never among them. ``evidence`` speaks for the first
    one, the strongest first.
    """

    week: int
    verdict: Verdict
    declared: tuple[tuple[str, int | None], ...]
    proposals: tuple[Proposal, ...] = ()
    evidence: tuple[Clue, ...] = ()
