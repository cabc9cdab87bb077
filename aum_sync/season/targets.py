"""The targets of all masters: each is merged after those that it excludes."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import TopologicalSorter

from aum_sync.config.types import Config, Master
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
    held = {key: _recordings(pin, wanted) for key, pin in pins.items()}

    def open_to(master: str, recording: str) -> bool:
        return master in unpinned or (master in writable and recording in held[master])

    targets: dict[str, Target] = {}
    for key in _exclusion_order(config):
        master = config.master(key)
        if key in pins:
            targets[key] = pin_target(master, pins[key], bases[key], wanted)
            continue
        barriers = _barriers(master, wanted, targets, writable)
        merge = Merge(master, wanted, barriers, open_to, orphans)
        targets[key] = merge.run(bases[key])
    return targets


def _recordings(pin: Pin, wanted: Wanted) -> frozenset[str]:
    found = (wanted.recordings.of_slot(slot) for slot in pin.slots)
    return frozenset(recording for recording in found if recording is not None)


def _exclusion_order(config: Config) -> list[str]:
    """Masters behind those they exclude, the catch-all last, otherwise by key."""
    sorter = TopologicalSorter(
        {master.key: sorted(master.excludes) for master in config.masters if not master.catch_all}
    )
    sorter.prepare()
    order: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        sorter.done(*ready)
        order += ready
    return [*order, config.catch_all.key]


def _barriers(
    master: Master,
    wanted: Wanted,
    targets: Mapping[str, Target],
    writable: frozenset[str],
) -> dict[str, Barrier]:
    """What keeps recordings out of ``master``: those it excludes, in the order of the YAML."""
    barriers: dict[str, Barrier] = {}
    for index, other in enumerate(master.excludes):
        path = f"{master.path}.excludes[{index}]"
        for recording in targets[other].recordings:
            barriers.setdefault(recording, Barrier(other, path, other in writable))
    if master.catch_all:
        path = f"{master.path}.catch_all"
        for target in targets.values():
            for recording in _placed_by_genre(target, wanted):
                barrier = Barrier(target.master, path, target.master in writable)
                barriers.setdefault(recording, barrier)
    return barriers


def _placed_by_genre(target: Target, wanted: Wanted) -> list[str]:
    """What a genre or a correction, not ``also``, placed in this target."""
    return [
        recording
        for recording in sorted(target.recordings)
        if any(
            home.master == target.master and home.rule != "also"
            for routed in wanted.by_recording.get(recording, ())
            for home in routed.homes
        )
    ]
