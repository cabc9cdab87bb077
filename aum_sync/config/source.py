"""Where in the YAML everything stands, so that every message can point at it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from aum_sync.errors import Fault, Place
from aum_sync.formats.places import Steps, dotted


@dataclass(frozen=True, slots=True)
class Spot:
    """One value of the document: its place, that of its key, and a scalar's text as written.

    ``key`` is None for items of lists; ``text`` is None for mappings and lists. ``flow``: it is a
    list or mapping in brackets or braces.
    """

    value: Place
    key: Place | None = None
    text: str | None = None
    flow: bool = False

    @property
    def best(self) -> Place:
        """The scalar itself; of a mapping or list the key that it stands under."""
        return self.value if self.text is not None or self.key is None else self.key


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault, and the path of the value that cannot be used because of it, if there is one."""

    path: Steps | None
    fault: Fault


class SourceMap:
    """The places of all values of one document."""

    def __init__(self, path: str, spots: Mapping[Steps, Spot]) -> None:
        self.path = path
        self._spots = spots
        # Where two ways read alike (a key with a dot in it), the first in the file counts.
        self._dotted: dict[str, Steps] = {}
        for way in spots:
            self._dotted.setdefault(dotted(way), way)
        self._items: dict[tuple[Steps, str], Spot] = {}
        for way, spot in spots.items():
            if way and isinstance(way[-1], int) and spot.text is not None:
                self._items.setdefault((way[:-1], spot.text), spot)

    def text(self, path: Steps) -> str | None:
        """A scalar as it is written; None for mappings, lists and what is not there."""
        spot = self._spots.get(path)
        return spot.text if spot else None

    def at(self, path: Steps) -> Place:
        """The place of the value at ``path``."""
        spot = self._spots.get(path)
        return spot.best if spot else Place(self.path, 1, 1)

    def key(self, path: Steps) -> Place:
        """The place of the key at the end of ``path``, or of what is around it."""
        spot = self._spots.get(path)
        return spot.key if spot and spot.key else self.at(path)

    def place(self, path: str) -> Place | None:
        """File, line and column of a rule path; None where the YAML does not say it itself."""
        way = self._dotted.get(path)
        return None if way is None else self._spots[way].best

    def at_rule(self, path: str) -> Place:
        """The place of a rule path, or of what is around it."""
        return self.at(self._way(path))

    def key_at_rule(self, path: str) -> Place:
        """The place of the key that a rule path ends with."""
        return self.key(self._way(path))

    def bracket(self, path: str) -> Place | None:
        """Where the bracket or brace of a list or mapping opens; None where it has none."""
        spot = self._spots.get(self._dotted[path]) if path in self._dotted else None
        if not spot or not spot.flow:
            return None
        start = spot.value
        shift = next((n for n, c in enumerate(start.excerpt[start.column - 1 :]) if c in "[{"), 0)
        return replace(start, column=start.column + shift)

    def order(self, path: str) -> tuple[int, int]:
        """Sorts rule paths as they stand in the file."""
        place = self.at_rule(path)
        return place.line, place.column

    def find(self, path: str, text: str) -> Place:
        """Where ``text`` is written at a rule path: as its only value or as one of its items."""
        way = self._way(path)
        spot = self._items.get((way, text))
        return spot.best if spot else self.at(way)

    def _way(self, path: str) -> Steps:
        while path and path not in self._dotted:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self._dotted.get(path, ())


def line_of(place: Place) -> str:
    """A place as a message names another one: ``config/season.yaml:12``."""
    return f"{place.path}:{place.line}"


def repeats(claims: Iterable[tuple[Hashable, str]], source: SourceMap) -> Iterator[tuple[str, str]]:
    """Of things that must differ, paired with rule paths: each repeated path, and the first one."""
    first: dict[Hashable, str] = {}
    for thing, path in sorted(claims, key=lambda claim: source.order(claim[1])):
        if thing in first:
            yield path, first[thing]
        else:
            first[thing] = path
