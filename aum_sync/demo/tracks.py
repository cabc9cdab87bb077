"""Tracks of an invented season: who plays, in which language, how long, since when."""

from __future__ import annotations

from datetime import datetime, timedelta

from aum_sync.demo.dice import Dice, identifier
from aum_sync.demo.words import Home, Titles
from aum_sync.season.items import Artist, Slot

FIRST_WEEK = 101
"""The first week of the season."""

_FIRST_FRIDAY = datetime(2024, 12, 20, 7, 0)  # noqa: DTZ001 (an invented clock, always UTC)


def week_starts(week: int) -> datetime:
    """The Friday morning on which a week appears (UTC, naive)."""
    return _FIRST_FRIDAY + timedelta(weeks=week - FIRST_WEEK)


def stamp(week: int, position: int) -> str:
    """When the track at this position was added, as Spotify writes it."""
    moment = week_starts(week) + timedelta(minutes=position)
    return moment.isoformat(timespec="seconds") + "Z"


def track_uri(name: str) -> str:
    """The URI of a track of this (internal) name."""
    return f"spotify:track:{identifier(f'track {name}')}"


def artist(home: Home, name: str) -> Artist:
    """An artist of a home; the same name in another home is somebody else."""
    return Artist(identifier(f"artist {home.key} {name}"), name)


class Studio:
    """Where tracks are made. No artist records the same title twice."""

    def __init__(self) -> None:
        self._titles = Titles()
        self._released: set[tuple[str, str]] = set()

    def record(self, home: Home, week: int, position: int) -> Slot:
        """A new track of this kind for this place in the season."""
        dice = Dice(f"track {week} {position} {home.key}")
        lead = dice.pick(home.artists)
        title = self._title(home, lead, dice)
        artists = [artist(home, lead)]
        if dice.chance(0.14):
            guest = dice.pick([name for name in home.artists if name != lead])
            artists.append(artist(home, guest))
        return Slot(
            uri=track_uri(f"{week} {position} {home.key}"),
            name=title,
            artists=tuple(artists),
            album=title if dice.chance(0.5) else self._album(home, lead, dice),
            duration_ms=dice.between(118_000, 372_000),
            isrc=_isrc(week, position) if dice.chance(0.9) else None,
            added_at=stamp(week, position),
        )

    def _title(self, home: Home, lead: str, dice: Dice) -> str:
        while True:
            title = self._titles.make(dice.pick(home.languages), dice)
            if (lead, title) not in self._released:
                self._released.add((lead, title))
                return title

    def _album(self, home: Home, lead: str, dice: Dice) -> str:
        number = dice.between(1, 3)
        return self._titles.make(home.languages[0], Dice(f"album {lead} {number}"))


def _isrc(week: int, position: int) -> str:
    """A code of a country that does not exist, the same for no two tracks."""
    return f"ZZT{week % 100:02}{week_starts(week).year % 100:02}{position:05}"
