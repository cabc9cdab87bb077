"""From the items of all weeks to their homes: which masters ask for them, and by which rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Literal

import regex

from aum_sync.config.types import AlsoRule, ArtistsRule, Config, TrackCorrection
from aum_sync.season.genres import GenreIndex, RouteKind
from aum_sync.season.items import Slot
from aum_sync.season.recordings import Recordings
from aum_sync.season.weeks import Chosen
from aum_sync.text.fold import fold

HomeRule = Literal["alias", "compound", "also", "correction", "catch-all"]
_HOME_RULES: Mapping[RouteKind, HomeRule] = {
    "alias": "alias",
    "compound": "compound",
    "unknown": "catch-all",
}

_TRACK = regex.compile(r"spotify:track:[0-9A-Za-z]{22}")
"""What a plan may add: a lock edited by hand could ask for anything."""

Outcome = Literal["routed", "held", "dropped", "unsupported", "unaddressable"]


@dataclass(frozen=True, slots=True)
class Item:
    """One position of a week. ``recording`` is None for what is no track."""

    week: int
    position: int
    slot: Slot
    genre: str | None
    recording: str | None


@dataclass(frozen=True, slots=True)
class Home:
    """A master that an item asks for: the kind of rule, and the config path behind it."""

    master: str
    rule: HomeRule
    path: str
    review: bool = False


@dataclass(frozen=True, slots=True)
class Routed:
    """An item and where it belongs before masters exclude each other.

    ``path`` is the config path behind an ``outcome`` other than ``routed``.
    """

    item: Item
    outcome: Outcome
    homes: tuple[Home, ...]
    path: str


def corrections_of(config: Config, recordings: Recordings) -> Mapping[str, TrackCorrection]:
    """The corrections of recordings; one of a URI that no week holds corrects nothing."""
    return {
        recordings.of(correction.uri): correction
        for correction in config.track_corrections
        if recordings.in_weeks(correction.uri)
    }


class Router:
    """The rules that give an item its homes."""

    def __init__(self, config: Config, genres: GenreIndex, recordings: Recordings) -> None:
        self._config = config
        self._genres = genres
        self._recordings = recordings
        self._corrections = corrections_of(config, recordings)
        self._also = [
            (master.key, rule, _matcher(rule)) for master in config.masters for rule in master.also
        ]

    def route(self, weeks: Sequence[Chosen]) -> tuple[Routed, ...]:
        """Every item of ``weeks``, in the order given, with its homes."""
        return tuple(self._routed(item, chosen) for chosen in weeks for item in self._items(chosen))

    def _items(self, chosen: Chosen) -> Iterator[Item]:
        typed = chain.from_iterable(repeat(genre, count) for genre, count in chosen.pairs)
        for position, slot in enumerate(chosen.judged.reading.slots):
            recording = self._recordings.of_slot(slot)
            yield Item(chosen.week, position, slot, next(typed, None), recording)

    def _routed(self, item: Item, chosen: Chosen) -> Routed:
        if chosen.placement == "held":
            return Routed(item, "held", (), "policy.on_mismatch")
        if item.slot.state == "episode":
            return Routed(item, "unsupported", (), "built-in.episode")
        if item.recording is None:
            return Routed(item, "unaddressable", (), f"built-in.{item.slot.state}")
        if not _TRACK.fullmatch(item.slot.written_uri or ""):
            return Routed(item, "unsupported", (), "built-in.uri")
        if correction := self._corrections.get(item.recording):
            return _corrected(item, correction)
        return self._by_genre(item)

    def _by_genre(self, item: Item) -> Routed:
        if item.genre is None:
            home = Home(self._config.catch_all.key, "catch-all", "policy.on_mismatch")
            return Routed(item, "routed", (home,), "")
        route = self._genres.resolve(item.genre)
        if route.master is None:
            return Routed(item, "dropped", (), route.rule)
        first = Home(route.master, _HOME_RULES[route.kind], route.rule)
        return Routed(item, "routed", (first, *self._second_homes(item.slot, first.master)), "")

    def _second_homes(self, slot: Slot, taken: str) -> Iterator[Home]:
        seen = {taken}
        for master, rule, matches in self._also:
            if master not in seen and matches(slot):
                seen.add(master)
                yield Home(master, "also", rule.path, rule.review)


def _corrected(item: Item, correction: TrackCorrection) -> Routed:
    homes = tuple(Home(key, "correction", correction.path) for key in correction.masters)
    return Routed(item, "routed" if homes else "dropped", homes, correction.path)


def _matcher(rule: AlsoRule) -> Callable[[Slot], bool]:
    """Whether a slot falls under an ``also`` rule."""
    if isinstance(rule, ArtistsRule):
        return lambda slot: any(
            artist.id in rule.ids or fold(artist.name) in rule.names for artist in slot.artists
        )
    letter = regex.compile(rf"[\p{{Script={rule.script}}}&&\p{{L}}]", regex.V1)
    return lambda slot: any(
        letter.search(text) for text in (slot.name, *(artist.name for artist in slot.artists))
    )
