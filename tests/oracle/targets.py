"""Targets, and what keeps a recording out of one: exclusion, cleanup, the catch-all's own rule."""

from __future__ import annotations

from dataclasses import dataclass

from aum_sync.config.types import Cleanup, Master, PlaylistRef
from aum_sync.season.items import Slot
from tests.oracle.ground import Ground
from tests.oracle.homes import Item
from tests.oracle.music import readings


@dataclass(frozen=True)
class Stay:
    """A slot of a target: the index it has in base, or the item, rule and path that bring it."""

    slot: Slot
    origin: int | None
    recording: str | None
    item: Item | None = None
    rule: str = ""
    path: str = ""
    review: bool = False


@dataclass(frozen=True)
class Leave:
    """A slot of base that goes."""

    slot: Slot
    origin: int
    recording: str | None
    reason: str
    path: str | None
    to: tuple[str, ...] = ()
    item: Item | None = None


@dataclass(frozen=True)
class Barrier:
    """Who keeps a recording out, where that is written, and whether a plan may write there."""

    by: str
    path: str
    reason: str
    firm: bool


@dataclass(frozen=True)
class Target:
    """What a master should hold, and what leaves it."""

    stay: tuple[Stay, ...] = ()
    leave: tuple[Leave, ...] = ()

    @property
    def recordings(self) -> set[str]:
        return {one.recording for one in self.stay if one.recording}


Targets = dict[str, Target]
"""Those of masters by key, those of other playlists that lose tracks by id."""


def content(ground: Ground, targets: Targets, ref: PlaylistRef) -> tuple[Slot, ...]:
    """What a playlist will hold, as far as that is known: nothing comes into one that is no master.

    A week that loses nothing holds what its lock says.
    """
    if ref.kind == "master":
        return tuple(one.slot for one in targets[ref.value].stay)
    playlist = ground.playlist(ref) or ""
    base = ground.other(playlist)
    if playlist in targets and base is not None:
        return tuple(one.slot for one in targets[playlist].stay)
    return (base or ()) if ref.kind == "playlist" else ground.lock(ref)


def taken_out(
    ground: Ground, targets: Targets, cleanup: Cleanup, base: tuple[Slot, ...]
) -> set[str]:
    """The recordings that a cleanup takes out of the playlist that has this base.

    `keep` names a track of one of the two playlists, or of any week.
    """
    there = content(ground, targets, cleanup.also_in)
    weeks = [slot for one in readings(ground.state) for slot in one.slots]
    return ground.music.among(there) - ground.kept(cleanup.keep, base, there, weeks)


def barrier_of(
    ground: Ground, targets: Targets, master: Master, recording: str | None
) -> Barrier | None:
    """What keeps a recording out of a master; one that a plan may write comes first."""
    found: list[Barrier] = []
    if ground.pin(master):
        return None
    for index, other in enumerate(master.excludes):
        if recording in targets[other].recordings:
            path = f"masters.{master.key}.excludes[{index}]"
            found.append(Barrier(other, path, "excluded", ground.may_write(other)))
    for cleanup in ground.config.cleanup:
        ref = cleanup.also_in
        if (cleanup.remove_from.kind, cleanup.remove_from.value) != ("master", master.key):
            continue
        if recording in taken_out(ground, targets, cleanup, ground.base(master)):
            firm = ref.kind != "master" or ground.may_write(ref.value)
            found.append(Barrier(ref.value, cleanup.path, "cleanup", firm))
    for other in sorted(targets) if master.catch_all else ():
        by_genre = [
            home
            for item in ground.of(recording)
            for home in item.homes
            if home.master == other and home.rule != "also"
        ]
        if other != master.key and by_genre and recording in targets[other].recordings:
            path = f"masters.{master.key}.catch_all"
            found.append(Barrier(other, path, "misplaced", ground.may_write(other)))
    return next(iter([one for one in found if one.firm] + found), None)
