"""Random seasons for the campaign: a Spotify, a YAML and pins, all of them drawn from a seed.

The id of a track is its recording's name and a letter: ``m07a`` and ``m07b`` are the same music, so
that what is lost or doubled can be told without asking the code that is tested.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from aum_sync.season.items import Artist, Pin, Slot
from aum_sync.simulator.world import Item, Playlist, World
from aum_sync.store.files import encode

HEAD = """\
version: 1
season: {name: Campaign, weeks: 1-20, match: 'Aum#(?P<week>\\d+)'}
"""
GENRES = {"rap": ["Rap", "Hip Hop"], "soul": ["Soul", "Funk"], "pop": ["Pop"], "sort": ["Jazz"]}
TYPED = ("Rap", "Hip Hop", "Soul", "Funk", "Pop", "Pop", "Jazz", "Dub", "Polka")
"""``Dub`` is dropped, nobody knows ``Polka``."""
MIXTAPE = f"{'mixtape':0>22}"
RECORDINGS = [f"m{number:02}" for number in range(30)]
ORPHANS = RECORDINGS[20:]
ODD = {"m03": "relinked", "m04": "read as", "m05": "null"}
"""What Spotify makes of these once they are written."""


class Dice(Random):
    """Draws the same things for the same seed, a text, on every machine."""

    def chance(self, percent: int) -> bool:
        """True so often."""
        return self.randrange(100) < percent


def uri(name: str) -> str:
    """The URI of a track by its short name."""
    return f"spotify:track:{name:0>22}"


def recording(of: str) -> str:
    """Which music a URI is."""
    return of[:-1] if of.startswith("spotify:track:") else of


def item(name: str, **more: Any) -> Item:
    """A track by its short name; those of one recording have one ISRC."""
    number = int(name[1:3])
    isrc = f"USAUM{26 if name[0] == 'm' else 27}{number:05}"
    artist = Artist(f"{name[:3]:0>22}", f"Artist {name[:3]}")
    dated = f"2026-0{1 + number % 9}-{1 + number % 28:02}T12:00:00Z"
    return Item(uri(name), f"Song {name[:3]}", artists=(artist,), isrc=isrc, added_at=dated, **more)


def playlist(key: str, name: str, tracks: Iterable[Item | None], text: str = "") -> Playlist:
    """A playlist of the account."""
    return Playlist(f"{key:0>22}", name, text, tracks=tuple(tracks))


@dataclass(frozen=True, slots=True)
class Season:
    """A season that was never pulled: its files by path, and its Spotify."""

    world: World
    yaml: str
    pins: dict[str, bytes] = field(default_factory=dict)


def season(seed: object) -> Season:
    """The season of a seed."""
    return _Drawn(Dice(f"season {seed}")).season()


class _Drawn:
    """Draws one season."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._strange = 0
        self._pins: dict[str, bytes] = {}

    def season(self) -> Season:
        dice = self._dice
        keys = [key for key in ("rap", "soul", "pop") if self._dice.chance(75)] or ["rap", "soul"]
        dice.shuffle(keys)
        keys.append("sort")
        masters = {key: self._master(key, keys[:at]) for at, key in enumerate(keys)}
        weeks = [self._week(number) for number in range(1, dice.randint(3, 6))]
        there = [key for key in keys if "playlist" in masters[key]]
        lists = [playlist(key, f"♩ {key}", self._base()) for key in there]
        strange = playlist("strange", "Of nobody", [item("m01a"), item("m21a"), *self._odd()])
        mixtape = playlist("mixtape", "Mixtape", self._base())
        others = [strange, mixtape, *weeks]
        return Season(World(playlists=(*lists, *others)), self._yaml(masters), self._pins)

    def _yaml(self, masters: dict[str, Any]) -> str:
        dice, keys = self._dice, [*masters]
        part: dict[str, Any] = {"masters": masters, "drop": ["Dub"]}
        orphans: Any = dice.choice(["keep", "keep", "remove", {"move_to": dice.choice(keys)}])
        part["policy"] = {"orphans": orphans, "max_removals": {"percent": 100, "tracks": 500}}
        if self._dice.chance(40):
            part["cleanup"] = [{"remove_from": MIXTAPE, "also_in": dice.choice(keys)}]
        if self._dice.chance(30):
            asked = {"master": dice.choice([*keys, "none"]), "reason": "heard"}
            part["corrections"] = {"tracks": {uri(f"{dice.choice(RECORDINGS)}a"): asked}}
        lines = (f"{key}: {json.dumps(value)}\n" for key, value in part.items())
        return HEAD + "".join(lines)

    def _master(self, key: str, before: list[str]) -> dict[str, Any]:
        """A master that may exclude those before it: so there is no circle of exclusions."""
        dice = self._dice
        found: dict[str, Any] = {"name": f"♩ {key}", "genres": GENRES[key]}
        if not self._dice.chance(15):
            found["playlist"] = f"{key:0>22}"
        if key == "sort":
            found["catch_all"] = True
        elif before and self._dice.chance(50):
            found["excludes"] = dice.sample(before, 1)
        found["order"] = dice.choice(["append", "append", "oldest-first", "newest-first"])
        if self._dice.chance(40):
            found["description"] = dice.choice(["{tracks} tracks · {season}", "Weeks <{weeks}>"])
        if self._dice.chance(10):
            found["name"] = f"♩ new {key}"
        if self._dice.chance(8) and "playlist" in found:
            found["pin"] = f"state/pins/{key}.json"
            self._pins[found["pin"]] = self._pin(found["pin"])
        return found

    def _pin(self, path: str) -> bytes:
        tracks = [item(f"{name}a") for name in self._dice.sample(RECORDINGS, 6)]
        slots = (Slot(one.uri, one.name, one.artists, "", 180_000, one.isrc) for one in tracks)
        return encode(Pin(path, "2026-11-22", "rolled back", tuple(slots)))

    def _week(self, number: int) -> Playlist:
        dice = self._dice
        counts = [(genre, dice.randint(1, 4)) for genre in dice.sample(TYPED, dice.randint(1, 4))]
        if self._dice.chance(3):
            counts.append(("Rap", 105))
        text = " ♩ ".join(f"{genre} {count}" for genre, count in counts)
        total = sum(count for _, count in counts)
        names = [
            f"{one}{dice.choice('aaab')}" for one in dice.sample(RECORDINGS[:20], min(total, 20))
        ]
        names += [f"w{at:02}{'abcdefgh'[number]}" for at in range(total - len(names))]
        tracks: list[Item | None] = [item(name) for name in names]
        if self._dice.chance(20):
            tracks[0] = None
        return playlist(f"week{number}", f"Aum#{number}", tracks, text)

    def _base(self) -> list[Item | None]:
        """What a managed playlist holds: some of all weeks, orphans, doubles, what has no URI."""
        dice = self._dice
        names = [
            f"{one}{dice.choice('aaab')}" for one in dice.sample(RECORDINGS, dice.randint(0, 12))
        ]
        if names and self._dice.chance(30):
            names += dice.choices(names, k=dice.randint(1, 2))
        if names and self._dice.chance(10):
            names.append(names[0][:-1] + "b")
        if self._dice.chance(4):
            names += [f"o{at:02}{letter}" for letter in "ab" for at in range(55)]
        tracks: list[Item | None] = [item(name) for name in names]
        for chance, make in ((20, None), (12, "local"), (12, "unreadable")):
            if self._dice.chance(chance):
                tracks.append(self._unaddressable(make))
        dice.shuffle(tracks)
        return tracks

    def _unaddressable(self, kind: str | None) -> Item | None:
        """A position that no request can name; no other one is like it."""
        self._strange += 1
        if kind == "local":
            return Item(f"spotify:local:me:album:file+{self._strange}:180", "My file")
        if kind == "unreadable":
            return replace(item(f"x{self._strange:02}a"), readable=False)
        return None

    def _odd(self) -> list[Item]:
        """The facts that Spotify knows of some tracks: they are read otherwise than written."""
        kinds = [(name, kind) for name, kind in ODD.items() if self._dice.chance(50)]
        return [_odd(item(f"{name}a"), kind, name) for name, kind in kinds]


def _odd(one: Item, kind: str, name: str) -> Item:
    if kind == "relinked":
        return replace(one, uri=uri(f"{name}r"), linked_from=one.uri)
    if kind == "read as":
        return replace(one, read_as=uri(f"{name}r"))
    return replace(one, readable=False)
