"""Which endpoint answers which path, and what Spotify says to all other paths."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from aum_sync.simulator import content, details, endpoints, library
from aum_sync.simulator.call import Call
from aum_sync.simulator.wire import Answer, error, forbidden
from aum_sync.simulator.world import Generation

PREFIX = "/v1/"
_PLAYLIST = "playlists/(?P<name>[^/]*)"


@dataclass(frozen=True, slots=True)
class _Route:
    """One endpoint: method, path below the prefix, and the generations that have it."""

    method: str
    path: str
    handler: Callable[..., Answer]
    generations: tuple[Generation, ...] = ("new", "old", "both")


_OLD: tuple[Generation, ...] = ("old", "both")
_ROUTES = (
    _Route("GET", "me", endpoints.me),
    _Route("GET", "me/playlists", endpoints.my_playlists),
    _Route("GET", _PLAYLIST, endpoints.playlist),
    _Route("GET", f"{_PLAYLIST}/items", endpoints.items),
    _Route("GET", f"{_PLAYLIST}/tracks", endpoints.tracks, _OLD),
    _Route("POST", f"{_PLAYLIST}/items", content.add),
    _Route("PUT", f"{_PLAYLIST}/items", content.replace_or_move),
    _Route("DELETE", f"{_PLAYLIST}/items", content.remove_items),
    _Route("POST", f"{_PLAYLIST}/tracks", content.add, _OLD),
    _Route("PUT", f"{_PLAYLIST}/tracks", content.replace_or_move, _OLD),
    _Route("DELETE", f"{_PLAYLIST}/tracks", content.remove_tracks, _OLD),
    _Route("POST", "me/playlists", details.create),
    _Route("POST", "users/(?P<user>[^/]*)/playlists", details.create_for, _OLD),
    _Route("PUT", _PLAYLIST, details.change),
    _Route("PUT", f"{_PLAYLIST}/images", details.upload_cover),
    _Route("GET", "me/library/contains", library.contains),
    _Route("PUT", "me/library", library.follow),
    _Route("DELETE", "me/library", library.unfollow),
    _Route("DELETE", f"{_PLAYLIST}/followers", library.unfollow_one, _OLD),
)

# Taken from new apps in February 2026 (SPOTIFY.md 1.1); asked for, each is a bare 403.
_REMOVED = re.compile(
    r"tracks|albums|artists|episodes|shows|audiobooks|chapters|markets|users/.*"
    r"|browse/(new-releases|categories)(/.*)?|artists/[^/]*/top-tracks"
    r"|playlists/[^/]*/(tracks|followers)(/contains)?"
    r"|me/(tracks|albums|episodes|shows|audiobooks|following)/contains"
)


def dispatch(call: Call) -> Answer:
    """The answer of the Web API to an authorised request."""
    path = call.request.path.removeprefix(PREFIX)
    allowed = False
    for route in _ROUTES:
        match = re.fullmatch(route.path, path)
        if match is None or call.world.generation not in route.generations:
            continue
        if route.method == call.request.method:
            return route.handler(call, **match.groupdict())
        allowed = True
    if allowed:
        return error(405, "Method not allowed")
    if call.world.generation == "new" and _REMOVED.fullmatch(path):
        return forbidden()
    return error(404, "Not found.")
