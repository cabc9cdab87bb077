"""What tracks have in common with others: artists, the recording, a script, a length."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

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
_WORD = re.compile(r"[^\W\d_]+")
_ACCENTED = regex.compile(r"[\p{Script=Latin}--\p{ASCII}]", regex.V1)

Key = tuple[str, str]
"""Under what something is counted: a sort of trait, and which one it is."""


@dataclass(frozen=True, slots=True)
class Trait:
    """Something about a track that other tracks share.

    ``what`` it is called to people; None for what speaks too softly to be named as evidence.
    ``often``: many tracks have it, and those with the same such traits are as one.
    """

    key: Key
    what: What | None = None
    name: str = ""
    often: bool = False


_Seen = tuple[Key, What | None, str, bool]
"""What makes a trait, of which most are met once alone and never made."""

_STRANGERS: _Seen = (("strangers", ""), None, "", True)
"""Nobody on it is met in another week: that too is commoner in some classes than in others."""


@dataclass(frozen=True, slots=True)
class Side:
    """Some traits of one track: the keys of those that many have, the others, and all."""

    often: tuple[Key, ...]
    seldom: tuple[Trait, ...]
    all: tuple[Trait, ...]


@dataclass(frozen=True, slots=True)
class Traits:
    """All of one track: what its artists bring along, and what is its own, whoever it is by."""

    artists: Side
    own: Side

    @property
    def all(self) -> Iterator[Trait]:
        """Both."""
        return chain(self.artists.all, self.own.all)


class Portraits:
    """The traits of a season's tracks, without those that are met in one week alone.

    These say nothing of other weeks, and are most.
    """

    def __init__(
        self, weeks: Iterable[Sequence[Slot]], recording: Callable[[Slot], str | None]
    ) -> None:
        """``recording`` tells which recording a track is."""
        whole = [[(slot, *_sides(slot, recording(slot))) for slot in slots] for slots in weeks]
        met: Counter[Key] = Counter()
        for some in whole:
            met.update({seen[0] for _, artists, own in some for seen in artists + own})
        made = cache(Trait)
        self._found = {
            id(slot): (slot, Traits(_known(artists, met, made), _known(own, met, made)))
            for some in whole
            for slot, artists, own in some
        }
        """By identity: slots are slow to hash. Each keeps its slot, so that no other has its id."""

    def __getitem__(self, slot: Slot) -> Traits:
        """The traits of one of the tracks."""
        return self._found[id(slot)][1]


def _known(traits: Sequence[_Seen], met: Mapping[Key, int], made: Callable[..., Trait]) -> Side:
    seen = [one for one in traits if met[one[0]] > 1]
    by_someone = traits and traits[0][1] == "artist"
    if by_someone and (not seen or seen[0][1] not in ("artist", "guest")):
        seen.append(_STRANGERS)
    known = [made(*one) for one in seen]
    often = tuple([trait.key for trait in known if trait.often])
    return Side(often, tuple([trait for trait in known if not trait.often]), tuple(known))


def _sides(slot: Slot, recording: str | None) -> tuple[list[_Seen], list[_Seen]]:
    """What can be known of a track; nothing where Spotify returned null."""
    if slot.state == "null":
        return [], []
    return _of_artists(slot, recording), _of_track(slot)


def _of_artists(slot: Slot, recording: str | None) -> list[_Seen]:
    seen: list[_Seen] = [
        (("artist", artist.id or artist.name), "guest" if at else "artist", artist.name, False)
        for at, artist in enumerate(slot.artists)
    ]
    if recording is not None:
        seen.append((("recording", recording), "recording", slot.name, False))
    names = " ".join([artist.name for artist in slot.artists])
    script = script_of(names)
    seen.append((("script", script), "script", script, True))
    seen.append((("voices", str(min(len(slot.artists), _MANY_VOICES))), None, "", True))
    return seen + _words("name", names)


def _of_track(slot: Slot) -> list[_Seen]:
    script = script_of(slot.name)
    accented = not slot.name.isascii() and bool(_ACCENTED.search(slot.name))
    seen: list[_Seen] = [
        (("title", script), "script", script, True),
        (("accents", str(accented)), None, "", True),
    ]
    if slot.album:
        seen.append((("album", script_of(slot.album)), None, "", True))
    if slot.duration_ms:
        seen.append((("length", str(bisect(_LENGTHS, slot.duration_ms))), None, "", True))
    return seen + _words("word", slot.name)


def _words(sort: str, text: str) -> list[_Seen]:
    return [((sort, word), None, "", False) for word in sorted(set(_WORD.findall(text.casefold())))]


@cache
def script_of(text: str) -> str:
    """The first script of a list in which a text has a letter; Latin where there is none."""
    if text.isascii():
        return _LATIN
    return next((name for name in _SCRIPTS if _letter(name).search(text)), _LATIN)


@cache
def _letter(script: str) -> regex.Pattern[str]:
    return regex.compile(rf"[\p{{Script={script}}}&&\p{{L}}]", regex.V1)
