"""What there is to be added: which track a URI becomes in a playlist, and when that is.

A world file names tracks only where playlists hold them. What is written is looked up among
those, so that a URI reads back with the title, the relinking and the loss that it has elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from aum_sync.season.items import Artist
from aum_sync.simulator.world import Item, Playlist, World, invented_id

_START = datetime(2026, 11, 1, tzinfo=UTC)
_END = datetime(9000, 1, 1, tzinfo=UTC)


class Catalogue:
    """The tracks and episodes that were ever in a world, by the URI that writes them."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, Item]] = {}

    def learn(self, playlists: Iterable[Playlist | None]) -> None:
        """Take up what these playlists hold. Of several facts about a URI the oddest stays."""
        for item in (item for one in playlists if one for item in one.tracks if item):
            for rank, uri, fact in _facts(item):
                if uri not in self._known or rank < self._known[uri][0]:
                    self._known[uri] = rank, fact

    def item(self, uri: str) -> Item:
        """What a track's or an episode's URI becomes; one never seen gets a title of its own."""
        return self._known[uri][1] if uri in self._known else _invented(uri)


def first_moment(world: World) -> datetime:
    """A second that lies behind everything that a world dates."""
    told = (item.added_at for one in world.playlists if one for item in one.tracks if item)
    moments = [moment for text in told if text and (moment := _moment(text))]
    return max([_START, *(moment for moment in moments if moment < _END)]) + timedelta(seconds=1)


def _moment(text: str) -> datetime | None:
    with suppress(ValueError):  # world files may say 31 February
        return datetime.fromisoformat(text)
    return None


def _facts(item: Item) -> Iterator[tuple[int, str, Item]]:
    """What a position tells of URIs, each with a rank.

    First what reads otherwise than it was written (0), then what does not (1), then what is
    known from having been read in place of another (2).
    """
    if item.kind == "local":
        return
    odd = item.read_as is not None or item.linked_from is not None or not item.readable
    yield 0 if odd else 1, item.written, item
    for uri in (item.uri, item.read_as):
        if uri and uri != item.written:
            yield 2, uri, replace(item, uri=uri, read_as=None, linked_from=None)


def _invented(uri: str) -> Item:
    name = uri.rsplit(":", 1)[1]
    return Item(uri, name=f"Track {name}", artists=(Artist(invented_id("artist", uri), name),))
