"""World files: the account that a simulator serves, as frozen values and as JSON.

The form is section 12 of the design. Every key has a default, so ``{}`` is an account without
playlists; ids and URIs that a file leaves out are made of the names, the same ones every time.
"""

from __future__ import annotations

import string
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal
from urllib.parse import quote_plus

from aum_sync.canonical import digest
from aum_sync.errors import DataError, Fault
from aum_sync.formats.json_text import Document
from aum_sync.formats.places import Steps, dotted
from aum_sync.formats.verdicts import quoted
from aum_sync.season.items import Artist
from aum_sync.simulator.documents import read_document
from aum_sync.simulator.wire import json_text

Generation = Literal["new", "old", "both"]
Kind = Literal["track", "episode", "local"]

_BASE62 = string.digits + string.ascii_letters
_THREE_MINUTES = 180_000
_USER = "aum.music"


@dataclass(frozen=True, slots=True)
class User:
    """The account whose token asks."""

    id: str = _USER
    display_name: str = _USER


@dataclass(frozen=True, slots=True)
class Item:
    """What one position of a playlist holds, as it was written.

    A reader gets ``read_as`` in place of ``uri`` where it is given, and null where the item is
    not ``readable``. ``linked_from`` is told to readers as it stands. ``duration_ms`` counts
    milliseconds; ``added_at`` is None where Spotify has forgotten it.
    """

    uri: str
    name: str = ""
    duration_ms: int = _THREE_MINUTES
    artists: tuple[Artist, ...] = ()
    album: str = ""
    isrc: str | None = None
    added_at: str | None = None
    linked_from: str | None = None
    read_as: str | None = None
    readable: bool = True

    @property
    def written(self) -> str:
        """The URI that put it here, and the only one that takes it away (SPOTIFY.md 3.3)."""
        return self.linked_from or self.uri

    @property
    def kind(self) -> Kind:
        """What the URI names."""
        kind = self.uri.split(":", 2)[1]
        return "local" if kind == "local" else "episode" if kind == "episode" else "track"


@dataclass(frozen=True, slots=True)
class Playlist:
    """A playlist. None among its ``tracks`` is a position that has lost its item.

    One that is not ``in_library`` was unfollowed: it is listed nowhere, but can still be read.
    """

    id: str
    name: str = ""
    description: str | None = ""
    public: bool | None = True
    collaborative: bool = False
    owner: str = _USER
    tracks: tuple[Item | None, ...] = ()
    in_library: bool = True


@dataclass(frozen=True, slots=True)
class World:
    """One account as Spotify holds it.

    ``playlists`` are owned and followed ones in the user's order; None among them is an entry
    that Spotify lists as null.
    """

    user: User = User()
    generation: Generation = "new"
    snapshot_lag_s: float = 0
    playlists: tuple[Playlist | None, ...] = ()

    @classmethod
    def from_json(cls, text: str, path: str) -> World:
        """The world that a world file holds. Raises :class:`DataError` with all its faults."""
        return _Decoder(read_document(text, path, "world")).world()

    def to_json(self) -> str:
        """The world file of this world: reading it gives this world again."""
        return json_text(_world_json(self), indent=1) + "\n"

    def playlist(self, playlist: str) -> Playlist | None:
        """The playlist with this id."""
        return next((one for one in self.playlists if one and one.id == playlist), None)

    def changed(self, playlist: str, change: Callable[[Playlist], Playlist]) -> World:
        """This world with one playlist changed."""
        return replace(
            self,
            playlists=tuple(
                change(one) if one and one.id == playlist else one for one in self.playlists
            ),
        )

    def holding(self, playlist: Playlist) -> World:
        """This world with the playlist in the place of the one with its id, or new on top."""
        if self.playlist(playlist.id) is None:
            return replace(self, playlists=(playlist, *self.playlists))
        return self.changed(playlist.id, lambda _: playlist)


def invented_id(*parts: object) -> str:
    """22 letters and digits that look like a Spotify id and follow from ``parts`` alone."""
    number = int(digest(list(parts)), 16)
    letters = []
    for _ in range(22):
        number, rest = divmod(number, 62)
        letters.append(_BASE62[rest])
    return "".join(letters)


def playlist_json(playlist: Playlist | None) -> dict[str, Any] | None:
    """A playlist as it stands in a world file."""
    if playlist is None:
        return None
    value: dict[str, Any] = {
        "id": playlist.id,
        "name": playlist.name,
        "description": playlist.description,
        "public": playlist.public,
        "collaborative": playlist.collaborative,
        "owner": playlist.owner,
        "tracks": [_item_json(item) for item in playlist.tracks],
    }
    if not playlist.in_library:
        value["in_library"] = False
    return value


