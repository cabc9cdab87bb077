"""The targets of all masters: each is merged after those that it excludes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from graphlib import TopologicalSorter

from aum_sync.config.types import Config, Master, PlaylistRef
from aum_sync.season.cleaning import cleanups_of, shared
from aum_sync.season.items import Pin
from aum_sync.season.merge import Barrier, Merge, Reason, Target
from aum_sync.season.orphans import Back, Bases, orphans_of
from aum_sync.season.pins import pin_target
from aum_sync.season.wanted import Wanted

Pins = Mapping[str, Pin]


def merge_all(
    config: Config, wanted: Wanted, bases: Bases, writable: frozenset[str], pins: Pins
) -> Mapping[str, Target]:
    """The target of every master, by key, in the order in which they were merged.

    ``bases`` has the content of each master (empty where it is not known), ``writable`` the
    masters that a plan may write: nothing leaves a master for the sake of one that is not.
    ``pins`` are those of pinned masters, by key. What leaves a master for others is put back
    where none of them takes it, and all is merged anew.
    """
    back: Back = frozenset()
    while True:
        targets = _merged(config, wanted, bases, writable, pins, back)
        untaken = frozenset(_untaken(targets, wanted, writable))
        if untaken <= back:
            return targets
        back |= untaken


def _merged(
    config: Config,
    wanted: Wanted,
    bases: Bases,
    writable: frozenset[str],
    pins: Pins,
    back: Back,
) -> Mapping[str, Target]:
    orphans = orphans_of(config, wanted, bases, writable - pins.keys(), back)
    targets: dict[str, Target] = {}
    for key in _exclusion_order(config):
        master = config.master(key)
        if key in pins:
            made = pin_target(master, pins[key], bases[key], wanted)
            targets[key] = replace(made, writable=key in writable)
            continue
        barriers = _barriers(config, master, wanted, targets, writable)
        staying = frozenset(recording for one, recording in back if one == key)
        made = Merge(master, wanted, barriers, staying, orphans).run(bases[key])
        targets[key] = replace(made, writable=key in writable)
    return targets


def _untaken(
    targets: Mapping[str, Target], wanted: Wanted, writable: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """What left a master, by its key, and came into none of those that it left for."""

    def takes(master: str, recording: str, reason: Reason) -> bool:
        barrier = targets[master].barriers.get(recording)
        holder = barrier.master if barrier and reason != "orphan" else master
        may_write = {master, holder} <= writable
        return may_write and recording in targets[holder].recordings

    for key, target in targets.items():
        for gone in target.gone:
            recording = wanted.recordings.of_slot(gone.slot)
            if recording is None or not gone.to or gone.reason == "cleanup":
                continue
            if not any(takes(master, recording, gone.reason) for master in gone.to):
                yield key, recording


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
