"""The targets of all masters: each is merged after those that it excludes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import TopologicalSorter

from aum_sync.config.types import Config, Master, PlaylistRef
from aum_sync.season.cleaning import cleanups_of, shared
from aum_sync.season.items import Pin
from aum_sync.season.merge import Barrier, Merge, Target
from aum_sync.season.orphans import Bases, orphans_of
from aum_sync.season.pins import pin_target
from aum_sync.season.wanted import Wanted

Pins = Mapping[str, Pin]


def merge_all(
    config: Config, wanted: Wanted, bases: Bases, writable: frozenset[str], pins: Pins
) -> Mapping[str, Target]:
    """The target of every master, by key, in the order in which they were merged.

    ``bases`` has the content of each master (empty where it is not known), ``writable`` the
    masters that a plan may write: nothing leaves a master for the sake of one that is not.
    ``pins`` are those of pinned masters, by key.
    """
    unpinned = writable - pins.keys()
    orphans = orphans_of(config, wanted, bases, unpinned)
    held = {key: wanted.recordings.of_all(pin.slots) for key, pin in pins.items()}

    def open_to(master: str, recording: str) -> bool:
        return master in unpinned or (master in writable and recording in held[master])

    targets: dict[str, Target] = {}
    for key in _exclusion_order(config):
        master = config.master(key)
        if key in pins:
            targets[key] = pin_target(master, pins[key], bases[key], wanted)
            continue
        barriers = _barriers(config, master, wanted, targets, writable)
        merge = Merge(master, wanted, barriers, open_to, orphans)
        targets[key] = merge.run(bases[key])
    return targets


def _exclusion_order(config: Config) -> list[str]:
    """Masters behind those they give way to, the catch-all last, otherwise by key."""
    before: dict[str, set[str]] = {master.key: set() for master in config.masters}
    for master in config.masters:
        before[master.key].update(master.excludes)
        before[master.key].update(
            cleanup.also_in.value
            for cleanup in cleanups_of(config, PlaylistRef("master", master.key))
            if cleanup.also_in.kind == "master"
        )
    del before[config.catch_all.key]
    sorter = TopologicalSorter({key: sorted(others) for key, others in before.items()})
    sorter.prepare()
    order: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        sorter.done(*ready)
        order += ready
    return [*order, config.catch_all.key]


def _barriers(
    config: Config,
    master: Master,
    wanted: Wanted,
    targets: Mapping[str, Target],
    writable: frozenset[str],
) -> dict[str, Barrier]:
    """What keeps recordings out of ``master``: what it excludes, and what it is cleaned of."""
    barriers: dict[str, Barrier] = {}

    def close(other: str, path: str, recordings: Iterable[str], *, firm: bool) -> None:
        for recording in recordings:
            first = barriers.get(recording)
            if first is None or (firm and not first.firm):
                barriers[recording] = Barrier(other, path, firm)

    for index, other in enumerate(master.excludes):
        path = f"{master.path}.excludes[{index}]"
        close(other, path, targets[other].recordings, firm=other in writable)
    ref = PlaylistRef("master", master.key)
    for cleanup in cleanups_of(config, ref):
        beside = cleanup.also_in
        firm = beside.kind != "master" or beside.value in writable
        close(beside.value, cleanup.path, shared(cleanup, wanted, targets), firm=firm)
    if master.catch_all:
        for target in targets.values():
            path, placed = f"{master.path}.catch_all", _placed_by_genre(target, wanted)
            close(target.master, path, placed, firm=target.master in writable)
    return barriers


def _placed_by_genre(target: Target, wanted: Wanted) -> list[str]:
    """What a genre or a correction, not ``also``, placed in this target."""
    return [
        recording
        for recording in target.recordings
        if any(
            home.master == target.master and home.rule != "also"
            for routed in wanted.by_recording.get(recording, ())
            for home in routed.homes
        )
    ]