def _world_json(world: World) -> dict[str, Any]:
    return {
        "user": {"id": world.user.id, "display_name": world.user.display_name},
        "generation": world.generation,
        "snapshot_lag_s": world.snapshot_lag_s,
        "playlists": [playlist_json(playlist) for playlist in world.playlists],
    }


def _item_json(item: Item | None) -> dict[str, Any] | None:
    if item is None:
        return None
    value: dict[str, Any] = {
        "uri": item.uri,
        "name": item.name,
        "duration_ms": item.duration_ms,
        "artists": [{"id": artist.id, "name": artist.name} for artist in item.artists],
        "album": item.album,
    }
    for key in ("isrc", "added_at", "linked_from"):
        if (told := getattr(item, key)) is not None:
            value[key] = told
    if item.kind == "local":
        value["is_local"] = True
    if item.kind == "episode":
        value["type"] = "episode"
    if item.read_as or not item.readable:
        value["read_as"] = item.read_as
    return value


class _Decoder:
    """From checked JSON to values; collects what no schema can see."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._faults: list[Fault] = []

    def world(self) -> World:
        value = self._document.value
        assert isinstance(value, dict), "the schema lets nothing else pass"
        user = _user(value.get("user", {}))
        playlists = tuple(
            self._playlist(one, index, user.id)
            for index, one in enumerate(value.get("playlists", []))
        )
        self._check_ids(playlists)
        if self._faults:
            raise DataError(*self._faults)
        return World(
            user=user,
            generation=value.get("generation", "new"),
            snapshot_lag_s=value.get("snapshot_lag_s", 0),
            playlists=playlists,
        )

    def _check_ids(self, playlists: tuple[Playlist | None, ...]) -> None:
        first: dict[str, int] = {}
        for index, playlist in enumerate(playlists):
            if playlist and first.setdefault(playlist.id, index) != index:
                twin = dotted(("playlists", first[playlist.id]))
                self._wrong(("playlists", index, "id"), f"{twin} has this id too: {playlist.id}")

    def _playlist(self, value: dict[str, Any] | None, index: int, user: str) -> Playlist | None:
        if value is None:
            return None
        tracks = enumerate(value.get("tracks", []))
        name = value.get("name", "")
        return Playlist(
            id=value.get("id") or invented_id("playlist", index, name),
            name=name,
            description=value.get("description", ""),
            public=value.get("public", True),
            collaborative=value.get("collaborative", False),
            owner=value.get("owner", user),
            tracks=tuple(self._item(t, ("playlists", index, "tracks", n)) for n, t in tracks),
            in_library=value.get("in_library", True),
        )

    def _item(self, value: dict[str, Any] | None, steps: Steps) -> Item | None:
        if value is None:
            return None
        uri = value.get("uri") or _invented_uri(value)
        local = uri.startswith("spotify:local:")
        item = Item(
            uri=uri,
            name=value.get("name", ""),
            duration_ms=value.get("duration_ms", _THREE_MINUTES),
            artists=tuple(_artist(artist, local=local) for artist in value.get("artists", [])),
            album=value.get("album", ""),
            isrc=value.get("isrc"),
            added_at=value.get("added_at"),
            linked_from=value.get("linked_from"),
            read_as=value.get("read_as"),
            readable=value.get("read_as", uri) is not None,
        )
        self._check_kind(value, item, steps)
        return item

    def _check_kind(self, value: dict[str, Any], item: Item, steps: Steps) -> None:
        local, episode = item.kind == "local", item.kind == "episode"
        message = f"does not fit the URI {quoted(item.uri)}"
        if value.get("is_local", local) != local:
            self._wrong((*steps, "is_local"), message)
        if (value.get("type", item.kind) == "episode") != episode:
            self._wrong((*steps, "type"), message)

    def _wrong(self, steps: Steps, message: str) -> None:
        self._faults.append(self._document.fault(steps, message, "correct one of the two"))


def _user(value: dict[str, Any]) -> User:
    name = value.get("id", _USER)
    return User(id=name, display_name=value.get("display_name", name))


def _artist(value: dict[str, Any], *, local: bool) -> Artist:
    name = value.get("name", "")
    return Artist(id=value.get("id", None if local else invented_id("artist", name)), name=name)


def _invented_uri(value: dict[str, Any]) -> str:
    name = value.get("name", "")
    artists = [artist.get("name", "") for artist in value.get("artists", [])]
    if value.get("is_local"):
        told = (", ".join(artists), value.get("album", ""), name)
        seconds = value.get("duration_ms", _THREE_MINUTES) // 1000
        return f"spotify:local:{':'.join(quote_plus(text) for text in told)}:{seconds}"
    kind = value.get("type", "track")
    return f"spotify:{kind}:{invented_id(kind, name, artists)}"
