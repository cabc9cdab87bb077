"""Invented seasons of any size: their YAML, their weeks, and what the masters hold.

Every draw is from named dice, so the same name gives the same season on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from aum_sync.config.loader import load
from aum_sync.config.types import Config
from aum_sync.demo.dice import Dice, identifier
from aum_sync.season.items import Account, Artist, Reading, Slot, Snapshot, State, WeekState

WEEKS = 100
"""Weeks of one season."""
TRACKS = 30
"""Tracks of one week."""
MASTERS = 10
"""Masters of up to ten seasons, the catch-all aside; for more there are more, so that none has more
than the 10,000 tracks that Spotify takes."""
GENRES = 3
"""Genres that lead to one master."""
ARTISTS = 400
"""Artists of each master."""
_LETTERS = ["Lorem", "ipsum", "dolor", "sit", "amet", "שיר", "אחד", "על", "הים", "ночь", "夜の歌"]


@dataclass(frozen=True)
class Invented:
    """So many weeks; ``placed`` says how many of them the masters hold already."""

    weeks: int
    placed: int = 0
    seed: int = 8

    @property
    def masters(self) -> range:
        """The masters by number, the catch-all aside."""
        return range(max(MASTERS, self.weeks // WEEKS))

    @property
    def yaml(self) -> str:
        """``config/season.yaml``."""
        lists = {
            f"m{number}": {
                "playlist": identifier(f"master {number}"),
                "genres": [_genre(number, which) for which in range(GENRES)],
                "excludes": [f"m{number - 1}"] if number % 5 == 1 else [],
            }
            for number in self.masters
        }
        sort = {"playlist": identifier("sort"), "catch_all": True}
        whole = {
            "version": 1,
            "season": {
                "name": "Invented",
                "weeks": f"1-{self.weeks}",
                "match": r"Aum#(?P<week>\d+)",
            },
            "masters": {**lists, "sort": sort},
            "policy": {"budget": 100_000},
        }
        return json.dumps(whole, indent=1)

    @cached_property
    def config(self) -> Config:
        """The configuration."""
        return load({"config/season.yaml": self.yaml.encode()}.get).config

    @cached_property
    def state(self) -> State:
        """What a pull would have recorded."""
        readings = tuple(map(self._reading, range(1, self.weeks + 1)))
        held: dict[str, list[Slot]] = {f"m{number}": [] for number in self.masters}
        for reading in readings[: self.placed]:
            for key, slot in zip(self._homes(reading.week), reading.slots, strict=True):
                held[key].append(slot)
        snapshots = [self._snapshot(key, slots) for key, slots in held.items()]
        snapshots.append(Snapshot("sort", identifier("sort"), "sort", "", True, "v", None, ()))
        weeks = tuple(WeekState(reading.week, reading) for reading in readings)
        by_key = tuple(sorted(snapshots, key=lambda one: one.key))
        return State(weeks, by_key, Account("curator"))

    def _snapshot(self, key: str, slots: list[Slot]) -> Snapshot:
        playlist = identifier(f"master {key[1:]}")
        return Snapshot(key, playlist, key, "", True, "v", None, tuple(slots))

    def _segments(self, week: int) -> list[tuple[int, int, int]]:
        """Master, genre and count of each segment of a week."""
        dice = Dice(f"{self.seed} week {week}")
        left, found = TRACKS, []
        while left:
            count = min(dice.between(1, 8), left)
            found.append((dice.pick(self.masters), dice.between(0, GENRES - 1), count))
            left -= count
        return found

    def _homes(self, week: int) -> Iterator[str]:
        for master, _, count in self._segments(week):
            yield from (f"m{master}" for _ in range(count))

    def _reading(self, week: int) -> Reading:
        segments = self._segments(week)
        text = " ♩ ".join(f"{_genre(m, which)} {count}" for m, which, count in segments)
        dice = Dice(f"{self.seed} tracks {week}")
        homes = (master for master, _, count in segments for _ in range(count))
        slots = tuple(self._track(dice, week, at, master) for at, master in enumerate(homes))
        return Reading(week, identifier(f"week {week}"), f"Aum#{week}", text, "v", slots)

    def _track(self, dice: Dice, week: int, at: int, master: int) -> Slot:
        name = f"{self.seed} {week} {at}"
        artist = f"{master} {dice.between(1, ARTISTS)}"
        title = f"{dice.pick(_LETTERS)} {dice.pick(_LETTERS)} {week}.{at}"
        return Slot(
            f"spotify:track:{identifier(name)}",
            title,
            (Artist(identifier(artist), f"Artist {artist}"),),
            "Album",
            dice.between(120_000, 300_000),
            f"XX{self.seed:03}{week:05}{at:02}",
            added_at="2026-01-02T03:04:05Z",
        )


def _genre(master: int, which: int) -> str:
    """A genre without digits: those of a description are counts."""
    name = "".join("abcdefghij"[int(digit)] for digit in str(master))
    return f"{['Old', 'New', 'Odd'][which]} Music {name}"
