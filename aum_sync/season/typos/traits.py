"""What tracks have in common with others: artists, the recording, a script, a length."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from aum_sync.season.items import Slot
from aum_sync.season.typos.types import What

_SCRIPTS = (
    "Hebrew",
    "Arabic",
    "Cyrillic",
    "Greek",
    "Han",
    "Hiragana",
    "Katakana",
    "Hangul",
    "Devanagari",
    "Thai",
)
_LATIN = "Latin"
_LENGTHS = (130_000, 160_000, 190_000, 220_000, 260_000, 320_000)
"""Milliseconds from which a track is of the next length."""
_MANY_VOICES = 4

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Trait:
    """Something about a track that other tracks share, and that can be named to people."""

    what: What
    key: Key
    name: str


@dataclass(frozen=True, slots=True)
class Traits:
    """All of one track. ``length`` and ``voices`` speak too softly to be named as evidence."""

    named: tuple[Trait, ...] = ()
    length: Key | None = None
    voices: Key | None = None

    @property
    def keys(self) -> Iterator[Key]:
        """What the track is counted under."""
        yield from (trait.key for trait in self.named)
        yield from (key for key in (self.length, self.voices) if key)


def traits_of(slot: Slot, recording: str | None) -> Traits:
    """What can be known of a track; nothing where Spotify returned null."""
    if slot.state == "null":
        return Traits()
    named = [
        Trait("guest" if index else "artist", ("artist", artist.id or artist.name), artist.name)
        for index, artist in enumerate(slot.artists)
    ]
    if recording is not None:
        named.append(Trait("recording", ("recording", recording), slot.name))
    script = script_of(" ".join([slot.name, *(artist.name for artist in slot.artists)]))
    named.append(Trait("script", ("script", script), script))
    return Traits(
        tuple(named),
        ("length", str(bisect(_LENGTHS, slot.duration_ms))) if slot.duration_ms else None,
        ("voices", str(min(len(slot.artists), _MANY_VOICES))),
    )


@cache
def script_of(text: str) -> str:
    """The first script of a list in which a text has a letter; Latin where there is none."""
    if text.isascii():
        return _LATIN
    return next((name for name in _SCRIPTS if _letter(name).search(text)), _LATIN)


@cache
def _letter(script: str) -> regex.Pattern[str]:
    return regex.compile(rf"[\p{{Script={script}}}&&\p{{L}}]", regex.V1)
