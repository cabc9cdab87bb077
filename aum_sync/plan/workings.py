"""What a plan is worked out from: the wanted season, and each master's base, status and target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from aum_sync.config.types import Config, Master
from aum_sync.plan.types import MasterStatus
from aum_sync.season.cleaning import others_of
from aum_sync.season.items import Slot, Snapshot, State
from aum_sync.season.merge import Target
from aum_sync.season.targets import Start, merge_all
from aum_sync.season.wanted import Wanted, want
from aum_sync.text.fold import plain

Unreadable = Mapping[str, tuple[str, str | None]]
"""Why masters could not be read just now, by key: what happened, and what to do."""

ALL_READ: Unreadable = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Workings:
    """Everything between the inputs and the plan; ``bases``, ``statuses``, ``targets`` by key.

    ``others`` are the targets of playlists that are managed for removals only, by id, in the order
    of the ids; that of one which was never read is empty. ``barred``: by the path of a cleanup what
    it keeps out; a cleanup of a week that was never read is not there.
    """

    config: Config
    state: State
    wanted: Wanted
    bases: Mapping[str, Snapshot | None]
    statuses: Mapping[str, MasterStatus]
    targets: Mapping[str, Target]
    others: Mapping[str, Target]
    barred: Mapping[str, frozenset[str]]

    def before(self, master: str) -> tuple[Slot, ...]:
        """What a master holds now, as far as it was read."""
        base = self.bases[master]
        return base.slots if base else ()

    def after(self, master: str) -> tuple[Slot, ...]:
        """What a master holds once the plan is applied: what it holds now, where none is made."""
        if self.statuses[master] in ("unread", "blocked"):
            return self.before(master)
        return tuple(placed.slot for placed in self.targets[master].slots)


def work_out(config: Config, state: State, unreadable: Unreadable = ALL_READ) -> Workings:
    """What follows from a configuration and a state.

    ``unreadable`` masters get the status ``blocked``. Raises DataError where
    ``policy.on_mismatch`` is ``fail`` and a week does not pass, or where cleanups go in a circle.
    """
    wanted = want(config, state)
    bases = {master.key: _base(master, state) for master in config.masters}
    statuses: dict[str, MasterStatus] = {
        master.key: "blocked"
        if master.key in unreadable
        else _status(master, bases[master.key], state)
        for master in config.masters
    }
    writable = frozenset(k for k, status in statuses.items() if status in ("managed", "create"))
    contents = {key: base.slots if base else () for key, base in bases.items()}
    pins = {m.key: pin for m in config.masters if (pin := state.pin(m.pin))}
    others = others_of(config, state)
    merged = merge_all(Start(config, wanted, contents, writable, pins, others))
    cleaned = {playlist: merged.others[playlist] for playlist in others.bases}
    return Workings(config, state, wanted, bases, statuses, merged.masters, cleaned, merged.barred)


def _base(master: Master, state: State) -> Snapshot | None:
    """The snapshot of a master; a renamed one's stands under its old key until the next pull."""
    found = state.snapshot(master.key)
    if found is None and master.was:
        found = state.snapshot(master.was)
    return found if found and found.playlist == master.playlist else None


def _status(master: Master, base: Snapshot | None, state: State) -> MasterStatus:
    if master.pin and not state.pin(master.pin):
        return "blocked"
    if master.playlist is None:
        return "blocked" if namesake(state, master) else "create"
    return "managed" if base else "unread"


def namesake(state: State, master: Master) -> str | None:
    """The id of an owned playlist that bears the name of a master without an id."""
    owned = state.account.namesakes if state.account else ()
    return next((id_ for id_, name in owned if plain(name) == plain(master.title)), None)
