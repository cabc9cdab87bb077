"""The world as it now is: changes, and what Spotify calls each version of a playlist."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count

from aum_sync.canonical import canonical_json, sha256
from aum_sync.simulator.catalogue import Catalogue, first_moment
from aum_sync.simulator.world import Item, Playlist, World, invented_id, playlist_json


@dataclass(frozen=True, slots=True)
class View:
    """A world as one request sees it, with the snapshot id of each playlist by its id."""

    world: World
    snapshots: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Version:
    """A playlist's newest version: its number, its name, and what is told until the lag is over."""

    revision: int
    snapshot: str
    told_before: str
    told_from: float


class LiveWorld:
    """Holds the world between requests. ``clock`` counts seconds from anywhere.

    A snapshot id follows from a playlist's content and the number of its changes: the same world
    has the same ids on every start, and no change leaves one as it was. For ``snapshot_lag_s``
    after a change the old id is still told beside the new content (SPOTIFY.md 3.12).

    What is written is dated by a clock of the world's own: it starts behind everything that the
    world dates and goes on by a second with each write, so that the same writes give the same
    world. No other clock reaches the content.
    """

    def __init__(self, world: World, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._world = world
        self._versions = {one.id: _first(one) for one in world.playlists if one}
        self._moment = first_moment(world)
        self._catalogue = Catalogue()
        self._catalogue.learn(world.playlists)
        self._before = self.view()

    @property
    def world(self) -> World:
        """The world as it now is."""
        return self._world

    def view(self, *, stale: bool = False) -> View:
        """What a reader sees now; ``stale``: what one saw before the latest change."""
        if stale:
            return self._before
        now = self._clock()
        told = {
            name: version.snapshot if now >= version.told_from else version.told_before
            for name, version in self._versions.items()
        }
        return View(self._world, told)

    def edit(self, change: Callable[[World], World]) -> None:
        """Let the world be what ``change`` makes of it; every changed playlist is a new version."""
        after = change(self._world)
        known = set(self._world.playlists)
        self._before = self.view()
        self._world = after
        changed = [one for one in after.playlists if one and one not in known]
        self._catalogue.learn(changed)
        for playlist in changed:
            self._versions[playlist.id] = self._next(playlist)

    def write(self, playlist: Playlist, *, effect: bool = True) -> str:
        """Hold this playlist in the place of the one with its id, or new on top of the library.

        Returns the snapshot id of the new version: each write makes one, even where it changes
        nothing. Without ``effect`` the world stays as it is.
        """
        version = self._next(playlist)
        if effect:
            self._before = self.view()
            self._world = self._world.holding(playlist)
            self._versions[playlist.id] = version
            self._moment += timedelta(seconds=1)
        return version.snapshot

    def newest(self, playlist: str) -> str | None:
        """The snapshot id of a playlist's newest version, told to readers by now or not."""
        version = self._versions.get(playlist)
        return version.snapshot if version else None

    def items(self, uris: Iterable[str]) -> tuple[Item, ...]:
        """What these URIs become in a playlist when they are written now."""
        added_at = self._moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        return tuple(replace(self._catalogue.item(uri), added_at=added_at) for uri in uris)

    def fresh_id(self, name: str) -> str:
        """An id that no playlist has had."""
        drawn = (invented_id("created", n, name) for n in count())
        return next(one for one in drawn if one not in self._versions)

    def _next(self, playlist: Playlist) -> _Version:
        last = self._versions.get(playlist.id)
        if last is None:
            return _first(playlist)
        revision = last.revision + 1
        told_from = self._clock() + self._world.snapshot_lag_s
        return _Version(revision, _snapshot(playlist, revision), last.snapshot, told_from)


def _first(playlist: Playlist) -> _Version:
    snapshot = _snapshot(playlist, 1)
    return _Version(1, snapshot, snapshot, 0.0)


def _snapshot(playlist: Playlist, revision: int) -> str:
    """Four bytes of counter and twenty of hash in base64, like ``AAAAAqEcxS92ddZ6R83Q8TWF…``."""
    content = bytes.fromhex(sha256(canonical_json(playlist_json(playlist))))[:20]
    return base64.b64encode(revision.to_bytes(4, "big") + content).decode("ascii")
