"""DESIGN 6, cleanup: any other playlist loses what it shares, and nothing ever comes into it."""

from __future__ import annotations

from aum_sync.config.types import Cleanup
from aum_sync.season.items import Slot
from tests.oracle.ground import Ground
from tests.oracle.targets import Leave, Stay, Target, Targets

Other = tuple[str, tuple[Slot, ...] | None, Target]


def others_of(ground: Ground, targets: Targets) -> dict[str, Other]:
    """Per playlist that is no master and that a cleanup takes from: id, base, target."""
    found: dict[str, Other] = {}
    for cleanup in ground.config.cleanup:
        if cleanup.remove_from.kind != "master":
            playlist = ground.playlist(cleanup.remove_from)
            if playlist:
                found[playlist] = _other(ground, targets, playlist)
    return found


def _other(ground: Ground, targets: Targets, playlist: str) -> Other:
    bases = [other.slots for other in ground.state.others if other.key == playlist]
    stay: list[Stay] = []
    leave: list[Leave] = []
    for origin, slot in enumerate(bases[0] if bases else ()):
        recording = ground.music.of_slot(slot)
        cleanup = _why_gone(ground, targets, playlist, recording)
        if cleanup:
            to = (cleanup.also_in.value,)
            leave.append(Leave(slot, origin, recording, "cleanup", cleanup.path, to))
        else:
            stay.append(Stay(slot, origin, recording))
    return playlist, bases[0] if bases else None, Target(tuple(stay), tuple(leave))


def _why_gone(
    ground: Ground, targets: Targets, playlist: str, recording: str | None
) -> Cleanup | None:
    """The first cleanup that takes a recording out, for the sake of one that really holds it."""
    for cleanup in ground.config.cleanup:
        ref = cleanup.also_in
        if cleanup.remove_from.kind == "master" or ground.playlist(cleanup.remove_from) != playlist:
            continue
        shared = ground.beside(cleanup)
        if ref.kind == "master" and ground.may_write(ref.value):
            shared = targets[ref.value].recordings - ground.kept(cleanup.keep)
        if recording in shared:
            return cleanup
    return None
