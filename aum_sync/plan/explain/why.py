"""Why a slot of a target enters, stays, leaves or is kept out: in a word, and by which rule."""

from __future__ import annotations

from dataclasses import dataclass

from aum_sync.config.types import Master
from aum_sync.plan.orphans import stays_by
from aum_sync.plan.workings import Workings
from aum_sync.season.cleaning import playlist_of
from aum_sync.season.merge import Gone
from aum_sync.season.order import Placed

Why = tuple[str, str, tuple[str, ...]]
"""A word or two, the path of the rule behind it, and the masters that it is about."""


@dataclass(frozen=True, slots=True)
class Whys:
    """The reasons of a plan's targets; the rules are tried in the order of the merge."""

    workings: Workings

    def enters(self, placed: Placed) -> Why:
        """A slot that base does not hold: a week asks for it, or it is an orphan, or pinned."""
        if placed.claim:
            return placed.claim.home.rule, placed.claim.home.path, ()
        return placed.rule, placed.path, ()

    def leaves(self, gone: Gone) -> Why:
        """A slot of base that the target does not have."""
        return gone.reason, gone.path or "policy.duplicates", gone.to

    def kept_out(self, master: Master, name: str) -> Why:
        """A recording that weeks ask for and the master neither has nor gets."""
        if barrier := self.workings.targets[master.key].barriers.get(name):
            reason = "cleanup" if barrier.path.startswith("cleanup") else "excluded"
            return reason, barrier.path, (barrier.master,)
        return "pinned", f"{master.path}.pin", ()

    def stays(self, key: str, placed: Placed) -> Why:
        """A slot of base that the target has."""
        master = next((m for m in self.workings.config.masters if m.key == key), None)
        if master is None:
            return "no cleanup takes it", self._cleanup(key), ()
        if master.pin:
            return "pinned", f"{master.path}.pin", ()
        if placed.claim:
            return placed.claim.home.rule, placed.claim.home.path, ()
        if placed.recording is None:
            return "untouched", f"built-in.{placed.slot.state}", ()
        return self._unasked(master, placed.recording)

    def _unasked(self, master: Master, recording: str) -> Why:
        """A recording that no week asks for in the master that has it, and that stays."""
        wanted = self.workings.wanted
        if barrier := self.workings.targets[master.key].barriers.get(recording):
            return "waits", barrier.path, (barrier.master,)
        if recording in wanted.held:
            return "held", "policy.on_mismatch", ()
        homes = [one for item in wanted.by_recording.get(recording, ()) for one in item.homes]
        if homes:
            return "waits", homes[0].path, tuple(dict.fromkeys(home.master for home in homes))
        return "orphan", stays_by(master, recording, self.workings), ()

    def _cleanup(self, playlist: str) -> str:
        """The first cleanup that takes tracks out of this playlist."""
        config, state = self.workings.config, self.workings.state
        return next(
            cleanup.path
            for cleanup in config.cleanup
            if cleanup.remove_from.kind != "master"
            and playlist_of(cleanup.remove_from, state) == playlist
        )
