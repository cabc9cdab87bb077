"""Clean seasons: what every week really holds, for typos to be put in."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from aum_sync.config.loader import load
from aum_sync.config.types import Config, Season
from aum_sync.demo.dice import Dice
from aum_sync.demo.tracks import Studio
from aum_sync.demo.words import load_homes
from aum_sync.season.genres import GenreIndex
from aum_sync.season.items import Artist, Reading, Slot, State, WeekState

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data" / "season-201-250"

Pairs = tuple[tuple[str, int | None], ...]
"""Genres with counts, as a description declares them."""
Truth = tuple[tuple[str, int], ...]
"""Genres with the numbers of tracks that there really are."""


@dataclass(frozen=True, slots=True)
class Week:
    """A week: its tracks, what they are, and what the description says."""

    slots: tuple[Slot, ...]
    truth: Truth
    declared: Pairs

    @property
    def description(self) -> str:
        """The declared pairs, as a curator writes them."""
        return " ♩ ".join(genre if n is None else f"{genre} {n}" for genre, n in self.declared)


@dataclass(frozen=True)
class Clean:
    """A season in which every description is right."""

    name: str
    config: Config
    weeks: Mapping[int, Week]

    @property
    def genres(self) -> GenreIndex:
        """Where genres lead."""
        return GenreIndex(self.config)


def state_of(weeks: Mapping[int, Week]) -> State:
    """What a pull would have recorded of these weeks."""
    return State(
        tuple(
            WeekState(n, Reading(n, str(n), f"Aum#{n}", week.description, None, week.slots))
            for n, week in sorted(weeks.items())
        )
    )


def shared_season() -> Clean | None:
    """The season beside the checkout, where it is: the weeks whose genres are all listed."""
    if not SHARED.is_dir():
        return None
    config = load(lambda path: _read(SHARED / path)).config
    world = json.loads((SHARED / "world.json").read_text("utf-8"))
    gold = json.loads((SHARED / "gold.json").read_text("utf-8"))["weeks"]
    found: dict[int, Week] = {}
    for playlist in world["playlists"]:
        name = unicodedata.normalize("NFKC", playlist["name"])
        match = re.search(r"(?:Week|Aum)#\s*(\d+)", name)
        if match and match[1] in gold and len(playlist["tracks"]) == gold[match[1]]["total"]:
            parts = tuple((one["genre"], one["actual"]) for one in gold[match[1]]["segments"])
            found[int(match[1])] = _week([_slot(one) for one in playlist["tracks"]], parts)
    genres = GenreIndex(config)
    listed = {
        number: week
        for number, week in sorted(found.items())
        if all(genres.resolve(genre).kind != "unknown" for genre, _ in week.truth)
    }
    return Clean("shared", config, listed)


def invented_season(seed: int, weeks: int) -> Clean:
    """A season as the demo's dice give it for weeks that the demo does not have."""
    first = 1000 * seed
    config = load(lambda path: _read(ROOT / path)).config
    season = Season("Invented", first, first + weeks - 1, config.season.match)
    config = replace(config, season=season, week_corrections=(), track_corrections=())
    homes = load_homes(first)
    studio = Studio()
    found: dict[int, Week] = {}
    for number in range(first, first + weeks):
        dice = Dice(f"week {number}")
        chosen = [home for home in homes.values() if dice.chance(home.chance)]
        slots: list[Slot] = []
        parts: list[tuple[str, int]] = []
        for home in dice.shuffled(chosen):
            count = dice.between(*home.size)
            slots += [studio.record(home, number, len(slots) + at) for at in range(count)]
            parts.append((dice.pick(home.genres), count))
        if parts:
            found[number] = _week(slots, tuple(parts))
    return Clean(f"invented {weeks}", config, found)


def with_strays(clean: Clean, seed: int, share: float = 0.05) -> Clean:
    """The season with a share of its tracks by artists who are at home in another genre."""
    dice = Dice(f"strays {seed}")
    genres = clean.genres
    homes = {
        n: [genres.resolve(g).master for g, c in week.truth for _ in range(c)]
        for n, week in clean.weeks.items()
    }
    pool = [
        (home, slot)
        for n, week in clean.weeks.items()
        for home, slot in zip(homes[n], week.slots, strict=True)
    ]
    found: dict[int, Week] = {}
    for number, week in clean.weeks.items():
        slots = list(week.slots)
        for at, home in enumerate(homes[number]):
            if dice.chance(share):
                other = dice.pick([slot for where, slot in pool if where != home])
                slots[at] = replace(slots[at], artists=other.artists)
        found[number] = replace(week, slots=tuple(slots))
    return Clean(f"{clean.name}, 5 % strays", clean.config, found)


def _week(slots: Sequence[Slot], parts: tuple[tuple[str, int], ...]) -> Week:
    return Week(tuple(slots), parts, parts)


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _slot(track: Mapping[str, Any]) -> Slot:
    artists = tuple(Artist(one["id"], one["name"]) for one in track["artists"])
    return Slot(
        track["uri"],
        track["name"],
        artists,
        album=track["album"],
        duration_ms=track["duration_ms"],
        isrc=track.get("isrc"),
    )
