"""From what a person types to the recordings that it may mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import regex

from aum_sync.config.ids import track_uri
from aum_sync.errors import DataError
from aum_sync.plan.explain.sightings import Sightings
from aum_sync.season.recordings import isrc_key
from aum_sync.text.fold import fold
from aum_sync.text.suggest import listed
from aum_sync.text.words import plural

_SIMILAR = 60
"""Out of 100; below that a title is no suggestion."""
_MOST_NAMED = 3
_ADDRESS = regex.compile(r"(?:https?://|spotify:)\S+", regex.IGNORECASE)
_PLACE = regex.compile(r"#?(?P<week>[0-9]{1,6}):(?P<position>[0-9]{1,6})")
"""``222:11``, or ``#222:11`` as weeks are written elsewhere."""


@dataclass(frozen=True)
class Lookup:
    """Finds recordings by address, ISRC, place in a week, or words of title and artists."""

    sightings: Sightings

    def find(self, question: str) -> tuple[str, ...]:
        """The names of what ``question`` means, those in weeks first.

        Raises DataError where nothing is like it, with the nearest titles as a hint.
        """
        asked = question.strip()
        for way in (self._by_address, self._by_place, self._by_isrc, self._by_words):
            if found := tuple(way(asked)):
                return found
        raise self._nothing(asked)

    def _by_address(self, asked: str) -> Iterator[str]:
        uri = track_uri(asked)
        name = self.sightings.recordings.of(uri) if uri else asked
        if name in self.sightings.by_name:
            yield name

    def _by_place(self, asked: str) -> Iterator[str]:
        if place := _PLACE.fullmatch(asked):
            week, position = int(place["week"]), int(place["position"])
            yield from self.sightings.by_place.get(f"{week}:{position}", ())

    def _by_isrc(self, asked: str) -> Iterator[str]:
        key = "".join(char for char in asked if char not in "- ").upper()
        for name, sightings in self.sightings.by_name.items():
            if key and any(isrc_key(sighting.slot) == key for sighting in sightings):
                yield name

    def _by_words(self, asked: str) -> Iterator[str]:
        """The exact title, or else all words somewhere in title and artists."""
        whole = fold(asked)
        words = whole.split()
        exact = [
            name for name, texts in self._texts.items() if any(title == whole for title, _ in texts)
        ]
        yield from exact or (
            name
            for name, texts in self._texts.items()
            if any(all(word in text for word in words) for _, text in texts)
        )

    @cached_property
    def _texts(self) -> Mapping[str, frozenset[tuple[str, str]]]:
        """By name, each title as it is compared, alone and with its artists."""
        return {
            name: frozenset(
                (fold(one.slot.name), fold(f"{one.slot.name} {one.slot.byline}"))
                for one in sightings
            )
            for name, sightings in self.sightings.by_name.items()
        }

    def _nothing(self, asked: str) -> DataError:
        if track_uri(asked) or _ADDRESS.fullmatch(asked):
            kind = "that track" if track_uri(asked) else "a track of that address"
            hint = "copy the link of a track; what is new on Spotify comes with aum-sync pull"
            return DataError(f"no week and no master holds {kind}: {asked}", hint=hint)
        if place := _PLACE.fullmatch(asked):
            return self._no_place(int(place["week"]), int(place["position"]))
        near = [f"{title!r}" for title in self._nearest(fold(asked))]
        hint = f"did you mean {listed(near)}?" if near else "ask with other words, or a link"
        return DataError(f"no title and no artist is like {asked!r}", hint=hint)

    def _no_place(self, week: int, position: int) -> DataError:
        """What there is instead of a place that no week has."""
        lengths = self.sightings.lengths
        if week not in lengths:
            near = min(lengths, key=lambda one: (abs(one - week), one), default=None)
            hint = "aum-sync pull" if near is None else f"the nearest is {near}: {near}:1"
            return DataError(f"state/ does not hold week {week}", hint=hint)
        length = lengths[week]
        what = f"week {week} has {plural(length, 'position')}, so there is no {week}:{position}"
        hint = f"ask for {week}:1 to {week}:{length}" if length else "ask by title, or with a link"
        return DataError(what, hint=hint)

    def _nearest(self, asked: str) -> list[str]:
        """The titles and artists most like the question, the most similar first."""
        from rapidfuzz import fuzz, process

        slots = [one.slot for seen in self.sightings.by_name.values() for one in seen]
        names = {fold(artist.name): artist.name for slot in slots for artist in slot.artists}
        for slot in slots:
            for text in (slot.name, f"{slot.name} {slot.byline}"):
                names[fold(text)] = slot.name
        found = process.extract(
            asked,
            sorted(text for text, name in names.items() if fold(name)),
            scorer=fuzz.ratio,
            limit=2 * _MOST_NAMED,
            score_cutoff=_SIMILAR,
        )
        return list(dict.fromkeys(names[text] for text, _, _ in found))[:_MOST_NAMED]
