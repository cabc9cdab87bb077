"""Orphans: tracks of a master that no week knows, and what ``policy.orphans`` does with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from aum_sync.config.types import Config, Master, MoveTo
from aum_sync.season.items import Slot, uris_of
from aum_sync.season.named import foremost, named_in
from aum_sync.season.wanted import Wanted

Bases = Mapping[str, Sequence[Slot]]
"""The content of every master before the plan, by key."""


@dataclass(frozen=True, slots=True)
class Orphans:
    """Which orphans leave their masters, and which arrive where.

    ``keep``: per master the recordings that stay whatever the policy. ``moving``: the slots that
    go to ``destination``, by recording; ``sent``: by what master each of them is sent.
    """

    keep: Mapping[str, frozenset[str]]
    writable: frozenset[str]
    removed: bool = False
    destination: str | None = None
    moving: Mapping[str, Slot] = field(default_factory=dict)
    sent: frozenset[tuple[str, str]] = frozenset()

    @property
    def destinations(self) -> tuple[str, ...]:
        """Where orphans that leave go: one master, or none."""
        return (self.destination,) if self.destination else ()

    def leaves(self, master: str, recording: str) -> bool:
        """Whether this orphan leaves this master."""
        if master not in self.writable or master == self.destination:
            return False
        if recording in self.keep[master]:
            return False
        return self.removed or recording in self.moving

    def arriving(self, master: str) -> Iterator[tuple[str, Slot]]:
        """The orphans that this master takes in, with their recordings."""
        if master == self.destination:
            yield from self.moving.items()


Back = frozenset[tuple[str, str]]
"""Masters and recordings that cannot leave them as wanted, since nobody takes them so."""


def orphans_of(
    config: Config, wanted: Wanted, bases: Bases, writable: frozenset[str], back: Back
) -> Orphans:
    """Apply ``policy.orphans`` to the masters that plans may write."""
    keep = {m.key: frozenset(kept(m, bases[m.key], wanted).values()) for m in config.masters}
    policy = config.policy.orphans
    if policy in ("keep", "remove"):
        return Orphans(keep, writable, removed=policy == "remove")
    assert isinstance(policy, MoveTo), "there is no other policy"
    leaving = [
        (master.key, recording, slot)
        for master in config.masters
        if master.key != policy.master and master.key in writable
        for _, recording, slot in orphans_in(bases[master.key], wanted)
        if recording not in keep[master.key] and (master.key, recording) not in back
    ]
    copies = [(recording, slot) for _, recording, slot in leaving]
    found = foremost(copies, named_in(config, policy.master))
    moving = {recording: copies[index][1] for recording, index in found.items()}
    sent = frozenset((key, recording) for key, recording, _ in leaving)
    return Orphans(keep, writable, destination=policy.master, moving=moving, sent=sent)


def kept(master: Master, base: Sequence[Slot], wanted: Wanted) -> dict[int, str]:
    """The recordings that a master's ``keep`` holds, by index in that list.

    It holds what the master has under the very URI: what only another playlist has under it may
    leave that one, and would then be held no more.
    """
    held = uris_of(base)
    return {n: wanted.recordings.of(uri) for n, uri in enumerate(master.keep) if uri in held}


def orphans_in(base: Sequence[Slot], wanted: Wanted) -> Iterator[tuple[int, str, Slot]]:
    """The slots of a master that no week knows: their indexes, recordings and themselves."""
    for origin, slot in enumerate(base):
        recording = wanted.recordings.of_slot(slot)
        if recording is not None and not wanted.knows(recording):
            yield origin, recording, slot
