"""Targets, and what keeps a recording out of one: exclusion, cleanup, the catch-all's own rule."""

from __future__ import annotations

from dataclasses import dataclass

from aum_sync.config.types import Master
from aum_sync.season.items import Slot
from tests.oracle.ground import Ground
from tests.oracle.homes import Item


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
        if ref.kind == "master":
            shared = targets[ref.value].recordings - ground.kept(cleanup.keep)
        else:
            shared = ground.beside(cleanup)
        if recording in shared:
            firm = ref.kind != "master" or ground.may_write(ref.value)
            found.append(Barrier(ref.value, cleanup.path, "cleanup", firm))
    for other in targets if master.catch_all else ():
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
