"""Where every track of a season is seen: in which readings of weeks, and in which playlists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from aum_sync.plan.workings import Workings
from aum_sync.season.cleaning import other_playlists
from aum_sync.season.items import Pin, Reading, Slot, Snapshot
from aum_sync.season.recordings import Recordings

_File = Reading | Snapshot | Pin


@dataclass(frozen=True, slots=True)
class Sighting:
    """A slot, and the file under ``state/`` in which it is seen."""

    file: _File
    position: int
    slot: Slot


def name_of(slot: Slot, recordings: Recordings) -> str | None:
    """What a slot is asked for by: its recording, else its URI; None for one without either."""
    return recordings.of_slot(slot) or slot.uri


@dataclass(frozen=True)
class Sightings:
    """All slots of a season, by the name of what they hold.

    A slot of a week that has no URI goes by its place there, like ``222:11``.
    """

    workings: Workings

    @property
    def recordings(self) -> Recordings:
        """What makes slots the same."""
        return self.workings.wanted.recordings

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Sighting, ...]]:
        """Those in weeks first, by week and position."""
        found: defaultdict[str, list[Sighting]] = defaultdict(list)
        for sighting in self._all():
            name = name_of(sighting.slot, self.recordings) or _place(sighting)
            if name is not None:
                found[name].append(sighting)
        return {name: tuple(sightings) for name, sightings in found.items()}

    @cached_property
    def by_place(self) -> Mapping[str, tuple[str, ...]]:
        """The names at ``222:11``: week 222, position 11 from 1; two readings may differ."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for name, sightings in self.by_name.items():
            for place in filter(None, map(_place, sightings)):
                found[place][name] = None
        return {place: tuple(names) for place, names in found.items()}

    @cached_property
    def lengths(self) -> Mapping[int, int]:
        """How many positions each week has; of two readings the longer one."""
        return {
            week.week: max(len(one.slots) for one in (week.held, week.passed) if one)
            for week in self.workings.state.weeks
        }

    def _all(self) -> Iterator[Sighting]:
        config, state = self.workings.config, self.workings.state
        named = other_playlists(config, state)
        files: list[_File] = [
            *(one for week in state.weeks for one in (week.held, week.passed) if one),
            *state.snapshots,
            *(other for other in state.others if other.key in named),
            *state.pins,
        ]
        for file in files:
            for position, slot in enumerate(file.slots):
                yield Sighting(file, position, slot)


def _place(sighting: Sighting) -> str | None:
    if isinstance(sighting.file, Reading):
        return f"{sighting.file.week}:{sighting.position + 1}"
    return None
