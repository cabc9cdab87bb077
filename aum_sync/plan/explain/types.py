"""What an explanation consists of. Positions count from 0, as everywhere in values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from aum_sync.errors import Place
from aum_sync.plan.types import FateName, MasterStatus
from aum_sync.season.items import Pin, Reading, Snapshot

SlotPlace = Callable[[Reading | Snapshot | Pin, int], Place]
"""The line of a slot, by its position, in the file under ``state/`` that it came from."""

Standing = Literal["counts", "held", "triage", "newer", "older", "out-of-range"]
"""Of a reading: its week is placed by it (``counts``), waits, goes to the catch-all whole; it is
``newer`` than the one that counts and does not pass, or ``older``; its week is not in the season.
"""

Action = Literal["stays", "enters", "leaves", "kept-out", "not-planned"]

HolderStatus = MasterStatus | Literal["released", "other"]
"""``released``: no master any more; ``other``: no master, but named under ``cleanup``."""

LinkKind = Literal["relinked", "isrc", "title"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in words, its path and its place.

    ``default`` is what to write to change a rule that the YAML leaves to its default; its place
    is then the nearest one around it. Rules that are built in stand at the slot they judge.
    """

    path: str
    words: str
    place: Place
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A master by its key, or a week or playlist that is none; ``title`` for people."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Home:
    """A master that an item asks for by ``rules``, and what became of it.

    Where it does not hold the item, ``barred_by`` is the rule that says so, and ``holder`` what
    has the recording instead, a master of them at the index ``holder_at``.
    """

    master: str
    title: str
    rules: tuple[Rule, ...]
    taken: bool
    barred_by: tuple[Rule, ...] = ()
    holder: Named | None = None
    holder_at: int | None = None


@dataclass(frozen=True, slots=True)
class Appearance:
    """A position of a week that holds the recording, and its fate there.

    ``genre`` is as typed, None where no count says which; ``corrected`` the correction of the
    week that it comes from. ``complaint`` says why the reading does not pass. ``rules`` are those
    behind ``fate``, or behind the ``standing`` of a reading that has none.
    """

    week: int
    position: int
    uri: str | None
    title: str
    artists: str
    genre: str | None
    standing: Standing
    place: Place
    rules: tuple[Rule, ...]
    homes: tuple[Home, ...] = ()
    fate: FateName | None = None
    of: tuple[int, int] | None = None
    held_as: str | None = None
    review: bool = False
    corrected: Rule | None = None
    complaint: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """What makes two URIs one recording; ``words`` has the fact: the ISRC, the lengths."""

    kind: LinkKind
    to: str
    words: str


@dataclass(frozen=True, slots=True)
class Member:
    """A URI of the recording; ``link`` joins it to a member before it, the first has none."""

    uri: str
    title: str
    artists: str
    duration_ms: int
    isrc: str | None
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """What a master has of the recording, and what the plan does with it there.

    ``origin`` is its index now, ``to`` the one in the target; ``place`` the line of the snapshot.
    ``reason`` says why in a word or two; ``others`` are those it belongs in, or that hold it
    instead.
    """

    master: str
    title: str
    status: HolderStatus
    action: Action
    reason: str
    rules: tuple[Rule, ...]
    uri: str | None
    origin: int | None = None
    to: int | None = None
    added_at: str | None = None
    place: Place | None = None
    others: tuple[Named, ...] = ()

    @property
    def of_master(self) -> bool:
        """Whether it is a master that has it; else a playlist that is none, or none any more."""
        return self.status not in ("released", "other")


@dataclass(frozen=True, slots=True)
class Nearest:
    """The rule that would have placed the recording elsewhere, in one sentence."""

    words: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that decides where one recording stands.

    ``ask`` names it: the URI, or ``week:position`` of an item that has none.
    """

    ask: str
    title: str
    artists: str
    appearances: tuple[Appearance, ...]
    members: tuple[Member, ...]
    holdings: tuple[Holding, ...]
    nearest: Nearest


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of several recordings that a question may mean; ``ask`` is what to ask with.

    ``masters`` are keys; ``others`` the playlists that have it and are no masters, by their ids.
    """

    ask: str
    title: str
    artists: str
    weeks: tuple[int, ...]
    masters: tuple[str, ...]
    others: tuple[Named, ...]
