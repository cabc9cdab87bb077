"""The invented season as a simulator's world: weeks, masters, and everybody else's playlists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aum_sync.demo.dice import Dice, identifier
from aum_sync.demo.masters import LAST_DONE, MasterList, masters
from aum_sync.demo.mishaps import with_troubles
from aum_sync.demo.tracks import FIRST_WEEK
from aum_sync.demo.weeks import Week, meant_weeks
from aum_sync.demo.words import load_homes
from aum_sync.season.items import Slot
from aum_sync.simulator.world import Item, Playlist, User, World

CURATOR = User("lowtide.radio", "Lowtide Radio")


@dataclass(frozen=True, slots=True)
class DemoSeason:
    """The invented season: its weeks by number with the truth about them, and its masters."""

    weeks: Mapping[int, Week]
    masters: tuple[MasterList, ...]


def demo_season() -> DemoSeason:
    """Make the season; every call gives the same one."""
    homes = load_homes(FIRST_WEEK)
    weeks = with_troubles(meant_weeks(homes))
    return DemoSeason(weeks, masters(weeks, homes))


def world_of(season: DemoSeason) -> World:
    """The account that a simulator serves, with its playlists in no particular order."""
    playlists = [_week_playlist(week) for week in season.weeks.values()]
    playlists += [_master_playlist(master) for master in season.masters]
    playlists += _bystanders(season.weeks)
    return World(CURATOR, playlists=tuple(Dice("library").shuffled(playlists)))


def _week_playlist(week: Week) -> Playlist:
    return Playlist(
        week.playlist,
        week.name,
        week.description,
        owner=CURATOR.id,
        tracks=_items(week.slots),
    )


def _master_playlist(master: MasterList) -> Playlist:
    return Playlist(
        master.home.playlist,
        master.name,
        f"By hand, up to week {LAST_DONE}",
        owner=CURATOR.id,
        tracks=_items(master.slots),
    )


def _bystanders(weeks: Mapping[int, Week]) -> list[Playlist]:
    """What is neither week nor master; names that nearly are weeks among them."""
    doubled = weeks[147]
    fan, nobody = "ada.listens", "spotify"
    return [
        _bystander(f"{doubled.name.strip()} (first try)", doubled.slots[:9], "♩ Indie Pop 9"),
        _bystander("Tide#110 live at the pier", weeks[110].slots[:5]),
        _bystander("≋ The Best of Spring ≋ Tide#150", weeks[150].slots[:12], owner=fan),
        _bystander("#155 leftovers", weeks[155].slots[3:9]),
        _bystander("Tide# ideas", weeks[120].slots[:2]),
        _bystander("Tide 120 b-sides", weeks[120].slots[4:7]),
        _bystander("Week off"),
        _bystander("Road trip <b>south</b> & back", weeks[130].slots[:7]),
        _bystander("Kitchen radio", weeks[141].slots[:6], owner=fan, collaborative=True),
        _bystander("Friday Finds", weeks[160].slots[:10], owner=nobody),
        _bystander("submissions 📬"),
    ]


def _bystander(
    name: str,
    slots: tuple[Slot, ...] = (),
    description: str = "",
    owner: str = CURATOR.id,
    *,
    collaborative: bool = False,
) -> Playlist:
    return Playlist(
        identifier(f"playlist {name}"),
        name,
        description,
        public=not collaborative,
        collaborative=collaborative,
        owner=owner,
        tracks=_items(slots),
    )


def _items(slots: tuple[Slot, ...]) -> tuple[Item | None, ...]:
    return tuple(_item(slot) for slot in slots)


def _item(slot: Slot) -> Item | None:
    if slot.uri is None:
        return None
    return Item(
        slot.uri,
        slot.name,
        slot.duration_ms,
        slot.artists,
        slot.album,
        slot.isrc,
        slot.added_at,
        slot.linked_from,
    )
