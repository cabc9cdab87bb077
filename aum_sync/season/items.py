"""The values that a season is made of: artists, slots, readings of weeks, snapshots of masters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from aum_sync.canonical import digest

SlotState = Literal["track", "null", "local", "episode"]


@dataclass(frozen=True, slots=True)
class Artist:
    """An artist of a track; ``id`` is None for those of local files."""

    id: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Slot:
    """One position of a playlist as Spotify returned it.

    ``uri`` is None where Spotify returned null for the item; the slot still counts.
    ``linked_from`` is the URI that was written when Spotify answers with a relinked one.
    ``state`` names what is no ordinary track; only tracks can be added by URI.
    """

    uri: str | None
    name: str = ""
    artists: tuple[Artist, ...] = ()
    album: str = ""
    duration_ms: int = 0
    isrc: str | None = None
    linked_from: str | None = None
    added_at: str | None = None
    state: SlotState = "track"

    @property
    def written_uri(self) -> str | None:
        """The URI that adding or removing this slot must send: the one before relinking."""
        return self.linked_from or self.uri

    @property
    def uris(self) -> frozenset[str]:
        """The URIs that name this slot, before and after relinking."""
        return frozenset(uri for uri in (self.uri, self.linked_from) if uri is not None)

    @property
    def byline(self) -> str:
        """The artists' names, for people."""
        return ", ".join(artist.name for artist in self.artists)


def uris_of(slots: Iterable[Slot]) -> frozenset[str]:
    """The URIs that name any of these slots."""
    return frozenset(uri for slot in slots for uri in slot.uris)


NULL_SLOT = Slot(uri=None, state="null")


def content_digest(slots: tuple[Slot, ...]) -> str:
    """The digest of an ordered content: the written URIs, null for a slot without one."""
    return digest([slot.written_uri for slot in slots])


@dataclass(frozen=True, slots=True)
class Reading:
    """A weekly playlist as ``pull`` last read it whole. ``snapshot`` is Spotify's version id."""

    week: int
    playlist: str
    name: str
    description: str
    snapshot: str | None
    slots: tuple[Slot, ...]
    edited: bool = False
    """Whether a person edited the lock since ``pull`` wrote it."""


@dataclass(frozen=True, slots=True)
class WeekState:
    """What ``state/weeks/`` knows of one week.

    ``passed`` is the last reading that passed its checksum (``281.json``), ``held`` a newer one
    that did not (``281.held.json``). At least one of the two is there.
    """

    week: int
    passed: Reading | None = None
    held: Reading | None = None

    @property
    def latest(self) -> Reading:
        """The newest reading of the week, passed or not."""
        reading = self.held or self.passed
        assert reading is not None, "a week state always has a reading"
        return reading


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A managed playlist as the last apply left it or the last pull saw it.

    ``key`` is the master's key. ``snapshot`` is the version id that belongs to the content,
    ``applied`` the content digest that the last apply left (None before the first), and
    ``tried_public`` the public flag that an apply has asked for: Spotify may not heed it, and is
    not asked again (SPOTIFY.md 3.7).
    """

    key: str
    playlist: str
    name: str
    description: str
    public: bool | None
    snapshot: str | None
    applied: str | None
    slots: tuple[Slot, ...]
    tried_public: bool | None = None


@dataclass(frozen=True, slots=True)
class Pin:
    """The exact content that a master is to have (``state/pins/``).

    ``since`` is the day it was made, like ``2026-11-22``; ``reason`` says why. ``name`` and
    ``description`` are those it is to have; where they are None the YAML says them.
    """

    path: str
    since: str
    reason: str
    slots: tuple[Slot, ...]
    name: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """Whose library this is (``state/account.json``).

    ``namesakes`` are owned playlists ``(id, name)`` that bear the name of a master that has no
    id yet: creating that master would double them. ``requests`` pairs an hour (UTC, like
    ``2026-11-22T13``) with the number of requests sent in it, for the rolling 24-hour count.
    """

    id: str
    namesakes: tuple[tuple[str, str], ...] = ()
    requests: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Pending:
    """An apply that has begun and not finished: a pointer to its plan, never a list of steps.

    ``commit`` is the commit whose plan it is; ``state_commit`` the one of the state branch that
    its base came from, where there is such a branch. ``number`` is the one that the apply will
    have, ``run`` names the run that began it. ``retry_at`` (UTC, ISO) says when Spotify may answer
    again. ``refused`` are URIs that Spotify took from nobody: the plan goes on without them.
    """

    commit: str
    digest: str
    number: int
    run: str
    state_commit: str | None = None
    retry_at: str | None = None
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Applied:
    """The last apply that finished.

    ``before`` is the state commit that holds the masters as they were before its first write,
    ``at`` the time of its end (UTC, ISO).
    """

    number: int
    commit: str
    digest: str
    run: str
    before: str
    at: str


@dataclass(frozen=True, slots=True)
class State:
    """All of ``state/`` that planning and pulling need. Weeks by number, snapshots by key."""

    weeks: tuple[WeekState, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()
    account: Account | None = None
    pins: tuple[Pin, ...] = ()
    others: tuple[Snapshot, ...] = ()
    """Playlists that are no masters and that ``cleanup`` names; their key is their id."""
    pending: Pending | None = None
    applied: Applied | None = None

    def other(self, playlist: str) -> Snapshot | None:
        """The snapshot of a playlist that is no master."""
        return next((other for other in self.others if other.key == playlist), None)

    def pin(self, path: str | None) -> Pin | None:
        """The pin in this file."""
        return next((pin for pin in self.pins if pin.path == path), None)

    def week(self, number: int) -> WeekState | None:
        """What is known of this week."""
        return next((week for week in self.weeks if week.week == number), None)

    def snapshot(self, key: str) -> Snapshot | None:
        """The snapshot of the master with this key."""
        return next((snapshot for snapshot in self.snapshots if snapshot.key == key), None)


@dataclass(frozen=True, slots=True)
class Card:
    """A playlist as the library lists it: everything but its items.

    ``public`` is None where Spotify does not say; ``total`` counts positions, None where unknown.
    """

    id: str
    name: str
    description: str
    owner: str
    public: bool | None = None
    collaborative: bool = False
    snapshot: str | None = None
    total: int | None = None
