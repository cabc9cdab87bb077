"""Cleanup: tracks of one playlist that are also in another leave the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aum_sync.config.types import Cleanup, Config, PlaylistRef
from aum_sync.season.items import Slot, State, uris_of
from aum_sync.season.merge import Barrier, Gone, Target
from aum_sync.season.order import Placed
from aum_sync.season.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Others:
    """The playlists that are no masters and that cleanups take tracks out of.

    ``bases``: by id what each holds now, None where it was never read. ``ids``: the id of each by
    every reference of a cleanup that means it.
    """

    bases: Mapping[str, tuple[Slot, ...] | None]
    ids: Mapping[PlaylistRef, str]

    def settled(self, ref: PlaylistRef) -> PlaylistRef:
        """The one reference to a playlist of which tracks leave; any other as it is."""
        return PlaylistRef("playlist", self.ids[ref]) if ref in self.ids else ref


def others_of(config: Config, state: State) -> Others:
    """The other playlists that lose tracks; a week's is known once the week was read."""
    sides = {ref for one in config.cleanup for ref in (one.remove_from, one.also_in)}
    ids = {ref: found for ref in sides if (found := playlist_of(ref, state))}
    cleaned = {ids[one.remove_from] for one in config.cleanup if one.remove_from in ids}
    bases = {
        playlist: other.slots if (other := state.other(playlist)) else None
        for playlist in sorted(cleaned)
    }
    return Others(bases, {ref: playlist for ref, playlist in ids.items() if playlist in cleaned})


def cleanups_of(config: Config, ref: PlaylistRef) -> list[Cleanup]:
    """The cleanups that take tracks out of this playlist, in the order of the YAML."""
    return [cleanup for cleanup in config.cleanup if cleanup.remove_from == ref]


def playlist_of(ref: PlaylistRef, state: State) -> str | None:
    """The id of a playlist that is no master; None for a master, or a week never read."""
    if ref.kind == "week":
        week = state.week(int(ref.value))
        return week.latest.playlist if week else None
    return ref.value if ref.kind == "playlist" else None


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


def shared(
    cleanup: Cleanup, base: Sequence[Slot], beside: Sequence[Slot], wanted: Wanted
) -> frozenset[str]:
    """The recordings that must not stay: those ``beside``, which is ``also_in``, ``keep`` aside.

    ``keep`` speaks of what a week holds, or one of the two playlists under the very URI: a third
    one may lose it, and it would then be kept no more. ``base`` is what ``remove_from`` holds.
    """
    held = uris_of((*base, *beside))
    of, in_weeks = wanted.recordings.of, wanted.recordings.in_weeks
    keep = {of(uri) for uri in cleanup.keep if uri in held or in_weeks(uri)}
    return wanted.recordings.of_all(beside) - keep


def cleaned(
    playlist: str, base: Sequence[Slot], barriers: Mapping[str, Barrier], wanted: Wanted
) -> Target:
    """The target of a playlist that is managed for removals only."""
    kept: list[Placed] = []
    gone: list[Gone] = []
    for origin, slot in enumerate(base):
        recording = wanted.recordings.of_slot(slot)
        barrier = barriers.get(recording) if recording is not None else None
        if barrier and barrier.firm:
            gone.append(Gone(slot, origin, "cleanup", barrier.path, (barrier.master,)))
        else:
            kept.append(Placed(slot, origin, recording))
    return Target(playlist, tuple(kept), tuple(gone), barriers)
