"""The weeks of the invented season as they were meant, before anything went wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from aum_sync.demo.dice import Dice, identifier
from aum_sync.demo.styles import describe, style_of
from aum_sync.demo.tracks import FIRST_WEEK, Studio
from aum_sync.demo.troubles import forced_homes
from aum_sync.demo.words import Home
from aum_sync.season.items import Slot

LAST_WEEK = 200
WEEKS = range(FIRST_WEEK, LAST_WEEK + 1)

_NAMES = ("≋ {} ≋ Tide#{}", "≋ {} ≋ Tide#{}", "≋ {} ≋ Tide#{}", "≋{}≋ Tide# {} ", "≋ {} ≋ Week#{}")


@dataclass(frozen=True, slots=True)
class Part:
    """A run of tracks of one kind: its true ``home``, and what the curator wrote about it."""

    home: str
    genre: str
    count: int | None
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """A weekly playlist and the truth about it."""

    number: int
    title: str
    naming: str
    parts: tuple[Part, ...]
    described: bool = True

    @property
    def name(self) -> str:
        """The playlist's name: the title of one of its songs, and the week's number."""
        return self.naming.format(self.title, self.number)

    @property
    def playlist(self) -> str:
        """The playlist's id."""
        return identifier(f"week {self.number}")

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The playlist's content."""
        return tuple(slot for part in self.parts for slot in part.slots)

    @property
    def description(self) -> str:
        """What the curator wrote, as Spotify hands it out."""
        if not self.described:
            return ""
        style = style_of(self.number)
        pairs = [(part.genre, part.count) for part in self.parts]
        if any(count is None for _, count in pairs):
            style = replace(style, layout="notes")
        return describe(self.number, pairs, style)

    def index(self, home: str) -> int:
        """Which of the parts is the first of this home."""
        return next(at for at, part in enumerate(self.parts) if part.home == home)

    def position(self, home: str) -> int:
        """The position of the first track of this home."""
        return sum(len(part.slots) for part in self.parts[: self.index(home)])

    def first(self, home: str) -> Slot:
        """The first track of this home."""
        return self.slots[self.position(home)]


def meant_weeks(homes: Mapping[str, Home]) -> dict[int, Week]:
    """Every week of the season with correct descriptions and ordinary tracks."""
    studio = Studio()
    weeks: dict[int, Week] = {}
    for number in WEEKS:
        taken = {week.title for week in weeks.values()}
        weeks[number] = _week(number, homes, studio, taken)
    return weeks


def _week(number: int, homes: Mapping[str, Home], studio: Studio, taken: set[str]) -> Week:
    dice = Dice(f"week {number}")
    parts: list[Part] = []
    position = 0
    for home in dice.shuffled(_homes_of(number, homes, dice)):
        count = dice.between(*home.size)
        slots = tuple(studio.record(home, number, position + at) for at in range(count))
        parts.append(Part(home.key, dice.pick(home.genres), count, slots))
        position += count
    songs = [part.slots[0].name for part in parts]
    title = dice.pick([song for song in songs if song not in taken])
    return Week(number, title, dice.pick(_NAMES), tuple(parts))


def _homes_of(number: int, homes: Mapping[str, Home], dice: Dice) -> Sequence[Home]:
    forced = forced_homes(number)
    return [
        home
        for home in homes.values()
        if dice.chance(home.chance if number >= home.first_week else 0) or home.key in forced
    ]
