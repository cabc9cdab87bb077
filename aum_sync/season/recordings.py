"""Which slots are the same music: the closure of equal URI, ISRC, or title, artists and length."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from aum_sync.config.types import Duplicates
from aum_sync.season.items import Slot
from aum_sync.text.fold import fold

LENGTH_TOLERANCE_MS = 2000

_Title = tuple[str, tuple[str, ...]]


class Recordings:
    """Classes of track URIs. A recording is named by the smallest URI of its weeks' class.

    The weeks make the classes. What only masters hold joins the class that it is itself equal to,
    and never makes one of two: else a slot that leaves a master would split what is one now, and
    the plan after an apply would not be empty.
    """

    def __init__(
        self,
        weeks: Iterable[Slot],
        masters: Iterable[Slot] = (),
        duplicates: Duplicates = "recording",
    ) -> None:
        """Group every track; with ``uri`` each written URI is its own recording."""
        self._parent: dict[str, str] = {}
        self._by_music = duplicates == "recording"
        index = self._group(_tracks(weeks))
        self._asked = frozenset(self._parent)
        strangers = []
        for slot in _tracks(masters):
            uris = (_uri(slot), slot.uri or "")
            same = next((uri for uri in uris if uri in self._asked), None)
            if same is None:
                same = index.find(slot)
            if same is None:
                strangers.append(slot)
            else:
                for uri in uris:
                    self._parent.setdefault(uri, self.of(same))
        self._group([slot for slot in strangers if _uri(slot) not in self._parent])

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

    def of_all(self, slots: Iterable[Slot]) -> frozenset[str]:
        """The recordings of some slots, those aside that are no tracks."""
        found = (self.of_slot(slot) for slot in slots)
        return frozenset(recording for recording in found if recording is not None)

    def in_weeks(self, uri: str) -> bool:
        """Whether a week holds this very URI."""
        return uri in self._asked

    def _group(self, tracks: list[Slot]) -> _Index:
        for slot in tracks:
            self._join(_uri(slot), slot.uri or _uri(slot))
        index = _Index(tracks if self._by_music else ())
        for first, second in index.same():
            self._join(first, second)
        return index

    def _join(self, first: str, second: str) -> None:
        low, high = sorted((self.of(first), self.of(second)))
        self._parent.setdefault(low, low)
        self._parent[high] = low


class _Index:
    """Tracks by ISRC, and by title and length: which are the same music, and which a slot is."""

    def __init__(self, tracks: Iterable[Slot]) -> None:
        self._by_isrc: dict[str, str] = {}
        self._equal: list[tuple[str, str]] = []
        self._by_title: defaultdict[_Title, list[tuple[int, str]]] = defaultdict(list)
        for slot in tracks:
            if isrc := isrc_key(slot):
                known = self._by_isrc.get(isrc, _uri(slot))
                self._equal.append((known, _uri(slot)))
                self._by_isrc[isrc] = min(known, _uri(slot))
            if title := title_key(slot):
                self._by_title[title].append((slot.duration_ms, _uri(slot)))

    def same(self) -> Iterator[tuple[str, str]]:
        """Pairs of URIs that are the same music."""
        yield from self._equal
        for namesakes in self._by_title.values():
            for (first, one), (second, other) in pairwise(sorted(namesakes)):
                if second - first <= LENGTH_TOLERANCE_MS:
                    yield one, other

    def find(self, slot: Slot) -> str | None:
        if (isrc := isrc_key(slot)) in self._by_isrc:
            return self._by_isrc[isrc]
        title = title_key(slot)
        lengths = self._by_title.get(title, []) if title else []
        near = [(abs(ms - slot.duration_ms), uri) for ms, uri in lengths]
        best = min(near, default=None)
        return best[1] if best and best[0] <= LENGTH_TOLERANCE_MS else None


def _tracks(slots: Iterable[Slot]) -> list[Slot]:
    return [slot for slot in slots if slot.state == "track"]


def _uri(slot: Slot) -> str:
    assert slot.written_uri is not None, "a track has a URI"
    return slot.written_uri


def isrc_key(slot: Slot) -> str:
    """A slot's ISRC as it is compared; empty where it has none."""
    return "".join(char for char in slot.isrc or "" if char.isalnum()).upper()


def title_key(slot: Slot) -> _Title | None:
    """Title and artists as they are compared; None where either does not identify anything."""
    artists = tuple(sorted(artist.id for artist in slot.artists if artist.id))
    title = fold(slot.name)
    return (title, artists) if title and artists and len(artists) == len(slot.artists) else None
