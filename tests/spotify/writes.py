"""Every kind of write, and what it makes of a small world."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aum_sync.errors import AumSyncError
from aum_sync.simulator.world import World
from aum_sync.spotify.writer import SpotifyWriter

OURS = "37i9dQZF1DXcBWIGoYBM5M"
A, B, C, D = (f"spotify:track:{letter * 22}" for letter in "ABCD")

WORLD: dict[str, Any] = {
    "user": {"id": "me"},
    "playlists": [
        {"id": OURS, "name": "Old", "tracks": [{"uri": uri, "name": uri[-1]} for uri in (A, B, C)]}
    ],
}


@dataclass(frozen=True)
class Held:
    """What a world holds: the names of all playlists, and the items of ours."""

    names: tuple[str, ...]
    uris: tuple[str, ...]


def held(world: World) -> Held:
    playlists = [one for one in world.playlists if one is not None]
    ours = next(one for one in playlists if one.id == OURS)
    return Held(
        tuple(one.name for one in playlists),
        tuple(track.uri for track in ours.tracks if track is not None),
    )


BEFORE = Held(("Old",), (A, B, C))


@dataclass(frozen=True)
class Write:
    """One write to that world, and what the world holds when it is done."""

    send: Callable[[SpotifyWriter], object]
    after: Held


WRITES = {
    "create": Write(
        lambda writer: writer.create("New", "", public=None), Held(("New", "Old"), (A, B, C))
    ),
    "details": Write(
        lambda writer: writer.change_details(OURS, name="Name", description=None, public=None),
        Held(("Name",), (A, B, C)),
    ),
    "insert": Write(lambda writer: writer.insert(OURS, [D], 1), Held(("Old",), (A, D, B, C))),
    "remove": Write(lambda writer: writer.remove(OURS, [A, C]), Held(("Old",), (B,))),
    "move": Write(lambda writer: writer.move(OURS, 0, 1, 2), Held(("Old",), (B, A, C))),
}


def outcome(send: Callable[[], object]) -> AumSyncError | None:
    """The error that a write ends in, if it does."""
    try:
        send()
    except AumSyncError as error:
        return error
    return None
