"""The targets of all masters: each is merged after those that it excludes.

A playlist that cleanups take tracks out of, and that is no master, is one more that only loses,
or is pinned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from aum_sync.config.types import Cleanup, Config, Master, PlaylistRef
from aum_sync.errors import DataError
from aum_sync.season.cleaning import Others, cleaned, shared
from aum_sync.season.items import Pin, Slot
from aum_sync.season.merge import Barrier, Merge, Reason, Target
from aum_sync.season.named import named_in
from aum_sync.season.orphans import Back, Bases, Orphans, orphans_of
from aum_sync.season.pins import pin_target
from aum_sync.season.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Start:
    """What all merges start from.

    ``bases`` has the content of each master by key (empty where it is not known), ``writable`` the
    masters that a plan may write: nothing leaves a playlist for the sake of one that is not.
    ``pins`` are those of pinned masters, by key.
    """

    config: Config
    wanted: Wanted
    bases: Bases
    writable: frozenset[str]
    pins: Mapping[str, Pin]
    others: Others


@dataclass(frozen=True, slots=True)
class Merged:
    """The targets of masters by key and of other playlists by id, in the order of merging.

    ``barred``: by the path of a cleanup the recordings that it keeps out, where it was looked at.
    """

    masters: dict[str, Target] = field(default_factory=dict)
    others: dict[str, Target] = field(default_factory=dict)
    barred: dict[str, frozenset[str]] = field(default_factory=dict)


def merge_all(start: Start) -> Merged:
    """The targets of all playlists that the season manages.

    What leaves a master for others is put back where none of them takes it, what is sent on though
    it does not leave is not sent, and all is merged anew. Raises DataError where cleanups go in a
    circle.
    """
    order = _order(start)
    free = start.writable - start.pins.keys()
    back: Back = frozenset()
    while True:
        orphans = orphans_of(start.config, start.wanted, start.bases, free, back)
        merged = _Round(start, back, orphans).run(order)
        found = (*_untaken(merged.masters, start), *_unsent(merged.masters, start, orphans))
        if back.issuperset(found):
            return merged
        back = back.union(found)


_Closed = tuple[str, str, Iterable[str], bool]
"""Who holds some recordings, the config path, the recordings, and whether plans may write there."""


@dataclass(frozen=True, slots=True)
class _Round:
    """One merge of everything; what is in ``back`` stays, since nobody takes it."""

    start: Start
    back: Back
    orphans: Orphans
    merged: Merged = field(default_factory=Merged)

    def run(self, order: Iterable[PlaylistRef]) -> Merged:
        """Merge the playlists in this order, each after those that it gives way to."""
        for ref in order:
            if ref.kind == "master":
                self.merged.masters[ref.value] = self._master(ref)
            else:
                self.merged.others[ref.value] = self._other(ref)
        return self.merged

    def _other(self, ref: PlaylistRef) -> Target:
        """A playlist that is no master; where its pin is not there nothing happens to it."""
        start = self.start
        base = start.others.bases[ref.value]
        barriers = self._barriers(ref, base or ())
        if base is None or ref.value not in start.others.pins:
            return cleaned(ref.value, base or (), barriers, start.wanted)
        path, pin = start.others.pins[ref.value]
        if pin is None:
            return cleaned(ref.value, base, {}, start.wanted)
        return pin_target(ref.value, path, pin, base, start.wanted)

    def _master(self, ref: PlaylistRef) -> Target:
        start = self.start
        master, base = start.config.master(ref.value), start.bases[ref.value]
        barriers = self._barriers(ref, base)
        if pin := start.pins.get(master.key):
            return pin_target(master.key, f"{master.path}.pin", pin, base, start.wanted)
        staying = frozenset(recording for key, recording in self.back if key == master.key)
        named = named_in(start.config, master.key)
        return Merge(master, start.wanted, barriers, staying, self.orphans, named).run(base)

    def _barriers(self, ref: PlaylistRef, base: Sequence[Slot]) -> dict[str, Barrier]:
        """What keeps recordings out of a playlist; of several one that a plan may write for."""
        barriers: dict[str, Barrier] = {}
        for other, path, recordings, firm in self._closed(ref, base):
            for recording in recordings:
                first = barriers.get(recording)
                if first is None or (firm and not first.firm):
                    barriers[recording] = Barrier(other, path, firm)
        return barriers

    def _closed(self, ref: PlaylistRef, base: Sequence[Slot]) -> Iterator[_Closed]:
        """What a playlist excludes, what it is cleaned of, what is placed elsewhere."""
        master = self.start.config.master(ref.value) if ref.kind == "master" else None
        if master:
            yield from self._excluded(master)
        for cleanup in _cleanups(self.start, ref):
            self.merged.barred[cleanup.path] = barred = self._shared(cleanup, base)
            beside = cleanup.also_in
            firm = beside.kind != "master" or beside.value in self.start.writable
            yield beside.value, cleanup.path, barred, firm
        if master and master.catch_all:
            yield from self._elsewhere(master)

    def _excluded(self, master: Master) -> Iterator[_Closed]:
        for index, other in enumerate(master.excludes):
            path, held = f"{master.path}.excludes[{index}]", self.merged.masters[other].recordings
            yield other, path, held, other in self.start.writable

    def _elsewhere(self, catch_all: Master) -> Iterator[_Closed]:
        for key, target in sorted(self.merged.masters.items()):
            placed = _placed_by_genre(target, self.start.wanted)
            yield key, f"{catch_all.path}.catch_all", placed, key in self.start.writable

    def _shared(self, cleanup: Cleanup, base: Sequence[Slot]) -> frozenset[str]:
        start, merged = self.start, self.merged
        beside = start.others.settled(cleanup.also_in)
        slots = start.wanted.beside.get(cleanup.also_in, ())
        if beside.kind == "master":
            slots = tuple(placed.slot for placed in merged.masters[beside.value].slots)
        elif start.others.bases.get(beside.value) is not None:
            slots = tuple(placed.slot for placed in merged.others[beside.value].slots)
        return shared(cleanup, base, slots, start.wanted)


def _untaken(targets: Mapping[str, Target], start: Start) -> Iterator[tuple[str, str]]:
    """What left a master, by its key, and came into none of those that it left for."""

    def takes(master: str, recording: str, reason: Reason) -> bool:
        barrier = targets[master].barriers.get(recording)
        holder = barrier.master if barrier and reason != "orphan" else master
        may_write = {master, holder} <= start.writable
        return may_write and recording in targets[holder].recordings

    for key, target in targets.items():
        for gone in target.gone:
            recording = start.wanted.recordings.of_slot(gone.slot)
            if recording is None or not gone.to or gone.reason == "cleanup":
                continue
            if not any(takes(master, recording, gone.reason) for master in gone.to):
                yield key, recording


def _unsent(
    targets: Mapping[str, Target], start: Start, orphans: Orphans
) -> Iterator[tuple[str, str]]:
    """The orphans that are sent on, though their master keeps them or gives way to another."""
    of_slot = start.wanted.recordings.of_slot
    for key, recording in orphans.sent:
        leaving = (gone for gone in targets[key].gone if orphans.destination in gone.to)
        if all(of_slot(gone.slot) != recording for gone in leaving):
            yield key, recording


def _cleanups(start: Start, ref: PlaylistRef) -> list[Cleanup]:
    """The cleanups that take tracks out of this playlist, whatever they call it."""
    settled = start.others.settled
    return [one for one in start.config.cleanup if settled(one.remove_from) == ref]


def _order(start: Start) -> list[PlaylistRef]:
    """Every playlist behind those that it gives way to, otherwise by key."""
    before: dict[PlaylistRef, set[PlaylistRef]] = {
        **{_ref(one.key): _gives_way_to(start.config, one) for one in start.config.masters},
        **{PlaylistRef("playlist", playlist): set() for playlist in start.others.bases},
    }
    for ref, others in before.items():
        beside = (start.others.settled(one.also_in) for one in _cleanups(start, ref))
        others.update(one for one in beside if one in before)
    sorter = TopologicalSorter({ref: sorted(before[ref], key=_rank) for ref in before})
    try:
        sorter.prepare()
    except CycleError as error:
        raise _circle(error.args[1]) from error
    order: list[PlaylistRef] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready(), key=_rank)
        sorter.done(*ready)
        order += ready
    return order


def _ref(key: str) -> PlaylistRef:
    return PlaylistRef("master", key)


def _rank(ref: PlaylistRef) -> tuple[str, str]:
    return ref.kind, ref.value


def _gives_way_to(config: Config, master: Master) -> set[PlaylistRef]:
    """The masters that one excludes; the catch-all gives way to all others."""
    others = (one.key for one in config.masters if one.key != master.key)
    return {_ref(key) for key in (others if master.catch_all else master.excludes)}


def _circle(refs: Sequence[PlaylistRef]) -> DataError:
    """Cleanups that call one playlist by its week and by its id may hide a circle."""
    names = " → ".join(ref.value for ref in reversed(refs))
    return DataError(
        f"playlists lose tracks to each other in a circle: {names}",
        hint="one of them must have the last word: take one of these cleanups out",
    )


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
