"""Cleanup: tracks of one playlist that are also in another leave the first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from aum_sync.config.types import Cleanup, Config, PlaylistRef
from aum_sync.season.items import Snapshot, State
from aum_sync.season.merge import Barrier, Gone, Target
from aum_sync.season.order import Placed
from aum_sync.season.wanted import Wanted

Targets = Mapping[str, Target]


def cleanups_of(config: Config, ref: PlaylistRef) -> list[Cleanup]:
    """The cleanups that take tracks out of this playlist, in the order of the YAML."""
    return [cleanup for cleanup in config.cleanup if cleanup.remove_from == ref]


def shared(cleanup: Cleanup, wanted: Wanted, targets: Targets) -> frozenset[str]:
    """The recordings that must not stay: those of ``also_in``, ``keep`` aside."""
    ref = cleanup.also_in
    keep = {wanted.recordings.of(uri) for uri in cleanup.keep}
    if ref.kind == "master":
        return targets[ref.value].recordings - keep
    return wanted.beside.get(ref, frozenset()) - keep


def playlist_of(ref: PlaylistRef, state: State) -> str | None:
    """The id of a playlist that is no master; None for a week that was never read."""
    if ref.kind == "playlist":
        return ref.value
    week = state.week(int(ref.value))
    return week.latest.playlist if week else None


def other_playlists(config: Config, state: State) -> dict[str, str]:
    """The ids of all playlists beside masters that cleanups read or take from, with their paths.

    The content of a week that is only compared with is in its lock already.
    """
    found: dict[str, str] = {}
    for cleanup in config.cleanup:
        for name, ref in (("remove_from", cleanup.remove_from), ("also_in", cleanup.also_in)):
            is_read = ref.kind == "playlist" or (ref.kind == "week" and name == "remove_from")
            playlist = playlist_of(ref, state) if is_read else None
            if playlist:
                found.setdefault(playlist, f"{cleanup.path}.{name}")
    return found


def clean_others(
    config: Config, state: State, wanted: Wanted, targets: Targets
) -> Iterator[tuple[str, Snapshot | None, Target]]:
    """Per playlist that is managed for removals only: its id, its base, its target.

    The base is None where the playlist was never read; its target is then empty.
    """
    cleanups: defaultdict[str, list[Cleanup]] = defaultdict(list)
    for cleanup in config.cleanup:
        if cleanup.remove_from.kind != "master":
            found = playlist_of(cleanup.remove_from, state)
            if found:
                cleanups[found].append(cleanup)
    for playlist in sorted(cleanups):
        base = state.other(playlist)
        yield playlist, base, _cleaned(playlist, cleanups[playlist], base, wanted, targets)


def _cleaned(
    playlist: str,
    cleanups: Sequence[Cleanup],
    base: Snapshot | None,
    wanted: Wanted,
    targets: Targets,
) -> Target:
    barriers: dict[str, Barrier] = {}
    for cleanup in cleanups:
        ref = cleanup.also_in
        if ref.kind == "master" and not targets[ref.value].writable:
            continue
        for barred in shared(cleanup, wanted, targets):
            barriers.setdefault(barred, Barrier(cleanup.also_in.value, cleanup.path))
    kept: list[Placed] = []
    gone: list[Gone] = []
    for origin, slot in enumerate(base.slots if base else ()):
        recording = wanted.recordings.of_slot(slot)
        if recording is not None and (barrier := barriers.get(recording)):
            gone.append(Gone(slot, origin, "cleanup", barrier.path, (barrier.master,)))
        else:
            kept.append(Placed(slot, origin, recording))
    return Target(playlist, tuple(kept), tuple(gone), barriers)
