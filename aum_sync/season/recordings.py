"""Which slots are the same music: the closure of equal URI, ISRC, or title, artists and length."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from aum_sync.config.types import Duplicates
from aum_sync.season.items import Slot
from aum_sync.text.fold import fold

LENGTH_TOLERANCE_MS = 2000


class Recordings:
    """Classes of track URIs. A recording is named by the smallest URI of its class."""

    def __init__(self, slots: Iterable[Slot], duplicates: Duplicates = "recording") -> None:
        """Group every track among ``slots``; with ``uri`` each written URI is its own recording."""
        self._parent: dict[str, str] = {}
        tracks = [slot for slot in slots if slot.state == "track"]
        for slot in tracks:
            self._join(_uri(slot), slot.uri or _uri(slot))
        if duplicates == "recording":
            for first, second in _same_music(tracks):
                self._join(_uri(first), _uri(second))

    def of(self, uri: str) -> str:
        """The recording of a track URI; an unknown URI is a recording of its own."""
        root = uri
        while (parent := self._parent.get(root, root)) != root:
            root = parent
        while (parent := self._parent.get(uri, root)) != root:
            self._parent[uri] = root
            uri = parent
        return root

    def of_slot(self, slot: Slot) -> str | None:
        """The recording of a slot; None for what is no track."""
        return self.of(_uri(slot)) if slot.state == "track" else None

    def _join(self, first: str, second: str) -> None:
        low, high = sorted((self.of(first), self.of(second)))
        self._parent.setdefault(low, low)
        self._parent[high] = low


def _uri(slot: Slot) -> str:
    assert slot.written_uri is not None, "a track has a URI"
    return slot.written_uri


def _same_music(tracks: list[Slot]) -> Iterator[tuple[Slot, Slot]]:
    by_isrc: dict[str, Slot] = {}
    by_title: dict[tuple[str, tuple[str, ...]], dict[str, Slot]] = defaultdict(dict)
    for slot in tracks:
        if isrc := _isrc(slot):
            yield by_isrc.setdefault(isrc, slot), slot
        artists = tuple(sorted(artist.id for artist in slot.artists if artist.id))
        title = fold(slot.name)
        if title and artists and len(artists) == len(slot.artists):
            by_title[title, artists].setdefault(f"{slot.uri} {slot.duration_ms}", slot)
    for namesakes in by_title.values():
        for first, second in pairwise(sorted(namesakes.values(), key=lambda s: s.duration_ms)):
            if second.duration_ms - first.duration_ms <= LENGTH_TOLERANCE_MS:
                yield first, second


def _isrc(slot: Slot) -> str:
    return "".join(char for char in slot.isrc or "" if char.isalnum()).upper()
