"""The orphans of a season: what masters hold and no week knows, and what a plan does with each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from aum_sync.config.types import Master
from aum_sync.plan.types import MasterStatus
from aum_sync.plan.workings import Workings
from aum_sync.season.items import Slot
from aum_sync.season.merge import Gone, Reason
from aum_sync.season.orphans import kept, orphans_in

OrphanFate = Literal[
    "kept", "waiting", "pinned", "moved", "removed", "excluded", "duplicate", "unpinned"
]
"""``waiting``: stays until a master can be read and written. ``pinned``, ``unpinned``: the pin has
it and it stays, or has it not."""

_LEAVING: Mapping[Reason, OrphanFate] = {"duplicate": "duplicate", "pinned": "unpinned"}
"""What leaves for another reason than being an orphan, or than another master's having it."""


@dataclass(frozen=True, slots=True)
class Orphan:
    """A slot of a master that no week knows. ``position`` is its index in the snapshot.

    ``rule`` is the config path behind the fate; ``to`` the masters (week, playlist) that have the
    recording instead, or that it waits for.
    """

    position: int
    slot: Slot
    fate: OrphanFate
    rule: str
    to: tuple[str, ...] = ()

    @property
    def stays(self) -> bool:
        """Whether the plan leaves it where it is."""
        return self.fate in ("kept", "waiting", "pinned")


@dataclass(frozen=True, slots=True)
class MasterOrphans:
    """The orphans of one master, by position; ``size`` is how many slots it has now."""

    master: Master
    status: MasterStatus
    size: int
    orphans: tuple[Orphan, ...]


def find_orphans(workings: Workings) -> tuple[MasterOrphans, ...]:
    """The orphans of every master; one that was never read has none that are known."""
    return tuple(
        MasterOrphans(
            master,
            workings.statuses[master.key],
            len(workings.before(master.key)),
            tuple(_of_master(workings, master)),
        )
        for master in workings.config.masters
    )


_Outcome = tuple[OrphanFate, str, tuple[str, ...]]
"""The fate, the rule, and to where."""


def _of_master(workings: Workings, master: Master) -> Iterator[Orphan]:
    gone = {one.origin: one for one in workings.targets[master.key].gone}
    for position, recording, slot in orphans_in(workings.before(master.key), workings.wanted):
        outcome: _Outcome
        if workings.statuses[master.key] == "blocked":
            outcome = "waiting", master.path, ()
        elif position in gone:
            outcome = _leaving(workings, gone[position], recording)
        else:
            outcome = _staying(workings, master, recording)
        yield Orphan(position, slot, *outcome)


def _leaving(workings: Workings, gone: Gone, recording: str) -> _Outcome:
    if gone.reason != "orphan":
        return _LEAVING.get(gone.reason, "excluded"), gone.path or "policy.duplicates", gone.to
    to = tuple(key for key in gone.to if recording in workings.targets[key].recordings)
    return "moved" if to else "removed", "policy.orphans", to


def _staying(workings: Workings, master: Master, recording: str) -> _Outcome:
    if workings.state.pin(master.pin):
        return "pinned", f"{master.path}.pin", ()
    if barrier := workings.targets[master.key].barriers.get(recording):
        return "waiting", barrier.path, (barrier.master,)
    return "kept", stays_by(master, recording, workings), ()


def stays_by(master: Master, recording: str, workings: Workings) -> str:
    """The config path by which an orphan stays where it is: its ``keep``, else the policy."""
    held = kept(master, workings.before(master.key), workings.wanted)
    lines = (f"{master.path}.keep[{index}]" for index, one in held.items() if one == recording)
    return next(lines, "policy.orphans")
