"""What happens on the invented Spotify while the story is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from aum_sync.demo.season import DemoSeason
from aum_sync.demo.tracks import artist, stamp, track_uri
from aum_sync.demo.troubles import TROUBLES
from aum_sync.demo.weeks import LAST_WEEK
from aum_sync.season.items import Slot
from aum_sync.simulator.faults import Faults, Rule
from aum_sync.simulator.world import Item, Playlist, World

_WRITTEN_AS = "Melodic Huose"
_TAKEN = slice(20, 22)
"""The places of the songs that somebody takes out of a master."""


@dataclass(frozen=True, slots=True)
class Misspelling:
    """Songs that wait in the catch-all, for a genre that nobody knows.

    ``home`` is the key of the master that they belong in; ``to`` and ``waiting`` are the ids of
    its playlist and of the catch-all's.
    """

    genre: str
    week: int
    home: str
    to: str
    waiting: str
    slots: tuple[Slot, ...]

    @classmethod
    def of(cls, season: DemoSeason) -> Misspelling:
        """The one that the story mends; the others are left to the reader."""
        (trouble,) = (one for one in TROUBLES if one.genre == _WRITTEN_AS)
        assert trouble.week, "it happened to a week"
        week = season.weeks[trouble.week]
        slots = week.parts[week.index(trouble.home)].slots
        ids = {master.home.key: master.home.playlist for master in season.masters}
        return cls(_WRITTEN_AS, week.number, trouble.home, ids[trouble.home], ids["triage"], slots)

    def faults(self) -> Faults:
        """What cuts off the apply that mends it, and strikes nothing before.

        The answer to the first write is lost, though the write is done; before the second one
        the quota is used up. Nobody wants to wait for a new one in a demo, so it is there at once.
        """
        uri = self.slots[0].uri or ""
        return Faults(
            (
                Rule("drop", "POST", f"/{self.to}/items", uri, when="after", times=1),
                Rule("quota", "DELETE", f"/{self.waiting}/items", uri, retry_after=0, times=1),
            )
        )

    def places(self, world: World) -> Mapping[str, int]:
        """How many places of either playlist these songs have."""
        uris = {slot.uri for slot in self.slots}
        return {
            playlist: sum(item.uri in uris for item in tracks(world, playlist) if item)
            for playlist in (self.to, self.waiting)
        }


def cancelled_out() -> int:
    """The week whose counts are wrong though their sum is right."""
    (trouble,) = (one for one in TROUBLES if one.kind == "cancelled")
    assert trouble.week, "it happened to a week"
    return trouble.week


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody edits a master in the Spotify app: two songs leave, one that no week has comes."""

    title: str
    playlist: str
    stranger: Item

    @classmethod
    def of(cls, season: DemoSeason) -> Visit:
        """The one of the story: to a master that no other incident touches."""
        (master,) = (one for one in season.masters if one.home.key == "reggae")
        by = artist(master.home, "The Fellow Next Door")
        stranger = Item(
            track_uri("visit"), "Not on the Radio", 187_000, (by,), added_at=stamp(LAST_WEEK + 1, 0)
        )
        return cls(master.home.name, master.home.playlist, stranger)

    def __call__(self, world: World) -> World:
        """The world after it."""
        return world.changed(self.playlist, self._edited)

    def _edited(self, playlist: Playlist) -> Playlist:
        kept = list(playlist.tracks)
        del kept[_TAKEN]
        return replace(playlist, tracks=(*kept, self.stranger))


def tracks(world: World, playlist: str) -> tuple[Item | None, ...]:
    """What a playlist holds on the invented Spotify."""
    found = world.playlist(playlist)
    assert found, "nobody deletes a master in the story"
    return found.tracks
