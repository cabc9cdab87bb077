"""The reading half of the Web API: who I am, my playlists, a playlist, its items."""

from __future__ import annotations

from typing import Any

from aum_sync.simulator.call import Call
from aum_sync.simulator.fields import select
from aum_sync.simulator.pages import Window, page, window
from aum_sync.simulator.tokens import READ_COLLABORATIVE, READ_PRIVATE
from aum_sync.simulator.wire import Answer, forbidden, ok
from aum_sync.simulator.world import Playlist

_ITEMS_MOST, _TRACKS_MOST = 50, 100


def me(call: Call) -> Answer:
    """GET /me."""
    return ok(call.shapes.me())


def my_playlists(call: Call) -> Answer:
    """GET /me/playlists: owned and followed, in the library's order, without their items."""
    asked = window(call.request.query, default=20, most=50)
    listed = [one for one in call.world.playlists if one is None or is_listed(call, one)]

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
    found = call.found(name)
    shown = whole(call, found, call.view.snapshots[found.id])
    return ok(select(shown, call.request.query.get("fields", "")))


def whole(call: Call, playlist: Playlist, snapshot: str) -> dict[str, Any]:
    """A playlist as a single answer tells it."""
    shown = call.shapes.playlist(playlist, snapshot)
    shown["followers"] = {"href": None, "total": 0}
    if call.world.generation != "new" or call.may_read(playlist):
        for key in call.shapes.names("items", "tracks"):
            shown[key] = _inline(call, playlist, key)
    return shown


def items(call: Call, name: str) -> Answer:
    """GET /playlists/{id}/items: only for owners and collaborators."""
    found = call.found(name)
    if not call.may_read(found):
        return forbidden()
    asked = window(call.request.query, default=20, most=_ITEMS_MOST)
    return _page(call, found, "items", asked)


def tracks(call: Call, name: str) -> Answer:
    """GET /playlists/{id}/tracks: what old apps may still call, for any playlist."""
    found = call.found(name)
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


def is_listed(call: Call, playlist: Playlist) -> bool:
    """Whether the library shows a playlist to the bearer of this token."""
    if not playlist.in_library:
        return False
    if playlist.collaborative:
        return READ_COLLABORATIVE in call.scopes
    return playlist.public is not False or READ_PRIVATE in call.scopes
