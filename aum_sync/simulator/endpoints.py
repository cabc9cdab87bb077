"""The reading half of the Web API: who I am, my playlists, a playlist, its items."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from aum_sync.simulator.fields import select
from aum_sync.simulator.live import View
from aum_sync.simulator.objects import Shapes
from aum_sync.simulator.pages import Window, page, window
from aum_sync.simulator.tokens import READ_COLLABORATIVE, READ_PRIVATE
from aum_sync.simulator.wire import (
    Answer,
    RefusedError,
    Request,
    error,
    forbidden,
    not_found,
    ok,
)
from aum_sync.simulator.world import Playlist, World

_ID = re.compile("[0-9A-Za-z]{22}")
_ITEMS_MOST, _TRACKS_MOST = 50, 100
_SPOTIFY = "spotify"


@dataclass(frozen=True, slots=True)
class Call:
    """An authorised request to the Web API, and the world that answers it.

    ``scopes`` are those of its token; ``base`` is the address that links start with.
    """

    request: Request
    view: View
    scopes: frozenset[str]
    base: str

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


def me(call: Call) -> Answer:
    """GET /me."""
    return ok(call.shapes.me())


def my_playlists(call: Call) -> Answer:
    """GET /me/playlists: owned and followed, in the library's order, without their items."""
    asked = window(call.request.query, default=20, most=50)
    listed = [one for one in call.world.playlists if one is None or _in_scope(call, one)]

    def show(playlist: Playlist | None) -> dict[str, Any] | None:
        if playlist is None:
            return None
        shown = call.shapes.playlist(playlist, call.view.snapshots[playlist.id])
        for name in call.shapes.names("items", "tracks"):
            href = call.link(f"playlists/{playlist.id}/{name}")
            shown[name] = {"href": href, "total": len(playlist.tracks)}
        return shown

    return ok(page(listed, asked, show, call.link("me/playlists"), {}))


def playlist(call: Call, name: str) -> Answer:
    """GET /playlists/{id}, with the first page of its items where they may be read."""
    found = _found(call, name)
    shown = call.shapes.playlist(found, call.view.snapshots[found.id])
    shown["followers"] = {"href": None, "total": 0}
    if call.world.generation != "new" or _may_read(call, found):
        for key in call.shapes.names("items", "tracks"):
            shown[key] = _inline(call, found, key)
    return ok(select(shown, call.request.query.get("fields", "")))


def items(call: Call, name: str) -> Answer:
    """GET /playlists/{id}/items: only for owners and collaborators."""
    found = _found(call, name)
    if not _may_read(call, found):
        return forbidden()
    asked = window(call.request.query, default=20, most=_ITEMS_MOST)
    return _page(call, found, "items", asked)


def tracks(call: Call, name: str) -> Answer:
    """GET /playlists/{id}/tracks: what old apps may still call, for any playlist."""
    found = _found(call, name)
    asked = window(call.request.query, default=_TRACKS_MOST, most=_TRACKS_MOST)
    return _page(call, found, "tracks", asked)


def _page(call: Call, found: Playlist, end: str, asked: Window) -> Answer:
    types = _types(call)
    url = call.link(f"playlists/{found.id}/{end}")
    shown = page(
        found.tracks, asked, lambda item: call.shapes.row(item, found, types), url, call.kept()
    )
    return ok(select(shown, call.request.query.get("fields", "")))


def _inline(call: Call, found: Playlist, key: str) -> dict[str, Any]:
    """The first page inside a playlist: 100 rows for old apps, whose links then go on in 50s.

    What new apps get is not known (SPOTIFY.md 3.2): here one page of the items endpoint.
    """
    types = _types(call)
    step = _ITEMS_MOST if key == "items" else _TRACKS_MOST
    limit = _ITEMS_MOST if call.world.generation == "new" else _TRACKS_MOST
    kept = {k: v for k, v in call.kept().items() if k != "fields"}
    return page(
        found.tracks,
        Window(limit),
        lambda item: call.shapes.row(item, found, types),
        call.link(f"playlists/{found.id}/{key}"),
        kept,
        step=step,
    )


def _types(call: Call) -> frozenset[str]:
    return frozenset(call.request.query.get("additional_types", "track").split(","))


def _found(call: Call, name: str) -> Playlist:
    if not _ID.fullmatch(name):
        raise RefusedError(error(400, "Invalid base62 id"))
    found = call.world.playlist(name)
    # Spotify's own lists are not there for apps made after November 2024 (SPOTIFY.md 3.0).
    if found is None or (found.owner == _SPOTIFY and call.world.generation == "new"):
        raise RefusedError(not_found())
    return found


def _may_read(call: Call, playlist: Playlist) -> bool:
    return playlist.collaborative or playlist.owner == call.world.user.id


def _in_scope(call: Call, playlist: Playlist) -> bool:
    if playlist.collaborative:
        return READ_COLLABORATIVE in call.scopes
    return playlist.public is not False or READ_PRIVATE in call.scopes
