"""From a genre as typed to the master that it leads to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

import regex

from aum_sync.config.types import Alias, Config
from aum_sync.text.fold import bare, genre_key

RouteKind = Literal["alias", "compound", "dropped", "unknown"]

_NEAREST = 3
_SIMILAR = 0.6
_COMPOUND_SIGNS = (",", " / ")
_SLASH = regex.compile(r"\s*/\s*")
_MOST_PARTS = 10

JOINT = " + "
"""Stands between the paths of the aliases that a compound genre is made of."""


@dataclass(frozen=True, slots=True)
class Route:
    """Where a genre leads. ``master`` is None for a dropped one, the catch-all for an unknown one.

    ``rule`` is the config path behind it (several, with JOINT between them, for a compound genre);
    ``nearest`` are the aliases most like an unknown genre, the most similar first.
    """

    kind: RouteKind
    master: str | None
    rule: str
    nearest: tuple[str, ...] = ()


class GenreIndex:
    """All aliases and dropped genres of a configuration, by key."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._known: dict[str, tuple[str | None, Alias]] = {}
        for master in config.masters:
            for alias in master.genres:
                self._known[alias.key] = (master.key, alias)
        for alias in config.drop:
            self._known[alias.key] = (None, alias)
        self._parts = {_spaced(key): found for key, found in self._known.items()}
        self.resolve = lru_cache(maxsize=None)(self._resolve)

    def _resolve(self, genre: str) -> Route:
        key = genre_key(genre)
        if found := self._known.get(key):
            return _route(found)
        return self._compound(_spaced(key)) or Route(
            "unknown",
            self._config.catch_all.key,
            f"{self._config.catch_all.path}.catch_all",
            self._nearest(key),
        )

    def _compound(self, key: str) -> Route | None:
        """``Hip Hop, UG Rap`` where all parts lead to the same place.

        A comma binds looser than a slash; a part may itself be an alias with a comma or a slash in
        it, and blanks around a slash do not matter.
        """
        sign = next((sign for sign in _COMPOUND_SIGNS if sign in key), None)
        parts = key.split(sign) if sign else []
        routes = self._partition(parts, sign) if sign and len(parts) <= _MOST_PARTS else None
        if routes is None:
            return None
        kind: RouteKind = "compound" if routes[0].master else "dropped"
        rules = dict.fromkeys(route.rule for route in routes)
        return Route(kind, routes[0].master, JOINT.join(rules))

    def _partition(self, parts: list[str], sign: str) -> list[Route] | None:
        """Routes of neighbouring parts joined, the longest first, that all lead to one place."""
        for length in range(len(parts), 0, -1):
            part = sign.join(parts[:length])
            known = self._parts.get(part)
            first = _route(known) if known else self._resolve(part) if length == 1 else None
            if first is None or first.kind == "unknown":
                continue
            rest = self._partition(parts[length:], sign) if parts[length:] else []
            if rest is not None and all(route.master == first.master for route in rest):
                return [first, *rest]
        return None

    @cached_property
    def _squashed(self) -> dict[str, str]:
        return {bare(squash(key)): alias.text for key, (_, alias) in sorted(self._known.items())}

    def _nearest(self, key: str) -> tuple[str, ...]:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        found = process.extract(
            bare(squash(key)),
            list(self._squashed),
            scorer=OSA.normalized_similarity,
            limit=_NEAREST,
            score_cutoff=_SIMILAR,
        )
        return tuple(self._squashed[squashed] for squashed, _, _ in found)


def _route(found: tuple[str | None, Alias]) -> Route:
    return Route("alias" if found[0] else "dropped", found[0], found[1].path)


def _spaced(key: str) -> str:
    return _SLASH.sub(" / ", key)


def squash(key: str) -> str:
    """A key without what typing often leaves out, so that ``RnB`` is near ``R&B``."""
    return key.replace("&", "n").replace(" ", "").replace(",", "")
