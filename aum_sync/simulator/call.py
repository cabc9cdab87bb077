"""One authorised request beside the world that answers it: what every endpoint is given."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aum_sync.simulator.live import LiveWorld, View
from aum_sync.simulator.objects import Shapes
from aum_sync.simulator.wire import RefusedError, Request, error, forbidden, not_found
from aum_sync.simulator.world import Playlist, World

_ID = re.compile("[0-9A-Za-z]{22}")
_SPOTIFY = "spotify"


@dataclass(frozen=True, slots=True)
class Call:
    """An authorised request to the Web API, and the world that answers it.

    ``view`` is what it sees, ``scopes`` are those of its token, ``base`` is the address that links
    start with. What it writes takes no effect where it is ``ignored``; where it is ``stale``, the
    answer names the version of before.
    """

    request: Request
    live: LiveWorld
    view: View
    scopes: frozenset[str]
    base: str
    ignored: bool = False
    stale: bool = False

    @property
    def world(self) -> World:
        """The world that answers."""
        return self.view.world

    @property
    def shapes(self) -> Shapes:
        """How this world's generation shapes its objects."""
        return Shapes(self.world, self.base)

    def link(self, path: str) -> str:
        """The absolute address of an endpoint."""
        return f"{self.base}/v1/{path}"

    def kept(self) -> dict[str, str]:
        """The parameters that links to further pages repeat."""
        return {k: v for k, v in self.request.query.items() if k not in ("limit", "offset")}

    def found(self, name: str) -> Playlist:
        """The playlist with this id; refuses what is no id or not there."""
        if not _ID.fullmatch(name):
            raise RefusedError(error(400, "Invalid base62 id"))
        found = self.world.playlist(name)
        # Spotify's own lists are not there for apps made after November 2024 (SPOTIFY.md 3.0).
        if found is None or (found.owner == _SPOTIFY and self.world.generation == "new"):
            raise RefusedError(not_found())
        return found

    def may_read(self, playlist: Playlist) -> bool:
        """Whether its items are this user's to see, and to change."""
        return playlist.collaborative or self.owns(playlist)

    def owns(self, playlist: Playlist) -> bool:
        """Whether it is this user's own."""
        return playlist.owner == self.world.user.id

    def demand(self, *scopes: str) -> None:
        """Refuse the request where its token lacks one of these scopes."""
        if not self.scopes.issuperset(scopes):
            raise RefusedError(error(403, "Insufficient client scope"))

    def owned(self, name: str) -> Playlist:
        """The user's own playlist with this id; refuses another's."""
        found = self.found(name)
        if not self.owns(found):
            raise RefusedError(forbidden())
        return found

    def write(self, playlist: Playlist) -> str:
        """Let the world hold this playlist from now on; the snapshot id to answer with."""
        before = self.live.newest(playlist.id)
        after = self.live.write(playlist, effect=not self.ignored)
        return before if before and self.stale else after
