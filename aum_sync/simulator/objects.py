"""The JSON objects of the Web API, in the shape of the world's generation.

Shapes follow recorded answers and the published schema; what the February 2026 changes took
from new apps (markets, popularity) only old ones get (SPOTIFY.md 1.1).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from aum_sync.season.items import Artist
from aum_sync.simulator.world import Item, Playlist, World, invented_id

_WEB = "https://open.spotify.com"
_IMAGES = "https://i.scdn.co/image"
_MARKETS = ["DE", "GB", "IL", "US"]


@dataclass(frozen=True, slots=True)
class Shapes:
    """Makes objects for one world; ``base`` is the address that links start with."""

    world: World
    base: str

    @property
    def _old(self) -> bool:
        return self.world.generation != "new"

    def names(self, new: str, old: str) -> tuple[str, ...]:
        """The keys under which this generation tells what was renamed."""
        return {"new": (new,), "old": (old,), "both": (old, new)}[self.world.generation]

    def _linked(self, kind: str, name: str | None) -> dict[str, Any]:
        """The five keys that every linked object has; all empty where there is no id."""
        if name is None:
            return {"external_urls": {}, "href": None, "id": None, "type": kind, "uri": None}
        quoted = quote(name, safe="")
        return {
            "external_urls": {"spotify": f"{_WEB}/{kind}/{quoted}"},
            "href": f"{self.base}/v1/{kind}s/{quoted}",
            "id": name,
            "type": kind,
            "uri": f"spotify:{kind}:{quoted}",
        }

    def me(self) -> dict[str, Any]:
        """The user whose token asks."""
        user = self.world.user
        return {
            **self._linked("user", user.id),
            "account_id": invented_id("account", user.id)[:10],
            "display_name": user.display_name,
            "images": [],
        }

    def playlist(self, playlist: Playlist, snapshot: str) -> dict[str, Any]:
        """What lists and single answers tell of a playlist alike: all but its items."""
        return {
            **self._linked("playlist", playlist.id),
            "collaborative": playlist.collaborative,
            "description": playlist.description,
            # A list without tracks has no cover: null, not an empty list (recorded in 2026).
            "images": [_image(playlist.id)] if playlist.tracks else None,
            "name": playlist.name,
            "owner": self._owner(playlist.owner),
            "primary_color": None,
            "public": playlist.public,
            "snapshot_id": snapshot,
        }

    def _owner(self, name: str) -> dict[str, Any]:
        user = self.world.user
        display_name = user.display_name if name == user.id else name
        return {**self._linked("user", name), "display_name": display_name}

    def row(self, item: Item | None, playlist: Playlist, types: frozenset[str]) -> dict[str, Any]:
        """One position of a playlist; ``types`` are the ``additional_types`` asked for."""
        dated = item is not None and item.added_at is not None
        content = self._content(item, types)
        return {
            "added_at": item.added_at if item else None,
            "added_by": self._linked("user", playlist.owner) if dated else None,
            "is_local": item is not None and item.kind == "local",
            "primary_color": None,
            "video_thumbnail": {"url": None},
            **dict.fromkeys(self.names("item", "track"), content),
        }

    def _content(self, item: Item | None, types: frozenset[str]) -> dict[str, Any] | None:
        if item is None or not item.readable:
            return None
        if item.kind == "episode":
            return self._episode(item) if "episode" in types else None
        return self._track(self._relinked(item))

    def _relinked(self, item: Item) -> Item:
        """What a reader gets for the item; only old apps are told what it was linked from."""
        if item.read_as is None:
            return item
        told = item.linked_from or (item.uri if self._old else None)
        return replace(item, uri=item.read_as, linked_from=told)

    def _track(self, item: Item) -> dict[str, Any]:
        local = item.kind == "local"
        track = {
            **self._linked("track", None if local else _id(item.uri)),
            "uri": item.uri,
            "album": self._album(item),
            "artists": [self._artist(artist, local=local) for artist in item.artists],
            "disc_number": 0 if local else 1,
            "duration_ms": item.duration_ms,
            "episode": False,
            "explicit": False,
            "external_ids": {"isrc": item.isrc} if item.isrc else {},
            "is_local": local,
            "name": item.name,
            "preview_url": None,
            "track": True,
            "track_number": 0 if local else 1,
            **self._markets(local=local),
        }
        if self._old:
            track["popularity"] = 0
        if item.linked_from:
            track["linked_from"] = self._linked("track", _id(item.linked_from))
        return track

    def _artist(self, artist: Artist, *, local: bool) -> dict[str, Any]:
        return {**self._linked("artist", None if local else artist.id), "name": artist.name}

    def _album(self, item: Item) -> dict[str, Any]:
        local = item.kind == "local"
        artists = [self._artist(artist, local=False) for artist in item.artists[:1]]
        name = None if local else invented_id("album", item.album, *_names(item))
        return {
            **self._linked("album", name),
            "album_type": None if local else "album",
            "artists": [] if local else artists,
            "images": [] if local else [_image(name)],
            "name": item.album,
            "release_date": None if local else "2020",
            "release_date_precision": None if local else "year",
            "total_tracks": 0 if local else 1,
            **self._markets(local=local),
        }

    def _episode(self, item: Item) -> dict[str, Any]:
        return {
            **self._linked("episode", _id(item.uri)),
            **_spoken(item.name, item.uri),
            "audio_preview_url": None,
            "duration_ms": item.duration_ms,
            "episode": True,
            "is_playable": True,
            "language": "en",
            "release_date": "2020-01-01",
            "release_date_precision": "day",
            "show": self._show(item),
            "track": False,
        }

    def _show(self, item: Item) -> dict[str, Any]:
        show = {
            **self._linked("show", invented_id("show", item.album)),
            **_spoken(item.album, item.album),
            "copyrights": [],
            "media_type": "audio",
            "total_episodes": 1,
            **self._markets(local=False),
        }
        if self._old:
            show["publisher"] = ""
        return show

    def _markets(self, *, local: bool) -> dict[str, Any]:
        return {"available_markets": [] if local else _MARKETS} if self._old else {}


def _spoken(name: str, pictured: str) -> dict[str, Any]:
    """What episodes and shows tell alike."""
    return {
        "description": "",
        "explicit": False,
        "html_description": "",
        "images": [_image(pictured)],
        "is_externally_hosted": False,
        "languages": ["en"],
        "name": name,
    }


def _id(uri: str) -> str:
    return uri.rsplit(":", 1)[1]


def _names(item: Item) -> list[str]:
    return [artist.name for artist in item.artists[:1]]


def _image(of: str | None) -> dict[str, Any]:
    return {"height": None, "url": f"{_IMAGES}/{invented_id('image', of)}", "width": None}
