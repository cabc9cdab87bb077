"""DESIGN 6, cleanup: any other playlist loses what it shares, and nothing ever comes into it.

It is managed like a master, so what counts of it elsewhere is its target.
"""

from __future__ import annotations

from aum_sync.config.types import Cleanup
from tests.oracle.ground import Ground
from tests.oracle.targets import Leave, Stay, Target, Targets, taken_out


def others_of(ground: Ground) -> list[str]:
    """The ids of the playlists that are no masters and that a cleanup takes from."""
    refs = [one.remove_from for one in ground.config.cleanup if one.remove_from.kind != "master"]
    return sorted({playlist for ref in refs if (playlist := ground.playlist(ref))})


def cleaned(ground: Ground, targets: Targets, playlist: str) -> Target:
    """What is left of such a playlist, given what all others will hold."""
    stay: list[Stay] = []
    leave: list[Leave] = []
    for origin, slot in enumerate(ground.other(playlist) or ()):
        recording = ground.music.of_slot(slot)
        cleanup = _why_gone(ground, targets, playlist, recording)
        if cleanup:
            to = (cleanup.also_in.value,)
            leave.append(Leave(slot, origin, recording, "cleanup", cleanup.path, to))
        else:
            stay.append(Stay(slot, origin, recording))
    return Target(tuple(stay), tuple(leave))


def _why_gone(
    ground: Ground, targets: Targets, playlist: str, recording: str | None
) -> Cleanup | None:
    """The first cleanup that takes a recording out, for the sake of one that really holds it."""
    for cleanup in ground.config.cleanup:
        ref = cleanup.also_in
        if cleanup.remove_from.kind == "master" or ground.playlist(cleanup.remove_from) != playlist:
            continue
        writes = ref.kind != "master" or ground.may_write(ref.value)
        base = ground.other(playlist) or ()
        if writes and recording in taken_out(ground, targets, cleanup, base):
            return cleanup
    return None
