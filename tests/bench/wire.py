"""A local Spotify that counts what goes over the wire, by kind and in bytes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aum_sync.simulator.server import Simulator
from aum_sync.simulator.wire import Answer, Request
from aum_sync.simulator.world import World

_KINDS = (
    ("POST", r"/api/token", "token"),
    ("GET", r"/v1/me", "account"),
    ("GET", r"/v1/me/playlists", "library"),
    ("GET", r"/v1/me/library/contains", "contains"),
    ("GET", r"/v1/playlists/[^/]+", "playlist"),
    ("GET", r"/v1/playlists/[^/]+/items", "items"),
    ("POST", r"/v1/me/playlists", "create"),
    ("PUT", r"/v1/playlists/[^/]+", "details"),
    ("POST", r"/v1/playlists/[^/]+/items", "add"),
    ("DELETE", r"/v1/playlists/[^/]+/items", "remove"),
    ("PUT", r"/v1/playlists/[^/]+/items", "move"),
)
WRITES = frozenset({"create", "details", "add", "remove", "move"})
READS = frozenset({"account", "library", "contains", "playlist", "items"})


@dataclass(frozen=True, slots=True)
class Traffic:
    """Requests by kind, and the bytes of bodies that went out and came back.

    A token request is no request of the Web API: it counts as a kind, and in no sum.
    """

    kinds: Counter[str] = field(default_factory=Counter)
    sent: int = 0
    received: int = 0

    @property
    def reads(self) -> int:
        """Requests that read."""
        return sum(self.kinds[kind] for kind in READS)

    @property
    def writes(self) -> int:
        """Requests that write."""
        return sum(self.kinds[kind] for kind in WRITES)

    @property
    def requests(self) -> int:
        """All requests of the Web API."""
        return self.kinds.total() - self.kinds["token"]


def kind_of(method: str, path: str) -> str:
    """What a request is for; its method and path where nobody has thought of it here."""
    known = (kind for verb, way, kind in _KINDS if verb == method and re.fullmatch(way, path))
    return next(known, f"{method} {path}")


class CountingSpotify(Simulator):
    """The simulator, with the bytes that it takes and gives."""

    traffic = Traffic()

    def _answer(self, request: Request) -> Answer | None:
        answer = super()._answer(request)
        self.traffic.kinds[kind_of(request.method, request.path)] += 1
        self.traffic = Traffic(
            self.traffic.kinds,
            self.traffic.sent + len(request.body),
            self.traffic.received + (len(answer.text.encode()) if answer else 0),
        )
        return answer

    def begin(self) -> None:
        """Count from here."""
        self.traffic = Traffic()


@contextmanager
def counting(world: World) -> Iterator[CountingSpotify]:
    """Serve a world."""
    with CountingSpotify(world) as spotify:
        spotify.begin()
        yield spotify
