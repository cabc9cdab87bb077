"""What is in the library: ask, follow, unfollow (SPOTIFY.md 1.1, 3.11).

Wordings that nobody has recorded are ours.
"""

from __future__ import annotations

import re
from dataclasses import replace

from aum_sync.simulator.bodies import bad
from aum_sync.simulator.call import Call
from aum_sync.simulator.endpoints import is_listed
from aum_sync.simulator.tokens import MODIFY, READ_PRIVATE
from aum_sync.simulator.wire import Answer, RefusedError, done, error, ok
from aum_sync.simulator.world import Playlist

_MOST_URIS = 40
_PLAYLIST = "spotify:playlist:"
_PLAYLIST_URI = re.compile(f"{_PLAYLIST}[0-9A-Za-z]{{22}}")
_SAVED_URI = re.compile(
    "spotify:(?:(?:track|album|episode|show|audiobook|artist|playlist):[0-9A-Za-z]{22}|user:[^:]+)"
)


def contains(call: Call) -> Answer:
    """GET /me/library/contains: of each URI whether it is there, which only playlists are here.

    A playlist is there where GET /me/playlists lists it; one that nobody knows is not.
    """
    call.demand(READ_PRIVATE)
    listed = {
        f"{_PLAYLIST}{one.id}" for one in call.world.playlists if one and is_listed(call, one)
    }
    return ok([uri in listed for uri in _uris(call, _SAVED_URI)])


def follow(call: Call) -> Answer:
    """PUT /me/library: a list of one's own that is there already is an error of Spotify's."""
    lists = _playlists(call)
    if any(one.in_library and call.owns(one) for one in lists):
        raise RefusedError(error(500, "Server error."))
    return _kept(call, lists, in_library=True)


def unfollow(call: Call) -> Answer:
    """DELETE /me/library: what Spotify has for deleting. The list stays readable by its id."""
    return _kept(call, _playlists(call), in_library=False)


def unfollow_one(call: Call, name: str) -> Answer:
    """DELETE /playlists/{id}/followers: the same, for old apps."""
    call.demand(*MODIFY)
    return _kept(call, [call.found(name)], in_library=False)


def _kept(call: Call, lists: list[Playlist], *, in_library: bool) -> Answer:
    for one in lists:
        call.write(replace(one, in_library=in_library))
    return done()


def _playlists(call: Call) -> list[Playlist]:
    call.demand(*MODIFY)
    return [call.found(uri.removeprefix(_PLAYLIST)) for uri in _uris(call, _PLAYLIST_URI)]


def _uris(call: Call, known: re.Pattern[str]) -> list[str]:
    """What ``uris`` names; refuses none, too many, and what is not of a ``known`` form."""
    told = call.request.query.get("uris", "")
    if not told:
        raise bad("Missing required field: uris")
    uris = [uri.strip() for uri in told.split(",")]
    if len(uris) > _MOST_URIS:
        raise bad("Too many uris requested")
    if not all(map(known.fullmatch, uris)):
        raise bad("Invalid uri")
    return uris
