"""The seasons that requests are counted on: the real one where it is, and an invented year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from aum_sync.demo.dice import identifier
from aum_sync.season.items import Artist, Slot
from aum_sync.simulator.world import Item, Playlist, World
from tests.bench.invented import Invented

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "season-201-250"

YEAR_WEEKS = 99
YEAR_PLAYLISTS = 993
"""A real account of this kind (SPOTIFY.md 10): 993 playlists, 99 weeks, 11 masters."""


@dataclass(frozen=True)
class Setting:
    """A season that was never pulled: its files by path, its Spotify, and the week that comes."""

    name: str
    files: dict[str, bytes]
    world: World
    coming: Playlist


def real() -> Setting | None:
    """The real season beside the checkout, its last week still to come; None where it is not."""
    if not SHARED.is_dir():
        return None
    names = [path.relative_to(SHARED).as_posix() for path in (SHARED / "config").iterdir()]
    files = {name: (SHARED / name).read_bytes() for name in names}
    world = World.from_json((SHARED / "world.json").read_text("utf-8"), "world.json")
    *_, coming = (one for one in world.playlists if one and "250" in one.name and one.description)
    rest = tuple(one for one in world.playlists if one is not coming)
    return Setting("the real season", files, replace(world, playlists=rest), coming)


def year(playlists: int = YEAR_PLAYLISTS, weeks: int = YEAR_WEEKS) -> Setting:
    """An invented year: so many weeks, empty masters, and playlists of no interest up to a number.

    The week that comes is one more.
    """
    season = Invented(weeks + 1)
    readings = [week.latest for week in season.state.weeks]
    lists = [
        Playlist(one.playlist, one.name, one.description, tracks=items(one.slots))
        for one in readings
    ]
    masters = [Playlist(one.playlist, one.name) for one in season.state.snapshots]
    number = playlists - len(masters) - weeks
    others = [Playlist(identifier(f"mixtape {n}"), f"Mixtape {n}") for n in range(number)]
    world = World(playlists=(*lists[:-1], *others, *masters))
    name = f"an invented year of {weeks} weeks, {playlists} playlists"
    return Setting(name, {"config/season.yaml": season.yaml.encode()}, world, lists[-1])


def items(slots: Iterable[Slot]) -> tuple[Item, ...]:
    """Tracks as a world has them."""
    return tuple(
        Item(
            slot.uri or "",
            slot.name,
            slot.duration_ms,
            tuple(Artist(artist.id, artist.name) for artist in slot.artists),
            slot.album,
            slot.isrc,
            slot.added_at,
        )
        for slot in slots
    )


def published(world: World, coming: Playlist) -> World:
    """The world once the coming week is out: new playlists stand first in a library."""
    return replace(world, playlists=(coming, *world.playlists))
